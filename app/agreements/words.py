"""What an agreement says of who sees what: sentences made from the table of the policy."""

from datetime import datetime

from app.clock import start_of
from app.people.models import Earlier
from app.people.permits import LEVEL_WORDS, OPENS, PERMITS, Level, Permission, Role
from app.web.words import clock_time, day, listed, local_day

# What a supervisor can be let see, in the order of the table, each as a thing seen and as a thing not seen.
_THINGS: dict[Permission, tuple[str, str]] = {
    Permission.READ_ACTIVITY: (LEVEL_WORDS[Level.ACTIVITY], "no dates"),
    Permission.READ_GOAL: ("goals in words (element, what to try, when to check back, how it stands)", "no goals"),
    Permission.READ_GOAL_POINTS: ("all of the goals, with points and reasons", "no points or reasons of goals"),
    Permission.READ_RATING: ("points and what was tapped, once the pair is open", "no points of assessments"),
    Permission.READ_NOTE: ("notes", "no notes"),
}
# Where the second is seen, or the first is not, the other of the two says nothing more.
_GOAL, _ALL_OF_GOAL = Permission.READ_GOAL, Permission.READ_GOAL_POINTS
EARLIER_WORDS = {
    Earlier.NOTHING: "Nothing from before.",
    Earlier.POINTS: f"From before: {LEVEL_WORDS[Level.POINTS]}.",
    Earlier.ALL: f"From before: {LEVEL_WORDS[Level.RATINGS]}.",
}
LEVEL_TITLES = {Level.ACTIVITY: "Activity", Level.GOALS: "Goals", Level.RATINGS: "Ratings"}
UNTIL_MOVED = "After a move to another unit only activity is shared, until all sign again."


def _opens(level: Level, permission: Permission) -> bool:
    return permission in OPENS[level] and Role.SUPERVISOR in PERMITS[permission]


def seen(level: Level) -> str:
    """What a supervisor sees at this level, after the word "sees"."""
    opened = [one for one in _THINGS if _opens(level, one) and not (one is _GOAL and _opens(level, _ALL_OF_GOAL))]
    return "; ".join(_THINGS[one][0] for one in opened)


def not_seen(level: Level) -> str:
    """What stays closed at this level, as a sentence; empty when nothing does."""
    closed = [one for one in _THINGS if not _opens(level, one) and (one is not _ALL_OF_GOAL or _opens(level, _GOAL))]
    words = listed(_THINGS[one][1] for one in closed)
    return f"{words[0].upper()}{words[1:]}." if words else ""


def level_help(level: Level) -> str:
    """A level as the form explains it."""
    words = seen(level)
    return f"{words[0].upper()}{words[1:]}. {not_seen(level)}".strip()


# What a form posts, a title, and what it means.
LEVEL_CHOICES = tuple((level.name.lower(), title, level_help(level)) for level, title in LEVEL_TITLES.items())


def instant(at: datetime, zone: str) -> str:
    """A day; the time, too, where it is in the middle of a day."""
    on = local_day(at, zone)
    return day(on) if at == start_of(on, zone) else f"{day(on)}, {clock_time(at, zone)}"
