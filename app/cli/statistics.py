"""`ninestep statistics`: figures for researchers, and the agency's own check that they are right."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

commands = typer.Typer(help="Figures about ratings and shares.", no_args_is_help=True)
_Json = Annotated[bool, typer.Option("--json", help="As JSON, for another program.")]


@commands.command("agreement")
def agreement(
    file: Annotated[Path, typer.Argument(help="A CSV file with the columns case, rater, rating; empty = not rated.")],
    points: Annotated[str, typer.Option(help="The declared scale, such as 1-9 or 1-5.")],
    stages: Annotated[str | None, typer.Option(help="The top point of each stage, such as 3,6,9.")] = None,
    as_json: _Json = False,
) -> None:
    """How alike raters rate: every index with its interval and n, or the sentence why there is none."""
    # The libraries behind figures take a second to load; the other commands do not wait for them.
    from app.cli import figure_lines, ratings_file
    from app.statistics.plain import plain
    from app.statistics.raters import report

    try:
        table = ratings_file.read(file, ratings_file.scale_of(points, stages))
    except ratings_file.FileError as error:
        _refuse(str(error))
    found = report.agreement(table)
    if as_json:
        _as_json(plain(found) | {"points": [table.scale.low, table.scale.high], "stages": list(table.scale.tops)})
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
    from app.statistics.plain import plain
    from app.statistics.results import RefusedError
    from app.statistics.shares import threshold

    try:
        found = threshold.share(reached, of)
        answer = None if bar is None else threshold.answer(reached, of, bar)
    except RefusedError as error:
        _refuse(str(error))
    if as_json:
        plainly = threshold.passes_plainly(reached, of, bar or 0) if isinstance(found, threshold.Share) else None
        beside = {} if bar is None else {"bar": bar, "answer": str(answer), "reached_plainly": plainly}
        _as_json({"reached": reached, "of": of, **plain(found), **beside})
        return
    _lines(figure_lines.share(found, bar, answer))


@commands.command("check")
def check() -> None:
    """Compute the published examples again and print them beside what was published."""
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
