"""The rows of a pair's page: one element each, with both views of it or with one alone."""

from dataclasses import dataclass

from app.frameworks.profile import Indicator
from app.frameworks.scale import Scale, Stage
from app.pairs import words
from app.pairs.comparison import Comparison, Twofold, compared, stages_between
from app.pairs.reading import LoadedPair, Side
from app.ratings.rules import NOTHING_YET, Kind


@dataclass(frozen=True)
class StageView:
    """The indicators of one stage, each with the kinds of those who tapped it."""

    stage: Stage
    indicators: tuple[tuple[Indicator, tuple[Kind, ...]], ...]

    @property
    def is_marked(self) -> bool:
        return any(seen_by for _, seen_by in self.indicators)


@dataclass(frozen=True)
class RowView:
    """One element in words; `stages` and `levels` stand under a gap, whichever the scale has words for."""

    two: Twofold
    sentence: str
    label: str
    changed: str = ""
    stages: tuple[StageView, ...] = ()
    levels: tuple[Stage, ...] = ()
    is_gap: bool = False


@dataclass(frozen=True)
class Parts:
    working: list[RowView]
    differently: list[RowView]
    by_one: list[RowView]
    pointless: str


def comparison(found: LoadedPair) -> Comparison | None:
    """The two views compared, where both are in and on one scale."""
    if not (found.coach and found.own and found.has_both and found.is_on_one_scale):
        return None
    return compared(found.version.profile, found.coach.answers, found.own.answers)


def parts(found: LoadedPair, both: Comparison, said_by: words.Names) -> Parts:
    named = {one.element.key for one in (*both.working, *both.differently, *both.by_one)}
    left = (one.title for one in found.version.profile.rateable_elements if one.key not in named)
    return Parts(
        working=[_row(found, one, said_by) for one in both.working],
        differently=[_gap(found, one, said_by) for one in both.differently],
        by_one=[_row(found, one, said_by) for one in both.by_one],
        pointless=words.pointless(left),
    )


def one_view(side: Side, who: str) -> list[RowView]:
    """What one side said of every element that takes a point."""
    profile, is_coach = side.version.profile, side.assessment.kind is Kind.COACH
    rows = []
    for element in profile.rateable_elements:
        answer = side.answers.get(element.key, NOTHING_YET)
        two = Twofold(element, *((answer, NOTHING_YET) if is_coach else (NOTHING_YET, answer)))
        sentence = words.one_view_sentence(answer, profile.scale, who)
        rows.append(RowView(two, sentence, sentence))
    return rows


def _row(found: LoadedPair, one: Twofold, said_by: words.Names) -> RowView:
    scale = found.version.profile.scale
    changed = words.changed_words(_changed(found.coach, one), _changed(found.own, one), said_by)
    return RowView(one, words.row_sentence(one, scale, said_by), words.row_label(one, scale, said_by), changed)


def _gap(found: LoadedPair, one: Twofold, said_by: words.Names) -> RowView:
    row, scale = _row(found, one, said_by), found.version.profile.scale
    return RowView(one, row.sentence, row.label, row.changed, _stages(scale, one), _levels(scale, one), is_gap=True)


def _changed(side: Side | None, one: Twofold) -> bool:
    return bool(side and one.element.key in side.stored and side.stored[one.element.key].changed_after_review)


def _stages(scale: Scale, one: Twofold) -> tuple[StageView, ...]:
    texts = stages_between(scale, one.element, *one.points) if one.points else []
    return tuple(
        StageView(scale.stage(text.stage), tuple((each, _seen_by(one, each)) for each in text.indicators))
        for text in texts
    )


def _seen_by(one: Twofold, indicator: Indicator) -> tuple[Kind, ...]:
    said = ((Kind.COACH, one.coach), (Kind.SELF, one.own))
    return tuple(kind for kind, answer in said if indicator.key in answer.seen)


def _levels(scale: Scale, one: Twofold) -> tuple[Stage, ...]:
    if scale.words_describe != "level" or one.points is None:
        return ()
    return tuple(scale.stage_of(point) for point in sorted(one.points))
