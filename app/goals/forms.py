"""The goal forms: posted text to values, with a sentence beside each field that does not do."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid4

from app.goals.anchors import Anchor, Outcomes, field_of
from app.goals.choices import OTHER, other_targets
from app.goals.plans import Footing, LookBack, Plan, moved
from app.goals.rules import Ending, GoalKind, a_month_after, open_targets
from app.people.rules import DAY_NEEDED
from app.web.errors import ProblemsError
from app.web.forms import Posted
from app.web.revisions import revision_of

# The order of the fields on the page, which the list of what to put right follows.
FIELDS = (
    "form", "target", "reason", "indicators", "own_words", "situation", "help", "check_back_on", "outcomes",
    *(field_of(anchor) for anchor in Anchor),
)  # fmt: skip
WORDS_OF_NO_POINT = "Choose one whole point."


@dataclass(frozen=True)
class GoalForm:
    """What stands in the form, as text, whether it does or not."""

    form_key: UUID
    opened_at: str
    targets: tuple[str, ...]
    other_target: str
    check_back_on: str
    # The day that the text makes, if it makes one.
    day: date | None
    indicators: tuple[str, ...] = ()
    own_words: str = ""
    situation: str = ""
    help_wanted: tuple[str, ...] = ()
    outcomes: Outcomes = ()
    reason: str = ""
    # Of the draft that was opened; a form that has made none yet stands on nought.
    revision: int | None = 0

    @classmethod
    def fresh(cls, on: Footing) -> "GoalForm":
        first = next(iter(open_targets(on.scale, on.present)), None)
        due = a_month_after(on.today)
        return cls(
            form_key=uuid4(), opened_at=str(on.present),
            targets=(str(first) if first is not None else GoalKind.SUSTAIN.value,), other_target="",
            check_back_on=due.isoformat(), day=due,
        )  # fmt: skip

    @classmethod
    def of_draft(cls, plan: Plan, on: Footing, *, form_key: UUID, revision: int) -> "GoalForm":
        """A plan that was kept, seen from where the worker stands now."""
        fresh = cls.successor(plan, on)
        due = plan.check_back_on if plan.check_back_on > on.today else a_month_after(on.today)
        kept = replace(fresh, form_key=form_key, revision=revision, reason=plan.reason)
        return replace(kept, check_back_on=due.isoformat(), day=due)

    @classmethod
    def successor(cls, plan: Plan, on: Footing) -> "GoalForm":
        """A new form that takes over from an earlier plan what has its place here."""
        fresh = cls.fresh(on)
        ahead = plan.target is not None and plan.target > on.present
        is_open = plan.target in open_targets(on.scale, on.present)
        return replace(
            fresh,
            targets=((str(plan.target),) if is_open else (OTHER,)) if ahead else fresh.targets,
            other_target=str(plan.target) if ahead and not is_open else "",
            indicators=tuple(key for key in plan.indicators if on.menu.holds(key)),
            own_words=plan.own_words, situation=plan.situation, help_wanted=plan.help_wanted, outcomes=plan.outcomes,
        )  # fmt: skip

    @classmethod
    def read(cls, posted: Posted) -> "GoalForm":
        return cls(
            form_key=posted.id("form_key") or uuid4(), opened_at=posted.text("opened_at"),
            targets=tuple(value.strip() for value in posted.all("target")), other_target=posted.text("other_target"),
            check_back_on=posted.text("check_back_on"), day=posted.day("check_back_on"),
            indicators=tuple(posted.all("indicators")), own_words=posted.text("own_words"),
            situation=posted.text("situation"), help_wanted=tuple(posted.all("help")), reason=posted.text("reason"),
            outcomes=tuple((one, words) for one in Anchor if (words := posted.text(field_of(one)))),
            revision=revision_of(posted),
        )  # fmt: skip

    def on(self, on: Footing) -> "GoalForm":
        """The same form with a point beyond the open ones standing where the page has it, under "another point"."""
        beyond = self.target in [value for value, _ in other_targets(on)]
        return replace(self, targets=(OTHER,), other_target=self.target) if beyond else self

    def choosing(self, target: str) -> "GoalForm":
        return replace(self, targets=(target,), other_target="")

    @property
    def target(self) -> str:
        return self.targets[0] if len(self.targets) == 1 else ""

    @property
    def point(self) -> int | None:
        return _whole(self.other_target if self.target == OTHER else self.target)

    @property
    def texts(self) -> dict[str, str]:
        """What the form keeps of people's own words: a reason belongs to another point than the open ones."""
        reason = self.reason if self.target == OTHER else ""
        outcomes = {field_of(anchor): words for anchor, words in self.outcomes}
        return {"reason": reason, "own_words": self.own_words, "situation": self.situation} | outcomes

    def plan(self, on: Footing) -> Plan:
        """The plan as far as the text makes one; `problems` says what it does not make."""
        kept = self.target in (GoalKind.SUSTAIN, GoalKind.PASS_ON)
        return Plan(
            kind=GoalKind(self.target) if kept else GoalKind.STEP, target=self.point,
            check_back_on=self.day or a_month_after(on.today), indicators=self.indicators, own_words=self.own_words,
            situation=self.situation, help_wanted=self.help_wanted, outcomes=self.outcomes, reason=self.reason,
        )  # fmt: skip

    def problems(self, on: Footing) -> dict[str, str]:
        """Field to sentence for text that is no value, and for a page that newer points have overtaken."""
        problems = {}
        if len(self.targets) > 1:
            problems["target"] = "Choose one point, not two."
        elif self.target not in ("", GoalKind.SUSTAIN, GoalKind.PASS_ON) and self.point is None:
            problems["target"] = WORDS_OF_NO_POINT
        if self.day is None:
            problems["check_back_on"] = DAY_NEEDED if self.check_back_on else "Choose a day."
        if self.opened_at and self.opened_at != str(on.present):
            problems["form"] = moved_since_opened(self.opened_at, on.present)
        return problems


@dataclass(frozen=True)
class ReviewForm:
    """The look back as text."""

    ending: str = ""
    challenges: str = ""
    helped: str = ""
    other_areas: str = ""
    point_now: str = ""
    attained: str = ""

    @classmethod
    def read(cls, posted: Posted) -> "ReviewForm":
        fields = ("ending", "challenges", "helped", "other_areas", "point_now", "attained")
        return cls(*(posted.text(name) for name in fields))

    @property
    def chosen(self) -> Ending | None:
        return Ending(self.ending) if self.ending in set(Ending) else None

    @property
    def point(self) -> int | None:
        return _whole(self.point_now)

    @property
    def outcome(self) -> Anchor | None:
        return Anchor(self.attained) if self.attained in set(Anchor) else None

    def look_back(self) -> LookBack:
        """What was answered. Raises ProblemsError for text that is no answer."""
        problems = self.problems()
        if problems or self.chosen is None:
            raise ProblemsError(problems)
        return LookBack(self.chosen, self.challenges, self.helped, self.other_areas, self.point, self.outcome)

    @property
    def texts(self) -> dict[str, str]:
        return {"helped": self.helped, "challenges": self.challenges, "other_areas": self.other_areas}

    def answered(self) -> list[tuple[str, str]]:
        """Question and answer, in the order and the words of the page."""
        return [
            ("What helped?", self.helped),
            ("What was hard?", self.challenges),
            ("Did other areas gain from the effort, or get less of it?", self.other_areas),
            ("Which point now?", self.point_now),
            ("How did it turn out?", self.outcome.words if self.outcome else ""),
        ]

    def problems(self) -> dict[str, str]:
        problems = {}
        if self.point_now and self.point is None:
            problems["point_now"] = "Choose a whole point, or leave it open."
        if self.attained and self.outcome is None:
            problems["attained"] = "Choose one of the five, or leave it open."
        if self.chosen is None:
            problems["ending"] = "Choose how this goal ends."
        return problems


def moved_since_opened(opened_at: str, present: int) -> str:
    sentence = moved(_whole(opened_at), present, since="this page was opened")
    return f"{sentence} Look at the step once more, then save."


def in_order(problems: Mapping[str, str]) -> dict[str, str]:
    return {field: problems[field] for field in FIELDS if field in problems}


def _whole(text: str) -> int | None:
    """A whole number written in plain digits. Nothing else: no 4.5, no 05, no "five", no digits of other scripts."""
    digits = text.removeprefix("-")
    is_plain = digits.isascii() and digits.isdecimal() and len(digits) < 7 and (digits == "0" or digits[0] != "0")
    return int(text) if is_plain else None
