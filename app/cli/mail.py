"""`ninestep mail`: hand over to the mail server what waits to be sent."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

import typer

from app import clock
from app.cli.schema import upgrade
from app.db import Database
from app.outbox import deliver
from app.settings import MailServer, Settings, is_loopback

commands = typer.Typer(help="Mail.", no_args_is_help=True)

PATIENCE = 20  # seconds, for each answer of the mail server


@commands.callback()
def mail() -> None:
    """Mail that waits to be sent."""


@commands.command("send")
def send_mail() -> None:
    """Send the mail that waits. Run it every minute, for example from cron."""
    settings = Settings()
    server = MailServer.of(settings.smtp_url) if settings.sends_mail else None
    if server is None:
        typer.echo("Set NINESTEP_SMTP_URL and NINESTEP_MAIL_FROM to send mail.", err=True)
        raise typer.Exit(1)
    upgrade(settings.database_url)
    database = Database(settings.database_url)
    sent, left = _deliver(database, server, settings.mail_from)
    database.engine.dispose()
    typer.echo(f"Sent: {sent}. Not sent, to be tried again: {left}.")
    if left:
        raise typer.Exit(1)


def _deliver(database: Database, server: MailServer, sender: str) -> tuple[int, int]:
    def send(message: EmailMessage) -> None:
        with connected(server) as smtp:
            smtp.send_message(message)

    return deliver(database.writing, send, sender=sender, now=clock.now)


@contextmanager
def connected(server: MailServer) -> Iterator[smtplib.SMTP]:
    """The mail server, spoken to in secret; on this machine alone it may be in the open."""
    context = ssl.create_default_context()
    if server.is_encrypted:
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE, context=context)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=PATIENCE)
    with smtp:
        if not server.is_encrypted and not is_loopback(server.host):
            smtp.starttls(context=context)
        if server.user:
            smtp.login(server.user, server.password)
        yield smtp
