"""The menu of what to try: the indicators of the stage that the next step leads through."""

from collections.abc import Collection
from dataclasses import dataclass

from app.frameworks.profile import Element, Indicator
from app.frameworks.scale import Scale, Stage


@dataclass(frozen=True)
class Menu:
    """What the profile offers to try, from the stage the step leads through."""

    stage: Stage
    to_try: tuple[Indicator, ...]
    keep_up: tuple[Indicator, ...]

    @property
    def asks_own_words(self) -> bool:
        return not self.to_try

    def holds(self, key: str) -> bool:
        return any(indicator.key == key for indicator in self.to_try + self.keep_up)


def menu(
    element: Element, scale: Scale, present: int, *, seen_by_worker: Collection[str],
    seen_by_coach: Collection[str] | None,
) -> Menu:  # fmt: skip
    """What to try from here. Starting points are neither offered nor praised.

    `seen_by_coach` is None for a worker without a coach, whose own taps then count alone.
    """
    stage = scale.stage_of(present)
    if scale.is_top(present):
        stage = scale.next_stage(stage) or stage
    by_both = set(seen_by_worker) if seen_by_coach is None else set(seen_by_worker) & set(seen_by_coach)
    offered, following = _offered(element, scale, stage), scale.next_stage(stage)
    if not offered and following and element.stage_text(stage.key):
        # The stage describes nothing but starting points, so the next one shows the direction.
        stage, offered = following, _offered(element, scale, following)
    return Menu(
        stage=stage,
        to_try=tuple(indicator for indicator in offered if indicator.key not in by_both),
        keep_up=tuple(indicator for indicator in offered if indicator.key in by_both),
    )


def _offered(element: Element, scale: Scale, stage: Stage) -> list[Indicator]:
    return [indicator for indicator in _indicators(element, scale, stage) if not indicator.starting_point]


def _indicators(element: Element, scale: Scale, stage: Stage) -> tuple[Indicator, ...]:
    text = element.stage_text(stage.key)
    if text is None:
        return ()
    builds_on = scale.stages[stage.index - 1] if text.builds_on_previous and stage.index else None
    return text.indicators + (_indicators(element, scale, builds_on) if builds_on else ())
