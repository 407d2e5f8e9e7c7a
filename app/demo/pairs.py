"""What happens in a pair besides rating: a view opened without it, and the three questions answered."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.demo import main_pair
from app.demo.county import County
from app.pairs.actions import save_answers
from app.people.access import Viewer
from app.people.models import Agreement
from app.ratings.models import Assessment, Pair
from app.ratings.pairs import declare_opening


def open_without_rating(db: Session, coach: Viewer, made: Assessment, agreement: Agreement, *, at: datetime) -> None:
    """The coach declares to read the worker's view without an own one."""
    if made.pair_id:
        declare_opening(db, coach, db.get_one(Pair, made.pair_id), agreement, at=at)


def answer_questions(db: Session, county: County, pair_id: UUID) -> None:
    """The three questions of the main pair, half answered: the third is left for the next talk."""
    day = county.days_ago(1)
    for number, (question, (writer, text)) in enumerate(main_pair.QUESTIONS.items()):
        pair = db.get_one(Pair, pair_id)
        at = county.at(day, 16 + number)
        save_answers(db, county.viewer(writer), pair, {question: text}, revisions={}, at=at)
