"""The whole policy on one screen: which role may do what, and to whom that reaches."""

from enum import IntEnum, StrEnum


class Role(StrEnum):
    WORKER = "worker"
    COACH = "coach"
    SUPERVISOR = "supervisor"
    ACADEMY_LEAD = "academy-lead"
    ADMINISTRATOR = "administrator"
    REVIEWER = "reviewer"

    @property
    def words(self) -> str:
        return self.value.replace("-", " ")


class Reach(StrEnum):
    """Whose records a permission opens. The relation decides, and relations have dates."""

    SELF = "the person's own record"
    COACHED = "people coached under an agreement, what was written in its dates"
    COACHED_NOW = "people coached under an agreement that runs today"
    UNIT_NOW = "people of the units supervised today"
    AGENCY = "everybody in the agency"
    EVERYONE = "no person is concerned"


class Level(IntEnum):
    """How much of a record a window opens; a higher level holds the lower ones."""

    ACTIVITY = 1
    GOALS = 2
    RATINGS = 3


class Permission(StrEnum):
    """What can be done. Each has a sentence in SENTENCES and a row in PERMITS."""

    READ_TODAY = "today:read"
    KEEP_OWN_ACCOUNT = "own-account:keep"
    READ_PROFILE = "profile:read"
    READ_PERSON = "person:read"
    READ_ACTIVITY = "activity:read"
    READ_GOAL = "goal:read"
    READ_RATING = "rating:read"
    ASSESS_SELF = "self-assessment:write"
    RATE = "coach-assessment:write"
    KEEP_DRAFT = "draft:keep"
    SET_GOAL = "goal:write"
    MANAGE_PEOPLE = "people:manage"
    MANAGE_AGREEMENTS = "agreements:manage"


SENTENCES: dict[Permission, str] = {
    Permission.READ_TODAY: "See the own page of the day.",
    Permission.KEEP_OWN_ACCOUNT: "Sign out and change the own password.",
    Permission.READ_PROFILE: "Read the published practice profiles.",
    Permission.READ_PERSON: "Open the page of a person: name, unit, coach.",
    Permission.READ_ACTIVITY: "See that an assessment took place, and when.",
    Permission.READ_GOAL: "See the goals.",
    Permission.READ_RATING: "See submitted points, seen indicators and notes.",
    Permission.ASSESS_SELF: "Assess oneself.",
    Permission.RATE: "Record a coach's assessment.",
    Permission.KEEP_DRAFT: "Work on a draft of one's own; nobody else ever sees it.",
    Permission.SET_GOAL: "Propose, confirm and review a goal.",
    Permission.MANAGE_PEOPLE: "Set up units, accounts and positions.",
    Permission.MANAGE_AGREEMENTS: "Set up coaching agreements.",
}

# A level that a window must at least have before the permission counts; none means any window does.
NEEDS: dict[Permission, Level] = {
    Permission.READ_ACTIVITY: Level.ACTIVITY,
    Permission.READ_GOAL: Level.GOALS,
    Permission.READ_RATING: Level.RATINGS,
    Permission.SET_GOAL: Level.RATINGS,
    Permission.RATE: Level.RATINGS,
}

_ALL_ROLES = dict.fromkeys(Role, Reach.EVERYONE)

# No row, no permission. An academy lead and a reviewer see groups, and no group page exists for them here.
PERMITS: dict[Permission, dict[Role, Reach]] = {
    Permission.READ_TODAY: _ALL_ROLES,
    Permission.KEEP_OWN_ACCOUNT: _ALL_ROLES,
    Permission.READ_PROFILE: _ALL_ROLES,
    Permission.READ_PERSON: {Role.WORKER: Reach.SELF, Role.COACH: Reach.COACHED, Role.SUPERVISOR: Reach.UNIT_NOW},
    Permission.READ_ACTIVITY: {Role.WORKER: Reach.SELF, Role.COACH: Reach.COACHED, Role.SUPERVISOR: Reach.UNIT_NOW},
    Permission.READ_GOAL: {Role.WORKER: Reach.SELF, Role.COACH: Reach.COACHED},
    Permission.READ_RATING: {Role.WORKER: Reach.SELF, Role.COACH: Reach.COACHED},
    Permission.ASSESS_SELF: {Role.WORKER: Reach.SELF},
    Permission.RATE: {Role.COACH: Reach.COACHED_NOW},
    Permission.KEEP_DRAFT: {Role.WORKER: Reach.SELF, Role.COACH: Reach.COACHED_NOW},
    Permission.SET_GOAL: {Role.WORKER: Reach.SELF, Role.COACH: Reach.COACHED_NOW},
    Permission.MANAGE_PEOPLE: {Role.ADMINISTRATOR: Reach.AGENCY},
    Permission.MANAGE_AGREEMENTS: {Role.ADMINISTRATOR: Reach.AGENCY},
}
