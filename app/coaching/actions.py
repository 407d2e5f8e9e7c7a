"""Changes to a coaching session as a whole: planned, moved, cancelled, closed, and what was said ticked as done."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.audit.entries import record
from app.coaching.ground import Ground
from app.coaching.models import CoachingSession
from app.coaching.reading import demand_planned
from app.coaching.rules import Bounds, Plan, State, plan_problems
from app.coaching.twice import refuse_twice
from app.people.access import Viewer
from app.people.queries import take_turn
from app.web.errors import NotFoundError, ProblemsError
from app.web.revisions import claim, refuse_newer, take

OTHER_WORDS = "This form has planned its coaching session already, in other words. Load the page again to plan another."


def plan_session(
    db: Session, viewer: Viewer, on: Ground, *, plan: Plan, profile_id: UUID, form_key: UUID, at: datetime
) -> CoachingSession:  # fmt: skip
    """Put a coaching session of these two into their calendar; a time that has passed is one to be written down.

    `form_key` names the form: the same form sent again finds what it made. Raises ProblemsError for what does not do
    and for other words in a form that has made its session, and TwiceError where the two meet then already.
    """
    take_turn(db, on.worker.id)
    _refuse(plan_problems(plan, on.bounds, now=at))
    known = (col(CoachingSession.planned_by) == viewer.id, col(CoachingSession.form_key) == form_key)
    found = db.scalars(sa.select(CoachingSession).where(*known)).first()
    if found:
        if found.worker_id != on.worker.id:
            raise NotFoundError
        _refuse({} if _plan_of(found) == _asked(plan, profile_id) else {"form": OTHER_WORDS})
        return found
    refuse_twice(db, viewer, plan, worker_id=on.worker.id, coach_id=on.coach.id, at=at)
    made = CoachingSession(
        form_key=form_key, agreement_id=on.agreement.id, worker_id=on.worker.id, coach_id=on.coach.id,
        planned_by=viewer.id, created_at=at, **_asked(plan, profile_id),
    )  # fmt: skip
    db.add(made)
    db.flush()
    note_of(db, viewer, made, "coaching-session:plan", at)
    return made


def change_plan(
    db: Session, viewer: Viewer, row: CoachingSession, bounds: Bounds, *, plan: Plan, profile_id: UUID,
    revision: int | None, at: datetime,
) -> None:  # fmt: skip
    """Another time, place or focus. Raises ConflictError for what is over, NewerError where the other side has
    changed the plan since `revision`, and TwiceError where the two meet then already. What stands there already
    changes nothing."""
    take_turn(db, row.worker_id)
    _take_planned(db, row)
    _refuse(plan_problems(plan, bounds, now=at))
    asked = _asked(plan, profile_id)
    if asked == _plan_of(row):
        return
    refuse_newer(row, revision)
    if (plan.starts_at, plan.minutes) != (row.starts_at, row.planned_minutes):
        refuse_twice(db, viewer, plan, worker_id=row.worker_id, coach_id=row.coach_id, at=at, moves=row.id)
    claim(db, row, None)
    for name, value in asked.items():
        setattr(row, name, value)
    db.add(row)
    note_of(db, viewer, row, "coaching-session:change", at)


def cancel_session(db: Session, viewer: Viewer, row: CoachingSession, *, revision: int | None, at: datetime) -> None:
    """Take it off the calendar. Twice is the same as once."""
    take(db, row)
    if row.state is State.CANCELLED:
        return
    demand_planned(row)
    refuse_newer(row, revision)
    row.state = State.CANCELLED
    db.add(row)
    note_of(db, viewer, row, "coaching-session:cancel", at)


def _asked(plan: Plan, profile_id: UUID) -> dict[str, Any]:
    element = plan.focus[1] if plan.focus else ""
    return {
        "starts_at": plan.starts_at, "planned_minutes": plan.minutes, "place": plan.place, "profile_id": profile_id,
        "element_key": element,
    }  # fmt: skip


def _plan_of(row: CoachingSession) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("starts_at", "planned_minutes", "place", "profile_id", "element_key")}


def _take_planned(db: Session, row: CoachingSession) -> None:
    take(db, row)
    demand_planned(row)


def _refuse(problems: dict[str, str]) -> None:
    if problems:
        raise ProblemsError(problems)


def note_of(db: Session, viewer: Viewer, row: CoachingSession, action: str, at: datetime) -> None:
    record(
        db, at=at, actor_id=viewer.id, agency_id=viewer.agency_id, action=action,
        subject=("coaching-session", row.id), worker=str(row.worker_id), state=row.state.value,
        starts_at=row.starts_at.isoformat(),
    )  # fmt: skip
