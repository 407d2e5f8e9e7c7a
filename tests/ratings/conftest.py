"""Drafts and submitted assessments for the tests of ratings."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from uuid import UUID

import pytest
from sqlmodel import Session, col, select

from app.db import Database
from app.frameworks.queries import LoadedVersion, in_force
from app.people.access import Viewer
from app.people.models import Account, Agreement
from app.people.queries import agreement_of
from app.ratings import actions
from app.ratings.rules import Answer, Kind, Setting
from tests.clock import Clock
from tests.world import World

MONDAY = date(2026, 11, 16)


class Desk:
    """Makes assessments for people of the world through actions, as their pages do."""

    def __init__(self, database: Database, world: World, viewer: Callable[[str], Viewer], clock: Clock) -> None:
        self.database, self.world, self.viewer, self.clock = database, world, viewer, clock

    def draft(
        self, rater: str, worker: str, *, profile: str = "safety-mapping", on: date = MONDAY,
        answers: Mapping[str, Answer] | None = None, at: datetime | None = None,
    ) -> UUID:  # fmt: skip
        return self._make(rater, worker, profile, on, answers or {}, at or self.clock(), submits=False)

    def submitted(
        self, rater: str, worker: str, *, profile: str = "safety-mapping", on: date = MONDAY,
        answers: Mapping[str, Answer], at: datetime | None = None,
    ) -> UUID:  # fmt: skip
        return self._make(rater, worker, profile, on, answers, at or self.clock(), submits=True)

    def _make(
        self, rater: str, worker: str, profile: str, on: date, answers: Mapping[str, Answer], at: datetime, *,
        submits: bool,
    ) -> UUID:  # fmt: skip
        viewer = self.viewer(rater)
        with self.database.writing() as db:
            version = in_force(db, self.world.profiles[profile])
            account = person(db, self.world, worker)
            draft = actions.start_assessment(
                db, viewer, worker=account, kind=Kind.SELF if rater == worker else Kind.COACH, version=version,
                observed_on=on, setting=Setting.FAMILY_MEETING, agreement=_agreement(db, account, at), at=at,
            )  # fmt: skip
            actions.save_sheet(db, viewer, draft, version, answers=answers, revisions={}, at=at)
            if submits:
                actions.submit(db, viewer, draft, version, at=at)
            return draft.id


def person(db: Session, world: World, first_name: str) -> Account:
    return db.exec(select(Account).where(col(Account.id) == world[first_name])).one()


def _agreement(db: Session, account: Account, at: datetime) -> Agreement | None:
    return agreement_of(db, account, at.date())


@pytest.fixture
def desk(database: Database, world: World, viewer: Callable[[str], Viewer], clock: Clock) -> Desk:
    return Desk(database, world, viewer, clock)


@pytest.fixture
def mapping(database: Database, world: World) -> LoadedVersion:
    """Safety Mapping, which has five elements that take a rating and three that take none."""
    with database.reading() as db:
        return in_force(db, world.profiles["safety-mapping"])
