"""The policy as a page shows it: which role may do what, and what each level opens, straight from the tables."""

from dataclasses import dataclass

from app.people.permits import OPENS, PERMITS, SENTENCES, Level, Permission, Reach, Role

NOTHING = "–"


@dataclass(frozen=True)
class Row:
    """A permission in its own sentence, and a cell for each column: its label and what stands in it."""

    title: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Table:
    """Permissions of one kind by role. `without` are the roles that have none of them, in words."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    without: tuple[str, ...]


KINDS: dict[str, tuple[Permission, ...]] = {
    "Read a record": (
        Permission.READ_PERSON, Permission.READ_CASELOAD, Permission.READ_ACTIVITY, Permission.READ_RATING,
        Permission.READ_NOTE,
        Permission.READ_PAIR, Permission.READ_SESSION, Permission.READ_GOAL, Permission.READ_GOAL_POINTS,
        Permission.READ_SUMMARY,
    ),
    "Write in a record": (
        Permission.ASSESS_SELF, Permission.RATE, Permission.KEEP_DRAFT, Permission.AMEND, Permission.APPROVE_AMENDMENT,
        Permission.KEEP_PAIR, Permission.KEEP_SESSION, Permission.SET_GOAL,
    ),
    "Agreements": (
        Permission.READ_AGREEMENT, Permission.DRAFT_AGREEMENT, Permission.DECLINE_DRAFT, Permission.SIGN_AGREEMENT,
        Permission.NARROW_SHARING, Permission.WIDEN_SHARING, Permission.SET_RHYTHM, Permission.END_AGREEMENT,
    ),
    "The shelf of what helped": (
        Permission.READ_SHELF, Permission.GIVE_TO_SHELF, Permission.TAKE_FROM_SHELF, Permission.APPROVE_SHELF,
    ),
    "Run the agency": (
        Permission.MANAGE_PEOPLE, Permission.MANAGE_AGREEMENTS, Permission.READ_HOURS, Permission.READ_OPENINGS,
    ),
    "What everybody has": (
        Permission.READ_TODAY, Permission.KEEP_OWN_ACCOUNT, Permission.KEEP_REMINDERS, Permission.READ_OWN_OPENINGS,
        Permission.READ_PROFILE,
    ),
}  # fmt: skip


def by_role() -> list[Table]:
    """Who can do what: a table for each kind of permission, with the reach of each role in words."""
    return [_table(title, permissions) for title, permissions in KINDS.items()]


def by_level() -> list[Row]:
    """What each level opens of a record, by permission; those that a supervisor never has are not of levels."""
    reads = KINDS["Read a record"]
    readable = [permission for permission in reads if Reach.UNIT_NOW in PERMITS[permission].values()]
    return [
        Row(
            SENTENCES[permission],
            tuple((level_name(level), "yes" if permission in OPENS[level] else NOTHING) for level in Level),
        )
        for permission in readable
    ]


def level_name(level: Level) -> str:
    return level.name.capitalize()


def reach_words(permission: Permission, role: Role) -> str:
    """Whom a permission of this role reaches; a supervisor's further reading names the levels it needs."""
    reach = PERMITS[permission].get(role)
    if reach is None:
        return NOTHING
    if reach is Reach.COACHED and permission is not Permission.READ_PAIR:
        return f"{reach.value}, and of the time before what the worker chose"
    if reach is Reach.UNIT_NOW and permission not in OPENS[Level.ACTIVITY]:
        needed = [level.name.lower() for level in Level if level is not Level.POINTS and permission in OPENS[level]]
        return f"{reach.value}, at the level {' or '.join(needed)}"
    return reach.value


def _table(title: str, permissions: tuple[Permission, ...]) -> Table:
    concerned = [role for role in Role if any(role in PERMITS[permission] for permission in permissions)]
    rows = [
        Row(SENTENCES[permission], tuple((_title(role), reach_words(permission, role)) for role in concerned))
        for permission in permissions
    ]
    without = tuple(role.words for role in Role if role not in concerned)
    return Table(title, tuple(_title(role) for role in concerned), tuple(rows), without)


def _title(role: Role) -> str:
    return role.words.capitalize()
