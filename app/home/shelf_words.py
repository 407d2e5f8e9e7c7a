"""The shelf on Today: texts that wait for a coach's word, and what became of the own ones."""

from datetime import datetime

from sqlmodel import Session

from app.clock import day_of
from app.home.news_words import Item
from app.home.rules import NEW_FOR, Task, TaskKind
from app.people.access import Viewer
from app.people.permits import Permission
from app.shelf.models import ShelfGift
from app.shelf.queries import decided_since, waiting_count
from app.shelf.rules import GiftState
from app.web.words import counted, sentence_case


def tasks(db: Session, viewer: Viewer, now: datetime) -> list[Task]:
    """One line for all that wait, because any coach of the agency may answer them."""
    count = waiting_count(db, viewer) if viewer.may(Permission.APPROVE_SHELF) else 0
    if not count:
        return []
    title = f"{sentence_case(counted(count, 'text waits', 'texts wait'))} for a coach’s word"
    why = "Workers gave what helped them, for everybody in the agency. One coach reads it first: you, if you like."
    # Of today, whenever they came: the day on which somebody gave one would tell who it is.
    return [Task(TaskKind.SHELF, viewer.today(now), title, why, "Read", " them", "/shelf/waiting")]


def news(db: Session, viewer: Viewer, now: datetime) -> list[Item]:
    if not viewer.may(Permission.TAKE_FROM_SHELF):
        return []
    return [_decided(gift, title, viewer) for gift, title in decided_since(db, viewer, now - NEW_FOR)]


def _decided(gift: ShelfGift, element: str, viewer: Viewer) -> Item:
    on = day_of(gift.decided_at or gift.given_at, viewer.zone)
    # Whoever no longer works as a worker finds the own texts in one place, and no longer reads the goals.
    href = f"/goals/{gift.goal_id}/gift" if viewer.may(Permission.GIVE_TO_SHELF) else "/shelf/own"
    if gift.state is GiftState.APPROVED:
        title, words = "Your text stands on the shelf", f"{element}. Colleagues can read it, without your name."
    else:
        title, words = "A coach sent your text back", f"{element}. It came with a wish. Give it again, or leave it."
    return Item(on, title, words, "Read it", f": the text for {element}", href)
