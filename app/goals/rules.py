"""The incremental rule, and the life of a goal."""

from enum import StrEnum


class GoalKind(StrEnum):
    STEP = "step"
    SUSTAIN = "sustain"
    PASS_ON = "pass-on"  # noqa: S105 - passing a skill on, not a password


class GoalState(StrEnum):
    DRAFT = "draft"
    PROPOSED = "proposed"
    ACTIVE = "active"
    ENDED = "ended"


class Ending(StrEnum):
    ACHIEVED = "achieved"
    CONTINUE = "continue"
    ADJUST = "adjust"
    SET_ASIDE = "set-aside"
