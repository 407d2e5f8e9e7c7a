"""The page used in the room: everything is saved by one button, and where script runs each part saves itself."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from app.clock import Now, day_of
from app.coaching import new_rows, rows, views, written
from app.coaching import sheet as session_sheet
from app.coaching.agenda import Line
from app.coaching.fields import fields_of
from app.coaching.forms import SheetForm
from app.coaching.letting_go import SAVED, STANDS, Asked, settle
from app.coaching.new_rows import NewRow
from app.coaching.parts import kept_parts, nothing_yet, texts_of
from app.coaching.reading import LoadedSession, session_or_404, session_to_keep, way_to
from app.coaching.rules import Part, State
from app.db import Db
from app.people.access import Viewer
from app.people.guarded import Guard, saved_with
from app.people.permits import Permission
from app.people.reads import Opened, opened
from app.people.signin import Permit, SignedIn
from app.web.errors import ConflictError, ProblemsError
from app.web.forms import PostedForm
from app.web.notices import NOTICES
from app.web.pages import page, see_other
from app.web.rates import saves_itself

router = APIRouter()
READS = [Depends(Permit(Permission.READ_SESSION))]
KEEPS = [Depends(Permit(Permission.KEEP_SESSION, seen_by=Permission.READ_SESSION))]
# Where somebody is led after a row: to the field that is empty again, or to the rows that are left.
_NEXT = {
    "agenda": "field-new-line", "practiced": "field-new-practiced", "barriers": "field-new-barrier",
    "commitments": "field-new-commitment",
}  # fmt: skip
_ADDED: Mapping[type[NewRow], str] = {
    new_rows.NewLine: "agenda", new_rows.NewPracticed: "practiced", new_rows.NewBarrier: "barriers",
    new_rows.NewCommitment: "commitments",
}  # fmt: skip
_LEFT = {"line": "agenda", "practiced": "practiced", "barrier": "barriers", "commitment": "commitments"}


@router.get("/coaching-sessions/{session_id}/sheet", dependencies=READS)
def open_sheet(session_id: UUID, viewer: SignedIn, db: Db, now: Now) -> Response:
    """The address that stands there after a refusal, loaded anew: the page itself has another one."""
    row = session_or_404(db, viewer, session_id, now=now).row
    return see_other(way_to(row)[0])


@router.post("/coaching-sessions/{session_id}/sheet", dependencies=KEEPS)
def save_sheet(
    request: Request, session_id: UUID, viewer: SignedIn, db: Db, now: Now, posted: PostedForm, guard: Guard
) -> Response:
    """All at once, all or none: what the form does where no script runs."""
    found = session_to_keep(db, viewer, session_id, now=now)
    form = SheetForm.read(posted, found.version.element_ids)
    shown: dict[str, Any] = {}
    said = ""
    try:
        with guard.asked_about(form.new_texts, pressed=("go", "remove", "let-go")):
            said = _save(db, viewer, found, form, guard, now)
    except ProblemsError as refused:
        shown = {"errors": refused.problems, "status": 422}
    except session_sheet.OvertakenError as refused:
        shown = {"overtaken": refused.parts, "status": 409}
    if not shown:
        place = f"/coaching-sessions/{session_id}"
        if form.go == "close":
            return see_other(f"{place}/closing", done=said if said == STANDS else None)
        return see_other(f"{place}{_led_to(form)}", done=saved_with(_typed(form)) if said == SAVED else said)
    status = shown.pop("status")
    context = views.head(db, viewer, found, now=now) | written.sheet(db, viewer, found, now=now, form=form, **shown)
    return page(request, "coaching/meet.html", status=status, **context)


@router.post("/coaching-sessions/{session_id}/sheet/agenda", dependencies=KEEPS)
@saves_itself
def save_agenda(request: Request, session_id: UUID, viewer: SignedIn, db: Db, now: Now, posted: PostedForm) -> Response:
    found = session_to_keep(db, viewer, session_id, now=now, twice=True)
    form = SheetForm.read(posted, ())
    try:
        session_sheet.open_for_writing(db, found.row)
    except ConflictError as over:
        return page(request, "coaching/_said.html", status=409, kind="problem", words=str(over))
    lines = written.agenda_of(db, viewer, found, now=now)
    stands = _tick(db, viewer, found, lines, form, now) == STANDS
    # All the others are kept, so this is an answer and no refusal.
    kind, said = ("problem", NOTICES[STANDS]) if stands else ("ok", "Saved")
    answer = page(request, "coaching/_said.html", kind=kind, words=said)
    # What this page shows, and not what the other ticked since; of the form nothing but lines that there are.
    answer.headers["X-Revision"] = written.ticks_token(form.ticks & {line.key for line in lines})
    return answer


@router.post("/coaching-sessions/{session_id}/sheet/{part}", dependencies=KEEPS)
@saves_itself
def save_part(
    request: Request, session_id: UUID, part: Part, viewer: SignedIn, db: Db, now: Now, posted: PostedForm,
    guard: Guard,
) -> Response:  # fmt: skip
    found = session_to_keep(db, viewer, session_id, now=now, twice=True)
    form, status, shown = SheetForm.read(posted, (), [part]), 200, dict[str, Any]()
    try:
        opens = session_sheet.open_own_note if part is Part.PRIVATE else session_sheet.open_for_writing
        opens(db, found.row)
        texts, before = _save_parts(db, viewer, found, form, now)
        guard.kept(texts, before=before)
    except ProblemsError as refused:
        status, shown = 422, {"form": form, "errors": refused.problems}
    except session_sheet.OvertakenError as refused:
        status, shown = 409, {"form": form, "overtaken": refused.parts}
        # What the other one wrote since may stand in the answer.
        opened(db, viewer, found.worker.id, what=Opened.COACHING_SESSION, now=now)
    except ConflictError as over:
        return page(request, "coaching/_said.html", status=409, kind="problem", words=str(over))
    field = fields_of(db, viewer, found, now=now, **shown)[part]
    answer = page(request, "coaching/_kept.html", status=status, field=field)
    if status == 200:
        answer.headers["X-Revision"] = field.token
    return answer


@router.post("/coaching-sessions/{session_id}/private", dependencies=KEEPS)
def save_private(
    request: Request, session_id: UUID, viewer: SignedIn, db: Db, now: Now, posted: PostedForm, guard: Guard
) -> Response:
    """The own note of one that is closed, where no script runs: its author writes on in it."""
    found = session_to_keep(db, viewer, session_id, now=now, twice=True)
    place, form = f"/coaching-sessions/{session_id}", SheetForm.read(posted, (), [Part.PRIVATE])
    session_sheet.open_own_note(db, found.row)
    if found.row.state is State.PLANNED:
        # Its sheet has more on it, and saves all of that.
        return see_other(f"{place}#private")
    try:
        texts, before = _save_parts(db, viewer, found, form, now)
        guard.kept(texts, before=before)
    except ProblemsError as refused:
        status, shown = 422, written.over(db, viewer, found, now=now, form=form, errors=refused.problems)
    except session_sheet.OvertakenError as refused:
        status, shown = 409, written.over(db, viewer, found, now=now, form=form, overtaken=refused.parts)
    else:
        return see_other(f"{place}#private", done=saved_with(_typed(form)))
    return page(request, "coaching/over.html", status=status, **views.head(db, viewer, found, now=now), **shown)


def _led_to(form: SheetForm) -> str:
    if form.remove:
        return f"#{_LEFT[form.remove[0]]}"
    # Enter in a row's field presses the button for all, and the row is added all the same.
    pressed = form.go if form.go in _NEXT else next((_ADDED[type(one)] for one in form.new[-1:]), "")
    return f"#{_NEXT[pressed]}" if pressed else ""


def _typed(form: SheetForm) -> Iterator[str]:
    return (text for part, values in form.typed.items() for text in texts_of(part, values).values())


def _save(db: Session, viewer: Viewer, found: LoadedSession, form: SheetForm, guard: Guard, now: datetime) -> str:
    """Keep all of it, and say how it went."""
    session_sheet.open_for_writing(db, found.row)
    since = min(day_of(found.row.starts_at, viewer.zone), viewer.today(now))
    problems = form.problems | new_rows.row_problems(form.new, since=since)
    if problems:
        raise ProblemsError(problems)
    texts, before = _save_parts(db, viewer, found, form, now)
    said = _tick(db, viewer, found, written.agenda_of(db, viewer, found, now=now), form, now)
    rows.add_rows(db, viewer, found.row, form.new, form_key=form.form_key, at=now)
    if form.remove:
        rows.remove_row(db, viewer, found.row, *form.remove, at=now)
    # Counted once and last: whoever counts holds up everybody else in the agency who counts.
    guard.kept(texts | form.new_texts, before=before)
    return said


def _save_parts(
    db: Session, viewer: Viewer, found: LoadedSession, form: SheetForm, now: datetime
) -> tuple[dict[str, str], dict[str, str]]:
    """The texts that are kept now, and those before: a part is saved many times while somebody writes, and counts for
    what is new in it."""
    kept = {one: kept.values for one, kept in kept_parts(db, found.row, viewer.id).items()}
    session_sheet.save_parts(db, viewer, found.row, form.changed, revisions=form.revisions, at=now)
    texts, before = dict[str, str](), dict[str, str]()
    for part, values in form.changed.items():
        texts |= texts_of(part, values)
        before |= texts_of(part, kept.get(part, nothing_yet(part)))
    return texts, before


def _tick(db: Session, viewer: Viewer, found: LoadedSession, lines: list[Line], form: SheetForm, now: datetime) -> str:
    # A line is turned to what the page shows, and one that shows it already stays.
    turned = [line for line in lines if line.key in form.turned and line.ticked != (line.key in form.ticks)]
    session_sheet.save_ticks(db, viewer, found.row, turned, at=now)
    # A commitment that was let go meanwhile has no line any more, and its tick is answered all the same.
    return settle(db, viewer, Asked(form.promised(form.ticks), form.promised(form.turned), form.let_go), at=now)
