"""How guessing a password is slowed: never so that a stranger could keep somebody out for good."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

FREE_TRIES = 5
PAUSES = (1, 2, 4, 8, 16, 25)
# So many in a day, or so many without a right one between them, and only a link opens the account.
MOST_IN_A_DAY = 20
MOST_IN_A_ROW = 100
# An office shares one network address, so this is far more than one person's slips.
MOST_OF_A_CLIENT = 100
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass(frozen=True)
class Hindrance:
    """Why nothing is tried now, and after how many seconds it may be."""

    sentence: str
    seconds: int
    # Not the typed address is slowed, but the network that tries many.
    is_of_client: bool = False


def hindrance(of_subject: Sequence[datetime], of_client: Sequence[datetime], now: datetime) -> Hindrance | None:
    """What keeps the next try waiting, if anything.

    `of_subject` are the wrong tries for one typed address since the last right one, the newest first, and
    MOST_IN_A_ROW of them are enough; `of_client` those from one network address within the hour, in the same order.
    """
    today = [at for at in of_subject if now - at < DAY]
    if len(of_subject) >= MOST_IN_A_ROW:
        return _link_only(DAY)
    if len(today) >= MOST_IN_A_DAY:
        return _link_only(today[MOST_IN_A_DAY - 1] + DAY - now)
    if len(of_client) >= MOST_OF_A_CLIENT:
        return _of_client(of_client[MOST_OF_A_CLIENT - 1] + HOUR - now)
    return _pause(today, now)


def _pause(today: Sequence[datetime], now: datetime) -> Hindrance | None:
    if len(today) < FREE_TRIES:
        return None
    pause = PAUSES[min(len(today) - FREE_TRIES, len(PAUSES) - 1)]
    seconds = ceil((today[0] + timedelta(seconds=pause) - now).total_seconds())
    if seconds <= 0:
        return None
    return Hindrance(f"That was wrong a few times. Wait {_counted(seconds, 'second')}, then try again.", seconds)


def _link_only(left: timedelta) -> Hindrance:
    sentence = "There were too many wrong tries for this address. A link that sets a new password opens it again."
    return Hindrance(sentence, max(1, ceil(left.total_seconds())))


def _of_client(left: timedelta) -> Hindrance:
    seconds = max(1, ceil(left.total_seconds()))
    minutes = _counted(ceil(seconds / 60), "minute")
    return Hindrance(f"There were many wrong tries from your network. Wait {minutes}, then try again.", seconds, True)


def _counted(count: int, unit: str) -> str:
    return f"{count} {unit}{'' if count == 1 else 's'}"
