"""The profiles on the command line: check them, load them, show them."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from app.cli.main import app
from tests.frameworks.samples import FRAMEWORK, PROFILE, folder_with
from tests.frameworks.sop_counts import EXPECTED


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'data' / 'cli.db'}"


def ninestep(*words: str, url: str = "sqlite:////nowhere/at/all.db") -> Result:
    return CliRunner().invoke(app, list(words), env={"NINESTEP_DATABASE_URL": url})


def shown(*words: str, url: str) -> dict[str, Any]:
    result = ninestep("profiles", "show", "--json", *words, url=url)
    assert result.exit_code == 0, result.output
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def sop_counts(answer: dict[str, Any]) -> dict[str, Any]:
    """The outline of SOP in the form of the counts that were taken by hand."""
    sop = next(framework for framework in answer["frameworks"] if framework["slug"] == "sop")
    return {
        profile["slug"]: {
            element["key"]: (
                *(
                    len(element["stages"][stage]["indicators"])
                    for stage in ("emergent", "accomplished", "distinguished")
                ),
                *(element["stages"][stage]["builds_on_previous"] for stage in ("accomplished", "distinguished")),
            )
            for element in profile["elements"]
            if element["rateable"]
        }
        for profile in sop["profiles"]
    }


def test_checking_our_own_profiles_gives_one_line_with_counts_and_needs_no_database() -> None:
    result = ninestep("profiles", "check")
    assert result.exit_code == 0
    assert result.stdout == (
        "9 profiles in order: 4 frameworks, 2 scales, 160 elements, 199 indicators; 153 of the elements can be rated.\n"
    )


def test_checking_a_folder_or_one_file_reads_that_alone(tmp_path: Path) -> None:
    folder_with(tmp_path)
    held = "1 framework, 1 scale, 2 elements, 3 indicators; 1 of the elements can be rated.\n"
    assert ninestep("profiles", "check", str(tmp_path)).stdout == f"1 profile in order: {held}"
    assert ninestep("profiles", "check", str(tmp_path / "fw" / "mapping.yaml")).stdout == f"1 profile in order: {held}"


def test_checking_broken_files_names_file_line_field_and_what_was_expected(tmp_path: Path) -> None:
    folder_with(
        tmp_path, profile=PROFILE.replace("key: a2", "key: a1"), framework=FRAMEWORK.replace("2013", "long ago")
    )
    result = ninestep("profiles", "check", str(tmp_path))
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert len(lines) == 2
    year = next(number for number, line in enumerate(FRAMEWORK.splitlines(), 1) if "2013" in line and "year" in line)
    assert lines[0].startswith(f"fw/framework.yaml:{year}: sources[1].year ")
    assert lines[1].startswith("fw/mapping.yaml:")
    assert all("(expected: " in line for line in lines)


@pytest.mark.parametrize(
    ("unsafe", "what"),
    [
        ("about: !!python/object/apply:os.system [ls]", "tag"),
        ("about: &a text", "anchor"),
        ("about: *a", "points elsewhere"),
        ("about: first\nabout: second", "again"),
        ("about: no", "true or false"),
        ("<<: {about: text}", '"<<"'),
    ],
)
def test_unsafe_yaml_is_refused_and_nothing_is_loaded(tmp_path: Path, url: str, unsafe: str, what: str) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    folder_with(folder, profile=PROFILE.replace("about: A map.", unsafe))
    assert ninestep("profiles", "load", str(folder), url=url).exit_code == 1
    refused = ninestep("profiles", "check", str(folder))
    assert refused.exit_code == 1
    assert refused.stdout.startswith("fw/mapping.yaml:")
    assert what in refused.stdout
    assert shown(url=url)["read_from"] == "files"


def test_loading_says_what_is_new_and_the_second_time_what_is_known(url: str) -> None:
    first = ninestep("profiles", "load", url=url)
    assert first.exit_code == 0, first.output
    lines = first.stdout.splitlines()
    assert len(lines) == 13
    assert lines[:2] == ["new: framework sop, version 1", "new: framework set, version 1"]
    assert lines[-1] == "new: profile set/actions-manager, version 1"
    second = ninestep("profiles", "load", url=url).stdout.splitlines()
    assert second == [line.replace("new: ", "known: ") for line in lines]


def test_loading_changed_words_adds_a_version_that_is_then_shown(tmp_path: Path, url: str) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    ninestep("profiles", "load", str(folder_with(folder)), url=url)
    (folder / "fw" / "mapping.yaml").write_text(PROFILE.replace("title: Mapping", "title: Maps"), encoding="utf-8")
    again = ninestep("profiles", "load", str(folder), url=url)
    assert again.stdout.splitlines() == ["new: profile fw/mapping, version 2", "known: framework fw, version 1"]
    (profile,) = shown(url=url)["frameworks"][0]["profiles"]
    assert (profile["title"], profile["version"]) == ("Maps", 2)


def test_the_outline_counts_what_the_source_prints_from_the_files_and_from_the_database(url: str) -> None:
    files = shown(url=url)
    assert files["read_from"] == "files"
    assert sop_counts(files) == EXPECTED
    ninestep("profiles", "load", url=url)
    database = shown(url=url)
    assert database["read_from"] == "database"
    assert sop_counts(database) == EXPECTED


def test_the_outline_keeps_its_field_names(tmp_path: Path, url: str) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    answer = shown(str(folder_with(folder)), url=url)
    assert answer == {
        "read_from": "files",
        "frameworks": [
            {
                "slug": "fw", "title": "A framework", "short_title": "FW", "announced_profiles": [],
                "profiles": [
                    {
                        "slug": "mapping", "title": "Mapping", "version": None, "scale": "four",
                        "points": [1, 2, 3, 4], "fits": ["social-worker"],
                        "elements": [
                            {
                                "key": "purpose", "title": "Purpose", "status": "published", "rateable": True,
                                "group": "respect",
                                "stages": {
                                    "low": {
                                        "builds_on_previous": False,
                                        "indicators": [
                                            {"key": "e1", "text": "Make a map.", "parts": [], "starting_point": True}
                                        ],
                                    },
                                    "high": {
                                        "builds_on_previous": True,
                                        "indicators": [
                                            {"key": "a1", "text": "Share the map.", "parts": [],
                                             "starting_point": False},
                                            {"key": "a2", "text": "Keep the map.", "parts": ["Here", "There"],
                                             "starting_point": False},
                                        ],
                                    },
                                },
                            },
                            {
                                "key": "next-steps", "title": "Next steps", "status": "under-development",
                                "rateable": False, "group": None, "stages": {},
                            },
                        ],
                    }
                ],
            }
        ],
    }  # fmt: skip


def test_people_can_read_the_outline_too(url: str) -> None:
    lines = ninestep("profiles", "show", url=url).stdout.splitlines()
    assert lines[:3] == [
        "Safety Organized Practice (sop)",
        "  Safety Planning (sop/safety-planning), scale sop-nine-point",
        "    Purpose: emergent 1, accomplished 2, distinguished 3",
    ]
    assert "    Stakeholders: emergent 3, accomplished 3, distinguished +2" in lines
    assert "    Next Steps: under development" in lines
    assert "  Mental Health: announced, not published yet" in lines
    ninestep("profiles", "load", url=url)
    loaded = ninestep("profiles", "show", url=url).stdout.splitlines()
    assert "  Safety Mapping (sop/safety-mapping, version 1), scale sop-nine-point" in loaded


def test_the_installed_command_says_in_one_line_that_a_path_is_not_there(tmp_path: Path) -> None:
    installed = Path(sys.executable).with_name("ninestep")
    ended = subprocess.run(
        [installed, "profiles", "check", tmp_path / "nothing"], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (1, "")
    assert ended.stdout == "nothing:1: the file is not a plain file (expected: a plain file)\n"


def test_problems_stay_out_of_what_a_program_reads(tmp_path: Path, url: str) -> None:
    result = ninestep("profiles", "show", "--json", str(tmp_path / "nothing"), url=url)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("nothing:1: ")
