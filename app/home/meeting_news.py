"""Coaching sessions as news: what the other side planned, changed, cancelled or closed."""

from datetime import datetime

from sqlmodel import Session

from app.clock import day_of
from app.coaching.news import Told, Word, told_near
from app.home.news_words import Item
from app.home.rules import NEW_FOR
from app.people.access import Viewer
from app.people.permits import Permission
from app.web.words import clock_time, first_name, short_day, weekday

_VERBS = {Word.PLANNED: "planned", Word.CHANGED: "changed", Word.CANCELLED: "cancelled"}


def news(db: Session, viewer: Viewer, now: datetime) -> list[Item]:
    if not viewer.may(Permission.KEEP_SESSION):
        return []
    return [_item(one, viewer, now) for one in told_near(db, viewer, since=now - NEW_FOR, now=now)]


def _item(one: Told, viewer: Viewer, now: datetime) -> Item:
    on, day = day_of(one.at, viewer.zone), day_of(one.starts_at, viewer.zone)
    said = f"{first_name(one.name)} {_VERBS.get(one.word, '')} a coaching session"
    when, href = f"{weekday(day)}, {clock_time(one.starts_at, viewer.zone)}", f"/coaching-sessions/{one.id}"
    if one.word is Word.CLOSED:
        said = f"Your coaching session of {short_day(day)} is closed"
        return Item(on, said, "Read what you both wrote.", "Read it", f": {said}", href)
    if one.word is Word.CANCELLED:
        return Item(on, said, f"It was planned for {when}.", "See it", f": {said}, {when}", href)
    words = f"{when}. Add to the agenda." if one.starts_at > now else f"{when}."
    return Item(on, said, words, "Open it", f": {said}, {when}", href)
