"""Who sees what by an agreement, a sentence for each person and office."""

from datetime import datetime

from app.agreements.queries import State
from app.agreements.reading import LoadedAgreement
from app.agreements.words import EARLIER_WORDS, LEVEL_TITLES, UNTIL_MOVED, instant, not_seen, seen
from app.people.permits import LEVEL_WORDS, Level
from app.web.words import day

Line = tuple[str, str]
_NO_MORE = "no more than any supervisor of the unit"
_OF_UNIT = f"sees {seen(Level.ACTIVITY)}. {not_seen(Level.ACTIVITY)}"


def sights(one: LoadedAgreement, level: Level | None, zone: str) -> list[Line]:
    """Name or office, and what is seen; `level` is what the named supervisor sees of what is submitted now.

    It is None for somebody who does not supervise the unit.
    """
    agreement = one.agreement
    lines = [
        (one.names[agreement.worker_id], "sees all of it."),
        (one.names[agreement.coach_id], _of_coach(one, zone)),
    ]
    if one.supervisor_id and one.supervisor_id != agreement.coach_id:
        lines.append((one.names[one.supervisor_id], _of_supervisor(one, level, zone)))
    elif one.supervisor_id:
        lines.append(("As supervisor", f"{one.first(one.supervisor_id)} {_of_supervisor(one, level, zone)}"))
    others = "Any other supervisor of the unit" if one.supervisor_id else "A supervisor of the unit"
    lines.append((others, _OF_UNIT))
    lines.append(("Administrators", "see this page: people, dates, profiles and signatures. None of the record."))
    return lines


def _of_coach(one: LoadedAgreement, zone: str) -> str:
    agreement, everything = one.agreement, LEVEL_WORDS[Level.RATINGS]
    both = " Also the supervisor of the unit." if one.supervisor_id == agreement.coach_id else ""
    if agreement.opens_at is None:
        since = day(agreement.starts_on)
        return f"sees nothing by a draft. Once both have signed: {everything}, from {since} at the earliest.{both}"
    if agreement.closes_at is not None and agreement.closes_at <= agreement.opens_at:
        return f"sees nothing by it. The agreement ended before it began.{both}"
    since = instant(agreement.opens_at, zone)
    if one.state is State.ENDED:
        said = f"goes on reading what was submitted from {since} until {_end(one, zone)}, and nothing newer."
    else:
        until = f" until {_end(one, zone)}" if agreement.closes_at else " on"
        said = f"sees {everything} that are submitted from {since}{until}."
    return f"{said} {_before(one)}{both}"


def _before(one: LoadedAgreement) -> str:
    if one.between_two:
        return EARLIER_WORDS[one.agreement.earlier]
    return "What is seen from before stays between the two."


def _of_supervisor(one: LoadedAgreement, level: Level | None, zone: str) -> str:
    if one.state is State.ENDED:
        return "sees nothing by it any more. What was shared is closed."
    if one.state is State.DRAFT:
        return _of_draft(Level(one.newest.level))
    if one.counting is None:
        return f"sees {_NO_MORE}, until all have signed."
    if level is None:
        gone = f"sees nothing now, and does not supervise {one.first(one.agreement.worker_id)}’s unit."
        return f"{gone} {_fell_back(one.level)}".strip()
    if level < one.level:
        return f"sees {_NO_MORE}. {_fell_back(one.level)}"
    if level is Level.ACTIVITY:
        return f"sees {_NO_MORE}: {seen(level)}."
    since = instant(_since(one), zone)
    return " ".join(
        f"sees, of what is submitted from {since} on: {seen(level)}. {not_seen(level)} {UNTIL_MOVED}".split()
    )


def _fell_back(was: Level) -> str:
    if was is Level.ACTIVITY:
        return ""
    return f"After a move to another unit {LEVEL_TITLES[was].lower()} count no more until all sign again."


def _of_draft(level: Level) -> str:
    if level is Level.ACTIVITY:
        return f"sees {_NO_MORE}, also once all have signed."
    return f"sees nothing by a draft. Once all have signed, of what is submitted from then on: {seen(level)}."


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
