"""Changes to the shelf: given by the worker, approved, sent back or taken off by a coach, taken back at any time."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.audit.entries import record
from app.frameworks.queries import framework_or_404, loaded
from app.goals.models import Goal
from app.people.access import Viewer
from app.people.queries import take_turn
from app.shelf.models import ShelfGift
from app.shelf.names import names_in
from app.shelf.queries import people_of
from app.shelf.rules import FOLDED_LENGTH, GiftState, folded, step_words, text_problem, wish_problem
from app.web.errors import ConflictError, NotFoundError, ProblemsError
from app.web.revisions import refuse_newer

NAMES = "A name of somebody in the agency stands in it. Take it out, and say it without."
GIVEN_ALREADY = "You have given a text for this goal already. Take it back first, to give another one."
DECIDED = "A coach has given a word on this text a moment ago."
TAKEN_OFF = "A coach has taken this text off the shelf a moment ago."
WAITS = "This text waits for a coach’s word and stands on no shelf."


def give(
    db: Session, viewer: Viewer, goal: Goal, *, text: str, with_step: bool, at: datetime, revision: int | None = None
) -> ShelfGift:
    """Give what helped with the own goal to the shelf; a coach reads it first.

    Sent again in the same words it is the same. Raises ProblemsError for text that is none or names somebody of the
    agency, ConflictError where another text was given meanwhile, NewerError where it was sent back again meanwhile.
    """
    if viewer.id != goal.worker_id:
        raise NotFoundError
    take_turn(db, viewer.id)
    gift = _of_goal(db, goal)
    step = _step(goal) if with_step else (None, None)
    if gift and gift.state is not GiftState.SENT_BACK:
        if (gift.text, gift.from_point, gift.target_point) != (text, *step):
            raise ConflictError(GIVEN_ALREADY)
        return gift
    if gift:
        refuse_newer(gift, revision)
    _refuse_text(db, viewer, text)
    gift = gift or _new(viewer, goal)
    gift.text, gift.folded = text, _searched(db, goal, text, step)
    gift.from_point, gift.target_point = step
    gift.state, gift.given_at, gift.revision = GiftState.WAITING, at, gift.revision + 1
    gift.decided_at, gift.decided_by, gift.wish = None, None, ""
    db.add(gift)
    db.flush()
    _note(db, viewer, gift, "shelf:give", at)
    return gift


def take_back(db: Session, viewer: Viewer, goal: Goal, *, at: datetime) -> None:
    """The giver takes the text away: from the shelf, from the coaches, and from the database. Twice is once."""
    if viewer.id != goal.worker_id:
        raise NotFoundError
    take_turn(db, viewer.id)
    gift = _of_goal(db, goal)
    if gift is None:
        return
    _note(db, viewer, gift, "shelf:take-back", at)
    db.delete(gift)
    db.flush()


def approve(db: Session, viewer: Viewer, gift: ShelfGift, *, at: datetime, revision: int | None = None) -> None:
    """Put a text on the shelf, in the words of the `revision` that was read. Nobody approves the own one."""
    gift = _locked(db, viewer, gift)
    if gift.state is GiftState.APPROVED:
        return
    _demand_waiting(gift, revision)
    gift.state, gift.decided_at, gift.decided_by = GiftState.APPROVED, at, viewer.id
    db.add(gift)
    _note(db, viewer, gift, "shelf:approve", at)


def send_back(
    db: Session, viewer: Viewer, gift: ShelfGift, *, wish: str, at: datetime, revision: int | None = None
) -> None:
    """Give a text back with a wish: a coach never changes the worker's words."""
    gift = _locked(db, viewer, gift)
    if _is_back(viewer, gift, wish):
        return
    _demand_waiting(gift, revision)
    _back(viewer, gift, wish, at)
    db.add(gift)
    _note(db, viewer, gift, "shelf:send-back", at)


def take_off(
    db: Session, viewer: Viewer, gift: ShelfGift, *, wish: str, at: datetime, revision: int | None = None
) -> None:
    """Take a text off the shelf and give it back with a wish: its giver may have left, and nobody else could."""
    gift = _locked(db, viewer, gift)
    if _is_back(viewer, gift, wish):
        return
    if gift.state is GiftState.SENT_BACK:
        raise ConflictError(TAKEN_OFF)
    refuse_newer(gift, revision)
    if gift.state is not GiftState.APPROVED:
        raise ConflictError(WAITS)
    _back(viewer, gift, wish, at)
    db.add(gift)
    _note(db, viewer, gift, "shelf:take-off", at)


def _is_back(viewer: Viewer, gift: ShelfGift, wish: str) -> bool:
    """Whether this very word was said already, by a click before."""
    return (gift.state, gift.wish, gift.decided_by) == (GiftState.SENT_BACK, wish, viewer.id)


def _back(viewer: Viewer, gift: ShelfGift, wish: str, at: datetime) -> None:
    if sentence := wish_problem(wish):
        raise ProblemsError({"wish": sentence})
    gift.state, gift.decided_at, gift.decided_by, gift.wish = GiftState.SENT_BACK, at, viewer.id, wish


def _of_goal(db: Session, goal: Goal) -> ShelfGift | None:
    of_goal = select(ShelfGift).where(col(ShelfGift.goal_id) == goal.id).with_for_update()
    return db.exec(of_goal.execution_options(populate_existing=True)).first()


def _locked(db: Session, viewer: Viewer, gift: ShelfGift) -> ShelfGift:
    """The row as it is behind the lock. Raises NotFoundError where its giver has taken it back meanwhile."""
    fresh = sa.select(ShelfGift).where(col(ShelfGift.id) == gift.id).with_for_update()
    found = db.scalars(fresh.execution_options(populate_existing=True)).first()
    if found is None or found.giver_id == viewer.id:
        raise NotFoundError
    return found


def _demand_waiting(gift: ShelfGift, revision: int | None) -> None:
    if gift.state is not GiftState.WAITING:
        raise ConflictError(DECIDED)
    refuse_newer(gift, revision)


def _refuse_text(db: Session, viewer: Viewer, text: str) -> None:
    sentence = text_problem(text) or (NAMES if names_in(text, people_of(db, viewer)) else "")
    if sentence:
        raise ProblemsError({"text": sentence})


def _new(viewer: Viewer, goal: Goal) -> ShelfGift:
    return ShelfGift(
        agency_id=viewer.agency_id, goal_id=goal.id, giver_id=viewer.id, profile_id=goal.profile_id,
        version_id=goal.version_id, element_id=goal.element_id, scale_id=goal.scale_id, revision=0,
    )  # type: ignore[call-arg] # the rest is what is given, and `give` sets it  # fmt: skip


def _step(goal: Goal) -> tuple[int | None, int | None]:
    return (goal.from_point, goal.target_point) if goal.target_point is not None else (None, None)


def _searched(db: Session, goal: Goal, text: str, step: tuple[int | None, int | None]) -> str:
    version = loaded(db, goal.version_id)
    key = next(key for key, element in version.element_ids.items() if element == goal.element_id)
    framework = framework_or_404(db, version.framework)
    titles = (version.profile.element(key).title, version.profile.title, framework.title, version.framework)
    return folded(" ".join([*titles, step_words(*step), text]))[:FOLDED_LENGTH]


def _note(db: Session, viewer: Viewer, gift: ShelfGift, action: str, at: datetime) -> None:
    # Whose goal it was is not told: the text is everybody's, and its giver nobody's to know.
    record(
        db, at=at, actor_id=viewer.id, agency_id=viewer.agency_id, action=action, subject=("shelf-gift", gift.id),
        revision=gift.revision,
    )  # fmt: skip
