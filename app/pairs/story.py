"""How a pair came to be open, and who can see it: the two strips over its page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from app.pairs import words
from app.pairs.reading import LoadedPair, Side
from app.people.access import Viewer
from app.people.permits import Permission
from app.people.who import Line, Sealed, lines_for_record
from app.ratings.models import Assessment
from app.ratings.pairs import Opened
from app.ratings.rules import Kind, Setting
from app.web.words import day, local_day, short_day

_AFTER = {
    Setting.FAMILY_MEETING: "after the family meeting of", Setting.HOME_VISIT: "after the home visit of",
    Setting.DOCUMENT_REVIEW: "after the document review of",
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """What one side did: rated, declared, or neither yet."""

    kind: Kind
    name: str
    sentence: str


def told(found: LoadedPair, said_by: words.Names, zone: str) -> list[Told]:
    """Who rated when, in the order in which it happened."""
    pair = found.pair
    both = (
        (pair.worker_opened_at, pair.worker_declared, found.own, Kind.SELF, said_by.own),
        (pair.coach_opened_at, pair.coach_declared, found.coach, Kind.COACH, said_by.coach),
    )
    in_order = sorted(both, key=lambda one: (one[0] is None, one[0] or pair.lapses_at))
    return [Told(kind, name, _done(found, side, at, declared, zone)) for at, declared, side, kind, name in in_order]


def opening_sentence(found: LoadedPair, zone: str) -> str:
    if found.opened is None:
        rated = "both have rated, or until " if found.is_running else ""
        return f"Sealed until {rated}{day(last_sealed_day(found, zone))} is over."
    how, at = found.opened
    since = short_day(local_day(at, zone))
    if how is Opened.LAPSED:
        return f"The month after it is over, so it is open to both of you since {since}."
    return f"Open to both of you since {since}."


def last_sealed_day(found: LoadedPair, zone: str) -> date:
    return local_day(found.pair.lapses_at, zone) - timedelta(days=1)


def later_words(found: LoadedPair, said_by: words.Names, later: Assessment, zone: str) -> str:
    """Cora rated again on Nov 25. Wren rated on Nov 25, after opening."""
    who = said_by.own if later.kind is Kind.SELF else said_by.coach
    on = short_day(local_day(later.submitted_at or later.saved_at, zone))
    first = found.own if later.kind is Kind.SELF else found.coach
    return f"{who} rated again on {on}." if first else f"{who} rated on {on}, after opening."


def readers(db: Session, viewer: Viewer, found: LoadedPair, *, now: datetime) -> list[Line]:
    """Who can see the pair; while it is sealed, who can see the view that is in."""
    sides = [side.assessment for side in (found.own, found.coach) if side]
    if found.opened is None:
        return [line for one in sides for line in _while_sealed(db, viewer, found, one, now)]
    of_each = [_lines(db, viewer, found, one, Permission.READ_PAIR, now) for one in sides]
    if len(of_each) == 2 and of_each[0] != of_each[1]:
        return _apart(db, viewer, found, sides, now)
    return of_each[0] if of_each else []


def _done(found: LoadedPair, side: Side | None, at: datetime | None, declared: bool, zone: str) -> str:
    if declared and at:
        return f"opened it on {short_day(local_day(at, zone))} without rating."
    if side is None or at is None:
        return "had not rated by then." if found.opened else "has not rated yet."
    seen_on, rated_on = side.assessment.observed_on, local_day(at, zone)
    if side.is_withdrawn:
        return f"rated on {short_day(rated_on)}, and has withdrawn it."
    if seen_on == rated_on:
        return f"rated on {short_day(rated_on)}."
    setting = side.assessment.setting
    looking = _AFTER.get(Setting(setting), "looking back at") if setting else "looking back at"
    return f"rated on {short_day(rated_on)}, {looking} {short_day(seen_on)}."


def _lines(
    db: Session, viewer: Viewer, found: LoadedPair, one: Assessment, needs: Permission, now: datetime,
    sealed: Sealed | None = None,
) -> list[Line]:  # fmt: skip
    at = one.submitted_at or now
    return lines_for_record(db, viewer, found.worker, at, now, needs, sealed=sealed, came_at=one.amended_at)


def _while_sealed(db: Session, viewer: Viewer, found: LoadedPair, one: Assessment, now: datetime) -> list[Line]:
    waits_for = found.other_than(one.rater_id).name if found.is_running else ""
    sealed = Sealed(one.rater_id, waits_for, local_day(found.pair.lapses_at, viewer.zone))
    return _lines(db, viewer, found, one, Permission.READ_RATING, now, sealed)


def _apart(db: Session, viewer: Viewer, found: LoadedPair, sides: Iterable[Assessment], now: datetime) -> list[Line]:
    """Where what is shared changed between the two views, each is told of by itself."""
    said_by, lines = words.names(found.coach_account.name, found.worker.name), []
    for one in sides:
        whose = said_by.own if one.kind is Kind.SELF else said_by.coach
        each = _lines(db, viewer, found, one, Permission.READ_RATING, now)
        lines += [(name, f"{said[:-1]}: {whose}’s view.") for name, said in each]
    return lines
