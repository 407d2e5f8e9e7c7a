"""Where two views meet and where they differ, on plain values and for any scale."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.frameworks.files import read_folder
from app.frameworks.profile import Profile
from app.pairs.comparison import Comparison, Twofold, apart_words, compared, is_near, next_element, stages_between
from app.pairs.words import Names, changed_words, names, pointless, row_label, row_sentence
from app.ratings.rules import Answer, Reason
from app.settings import ROOT

_LIBRARY = read_folder(ROOT / "profiles")
MAPPING = _LIBRARY.profile("sop", "safety-mapping")
ACTIONS = _LIBRARY.profile("set", "actions-social-worker")
NINE, FIVE = MAPPING.scale, ACTIONS.scale
CORA_AND_WREN = Names(coach="Cora", own="Wren")
NOT_SEEN = Answer(not_observed=True)
COURT = Answer(not_observed=True, reason=Reason.COURT)


def both(coach: Mapping[str, Answer], own: Mapping[str, Answer], profile: Profile = MAPPING) -> Comparison:
    return compared(profile, coach, own)


def keys(rows: tuple[Twofold, ...]) -> list[str]:
    return [one.element.key for one in rows]


@pytest.mark.parametrize(
    ("coach", "own", "near"),
    [
        (5, 5, True),
        (5, 6, True),
        (6, 5, True),
        (4, 6, False),
        (6, 7, False),
        (3, 4, False),
        (1, 9, False),
        (1, 2, True),
    ],
)
def test_two_points_are_near_when_they_are_neighbors_in_one_stage(coach: int, own: int, near: bool) -> None:
    assert is_near(NINE, coach, own) is near


@pytest.mark.parametrize(("coach", "own", "near"), [(2, 2, True), (2, 3, False), (5, 4, False), (1, 5, False)])
def test_on_a_scale_of_levels_each_level_is_a_stage_of_its_own(coach: int, own: int, near: bool) -> None:
    assert is_near(FIVE, coach, own) is near


@pytest.mark.parametrize(
    ("coach", "own", "said"),
    [
        (5, 5, "You both chose 5, in Accomplished."),
        (5, 6, "One step apart, both in Accomplished."),
        (6, 4, "Two steps apart, both in Accomplished."),
        (6, 7, "One step apart, from Accomplished to Distinguished."),
        (9, 1, "Eight steps apart, from Emergent to Distinguished."),
    ],
)
def test_a_gap_is_told_in_words(coach: int, own: int, said: str) -> None:
    assert apart_words(NINE, coach, own) == said


@pytest.mark.parametrize(
    ("coach", "own", "said"),
    [
        (2, 2, f"You both chose 2, {FIVE.stages[1].title}."),
        (2, 4, f"Two steps apart, from {FIVE.stages[1].title} to {FIVE.stages[3].title}."),
    ],
)
def test_a_gap_between_levels_is_told_with_their_names(coach: int, own: int, said: str) -> None:
    assert apart_words(FIVE, coach, own) == said


def test_the_story_of_cora_and_wren_falls_into_its_three_parts() -> None:
    coach = {
        "group-agreements": Answer(7), "context": Answer(5), "content": Answer(5), "stakeholders": Answer(4),
        "next-steps": NOT_SEEN,
    }  # fmt: skip
    own = {
        "next-steps": Answer(5), "stakeholders": Answer(6), "content": Answer(6), "context": Answer(5),
        "group-agreements": Answer(7),
    }  # fmt: skip
    found = both(coach, own)
    assert keys(found.working) == ["group-agreements", "context", "content"]
    assert (keys(found.differently), keys(found.by_one)) == (["stakeholders"], ["next-steps"])


_ANSWERS = st.one_of(
    st.just(Answer()),
    st.just(NOT_SEEN),
    st.builds(Answer, point=st.sampled_from(NINE.points), note=st.sampled_from(["", "A note."])),
)
_SHEETS = st.dictionaries(st.sampled_from([element.key for element in MAPPING.elements]), _ANSWERS)


@given(coach=_SHEETS, own=_SHEETS)
def test_every_element_that_takes_a_point_is_in_at_most_one_part_and_in_the_profiles_order(
    coach: dict[str, Answer], own: dict[str, Answer]
) -> None:
    found = both(coach, own)
    order = [element.key for element in MAPPING.rateable_elements]
    parts = [keys(found.working), keys(found.differently), keys(found.by_one)]
    named = [key for part in parts for key in part]
    assert len(named) == len(set(named))
    assert [part for part in parts if part != [key for key in order if key in part]] == []
    pointed = {key for sheet in (coach, own) for key, answer in sheet.items() if answer.point is not None}
    assert set(named) == pointed & set(order)


@given(coach=_SHEETS, own=_SHEETS)
def test_it_makes_no_difference_who_chose_which(coach: dict[str, Answer], own: dict[str, Answer]) -> None:
    one, other = both(coach, own), both(own, coach)
    assert [keys(part) for part in (one.working, one.differently, one.by_one)] == [
        keys(part) for part in (other.working, other.differently, other.by_one)
    ]


@given(st.sampled_from(NINE.points), st.sampled_from(NINE.points))
def test_every_gap_has_words_and_no_figure_of_both(coach: int, own: int) -> None:
    said = apart_words(NINE, coach, own)
    assert [digit for digit in said if digit.isdigit()] == ([str(coach)] if coach == own else [])


@pytest.mark.parametrize(
    ("coach", "own", "said"),
    [
        (NOT_SEEN, Answer(5), "Wren chose 5. Cora did not observe it."),
        (COURT, Answer(5), "Wren chose 5. Cora did not observe it: court or deadline."),
        (Answer(), Answer(5), "Wren chose 5. Cora left it open."),
        (Answer(5), Answer(note="Later."), "Cora chose 5. Wren left it open."),
    ],
)  # fmt: skip
def test_a_point_of_one_says_why_the_other_has_none(coach: Answer, own: Answer, said: str) -> None:
    one = Twofold(MAPPING.element("content"), coach, own)
    assert row_sentence(one, NINE, CORA_AND_WREN) == said


def test_the_picture_is_told_in_words_as_well() -> None:
    one = Twofold(MAPPING.element("content"), Answer(4), Answer(7))
    assert row_label(one, NINE, CORA_AND_WREN) == "Cora 4, Accomplished. Wren 7, Distinguished."


def test_a_gap_over_a_border_shows_the_words_of_both_stages_and_of_those_between() -> None:
    element = MAPPING.element("stakeholders")
    assert [text.stage for text in stages_between(NINE, element, 4, 6)] == ["accomplished"]
    assert [text.stage for text in stages_between(NINE, element, 8, 2)] == ["emergent", "accomplished", "distinguished"]
    assert stages_between(FIVE, ACTIONS.rateable_elements[0], 2, 4) == []


def test_the_next_step_starts_where_the_two_differ_first() -> None:
    found = both(
        {"context": Answer(2), "content": Answer(2), "stakeholders": Answer(5)},
        {"context": Answer(5), "content": Answer(9), "stakeholders": Answer(5)},
    )
    first = next(key for key in (one.key for one in MAPPING.elements) if key in ("context", "content"))
    chosen = next_element(found, NINE)
    assert chosen is not None
    assert chosen.key == first


def test_where_nothing_differs_the_next_step_starts_below_the_top() -> None:
    sheet = {"group-agreements": Answer(9), "stakeholders": Answer(6)}
    chosen = next_element(both(sheet, sheet), NINE)
    assert chosen is not None
    assert chosen.key == "stakeholders"
    assert next_element(both({"context": Answer(9)}, {"context": Answer(9)}), NINE) is None
    assert next_element(both({"context": Answer(4)}, {}), NINE) is None


def test_two_people_with_one_first_name_are_called_by_their_full_ones() -> None:
    assert names("Cora Lindqvist", "Wren Castillo") == CORA_AND_WREN
    assert names("Sam Reed", "Sam Ortiz") == Names("Sam Reed", "Sam Ortiz")


def test_a_point_changed_after_the_review_is_told_with_its_name() -> None:
    said = "changed this point after seeing earlier ones."
    assert [changed_words(*who, CORA_AND_WREN) for who in ((True, False), (True, True), (False, False))] == [
        f"Cora {said}", f"Cora and Wren {said}", "",
    ]  # fmt: skip


def test_elements_without_a_point_are_named_in_one_sentence() -> None:
    assert [pointless(titles) for titles in ([], ["Context"], ["Context", "Content"])] == [
        "", "Context has no point from either of you.", "Context and Content have no point from either of you.",
    ]  # fmt: skip
