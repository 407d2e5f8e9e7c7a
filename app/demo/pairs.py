"""What happens in a pair besides rating: a view opened without it, and the three questions answered."""

from datetime import datetime

from sqlmodel import Session

from app.people.access import Viewer
from app.people.models import Agreement
from app.ratings.models import Assessment, Pair
from app.ratings.pairs import declare_opening


def open_without_rating(db: Session, coach: Viewer, made: Assessment, agreement: Agreement, *, at: datetime) -> None:
    """The coach declares to read the worker's view without an own one."""
    if made.pair_id:
        declare_opening(db, coach, db.get_one(Pair, made.pair_id), agreement, at=at)
