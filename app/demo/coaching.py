"""The coaching sessions of the invented county: what Cora and Wren said last month, and when they meet next."""

from datetime import date, time, timedelta
from uuid import UUID

from sqlmodel import Session

from app.coaching.actions import plan_session
from app.coaching.closing import close_session
from app.coaching.ground import ground_of
from app.coaching.models import CoachingSession
from app.coaching.new_rows import NewBarrier, NewCommitment, NewPracticed, NewRow
from app.coaching.rows import add_rows
from app.coaching.rules import Owner, Part, Plan, Practice
from app.coaching.sheet import save_parts
from app.coaching.times import instant_of
from app.demo.county import County
from app.ratings.rhythm import months_later
from app.ratings.rules import Reason

COACH, WORKER, PROFILE, ELEMENT = "Cora", "Wren", "safety-mapping", "stakeholders"
PLACE = "Room 2, second floor"
SAID = {
    Part.WORKING_WELL: "Relatives come, and they speak. Wren asks each of them what they see.",
    Part.WORRIED: "People who live further away are named on the map and not yet in the room.",
    Part.NEXT: "Find one way for somebody to take part who cannot come.",
    Part.NOTE: "We look at one invitation together before the next mapping.",
}
SCALING = ("6", "The grandmother was asked first, and she spoke.", "A neighbor takes part, on the phone if need be.")
PRIVATE = "Keep asking, and wait longer before I offer an idea."


def tell(db: Session, county: County) -> None:
    """One closed coaching session of last month, and one that is planned for tomorrow."""
    if not {COACH, WORKER} <= set(county.accounts):
        return
    _held(db, county, _weekday(months_later(county.month, -1) + timedelta(days=18)))
    _planned(db, county, county.today + timedelta(days=1), number=2, on=county.days_ago(2))


def _held(db: Session, county: County, day: date) -> None:
    made = _planned(db, county, day, number=1, on=day - timedelta(days=7))
    coach, worker, at = county.viewer(COACH), county.viewer(WORKER), county.at(day, 11)
    parts = {part: (text,) for part, text in SAID.items()}
    save_parts(db, coach, made, parts | {Part.PRIVATE: (PRIVATE,)}, revisions={}, at=at)
    save_parts(db, worker, made, {Part.SCALING: SCALING}, revisions={}, at=at)
    by = county.today + timedelta(days=1)
    new: list[NewRow] = [
        NewPracticed(Practice.TOGETHER, "Opening a mapping with the question who is missing in the room."),
        NewBarrier(Reason.NO_INTERPRETER, ELEMENT),
        NewCommitment(Owner.COACH, "Send Wren two ways to invite a neighbor", by),
        NewCommitment(Owner.WORKER, "Ask the family whom they would like to bring", by + timedelta(days=2)),
    ]
    add_rows(db, coach, made, new, form_key=UUID(int=3), at=at)
    close_session(db, coach, made, minutes=50, lines=[], at=at)


def _planned(db: Session, county: County, day: date, *, number: int, on: date) -> CoachingSession:
    coach, version, at = county.viewer(COACH), county.profiles[PROFILE], county.at(on, 9)
    plan = Plan(instant_of(day, time(10), coach.zone), 60, PLACE, (version.slug, ELEMENT))
    ground = ground_of(db, coach, county.accounts[WORKER], now=at)
    return plan_session(db, coach, ground, plan=plan, profile_id=version.profile_id, form_key=UUID(int=number), at=at)


def _weekday(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))
