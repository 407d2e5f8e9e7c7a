"""The end of an agreement as news: what was open until then, and what each goes on seeing. Never who comes next."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from app.clock import day_of
from app.home.endings import Ending
from app.home.news_words import Item
from app.home.onlookers import Onlookers
from app.people.access import Viewer
from app.people.permits import LEVEL_WORDS, Level
from app.people.readers import Reader
from app.people.sight import last_day
from app.web.words import first_name

_SIGHT = LEVEL_WORDS[Level.ACTIVITY]


def endings(rows: Iterable[Ending], viewer: Viewer, onlookers: Onlookers, now: datetime) -> list[Item]:
    return [_item(row, viewer, onlookers.get(row.worker_id, ()), now) for row in rows]


def _item(row: Ending, viewer: Viewer, onlookers: Sequence[Reader], now: datetime) -> Item:
    is_over, last = row.closes_at <= now, last_day(row.closes_at, viewer.zone)
    whose = _whose(row, viewer)
    if row.closes_at <= row.opens_at:
        said, words = f"{whose} ended before it began", "It opened nothing."
    elif is_over:
        said, words = f"{whose} ended on {_day(last)}", _after(row, viewer, onlookers)
    else:
        said, words = f"{whose} ends on {_day(last)}", _before(row, viewer)
    on = last if is_over or row.told_at is None else day_of(row.told_at, viewer.zone)
    return Item(on, said, words, "Read it", f": {said}", f"/agreements/{row.agreement_id}")


def _whose(row: Ending, viewer: Viewer) -> str:
    if viewer.id == row.worker_id:
        return f"Your agreement with {first_name(row.coach_name)}"
    worker = first_name(row.worker_name)
    if viewer.id == row.coach_id:
        return f"Your coaching of {worker}"
    return f"{worker}’s agreement with {first_name(row.coach_name)}"


def _after(row: Ending, viewer: Viewer, onlookers: Sequence[Reader]) -> str:
    if viewer.id == row.coach_id:
        return "You go on reading what was written until then."
    if viewer.id != row.worker_id:
        return f"You see {_SIGHT}."
    kept = f"{first_name(row.coach_name)} goes on reading what was written until then."
    return " ".join([kept, *(f"{name} sees {_SIGHT}." for name in _at_activity(onlookers))])


def _before(row: Ending, viewer: Viewer) -> str:
    if viewer.id == row.worker_id:
        name = first_name(row.coach_name)
        return f"{name} goes on reading what is written until then, and a supervisor of your unit will see {_SIGHT}."
    if viewer.id == row.coach_id:
        return "You go on reading what is written until then."
    return f"From then on you see {_SIGHT}."


def _at_activity(onlookers: Sequence[Reader]) -> list[str]:
    """Those whom no other agreement lets see more."""
    more: set[UUID] = {one.id for one in onlookers if one.level > Level.ACTIVITY}
    return list(dict.fromkeys(first_name(one.name) for one in onlookers if one.id not in more))


def _day(value: date) -> str:
    return f"{value:%B} {value.day}"
