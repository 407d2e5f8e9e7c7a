"""The command line: serve, demo, migrate, profiles, account."""

import json
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import sqlalchemy as sa
import typer
import uvicorn
from alembic import command
from alembic.config import Config
from sqlmodel import Session, col, select

from app import clock
from app.db import Database
from app.demo import build
from app.demo.cast import CAST
from app.frameworks import actions as frameworks
from app.frameworks import queries, words
from app.frameworks.files import Library, ProfileFilesError, read_path
from app.people import actions as people
from app.people.models import Agency
from app.people.permits import Role
from app.settings import ROOT, Settings
from app.web.errors import ProblemsError

app = typer.Typer(help="Ninestep: practice-profile coaching and fidelity tracking.", no_args_is_help=True)
account_commands = typer.Typer(help="Accounts.", no_args_is_help=True)
app.add_typer(account_commands, name="account")
profile_commands = typer.Typer(
    help="The practice profiles: data files in, versions in the database.", no_args_is_help=True
)
app.add_typer(profile_commands, name="profiles")

OUR_PROFILES = ROOT / "profiles"
ProfilesPath = Annotated[Path, typer.Argument(help="One data file, a framework's folder, or a folder of those.")]


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8000,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
) -> None:
    """Bring the database up to date and serve the program."""
    migrate()
    _serve("app.main:app", host, port)


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="The port on 127.0.0.1.")] = 8000,
    data: Annotated[Path, typer.Option(help="The folder that keeps the demonstration.")] = ROOT / "var" / "demo",
    fresh: Annotated[bool, typer.Option("--fresh", help="Throw away what was entered and start over.")] = False,
) -> None:
    """Build an invented county, or keep the one that is there, and serve it on this machine."""
    file = data.expanduser().resolve() / "demo.db"
    if fresh:
        for leftover in file.parent.glob("demo.db*"):
            leftover.unlink()
    # The server that starts next reads its settings from the environment, as every server does.
    os.environ["NINESTEP_DATABASE_URL"] = f"sqlite:///{file}"
    os.environ["NINESTEP_ORIGIN"] = f"http://127.0.0.1:{port}"
    upgrade(Settings().database_url)
    _build_demo(Database(Settings().database_url))
    typer.echo(f"\nNinestep: http://127.0.0.1:{port}\nSign in with one click as {_demo_names()}.\n")
    _serve("app.main:app", "127.0.0.1", port)


def _build_demo(database: Database) -> None:
    with database.writing() as db:
        if build.is_built(db):
            return
        typer.echo("Building the invented county; this takes some seconds.")
        build.build(db, clock.now())
    database.engine.dispose()


def _demo_names() -> str:
    return ", ".join(f"{member.name} ({' and '.join(member.roles)})" for member in CAST)


def _serve(target: str, host: str, port: int) -> None:
    uvicorn.run(target, factory=True, host=host, port=port, access_log=False, server_header=False, log_level="warning")


@app.command()
def migrate() -> None:
    """Bring the database up to date."""
    upgrade(Settings().database_url)


def upgrade(url: str) -> None:
    Database(url)  # Makes the folder that an SQLite file needs.
    command.upgrade(alembic_config(url), "head")


def alembic_config(url: str) -> Config:
    config = Config(toml_file=str(ROOT / "pyproject.toml"))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


@account_commands.command("add")
def add_account(
    agency: Annotated[str, typer.Option(help="The agency's name. A new one is made when there is none.")],
    name: Annotated[str, typer.Option(help="The person's name, first name first.")],
    email: Annotated[str, typer.Option(help="What the person signs in with.")],
    role: Annotated[list[Role], typer.Option(help="What the person does here; give it once for each role.")],
    time_zone: Annotated[str, typer.Option(help="Of a new agency, such as America/Los_Angeles.")] = "",
    password_stdin: Annotated[bool, typer.Option("--password-stdin", help="Read the password from a pipe.")] = False,
) -> None:
    """Add an account, and its agency when that is new. Asks for the first password."""
    migrate()
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else _asked_password()
    at = clock.now()
    try:
        with Database(Settings().database_url).writing() as db:
            home = _agency(db, agency, time_zone, at)
            people.add_account(db, None, agency=home, name=name, email=email, roles=set(role), password=password, at=at)
    except ProblemsError as error:
        typer.echo("\n".join(error.problems.values()), err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{name} can sign in as {email}.")


def _asked_password() -> str:
    typed: str = typer.prompt("Password, 15 characters or more", hide_input=True, confirmation_prompt=True)
    return typed


def _agency(db: Session, name: str, time_zone: str, at: datetime) -> Agency:
    found = db.exec(select(Agency).where(col(Agency.name) == name)).first()
    if found is None:
        return people.add_agency(db, name=name, time_zone=time_zone, at=at)
    if found.invented:
        raise ProblemsError({"agency": "This agency is a demonstration, where anybody can sign in. Name another one."})
    return found


@profile_commands.command("check")
def check_profiles(path: ProfilesPath = OUR_PROFILES) -> None:
    """Say whether the data files are in order or, by file and line, what is wrong with them. Needs no database."""
    typer.echo(words.in_order(_library(path, problems_to_stderr=False)))


@profile_commands.command("load")
def load_profiles(path: ProfilesPath = OUR_PROFILES) -> None:
    """Put the data files into the database. Changed words become new versions; one problem, and nothing is loaded."""
    library = _library(path)
    migrate()
    with Database(Settings().database_url).writing() as db:
        report = frameworks.load(db, library, at=clock.now())
    for mark, lines in (("new", report.made), ("known", report.known)):
        typer.echo("".join(f"{mark}: {line}\n" for line in lines), nl=False)


@profile_commands.command("show")
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
