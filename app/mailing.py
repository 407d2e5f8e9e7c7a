"""Handing mail over to the mail server that the settings name."""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from email.message import EmailMessage

from app.db import Database
from app.outbox import deliver
from app.settings import MailServer, Settings, is_loopback

PATIENCE = 20  # seconds, for each answer of the mail server


def send_waiting(
    database: Database, settings: Settings, *, now: Callable[[], datetime], is_over: Callable[[], bool] = lambda: False
) -> tuple[int, int]:
    """Send what waits; how many messages left, and how many did not. Without a mail server nothing is tried."""
    server = MailServer.of(settings.smtp_url) if settings.sends_mail else None
    if server is None:
        return 0, 0

    def send(message: EmailMessage) -> None:
        with connected(server) as smtp:
            smtp.send_message(message)

    return deliver(database.writing, send, sender=settings.mail_from, now=now, is_over=is_over)


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
