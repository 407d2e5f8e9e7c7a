"""Whole folders of data files: all of it is read, or every problem is told and nothing is loaded."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.frameworks.files import Library, ProfileFilesError, read_folder, read_path
from app.frameworks.profile import as_plain, content_hash, framework_from_plain, profile_from_plain
from app.frameworks.strict_yaml import MOST_BYTES
from tests.frameworks.samples import FRAMEWORK, PROFILE, SCALE, folder_with, one_problem, problems_of


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return read_folder(folder_with(tmp_path))


def test_a_sound_folder_gives_its_framework_scale_and_profile(library: Library) -> None:
    profile = library.profile("fw", "mapping")
    purpose = profile.element("purpose")
    assert (profile.scale, profile.fits) == (library.scale("four"), ("social-worker",))
    assert [stage.builds_on_previous for stage in purpose.stages] == [False, True]
    assert [indicator.key for indicator in purpose.indicators] == ["e1", "a1", "a2"]
    assert purpose.indicator("a2").parts == ("Here", "There")
    assert purpose.indicator("e1").starting_point
    assert profile.rateable_elements == (purpose,)
    assert [(group.key, len(group.elements)) for group in profile.groups] == [("respect", 1), (None, 1)]
    figure = library.framework("fw").entry("respect").figure
    assert figure is not None
    assert (figure.value, figure.n, figure.period) == ("22%", None, "2023")


def test_what_is_stored_as_json_comes_back_as_it_was(library: Library) -> None:
    profile, framework = library.profiles[0], library.frameworks[0]
    assert profile_from_plain(json.loads(json.dumps(as_plain(profile)))) == profile
    assert framework_from_plain(json.loads(json.dumps(as_plain(framework)))) == framework
    assert json.loads(json.dumps(as_plain(profile))) == as_plain(profile)


def test_the_hash_follows_the_words_and_not_the_order_of_the_fields(library: Library, tmp_path: Path) -> None:
    plain = as_plain(library.profiles[0])
    assert content_hash(dict(reversed(plain.items()))) == content_hash(plain)
    (tmp_path / "fw/mapping.yaml").write_text(PROFILE.replace("Keep the map.", "Keep a map."), encoding="utf-8")
    assert content_hash(as_plain(read_folder(tmp_path).profiles[0])) != content_hash(plain)


def test_the_profiles_stand_in_the_order_of_their_framework(tmp_path: Path) -> None:
    framework = FRAMEWORK.replace("[mapping]", "[mapping, agreements]")
    folder_with(tmp_path, framework=framework)
    (tmp_path / "fw/agreements.yaml").write_text(PROFILE.replace("slug: mapping", "slug: agreements"), encoding="utf-8")
    assert [profile.slug for profile in read_folder(tmp_path).profiles] == ["mapping", "agreements"]


@pytest.mark.parametrize(
    ("name", "text", "field", "wrong"),
    [
        ("twin.yaml", PROFILE, "slug", 'is "mapping" again, after fw/mapping.yaml:3'),
        ("twin.yaml", SCALE, "slug", 'is "four" again, after fw/scale.yaml:2'),
        ("twin.yaml", FRAMEWORK, "kind", "is framework for the second time in this folder"),
        ("twin.yml", "", "", "is empty"),
        ("twin.yaml", "just words", "", "is not made of fields"),
        ("twin.yaml", "slug: twin", "kind", "is missing"),
        ("twin.yaml", "# " + "x" * MOST_BYTES, "", "is larger than 512 KiB"),
    ],
)
def test_one_more_file_that_does_not_fit_is_refused(
    tmp_path: Path, name: str, text: str, field: str, wrong: str
) -> None:
    folder_with(tmp_path)
    (tmp_path / "fw" / name).write_text(text, encoding="utf-8")
    problem = one_problem(tmp_path)
    assert (problem.file, problem.field, problem.wrong) == (f"fw/{name}", field, wrong)


def test_a_scale_of_another_framework_cannot_take_a_name_that_is_taken(tmp_path: Path) -> None:
    folder_with(tmp_path)
    (tmp_path / "ga").mkdir()
    (tmp_path / "ga/framework.yaml").write_text(
        FRAMEWORK.replace("slug: fw", "slug: ga").replace("[mapping]", "[]"), encoding="utf-8"
    )
    (tmp_path / "ga/scale.yaml").write_text(SCALE, encoding="utf-8")
    assert one_problem(tmp_path).wrong == 'is "four" again, after fw/scale.yaml:2'


@pytest.mark.parametrize("reader", [read_folder, lambda root: read_path(root / "fw/outside.yaml")])
def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path, reader: Callable[[Path], Library]) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "profile.yaml"
    inside.mkdir()
    outside.write_text(PROFILE.replace("slug: mapping", "slug: outside"), encoding="utf-8")
    (folder_with(inside) / "fw/outside.yaml").symlink_to(outside)
    with pytest.raises(ProfileFilesError, match="is a link that leads out of the folder"):
        reader(inside)


def test_a_link_that_leads_in_a_circle_is_refused(tmp_path: Path) -> None:
    circle = folder_with(tmp_path) / "fw/circle.yaml"
    circle.symlink_to(circle)
    assert one_problem(tmp_path).file == "fw/circle.yaml"


def test_a_file_outside_the_frameworks_folders_is_refused(tmp_path: Path) -> None:
    (folder_with(tmp_path) / "stray.yaml").write_text(PROFILE, encoding="utf-8")
    assert one_problem(tmp_path).wrong == "stands outside the frameworks' folders"


def test_a_folder_without_a_framework_is_refused(tmp_path: Path) -> None:
    (folder_with(tmp_path) / "fw/framework.yaml").unlink()
    problem = one_problem(tmp_path)
    assert (problem.file, problem.wrong) == ("fw", "has no framework")


@pytest.mark.parametrize("name", ["", "nowhere"])
def test_a_folder_with_nothing_in_it_or_that_is_not_there_is_refused(tmp_path: Path, name: str) -> None:
    assert len(problems_of(tmp_path / name)) == 1


def test_all_problems_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    folder_with(
        tmp_path,
        framework=FRAMEWORK.replace("short_title: FW\n", ""),
        scale=SCALE.replace("title: Low", "title: no"),
        profile=PROFILE.replace("title: Mapping", "title: 1").replace("text: Make a map.", "text:"),
    )
    assert [f"{problem.file}:{problem.line} {problem.field}" for problem in problems_of(tmp_path)] == [
        "fw/framework.yaml:1 short_title",
        "fw/mapping.yaml:4 title",
        "fw/mapping.yaml:18 elements[1].stages.low.indicators[1].text",
        "fw/scale.yaml:8 stages[1].title",
    ]


def test_a_broken_scale_is_not_held_against_the_profiles_that_use_it(tmp_path: Path) -> None:
    problem = one_problem(folder_with(tmp_path, scale=SCALE + "\t- x"))
    assert problem.file == "fw/scale.yaml"


def test_a_problem_reads_as_a_sentence(tmp_path: Path) -> None:
    problem = one_problem(folder_with(tmp_path, profile=PROFILE.replace("title: Mapping", "title: no")))
    assert str(problem) == (
        "fw/mapping.yaml:4: title is no without quotes, which YAML may read as true or false "
        '(expected: text, in quotes: "no")'
    )


def test_one_profile_is_read_with_the_framework_and_scale_beside_it(tmp_path: Path, library: Library) -> None:
    (tmp_path / "fw/other.yaml").write_text("kind: profile", encoding="utf-8")
    (tmp_path / "fw/broken.yaml").write_text("[", encoding="utf-8")
    assert read_path(tmp_path / "fw/mapping.yaml") == library


@pytest.mark.parametrize("path", ["fw", "."])
def test_a_folder_may_be_one_framework_or_all_of_them(tmp_path: Path, library: Library, path: str) -> None:
    assert read_path(tmp_path / path) == library


def test_one_profile_without_its_scale_is_refused_with_what_is_wrong_beside_it(tmp_path: Path) -> None:
    folder_with(tmp_path, scale="[")
    with pytest.raises(ProfileFilesError) as refused:
        read_path(tmp_path / "fw/mapping.yaml")
    assert [problem.file for problem in refused.value.problems] == ["scale.yaml"]


@pytest.mark.parametrize(("name", "kind"), [("framework", "frameworks"), ("scale", "scales")])
def test_a_framework_or_a_scale_can_be_read_alone(tmp_path: Path, library: Library, name: str, kind: str) -> None:
    alone = read_path(tmp_path / f"fw/{name}.yaml")
    assert getattr(alone, kind) == getattr(library, kind)
    assert alone.profiles == ()


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProfileFilesError, match="cannot be opened|is not a plain file"):
        read_path(tmp_path / "nowhere.yaml")
