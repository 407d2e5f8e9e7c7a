"""`ninestep profiles`: check the data files, load them, show what is there."""

import json
from pathlib import Path
from typing import Annotated, Any

import sqlalchemy as sa
import typer

from app import clock
from app.cli.schema import upgrade
from app.db import Database
from app.frameworks import actions as frameworks
from app.frameworks import queries, words
from app.frameworks.files import Library, ProfileFilesError, read_path
from app.settings import ROOT, Settings

commands = typer.Typer(help="The practice profiles: data files in, versions in the database.", no_args_is_help=True)

OUR_PROFILES = ROOT / "profiles"
ProfilesPath = Annotated[Path, typer.Argument(help="One data file, a framework's folder, or a folder of those.")]


@commands.command("check")
def check_profiles(path: ProfilesPath = OUR_PROFILES) -> None:
    """Say whether the data files are in order or, by file and line, what is wrong with them. Needs no database."""
    typer.echo(words.in_order(_library(path, problems_to_stderr=False)))


@commands.command("load")
def load_profiles(path: ProfilesPath = OUR_PROFILES) -> None:
    """Put the data files into the database. Changed words become new versions; one problem, and nothing is loaded."""
    library = _library(path)
    upgrade(Settings().database_url)
    with Database(Settings().database_url).writing() as db:
        report = frameworks.load(db, library, at=clock.now())
    for mark, lines in (("new", report.made), ("known", report.known)):
        typer.echo("".join(f"{mark}: {line}\n" for line in lines), nl=False)


@commands.command("show")
def show_profiles(
    path: Annotated[Path | None, typer.Argument(help="Data files to show in place of what is loaded.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, with every indicator.")] = False,
) -> None:
    """Show frameworks, profiles, elements and indicators: as loaded or, when nothing is loaded, as our files say.

    The JSON has `read_from` ("database" or "files") and `frameworks`. A framework has slug, title, short_title,
    announced_profiles (titles) and profiles. A profile has slug, title, version (null from files), scale, points,
    fits and elements. An element has key, title, status, rateable, group and stages: by stage key, in order,
    builds_on_previous and indicators, each with key, text, parts and starting_point.
    """
    read_from, outlines = ("files", None) if path else ("database", _loaded_outlines())
    if not outlines:
        read_from, outlines = "files", words.outlines(_library(path or OUR_PROFILES))
    if as_json:
        typer.echo(json.dumps({"read_from": read_from, "frameworks": outlines}, indent=2, ensure_ascii=False))
    else:
        typer.echo(words.told(outlines))


def _library(path: Path, *, problems_to_stderr: bool = True) -> Library:
    try:
        return read_path(path.expanduser())
    except ProfileFilesError as error:
        typer.echo(str(error), err=problems_to_stderr)
        raise typer.Exit(1) from None


def _loaded_outlines() -> list[dict[str, Any]]:
    database = Database(Settings().database_url)
    if not sa.inspect(database.engine).has_table("framework"):
        return []
    with database.reading() as db:
        return [
            words.outline(
                framework, [(found.profile, found.number) for found in queries.profiles_of(db, framework.slug)]
            )
            for framework in queries.frameworks_in_force(db)
        ]
