"""Any life of one rater's assessments: drafts, two tabs, submissions, amendments and withdrawals, beside a small model.

The model is plain lists: what each version holds, and how often something changed. After every step the database holds
the same versions, as many entries in the audit as there were changes, and at most one draft and one current version of
a day; and what was once submitted holds what it held then.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy.engine import Connection
from sqlmodel import Session, col, select

from app.audit.entries import put_on_record
from app.audit.models import AuditEntry
from app.db import Database
from app.frameworks.queries import in_force
from app.people.models import Account
from app.people.queries import agreement_at
from app.ratings import actions
from app.ratings.amending import begin_amendment
from app.ratings.approvals import withdraw_or_ask
from app.ratings.models import Amendment, Assessment
from app.ratings.rules import NOTHING_YET, Answer, Kind, State
from app.ratings.sheets import stored_ratings
from app.web.errors import ConflictError, ProblemsError
from tests.clock import START
from tests.stories import viewer_of
from tests.world import World

DAYS = (date(2026, 11, 12), date(2026, 11, 13))
ELEMENTS = ("content", "context")
WHY = "What stood there was not what was seen."
EXAMPLES, STEPS = 20, 30
PICK = st.integers(0, 5)
ANSWERS = st.sampled_from([Answer(4), Answer(5), Answer(5, note="Seen."), Answer(not_observed=True), NOTHING_YET])
REASONS = st.sampled_from([WHY, WHY, WHY, "Wrong."])


class No(Exception):
    """The model refuses this."""


@dataclass
class Told:
    """One version, or a draft: what it holds, and which saves of each element there were."""

    day: date
    holds: dict[str, Answer] = field(default_factory=dict)
    saves: dict[str, int] = field(default_factory=dict)
    state: State = State.DRAFT
    amends: "Told | None" = None

    @property
    def is_draft(self) -> bool:
        return self.state is State.DRAFT


class Story:
    def __init__(self) -> None:
        self.told: list[Told] = []
        # Kept, so that nothing new is taken for what a tab still holds.
        self.removed: list[Told] = []
        self.audit: Counter[str] = Counter()

    def of(self, state: State, day: date) -> Told | None:
        return next((one for one in self.told if one.state is state and one.day == day), None)

    def start(self, day: date) -> Told:
        if self.of(State.SUBMITTED, day):
            raise No
        return self.of(State.DRAFT, day) or self._new(Told(day))

    def save(self, one: Told, element: str, answer: Answer, revision: int) -> None:
        if not one.is_draft:
            raise No
        if answer == one.holds.get(element, NOTHING_YET):
            return
        if revision != one.saves.get(element, 0):
            raise No
        one.holds[element] = answer
        one.saves[element] = one.saves.get(element, 0) + 1

    def submit(self, one: Told, reason: str) -> None:
        if not one.is_draft:
            return
        before = one.amends
        if before and before.state is not State.SUBMITTED:
            raise No
        if not any(answer.is_given for answer in one.holds.values()):
            raise No
        if before is None and self.of(State.SUBMITTED, one.day):
            raise No
        if before:
            if _plain(before) == _plain(one) or len(reason) < 20:
                raise No
            before.state = State.AMENDED
        one.state = State.SUBMITTED
        self.audit["assessment:amend" if before else "assessment:submit"] += 1

    def amend(self, one: Told) -> Told:
        if one.state is not State.SUBMITTED:
            raise No
        known = next((each for each in self.told if each.is_draft and each.amends is one), None)
        if known is None and self.of(State.DRAFT, one.day):
            raise No
        return known or self._new(Told(one.day, dict(one.holds), dict.fromkeys(one.holds, 1), amends=one))

    def withdraw(self, one: Told, reason: str) -> None:
        if one.state is State.WITHDRAWN:
            return
        if one.state is not State.SUBMITTED or len(reason) < 20:
            raise No
        one.state = State.WITHDRAWN
        self.audit["assessment:withdraw"] += 1

    def remove(self, one: Told) -> None:
        if not one.is_draft:
            raise No
        self.told = [each for each in self.told if each is not one]
        self.removed.append(one)

    def _new(self, one: Told) -> Told:
        self.told.append(one)
        return one


def _plain(one: Told) -> dict[str, Answer]:
    return {key: answer for key, answer in one.holds.items() if answer != NOTHING_YET}


class Machine(RuleBasedStateMachine):
    def __init__(self, connection: Connection, world: World) -> None:
        super().__init__()
        self.transaction = connection.begin()
        self.db = Session(connection, expire_on_commit=False, join_transaction_mode="create_savepoint")
        self.cora, self.wren = viewer_of(self.db, world, "cora"), self.db.get_one(Account, world["wren"])
        self.version = in_force(self.db, world.profiles["safety-mapping"])
        self.now, self.story = START, Story()
        self.ids: dict[int, UUID] = {}
        # What each tab has loaded: revisions by draft and element, as old as the tab is.
        self.tabs: tuple[dict[tuple[int, str], int], ...] = ({}, {})

    def teardown(self) -> None:
        self.db.close()
        self.transaction.rollback()

    @rule(day=st.sampled_from(DAYS))
    def start(self, day: date) -> None:
        def in_program() -> UUID:
            return actions.start_assessment(
                self.db, self.cora, worker=self.wren, kind=Kind.COACH, version=self.version, observed_on=day,
                setting=None, agreement=agreement_at(self.db, self.wren, self.now), at=self.now,
            ).id  # fmt: skip

        self._found(in_program, lambda: self.story.start(day))

    @precondition(lambda self: self.story.told)
    @rule(which=PICK, tab=st.integers(0, 1), element=st.sampled_from(ELEMENTS), answer=ANSWERS, loads=st.booleans())
    def save(self, which: int, tab: int, element: str, answer: Answer, loads: bool) -> None:
        """In one of two tabs, which has loaded the sheet anew or still holds what it knew."""
        one, known = self._one(which), self.tabs[tab]
        place = (id(one), element)
        if loads or place not in known:
            known[place] = one.saves.get(element, 0)
        self._both(
            lambda: actions.save_sheet(
                self.db, self.cora, self._row(one), self.version, answers={element: answer},
                revisions={element: known[place]}, at=self.now,
            ),
            lambda: self.story.save(one, element, answer, known[place]),
        )  # fmt: skip

    @precondition(lambda self: self.story.told)
    @rule(which=PICK, reason=REASONS, times=st.sampled_from([1, 1, 2]))
    def submit(self, which: int, reason: str, times: int) -> None:
        """Once, or again: a double click, and a retry after the answer was lost."""
        one = self._one(which)
        for _ in range(times):
            self._both(
                lambda: actions.submit(self.db, self.cora, self._row(one), self.version, at=self.now, reason=reason),
                lambda: self.story.submit(one, reason),
            )

    @precondition(lambda self: any(not one.is_draft for one in self.story.told))
    @rule(which=PICK, times=st.sampled_from([1, 1, 2]))
    def amend(self, which: int, times: int) -> None:
        one = self._one(which, submitted=True)
        for _ in range(times):
            self._found(
                lambda: begin_amendment(self.db, self.cora, self._row(one), at=self.now).id,
                lambda: self.story.amend(one),
            )

    @precondition(lambda self: any(not one.is_draft for one in self.story.told))
    @rule(which=PICK, reason=REASONS, times=st.sampled_from([1, 2]))
    def withdraw(self, which: int, reason: str, times: int) -> None:
        one = self._one(which, submitted=True)
        for _ in range(times):
            self._both(
                lambda: withdraw_or_ask(self.db, self.cora, self._row(one), reason=reason, at=self.now),
                lambda: self.story.withdraw(one, reason),
            )

    @precondition(lambda self: self.story.told)
    @rule(which=PICK)
    def remove(self, which: int) -> None:
        one = self._one(which)
        self._both(lambda: actions.remove_draft(self.db, self.cora, self._row(one)), lambda: self.story.remove(one))

    @invariant()
    def database_and_model_hold_the_same(self) -> None:
        self.now += timedelta(minutes=1)
        rows = {row.id: row for row in self.db.exec(select(Assessment).execution_options(populate_existing=True))}
        assert set(rows) == {self.ids[id(one)] for one in self.story.told}
        for one in self.story.told:
            row = rows[self.ids[id(one)]]
            assert (row.state, row.observed_on) == (one.state, one.day)
            assert row.amends_id == (self.ids[id(one.amends)] if one.amends else None)
            held = {key: stored.answer for key, stored in stored_ratings(self.db, row).items()}
            assert {key: answer for key, answer in held.items() if answer != NOTHING_YET} == _plain(one)

    @invariant()
    def there_is_one_draft_and_one_current_version_of_a_day(self) -> None:
        for state in (State.DRAFT, State.SUBMITTED):
            days = Counter(
                self.db.scalars(sa.select(col(Assessment.observed_on)).where(col(Assessment.state) == state))
            )
            assert max(days.values(), default=0) <= 1

    @invariant()
    def every_change_is_on_record_once(self) -> None:
        put_on_record(self.db)
        of_assessments = col(AuditEntry.subject_kind) == "assessment"
        assert Counter(self.db.scalars(sa.select(col(AuditEntry.action)).where(of_assessments))) == self.story.audit
        reasons = list(self.db.scalars(sa.select(col(Amendment.reason))))
        assert len(reasons) == self.story.audit["assessment:amend"] + self.story.audit["assessment:withdraw"]
        assert set(reasons) <= {WHY}

    def _one(self, which: int, *, submitted: bool = False) -> Told:
        """One of the newest."""
        found = [one for one in self.story.told if not (submitted and one.is_draft)]
        return found[-1 - which % len(found)]

    def _row(self, one: Told) -> Assessment:
        return self.db.get_one(Assessment, self.ids[id(one)])

    def _found(self, in_program: Callable[[], UUID], in_model: Callable[[], Told]) -> None:
        """A draft that is begun or found: both find the same one."""

        def told() -> None:
            one = in_model()
            assert self.ids.setdefault(id(one), found[0]) == found[0]

        found: list[UUID] = []
        self._both(lambda: found.append(in_program()), told)

    def _both(self, in_program: Callable[[], object], in_model: Callable[[], object]) -> None:
        refused = ""
        try:
            with self.db.begin_nested():
                in_program()
        except (ConflictError, ProblemsError) as error:
            refused = str(error)
        try:
            in_model()
        except No:
            assert refused, "The program does what the model refuses."
        else:
            assert not refused, f"The program refuses what the model does: {refused}"


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    with database.engine.execution_options(writes=True).connect() as connection:
        yield connection


def test_an_assessment_lives_as_the_model_says(connection: Connection, world: World) -> None:
    class OfThisWorld(Machine):
        def __init__(self) -> None:
            super().__init__(connection, world)

    run_state_machine_as_test(
        OfThisWorld,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, derandomize=True, database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
