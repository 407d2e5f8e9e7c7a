"""Any life of agreements, assessments and goals: after every step the program shows each person what the model says."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy.engine import Connection

from app.db import Database
from app.people.models import Earlier
from app.people.permits import Level
from tests.access.life import PROFILES, Life
from tests.access.story import COACHES, SUPERVISORS, WORKER, Pact, Record, Wording
from tests.world import World

EXAMPLES, STEPS = 20, 25
CELLS = 15_000
# Amendments and withdrawals at once; others wait for approval.
CHANGES = 10
LEVELS = st.sampled_from([Level.ACTIVITY, Level.GOALS, Level.RATINGS])
MORE_LEVELS = st.sampled_from([Level.GOALS, Level.RATINGS])
CHOICES = st.sampled_from(list(Earlier))
ORDERS = st.permutations(range(3))
PICK = st.integers(0, 3)
NAMED = st.sampled_from([None, *SUPERVISORS])
PEOPLE = st.sampled_from([WORKER, *COACHES, "stan"])
SOME_PROFILES = st.sampled_from([PROFILES, PROFILES[:1], PROFILES[1:]])
# Now and then somebody writes of the month before.
IS_LATE = st.sampled_from([False, False, False, True])
RHYTHMS = st.sampled_from([{"safety-mapping": 1}, {"safety-mapping": 3, "harm-and-danger": 1}])


class Machine(RuleBasedStateMachine):
    """The steps that people take; a step that names nobody who is there does nothing."""

    def __init__(self, connection: Connection, world: World, compared: list[tuple[int, int]]) -> None:
        super().__init__()
        self.life, self.compared = Life(connection, world), compared
        self.points = self.steps = 0

    def teardown(self) -> None:
        try:
            self.life.compare_in_full()
        finally:
            self.compared.append((self.life.compared, self.life.changed))
            self.life.close()

    @rule(
        by=st.sampled_from(["ada", "coach"]), coach=st.sampled_from(COACHES), supervisor=NAMED, level=LEVELS,
        begins=st.sampled_from([-40, 0, 0, 20]), lasts=st.sampled_from([None, None, 30, 90]), rhythms=RHYTHMS,
    )  # fmt: skip
    def draft(
        self, by: str, coach: str, supervisor: str | None, level: Level, begins: int, lasts: int | None,
        rhythms: dict[str, int],
    ) -> None:  # fmt: skip
        self._draft(by, coach, supervisor, level, begins, lasts, rhythms)

    @rule(coach=st.sampled_from(COACHES), level=LEVELS, earlier=CHOICES, rhythms=RHYTHMS, order=ORDERS)
    def agree(self, coach: str, level: Level, earlier: Earlier, rhythms: dict[str, int], order: list[int]) -> None:
        """A whole agreement at once, so that many lives have one: drafted, and signed in some order."""
        supervisor = next((one for one in SUPERVISORS if self.life.story.supervises(one)), "stan")
        before = len(self.life.story.pacts)
        self._draft("ada", coach, supervisor, level, 0, None, rhythms)
        if len(self.life.story.pacts) > before:
            pact = self.life.story.pacts[-1]
            for place in order:
                self.life.sign((WORKER, coach, supervisor)[place], pact, 1, earlier)

    @rule(coach=st.sampled_from(COACHES), is_worker=st.booleans(), level=MORE_LEVELS, rhythms=RHYTHMS)
    def somebody_is_away_at_the_last_signature(
        self, coach: str, is_worker: bool, level: Level, rhythms: dict[str, int]
    ) -> None:
        """The supervisor signs, one of the two moves away, the last one signs and writes, and the move is undone."""
        supervisor = next((one for one in SUPERVISORS if self.life.story.supervises(one)), "stan")
        before, mover = len(self.life.story.pacts), WORKER if is_worker else supervisor
        self._draft("ada", coach, supervisor, level, 0, None, rhythms)
        if len(self.life.story.pacts) > before:
            pact = self.life.story.pacts[-1]
            for who in (supervisor, coach):
                self.life.sign(who, pact, 1, Earlier.NOTHING)
            self._move_next_day(mover)
            self.life.story.now += timedelta(days=1)
            self.life.sign(WORKER, pact, 1, Earlier.NOTHING)
            self._assess(WORKER, PROFILES[:1], is_late=False)
            self._move_next_day(mover)

    @rule(coaches=st.permutations(COACHES), earlier=CHOICES)
    def a_goal_is_looked_back_at_under_the_next_coach(self, coaches: list[str], earlier: Earlier) -> None:
        """The two agree on a goal, another coach comes, and the worker says in the look back where things stand."""
        first, second, (sealed, free) = coaches[0], coaches[1], PROFILES
        self._agree_without_supervisor(first, sealed, Earlier.NOTHING)
        self._assess(WORKER, (free,), is_late=False)
        self.life.propose(WORKER, free)
        self.life.story.now += timedelta(hours=1)
        self._agree_without_supervisor(second, sealed, earlier)
        if self.life.story.goals:
            self._look_back(self.life.story.goals[-1])

    @precondition(lambda self: self.life.story.pacts)
    @rule(which=PICK, supervisor=NAMED, level=LEVELS, lasts=st.sampled_from([None, -5, 60]))
    def change_draft(self, which: int, supervisor: str | None, level: Level, lasts: int | None) -> None:
        self.life.change_draft("ada", self._pact(which), supervisor, level, self._day(lasts))

    @precondition(lambda self: self.life.story.pacts)
    @rule(which=PICK, by=PEOPLE)
    def remove_draft(self, which: int, by: str) -> None:
        self.life.remove(by, self._pact(which))

    @precondition(lambda self: self.life.story.pacts)
    @rule(which=PICK, by=PEOPLE, earlier=CHOICES, is_older=st.sampled_from([0, 0, 0, 0, 1]))
    def sign(self, which: int, by: str, earlier: Earlier, is_older: int) -> None:
        pact = self._pact(which)
        self.life.sign(by, pact, pact.newest.number - is_older, earlier)

    @precondition(lambda self: self.life.story.pacts)
    @rule(which=PICK, by=st.sampled_from([WORKER, "stan"]), level=LEVELS)
    def narrow(self, which: int, by: str, level: Level) -> None:
        self.life.narrow(by, self._pact(which), level)

    @precondition(lambda self: self.life.story.pacts)
    @rule(which=PICK, is_worker=st.booleans(), supervisor=st.sampled_from(SUPERVISORS), level=LEVELS)
    def offer(self, which: int, is_worker: bool, supervisor: str, level: Level) -> None:
        pact = self._pact(which)
        self.life.offer(WORKER if is_worker else pact.coach, pact, supervisor, level)

    @precondition(lambda self: self.life.story.pacts)
    @rule(which=PICK, order=ORDERS)
    def everybody_signs(self, which: int, order: list[int]) -> None:
        pact = self._pact(which)
        people = (WORKER, pact.coach, pact.newest.supervisor)
        for who in (people[place] for place in order):
            if who:
                self.life.sign(who, pact, pact.newest.number, Earlier.NOTHING)

    @precondition(lambda self: self.life.story.pacts)
    @rule(which=PICK)
    def take_back(self, which: int) -> None:
        self.life.take_back(WORKER, self._pact(which))

    @precondition(lambda self: any(pact.opens for pact in self.life.story.pacts))
    @rule(which=PICK)
    def end_now(self, which: int) -> None:
        signed = [pact for pact in self.life.story.pacts if pact.opens]
        self.life.end_now(WORKER, signed[which % len(signed)])

    @precondition(lambda self: any(pact.opens for pact in self.life.story.pacts))
    @rule(which=PICK, days=st.sampled_from([0, 10, 400]))
    def end_on_a_day(self, which: int, days: int) -> None:
        signed = [pact for pact in self.life.story.pacts if pact.opens]
        self.life.end_on("ada", signed[which % len(signed)], self.life.story.today + timedelta(days=days))

    # Some moves are planned, and some are recorded late.
    @rule(person=st.sampled_from([WORKER, WORKER, *SUPERVISORS]), days=st.sampled_from([0, 0, 12, -6]))
    def move(self, person: str, days: int) -> None:
        self._move(person, days)

    @rule(person=st.sampled_from([*COACHES, "stan", WORKER]))
    def account_is_closed_or_opened(self, person: str) -> None:
        if person in self.life.story.left:
            self.life.open_account(person)
        else:
            self.life.close_account(person)

    @rule(hours=st.sampled_from([1, 9, 30, 24 * 8, 24 * 33, 24 * 61]))
    def time_passes(self, hours: int) -> None:
        self.life.story.now += timedelta(hours=hours)

    @rule(profiles=SOME_PROFILES, is_late=IS_LATE)
    def worker_assesses(self, profiles: tuple[str, ...], is_late: bool) -> None:
        self._assess(WORKER, profiles, is_late)

    @precondition(lambda self: self.life.story.pact is not None)
    @rule(profiles=SOME_PROFILES, is_late=IS_LATE)
    def coach_assesses(self, profiles: tuple[str, ...], is_late: bool) -> None:
        assert self.life.story.pact is not None
        self._assess(self.life.story.pact.coach, profiles, is_late)

    @precondition(lambda self: self.life.story.assessments)
    @rule(which=st.integers(0, 5), withdraws=st.sampled_from([False, False, True]))
    def author_amends_or_withdraws(self, which: int, withdraws: bool) -> None:
        self.points += 1
        self.life.change(self._assessment(which), 0 if withdraws else 1 + self.points % 8)

    @rule(is_worker=st.booleans(), hours=st.sampled_from([1, 30]), withdraws=st.booleans())
    def author_writes_and_thinks_again(self, is_worker: bool, hours: int, withdraws: bool) -> None:
        """In a row, because of two steps by chance the second seldom comes in time."""
        pact = self.life.story.pact
        self._assess(WORKER if is_worker or pact is None else pact.coach, PROFILES[:1], is_late=False)
        if self.life.story.standing:
            self.life.story.now += timedelta(hours=hours)
            self.points += 1
            self.life.change(self.life.story.standing[-1], 0 if withdraws else 1 + self.points % 8)

    @precondition(lambda self: any(one.wanted is not None for one in self.life.story.assessments))
    @rule(
        which=PICK,
        by=st.sampled_from(["stan", "sue", "stan", "sue", "cora"]),
        approves=st.sampled_from([True, True, False]),
    )
    def somebody_decides(self, which: int, by: str, approves: bool) -> None:
        waiting = [one for one in self.life.story.assessments if one.wanted is not None]
        self.life.decide(by, waiting[which % len(waiting)], approves=approves)

    @precondition(lambda self: self.life.story.seals)
    @rule(which=PICK, is_worker=st.booleans())
    def somebody_opens_without_rating(self, which: int, is_worker: bool) -> None:
        seals = list(self.life.story.seals.values())
        seal = seals[-1 - which % len(seals)]
        self.life.declare(WORKER if is_worker else seal.coach_of, seal)

    @rule(is_worker=st.booleans(), profile=st.sampled_from(PROFILES))
    def propose(self, is_worker: bool, profile: str) -> None:
        pact = self.life.story.pact
        self.life.propose(WORKER if is_worker or pact is None else pact.coach, profile)

    @precondition(lambda self: self.life.story.goals)
    @rule(which=PICK)
    def look_back(self, which: int) -> None:
        goals = self.life.story.goals
        self._look_back(goals[-1 - which % len(goals)])

    @invariant()
    def everybody_sees_what_the_agreement_says(self) -> None:
        self.steps += 1
        self.life.compare()
        # Two steps may share an instant, and more often they do not.
        self.life.story.now += timedelta(seconds=self.steps % 2)

    def _draft(
        self, by: str, coach: str, supervisor: str | None, level: Level, begins: int, lasts: int | None,
        rhythms: dict[str, int],
    ) -> None:  # fmt: skip
        first_day = self.life.story.today + timedelta(days=begins)
        last_day = first_day + timedelta(days=lasts) if lasts else None
        pact = Pact(coach, first_day, last_day, rhythms, [Wording(1, supervisor, level)])
        self.life.draft(coach if by == "coach" else by, pact)

    def _agree_without_supervisor(self, coach: str, profile: str, earlier: Earlier) -> None:
        self._draft("ada", coach, None, Level.ACTIVITY, 0, None, {profile: 1})
        pact = self.life.story.pacts[-1]
        for who in (coach, WORKER):
            self.life.sign(who, pact, 1, earlier)

    def _look_back(self, goal: Record) -> None:
        self.points += 1
        self.life.look_back(goal, 1 + self.points % 8)

    def _move(self, person: str, days: int = 0) -> None:
        day = self.life.story.today + timedelta(days=days)
        other = {"north": "south", "south": "north"}[self.life.story.unit_of(person, day)]
        self.life.move(person, other, day)

    def _move_next_day(self, person: str) -> None:
        self.life.story.now += timedelta(days=1)
        self._move(person)

    def _assess(self, author: str, profiles: tuple[str, ...], is_late: bool) -> None:
        today = self.life.story.today
        day = today.replace(day=1) - timedelta(days=1) if is_late else today
        for profile in profiles:
            # The points of one profile go round the scale, so that one is told from the other.
            self.points += 1
            self.life.submit(author, profile, day, 1 + self.points % 8)

    def _assessment(self, which: int) -> Record:
        """One of the newest versions, most often one that stands."""
        found = self.life.story.standing if which else self.life.story.assessments
        found = found or self.life.story.assessments
        return found[-1 - which % len(found)]

    def _pact(self, which: int) -> Pact:
        """One of the newest agreements."""
        pacts = self.life.story.pacts
        return pacts[-1 - which % len(pacts)]

    def _day(self, days: int | None) -> date | None:
        return self.life.story.today + timedelta(days=days) if days is not None else None


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    with database.engine.execution_options(writes=True).connect() as connection:
        yield connection


def test_everybody_always_sees_what_the_agreement_says(connection: Connection, world: World) -> None:
    compared: list[tuple[int, int]] = []

    class OfThisWorld(Machine):
        def __init__(self) -> None:
            super().__init__(connection, world, compared)

    run_state_machine_as_test(
        OfThisWorld,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, derandomize=True, database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    assert len(compared) >= EXAMPLES
    # Cells of the table, each a person and an aspect of a record at one moment of a life.
    assert sum(cells for cells, _ in compared) > CELLS
    assert sum(changed for _, changed in compared) > CHANGES
