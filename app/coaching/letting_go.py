"""What somebody asks about commitments: ticked or open again, let go because life has moved on, or taken back."""

from collections.abc import Collection, Set
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.audit.entries import record
from app.coaching.promises import Promise, promises_to_tick
from app.coaching.row_models import Commitment
from app.coaching.ticking import tick_promises
from app.people.access import Viewer

# What a page says afterwards, by its key among the notices.
SAVED, LET_GO, TAKEN_BACK, STANDS = "saved", "let-go", "let-go-taken-back", "promise-stands"


@dataclass(frozen=True)
class Asked:
    """Of commitments: all that are ticked, those whose tick was turned, and one to let go or to take back."""

    done: Set[UUID]
    turned: Set[UUID]
    let_go: UUID | None = None
    take_back: UUID | None = None


def settle(db: Session, viewer: Viewer, asked: Asked, *, at: datetime) -> str:
    """Do all of it that can be, and say how it went.

    What was let go in another tab is not ticked, and what was ticked there is not let go: it stays as it stands, and
    the rest is kept.
    """
    named = {one for one in (asked.let_go, asked.take_back) if one}
    # Whoever ticks a commitment and lets it go in one form has pressed the button last.
    turned = asked.turned - named
    _hold(db, turned | named)
    found = promises_to_tick(db, viewer, turned | named, now=at)
    all_stand = tick_promises(db, viewer, [one for one in found if one.id in turned], done=asked.done, at=at)
    said = SAVED
    for one_id, is_gone in ((asked.let_go, True), (asked.take_back, False)):
        if one_id:
            one = next((one for one in found if one.id == one_id), None)
            said = _turn(db, viewer, one, is_gone=is_gone, at=at)
    return said if all_stand else STANDS


def _turn(db: Session, viewer: Viewer, one: Promise | None, *, is_gone: bool, at: datetime) -> str:
    """Let it go or take it back; twice is the same as once. What is not the viewer's to turn is none."""
    row = db.get_one(Commitment, one.id) if one else None
    if row is None or row.done_at:
        return STANDS
    if is_gone != (row.let_go_at is not None):
        row.let_go_at, row.let_go_by = (at, viewer.id) if is_gone else (None, None)
        db.add(row)
        record(
            db, at=at, actor_id=viewer.id, agency_id=viewer.agency_id, action="commitment:let-go",
            subject=("commitment", row.id), worker=str(row.worker_id), let_go=is_gone,
        )  # fmt: skip
    return LET_GO if is_gone else TAKEN_BACK


def _hold(db: Session, ids: Collection[UUID]) -> None:
    """Wait for whoever is changing one of these, always in one order, so that no two wait for each other."""
    if ids:
        rows = sa.select(Commitment).where(col(Commitment.id).in_(sorted(ids, key=str))).order_by(col(Commitment.id))
        db.scalars(rows.with_for_update().execution_options(populate_existing=True)).all()
