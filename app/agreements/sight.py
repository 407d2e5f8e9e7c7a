"""Who sees what by an agreement, a sentence for each person and office."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from app.agreements.queries import State
from app.agreements.reading import LoadedAgreement
from app.agreements.same_two import SameTwo
from app.agreements.words import EARLIER_WORDS, LEVEL_TITLES, UNTIL_MOVED, instant, not_seen, seen
from app.people.access import Viewer
from app.people.models import Account, Earlier
from app.people.permits import LEVEL_WORDS, Level, Role
from app.people.readers import Reader, readers_of
from app.people.sight import sight
from app.web.words import day, listed

Line = tuple[str, str]
_NO_MORE = "no more than any supervisor of the unit"
NEVER_BEGAN = "It ended before it began. Nothing was opened by it."
_OF_UNIT = f"sees {seen(Level.ACTIVITY)}. {not_seen(Level.ACTIVITY)}"
_OF_ADMINISTRATORS = (
    "see this page: people, dates, profiles and signatures. They also see hours of coaching, added up by month and by"
    " coach. Nothing else of the record."
)


def sights(
    db: Session, viewer: Viewer, one: LoadedAgreement, two: SameTwo, level: Level | None, now: datetime
) -> list[Line]:
    """Name or office, and what is seen; `level` is what the named supervisor sees of what is submitted now.

    It is None for somebody who does not supervise the unit.
    """
    agreement, zone = one.agreement, viewer.zone
    lines = [
        (one.names[agreement.worker_id], "sees all of it."),
        (one.names[agreement.coach_id], _of_coach(one, two, zone)),
    ]
    said = _of_supervisor(one, level, _windows(db, viewer, one, now), viewer, now) if one.supervisor_id else ""
    if one.supervisor_id and one.supervisor_id != agreement.coach_id:
        lines.append((one.names[one.supervisor_id], said))
    elif one.supervisor_id:
        lines.append(("As supervisor", f"{one.first(one.supervisor_id)} {said}"))
    others = "Any other supervisor of the unit" if one.supervisor_id else "A supervisor of the unit"
    lines.append((others, _OF_UNIT))
    lines.append(("Administrators", _OF_ADMINISTRATORS))
    return lines


def opened_by(one: LoadedAgreement, level: Level | None) -> str:
    """Who can open the page of an agreement. A supervisor of another unit reads it as a draft alone."""
    reads = one.state in (State.DRAFT, State.ENDED) or level is not None
    people = [one.agreement.worker_id, one.agreement.coach_id, one.supervisor_id if reads else None]
    names = dict.fromkeys(one.first(person) for person in people if person)
    return f"{listed([*names, 'administrators of the agency'])} can open this page."


def _windows(db: Session, viewer: Viewer, one: LoadedAgreement, now: datetime) -> list[Reader]:
    """What the named supervisor has of this worker's record, as everything else that is asked for it decides."""
    readers = readers_of(db, viewer, db.get_one(Account, one.agreement.worker_id), now=now)
    return [reader for reader in readers if reader.id == one.supervisor_id and reader.role is Role.SUPERVISOR]


def _of_coach(one: LoadedAgreement, two: SameTwo, zone: str) -> str:
    agreement, everything = one.agreement, LEVEL_WORDS[Level.RATINGS]
    both = " Also the supervisor of the unit." if one.supervisor_id == agreement.coach_id else ""
    if agreement.opens_at is None:
        since, now = day(agreement.starts_on), "sees nothing while this is a draft."
        if two.present and one.between_two:
            now = "sees by the present agreement what is submitted until this one begins."
        kept = f" {_kept(two)}" if two.kept and one.between_two else ""
        return f"{now}{kept} Once both have signed: {everything}, from {since} at the earliest.{both}"
    if one.never_began:
        return f"sees nothing by it.{both}"
    since = instant(agreement.opens_at, zone)
    if one.state is State.ENDED:
        said = f"goes on reading what was submitted from {since} until {_end(one, zone)}, and nothing newer."
    else:
        until = f" until {_end(one, zone)}" if agreement.closes_at else " on"
        said = f"sees {everything} that are submitted from {since}{until}."
    return f"{said} {_before(one, two)}{both}"


def _before(one: LoadedAgreement, two: SameTwo) -> str:
    if not one.between_two:
        return "What is seen of the time before is for the two of them to know."
    earlier = one.agreement.earlier
    if not two.kept:
        return EARLIER_WORDS[earlier]
    return f"{_kept(two)} {'Nothing else from before.' if earlier is Earlier.NOTHING else EARLIER_WORDS[earlier]}"


def _kept(two: SameTwo) -> str:
    return f"What was open by an earlier agreement, {two.kept}, stays open."


def _of_supervisor(
    one: LoadedAgreement, level: Level | None, windows: Sequence[Reader], viewer: Viewer, now: datetime
) -> str:
    if one.state is State.ENDED:
        return f"sees {_NO_MORE}." if one.never_began else "sees nothing by it now. What was shared is closed."
    if one.state is State.DRAFT:
        return _of_draft(Level(one.newest.level))
    if level is None:
        gone = f"sees nothing now, and does not supervise {one.first(one.agreement.worker_id)}’s unit."
        signs = "" if one.counting else "Only a supervisor of the unit can sign."
        return " ".join(f"{gone} {signs} {_fell_back(one.level)}".split())
    if one.counting is None:
        return f"sees {_NO_MORE}, until all have signed."
    if level < one.level:
        return f"sees {_NO_MORE}. {_fell_back(one.level)}"
    if level is Level.ACTIVITY:
        return f"sees {_NO_MORE}: {seen(level)}."
    said = sight(windows, viewer.zone, now)
    if one.state is State.TO_COME:
        said = f"sees, of what is submitted from {instant(_since(one), viewer.zone)} on: {seen(level)}."
    return " ".join(f"{said} {not_seen(level)} {UNTIL_MOVED}".split())


def _fell_back(was: Level) -> str:
    if was is Level.ACTIVITY:
        return ""
    return f"After a move to another unit {LEVEL_TITLES[was].lower()} count no more until all sign again."


def _of_draft(level: Level) -> str:
    if level is Level.ACTIVITY:
        return f"sees {_NO_MORE}, also once all have signed."
    then = f"{seen(level)}. {not_seen(level)}".strip()
    return f"sees nothing while this is a draft. Once all have signed, of what is submitted from then on: {then}"


def _since(one: LoadedAgreement) -> datetime:
    """Since when as much as now is shared: what was narrowed was shared before it, too."""
    shared: list[datetime] = []
    for terms in reversed([terms for terms in one.terms if terms.in_force_at is not None]):
        if terms.supervisor_id != one.supervisor_id or terms.level < one.level:
            break
        shared += [terms.in_force_at] if terms.in_force_at else []
    return min(shared)


def _end(one: LoadedAgreement, zone: str) -> str:
    at = one.agreement.closes_at
    on = one.agreement.ends_on
    # A last day counts whole: its name is clearer than the midnight after it.
    return day(on) if on and at and instant(at, zone).count(":") == 0 else instant(at, zone) if at else ""
