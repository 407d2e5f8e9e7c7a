"""The rules of an assessment, on plain values."""

from datetime import date, timedelta

import pytest

from app.frameworks.profile import Element, Indicator, Profile, StageText, Status
from app.frameworks.scale import Scale, Source, Stage
from app.ratings.rules import NOTE_LENGTH, Answer, Reason, day_problem, gaps, problems, without_note

STAGES = ("emergent", "accomplished", "distinguished")
SCALE = Scale(
    slug="nine", title="Nine", about="", words_describe="top-of-stage",
    stages=tuple(
        Stage(key, key.title(), "", "", (3 * index + 1, 3 * index + 2, 3 * index + 3), index)
        for index, key in enumerate(STAGES)
    ),
)  # fmt: skip
CONTENT = Element("content", "Content", stages=(StageText("emergent", (Indicator("e1", "Map alone."),)),))
CONTEXT = Element("context", "Context")
LOST = Element("purpose", "Purpose", status=Status.NOT_IN_OUR_COPY)
PROFILE = Profile(
    framework="sop", slug="m", title="M", scale=SCALE, source=Source("", "", ""), fits=(), about="", components=(),
    elements=(LOST, CONTENT, CONTEXT),
)  # fmt: skip
TODAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    "answer",
    [
        Answer(),
        Answer(point=1),
        Answer(point=9, note="x" * NOTE_LENGTH, seen=frozenset({"e1"})),
        Answer(not_observed=True),
        Answer(not_observed=True, reason=Reason.COURT),
        Answer(note="A note comes before the point."),
        Answer(seen=frozenset({"e1"})),
    ],
)
def test_an_answer_may_be_a_point_or_not_observed_or_nothing_yet(answer: Answer) -> None:
    assert problems(answer, CONTENT, SCALE) == {}


@pytest.mark.parametrize("point", [0, 10, -1, True, 4.5, "4"])
def test_a_point_off_the_scale_is_refused_with_the_choices(point: int) -> None:
    assert problems(Answer(point=point), CONTENT, SCALE) == {
        "point": f"“{point}” is not a point of this scale. Choose 1 to 9, or “not observed”."
    }


@pytest.mark.parametrize(
    ("answer", "part"),
    [
        (Answer(point=4, not_observed=True), "point"),
        (Answer(point=4, reason=Reason.COURT), "reason"),
        (Answer(reason=Reason.COURT), "reason"),
        (Answer(note="x" * (NOTE_LENGTH + 1)), "note"),
        (Answer(seen=frozenset({"e1", "z9"})), "seen"),
    ],
)
def test_each_part_that_does_not_do_has_its_sentence(answer: Answer, part: str) -> None:
    assert list(problems(answer, CONTENT, SCALE)) == [part]


def test_an_element_that_is_not_in_our_copy_takes_no_points() -> None:
    assert problems(Answer(point=4), LOST, SCALE) == {"point": "Purpose takes no points: it is not in our copy."}


def test_a_note_that_is_one_too_long_says_by_how_much() -> None:
    found = problems(Answer(note="x" * 10_001), CONTENT, SCALE)
    assert found == {"note": "This note has 10,001 characters and 10,000 fit. Take out 1."}


@pytest.mark.parametrize("day", [TODAY, TODAY - timedelta(days=365), date(2026, 6, 1)])
def test_today_and_the_past_year_can_be_observed(day: date) -> None:
    assert day_problem(day, today=TODAY) is None


def test_a_day_ahead_or_long_ago_cannot_be_observed() -> None:
    assert day_problem(TODAY + timedelta(days=1), today=TODAY) == "This day lies ahead. Choose today or an earlier day."
    assert day_problem(TODAY - timedelta(days=366), today=TODAY) == (
        "This day is more than a year ago. Choose a later day."
    )


def test_a_coach_observes_within_the_dates_of_the_agreement() -> None:
    coached = [(date(2026, 6, 1), date(2026, 10, 31))]
    assert day_problem(date(2026, 6, 1), today=TODAY, coached=coached) is None
    assert day_problem(date(2026, 10, 31), today=TODAY, coached=coached) is None
    assert day_problem(date(2026, 5, 31), today=TODAY, coached=coached) == (
        "The coaching agreement begins on June 1, 2026. Choose that day or a later one."
    )
    assert day_problem(date(2026, 11, 1), today=TODAY, coached=coached) == (
        "The coaching agreement ends on October 31, 2026. Choose that day or an earlier one."
    )


def test_a_coach_observes_within_each_agreement_and_not_between_two() -> None:
    coached = [(date(2026, 1, 5), date(2026, 5, 31)), (date(2026, 11, 2), None)]
    for day in (date(2026, 1, 5), date(2026, 5, 31), date(2026, 11, 2), TODAY):
        assert day_problem(day, today=TODAY, coached=coached) is None
    assert day_problem(date(2026, 1, 4), today=TODAY, coached=coached) == (
        "The coaching agreement begins on January 5, 2026. Choose that day or a later one."
    )
    assert day_problem(date(2026, 6, 1), today=TODAY, coached=coached) == (
        "A coaching agreement ends on May 31, 2026, and the next one begins on November 2, 2026. "
        "Choose a day in one of them."
    )


def test_gaps_are_what_could_be_rated_and_is_not() -> None:
    assert gaps(PROFILE, {}) == [CONTENT, CONTEXT]
    assert gaps(PROFILE, {"content": Answer(note="Not yet sure.")}) == [CONTENT, CONTEXT]
    assert gaps(PROFILE, {"content": Answer(not_observed=True), "context": Answer(point=2)}) == []


def test_a_point_without_a_note_is_named_and_not_observed_is_not() -> None:
    answers = {"content": Answer(point=3), "context": Answer(not_observed=True)}
    assert without_note(PROFILE, answers) == [CONTENT]
