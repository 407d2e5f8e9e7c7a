"""Drafts and submitted assessments for the tests of ratings."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

import httpx2
import pytest
from sqlmodel import Session, col, select

from app.db import Database
from app.frameworks.files import Library
from app.frameworks.queries import LoadedVersion, in_force
from app.people.access import Viewer
from app.people.models import Account, Agreement
from app.people.queries import agreement_at
from app.ratings import actions
from app.ratings.models import Assessment
from app.ratings.rules import Answer, Kind, Setting
from tests.clock import Clock
from tests.conftest import Browser
from tests.ratings.changing import Browse, Later
from tests.stories import open_pair
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
        answers: Mapping[str, Answer], at: datetime | None = None, opened: bool = True,
    ) -> UUID:  # fmt: skip
        """Submitted; unless the seal is what a test is about, the other side at once opens it without rating."""
        made, when = (
            self._make(rater, worker, profile, on, answers, at or self.clock(), submits=True),
            at or self.clock(),
        )
        with self.database.writing() as db:
            assessment = db.get_one(Assessment, made)
            if opened and assessment.pair_id:
                open_pair(db, assessment, at=when)
        return made

    def pair_of(self, assessment_id: UUID) -> str:
        """The address of the pair that this assessment belongs to."""
        with self.database.reading() as db:
            return f"/pairs/{db.get_one(Assessment, assessment_id).pair_id}"

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


def on_other_levels(library: Library) -> Library:
    """The same profiles, with Safety Mapping on the five levels instead of the nine points."""
    levels = replace(library.profile("sop", "safety-mapping"), scale=library.scale("set-cqi"))
    flat = replace(levels, elements=tuple(replace(element, stages=()) for element in levels.elements))
    return replace(library, profiles=tuple(flat if one.slug == flat.slug else one for one in library.profiles))


def submit(browser: Browser, path: str) -> httpx2.Response:
    """Press the button of the review page, with the open elements that it names."""
    review = browser.get(f"{path}/review").text
    return browser.post(f"{path}/submission", {"gap": re.findall(r'name="gap"\s+value="([^"]*)"', review)})


def person(db: Session, world: World, first_name: str) -> Account:
    return db.exec(select(Account).where(col(Account.id) == world[first_name])).one()


def _agreement(db: Session, account: Account, at: datetime) -> Agreement | None:
    return agreement_at(db, account, at)


@pytest.fixture
def desk(database: Database, world: World, viewer: Callable[[str], Viewer], clock: Clock) -> Desk:
    return Desk(database, world, viewer, clock)


@pytest.fixture
def mapping(database: Database, world: World) -> LoadedVersion:
    """Safety Mapping, which has five elements that take a rating and three that take none."""
    with database.reading() as db:
        return in_force(db, world.profiles["safety-mapping"])


@pytest.fixture
def later(browse: Browse, clock: Clock) -> Browse:
    """Signed in anew on each day: these stories take longer than a sign-in lasts."""
    known: dict[tuple[str, date], Browser] = {}

    def as_person(name: str) -> Browser:
        today = (name, clock().date())
        if today not in known:
            known[today] = browse(name)
        return known[today]

    return as_person


@pytest.fixture
def cora(later: Browse) -> Browser:
    return Later(later, "cora")
