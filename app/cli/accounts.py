"""`ninestep account`: the first account of an agency, and any other."""

import sys
from datetime import datetime
from typing import Annotated

import typer
from sqlmodel import Session, col, select

from app import clock
from app.cli.schema import upgrade
from app.db import Database
from app.people import actions as people
from app.people import entry, links
from app.people.models import Agency, LinkKind
from app.people.permits import Role
from app.people.queries import open_account_named
from app.settings import Settings
from app.web.errors import ProblemsError

commands = typer.Typer(help="Accounts.", no_args_is_help=True)

_ENDURES = {LinkKind.INVITATION: "72 hours", LinkKind.RESET: "30 minutes"}


@commands.command("add")
def add_account(
    agency: Annotated[str, typer.Option(help="The agency's name. A new one is made when there is none.")],
    name: Annotated[str, typer.Option(help="The person's name, first name first.")],
    email: Annotated[str, typer.Option(help="What the person signs in with.")],
    role: Annotated[list[Role], typer.Option(help="What the person does here; give it once for each role.")],
    time_zone: Annotated[str, typer.Option(help="Of a new agency, such as America/Los_Angeles.")] = "",
    password_stdin: Annotated[bool, typer.Option("--password-stdin", help="Read the password from a pipe.")] = False,
) -> None:
    """Add an account, and its agency when that is new. Asks for the first password."""
    upgrade(Settings().database_url)
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


@commands.command("link")
def make_link(email: Annotated[str, typer.Option(help="What the person signs in with.")]) -> None:
    """Print a link with which one person sets a password, to be handed over in person. It works once."""
    settings, at = Settings(), clock.now()
    upgrade(settings.database_url)
    database = Database(settings.database_url)
    with database.writing() as db:
        account = open_account_named(db, email.strip().lower())
        made = entry.make_link_for(db, account, at=at) if account else None
    database.engine.dispose()
    if made is None:
        typer.echo("No open account has this address.", err=True)
        raise typer.Exit(1)
    kind, token = made
    typer.echo(links.address_of(settings.origin, token))
    typer.echo(f"It works once, within {_ENDURES[kind]}.", err=True)


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
