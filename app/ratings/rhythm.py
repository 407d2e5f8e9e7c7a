"""When a self-assessment is due under a rhythm that can change and pause, and when a sealed pair lapses.

Every page, mail and calendar asks `standing`: nowhere else is it decided what is due.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

# A month with fewer days of work asks for nothing: there is too little of it to look back at.
LEAST_DAYS = 14
# What the forms offer: monthly at first, less often once a practice stands.
RHYTHMS = {1: "every month", 2: "every 2 months", 3: "every 3 months"}


@dataclass(frozen=True)
class Step:
    """From this month on, so many months lie between two self-assessments."""

    month: date
    every: int


@dataclass(frozen=True)
class Pause:
    """Days on which an agreement rests, both ends counted; without a last day no end is set."""

    first: date
    last: date | None

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Rhythm:
    """What two people agreed for one profile, from the day on which coaching began.

    The first step is what was signed, whenever its month; the others stand in the order in which they were set, and
    the later word counts from its month on.
    """

    since: date
    steps: tuple[Step, ...]
    pauses: tuple[Pause, ...] = ()

    def every(self, month: date) -> int:
        return next((step.every for step in reversed(self.steps) if step.month <= month), self.steps[0].every)


@dataclass(frozen=True)
class Standing:
    """How one profile stands today.

    At most one of `due_by` and `overdue_since` is set, and neither in a pause or of a month that asks for nothing.
    `next_by` is the day by which the next one is asked for, now or later, and none while a pause without an end is in
    its way. `back_on` is the first day after a pause that holds today, where one is set.
    """

    done_on: date | None
    due_by: date | None
    overdue_since: date | None
    next_by: date | None
    is_paused: bool
    back_on: date | None

    @property
    def asked_by(self) -> date | None:
        return self.due_by or self.overdue_since


def rhythm_words(months: int) -> str:
    """Also of what was agreed when the forms offered more."""
    return RHYTHMS.get(months, f"every {months} months")


def end_of_month(day: date) -> date:
    following = day.replace(day=28) + timedelta(days=4)
    return following - timedelta(days=following.day)


def months_later(day: date, count: int) -> date:
    """The first day of the month so many months after the day's own."""
    number = day.year * 12 + day.month - 1 + count
    return date(number // 12, number % 12 + 1, 1)


def month_of(day: date) -> date:
    """The first day of the day's month, by which a pair is known."""
    return day.replace(day=1)


def lapse_day(month: date) -> date:
    """The day on which the seal of this month's pair lifts, whoever has rated: a whole month later."""
    return months_later(month, 2)


def standing(rhythm: Rhythm, *, last: date | None, today: date, known: date | None = None) -> Standing:
    """What is done, due or overdue today: `last` is the day of the newest self-assessment of all.

    `known` is the newest one that the reader may know of; nothing but `done_on` hangs on it.
    """
    back = back_on(today, rhythm.pauses)
    is_paused = back != today
    due = next_due(rhythm, last=last, today=today)
    asked = None if is_paused or due is None or due > end_of_month(today) else due
    return Standing(
        done_on=known,
        due_by=asked if asked and asked >= today else None,
        overdue_since=asked if asked and asked < today else None,
        next_by=due if back else None,
        is_paused=is_paused,
        back_on=back if is_paused else None,
    )


def next_due(rhythm: Rhythm, *, last: date | None, today: date) -> date | None:
    """The day by which the next self-assessment is asked for, in the month in which it falls.

    What is open when a month passes that asks for nothing moves to the first month that asks again; a pause that
    takes no month away moves nothing. A pause that has not begun moves nothing that is overdue today.
    """
    month = first_due(rhythm, last=last)
    if month is None:
        return None
    begun = tuple(pause for pause in rhythm.pauses if pause.first <= today)
    passed = (months_later(month, count) for count in range(1, months_between(month, today) + 1))
    rested = [one for one in passed if not asks(one, begun)]
    moved = _next_asking(months_later(rested[-1], 1), rhythm.pauses) if rested else month
    return due_day(moved, rhythm.pauses) if moved else None


def first_due(rhythm: Rhythm, *, last: date | None) -> date | None:
    """The month for which the next self-assessment is asked, by the rhythm in force in that month.

    The first one falls in the month in which coaching began, each later one so many months after the one before.
    """
    began = month_of(rhythm.since)
    if last is None or last < began:
        return _next_asking(began, rhythm.pauses)
    month = _next_asking(months_later(last, 1), rhythm.pauses)
    while month and months_between(last, month) < rhythm.every(month):
        month = _next_asking(months_later(month, 1), rhythm.pauses)
    return month


def falls_due_in(month: date, rhythm: Rhythm, *, last: date | None) -> bool:
    """Whether a self-assessment is due in this month, `last` being the newest one from before it."""
    due = first_due(rhythm, last=last)
    return due is not None and due <= month and month >= month_of(rhythm.since) and asks(month, rhythm.pauses)


def asks(month: date, pauses: Collection[Pause]) -> bool:
    """Whether a month asks for anything: its days of work alone decide, whichever they are."""
    return len(_at_work(month, pauses)) >= LEAST_DAYS


def due_day(month: date, pauses: Collection[Pause]) -> date:
    """The last day of a month that asks; where a pause holds that day, the last one before the pause."""
    return _at_work(month, pauses)[-1]


def back_on(day: date, pauses: Collection[Pause]) -> date | None:
    """The first day of work from this day on: the day itself outside every pause, none where no end is set."""
    for pause in sorted(pauses, key=lambda one: one.first):
        if pause.holds(day):
            if pause.last is None:
                return None
            day = pause.last + timedelta(days=1)
    return day


def months_between(first: date, then: date) -> int:
    return (then.year - first.year) * 12 + then.month - first.month


def _at_work(month: date, pauses: Collection[Pause]) -> list[date]:
    days = (month.replace(day=number) for number in range(1, end_of_month(month).day + 1))
    return [day for day in days if not any(pause.holds(day) for pause in pauses)]


def _next_asking(month: date, pauses: Collection[Pause]) -> date | None:
    while not asks(month, pauses):
        if any(pause.last is None and pause.first <= month for pause in pauses):
            return None
        month = months_later(month, 1)
    return month
