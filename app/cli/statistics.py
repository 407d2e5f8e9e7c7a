"""`ninestep statistics`: figures for researchers, and the agency's own check that they are right."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

commands = typer.Typer(help="Figures about ratings and shares.", no_args_is_help=True)
_ABOUT = {
    "empty": "cells of case and rater without a rating",
    "counts": "of pairs of ratings of one case; all_within_one of cases",
    "trust": "treats steps as equal; between_cases and error_of_one are standard deviations in steps",
    "severity": "steps from the mean of the raters beside; minus means lower points; each rater sees the own first",
    "data": "names the ratings, whatever cases and raters are called; the same data and version give the same figures",
}
_Json = Annotated[bool, typer.Option("--json", help="As JSON, for another program.")]


@commands.command("agreement")
def agreement(
    file: Annotated[
        Path, typer.Argument(help="A CSV file in UTF-8 with the columns case, rater, rating; empty = not rated.")
    ],
    points: Annotated[str, typer.Option(help="The declared scale, such as 1-9 or 1-5.")],
    stages: Annotated[str | None, typer.Option(help="The top point of each stage, such as 3,6,9.")] = None,
    as_json: _Json = False,
) -> None:
    """How alike raters rate: every index with its range and n, or the sentence why there is none.

    Give each rater the own line first. Nothing is hidden here: do not pass on figures about few people.
    """
    # The libraries behind figures take a second to load; the other commands do not wait for them.
    from app.cli import figure_lines, ratings_file
    from app.statistics.plain import plain
    from app.statistics.raters import report

    try:
        table = ratings_file.read(file, ratings_file.scale_of(points, stages))
    except ratings_file.FileError as error:
        _refuse(str(error))
    found = report.rater_agreement(table)
    if as_json:
        scale = {"points": [table.scale.low, table.scale.high], "stages": list(table.scale.tops)}
        _as_json({"file": file.name, "about": _ABOUT} | scale | plain(found))
    else:
        _lines([f"Rater agreement in {file.name}, points {table.scale.low} to {table.scale.high}"])
        _lines(figure_lines.agreement(found))


@commands.command("share")
def share(
    reached: Annotated[int, typer.Argument(metavar="X", help="How many reached it.")],
    of: Annotated[int, typer.Argument(metavar="N", help="How many were assessed.")],
    bar: Annotated[float | None, typer.Option(help="A share to compare with, such as 0.75.")] = None,
    as_json: _Json = False,
) -> None:
    """A share of people with its interval and, beside a bar, what can be said about it."""
    from app.cli import figure_lines
    from app.statistics import VERSION
    from app.statistics.plain import plain
    from app.statistics.results import RefusedError
    from app.statistics.shares import threshold

    try:
        found = threshold.share(reached, of)
        answer = None if bar is None else threshold.answer(reached, of, bar)
    except RefusedError as error:
        _refuse(str(error))
    if as_json:
        value = found.value if isinstance(found, threshold.Share) else None
        beside = {"bar": bar, "answer": answer, "reached_plainly": threshold.passes_plainly(reached, of, bar or 1)}
        _as_json(
            {"version": VERSION, "reached": reached, "of": of, "value": value, **plain(found)}
            | (beside if bar is not None and value is not None else {})
        )
        return
    _lines(figure_lines.share(found, bar, answer))


@commands.command("check")
def check() -> None:
    """Compute the published examples again, each beside what is expected.

    A figure that does not hold says DOES NOT HOLD, stands again at the end, and the command ends with 1.
    """
    from app.cli import example_lines
    from app.statistics import published

    compared = published.run()
    _lines(example_lines.all_of(compared))
    if not all(line.holds for _, lines in compared for line in lines):
        raise typer.Exit(1)


def _lines(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)


def _as_json(found: object) -> None:
    typer.echo(json.dumps(found, indent=2, ensure_ascii=False, allow_nan=False))


def _refuse(sentence: str) -> None:
    typer.echo(sentence, err=True)
    raise typer.Exit(1)
