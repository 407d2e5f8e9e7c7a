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

    SELF = "their own record"
    COACHED = "people they coach or coached: what was written in that time"
    COACHED_NOW = "people they coach today"
    UNIT_NOW = "people in the units they supervise today"
    AGENCY = "everybody in the agency"
    PARTY = "agreements that name them"
    SHELF = "texts for the shelf of the agency, without who gave them"
    NAMES = "names of people in the agency, and nothing else"
    EVERYONE = "yes"


class Level(IntEnum):
    """How much of a record a window opens: OPENS says what. A supervisor's are ACTIVITY, GOALS and RATINGS."""

    ACTIVITY = 1
    GOALS = 2
    POINTS = 3
    RATINGS = 4

    @property
    def words(self) -> str:
        return LEVEL_WORDS[self]


class Permission(StrEnum):
    """What can be done. Each has a sentence in SENTENCES and a row in PERMITS."""

    READ_TODAY = "today:read"
    KEEP_OWN_ACCOUNT = "own-account:keep"
    KEEP_REMINDERS = "reminders:keep"
    READ_PROFILE = "profile:read"
    READ_PERSON = "person:read"
    READ_ACTIVITY = "activity:read"
    READ_CASELOAD = "caseload:read"
    READ_GOAL = "goal:read"
    READ_GOAL_POINTS = "goal-points:read"
    READ_RATING = "rating:read"
    READ_NOTE = "note:read"
    READ_PAIR = "pair:read"
    ASSESS_SELF = "self-assessment:write"
    RATE = "coach-assessment:write"
    KEEP_DRAFT = "draft:keep"
    AMEND = "assessment:amend"
    APPROVE_AMENDMENT = "amendment:approve"
    KEEP_PAIR = "pair:keep"
    READ_SESSION = "coaching-session:read"
    KEEP_SESSION = "coaching-session:keep"
    SET_GOAL = "goal:write"
    READ_HOURS = "hours:read"
    READ_SUMMARY = "summary:read"
    READ_SHELF = "shelf:read"
    GIVE_TO_SHELF = "shelf:give"
    TAKE_FROM_SHELF = "shelf:take-back"
    APPROVE_SHELF = "shelf:approve"
    READ_AGREEMENT = "agreement:read"
    DRAFT_AGREEMENT = "agreement:draft"
    DECLINE_DRAFT = "agreement:decline"
    SIGN_AGREEMENT = "agreement:sign"
    NARROW_SHARING = "sharing:narrow"
    WIDEN_SHARING = "sharing:widen"
    END_AGREEMENT = "agreement:end"
    SET_RHYTHM = "rhythm:set"
    READ_OWN_OPENINGS = "own-openings:read"
    READ_OPENINGS = "openings:read"
    MANAGE_PEOPLE = "people:manage"
    MANAGE_AGREEMENTS = "agreements:manage"


SENTENCES: dict[Permission, str] = {
    Permission.READ_TODAY: "See Today, the first page.",
    Permission.KEEP_OWN_ACCOUNT: "Sign out, here and elsewhere, and change your own password.",
    Permission.KEEP_REMINDERS: "Choose what is mailed to you, and keep a calendar address with your own dates.",
    Permission.READ_PROFILE: "Read the practice profiles.",
    Permission.READ_PERSON: "Open a person’s page: name, unit, coach.",
    Permission.READ_CASELOAD: "Open the caseload: for each person you coach, what is due, coaching hours and goals.",
    Permission.READ_ACTIVITY: "See that an assessment or a coaching session took place, when, and about what.",
    Permission.READ_GOAL: "Read goals in words: element, what to try, when to check back, how it stands.",
    Permission.READ_GOAL_POINTS: "Read the points and reasons of a goal, and the look back at it.",
    Permission.READ_RATING: "Read the points of an assessment and what was marked as seen, once the pair is open.",
    Permission.READ_NOTE: "Read the notes of an assessment.",
    Permission.READ_PAIR: "Open a pair: both views side by side.",
    Permission.ASSESS_SELF: "Assess yourself.",
    Permission.RATE: "Rate a worker, as the coach.",
    Permission.KEEP_DRAFT: "Write a draft of an assessment or a goal. Nobody else ever sees it.",
    Permission.AMEND: "Amend or withdraw an assessment of your own, with a reason.",
    Permission.APPROVE_AMENDMENT: "Approve or decline such a change of an assessment older than 30 days, unseen.",
    Permission.KEEP_PAIR: "Answer the three questions of a pair, or open it without rating.",
    Permission.READ_SESSION: "Read what was written in a coaching session. Private notes are their author’s alone.",
    Permission.KEEP_SESSION: (
        "Plan a coaching session, write in it, close it, and tick what was said as done or let it go."
    ),
    Permission.READ_HOURS: "See hours of coaching, added up by month and by coach. No dates, no focus, no words.",
    Permission.SET_GOAL: "Propose a goal, confirm it, and look back at it.",
    Permission.READ_SUMMARY: "Open the one page that a worker takes to supervision.",
    Permission.READ_SHELF: "Read on the shelf what helped colleagues. Nobody is named there.",
    Permission.GIVE_TO_SHELF: "Give what helped with an own goal to the shelf.",
    Permission.TAKE_FROM_SHELF: "Take back what you gave to the shelf.",
    Permission.APPROVE_SHELF: (
        "Put such a text of somebody else on the shelf, send it back with a wish, or take it off the shelf with one."
    ),
    Permission.READ_AGREEMENT: "Read a coaching agreement: people, dates, profiles, who sees what, who signed.",
    Permission.DRAFT_AGREEMENT: "Write a draft of a coaching agreement, for others to sign.",
    Permission.DECLINE_DRAFT: "Decline or remove a draft of an agreement.",
    Permission.SIGN_AGREEMENT: "Sign your own part of a coaching agreement.",
    Permission.NARROW_SHARING: "Let the supervisor see less, at once.",
    Permission.WIDEN_SHARING: "Offer that the supervisor sees more from then on, or take the offer back.",
    Permission.END_AGREEMENT: "End a coaching agreement, now or with a last day.",
    Permission.SET_RHYTHM: "Change how often a self-assessment is due in an agreement that runs, or pause it.",
    Permission.READ_OWN_OPENINGS: "See who opened your own record.",
    Permission.READ_OPENINGS: "See who opened a record in the agency, and what was done with accounts. No assessments.",
    Permission.MANAGE_PEOPLE: "Set up units, accounts and positions.",
    Permission.MANAGE_AGREEMENTS: "See the list of all coaching agreements in the agency.",
}

LEVEL_WORDS: dict[Level, str] = {
    Level.ACTIVITY: (
        "that assessments took place, and when, and of each coaching session the day, the minutes and what it was"
        " about, no words of it"
    ),
    Level.GOALS: "goals in words without points",
    Level.POINTS: "points without notes and goals",
    Level.RATINGS: "points, goals and the notes on ratings",
}

# Approving shows who asks about which assessment, so it comes with knowing that assessments took place.
_ALWAYS = frozenset({Permission.READ_PERSON, Permission.READ_ACTIVITY, Permission.APPROVE_AMENDMENT})
# What a window of each level opens to its reader.
OPENS: dict[Level, frozenset[Permission]] = {
    Level.ACTIVITY: _ALWAYS,
    Level.GOALS: _ALWAYS | {Permission.READ_GOAL},
    Level.POINTS: _ALWAYS | {Permission.READ_RATING},
    Level.RATINGS: frozenset(Permission),
}

_ALL_ROLES = dict.fromkeys(Role, Reach.EVERYONE)
# Whoever reads a record at all: how much of it is the level of each window.
_READERS = {Role.WORKER: Reach.SELF, Role.COACH: Reach.COACHED, Role.SUPERVISOR: Reach.UNIT_NOW}
_COACH_AND_WORKER = {Role.WORKER: Reach.SELF, Role.COACH: Reach.COACHED_NOW}
_PARTIES = {Role.WORKER: Reach.PARTY, Role.COACH: Reach.PARTY, Role.SUPERVISOR: Reach.PARTY}

# No row, no permission. An academy lead and a reviewer see groups, and no group page exists for them here.
PERMITS: dict[Permission, dict[Role, Reach]] = {
    Permission.READ_TODAY: _ALL_ROLES,
    Permission.KEEP_OWN_ACCOUNT: _ALL_ROLES,
    Permission.KEEP_REMINDERS: _ALL_ROLES,
    Permission.READ_PROFILE: _ALL_ROLES,
    Permission.READ_PERSON: _READERS,
    Permission.READ_ACTIVITY: _READERS,
    Permission.READ_CASELOAD: {Role.COACH: Reach.COACHED_NOW},
    Permission.READ_GOAL: _READERS,
    Permission.READ_GOAL_POINTS: _READERS,
    Permission.READ_RATING: _READERS,
    Permission.READ_NOTE: _READERS,
    Permission.READ_PAIR: {Role.WORKER: Reach.SELF, Role.COACH: Reach.COACHED},
    Permission.ASSESS_SELF: {Role.WORKER: Reach.SELF},
    Permission.RATE: {Role.COACH: Reach.COACHED_NOW},
    Permission.KEEP_DRAFT: _COACH_AND_WORKER,
    Permission.AMEND: _COACH_AND_WORKER,
    Permission.APPROVE_AMENDMENT: {Role.SUPERVISOR: Reach.UNIT_NOW},
    Permission.KEEP_PAIR: _COACH_AND_WORKER,
    Permission.READ_SESSION: {Role.WORKER: Reach.SELF, Role.COACH: Reach.COACHED},
    Permission.KEEP_SESSION: _COACH_AND_WORKER,
    Permission.READ_HOURS: {Role.ADMINISTRATOR: Reach.AGENCY},
    Permission.SET_GOAL: _COACH_AND_WORKER,
    Permission.READ_SUMMARY: _COACH_AND_WORKER,
    Permission.READ_SHELF: dict.fromkeys((Role.WORKER, Role.COACH, Role.SUPERVISOR), Reach.SHELF),
    Permission.GIVE_TO_SHELF: {Role.WORKER: Reach.SELF},
    # The words stay those of who wrote them. Roles change and coaching ends; the right to take them back stays.
    Permission.TAKE_FROM_SHELF: dict.fromkeys(Role, Reach.SELF),
    Permission.APPROVE_SHELF: {Role.COACH: Reach.SHELF},
    Permission.READ_AGREEMENT: _PARTIES | {Role.ADMINISTRATOR: Reach.AGENCY},
    Permission.DRAFT_AGREEMENT: {Role.COACH: Reach.NAMES, Role.ADMINISTRATOR: Reach.AGENCY},
    Permission.DECLINE_DRAFT: _PARTIES | {Role.ADMINISTRATOR: Reach.AGENCY},
    Permission.SIGN_AGREEMENT: _PARTIES,
    Permission.NARROW_SHARING: _PARTIES,
    Permission.WIDEN_SHARING: {Role.WORKER: Reach.PARTY, Role.COACH: Reach.PARTY},
    Permission.END_AGREEMENT: {Role.WORKER: Reach.PARTY, Role.COACH: Reach.PARTY, Role.ADMINISTRATOR: Reach.AGENCY},
    Permission.SET_RHYTHM: {Role.WORKER: Reach.PARTY, Role.COACH: Reach.PARTY},
    Permission.READ_OWN_OPENINGS: _ALL_ROLES,
    Permission.READ_OPENINGS: {Role.ADMINISTRATOR: Reach.AGENCY},
    Permission.MANAGE_PEOPLE: {Role.ADMINISTRATOR: Reach.AGENCY},
    Permission.MANAGE_AGREEMENTS: {Role.ADMINISTRATOR: Reach.AGENCY},
}
