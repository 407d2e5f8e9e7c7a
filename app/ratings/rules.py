"""What is true of an assessment, whoever makes it: kinds, states, reasons, and what a rating may hold."""

from enum import StrEnum


class Kind(StrEnum):
    SELF = "self"
    COACH = "coach"


class State(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"


class Reason(StrEnum):
    """Why an element was not observed. Most of these say something about the work, not the worker."""

    NOT_DUE = "not-due"
    NO_OPPORTUNITY = "no-opportunity"
    WORKLOAD = "workload"
    COURT = "court"
    NO_NETWORK = "no-network"
    NO_INTERPRETER = "no-interpreter"
    POLICY = "policy"
    SUPERVISOR = "supervisor"
    OTHER = "other"
