"""What the pages of coaching sessions show, put together from the features below."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from app.coaching import words
from app.coaching.in_pause import pause_then
from app.coaching.queries import Meeting, Standing
from app.coaching.reading import LoadedSession
from app.coaching.rules import LONGEST, SHORTEST, STEP
from app.frameworks.queries import LoadedVersion, framework_or_404, in_force, loaded, profiles_in_force
from app.frameworks.words import Shelved, components
from app.goals.twice import Held, waiting_goals
from app.goals.words import way_to
from app.people.access import Viewer
from app.people.models import Account
from app.people.permits import Permission
from app.people.reads import Opened, opened
from app.people.who import HOURS, lines_for_record
from app.people.who import Line as Sight
from app.web.csrf import is_local_path
from app.web.words import sentence_case

# What does not take place.
_CANCELLED = (Standing.CANCELLED, Standing.LAPSED)


def versions_of(db: Session, meetings: Iterable[Meeting]) -> words.Versions:
    """By profile the words of today, and by version those of coaching sessions that are closed."""
    closed = {one.version_id for one in meetings if one.version_id}
    return {version.profile_id: version for version in profiles_in_force(db)} | {
        version_id: loaded(db, version_id) for version_id in closed
    }


def shelf_of(db: Session, version: LoadedVersion, element_key: str) -> dict[str, Any]:
    """Entries of the reference shelf that help with the element, or else with the whole profile."""
    known = element_key in version.element_ids
    keys = (version.profile.element(element_key).components if known else ()) or version.profile.components
    framework = framework_or_404(db, version.framework)
    found: list[Shelved] = components(framework, keys) if keys else []
    return {"shelf": found, "framework": framework}


def head(db: Session, viewer: Viewer, found: LoadedSession, *, now: datetime) -> dict[str, Any]:
    """What every page of one coaching session shows: who, when, about what, and who can see it."""
    opened(db, viewer, found.worker.id, what=Opened.COACHING_SESSION, now=now)
    row, place = found.row, f"/workers/{found.worker.id}/coaching-sessions"
    about = words.focus(found.version, row.element_key)
    minutes = f"{row.minutes_spent}" if row.minutes_spent else f"{row.planned_minutes} planned"
    facts = [
        ("Worker", found.worker.name), ("Coach", found.coach.name), ("When", words.when(row.starts_at, viewer.zone)),
        ("Minutes", minutes), *([("Where", row.place)] if row.place else []),
    ]  # fmt: skip
    return {
        "found": found, "worker": found.worker, "way": [*way_to(viewer, found.worker.id, found.worker.name),
                                                        ("Coaching sessions", place)],
        "title": sentence_case(words.named(found.version, row.element_key)), "facts_of": facts, "about": about,
        "pause_then": pause_then(db, viewer, found),
        "who": readers(db, viewer, found, now=now), "place": f"/coaching-sessions/{row.id}",
        "goal_href": _goal_href(db, found), "goals_waiting": _goals_waiting(db, viewer, found, now),
        **shelf_of(db, found.version, row.element_key),
    }  # fmt: skip


def readers(db: Session, viewer: Viewer, found: LoadedSession, *, now: datetime) -> list[Sight]:
    lines = lines_for_record(db, viewer, found.worker, found.at, now, Permission.READ_SESSION)
    return [*lines, HOURS, ("Private notes", "are each author’s alone. Nobody else ever sees them.")]


def in_parts(meetings: Iterable[Meeting], now: datetime) -> dict[str, Any]:
    """What is planned, the next first; what was to be by now and nobody has closed; what was cancelled before its hour,
    until that has passed; and what is over, the newest first.

    A day gone by is not the next one, and least of all when the coaching has ended since.
    """
    every = list(meetings)
    planned = [one for one in every if one.standing is Standing.PLANNED]
    cancelled = [one for one in every if one.standing in _CANCELLED and not one.is_past(now)][::-1]
    return {
        "planned": [one for one in planned if not one.is_past(now)][::-1],
        "unclosed": [one for one in planned if one.is_past(now)],
        "cancelled": cancelled,
        "earlier": [one for one in every if one.standing is not Standing.PLANNED and one not in cancelled],
    }


def foci(versions: Iterable[LoadedVersion], kept: str = "") -> list[tuple[str, list[tuple[str, str]]]]:
    """What a coaching session can be about, by the title of each profile: the whole of it, or an element that is
    rated. What it is about already, which is `kept`, stays among them."""
    offered = list(versions)
    titles = Counter(element.title for version in offered for element in version.profile.rateable_elements)
    return [(version.profile.title, _foci_of(version, titles, kept)) for version in offered]


def _foci_of(version: LoadedVersion, titles: Mapping[str, int], kept: str) -> list[tuple[str, str]]:
    profile = version.profile
    elements = [one for one in profile.elements if one.rateable or f"{version.slug}/{one.key}" == kept]
    return [
        (f"{version.slug}/", f"The whole of {profile.title}"),
        *(
            # Closed, the list shows one line, and several profiles have a "Purpose".
            (f"{version.slug}/{one.key}", f"{one.title} ({profile.title})" if titles[one.title] > 1 else one.title)
            for one in elements
        ),
    ]


def planned_on(worker: Account, viewer: Viewer) -> dict[str, Any]:
    """What the forms of a plan show around them."""
    place = f"/workers/{worker.id}/coaching-sessions"
    return {
        "worker": worker, "way": [*way_to(viewer, worker.id, worker.name), ("Coaching sessions", place)],
        "zone": viewer.zone, "step": STEP, "most": LONGEST, "least": SHORTEST,
    }  # fmt: skip


def _goal_href(db: Session, found: LoadedSession) -> str | None:
    """A next step is set on the profile of today, which may have another element by now."""
    if not found.may_keep:
        return None
    start = f"/workers/{found.worker.id}/goals/new"
    today, key = in_force(db, found.row.profile_id), found.row.element_key
    is_there = key in {element.key for element in today.profile.rateable_elements}
    return f"{start}?profile={today.slug}&element={key}" if is_there else start


def _goals_waiting(db: Session, viewer: Viewer, found: LoadedSession, now: datetime) -> tuple[Held, ...]:
    """What to read before another goal is set: on the element it is about, or on all of the profile."""
    if not found.may_keep:
        return ()
    row = found.row
    return waiting_goals(
        db, viewer, found.worker, profile_id=row.profile_id, element_key=row.element_key or None, now=now
    )


def way_back(target: str) -> str:
    return target if is_local_path(target) else "/"
