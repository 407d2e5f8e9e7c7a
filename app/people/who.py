"""The line "Who can see this": the readers of a worker's record by name, each with what that person sees.

Nothing here is typed by hand: who is named and what is said of them comes from the windows that decide.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from app.people.access import Viewer
from app.people.models import Account
from app.people.permits import Permission, Role
from app.people.readers import Reader, readers_at, readers_of
from app.people.sight import sight
from app.web.words import day, first_name

Line = tuple[str, str]
# Where every strip leads: the address of the whole table and its words.
IN_FULL = ("/who-sees-what", "Who sees what, in full")

# No window names them: what they have of coaching sessions is a sum. With a coach of one worker it is that worker's.
HOURS: Line = ("Administrators", "see hours of coaching, added up by month and by coach. No dates, no words.")

_ALL, _GOAL = "sees all of it.", "sees the goal."
# By what a record is asked for: the most that a reader may be allowed first, and the sentence for it.
_SENTENCES: dict[Permission, tuple[tuple[Permission, str], ...]] = {
    Permission.READ_RATING: (
        (Permission.READ_NOTE, _ALL),
        (Permission.READ_RATING, "sees the points. No notes."),
        (Permission.READ_ACTIVITY, "sees that it took place, and when. No points, no notes."),
    ),
    Permission.READ_GOAL: (
        (Permission.READ_GOAL_POINTS, _ALL),
        (Permission.READ_GOAL, "sees the goal in words. No points, no reasons."),
    ),
    Permission.READ_SESSION: (
        (Permission.READ_SESSION, _ALL),
        (Permission.READ_ACTIVITY, "sees the day, the minutes and what it was about. No words of it."),
    ),
    Permission.READ_PAIR: (
        (Permission.READ_PAIR, _ALL),
        (Permission.READ_NOTE, "sees the points and notes. Not the answers to the three questions."),
        (Permission.READ_RATING, "sees the points. No notes."),
        (Permission.READ_ACTIVITY, "sees that it took place, and when. No points, no notes."),
    ),
}


@dataclass(frozen=True)
class Sealed:
    """What the author alone reads until the other side, by full name, has rated, too, or until a day comes.

    Once the coaching has ended it waits for nobody, and the name is empty.
    """

    author_id: UUID
    waits_for: str
    opens_on: date


def lines_for_person(db: Session, viewer: Viewer, worker: Account, now: datetime) -> list[Line]:
    """Who can see the record of this worker as a whole: a name and a sentence each, the worker first."""
    return lines_of(readers_of(db, viewer, worker, now=now), viewer, now)


def lines_of(readers: Iterable[Reader], viewer: Viewer, now: datetime) -> list[Line]:
    """The same of readers that are loaded already."""
    people = _by_person(readers)
    names = _names(people)
    return [(names[theirs[0].id], sight(theirs, viewer.zone, now)) for theirs in people]


def lines_for_record(
    db: Session, viewer: Viewer, worker: Account, at: datetime, now: datetime,
    needs: Permission = Permission.READ_RATING, *, sealed: Sealed | None = None, came_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> list[Line]:  # fmt: skip
    """Who can see one record that was submitted `at`: an assessment (READ_RATING), a goal, a pair or a
    coaching session.

    `came_at` is when this version of it was submitted, where it is an amendment. `ends_at` is when a goal ended, or
    now while somebody looks back at it: not everybody who reads the goal reads that.
    """
    people = _by_person(readers_of(db, viewer, worker, now=now))
    every = [one for theirs in people for one in theirs]
    opened, at_end = readers_at(every, at, came_at), readers_at(every, ends_at or at, came_at)
    found = []
    for theirs in people:
        said = _sentence(opened.get(theirs[0].id, frozenset()), needs)
        if said and ends_at:
            said = _with_end(said, at_end.get(theirs[0].id, frozenset()), needs)
        if said and sealed and theirs[0].id != sealed.author_id:
            said = _while_sealed(said, sealed)
        if said:
            found.append((theirs, said + _also(theirs, at)))
    names = _names([theirs for theirs, _ in found])
    return [(names[theirs[0].id], said) for theirs, said in found]


def lines_for_draft(
    db: Session, viewer: Viewer, worker: Account, now: datetime, needs: Permission = Permission.READ_RATING, *,
    sealed: Sealed | None = None, amends: datetime | None = None,
) -> list[Line]:  # fmt: skip
    """Who will see a draft once it is submitted, as things stand now. Until then its author alone does.

    `amends` is when the first version was submitted, where it is the draft of an amendment: that decides then.
    """
    lines = lines_for_record(db, viewer, worker, amends or now, now, needs, sealed=sealed, came_at=now)
    return [(name, _to_come(said)) for name, said in lines]


def _by_person(readers: Iterable[Reader]) -> list[list[Reader]]:
    """The windows of each person together: the worker, then coaches, the newest first, then supervisors."""
    found: dict[UUID, list[Reader]] = {}
    for one in readers:
        found.setdefault(one.id, []).append(one)
    return sorted(found.values(), key=_place)


def _place(theirs: Sequence[Reader]) -> tuple[int, float, str]:
    role = min((one.role for one in theirs), key=list(Role).index)
    began = max(one.began_at.timestamp() for one in theirs) if role is Role.COACH else 0.0
    return list(Role).index(role), -began, theirs[0].name


def _names(people: Iterable[Sequence[Reader]]) -> dict[UUID, str]:
    """First names, as people call each other; full ones where two would share it."""
    full = {theirs[0].id: theirs[0].name for theirs in people}
    firsts = [first_name(name) for name in full.values()]
    return {id_: name if firsts.count(first_name(name)) > 1 else first_name(name) for id_, name in full.items()}


def _sentence(opened: frozenset[Permission], needs: Permission) -> str:
    return next((said for permission, said in _SENTENCES[needs] if permission in opened), "")


def _with_end(said: str, opened: frozenset[Permission], needs: Permission) -> str:
    whole = _sentence(opened, needs)
    if not whole:
        return f"{said.replace(_ALL, _GOAL)} Not its end, and no look back."
    return f"{_GOAL} No look back." if said == _ALL != whole else said


def _while_sealed(said: str, sealed: Sealed) -> str:
    # Whoever waits is often the one who reads this, so the sentence names nobody.
    rated = "when both have rated, or " if sealed.waits_for else ""
    opens = f"the pair opens {rated}on {day(sealed.opens_on)}"
    return said if said.startswith("sees that") else f"cannot see it yet: {opens}."


def _to_come(said: str) -> str:
    return said.replace("cannot see it yet: the pair opens", "will see it", 1).replace("sees", "will see", 1)


def _also(theirs: Sequence[Reader], at: datetime) -> str:
    held = {one.role for one in theirs if one.holds(at)}
    return " Also the supervisor of the unit." if {Role.COACH, Role.SUPERVISOR} <= held else ""
