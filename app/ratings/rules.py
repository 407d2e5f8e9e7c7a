"""What is true of an assessment, whoever makes it: kinds, states, reasons, and what a rating may hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.frameworks.profile import Element, Profile, Status
from app.frameworks.scale import Scale

NOTE_LENGTH = 10_000
# How far back a day may lie that somebody still remembers well enough to rate.
LOOKS_BACK = timedelta(days=365)
# How many characters the reason of an amendment or a withdrawal has.
REASON_LENGTHS = (20, 1_000)
# How long after the first submission its author alone decides about a change.
DECIDES_ALONE = timedelta(days=30)
_QUOTED = 20
# The first and the last day of an agreement; none while it has no end.
Days = tuple[date, date | None]


class Kind(StrEnum):
    SELF = "self"
    COACH = "coach"


class State(StrEnum):
    """`submitted` is the version that stands. What replaced an amended or a withdrawn one is on record."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    AMENDED = "amended"
    WITHDRAWN = "withdrawn"


class Outcome(StrEnum):
    """What became of a request for approval."""

    APPROVED = "approved"
    DECLINED = "declined"
    TAKEN_BACK = "taken-back"


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


class Setting(StrEnum):
    FAMILY_MEETING = "family-meeting"
    HOME_VISIT = "home-visit"
    IN_SUPERVISION = "in-supervision"
    DOCUMENT_REVIEW = "document-review"
    OTHER = "other"


REASON_WORDS: Mapping[Reason, str] = {
    Reason.NOT_DUE: "Not due in this case",
    Reason.NO_OPPORTUNITY: "No opportunity to see it",
    Reason.WORKLOAD: "Workload",
    Reason.COURT: "Court or deadline",
    Reason.NO_NETWORK: "No network yet",
    Reason.NO_INTERPRETER: "No interpreter",
    Reason.POLICY: "Policy or form",
    Reason.SUPERVISOR: "Supervisor not available",
    Reason.OTHER: "Other",
}
SETTING_WORDS: Mapping[Setting, str] = {
    Setting.FAMILY_MEETING: "Family meeting",
    Setting.HOME_VISIT: "Home visit",
    Setting.IN_SUPERVISION: "In supervision",
    Setting.DOCUMENT_REVIEW: "Document review",
    Setting.OTHER: "Other",
}
NOT_RATED_WORDS: Mapping[Status, str] = {
    Status.NOT_IN_OUR_COPY: "not in our copy",
    Status.UNDER_DEVELOPMENT: "under development",
}


@dataclass(frozen=True)
class Answer:
    """What one rater says about one element: a point, or not observed, or nothing yet beside a note or taps."""

    point: int | None = None
    not_observed: bool = False
    reason: Reason | None = None
    note: str = ""
    seen: frozenset[str] = frozenset()

    @property
    def is_given(self) -> bool:
        return self.point is not None or self.not_observed

    @property
    def is_empty(self) -> bool:
        return not (self.is_given or self.note or self.seen)


NOTHING_YET = Answer()


def problems(answer: Answer, element: Element, scale: Scale) -> dict[str, str]:
    """Part of the answer (point, reason, note, seen) to the sentence why it does not do; empty when all does."""
    if not element.rateable:
        return {"point": f"{element.title} takes no points: it is {NOT_RATED_WORDS[element.status]}."}
    found = {}
    if answer.point is not None and not scale.holds(answer.point):
        found["point"] = off_scale(answer.point, scale)
    elif answer.point is not None and answer.not_observed:
        found["point"] = "Choose a point or “not observed”, one of the two."
    if answer.reason is not None and not answer.not_observed:
        found["reason"] = "A reason goes with “not observed”. Choose that first, or no reason."
    if len(answer.note) > NOTE_LENGTH:
        found["note"] = note_too_long(len(answer.note))
    if answer.seen - {indicator.key for indicator in element.indicators}:
        found["seen"] = "One of the taps belongs to another element. Load the page again and tap what you saw."
    return found


def differing(before: Mapping[str, Answer], after: Mapping[str, Answer]) -> set[str]:
    """The keys of the elements of which the two say something else."""
    return {key for key in before.keys() | after.keys() if before.get(key, NOTHING_YET) != after.get(key, NOTHING_YET)}


def reason_problem(text: str) -> str | None:
    """The sentence why a reason for a change of what is submitted does not do, or None."""
    shortest, longest = REASON_LENGTHS
    if len(text) < shortest:
        said = f"has {len(text)}" if text else "has none yet"
        return f"Say in a sentence why, with {shortest} characters or more. This {said}."
    if len(text) > longest:
        return f"This reason has {len(text):,} characters and {longest:,} fit. Take out {len(text) - longest:,}."
    return None


def needs_approval(submitted_at: datetime, now: datetime) -> bool:
    """Whether a supervisor has to approve a change of what was first submitted at this instant."""
    return now > submitted_at + DECIDES_ALONE


def off_scale(typed: object, scale: Scale) -> str:
    """The sentence for a point that the scale does not have; a long text is quoted by its beginning."""
    choices = f"Choose {scale.lowest} to {scale.highest}, or “not observed”."
    text = str(typed)
    quoted = text if len(text) <= _QUOTED else text[:_QUOTED] + "…"
    return f"“{quoted}” is not a point of this scale. {choices}" if text else f"No point came with this. {choices}"


def note_too_long(length: int) -> str:
    return f"This note has {length:,} characters and {NOTE_LENGTH:,} fit. Take out {length - NOTE_LENGTH:,}."


def day_problem(observed_on: date, *, today: date, coached: Sequence[Days] = ()) -> str | None:
    """The sentence why nothing can have been observed on this day, or None.

    `coached` are the first and last days of the agreements under which a coach rates, the oldest first; none for the
    worker.
    """
    if observed_on > today:
        return "This day lies ahead. Choose today or an earlier day."
    if observed_on < today - LOOKS_BACK:
        return "This day is more than a year ago. Choose a later day."
    if not coached or any(starts <= observed_on <= (ends or today) for starts, ends in coached):
        return None
    return _uncoached(observed_on, coached)


def gaps(profile: Profile, answers: Mapping[str, Answer]) -> list[Element]:
    """The elements that have neither a point nor “not observed” yet, in the profile's order."""
    return [element for element in profile.rateable_elements if not answers.get(element.key, NOTHING_YET).is_given]


def _uncoached(observed_on: date, coached: Sequence[Days]) -> str:
    ended = [ends for _, ends in coached if ends and ends < observed_on]
    begins = next((starts for starts, _ in coached if observed_on < starts), None)
    if begins is None:
        return f"The coaching agreement ends on {_day(max(ended))}. Choose that day or an earlier one."
    if not ended:
        return f"The coaching agreement begins on {_day(begins)}. Choose that day or a later one."
    ends_and_begins = f"ends on {_day(max(ended))}, and the next one begins on {_day(begins)}"
    return f"A coaching agreement {ends_and_begins}. Choose a day in one of them."


def gaps_sentence(left: Sequence[Element]) -> str:
    """What is said to somebody who submits without having been shown just these gaps."""
    if not left:
        return "Every element has an answer by now. Look once more, then submit."
    open_ones = "One element has" if len(left) == 1 else f"{len(left)} elements have"
    return f"{open_ones} no point yet. You see which below. You can submit and leave it so."


def without_note(profile: Profile, answers: Mapping[str, Answer]) -> list[Element]:
    """The elements that have a point and no note."""
    given = ((element, answers.get(element.key, NOTHING_YET)) for element in profile.rateable_elements)
    return [element for element, answer in given if answer.point is not None and not answer.note]


def _day(value: date) -> str:
    return f"{value:%B} {value.day}, {value.year}"
