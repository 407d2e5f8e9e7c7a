"""What was said is ticked as done, or open again."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.audit.entries import record
from app.coaching.promises import Promise
from app.coaching.row_models import Commitment
from app.people.access import Viewer


def tick_promises(db: Session, viewer: Viewer, of: Iterable[Promise], *, done: Collection[UUID], at: datetime) -> bool:
    """Make these commitments done or open again, and say whether all of them stand so now.

    What stands so already changes nothing, and one that was let go stays so.
    """
    all_stand = True
    for one in of:
        is_done = one.id in done
        if not one.may_tick or is_done == (one.done_on is not None):
            continue
        row = db.get_one(Commitment, one.id)
        if row.let_go_at:
            all_stand = False
            continue
        row.done_at, row.done_by = (at, viewer.id) if is_done else (None, None)
        db.add(row)
        record(
            db, at=at, actor_id=viewer.id, agency_id=viewer.agency_id, action="commitment:tick",
            subject=("commitment", row.id), worker=str(row.worker_id), done=is_done,
        )  # fmt: skip
    return all_stand
