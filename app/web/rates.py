"""How much one person may send in a while: far more than anybody does by hand, and less than a program gone wild.

Counts live in this process alone. Two processes of one installation count apart, and a restart begins anew; what
must hold across both, the tries of a sign-in, is counted in the database.
"""

import hashlib
import math
import time
from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

from fastapi import Request
from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from app.db import READ_METHODS
from app.web import csrf
from app.web.errors import TooFastError

Limits = tuple[RateLimitItem, ...]
# One form a second for a minute, or twenty at once.
WRITES: Limits = (RateLimitItemPerMinute(60), RateLimitItemPerSecond(20, 10))
# A sheet saves each tap by itself. Whoever taps twice a second from the first element to the last sends 120 a minute.
TAPS: Limits = (RateLimitItemPerMinute(240), RateLimitItemPerSecond(60, 10))
# An office shares one network address, and its people forget few passwords in an hour.
ASKS_AT_DOOR: Limits = (RateLimitItemPerHour(100),)
# An address with a secret of 256 bits in it is not guessed. Programs of a whole office that go on asking for one that
# is revoked use up nothing but this.
SECRETS: Limits = (RateLimitItemPerHour(1200),)
# A calendar program asks a few times an hour at most; somebody may read one calendar in several.
FEEDS: Limits = (RateLimitItemPerHour(60),)

_saving_themselves: set[Any] = set()
Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])


class Rates:
    """The counts of one program."""

    def __init__(
        self, writes: Limits = WRITES, taps: Limits = TAPS, asks: Limits = ASKS_AT_DOOR, secrets: Limits = SECRETS,
        feeds: Limits = FEEDS,
    ) -> None:  # fmt: skip
        self._limits = {"write": writes, "tap": taps, "ask": asks, "secret": secrets, "feed": feeds}
        self._counter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._one_at_a_time = Lock()

    def seconds_to_wait(self, kind: str, person: str) -> int:
        """None to wait, or how many; what has to wait is not counted."""
        # Between looking and counting no other thread may look.
        with self._one_at_a_time:
            full = [one for one in self._limits[kind] if not self._counter.test(one, kind, person)]
            if full:
                until = max(self._counter.get_window_stats(one, kind, person).reset_time for one in full)
                return max(1, math.ceil(until - time.time()))
            for one in self._limits[kind]:
                self._counter.hit(one, kind, person)
        return 0


def saves_itself(endpoint: Endpoint) -> Endpoint:
    """Marks a route that script calls while somebody works, and not only when a button is pressed."""
    _saving_themselves.add(endpoint)
    return endpoint


async def paced(request: Request) -> None:
    """Comes before everything else of a route, so that whoever is too fast takes no turn to write.

    Browsers are told apart by their sign-in, and never by an address that a proxy or a browser can name. Who has none
    is nobody here: signing in has limits of its own.
    """
    secret = request.cookies.get(csrf.cookie_name(request))
    if secret:
        pace(request, hashlib.sha256(secret.encode()).hexdigest())


def pace(request: Request, who: str) -> None:
    """Count this change for a browser or a person. Raises TooFastError when there were too many lately."""
    if request.method in READ_METHODS:
        return
    rates: Rates = request.app.state.rates
    kind = "tap" if request.scope["endpoint"] in _saving_themselves else "write"
    seconds = rates.seconds_to_wait(kind, who)
    if seconds:
        raise TooFastError(seconds)
