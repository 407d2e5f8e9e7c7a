"""A researcher at the command line: figures from a file, a share, and the published examples."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.cli import ratings_file
from app.cli.main import app as ninestep
from app.settings import ROOT
from app.statistics import published
from app.statistics.raters.report import rater_agreement
from app.statistics.results import Estimate
from app.statistics.scale import Scale
from tests.statistics.tables import NINE, drawn, table, triples

HEADER = "case,rater,rating\n"


def run(*words: str | int | Path) -> Result:
    return CliRunner().invoke(ninestep, ["statistics", *map(str, words)])


def written(folder: Path, text: str | bytes) -> Path:
    file = folder / "ratings.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def lines(rows: list[list[int | None]]) -> str:
    return HEADER + "".join(f"{c},{r},{'' if point is None else point}\n" for c, r, point in triples(rows))


ROWS = drawn(4, 24, 4, holes=0.2)


def test_a_file_gives_the_figures_of_the_same_table(tmp_path: Path) -> None:
    result = run("agreement", written(tmp_path, lines(ROWS)), "--points", "1-9", "--stages", "3,6,9", "--json")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    here = rater_agreement(table(ROWS, NINE))
    assert isinstance(here.alpha, Estimate)
    assert found["alpha"]["value"] == here.alpha.value
    assert found["data"] == here.data
    assert found["points"] == [1, 9]
    assert found["stages"] == [3, 6, 9]
    assert found["pairs"][0]["raters"] == ["r0", "r1"]
    assert {"cases", "common_cases", "raters", "ratings", "empty", "version"} <= set(found)


def test_the_printed_report_gives_every_index_its_interval_and_n(tmp_path: Path) -> None:
    result = run("agreement", written(tmp_path, lines(ROWS)), "--points", "1-9", "--stages", "3,6,9")
    assert result.exit_code == 0
    shown = result.stdout
    assert "Rater agreement in ratings.csv, points 1 to 9" in shown
    for index in (
        "Krippendorff's alpha, ordinal",
        "Gwet's AC2, only beside alpha",
        "ICC(A,1), one rating",
        "ICC(A,k), mean of",
    ):
        (line,) = [line for line in shown.splitlines() if index in line]
        assert "95%" in line
        assert "24 cases, 4 raters, " in line
    assert "r0 and r1" in shown
    assert "same stage" in shown
    assert "shared ratings" in shown
    assert "What more raters or more cases would give" in shown
    assert "figures version 1" in shown


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    file = written(tmp_path, lines(ROWS))
    words = [sys.executable, "-c", "from app.cli.main import app; app()", "statistics", "agreement", str(file)]
    first, second = (
        subprocess.run([*words, "--points", "1-9", "--json"], cwd=ROOT, capture_output=True, check=True).stdout
        for _ in range(2)
    )
    assert first == second
    assert json.loads(first)["cases"] == 24


def test_a_short_file_has_counts_and_sentences(tmp_path: Path) -> None:
    result = run("agreement", written(tmp_path, lines(drawn(1, 9, 3))), "--points", "1-9")
    assert result.exit_code == 0
    assert "9 cases with two ratings or more, and an index needs 10" in result.stdout
    assert "no stages were named (--stages 3,6,9)" in result.stdout
    assert " of 27 pairs; range not computable: 9 cases, and an interval needs 10" in result.stdout


def test_a_file_in_which_nobody_rated_the_same_case_says_so(tmp_path: Path) -> None:
    result = run("agreement", written(tmp_path, HEADER + "a,Cora,4\nb,Sue,5\n"), "--points", "1-9")
    assert result.exit_code == 0
    assert "not computable: nobody rated the same case" in result.stdout
    assert "2 groups of raters share no case" in result.stdout


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Line 1: the column case is missing; it must name case, rater and rating."),
        ("a;b;3\n", "Line 1: the column case is missing; it must name case, rater and rating."),
        ("case,rating\na,3\n", "Line 1: the column rater is missing; it must name case, rater and rating."),
        ("case,rater,rating,case\na,b,3,a\n", "Line 1: the column case stands there twice."),
        (HEADER, "The file has no rating under its first line."),
        (HEADER + "\n,,\n", "The file has no rating under its first line."),
        (HEADER + "a,b,3\n,Cora,4\n", "Line 3: the case is empty."),
        (HEADER + "a,  ,4\n", "Line 2: the rater is empty."),
        (HEADER + "a,b,\n", "The file has no rating under its first line."),
        (HEADER + "a,\x1b[31mb,3\n", "Line 2: the rater has a sign in it that cannot be printed."),
        (HEADER + "a,b\n", "Line 2: 2 columns, and the first line has 3."),
        (HEADER + "a,b,10\n", "Line 2: '10' is not a whole point from 1 to 9; leave it empty where"),
        (HEADER + "a,b,4.5\n", "Line 2: '4.5' is not a whole point from 1 to 9"),
        (HEADER + "a,b,NA\n", "Line 2: 'NA' is not a whole point from 1 to 9"),
        (HEADER + "a,b,٣\n", "Line 2: '\\u0663' is not a whole point from 1 to 9"),
        (HEADER + "a,b,3\na,b,4\n", 'Line 3: rater "b" has a rating for case "a" on line 2; keep the newest alone.'),
        (HEADER + 'a,"b,3\n', "Line 2: a quotation mark is open that is not closed, or the other way."),
        (HEADER.encode() + b"a,\xff,3\n", 'Line 2: not written in UTF-8. In Excel, save as "CSV UTF-8".'),
    ],
)  # fmt: skip
def test_a_bad_file_gets_the_line_and_the_reason(tmp_path: Path, text: str | bytes, why: str) -> None:
    result = run("agreement", written(tmp_path, text), "--points", "1-9")
    assert result.exit_code == 1
    assert why in result.stderr
    assert result.stdout == ""


def test_everything_wrong_is_named_up_to_twenty_lines(tmp_path: Path) -> None:
    result = run("agreement", written(tmp_path, HEADER + "".join(f"a,r{n},0\n" for n in range(25))), "--points", "1-9")
    assert result.stderr.count(" is not a whole point") == 20
    assert "5 more are not shown." in result.stderr


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = run("agreement", tmp_path / "none.csv", "--points", "1-9")
    assert result.exit_code == 1
    assert result.stderr.endswith("none.csv cannot be read: no such file or directory.\n")
    assert run("agreement", tmp_path, "--points", "1-9").stderr.endswith("cannot be read: is a directory.\n")


def test_what_never_ends_is_read_no_further_than_what_is_taken() -> None:
    assert run("agreement", "/dev/zero", "--points", "1-9").stderr == "The file is larger than 50 MB.\n"


def test_a_file_beyond_all_measure_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "ratings.csv"
    with file.open("wb") as out:
        out.truncate(51 * 1024 * 1024)
    assert run("agreement", file, "--points", "1-9").stderr == "The file is larger than 50 MB.\n"


@pytest.mark.parametrize("between", [";", "\t"])
def test_columns_may_stand_apart_by_semicolons_and_tabs(tmp_path: Path, between: str) -> None:
    text = (HEADER + "Wren,Cora,4\nWren,Sue,5\n").replace(",", between)
    assert ratings_file.read(written(tmp_path, text), Scale(1, 9)).rated == 2


def test_what_is_wrong_is_named_in_the_order_of_its_lines(tmp_path: Path) -> None:
    found = run("agreement", written(tmp_path, HEADER + "a,b,3\na,b,4\na,b\nb,b,10\n"), "--points", "1-9").stderr
    assert [line.split(":")[0] for line in found.splitlines()] == ["Line 3", "Line 4", "Line 5"]


def test_a_table_beyond_all_measure_is_told(tmp_path: Path) -> None:
    file = written(tmp_path, HEADER + "".join(f"c{n},r{n},5\n" for n in range(5_000)))
    result = run("agreement", file, "--points", "1-9")
    assert result.exit_code == 1
    assert result.stderr == "5000 cases by 5000 raters are more than 20000000 cells.\n"


def test_columns_stand_in_any_order_with_others_beside_them(tmp_path: Path) -> None:
    text = "\ufeffRating , note,CASE,Rater\n4,x,a,Cora\n+5,,a,Sue\n\n,,a,Ada\n"
    found = ratings_file.read(written(tmp_path, text), Scale(1, 9))
    assert sorted(found.raters) == ["Ada", "Cora", "Sue"]
    assert found.rated == 2
    assert found.empty == 1


@pytest.mark.parametrize(
    ("points", "stages", "why"),
    [
        ("nine", None, "The points of a scale are written like 1-9."),
        ("1-", None, "The points of a scale are written like 1-9."),
        ("9-1", None, "A scale has two points or more, the lowest first."),
        ("1-9", "low", "Stages are written by their top points, like 3,6,9."),
        ("1-9", "3,6", "Stages end at rising points of the scale, and the last one at its top."),
    ],
)
def test_a_scale_that_cannot_be_meant_is_refused(tmp_path: Path, points: str, stages: str | None, why: str) -> None:
    words = ["--stages", stages] if stages else []
    result = run("agreement", written(tmp_path, lines(ROWS)), "--points", points, *words)
    assert result.exit_code == 1
    assert result.stderr == f"{why}\n"


def test_other_scales_are_declared_too() -> None:
    assert ratings_file.scale_of("1-5", None) == Scale(1, 5)
    assert ratings_file.scale_of(" 0 - 4 ", "1, 4") == Scale(0, 4, (1, 4))
    assert ratings_file.scale_of("-2-2", None) == Scale(-2, 2)


def test_a_share_is_printed_with_its_count_and_limits() -> None:
    assert run("share", 45, 60).stdout == "45 of 60: 75%, 95% range 62% to 85% (Wilson)\n"
    beside = run("share", 45, 60, "--bar", "0.75").stdout.splitlines()
    assert beside[1:] == [
        "Beside a bar of 75%, with its range: undetermined.",
        "By the plain figure alone: reached.",
    ]
    short = run("share", 62, 65, "--bar", "0.97").stdout.splitlines()
    assert short[2] == "By the plain figure alone: not reached."


def test_a_share_of_ten_is_not_enough_data() -> None:
    result = run("share", 9, 10, "--bar", "0.75")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "not enough data: a share needs 11 people or more, and there are 10",
    ]


def test_a_share_can_be_read_by_another_program() -> None:
    found = json.loads(run("share", 62, 65, "--bar", "0.95", "--json").stdout)
    assert (found["reached"], found["of"], found["bar"]) == (62, 65, 0.95)
    assert found["answer"] == "undetermined"
    assert found["reached_plainly"] is True
    assert found["interval"]["low"] == pytest.approx(0.8729, abs=1e-4)
    assert "answer" not in json.loads(run("share", 62, 65, "--json").stdout)
    few = json.loads(run("share", 4, 10, "--bar", "0.95", "--json").stdout)
    assert few["why"].startswith("not enough data")
    assert "reached_plainly" not in few
    assert few["value"] is None


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("5", "4"), "A share of 4 cannot have 5 in it."),
        (("4", "9" * 30), "A count of people is 10000000000 at most."),
        (("4", "40", "--bar", "2"), "A bar is a share above 0 and up to 1."),
        (("4", "40", "--bar", "nan"), "A bar is a share above 0 and up to 1."),
    ],
)
def test_a_share_that_cannot_be_meant_is_refused(words: tuple[str, ...], why: str) -> None:
    result = run("share", *words)
    assert result.exit_code == 1
    assert result.stderr == f"{why}\n"


def test_an_agency_can_check_the_figures_itself() -> None:
    result = run("check")
    assert result.exit_code == 0
    examples = published.read()
    for example in examples:
        assert example.source in result.stdout
    assert "figures: a rule of this project." in result.stdout
    last = result.stdout.splitlines()[-1]
    assert last.endswith(f"figures in {len(examples)} examples hold.")
    held, of = last.split()[0], last.split()[2]
    assert held == of
    assert int(of) > 400


def test_a_figure_that_no_longer_holds_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(published.COMPUTED, "E30_threshold_decision", lambda data: {"answers": ["meets"] * 6})
    result = run("check")
    assert result.exit_code == 1
    assert "Does not hold: E30_threshold_decision, answers 1" in result.stdout
    assert "DOES NOT HOLD" in result.stdout


def test_an_example_that_cannot_run_does_not_hold_and_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(published.COMPUTED, "E01_krippendorff_2011_C", lambda data: data["nothing"])
    result = run("check")
    assert result.exit_code == 1
    assert "computed KeyError: 'nothing': DOES NOT HOLD" in result.stdout
    assert result.stdout.splitlines()[-1].startswith("Publish no figure of a kind that does not hold")


def test_a_bar_is_printed_as_it_was_typed() -> None:
    assert "a bar of 75.5%, with its range: undetermined." in run("share", 45, 60, "--bar", "0.755").stdout
    # The upper limit is a little below the bar, and so is what is printed of it.
    below = run("share", 36, 60, "--bar", "0.7146").stdout
    assert "below" in below
    assert "71.5%" not in below.splitlines()[0]


def test_other_commands_do_not_wait_for_the_libraries_behind_figures() -> None:
    asked = "import sys; import app.cli.main; print([name for name in ('scipy', 'statsmodels') if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, check=True, text=True)
    assert found.stdout == "[]\n"
