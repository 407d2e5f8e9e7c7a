"""YAML that is unsafe, broken or easily misread is refused at its line."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.frameworks.files import ProfileFilesError, read_folder
from tests.frameworks.samples import PROFILE, folder_with, one_problem

MARKS = [
    "&a ",
    "*a",
    "!!x ",
    "<<",
    "? ",
    ": ",
    "- ",
    "|",
    ">-",
    "%",
    "---",
    "...",
    "\t",
    "\n",
    "'",
    '"',
    "\\",
    "{",
    "[",
    "#",
]
UNSAFE = [
    # what is written, in place of what; line; field; what is wrong
    ("title: Mapping", "title: !!python/object:os.system x", 4, "title", 'has the tag "!!python/object:os.system"'),
    ("title: Mapping", "title: !!str Mapping", 4, "title", 'has the tag "!!str"'),
    ("title: Mapping", "title: ! Mapping", 4, "title", 'has the tag "!"'),
    ("title: Mapping", "title: &name Mapping", 4, "title", "has the anchor &name"),
    ("title: Mapping", "title: *name", 4, "title", "points elsewhere with *name"),
    ("title: Mapping", "title: Mapping\ntitle: Again", 5, "title", "stands here again after line 4"),
    ("title: Mapping", "<<: {title: Mapping}", 4, "", 'takes in other fields with "<<"'),
    ("title: Mapping", "? [title]\n: Mapping", 4, "", "has a field whose name is not a word"),
    (
        "title: Mapping",
        "title: [",
        6,
        "",
        "is not well-formed YAML: expected ',' or ']', but got ':', while parsing a flow sequence from line 4",
    ),
    ("title: Mapping", "title: Map: ping", 4, "", "is not well-formed YAML: mapping values are not allowed here"),
    ("title: Mapping", "\ttitle: Mapping", 4, "", "is indented with a tab"),
    ("title: Mapping", 'title: "Map\\tping"', 4, "title", "holds the unseen character U+0009"),
    ("title: Mapping", 'title: "\\ud800"', 4, "title", "holds the unseen character U+D800"),
    ("title: Mapping", 'title: "\\uFFFFFFFF\\UFFFFFFFF"', 4, "", "has an escape that names no character"),
    ("title: Mapping", "title: Map\x07ping", 4, "", "holds the unseen character U+0007"),
    ("title: Mapping", "title: Map\u202eping", 4, "", "holds the unseen character U+202E"),
    ("title: Mapping", "title: Mapping\n---", 5, "", "starts a second document"),
    ("title: Mapping", f"title: {'[' * 12}{']' * 12}", 4, f"title{'[1]' * 11}", "is nested too deeply"),
    ("title: Mapping", f"title: [{'x, ' * 5_000}]", 4, "title[4992]", "has too many values"),
]
MISREAD = [
    ("title: Mapping", f"title: {word}", 4, "title", f"is {word} without quotes, which YAML may read as {kind}")
    for word, kind in [
        *((word, "true or false") for word in ["no", "on", "yes", "off", "y", "n", "No", "true", "False"]),
        *((word, "a number") for word in ["2013", "012", "1:30", "4.5", "1e3", "0x5", "0o17", "1_000", ".inf"]),
        ("2024-02-30", "a date"),
    ]
]


@pytest.mark.parametrize(("written", "instead", "line", "field", "wrong"), [*UNSAFE, *MISREAD])
def test_unsafe_yaml_is_refused(tmp_path: Path, written: str, instead: str, line: int, field: str, wrong: str) -> None:
    problem = one_problem(folder_with(tmp_path, profile=PROFILE.replace(written, instead, 1)))
    assert (problem.file, problem.line, problem.field, problem.wrong) == ("fw/mapping.yaml", line, field, wrong)


def test_bytes_that_are_not_utf8_are_refused_at_their_line(tmp_path: Path) -> None:
    folder_with(tmp_path)
    (tmp_path / "fw/mapping.yaml").write_bytes(PROFILE.replace("A map.", "Une carte né").encode("latin-1"))
    problem = one_problem(tmp_path)
    assert (problem.line, problem.wrong) == (8, "is not UTF-8 text")


def test_the_mark_that_windows_puts_before_utf8_text_does_no_harm(tmp_path: Path) -> None:
    library = read_folder(folder_with(tmp_path))
    (tmp_path / "fw/mapping.yaml").write_bytes(b"\xef\xbb\xbf" + PROFILE.replace("\n", "\r\n").encode())
    assert read_folder(tmp_path) == library


def said_about(data: bytes) -> str:
    """What reading these bytes as a profile says is wrong: nothing, when it can be read after all."""
    with tempfile.TemporaryDirectory() as root:
        (folder_with(Path(root)) / "fw/mapping.yaml").write_bytes(data)
        try:
            return "" if read_folder(Path(root)).profiles else "nothing was read"
        except ProfileFilesError as refused:
            return str(refused)


@given(st.binary(max_size=400))
def test_any_bytes_that_are_no_profile_are_refused_with_a_reason(data: bytes) -> None:
    assert said_about(data).startswith("fw/mapping.yaml:")


@given(st.integers(0, len(PROFILE)), st.integers(0, 30), st.sampled_from(MARKS) | st.text(max_size=6))
@settings(max_examples=200, deadline=None)
def test_a_profile_with_anything_written_over_it_is_read_or_refused(start: int, length: int, over: str) -> None:
    data = (PROFILE[:start] + over + PROFILE[start + length :]).encode("utf-8", "surrogatepass")
    assert said_about(data).startswith("fw/") or not said_about(data)


@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "{a: ", "[[{"])
def test_a_hundred_thousand_brackets_are_refused_at_the_thirteenth(tmp_path: Path, opening: str) -> None:
    problem = one_problem(folder_with(tmp_path, profile=opening * 100_000))
    assert problem.wrong in ("is nested too deeply", "has a field whose name is not a word")
