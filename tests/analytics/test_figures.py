"""The figures to explore: Plotly accepts them, and they show what the series holds and nothing else."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import plotly.graph_objects as go
import pytest

from app.analytics.figures import as_script, figure
from app.analytics.series import Change, Flag, Given, Middle, Series, series_of
from app.frameworks.scale import Scale
from app.ratings.rules import Kind
from tests.analytics.samples import (
    CORA,
    FLAGS,
    coach,
    five_levels,
    nine_points,
    own,
    until_november,
    wrens_series,
    wrens_year,
)

CASES: dict[str, tuple[Series, Scale, tuple[Flag, ...]]] = {
    "a year with two coaches": (wrens_series(), nine_points(), FLAGS),
    "three years": (wrens_series(36), nine_points(), FLAGS),
    "everything": (wrens_series(120), nine_points(), FLAGS),
    "nothing at all": (series_of([], until_november(6)), nine_points(), ()),
    "a goal before any point": (series_of([], until_november()), nine_points(), FLAGS),
    "one point": (series_of([coach("2026-10", 4)], until_november()), nine_points(), ()),
    "own points alone": (series_of([own("2026-09", 3), own("2026-10", 4)], until_november()), nine_points(), ()),
    "equal points": (series_of([coach("2026-10", 4), own("2026-10", 4)], until_november()), nine_points(), ()),
    "five levels": (series_of([coach("2026-09", 1), own("2026-10", 5)], until_november()), five_levels(), ()),
    "another version": (
        series_of([coach("2026-09", 4), coach("2026-10", 5, version=2)], until_november()),
        nine_points(),
        (),
    ),
}


def trace(plain: dict[str, Any], name: str, mode: str) -> dict[str, Any]:
    return next(one for one in plain["data"] if one["name"] == name and one["mode"].startswith(mode))


@pytest.mark.parametrize("case", CASES)
def test_plotly_accepts_the_figure_of(case: str) -> None:
    plain = figure(*CASES[case])

    assert go.Figure(plain).to_plotly_json()["layout"]["height"] == plain["layout"]["height"]
    assert [one.type for one in go.Figure(plain).data] == ["bar"] * len(CASES[case][0].gaps) + ["scatter"] * 4


@pytest.mark.parametrize("case", CASES)
def test_the_axis_is_the_whole_scale_for(case: str) -> None:
    series, scale, flags = CASES[case]
    layout = figure(series, scale, flags)["layout"]

    assert layout["yaxis"]["range"] == [scale.lowest - 0.5, scale.highest + 0.5]
    start, end = layout["xaxis"]["range"]
    assert start == 0
    # No more than the last flag needs.
    assert 0 <= end - len(series.axis.months) <= (0.08 * end if flags else 0)
    bands = [shape for shape in layout["shapes"] if shape.get("xref") == "paper"]
    assert [(band["y0"], band["y1"]) for band in bands] == [
        (stage.points[0] - 0.5, stage.points[-1] + 0.5) for stage in scale.stages
    ]


def test_lines_are_steps_that_leave_breaks_open() -> None:
    line = trace(figure(*CASES["a year with two coaches"]), "Coach", "lines")

    assert (line["line"]["shape"], line["connectgaps"]) == ("hv", False)
    assert line["y"].count(None) == 3
    assert [x is None for x in line["x"]] == [y is None for y in line["y"]]


def test_the_marks_are_the_points_exactly_coach_as_circles_and_self_as_diamonds() -> None:
    series = CASES["a year with two coaches"][0]
    plain = figure(*CASES["a year with two coaches"])
    for kind, name, symbol in ((Kind.COACH, "Coach", "circle"), (Kind.SELF, "Self", "diamond")):
        marks = trace(plain, name, "markers")
        assert marks["marker"]["symbol"] == symbol
        assert marks["y"] == [mark.point for mark in series.of(kind)]
        assert marks["text"] == [str(mark.point) for mark in series.of(kind)]


def test_hovering_reads_in_words() -> None:
    marks = trace(figure(*CASES["a year with two coaches"]), "Coach", "markers")

    assert marks["hovertext"][-1] == "Coach Cora Lindqvist: 4, Accomplished<br>November 3, 2026"


def test_goals_are_flags_that_say_what_they_are() -> None:
    texts = [one["hovertext"] for one in figure(*CASES["one point"])["layout"]["annotations"] if "hovertext" in one]
    assert texts == []
    texts = [
        one["hovertext"]
        for one in figure(*CASES["a year with two coaches"])["layout"]["annotations"]
        if "hovertext" in one
    ]
    assert texts == [
        "Goal set on December 1, 2025: from 2 toward 3", "Goal set on September 1, 2026: from 4 toward 5",
    ]  # fmt: skip


def test_a_goal_waves_on_a_pole_from_the_present_point_with_room_at_the_end_of_the_last_month() -> None:
    late = Flag(date(2026, 11, 28), 4, 5)
    layout = figure(wrens_series(), nine_points(), (late,))["layout"]
    (cloth,) = [shape for shape in layout["shapes"] if shape["type"] == "path"]
    (pole,) = [shape for shape in layout["shapes"] if shape["type"] == "line" and shape["line"]["width"] == 2]
    (digit,) = [note for note in layout["annotations"] if "hovertext" in note]

    assert (cloth["xsizemode"], cloth["ysizemode"], cloth["yanchor"]) == ("pixel", "pixel", 5)
    assert (pole["x0"], pole["x1"], pole["y0"], pole["y1"]) == (cloth["xanchor"], cloth["xanchor"], 4, 5)
    assert (digit["x"], digit["text"]) == (cloth["xanchor"], "5")
    assert layout["xaxis"]["range"][1] - cloth["xanchor"] >= 27 * 12 / 820


def test_a_gap_is_hatched_as_high_as_the_plot() -> None:
    (gap,) = [one for one in figure(*CASES["a year with two coaches"])["data"] if one["type"] == "bar"]

    assert (gap["x"], gap["width"], gap["base"], gap["y"]) == ([8.5], [1], [0.5], [9])
    assert (gap["marker"]["pattern"]["shape"], gap["marker"]["pattern"]["bgcolor"]) == ("/", "#fff")


def test_the_names_of_two_coaches_stand_off_their_line_and_the_newer_says_since_when() -> None:
    notes = figure(*CASES["a year with two coaches"])["layout"]["annotations"]
    names = [note for note in notes if note["text"].startswith("Coach: ")]

    assert {name["bgcolor"] for name in names} == {"#fff"}
    assert [(name["text"], name["xanchor"], name["xshift"]) for name in names] == [
        ("Coach: Theo Marsh", "right", pytest.approx(-8, abs=0.1)),
        ("Coach: Cora Lindqvist, since June 1", "left", pytest.approx(8, abs=0.1)),
    ]


def test_no_text_is_bold_by_a_tag_because_the_policy_forbids_what_plotly_makes_of_it() -> None:
    for case in CASES.values():
        assert "<b>" not in json.dumps(figure(*case))


def test_a_name_that_looks_like_markup_cannot_end_the_script_it_stands_in() -> None:
    hostile = "</script><img src=x> & <!--"
    given = [Given(Kind.COACH, until_november().months[3], 4, hostile)]
    change = Change("coach", until_november().months[2], hostile, CORA)
    plain = figure(series_of(given, until_november(), changes=[change]), nine_points())
    text = str(as_script(plain))

    assert not set("<>&") & set(text)
    assert json.loads(text) == json.loads(json.dumps(plain))


def test_a_name_reads_as_it_is_written_and_never_as_plotlys_markup() -> None:
    name = '<b>Al</b> & <a href="x">Bo</a>'
    given = [coach("2026-08", 4, name), own("2026-09", 4)]
    change = Change("coach", date(2026, 7, 1), name, CORA)
    stages = tuple(replace(stage, title="<i>High</i>") for stage in nine_points().stages)
    plain = figure(series_of(given, until_november(), changes=[change]), replace(nine_points(), stages=stages))

    written = '&lt;b&gt;Al&lt;/b&gt; &amp; &lt;a href="x"&gt;Bo&lt;/a&gt;'
    assert trace(plain, "Coach", "markers")["hovertext"] == [
        f"Coach {written}: 4, &lt;i&gt;High&lt;/i&gt;<br>August 3, 2026"
    ]
    texts = {one["text"] for one in plain["layout"]["annotations"]}
    assert {f"Coach: {written}", "&lt;i&gt;High&lt;/i&gt;"} < texts
    assert not any("<" in text for text in texts)


@pytest.mark.parametrize("scale", [nine_points(), five_levels()])
def test_the_names_of_the_stages_stand_level_at_the_left_edge_with_room_for_the_longest(scale: Scale) -> None:
    layout = figure(series_of([], until_november()), scale)["layout"]
    titles = {stage.title for stage in scale.stages}
    names = [one for one in layout["annotations"] if one["text"] in titles]

    assert len(names) == len(titles)
    for name in names:
        assert "textangle" not in name
        assert (name["xref"], name["x"], name["xanchor"]) == ("paper", 0, "left")
        assert name["xshift"] == -layout["margin"]["l"]
    assert layout["margin"]["l"] > 40 + 7 * max(len(title) for title in titles)


def test_the_reason_of_a_gap_stands_across_it_where_there_is_room() -> None:
    reasons = [coach("2026-08", None, reason=reason) for reason in ("Supervisor not available", "No network yet")]
    given = [coach("2026-07", 4), *reasons, coach("2026-09", 4)]
    for months, angle in ((12, 0), (24, -90)):
        (gap,) = [
            one
            for one in figure(series_of(given, until_november(months)), nine_points())["layout"]["annotations"]
            if "No points" in one["text"] or "available" in one["text"]
        ]
        assert gap["textangle"] == angle
        assert gap["text"].replace("<br>", " ") in {"Supervisor not available, no network yet", "No points"}


def test_a_year_of_points_is_a_few_kilobytes() -> None:
    assert len(as_script(figure(series_of(wrens_year(), until_november()), nine_points()))) < 8_000


def test_plotly_accepts_the_median_and_draws_it_from_its_first_month_to_the_edge() -> None:
    plain = figure(wrens_series(), nine_points(), FLAGS, Middle(4.5, date(2026, 6, 3)))
    go.Figure(plain, skip_invalid=False)

    line = next(shape for shape in plain["layout"]["shapes"] if shape.get("y0") == shape.get("y1") == 4.5)
    word = next(note for note in plain["layout"]["annotations"] if note["text"] == "median")
    assert (line["type"], line["x0"], line["x1"], line["line"]["width"]) == ("line", 6, 12, 1)
    assert (word["x"], word["xref"], word["y"]) == (1, "paper", 4.5)
    assert plain["layout"]["margin"]["r"] > figure(wrens_series(), nine_points())["layout"]["margin"]["r"]


def test_without_a_median_the_figure_has_none() -> None:
    notes = figure(wrens_series(), nine_points())["layout"]["annotations"]

    assert [note for note in notes if note["text"] == "median"] == []
