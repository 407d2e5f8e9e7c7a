"""How a coaching session reads: its day and hour, what it is about, how it stands, and what is still open in it."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from app.agreements.rules import hours_words
from app.clock import day_of
from app.coaching.promises import Promise
from app.coaching.queries import Meeting, Standing
from app.coaching.rules import CLOSES_WITHIN, Part, Practice
from app.frameworks.queries import LoadedVersion
from app.people.access import Viewer
from app.ratings.rules import REASON_WORDS, Reason
from app.web.words import clock_time, counted, day, first_name, listed, short_day, weekday

STANDING = {
    Standing.PLANNED: "Planned", Standing.HELD: "Held", Standing.CANCELLED: "Cancelled",
    Standing.LAPSED: "Cancelled by the end of the agreement",
}  # fmt: skip
PRACTICE = {
    Practice.TOGETHER: "Practiced together", Practice.OBSERVED: "Observed in the field",
    Practice.TALKED: "Talked through",
}  # fmt: skip
PART = {
    Part.WORKING_WELL: "What is working well?", Part.WORRIED: "What are we worried about?",
    Part.NEXT: "What needs to happen next?", Part.SCALING: "The scaling question", Part.NOTE: "Shared note",
    Part.PRIVATE: "Private note",
}  # fmt: skip
Versions = Mapping[UUID, LoadedVersion]


def when(starts_at: datetime, zone: str) -> str:
    """Tue, Nov 24, 2026, 10:00 AM."""
    on = day_of(starts_at, zone)
    return f"{weekday(on)}, {on.year}, {clock_time(starts_at, zone)}"


def soon(starts_at: datetime, viewer: Viewer, now: datetime) -> str:
    """Today, 10:00 AM; tomorrow, 10:00 AM; Tue, Nov 24, 10:00 AM."""
    on, today = day_of(starts_at, viewer.zone), viewer.today(now)
    near = {0: "Today", 1: "Tomorrow"}.get((on - today).days) or weekday(on)
    return f"{near}, {clock_time(starts_at, viewer.zone)}"


def focus(version: LoadedVersion, element_key: str) -> str:
    """Safety Mapping: Stakeholders; a profile alone where it is about the whole, or the element is gone."""
    if element_key not in version.element_ids:
        return version.profile.title
    return f"{version.profile.title}: {version.profile.element(element_key).title}"


def named(version: LoadedVersion, element_key: str) -> str:
    """Inside a title: coaching session on Stakeholders, Safety Mapping; on the profile alone as in `focus`."""
    element = [version.profile.element(element_key).title] if element_key in version.element_ids else []
    return f"coaching session on {', '.join([*element, version.profile.title])}"


def about(one: Meeting, versions: Versions) -> str:
    return focus(versions[one.words_id], one.element_key)


def meeting_words(one: Meeting, versions: Versions) -> str:
    """45 minutes, Safety Mapping: Stakeholders."""
    minutes = one.minutes_spent or one.planned_minutes
    said = f"{minutes} minutes" if one.standing is Standing.HELD else f"{minutes} minutes planned"
    return f"{said}, {about(one, versions)}"


def barrier(reason: Reason, element: str) -> str:
    return f"{REASON_WORDS[reason]}: {element}" if element else REASON_WORDS[reason]


def promise(one: Promise) -> str:
    """By Nov 24, or done Nov 19, or let go Nov 3."""
    if one.let_go_on:
        return f"let go {short_day(one.let_go_on)}"
    return f"done {short_day(one.done_on)}" if one.done_on else f"by {weekday(one.due_on)}"


def hours_held(minutes: int) -> str:
    return hours_words(minutes) if minutes else "None"


def hours_agreed(minutes: int) -> str:
    return f"{hours_words(minutes)} a month" if minutes else "No hours agreed"


def met_of(met: int, coached: int) -> str:
    """7 of 38 with an agreement that ran."""
    return f"{met} of {coached} with an agreement" if coached else "No agreement ran"


def saved(at: datetime, name: str, viewer: Viewer, now: datetime) -> str:
    """Saved 4:20 PM, Cora."""
    on = day_of(at, viewer.zone)
    moment = clock_time(at, viewer.zone) if on == viewer.today(now) else short_day(on)
    return f"Saved {moment}, {first_name(name)}"


def what_is_open(untouched: Iterable[str], unwritten: Iterable[Part], commitments: int) -> list[str]:
    """What a person who closes should know first, a sentence each."""
    lines, parts = list(untouched), [f"“{PART[part]}”" for part in unwritten]
    said = []
    if lines:
        said.append(f"{counted(len(lines), 'line').capitalize()} of the agenda without a tick: {'; '.join(lines)}.")
    if parts:
        said.append(f"Nothing is written yet under {listed(parts)}.")
    if not commitments:
        said.append("Nobody has said yet what they will do.")
    return said


def scaling_questions(element: str, point: str = "") -> tuple[str, str, str]:
    """The three steps of one scaling question."""
    return (
        f"From 0 to 10: how close is the practice of “{element}” to what you both want to see?",
        why_not_lower(point),
        "What would one step up look like?",
    )


def why_not_lower(point: str) -> str:
    """What makes it a 6 and not a 4? Two steps lower is far enough to have something to tell."""
    if point and int(point) > 1:
        return f"What makes it {_a(int(point))} and not {_a(int(point) - 2)}?"
    return "What makes it this number, and not a lower one?"


def stands(standing: Standing, closed_at: datetime | None, parted_at: datetime | None, zone: str) -> str:
    """What became of a coaching session that is over, in one sentence."""
    if closed_at:
        return f"Closed on {day(day_of(closed_at, zone))}. What you both wrote stays as it was then."
    if standing is Standing.CANCELLED:
        return "This coaching session was cancelled."
    if standing is Standing.PLANNED and parted_at:
        until = day(day_of(parted_at + CLOSES_WITHIN - timedelta(microseconds=1), zone))
        return f"The coaching ended before this session was closed. If it took place, it can be closed until {until}."
    return "The coaching ended before this session was closed, so it counts as cancelled."


def _a(point: int) -> str:
    return f"{'an' if point == 8 else 'a'} {point}"
