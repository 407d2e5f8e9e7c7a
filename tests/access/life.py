"""One life in two tellings: each step is done in the program and in the model, and what people see is compared."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlmodel import Session, col

from app.agreements import actions as coaching
from app.agreements import sharing
from app.agreements.signing import sign
from app.frameworks.queries import LoadedVersion, in_force
from app.goals.actions import confirm_goal, propose_goal, review_goal
from app.goals.history import last_said
from app.goals.models import Goal
from app.goals.plans import LookBack, Plan
from app.goals.queries import goals_of
from app.goals.rules import Ending, GoalKind, GoalState, open_targets
from app.goals.standing import standing
from app.goals.twice import TwiceError
from app.people import actions as people
from app.people.access import Viewer, inside, visible_workers, windows
from app.people.models import Account, AccountRole, Agreement, Earlier, PositionKind, Unit
from app.people.permits import Level, Permission, Role
from app.people.queries import agreement_at
from app.people.readers import Reader, readers_at, readers_of
from app.ratings import actions as ratings
from app.ratings.amending import begin_amendment, draft_of
from app.ratings.approvals import approve, decline, waiting_for, withdraw_or_ask
from app.ratings.models import Assessment, Pair
from app.ratings.pairs import declare_opening
from app.ratings.points import counts_for, is_known, is_readable, shared_points, visible_points
from app.ratings.queries import submitted_assessments
from app.ratings.requests import request_to_decide
from app.ratings.rules import NOTHING_YET, Kind, State
from app.ratings.seal import is_unsealed
from app.ratings.sheets import assessment_to_amend
from app.web.errors import ConflictError, NotFoundError, ProblemsError, RefusedError
from tests.access.story import WORKER, No, Pact, Record, Seal, Story, Wording, a_year_before
from tests.clock import START
from tests.world import World, as_viewer

PROFILES = ("safety-mapping", "harm-and-danger")
VIEWERS = (WORKER, "theo", "cora", "sue", "stan", "ada", "lee", "olga")
ASPECTS = {
    Permission.READ_ACTIVITY: "activity", Permission.READ_RATING: "points", Permission.READ_NOTE: "notes",
    Permission.READ_GOAL: "goal words", Permission.READ_GOAL_POINTS: "goal points",
}  # fmt: skip
REFUSALS = (ConflictError, NotFoundError, ProblemsError, RefusedError)
WHY = "What was written there was not what was meant."


class Life:
    """The worker of the story in the program's world, inside one transaction that is never committed."""

    def __init__(self, connection: Connection, world: World) -> None:
        self.world = world
        self.transaction = connection.begin()
        self.db = Session(connection, expire_on_commit=False, join_transaction_mode="create_savepoint")
        # One person can coach a worker and supervise the unit.
        self.db.add(AccountRole(account_id=world["sue"], role=Role.COACH))
        self.db.flush()
        self.story = Story(START)
        self.agreements: dict[int, Agreement] = {}
        self.ids: dict[int, UUID] = {}
        self.versions = {slug: in_force(self.db, world.profiles[slug]) for slug in PROFILES}
        self.elements = {slug: of.profile.rateable_elements[0].key for slug, of in self.versions.items()}
        self.viewers = {name: as_viewer(self.db, self.account(name)) for name in VIEWERS}
        self.compared = self.changed = 0

    def close(self) -> None:
        self.db.close()
        self.transaction.rollback()

    def account(self, name: str) -> Account:
        return self.db.get_one(Account, self.world[name])

    # Each step, done twice. What the one refuses, the other refuses.

    def draft(self, by: str, pact: Pact) -> None:
        def in_program() -> None:
            self.agreements[id(pact)] = coaching.draft_agreement(
                self.db, self.viewers[by], worker=self.account(WORKER), coach=self.account(pact.coach),
                starts_on=pact.first_day, at=self.story.now, **self._wording(pact, pact.newest, pact.last_day),
            )  # fmt: skip

        self._both(by, in_program, lambda: self.story.draft(pact, knows_units=by == "ada"))

    def change_draft(self, by: str, pact: Pact, supervisor: str | None, level: Level, last_day: date | None) -> None:
        wording = self._wording(pact, Wording(0, supervisor, level), last_day)
        self._both(
            by,
            lambda: coaching.change_draft(
                self.db, self.viewers[by], self._of(pact), starts_on=pact.first_day, at=self.story.now, **wording
            ),
            lambda: self.story.change_draft(pact, supervisor=supervisor, level=level, last_day=last_day),
        )

    def remove(self, by: str, pact: Pact) -> None:
        self._both(
            by,
            lambda: coaching.remove_draft(self.db, self.viewers[by], self._of(pact), at=self.story.now),
            lambda: self.story.remove(pact),
        )

    def sign(self, by: str, pact: Pact, number: int, earlier: Earlier) -> None:
        self._both(
            by,
            lambda: sign(
                self.db, self.viewers[by], self._of(pact), number=number, earlier=earlier, at=self.story.now
            ),
            lambda: self.story.sign(by, pact, number, earlier),
        )  # fmt: skip

    def narrow(self, by: str, pact: Pact, level: Level) -> None:
        self._both(
            by,
            lambda: sharing.narrow(self.db, self.viewers[by], self._of(pact), level=level, at=self.story.now),
            lambda: self.story.narrow(by, pact, level),
        )

    def offer(self, by: str, pact: Pact, supervisor: str, level: Level) -> None:
        to = self.account(supervisor)
        self._both(
            by,
            lambda: sharing.offer(
                self.db, self.viewers[by], self._of(pact), supervisor=to, level=level, at=self.story.now
            ),
            lambda: self.story.offer(by, pact, supervisor, level),
        )

    def take_back(self, by: str, pact: Pact) -> None:
        self._both(
            by,
            lambda: sharing.take_back(self.db, self.viewers[by], self._of(pact), at=self.story.now),
            lambda: self.story.take_back(pact),
        )

    def end_now(self, by: str, pact: Pact) -> None:
        self._both(
            by,
            lambda: coaching.end_now(self.db, self.viewers[by], self._of(pact), at=self.story.now),
            lambda: self.story.end_now(pact),
        )

    def end_on(self, by: str, pact: Pact, day: date) -> None:
        self._both(
            by,
            lambda: coaching.end_agreement(self.db, self.viewers[by], self._of(pact), on=day, at=self.story.now),
            lambda: self.story.end_on(pact, day),
        )

    def move(self, person: str, unit: str, day: date) -> None:
        kind = PositionKind.SOCIAL_WORKER if person == WORKER else PositionKind.SUPERVISOR
        to = self.db.get_one(Unit, self.world.units[unit])
        self._both(
            "ada",
            lambda: people.add_position(
                self.db, self.viewers["ada"], self.account(person), unit=to, kind=kind, starts_on=day, ends_on=None,
                at=self.story.now,
            ),
            lambda: self.story.move(person, unit, day),
        )  # fmt: skip

    def close_account(self, person: str) -> None:
        people.disable_account(self.db, self.viewers["ada"], self.account(person), at=self.story.now)
        self.story.left.add(person)

    def open_account(self, person: str) -> None:
        people.enable_account(self.db, self.viewers["ada"], self.account(person), at=self.story.now)
        self.story.left.remove(person)

    def submit(self, author: str, profile: str, day: date, point: int) -> None:
        def in_model() -> None:
            record = self.story.submit(author, profile, day, point)
            self.ids[id(record)] = found[0]

        found: list[UUID] = []
        self._both(author, lambda: found.append(self._submit(author, profile, day, point)), in_model)

    def change(self, record: Record, point: int) -> None:
        """Amend to this point, or withdraw where there is none."""

        def in_program() -> None:
            viewer, now = self.viewers[record.author], self.story.now
            found = assessment_to_amend(self.db, viewer, self.ids[id(record)], now=now)
            if point:
                version = self.versions[record.profile]
                draft = begin_amendment(self.db, viewer, found, at=now)
                answers = {self.elements[record.profile]: replace(NOTHING_YET, point=point, note=f"Amended {now}")}
                ratings.save_sheet(self.db, viewer, draft, version, answers=answers, revisions={}, at=now)
                ratings.submit(self.db, viewer, draft, version, at=now, reason=WHY)
                drafts.append(draft.id)
            else:
                withdraw_or_ask(self.db, viewer, found, reason=WHY, at=now)
                self._tidy_up(record)

        def in_model() -> None:
            again = self.story.change(record, point)
            self.changed += record.gone is not None
            if again:
                self.ids[id(again)] = drafts[0]

        drafts: list[UUID] = []
        self._both(record.author, in_program, in_model)

    def decide(self, person: str, record: Record, *, approves: bool) -> None:
        def in_program() -> None:
            viewer, now = self.viewers[person], self.story.now
            waiting = waiting_for(self.db, self.db.get_one(Assessment, self.ids[id(record)]))
            request, asked = request_to_decide(self.db, viewer, waiting.id if waiting else UUID(int=7), now=now)
            if approves:
                approve(self.db, viewer, request, is_running=asked.is_running, at=now)
                drafts.append(request.draft_id)
                self._tidy_up(record)
            else:
                decline(self.db, viewer, request, at=now)

        def in_model() -> None:
            if not approves:
                self.story.decline(person, record)
            elif again := self.story.approve(person, record):
                assert drafts[0]
                self.ids[id(again)] = drafts[0]

        drafts: list[UUID | None] = []
        self._both(person, in_program, in_model)

    def _tidy_up(self, record: Record) -> None:
        """A draft that lost what it amends is removed, as its author would do; else it holds the day."""
        before = self.db.get_one(Assessment, self.ids[id(record)])
        draft = draft_of(self.db, before)
        if draft and before.state is State.WITHDRAWN:
            ratings.remove_draft(self.db, self.viewers[record.author], draft)

    def declare(self, person: str, seal: Seal) -> None:
        in_it = next(one for one in self.story.assessments if one.seal is seal)
        pair_id = self.db.get_one(Assessment, self.ids[id(in_it)]).pair_id
        pair = self.db.get_one(Pair, pair_id)
        self._both(
            person,
            lambda: declare_opening(
                self.db, self.viewers[person], pair, self.db.get_one(Agreement, pair.agreement_id), at=self.story.now
            ),
            lambda: self.story.declare(person, seal),
        )

    def propose(self, author: str, profile: str) -> None:
        def in_program() -> None:
            try:
                found.append(self._propose(author, profile))
            except TwiceError as error:
                twice.append(error.same.id)
                raise

        def in_model() -> None:
            expected = self.story.point_to_go_from(profile)
            if twice:
                # The same step stands already. That is no matter of who sees what, so the story does not tell it.
                stands = self.db.get_one(Goal, twice[0])
                assert stands.state in (GoalState.PROPOSED, GoalState.ACTIVE)
                assert (stands.worker_id, stands.profile_id, stands.from_point) == (
                    self.world[WORKER], self.versions[profile].profile_id, expected
                )  # fmt: skip
                raise No
            record = self.story.propose(author, profile)
            self.ids[id(record)] = found[0].id
            assert found[0].from_point == expected

        found: list[Goal] = []
        twice: list[UUID] = []
        self._both(author, in_program, in_model)

    def look_back(self, goal: Record, point: int) -> None:
        def in_program() -> None:
            row = self.db.get_one(Goal, self.ids[id(goal)])
            look_back = LookBack(Ending.ACHIEVED, point_now=point)
            review_goal(self.db, self.viewers[WORKER], row, look_back=look_back, at=self.story.now)

        self._both(WORKER, in_program, lambda: self.story.look_back(goal, point))
        self._compare_last_said()

    # What people see, compared.

    def compare(self) -> None:
        """By who is named as a reader, which is one question; `compare_in_full` asks as each person's pages do."""
        worker, now = self.account(WORKER), self.story.now
        readers = readers_of(self.db, self.viewers[WORKER], worker, now=now)
        for record in (*self.story.assessments, *self.story.goals):
            told = {self.world[name]: self.story.opened(name, record.at, record.came) for name in VIEWERS}
            assert _in_aspects(readers_at(readers, record.at, record.came)) == {
                who: opened for who, opened in told.items() if opened
            }
            self.compared += len(VIEWERS) * len(ASPECTS)
        sealed = self._split(Assessment, sealed=sa.not_(is_unsealed(now)))["sealed"]
        assert sealed == self._of_assessments(self.story.is_sealed)
        agreement = agreement_at(self.db, worker, now)
        assert (agreement and agreement.coach_id) == (self.story.pact and self.world[self.story.pact.coach])

    def compare_in_full(self) -> None:
        for name in self._present():
            assert self._seen(name) == self._told(name), name
        self._compare_latest()
        self._compare_last_said()
        self._compare_readers()
        # The lists that pages show take longest: of two people each time, who change from life to life.
        first = len(self.story.assessments) % len(VIEWERS)
        self._compare_pages({VIEWERS[first], VIEWERS[first - 1]})

    def _compare_pages(self, people: set[str]) -> None:
        worker, now, story = self.account(WORKER), self.story.now, self.story
        for name in sorted(people.difference(self.story.left)):
            rows = submitted_assessments(self.db, self.viewers[name], worker, now=now)
            points = visible_points(self.db, self.viewers[name], worker, now=now)
            goals = {view.goal.id for view in goals_of(self.db, self.viewers[name], worker, now=now)}
            listed = partial(story.is_listed, name)
            assert {row.id for row in rows} == self._of_assessments(listed), name
            opens = self._of_assessments(_sees(story, name, "points"))
            assert {row.id for row in rows if row.readable} == opens & self._of_assessments(listed), name
            together = self._of_assessments(partial(story.counts_with_all, name))
            assert {seen.assessment_id for seen in points} == together, name
            assert goals == self._of_goals(_sees(story, name, "goal words")), name

    def _present(self) -> list[str]:
        return [name for name in VIEWERS if name not in self.story.left]

    def _seen(self, name: str) -> dict[str, Any]:
        """Aspect to the records of which the program gives it to this person."""
        viewer, now = self.viewers[name], self.story.now
        readable = is_readable(viewer, now)
        return self._split(
            Assessment,
            activity=is_readable(viewer, now, Permission.READ_ACTIVITY), points=readable,
            points_to_all=sa.and_(readable, is_unsealed(now)),
            notes=is_readable(viewer, now, Permission.READ_NOTE),
            counts=counts_for(viewer, now, Permission.READ_RATING),
            counts_as_activity=counts_for(viewer, now, Permission.READ_ACTIVITY),
            pair=is_known(windows(viewer, Permission.READ_PAIR, now)),
        ) | self._split(
            Goal,
            goal_words=self._inside(viewer, Permission.READ_GOAL),
            goal_points=self._inside(viewer, Permission.READ_GOAL_POINTS),
        ) | {
            permission.value: self.world[WORKER] in self.db.scalars(visible_workers(viewer, permission, now)).all()
            for permission in (Permission.READ_PERSON, Permission.RATE, Permission.SET_GOAL)
        }  # fmt: skip

    def _told(self, name: str) -> dict[str, Any]:
        """The same by the model."""
        story, may_write = self.story, name == WORKER or self.story.coached_by(name)
        reached = name == WORKER or name in self._ever_coaches() or story.supervises(name)
        return {
            "activity": self._of_assessments(_sees(story, name, "activity")),
            "points": self._of_assessments(_sees(story, name, "points")),
            "points_to_all": self._of_assessments(partial(story.sees_with_all, name)),
            "notes": self._of_assessments(_sees(story, name, "notes")),
            "counts": self._of_assessments(lambda one: story.counts(name, one, "points")),
            "counts_as_activity": self._of_assessments(lambda one: story.counts(name, one, "activity")),
            "pair": self._of_assessments(partial(story.may_open_pair, name)),
            "goal_words": self._of_goals(_sees(story, name, "goal words")),
            "goal_points": self._of_goals(_sees(story, name, "goal points")),
            Permission.READ_PERSON.value: reached,
            Permission.RATE.value: story.coached_by(name),
            Permission.SET_GOAL.value: may_write,
        }

    def _compare_latest(self) -> None:
        """One picture for worker and present coach, from which goals start."""
        worker, since = self.account(WORKER), a_year_before(self.story.today)
        agreement = agreement_at(self.db, worker, self.story.now)
        latest = shared_points(self.db, worker, agreement, now=self.story.now, since=since)
        for slug in PROFILES:
            here = latest.get((self.world.profiles[slug], self.elements[slug]))
            found = (here and here.coach and here.coach.point, here and here.self_ and here.self_.point)
            assert found == self.story.latest(slug), slug
            self.compared += 2

    def _compare_last_said(self) -> None:
        """What a look back said is told to whom its goal is open, and to nobody else."""
        worker, now = self.account(WORKER), self.story.now
        for name in self._present():
            for slug, version in self.versions.items():
                found = last_said(
                    self.db, self.viewers[name], worker, version=version, element_key=self.elements[slug], now=now
                )
                expected = self.story.last_said(name, slug)
                assert found.point in expected if found else not expected, (name, slug)
                self.compared += 1

    def _compare_readers(self) -> None:
        """Who is named as a reader to the worker is whoever has a window, with that window; to others, no more."""
        every = self._windows_named(readers_of(self.db, self.viewers[WORKER], self.account(WORKER), now=self.story.now))
        held = {name: self._windows_of(name) for name in self._present()}
        assert every == {name: rows for name, rows in held.items() if rows}
        self.compared += len(VIEWERS)

    def _windows_named(self, readers: list[Reader]) -> dict[str, set[Any]]:
        names = {account_id: name for name, account_id in self.world.people.items()}
        found: dict[str, set[Any]] = {}
        for one in readers:
            found.setdefault(names[one.id], set()).add((one.opens_at, one.closes_at, one.sees_until, int(one.level)))
        return found

    def _windows_of(self, name: str) -> set[Any]:
        window = windows(self.viewers[name], Permission.READ_PERSON, self.story.now)
        rows = self.db.execute(sa.select(window).where(window.c.worker_id == self.world[WORKER]))
        return {(row.opens_at, row.closes_at, row.sees_until, row.level) for row in rows}

    def _ever_coaches(self) -> set[str]:
        return {pact.coach for pact in self.story.pacts if pact.has_begun(self.story.now)}

    def _of_assessments(self, is_seen: Callable[[Record], bool]) -> set[UUID]:
        return self._of_records(self.story.assessments, is_seen)

    def _of_goals(self, is_seen: Callable[[Record], bool]) -> set[UUID]:
        return self._of_records(self.story.goals, is_seen)

    def _of_records(self, records: list[Record], is_seen: Callable[[Record], bool]) -> set[UUID]:
        self.compared += len(records)
        return {self.ids[id(record)] for record in records if is_seen(record)}

    def _split(self, table: Any, **conditions: Any) -> dict[str, set[UUID]]:
        """By name of each condition, the records of the worker that fulfil it."""
        labelled = [condition.label(name) for name, condition in conditions.items()]
        rows = self.db.execute(sa.select(table.id, *labelled).where(table.worker_id == self.world[WORKER])).all()
        return {name: {row.id for row in rows if getattr(row, name)} for name in conditions}

    def _inside(self, viewer: Viewer, permission: Permission) -> sa.ColumnElement[bool]:
        window = windows(viewer, permission, self.story.now)
        return inside(window, worker=col(Goal.worker_id), at=col(Goal.proposed_at))

    # How a step is done.

    def _both(self, by: str, in_program: Callable[[], object], in_model: Callable[[], object]) -> None:
        if by in self.story.left:
            return
        refused = ""
        try:
            with self._all_or_nothing():
                in_program()
        except REFUSALS as error:
            refused = repr(error) + str(vars(error))
        try:
            in_model()
        except No:
            assert refused, "The program does what the story refuses."
        else:
            assert not refused, f"The program refuses what the story does: {refused}"

    @contextmanager
    def _all_or_nothing(self) -> Iterator[None]:
        with self.db.begin_nested():
            yield
        self.db.expire_all()

    def _of(self, pact: Pact) -> Agreement:
        return self.agreements[id(pact)]

    def _wording(self, pact: Pact, wording: Wording, last_day: date | None) -> dict[str, Any]:
        return {
            "supervisor": self.account(wording.supervisor) if wording.supervisor else None, "level": wording.level,
            "focuses": {self.world.profiles[slug]: months for slug, months in pact.rhythms.items()},
            "ends_on": last_day,
        }  # fmt: skip

    def _submit(self, author: str, profile: str, day: date, point: int) -> UUID:
        viewer, version, worker, now = (
            self.viewers[author],
            self.versions[profile],
            self.account(WORKER),
            self.story.now,
        )
        agreement = agreement_at(self.db, worker, now)
        kind = Kind.SELF if author == WORKER else Kind.COACH
        made = ratings.start_assessment(
            self.db, viewer, worker=worker, kind=kind, version=version, observed_on=day, setting=None,
            agreement=agreement, at=now,
        )  # fmt: skip
        answers = {self.elements[profile]: replace(NOTHING_YET, point=point, note=f"{author} on {day}")}
        ratings.save_sheet(self.db, viewer, made, version, answers=answers, revisions={}, at=now)
        ratings.submit(self.db, viewer, made, version, at=now)
        return made.id

    def _propose(self, author: str, profile: str) -> Goal:
        viewer, version, now = self.viewers[author], self.versions[profile], self.story.now
        on = standing(
            self.db, viewer, self.account(WORKER), version=version, element_key=self.elements[profile], now=now
        )
        plan = _plan_from(on.from_.point if on.from_ else None, version, on.today)
        goal = propose_goal(self.db, viewer, on, plan=plan, form_key=uuid4(), follows=None, most=1000, at=now)
        if on.coach:
            # The other side agrees at once, so that there is something to look back at.
            other = on.coach if author == WORKER else on.worker
            confirm_goal(self.db, as_viewer(self.db, other), goal, reason="", most=1000, at=now)
        return goal


def _plan_from(point: int | None, version: LoadedVersion, today: date) -> Plan:
    targets = open_targets(version.profile.scale, point) if point is not None else ()
    later = date(today.year + 1, 1, 15) if today.month == 12 else date(today.year, today.month + 1, 15)
    kind = GoalKind.STEP if targets else GoalKind.SUSTAIN
    return Plan(kind, targets[0] if targets else None, later, own_words="Draw the map together.")


def _sees(story: Story, name: str, aspect: str) -> Callable[[Record], bool]:
    return lambda record: story.sees(name, record, aspect)


def _in_aspects(opened: Mapping[UUID, frozenset[Permission]]) -> dict[UUID, set[str]]:
    return {who: {ASPECTS[one] for one in found & ASPECTS.keys()} for who, found in opened.items()}
