"""The loop that tells people: every minute it writes the digests that are due and sends the mail that waits."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Event, Thread

import structlog

from app import clock
from app.db import Database
from app.mailing import send_waiting
from app.reminders.digests import write_digests
from app.settings import Settings

log = structlog.get_logger()

EVERY = 60.0  # seconds
# So long a program that ends waits for the message that is under way.
PATIENCE = 5.0


class Worker:
    """One loop, in a process of its own or as a thread of the server. Any number of them may run at once."""

    def __init__(
        self, database: Database, settings: Settings, *, now: Callable[[], datetime] | None = None,
        prepare: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        self._database, self._settings = database, settings
        self._now = now or clock.now
        self._prepare, self._is_prepared = prepare, False
        self._stop = Event()
        self._thread: Thread | None = None

    def round(self) -> bool:
        """Everything there is to do once, and whether nothing was left over. What fails is told without a name."""
        try:
            return self._all_at_once()
        # The database or the other server may be away for a while. The next round finds what this one has left.
        except Exception as error:
            log.warning("worker could not work", kind=type(error).__name__)
            return False

    def run(self) -> None:
        """Work until somebody says stop."""
        log.info("worker began")
        while not self._stop.is_set():
            self.round()
            self._stop.wait(EVERY)
        log.info("worker ended")

    def start(self) -> None:
        self._thread = Thread(target=self.run, name="worker", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End after the message that is under way. A thread is waited for a little, and then left to end with us."""
        self._stop.set()
        if self._thread:
            self._thread.join(PATIENCE)

    def _all_at_once(self) -> bool:
        if not self._is_prepared:
            self._prepare()
            self._is_prepared = True
        over = self._stop.is_set
        written, failed = write_digests(self._database, origin=self._settings.origin, now=self._now, is_over=over)
        sent, left = send_waiting(self._database, self._settings, now=self._now, is_over=over)
        if written or failed or sent or left:
            log.info("worker worked", written=written, failed=failed, sent=sent, left=left)
        return not failed and not left


@contextmanager
def working_beside(settings: Settings) -> Iterator[None]:
    """A worker in a thread of the server for as long as it serves, where the settings say so."""
    if not settings.worker_in_process:
        yield
        return
    # A database of its own: its connections are none of the requests' places.
    database = Database(settings.database_url)
    worker = Worker(database, settings)
    worker.start()
    try:
        yield
    finally:
        worker.stop()
        database.engine.dispose()
