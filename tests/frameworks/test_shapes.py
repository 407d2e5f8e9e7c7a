"""A framework, scale or profile that lacks something or does not fit the others is refused, field by field."""

from pathlib import Path

import pytest

from tests.frameworks.samples import FRAMEWORK, LEVELS, PROFILE, SCALE, folder_with, one_problem, problems_of

ITEM = "sections[1].entries[1].lists[1].items[1]"
WRONG = [
    ("kind: profile", "kind: profil", 1, "kind", 'is "profil"'),
    ("framework: fw", "framework: sop", 2, "framework", 'is "sop"'),
    ("slug: mapping", "slug: Safety Mapping", 3, "slug", 'is "Safety Mapping"'),
    ("slug: mapping\n", "", 1, "slug", "is missing"),
    ("title: Mapping", 'title: ""', 4, "title", "is empty"),
    ("title: Mapping", "title:", 4, "title", "is empty"),
    ("title: Mapping", "title: [Mapping]", 4, "title", "is a list or has fields of its own"),
    ("title: Mapping", f"title: {'x' * 201}", 4, "title", "has 201 characters"),
    ("title: Mapping", 'title: "Map\\nping"', 4, "title", "has more than one line"),
    ("scale: four", "scale: nine", 5, "scale", 'is "nine"'),
    ("fits: [social-worker]", "fits: [worker]", 7, "fits[1]", 'is "worker"'),
    ("fits: [social-worker]", "fits: []", 7, "fits", "is an empty list"),
    ("fits: [social-worker]", "fits: social-worker", 7, "fits", "is not a list"),
    ("fits: [social-worker]", "fits: [manager, manager]", 7, "fits[2]", 'is "manager" again, after fw/mapping.yaml:7'),
    ("components: [respect]\nel", "components: [houses]\nel", 9, "components[1]", 'is "houses"'),
    ("license_note: Restated.", "license_note: Restated., year: '2013'", 6, "source.year", 'is "2013"'),
    ("license_note: Restated.", "license_note: Restated., year: 20130", 6, "source.year", "is 20130"),
    ("key: next-steps", "key: purpose", 24, "elements[2].key", 'is "purpose" again, after fw/mapping.yaml:11'),
    ("status: under-development", "status: soon", 24, "elements[2].status", 'is "soon"'),
    (", status: under-development", "", 24, "elements[2].stages", "is missing"),
    (
        "under-development",
        "under-development, stages: {low: {}}",
        24,
        "elements[2].stages",
        "stand under an element that has none",
    ),
    ("group: respect", "group: honesty", 14, "elements[1].group", 'is "honesty"'),
    ("evidence: [explain]", "evidence: [said]", 15, "elements[1].evidence[1]", 'is "said"'),
    ("key: a1", "key: e1", 22, "elements[1].stages.high.indicators[1].key", 'is "e1" again, after fw/mapping.yaml:18'),
    (
        "text: Share the map.",
        "text: no",
        22,
        "elements[1].stages.high.indicators[1].text",
        "is no without quotes, which YAML may read as true or false",
    ),
    ("Share the map.", "x" * 2001, 22, "elements[1].stages.high.indicators[1].text", "has 2,001 characters"),
    (
        "Share the map.",
        "Share., starting_point: true",
        22,
        "elements[1].stages.high.indicators[1].starting_point",
        "is true at the stage High",
    ),
    (
        "starting_point: true",
        "starting_point: yes",
        18,
        "elements[1].stages.low.indicators[1].starting_point",
        'is "yes"',
    ),
    (
        "low: {indicators",
        "low: {builds_on_previous: true, indicators",
        18,
        "elements[1].stages.low.builds_on_previous",
        "is true at the first stage",
    ),
    (
        "parts: [Here, There]",
        "parts: [Here, [There]]",
        23,
        "elements[1].stages.high.indicators[2].parts[2]",
        "is a list or has fields of its own",
    ),
]


@pytest.mark.parametrize(("written", "instead", "line", "field", "wrong"), WRONG)
def test_a_wrong_profile_is_refused(
    tmp_path: Path, written: str, instead: str, line: int, field: str, wrong: str
) -> None:
    problem = one_problem(folder_with(tmp_path, profile=PROFILE.replace(written, instead, 1)))
    assert (problem.file, problem.line, problem.field, problem.wrong) == ("fw/mapping.yaml", line, field, wrong)


@pytest.mark.parametrize(
    ("written", "instead", "line", "field", "wrong"),
    [
        ("slug: four", "slug: 4", 2, "slug", "is 4 without quotes, which YAML may read as a number"),
        ("top-of-stage", "levels", 6, "words_describe", 'is "levels"'),
        ("[1, 2]", "[1, 3]", 8, "stages[1].points", "are [1, 3]"),
        ("[1, 2]", "[2, 1]", 8, "stages[1].points", "are [2, 1]"),
        ("[1, 2]", "[-1, 0]", 8, "stages[1].points", "are [-1, 0]"),
        ("[1, 2]", "[1, 1]", 8, "stages[1].points", "are [1, 1]"),
        ("[3, 4]", "[2, 3]", 9, "stages[2].points", "are [2, 3]"),
        ("[3, 4]", "[4, 5]", 9, "stages[2].points", "are [4, 5]"),
        ("[3, 4]", "[]", 9, "stages[2].points", "is an empty list"),
        ("[3, 4]", "[3, 4.5]", 9, "stages[2].points[2]", 'is "4.5"'),
        ("[3, 4]", "[3, true]", 9, "stages[2].points[2]", 'is "true"'),
        ("[3, 4]", "[3, '4']", 9, "stages[2].points[2]", 'is "4"'),
        ("key: high", "key: low", 9, "stages[2].key", 'is "low" again, after fw/scale.yaml:8'),
    ],
)
def test_a_wrong_scale_is_refused(
    tmp_path: Path, written: str, instead: str, line: int, field: str, wrong: str
) -> None:
    problem = one_problem(folder_with(tmp_path, scale=SCALE.replace(written, instead, 1)))
    assert (problem.file, problem.line, problem.field, problem.wrong) == ("fw/scale.yaml", line, field, wrong)


@pytest.mark.parametrize(
    ("written", "instead", "line", "field", "wrong"),
    [
        ("slug: fw", "slug: other", 2, "slug", 'is "other"'),
        ("place: 1", "place: first", 5, "place", 'is "first"'),
        ("place: 1\n", "", 1, "place", "is missing"),
        ("profiles: [mapping]\n", "", 1, "profiles", "is missing"),
        ("profiles: [mapping]", "profiles: []", 6, "profiles", 'lacks "mapping", which has a file'),
        ("[mapping]", "[mapping, networks]", 6, "profiles[2]", 'is "networks"'),
        ("about: What it is.", f"about: {'x' * 5001}", 7, "about", "has 5,001 characters"),
        ("year: 2013", "year: about 2013", 9, "sources[1].year", 'is "about 2013"'),
        ("source: doc", "source: book", 13, "sections[1].source", 'is "book"'),
        ("entries:", "entries: []\n    entry:", 14, "sections[1].entries", "is an empty list"),
        ("title: Respect", "status: lost\n        title: Respect", 16, "sections[1].entries[1].status", 'is "lost"'),
        ("n: null", "n: many", 17, "sections[1].entries[1].figure.n", 'is "many"'),
        ("{key: p1, text: Be kind., parts: [To children, To parents]}", "Be kind.", 21, ITEM, "is not made of fields"),
    ],
)
def test_a_wrong_framework_is_refused(
    tmp_path: Path, written: str, instead: str, line: int, field: str, wrong: str
) -> None:
    problem = problems_of(folder_with(tmp_path, framework=FRAMEWORK.replace(written, instead, 1)))[0]
    assert (problem.file, problem.line, problem.field, problem.wrong) == ("fw/framework.yaml", line, field, wrong)


def test_a_misspelt_field_is_named_with_the_one_that_was_meant(tmp_path: Path) -> None:
    problems = problems_of(folder_with(tmp_path, profile=PROFILE.replace("fits:", "fitz:")))
    assert [(problem.line, problem.field, problem.wrong) for problem in problems] == [
        (1, "fits", "is missing"),
        (7, "fitz", "is not known here"),
    ]
    assert problems[1].expected.startswith('"fits", perhaps; one of: about, components, elements')


def test_a_stage_the_scale_lacks_is_named_and_so_is_the_one_left_out(tmp_path: Path) -> None:
    problems = problems_of(folder_with(tmp_path, profile=PROFILE.replace("      high:", "      top:")))
    assert [(problem.line, problem.field, problem.wrong, problem.expected) for problem in problems] == [
        (18, "elements[1].stages.high", "is missing", "fields"),
        (19, "elements[1].stages.top", "is not known here", "one of: high, low"),
    ]


def test_stages_out_of_the_order_of_the_scale_are_refused(tmp_path: Path) -> None:
    scale = SCALE.replace("key: low", "key: was-low").replace("key: high", "key: low").replace("was-low", "high")
    profile = PROFILE.replace("        builds_on_previous: true\n", "").replace(", starting_point: true", "")
    problem = one_problem(folder_with(tmp_path, scale=scale, profile=profile))
    assert (problem.field, problem.wrong, problem.expected) == ("elements[1].stages", "are out of order", "high, low")


def test_where_the_words_belong_to_the_levels_an_element_has_no_stages(tmp_path: Path) -> None:
    problem = one_problem(folder_with(tmp_path, scale=LEVELS))
    assert (problem.line, problem.field) == (18, "elements[1].stages")
    assert problem.expected == "no stages: the words of this scale belong to its levels"
