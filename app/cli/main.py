"""`ninestep`: serving the program, the demonstration, and the other commands by name."""

import os
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from app import clock, logs
from app.cli import accounts, mail, profiles, statistics, trail
from app.cli.schema import upgrade
from app.cli.worker import worker
from app.db import Database
from app.demo import build
from app.demo.cast import CAST
from app.settings import ROOT, Settings, is_loopback

# A traceback with local values could put a password on a screen or into a log.
app = typer.Typer(
    help="Ninestep: practice-profile coaching and fidelity tracking.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
)
app.add_typer(accounts.commands, name="account")
app.add_typer(mail.commands, name="mail")
app.add_typer(profiles.commands, name="profiles")
app.add_typer(trail.commands, name="audit")
app.add_typer(statistics.commands, name="statistics")
app.command()(worker)


@app.callback()
def before_each_command() -> None:
    logs.configure(Settings().log_format)


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8000,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
) -> None:
    """Bring the database up to date and serve the program."""
    settings = Settings()
    if not (settings.is_encrypted or is_loopback(host)):
        # Cookies without Secure, sent over a network, would hand a sign-in to whoever listens.
        typer.echo("Set NINESTEP_ORIGIN to the https address people use, or listen on 127.0.0.1 alone.", err=True)
        raise typer.Exit(1)
    upgrade(settings.database_url)
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
    # Left to itself the server believes anything on this machine that says where a request comes from.
    proxy = Settings().trusted_proxy
    uvicorn.run(
        target, factory=True, host=host, port=port, access_log=False, server_header=False, log_level="warning",
        proxy_headers=bool(proxy), forwarded_allow_ips=proxy or None,
    )  # fmt: skip


@app.command()
def migrate() -> None:
    """Bring the database up to date."""
    upgrade(Settings().database_url)
