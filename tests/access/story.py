"""Who sees what, told a second time: the promises of the agreement on plain lists of facts.

Nothing here knows a table, a window or a query. The state machine beside it lives the same story in the program and
in this model, and compares what each person may see.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.people.models import Earlier, Part
from app.people.permits import Level

ZONE = ZoneInfo("America/Los_Angeles")
WORKER = "sol"
COACHES = ("theo", "cora", "sue")
SUPERVISORS = ("stan", "sue")
EVERYTHING = frozenset({"activity", "points", "notes", "goal words", "goal points"})
# What each level opens to a supervisor, and to a new coach of the earlier record.
OPENED = {
    Level.ACTIVITY: frozenset({"activity"}),
    Level.GOALS: frozenset({"activity", "goal words"}),
    Level.POINTS: frozenset({"activity", "points"}),
    Level.RATINGS: EVERYTHING,
}
A_YEAR = timedelta(days=366)
A_MONTH = timedelta(days=30)
# What is open, and until when it is seen what becomes of it.
View = tuple[frozenset[str], datetime]
LATEST = datetime.max.replace(tzinfo=ZONE)


class No(Exception):
    """The story refuses this."""


@dataclass
class Wording:
    number: int
    supervisor: str | None
    level: Level
    signed: set[Part] = field(default_factory=set)
    withdrawn: bool = False
    counts_from: datetime | None = None
    signed_on: date | None = None
    signed_in: str = ""

    @property
    def waits(self) -> bool:
        return self.counts_from is None and not self.withdrawn

    @property
    def missing(self) -> set[Part]:
        """Whose signature it wants; what was narrowed wants none."""
        if self.counts_from is not None and Part.WORKER not in self.signed:
            return set()
        needed = {Part.WORKER, Part.COACH} | ({Part.SUPERVISOR} if self.supervisor else set())
        return needed - self.signed


@dataclass
class Pact:
    """An agreement, in which somebody coaches the worker of the story."""

    coach: str
    first_day: date
    last_day: date | None
    rhythms: dict[str, int]
    wordings: list[Wording]
    earlier: Earlier = Earlier.NOTHING
    opens: datetime | None = None
    closes: datetime | None = None
    # The next agreement, which ended this one, and the last day from before.
    cut_by: "Pact | None" = field(default=None, compare=False, repr=False)
    uncut: date | None = None

    @property
    def newest(self) -> Wording:
        return self.wordings[-1]

    @property
    def counting(self) -> list[Wording]:
        return [wording for wording in self.wordings if wording.counts_from is not None]

    def has_ended(self, now: datetime) -> bool:
        return self.closes is not None and self.closes <= now

    def runs(self, now: datetime) -> bool:
        return self.opens is not None and self.opens <= now and not self.has_ended(now)

    def covers(self, at: datetime) -> bool:
        return self.opens is not None and self.opens <= at and (self.closes is None or at < self.closes)

    def has_begun(self, now: datetime) -> bool:
        return self.opens is not None and self.opens <= now and (self.closes is None or self.opens < self.closes)


@dataclass
class Seal:
    """What one month of one profile waits for: both sides, or the end of the month after it."""

    coach_of: str
    profile: str
    lifts: datetime
    worker: bool = False
    coach: bool = False

    @property
    def has_begun(self) -> bool:
        return self.worker or self.coach

    def is_closed(self, now: datetime) -> bool:
        return not (self.worker and self.coach) and now < self.lifts


@dataclass
class Record:
    """One version of an assessment or, without a day, a goal.

    `at` is when the first version was submitted, `came` when this one was, and `gone` when something took its place.
    `wanted` is what waits for approval: another point, or 0 for a withdrawal.
    """

    author: str
    profile: str
    at: datetime
    day: date | None = None
    point: int = 0
    seal: Seal | None = None
    amended: datetime | None = None
    gone: datetime | None = None
    is_withdrawn: bool = False
    wanted: int | None = None
    # Of a goal: when somebody looked back at it, and which point that look back says.
    ended: datetime | None = None
    said: int = 0

    @property
    def came(self) -> datetime:
        return self.amended or self.at


class Story:
    def __init__(self, now: datetime) -> None:
        self.now = now
        self.pacts: list[Pact] = []
        self.assessments: list[Record] = []
        self.goals: list[Record] = []
        # By coach, profile and month: a pair is of two people, however often they renew their agreement.
        self.seals: dict[tuple[str, str, date], Seal] = {}
        self.left: set[str] = set()
        began = date(2025, 10, 1)
        self.jobs = {WORKER: [(began, "south")], "stan": [(began, "south")], "sue": [(began, "north")]}

    # What people do. Each raises No, and then nothing has changed.

    def draft(self, pact: Pact, *, knows_units: bool) -> None:
        """A coach knows names and no units, and may name a supervisor who then cannot sign."""
        self._refuse_wording(pact.newest, pact.last_day, pact.first_day, knows_units=knows_units)
        self.pacts.append(pact)

    def change_draft(self, pact: Pact, *, supervisor: str | None, level: Level, last_day: date | None) -> None:
        if pact.opens is not None:
            raise No
        wording = Wording(pact.newest.number + 1, supervisor, level)
        self._refuse_wording(wording, last_day, pact.first_day)
        pact.newest.withdrawn = True
        pact.wordings.append(wording)
        pact.last_day = last_day

    def remove(self, pact: Pact) -> None:
        if pact.opens is not None:
            raise No
        self.pacts.remove(pact)

    def sign(self, person: str, pact: Pact, number: int, earlier: Earlier) -> None:
        wording, was_draft = pact.newest, pact.opens is None
        named = {Part.WORKER: WORKER, Part.COACH: pact.coach, Part.SUPERVISOR: wording.supervisor}
        parts = {part for part, who in named.items() if who == person}
        if pact.has_ended(self.now) or wording.number != number or wording.withdrawn or not parts:
            raise No
        if was_draft and (self._is_over(pact.last_day, pact.first_day) or self.left & {WORKER, pact.coach}):
            raise No
        if was_draft and Part.WORKER in parts:
            self._days_of(pact)
        missing = parts & wording.missing
        if Part.SUPERVISOR in missing and not self.supervises(person):
            missing -= {Part.SUPERVISOR}
            if not missing:
                raise No
        signed = wording.signed | missing
        if was_draft and {Part.WORKER, Part.COACH} <= signed:
            self._open(pact)
        if was_draft and Part.WORKER in parts:
            pact.earlier = earlier
        wording.signed = signed
        self._count(pact, wording)

    def narrow(self, person: str, pact: Pact, level: Level) -> None:
        self._refuse_unless_begun_or_ahead(pact)
        if pact.counting and person not in (WORKER, pact.coach, pact.counting[-1].supervisor):
            raise No
        if not pact.counting or level > pact.counting[-1].level:
            raise No
        now_counts = pact.counting[-1]
        if level == now_counts.level:
            return
        self._drop_offer(pact)
        assert pact.opens is not None
        pact.wordings.append(
            Wording(
                pact.newest.number + 1, now_counts.supervisor, level, signed_on=now_counts.signed_on,
                signed_in=now_counts.signed_in, counts_from=max(self.now, pact.opens),
            )
        )  # fmt: skip

    def offer(self, person: str, pact: Pact, supervisor: str, level: Level) -> None:
        self._refuse_unless_begun_or_ahead(pact)
        waits = pact.newest.waits and (pact.newest.supervisor, pact.newest.level) == (supervisor, level)
        if not waits and (level <= self._shared_now(pact, supervisor) or not self.supervises(supervisor)):
            raise No
        if not waits:
            self._drop_offer(pact)
            pact.wordings.append(Wording(pact.newest.number + 1, supervisor, level))
        self.sign(person, pact, pact.newest.number, Earlier.NOTHING)

    def take_back(self, pact: Pact) -> None:
        self._refuse_unless_begun_or_ahead(pact)
        self._drop_offer(pact)

    def end_now(self, pact: Pact) -> None:
        if not pact.has_ended(self.now):
            pact.closes, pact.last_day = self.now, max(self.today, pact.first_day)
            self._give_back(pact)

    def end_on(self, pact: Pact, day: date) -> None:
        if (
            pact.has_ended(self.now)
            or day < max(pact.first_day, self.today)
            or (pact.last_day is not None and day > pact.last_day)
        ):
            raise No
        pact.last_day, pact.closes = day, midnight_after(day)

    def move(self, person: str, unit: str, day: date) -> None:
        if any(since >= day for since, _ in self.jobs[person]):
            raise No
        self.jobs[person].append((day, unit))

    def submit(self, author: str, profile: str, day: date, point: int) -> Record:
        pact = self.pact
        if any((one.author, one.profile, one.day) == (author, profile, day) for one in self.standing):
            raise No
        if author != WORKER and not (self.coached_by(author) and self._ever_coached_on(author, day)):
            raise No
        record = Record(author, profile, self.now, day, point, self._seal_for(pact, profile, day))
        self.assessments.append(record)
        if record.seal:
            self._open_side(record.seal, author)
        return record

    def change(self, record: Record, point: int) -> Record | None:
        """Amend to this point, or withdraw with none: at once, or once somebody has approved; gives a new version."""
        if record.gone or record.wanted is not None or not self._writes(record.author):
            raise No
        if self.now > record.at + A_MONTH:
            record.wanted = point
            return None
        return self._change(record, point)

    def approve(self, person: str, record: Record) -> Record | None:
        if record.wanted is None or not self.supervises(person) or person == record.author:
            raise No
        if not self._writes(record.author):
            raise No
        return self._change(record, record.wanted)

    def decline(self, person: str, record: Record) -> None:
        if record.wanted is None or not self.supervises(person) or person == record.author:
            raise No
        record.wanted = None

    def _writes(self, author: str) -> bool:
        return author == WORKER or (self.pact is not None and self.pact.coach == author)

    def _change(self, record: Record, point: int) -> Record | None:
        record.gone, record.is_withdrawn, record.wanted = self.now, not point, None
        if point:
            again = Record(record.author, record.profile, record.at, record.day, point, record.seal, self.now)
            self.assessments.append(again)
            return again
        if record.seal and record.seal.is_closed(self.now):
            self._take_side_back(record.seal, record.author)
        return None

    def _take_side_back(self, seal: Seal, author: str) -> None:
        is_in = any(one.seal is seal and (one.author == WORKER) == (author == WORKER) for one in self.standing)
        if author == WORKER:
            seal.worker = is_in
        else:
            seal.coach = is_in

    def declare(self, person: str, seal: Seal) -> None:
        if not seal.is_closed(self.now):
            return
        if not (seal.coach if person == WORKER else seal.worker):
            raise No
        self._open_side(seal, person)

    def propose(self, author: str, profile: str) -> Record:
        if self.point_to_go_from(profile) is None or self.waits_for_opening(profile):
            raise No
        self.goals.append(Record(author, profile, self.now))
        return self.goals[-1]

    def look_back(self, goal: Record, point: int) -> None:
        if goal.ended is None:
            if self.waits_for_opening(goal.profile):
                raise No
            goal.ended, goal.said = self.now, point
        elif goal.said != point:
            # Sent again it is the same; other words come too late.
            raise No

    # What can be seen.

    def last_said(self, person: str, profile: str) -> set[int]:
        """The point of the newest look back that this person may read; of two in one instant either, and {} for none.

        Who may not read the goal reads no look back at it, and who came or went between reads none either.
        """
        read = [
            (goal.ended, goal.said) for goal in self.goals
            if goal.profile == profile and goal.ended
            and all("goal points" in self.opened(person, at) for at in (goal.at, goal.ended))
        ]  # fmt: skip
        newest = max((ended for ended, _ in read), default=None)
        return {said for ended, said in read if ended == newest}

    def sees(self, person: str, record: Record, aspect: str) -> bool:
        """Whether this person may see this of a record at this moment."""
        if aspect not in self.opened(person, record.at, record.came):
            return False
        hides = aspect in ("points", "notes") and record.author != person
        return not (hides and self.is_sealed(record))

    def sees_with_all(self, person: str, record: Record) -> bool:
        """Whether its points are open on the pages that show both sides one picture."""
        return "points" in self.opened(person, record.at, record.came) and not self.is_sealed(record)

    def counts(self, person: str, record: Record, aspect: str) -> bool:
        """Whether of this assessment it is the version that this person has to go by."""
        views = self._views(person, record.at)
        return any(aspect in opened and _stands(record, until) for opened, until in views)

    def counts_with_all(self, person: str, record: Record) -> bool:
        return self.counts(person, record, "points") and not self.is_sealed(record)

    def is_listed(self, person: str, record: Record) -> bool:
        is_gone = record.is_withdrawn and self.sees(person, record, "activity")
        return is_gone or self.counts(person, record, "activity")

    def may_open_pair(self, person: str, record: Record) -> bool:
        """The page is of the two who rate: what a supervisor shares is the ratings, and not this page of theirs."""
        if person in self.left or person == WORKER:
            return person == WORKER and person not in self.left
        return any(opened == EVERYTHING and record.came < until for opened, until in self._of_coach(person, record.at))

    def opened(self, person: str, at: datetime, came: datetime | None = None) -> frozenset[str]:
        """All that is open to this person of what was submitted at that instant, whatever is sealed.

        Of something amended it is the version that came then: whose sight had ended by then learns nothing of it.
        """
        views = self._views(person, at)
        return frozenset().union(*(opened for opened, until in views if (came or at) < until))

    def coached_by(self, person: str) -> bool:
        return person not in self.left and self.pact is not None and self.pact.coach == person

    def is_sealed(self, record: Record) -> bool:
        return record.seal is not None and record.seal.is_closed(self.now)

    def waits_for_opening(self, profile: str) -> bool:
        closed = [seal for seal in self.seals.values() if seal.has_begun and seal.is_closed(self.now)]
        coach = self.pact.coach if self.pact else None
        return any(seal.profile == profile and seal.coach_of == coach for seal in closed)

    def latest(self, profile: str) -> tuple[int | None, int | None]:
        """The newest coach's and own point that the worker and the present coach can both see."""
        pact, of_profile = self.pact, [one for one in self.assessments if one.profile == profile]
        read = [one for one in of_profile if (self._reads(pact, one) if pact else one.gone is None)]
        shared = [one for one in read if not self.is_sealed(one)]
        newest = sorted(shared, key=lambda one: (one.day or date.min, one.at))
        coach = [one.point for one in newest if one.author != WORKER]
        own = [one.point for one in newest if one.author == WORKER]
        return (coach[-1] if coach else None), (own[-1] if own else None)

    def point_to_go_from(self, profile: str) -> int | None:
        coach, own = self.latest(profile)
        return coach if coach is not None else own

    @property
    def pact(self) -> Pact | None:
        return next((pact for pact in self.pacts if pact.runs(self.now)), None)

    @property
    def today(self) -> date:
        return self.now.astimezone(ZONE).date()

    def unit_of(self, person: str, day: date) -> str:
        return [unit for since, unit in self.jobs[person] if since <= day][-1]

    def supervises(self, person: str) -> bool:
        is_supervisor = person in SUPERVISORS and person not in self.left
        return is_supervisor and self.unit_of(person, self.today) == self.unit_of(WORKER, self.today)

    @property
    def standing(self) -> list[Record]:
        return [one for one in self.assessments if one.gone is None]

    def _views(self, person: str, at: datetime) -> list[View]:
        if person in self.left:
            return []
        if person == WORKER:
            return [(EVERYTHING, LATEST)]
        return [*self._of_coach(person, at), *((opened, LATEST) for opened in self._of_supervisor(person, at))]

    def _will_supervise(self, person: str, first_day: date) -> bool:
        """Today, or on a first day that lies ahead."""
        first = max(first_day, self.today)
        is_there = person not in self.left and self.unit_of(person, first) == self.unit_of(WORKER, first)
        return self.supervises(person) or is_there

    def _of_coach(self, person: str, at: datetime) -> Iterator[View]:
        """What is open, and until when the coach learns what becomes of it: to the end of the last agreement."""
        pacts = self._as_coach(person)
        until = max((pact.closes or LATEST for pact in pacts), default=LATEST)
        for pact in pacts:
            assert pact.opens is not None
            if pact.covers(at):
                yield EVERYTHING, until
            if at < pact.opens and pact.earlier is Earlier.ALL:
                yield EVERYTHING, until
            if at < pact.opens and pact.earlier is Earlier.POINTS:
                yield OPENED[Level.POINTS], until

    def _of_supervisor(self, person: str, at: datetime) -> Iterator[frozenset[str]]:
        if self.supervises(person) and at >= self.now - A_YEAR:
            yield OPENED[Level.ACTIVITY]
        pact = self.pact
        so_far = [wording for wording in pact.counting if _counts(wording, at)] if pact else []
        if pact is None or not so_far or so_far[-1].supervisor != person or so_far[-1].level is Level.ACTIVITY:
            return
        since_then = pact.counting[pact.counting.index(so_far[-1]) :]
        level = min(one.level if one.supervisor == person else Level.ACTIVITY for one in since_then)
        if level > Level.ACTIVITY and self._stayed_together(person, so_far[-1]):
            yield OPENED[level]

    def _stayed_together(self, person: str, wording: Wording) -> bool:
        since = wording.signed_on
        if since is None:
            return False
        days = [since + timedelta(days=number) for number in range((self.today - since).days + 1)]
        return {self.unit_of(who, day) for who in (person, WORKER) for day in days} == {wording.signed_in}

    def _as_coach(self, person: str) -> list[Pact]:
        return [pact for pact in self.pacts if pact.coach == person and pact.has_begun(self.now)]

    def _ever_coached_on(self, person: str, day: date) -> bool:
        return any(_in_days(pact, day) for pact in self._as_coach(person))

    def _reads(self, pact: Pact, record: Record) -> bool:
        # Within a year, which a goal looks back.
        is_recent = record.day is not None and record.day >= a_year_before(self.today)
        views = self._of_coach(pact.coach, record.at)
        return is_recent and any("points" in opened and _stands(record, until) for opened, until in views)

    def _seal_for(self, pact: Pact | None, profile: str, day: date) -> Seal | None:
        if pact is None:
            return None
        key = (pact.coach, profile, day.replace(day=1))
        if key not in self.seals and profile in pact.rhythms and self._is_due(pact, profile, day):
            self.seals[key] = Seal(pact.coach, profile, lifts=midnight_after(_end_of_next_month(day)))
        return self.seals.get(key)

    def _is_due(self, pact: Pact, profile: str, day: date) -> bool:
        assert pact.opens is not None
        month, began = day.replace(day=1), pact.opens.astimezone(ZONE).date().replace(day=1)
        own = [one.day for one in self.standing if one.author == WORKER and one.profile == profile and one.day]
        before = [day for day in own if day < month]
        if month < began or self._is_done_already(pact, profile, month):
            return False
        return not before or max(before) < began or _months(max(before), month) >= pact.rhythms[profile]

    def _is_done_already(self, pact: Pact, profile: str, month: date) -> bool:
        """Whether the worker has done it this month, before this agreement began: there is nothing to wait for."""
        assert pact.opens is not None
        own = [one for one in self.standing if one.author == WORKER and one.profile == profile and one.day]
        return any(one.day and one.day.replace(day=1) == month and one.at < pact.opens for one in own)

    def _open_side(self, seal: Seal, person: str) -> None:
        if person == WORKER:
            seal.worker = True
        else:
            seal.coach = True

    def _refuse_wording(
        self, wording: Wording, last_day: date | None, first_day: date, *, knows_units: bool = True
    ) -> None:
        if wording.supervisor is None and wording.level is not Level.ACTIVITY:
            raise No
        if knows_units and wording.supervisor is not None and not self._will_supervise(wording.supervisor, first_day):
            raise No
        if last_day is not None and midnight_after(last_day) <= self.now:
            raise No

    def _refuse_unless_begun_or_ahead(self, pact: Pact) -> None:
        if pact.opens is None or pact.has_ended(self.now):
            raise No

    def _days_of(self, pact: Pact) -> tuple[datetime, datetime | None, list["Pact"]]:
        """From when until when a draft would run, and which agreements end with it."""
        opens = max(midnight(pact.first_day), self.now)
        closes = midnight_after(pact.last_day) if pact.last_day else None
        going_on = [
            other for other in self.pacts
            if other is not pact and other.opens is not None and not other.has_ended(opens)
        ]  # fmt: skip
        ahead = [other for other in going_on if other.opens is not None and other.opens >= opens]
        if any(closes is None or (other.opens is not None and other.opens < closes) for other in ahead):
            raise No
        return opens, closes, [other for other in going_on if other not in ahead]

    def _give_back(self, pact: Pact) -> None:
        """What was to end with an agreement that never began goes on, until another begins."""
        opens = pact.opens
        if opens is None or pact.closes is None or pact.closes > opens:
            return
        for other in self.pacts:
            if other.cut_by is pact and other.closes == opens:
                other.last_day, other.cut_by, other.uncut = other.uncut, None, None
                other.closes = midnight_after(other.last_day) if other.last_day else None
                later = [one for one in self.pacts if one is not other and one.opens and not one.has_ended(opens)]
                begins = [one for one in later if one.opens and opens <= one.opens < (other.closes or LATEST)]
                for following in sorted(begins, key=lambda one: one.opens or LATEST)[:1]:
                    self._cut(other, following, following.opens or opens)

    def _cut(self, other: Pact, following: Pact, opens: datetime) -> None:
        other.cut_by, other.uncut, other.closes = following, other.last_day, opens
        other.last_day = max(opens.astimezone(ZONE).date() - timedelta(days=1), other.first_day)

    def _open(self, pact: Pact) -> None:
        opens, closes, others = self._days_of(pact)
        for other in others:
            self._cut(other, pact, opens)
        pact.opens, pact.closes = opens, closes
        # The worker signed other drafts without knowing what they would end, and is asked again.
        for other in self.pacts:
            if other.opens is None:
                other.newest.signed -= {Part.WORKER}

    def _is_over(self, last_day: date | None, first_day: date) -> bool:
        return last_day is not None and midnight_after(last_day) <= max(midnight(first_day), self.now)

    def _shared_now(self, pact: Pact, supervisor: str) -> Level:
        """What this supervisor sees of what is submitted at this moment."""
        if not pact.counting or pact.counting[-1].supervisor != supervisor:
            return Level.ACTIVITY
        if pact.opens is not None and pact.opens > self.now:
            return pact.counting[-1].level
        opened = frozenset().union(*self._of_supervisor(supervisor, self.now))
        return max((level for level in OPENED if OPENED[level] <= opened), default=Level.ACTIVITY)

    def _count(self, pact: Pact, wording: Wording) -> None:
        if pact.opens is None or not wording.waits:
            return
        if wording.level is Level.ACTIVITY or not wording.missing:
            wording.counts_from = max(pact.opens, self.now)
            wording.signed_on = self.today if Part.SUPERVISOR in wording.signed else None
            wording.signed_in = self.unit_of(WORKER, self.today)

    def _drop_offer(self, pact: Pact) -> None:
        if pact.newest.waits:
            pact.newest.withdrawn = True


def _stands(record: Record, until: datetime) -> bool:
    """Whether it is the newest version for somebody whose sight ends then."""
    return record.came < until and (record.gone is None or record.gone >= until)


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZONE)


def midnight_after(day: date) -> datetime:
    return midnight(day + timedelta(days=1))


def _in_days(pact: Pact, day: date) -> bool:
    return pact.first_day <= day and (pact.last_day is None or day <= pact.last_day)


def _counts(wording: Wording, at: datetime) -> bool:
    return wording.counts_from is not None and wording.counts_from <= at


def _months(earlier: date, later: date) -> int:
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def _end_of_next_month(day: date) -> date:
    after_next = (day.replace(day=1) + timedelta(days=63)).replace(day=1)
    return after_next - timedelta(days=1)


def a_year_before(day: date) -> date:
    return day.replace(year=day.year - 1) if (day.month, day.day) != (2, 29) else day.replace(year=day.year - 1, day=28)
