"""`ninestep worker`: tell people what waits for them, in a process beside the one that serves."""

import signal
from typing import Annotated

import typer

from app import clock
from app.cli.mail import NO_SERVER
from app.cli.schema import upgrade
from app.db import Database
from app.reminders.worker import Worker
from app.settings import Settings


def worker(once: Annotated[bool, typer.Option("--once", help="Work once and stop, as from cron.")] = False) -> None:
    """Write the digests that are due and send the mail that waits, every minute, until it is stopped."""
    settings = Settings()
    if not settings.sends_mail:
        typer.echo(NO_SERVER, err=True)
        raise typer.Exit(1)
    database = Database(settings.database_url)
    working = Worker(database, settings, now=clock.now, prepare=lambda: upgrade(settings.database_url))
    if once:
        is_done = working.round()
        database.engine.dispose()
        raise typer.Exit(0 if is_done else 1)
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda _sign, _frame: working.stop())
    working.run()
    database.engine.dispose()
