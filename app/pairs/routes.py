"""The page of a pair: two views side by side, and the three questions that both answer."""

from datetime import datetime
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from app.clock import Now
from app.db import Db
from app.pairs import actions as pair_actions
from app.pairs import views as pair_views
from app.pairs.forms import AnswersForm
from app.pairs.reading import LoadedPair, answers_of, pair_or_404, pair_to_keep
from app.pairs.rules import Question
from app.people.access import Viewer
from app.people.guarded import Guard, saved_with
from app.people.permits import Permission
from app.people.reads import Opened, opened
from app.people.signin import Permit, SignedIn
from app.ratings.pairs import declare_opening
from app.web.errors import ConflictError, ProblemsError
from app.web.forms import PostedForm
from app.web.pages import page, see_other
from app.web.rates import saves_itself

router = APIRouter(prefix="/pairs")
READS = [Depends(Permit(Permission.READ_PAIR))]
KEEPS = [Depends(Permit(Permission.KEEP_PAIR))]


@router.get("/{pair_id}", dependencies=READS)
def show_pair(request: Request, pair_id: UUID, viewer: SignedIn, db: Db, now: Now) -> Response:
    return _page(request, db, viewer, pair_or_404(db, viewer, pair_id, now=now), now)


@router.post("/{pair_id}/opening", dependencies=KEEPS)
def open_without_rating(
    request: Request, pair_id: UUID, viewer: SignedIn, db: Db, now: Now, form: PostedForm
) -> Response:
    found = pair_to_keep(db, viewer, pair_id, now=now)
    if form.text("confirm") != "yes":
        errors = {"confirm": "Tick the box to say that you want to open it without rating."}
        return _page(request, db, viewer, found, now, status=422, errors=errors)
    declare_opening(db, viewer, found.pair, found.agreement, at=now)
    return see_other(f"/pairs/{pair_id}", done="pair-opened")


@router.post("/{pair_id}/answers", dependencies=KEEPS)
def save_answers(
    request: Request, pair_id: UUID, viewer: SignedIn, db: Db, now: Now, form: PostedForm, guard: Guard
) -> Response:
    """All three at once, all or none: what the form does where no script runs."""
    found, typed = _open_pair(db, viewer, pair_id, now), AnswersForm.read(form)
    try:
        _save(db, viewer, found, typed, guard, now)
    except (ProblemsError, pair_actions.OvertakenError) as refused:
        status, shown = _refused(typed, refused)
        return _page(request, db, viewer, found, now, status=status, **shown)
    return see_other(f"/pairs/{pair_id}#questions", done=saved_with(typed.typed.values()))


@router.post("/{pair_id}/answers/{question}", dependencies=KEEPS)
@saves_itself
def save_answer(
    request: Request, pair_id: UUID, question: Question, viewer: SignedIn, db: Db, now: Now, form: PostedForm,
    guard: Guard,
) -> Response:  # fmt: skip
    found, typed = _open_pair(db, viewer, pair_id, now), AnswersForm.read(form, [question])
    status, shown = 200, dict[str, Any]()
    try:
        _save(db, viewer, found, typed, guard, now)
    except (ProblemsError, pair_actions.OvertakenError) as refused:
        status, shown = _refused(typed, refused)
        # What the other one wrote since may stand in the answer.
        opened(db, viewer, found.worker.id, what=Opened.PAIR, now=now)
    fields = pair_views.fields(viewer, found, answers_of(db, found.pair), now=now, **shown)
    field = next(one for one in fields if one.question is question)
    answer = page(request, "pairs/_kept.html", status=status, field=field)
    if status == 200:
        answer.headers["X-Revision"] = field.token
    return answer


def _save(db: Session, viewer: Viewer, found: LoadedPair, typed: AnswersForm, guard: Guard, now: datetime) -> None:
    """Keep what was changed. An answer is saved many times while somebody writes, and counts for what is new in it."""
    before = {one.value: answer.text for one, answer in answers_of(db, found.pair).items()}
    pair_actions.save_answers(db, viewer, found.pair, typed.changed, revisions=typed.revisions, at=now)
    guard.kept({one.value: text for one, text in typed.changed.items()}, before=before)


def _open_pair(db: Session, viewer: Viewer, pair_id: UUID, now: datetime) -> LoadedPair:
    found = pair_to_keep(db, viewer, pair_id, now=now)
    if found.opened is None:
        raise ConflictError("This pair is sealed. The three questions come when it opens.")
    return found


def _refused(typed: AnswersForm, refused: ProblemsError | pair_actions.OvertakenError) -> tuple[int, dict[str, Any]]:
    if isinstance(refused, ProblemsError):
        return 422, {"typed": typed.typed, "errors": refused.problems}
    return 409, {"typed": typed.typed, "overtaken": {one: typed.tokens[one] for one in refused.questions}}


def _page(
    request: Request, db: Session, viewer: Viewer, found: LoadedPair, now: datetime, *, status: int = 200,
    errors: dict[str, str] | None = None, **shown: Any,
) -> Response:  # fmt: skip
    opened(db, viewer, found.worker.id, what=Opened.PAIR, now=now)
    context = pair_views.context(db, viewer, found, now=now) | {"errors": errors or {}}
    if found.opened is None:
        context |= pair_views.sealed(db, viewer, found, now=now)
        return page(request, "pairs/sealed.html", status=status, **context)
    context |= pair_views.opened(db, viewer, found, now=now)
    context["fields"] = pair_views.fields(viewer, found, answers_of(db, found.pair), now=now, errors=errors, **shown)
    return page(request, "pairs/show.html", status=status, **context)
