"""`ninestep mail`: hand over to the mail server what waits to be sent."""

import typer

from app import clock
from app.cli.schema import upgrade
from app.db import Database
from app.mailing import send_waiting
from app.settings import Settings

commands = typer.Typer(help="Mail.", no_args_is_help=True)
NO_SERVER = "Set NINESTEP_SMTP_URL and NINESTEP_MAIL_FROM to send mail."


@commands.callback()
def mail() -> None:
    """Mail that waits to be sent."""


@commands.command("send")
def send_mail() -> None:
    """Send the mail that waits. Run it every minute, for example from cron."""
    settings = Settings()
    if not settings.sends_mail:
        typer.echo(NO_SERVER, err=True)
        raise typer.Exit(1)
    upgrade(settings.database_url)
    database = Database(settings.database_url)
    sent, left = send_waiting(database, settings, now=clock.now)
    database.engine.dispose()
    typer.echo(f"Sent: {sent}. Not sent, to be tried again: {left}.")
    if left:
        raise typer.Exit(1)
