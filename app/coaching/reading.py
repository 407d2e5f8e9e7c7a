"""One coaching session as it is read: its people, its focus, how it stands, and what this viewer may do."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.coaching.access import is_inside, is_kept_by, is_running, parted_lately
from app.coaching.models import CoachingSession
from app.coaching.queries import Standing, standing_of
from app.coaching.row_models import Barrier, Practiced
from app.coaching.rules import State
from app.frameworks.profile import Element
from app.frameworks.queries import LoadedVersion, in_force, loaded
from app.people.access import Viewer, windows
from app.people.models import Account
from app.people.permits import Permission
from app.web.errors import ConflictError, NotFoundError, RefusedError

OVER = "This coaching session is closed, so it stays as it is."
CANCELLED = "This coaching session is cancelled. Plan another one."


@dataclass(frozen=True)
class LoadedSession:
    """Its words are those of the profile today, and once it is closed those of that time.

    `may_keep` says that the viewer is one of the two and that their coaching goes on. Of two who have parted,
    `parted_at` says since when, while they may still close what they met for.
    """

    row: CoachingSession
    worker: Account
    coach: Account
    version: LoadedVersion
    standing: Standing
    may_keep: bool
    parted_at: datetime | None

    @property
    def is_live(self) -> bool:
        return self.standing is Standing.PLANNED and self.may_keep

    def may_be_closed_late_by(self, account_id: UUID) -> bool:
        return self.parted_at is not None and account_id in (self.worker.id, self.coach.id)

    @property
    def at(self) -> datetime:
        """The instant by which windows open it."""
        return self.row.closed_at or self.row.created_at

    @property
    def element(self) -> Element | None:
        """What it is about, where that is one element and the profile still has it."""
        known = self.row.element_key in self.version.element_ids
        return self.version.profile.element(self.row.element_key) if known else None

    def other_than(self, account_id: UUID) -> Account:
        return self.coach if account_id == self.worker.id else self.worker

    def name_of(self, account_id: UUID) -> str:
        return self.worker.name if account_id == self.worker.id else self.coach.name


def session_or_404(db: Session, viewer: Viewer, session_id: UUID, *, now: datetime) -> LoadedSession:
    """A coaching session whose instant lies in a window of the viewer. Nobody else learns that there is one."""
    reads = windows(viewer, Permission.READ_SESSION, now)
    found = db.execute(
        sa.select(
            CoachingSession, is_running(now).label("running"), is_kept_by(viewer, now).label("kept"),
            parted_lately(now).label("parted_at"),
        ).where(col(CoachingSession.id) == session_id, is_inside(reads))
    ).first()  # fmt: skip
    if found is None:
        raise NotFoundError
    row: CoachingSession = found.CoachingSession
    return LoadedSession(
        row=row, worker=db.get_one(Account, row.worker_id), coach=db.get_one(Account, row.coach_id),
        version=loaded(db, row.version_id) if row.version_id else in_force(db, row.profile_id),
        standing=standing_of(row.state, running=found.running or found.parted_at is not None), may_keep=found.kept,
        parted_at=found.parted_at,
    )  # fmt: skip


def session_to_keep(
    db: Session, viewer: Viewer, session_id: UUID, *, now: datetime, twice: bool = False
) -> LoadedSession:
    """As `session_or_404`, for a change. Raises RefusedError where the viewer has no part in it now, and
    ConflictError where it is over, which `twice` leaves to the action to tell from the same once more."""
    found = session_or_404(db, viewer, session_id, now=now)
    _demand_part(viewer, found)
    if not twice:
        demand_planned(found.row)
    return found


def demand_planned(row: CoachingSession) -> None:
    """Raises ConflictError for one that is over, with the way to where it stands as it is now."""
    if row.state is not State.PLANNED:
        raise ConflictError(OVER if row.state is State.HELD else CANCELLED, way=way_to(row))


def way_to(row: CoachingSession) -> tuple[str, str]:
    return f"/coaching-sessions/{row.id}", "Go to this coaching session"


def _demand_part(viewer: Viewer, found: LoadedSession) -> None:
    if not found.may_keep:
        is_side = viewer.id in (found.worker.id, found.coach.id)
        why = (
            "Your coaching agreement has ended." if is_side else "It belongs to the worker and the coach of that time."
        )
        raise RefusedError(f"{why} You can read this coaching session, and leave it as it is.")


def session_to_close(
    db: Session, viewer: Viewer, session_id: UUID, *, now: datetime, twice: bool = False
) -> LoadedSession:
    """As `session_to_keep`, and for a while after the two have parted also what they met for before that."""
    found = session_or_404(db, viewer, session_id, now=now)
    closable = (State.PLANNED, State.HELD) if twice else (State.PLANNED,)
    if found.may_be_closed_late_by(viewer.id) and found.row.state in closable:
        return found
    return session_to_keep(db, viewer, session_id, now=now, twice=twice)


def place_of_over(db: Session, viewer: Viewer, session_id: UUID, *, now: datetime) -> str | None:
    """Where to read one that is closed or cancelled: who goes back in the browser comes to what has become of it."""
    row = session_or_404(db, viewer, session_id, now=now).row
    return None if row.state is State.PLANNED else way_to(row)[0]


def practiced_in(db: Session, of: CoachingSession) -> list[Practiced]:
    rows = sa.select(Practiced).where(col(Practiced.session_id) == of.id)
    return list(db.scalars(rows.order_by(col(Practiced.added_at), col(Practiced.id))))


def barriers_in(db: Session, of: CoachingSession) -> list[Barrier]:
    rows = sa.select(Barrier).where(col(Barrier.session_id) == of.id)
    return list(db.scalars(rows.order_by(col(Barrier.added_at), col(Barrier.id))))
