"""The published frameworks as we hold them: complete, counted against the sources, nothing invented."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.frameworks.files import Library, read_folder
from app.frameworks.profile import (
    Element,
    Entry,
    Status,
    as_plain,
    framework_from_plain,
    profile_from_plain,
    scale_from_plain,
)
from tests.frameworks import reference_counts, sop_counts

PROFILES = Path(__file__).parents[2] / "profiles"
ACTIONS = tuple(reference_counts.SET_ACTIONS_PER_VALUE)


@pytest.fixture(scope="module")
def library() -> Library:
    return read_folder(PROFILES)


def sop_elements(library: Library) -> list[Element]:
    return [element for profile in library.profiles if profile.framework == "sop" for element in profile.elements]


def entries_of(library: Library, framework: str, section: str) -> tuple[Entry, ...]:
    return library.framework(framework).section(section).entries


def count_of_items(library: Library, list_title: str) -> dict[str, int]:
    return {
        value.key: sum(len(items.items) for items in value.lists if items.title == list_title)
        for value in entries_of(library, "set", "values")
    }


def texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)


def test_every_framework_and_profile_is_there_in_its_publications_order(library: Library) -> None:
    assert [framework.slug for framework in library.frameworks] == ["sop", "set", "ct", "nd"]
    assert [(profile.framework, profile.slug) for profile in library.profiles] == [
        ("sop", "safety-planning"),
        ("sop", "childs-perspective"),
        ("sop", "harm-and-danger"),
        ("sop", "safety-networks"),
        ("sop", "safety-mapping"),
        ("set", "key-expectations"),
        ("set", "actions-social-worker"),
        ("set", "actions-supervisor"),
        ("set", "actions-manager"),
    ]


def test_sop_has_nine_points_in_three_stages_and_set_five_levels(library: Library) -> None:
    nine, five = library.scale("sop-nine-point"), library.scale("set-cqi")
    assert [(stage.key, stage.points) for stage in nine.stages] == [
        ("emergent", (1, 2, 3)),
        ("accomplished", (4, 5, 6)),
        ("distinguished", (7, 8, 9)),
    ]
    assert [(stage.key, stage.points) for stage in five.stages] == [
        (level, (place,)) for place, level in enumerate(reference_counts.SET_LEVELS, start=1)
    ]
    assert (nine.words_describe, five.words_describe) == ("top-of-stage", "level")


def test_of_forty_sop_elements_six_are_not_in_our_copy_and_one_is_under_development(library: Library) -> None:
    assert Counter(element.status for element in sop_elements(library)) == {
        Status.PUBLISHED: 33,
        Status.UNDER_DEVELOPMENT: 1,
        Status.NOT_IN_OUR_COPY: 6,
    }


def test_each_sop_profile_holds_the_elements_its_source_prints(library: Library) -> None:
    in_our_copy = {
        profile.slug: sum(element.status is not Status.NOT_IN_OUR_COPY for element in profile.elements)
        for profile in library.profiles
        if profile.framework == "sop"
    }
    assert in_our_copy == {
        "safety-planning": 8,
        "childs-perspective": 7,
        "harm-and-danger": 8,
        "safety-networks": 6,
        "safety-mapping": 5,
    }


def test_the_elements_we_cannot_show_are_the_ones_lost_from_our_copy(library: Library) -> None:
    not_rateable = [
        f"{profile.title} / {element.title}: {element.status}"
        for profile in library.profiles
        for element in profile.elements
        if not element.rateable
    ]
    assert not_rateable == [
        "Safety Planning / Next Steps: under-development",
        "Integrating the Child's Perspective / Purpose: not-in-our-copy",
        "Safety Networks / Purpose: not-in-our-copy",
        "Safety Networks / Group Agreements: not-in-our-copy",
        "Safety Mapping / Purpose: not-in-our-copy",
        "Safety Mapping / Desired Outcomes: not-in-our-copy",
        "Safety Mapping / Reflection: not-in-our-copy",
    ]


@pytest.mark.parametrize("slug", sop_counts.EXPECTED)
def test_every_stage_holds_as_many_indicators_as_the_source_has_sentences(library: Library, slug: str) -> None:
    found = {}
    for element in library.profile("sop", slug).rateable_elements:
        first, second, third = element.stages
        counts = [len(stage.indicators) for stage in element.stages]
        found[element.key] = (*counts, second.builds_on_previous, third.builds_on_previous)
        assert not first.builds_on_previous
    assert found == sop_counts.EXPECTED[slug]


def test_every_sop_profile_is_counted(library: Library) -> None:
    assert set(sop_counts.EXPECTED) == {profile.slug for profile in library.profiles if profile.framework == "sop"}


def test_starting_points_stand_in_the_first_stage_alone(library: Library) -> None:
    stages_with_one = {
        stage.stage
        for element in sop_elements(library)
        for stage in element.stages
        for indicator in stage.indicators
        if indicator.starting_point
    }
    assert stages_with_one == {"emergent"}


def test_an_indicator_begins_with_a_capital_letter_and_ends_as_a_sentence(library: Library) -> None:
    odd = [
        indicator.text
        for element in sop_elements(library)
        for indicator in element.indicators
        if not indicator.text[0].isupper() or indicator.text[-1] not in ".:"
    ]
    assert odd == []


def test_set_has_its_priorities_values_and_levels(library: Library) -> None:
    totals = reference_counts.SET_TOTALS
    assert len(entries_of(library, "set", "priorities")) == totals["priorities"]
    assert len(entries_of(library, "set", "values")) == totals["values"]
    assert len(library.scale("set-cqi").stages) == totals["levels"]


def test_each_set_value_has_its_guiding_principles_and_agency_practices(library: Library) -> None:
    principles, practices = count_of_items(library, "Guiding principles"), count_of_items(library, "Agency practices")
    assert principles == reference_counts.SET_PRINCIPLES_PER_VALUE
    assert practices == reference_counts.SET_PRACTICES_PER_VALUE
    assert sum(principles.values()) == reference_counts.SET_TOTALS["principles"]
    assert sum(practices.values()) == reference_counts.SET_TOTALS["practices"]


def test_the_one_set_principle_with_bullets_keeps_them(library: Library) -> None:
    parts = {
        (value.key, item.key): len(item.parts)
        for value in entries_of(library, "set", "values")
        for items in value.lists
        for item in items.items
        if items.title == "Guiding principles" and item.parts
    }
    assert parts == reference_counts.SET_PARTS_OF_PRINCIPLES


@pytest.mark.parametrize("slug", ACTIONS)
def test_each_role_has_six_set_actions_for_each_value(library: Library, slug: str) -> None:
    profile = library.profile("set", slug)
    assert (
        Counter(element.group for element in profile.rateable_elements)
        == (reference_counts.SET_ACTIONS_PER_VALUE[slug])
    )
    assert [group.key for group in profile.groups] == [value.key for value in entries_of(library, "set", "values")]


def test_set_counts_one_hundred_and_eight_actions_and_twelve_expectations(library: Library) -> None:
    actions = sum(len(library.profile("set", slug).rateable_elements) for slug in ACTIONS)
    expectations = len(library.profile("set", "key-expectations").rateable_elements)
    assert (actions, expectations) == (108, 12)


def test_the_sop_shelf_holds_eleven_components_and_five_terms(library: Library) -> None:
    assert len(entries_of(library, "sop", "components")) == 11
    assert len(entries_of(library, "sop", "terms")) == 5


@pytest.mark.parametrize(
    ("framework", "counts"),
    [("ct", reference_counts.CT_ENTRIES_PER_SECTION), ("nd", reference_counts.ND_ENTRIES_PER_SECTION)],
)
def test_connecticut_and_north_dakota_hold_what_their_documents_print(
    library: Library, framework: str, counts: dict[str, int]
) -> None:
    assert {section: len(entries_of(library, framework, section)) for section in counts} == counts


def test_connecticuts_profiles_are_announced_and_not_yet_published(library: Library) -> None:
    assert [entry.status for entry in entries_of(library, "ct", "announced-profiles")] == ["announced"] * 5


def test_north_dakotas_figures_are_printed_without_an_n(library: Library) -> None:
    figures = {entry.key: entry.figure for entry in entries_of(library, "nd", "figures") if entry.figure}
    printed = {key: (figure.value, figure.period) for key, figure in figures.items()}
    assert printed == reference_counts.ND_FIGURES
    assert {figure.n for figure in figures.values()} == {None}


def test_no_text_holds_two_spaces_in_a_row(library: Library) -> None:
    texts = [*texts_in([as_plain(framework) for framework in library.frameworks])]
    texts += texts_in([as_plain(profile) for profile in library.profiles])
    assert len(texts) > 1000
    assert [text for text in texts if "  " in text] == []


def test_everything_stored_comes_back_as_it_was(library: Library) -> None:
    assert tuple(profile_from_plain(as_plain(profile)) for profile in library.profiles) == library.profiles
    assert tuple(framework_from_plain(as_plain(framework)) for framework in library.frameworks) == library.frameworks
    assert tuple(scale_from_plain(as_plain(scale)) for scale in library.scales) == library.scales
