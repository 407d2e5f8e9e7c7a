"""How practice grows in the invented county: pure chance with a seed, and no database."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.demo.cast import ANY_NOTES, NOTES
from app.frameworks.profile import Element, Profile
from app.ratings.rules import Answer, Kind, Reason

# Mostly small steps up, long plateaus, and now and then a step back: growth is not a line.
_MOVES = (0, 0, 0, 0, 0, 0, 1, 1, -1)
_COACH_SEES = (0, 0, 0, 0, -1)
_SELF_SEES = (0, 0, 0, 1, 1, -1)
_REASONS = (
    Reason.NO_OPPORTUNITY, Reason.NOT_DUE, Reason.WORKLOAD, Reason.COURT, Reason.NO_NETWORK,
    Reason.NO_INTERPRETER, Reason.SUPERVISOR,
)  # fmt: skip


@dataclass
class Practice:
    """Where one person stands on one profile, element by element; hidden, as in life."""

    profile: Profile
    levels: dict[str, int]
    # Where the story leads, element by element, and in how many months from now.
    toward: Mapping[str, int] = field(default_factory=dict)
    left: int = 0

    @classmethod
    def at_start(cls, chance: random.Random, profile: Profile) -> "Practice":
        points = profile.scale.points
        early = points[: max(1, len(points) // 3)]
        return cls(profile, {element.key: chance.choice(early) for element in profile.rateable_elements})

    def month_passes(self, chance: random.Random) -> None:
        lowest, highest = self.profile.scale.lowest, self.profile.scale.highest
        # Months on a long scale move more often than on a short one.
        moves = _MOVES if len(self.profile.scale.points) > len(self.profile.scale.stages) else (*_MOVES, 0, 0, 0, 0)
        for key, level in self.levels.items():
            move = chance.choice(moves)
            if key in self.toward:
                move = int(chance.random() * max(1, self.left) < self.toward[key] - level)
            self.levels[key] = min(highest, max(lowest, level + move))
        self.left -= 1

    def answers(self, chance: random.Random, kind: Kind) -> dict[str, Answer]:
        """One whole assessment of this practice, by the worker or by the coach."""
        return {element.key: self._answer(chance, kind, element) for element in self.profile.rateable_elements}

    def _answer(self, chance: random.Random, kind: Kind, element: Element) -> Answer:
        if chance.random() < (0.06 if kind is Kind.COACH else 0.02):
            reason = chance.choice(_REASONS)
            return Answer(point=None, not_observed=True, reason=reason, note="", seen=frozenset())
        lowest, highest = self.profile.scale.lowest, self.profile.scale.highest
        seen_as = chance.choice(_COACH_SEES if kind is Kind.COACH else _SELF_SEES)
        point = min(highest, max(lowest, self.levels[element.key] + seen_as))
        return Answer(
            point=point, not_observed=False, reason=None, note=_note(chance, element),
            seen=_seen(chance, self.profile, element, point),
        )  # fmt: skip


def months_back(today: date, count: int) -> Iterator[date]:
    """The first days of the last `count` months, this month's last."""
    this_month = today.year * 12 + today.month - 1
    for number in range(this_month - count + 1, this_month + 1):
        yield date(number // 12, number % 12 + 1, 1)


def working_day(chance: random.Random, month: date, first: int, last: int) -> date:
    """A day of the month in this range; one at the weekend becomes the Monday after."""
    day = month + timedelta(days=chance.randint(first, last) - 1)
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day


def _note(chance: random.Random, element: Element) -> str:
    return chance.choice(NOTES.get(element.key, ANY_NOTES)) if chance.random() < 0.4 else ""


def _seen(chance: random.Random, profile: Profile, element: Element, point: int) -> frozenset[str]:
    """Most of what comes before the point's stage, and part of the stage itself; all of it at its top."""
    scale = profile.scale
    reached = scale.stage_of(point)
    seen = set()
    for text in element.stages:
        stage = next(stage for stage in scale.stages if stage.key == text.stage)
        if stage.index > reached.index:
            continue
        whole = stage.index < reached.index or scale.is_top(point)
        likely = 0.85 if whole else (stage.points.index(point) + 1) / (len(stage.points) + 1)
        seen |= {indicator.key for indicator in text.indicators if chance.random() < likely}
    return frozenset(seen)
