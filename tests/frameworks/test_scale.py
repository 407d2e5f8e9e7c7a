"""A scale tells where a point stands; its numbers come from the data, so two different scales are tried."""

import pytest

from app.frameworks.profile import as_plain, scale_from_plain
from app.frameworks.scale import Scale, Source, Stage

NINE = Scale(
    slug="nine",
    title="Nine points in three stages",
    about="Growth comes bit by bit.",
    words_describe="top-of-stage",
    stages=(
        Stage("emergent", "Emergent", "now using", "uses it", (1, 2, 3), 0),
        Stage("accomplished", "Accomplished", "collaborating", "brings others in", (4, 5, 6), 1),
        Stage("distinguished", "Distinguished", "sustaining", "each day", (7, 8, 9), 2),
    ),
    source=Source("A document", "A publisher", "Restated.", year=2013, pages="3"),
)
FIVE = Scale(
    slug="five",
    title="Five levels",
    about="The words belong to the level.",
    words_describe="level",
    stages=tuple(
        Stage(title.lower(), title, "", f"{title} words", (index + 1,), index)
        for index, title in enumerate(["Novice", "Emerging", "Accomplished", "Distinguished", "Master"])
    ),
)
BOTH = pytest.mark.parametrize("scale", [NINE, FIVE], ids=["nine", "five"])


@pytest.mark.parametrize(("scale", "lowest", "highest"), [(NINE, 1, 9), (FIVE, 1, 5)])
def test_a_scale_runs_from_its_lowest_point_to_its_highest(scale: Scale, lowest: int, highest: int) -> None:
    assert scale.points == tuple(range(lowest, highest + 1))
    assert (scale.lowest, scale.highest) == (lowest, highest)


@BOTH
def test_every_declared_point_is_held(scale: Scale) -> None:
    assert [scale.holds(point) for point in scale.points] == [True] * len(scale.points)


@BOTH
@pytest.mark.parametrize("point", [0, 10, -1, True, False, 4.5, 5.0, "5", "five", "", None, [5], 10**30, float("nan")])
def test_nothing_else_is_held(scale: Scale, point: object) -> None:
    assert scale.holds(point) is False


@pytest.mark.parametrize(
    ("scale", "titles"),
    [
        (NINE, ["Emergent"] * 3 + ["Accomplished"] * 3 + ["Distinguished"] * 3),
        (FIVE, ["Novice", "Emerging", "Accomplished", "Distinguished", "Master"]),
    ],
)
def test_each_point_is_in_one_stage(scale: Scale, titles: list[str]) -> None:
    assert [scale.stage_of(point).title for point in scale.points] == titles


@BOTH
@pytest.mark.parametrize("question", ["stage_of", "is_top", "words_for"])
def test_a_point_off_the_scale_has_no_stage_top_or_words(scale: Scale, question: str) -> None:
    with pytest.raises(ValueError, match="0 is not on the scale"):
        getattr(scale, question)(0)


@pytest.mark.parametrize(("scale", "tops"), [(NINE, [3, 6, 9]), (FIVE, [1, 2, 3, 4, 5])])
def test_the_last_point_of_a_stage_is_its_top(scale: Scale, tops: list[int]) -> None:
    assert [scale.top_of(stage) for stage in scale.stages] == tops
    assert [point for point in scale.points if scale.is_top(point)] == tops


@BOTH
def test_each_stage_leads_to_the_next_and_the_last_to_none(scale: Scale) -> None:
    assert [scale.next_stage(stage) for stage in scale.stages] == [*scale.stages[1:], None]


@BOTH
def test_a_stage_is_found_by_its_key(scale: Scale) -> None:
    assert [scale.stage(stage.key) for stage in scale.stages] == list(scale.stages)


def test_a_stage_the_scale_lacks_is_not_found() -> None:
    with pytest.raises(KeyError, match="master"):
        NINE.stage("master")


@pytest.mark.parametrize(
    ("scale", "point", "words"),
    [
        (NINE, 1, "1, Emergent: partly there"),
        (NINE, 3, "3, Emergent: all of it"),
        (NINE, 7, "7, Distinguished: partly there"),
        (NINE, 9, "9, Distinguished: all of it"),
        (FIVE, 3, "3, Accomplished"),
        (FIVE, 5, "5, Master"),
    ],
)
def test_a_point_is_put_into_words(scale: Scale, point: int, words: str) -> None:
    assert scale.words_for(point) == words


def test_only_a_scale_with_one_point_a_stage_is_single_point() -> None:
    assert (NINE.is_single_point, FIVE.is_single_point) == (False, True)


@BOTH
def test_a_stored_scale_comes_back_as_it_was(scale: Scale) -> None:
    assert scale_from_plain(as_plain(scale)) == scale
