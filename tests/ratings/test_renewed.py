"""Worker and coach renew their agreement in the middle of a month, and what they rated before stays a pair."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from app.agreements.actions import end_agreement
from app.pairs.queries import pairs_near
from app.people.models import Account, Agreement
from app.people.queries import agreement_at
from app.ratings import actions
from app.ratings.models import Assessment, Pair
from app.ratings.pairs import is_pair_open, sealed_pairs
from app.ratings.rules import Answer
from tests.clock import Clock
from tests.conftest import Browser
from tests.ratings.conftest import Desk, submit
from tests.stories import assess, version_of, viewer_of
from tests.world import World, agree

Browse = Callable[..., Browser]
NOV_12, NOV_16, NOV_20 = date(2026, 11, 12), date(2026, 11, 16), date(2026, 11, 20)
RENEWED = datetime(2026, 11, 16, 18, tzinfo=UTC)
LATER = datetime(2026, 11, 18, 18, tzinfo=UTC)
FOUR, SIX = {"content": 4}, {"content": 6}


def renew(
    db: Session, world: World, *, profile: str = "safety-mapping", starts_on: date = NOV_16, at: datetime = RENEWED
) -> Agreement:
    wren, cora = (db.get_one(Account, world[name]) for name in ("wren", "cora"))
    made = agree(db, worker=wren, coach=cora, focuses={world.profiles[profile]: 1}, starts_on=starts_on, at=at)
    db.flush()
    return made


def is_open(db: Session, assessment: Assessment, at: datetime = LATER) -> bool | None:
    return is_pair_open(db, assessment, now=at)


@pytest.mark.parametrize(("first", "second"), [("wren", "cora"), ("cora", "wren")])
@pytest.mark.parametrize("profile", ["safety-mapping", "harm-and-danger"])
def test_the_second_view_joins_the_first_across_a_renewal(
    db: Session, world: World, first: str, second: str, profile: str
) -> None:
    one = assess(db, world, first, "wren", NOV_12, FOUR, opened=False)
    # What they agree to work on from now on changes nothing about the month that one of them has begun.
    renew(db, world, profile=profile)
    assert is_open(db, one) is False
    two = assess(db, world, second, "wren", NOV_20, SIX, opened=False)
    assert (two.pair_id, one.after_opening, two.after_opening) == (one.pair_id, False, False)
    assert is_open(db, one, datetime(2026, 11, 21, tzinfo=UTC)) is True


@pytest.mark.parametrize(("first", "second"), [("wren", "cora"), ("cora", "wren")])
def test_a_sealed_pair_goes_on_waiting_across_a_renewal(db: Session, world: World, first: str, second: str) -> None:
    made = assess(db, world, first, "wren", NOV_12, FOUR, opened=False)
    renew(db, world)
    wren = db.get_one(Account, world["wren"])
    assert sealed_pairs(db, wren, now=LATER) == {world.profiles["safety-mapping"]: made.pair_id}
    near = {
        name: [(row.id, row.state) for row in pairs_near(db, viewer_of(db, world, name), LATER)]
        for name in (first, second)
    }
    assert near == {first: [(made.pair_id, "theirs")], second: [(made.pair_id, "yours")]}


def test_after_a_renewal_nobody_is_asked_for_a_month_that_both_have_rated(db: Session, world: World) -> None:
    assess(db, world, "cora", "wren", NOV_12, FOUR, opened=False)
    made = assess(db, world, "wren", "wren", NOV_12, SIX, opened=False)
    renew(db, world)
    again = assess(db, world, "cora", "wren", NOV_20, SIX, opened=False)
    assert (again.pair_id, again.after_opening, is_open(db, again)) == (made.pair_id, True, True)
    assert [row.state for row in pairs_near(db, viewer_of(db, world, "wren"), LATER)] == ["open"]


def test_in_the_gap_before_a_renewal_a_pair_waits_for_nobody(db: Session, world: World) -> None:
    made = assess(db, world, "wren", "wren", NOV_12, FOUR, opened=False)
    old = db.get_one(Agreement, world.agreements["cora-wren"])
    end_agreement(db, None, old, on=date(2026, 11, 13), at=datetime(2026, 11, 13, 18, tzinfo=UTC))
    db.flush()
    wren, gap = db.get_one(Account, world["wren"]), datetime(2026, 11, 15, 18, tzinfo=UTC)
    assert (sealed_pairs(db, wren, now=gap), is_open(db, made, gap)) == ({}, False)
    renew(db, world)
    assert list(sealed_pairs(db, wren, now=LATER).values()) == [made.pair_id]


def test_another_coach_of_the_month_has_a_pair_of_ones_own(db: Session, world: World) -> None:
    assess(db, world, "cora", "wren", NOV_12, FOUR, opened=False)
    wren, theo = (db.get_one(Account, world[name]) for name in ("wren", "theo"))
    agree(db, worker=wren, coach=theo, focuses={world.profiles["safety-mapping"]: 1}, starts_on=NOV_16, at=RENEWED)
    db.flush()
    made = assess(db, world, "theo", "wren", NOV_20, SIX, opened=False)
    pair = db.get_one(Pair, made.pair_id)
    assert db.get_one(Agreement, pair.agreement_id).coach_id == theo.id


@pytest.mark.parametrize("day", [NOV_12, NOV_16], ids=["of-before", "of-the-day-itself"])
def test_a_coach_submits_a_draft_that_was_begun_before_the_renewal(
    db: Session, world: World, browse: Browse, desk: Desk, clock: Clock, day: date
) -> None:
    draft = desk.draft("cora", "wren", on=day, answers={"context": Answer(5)})
    clock.forward(hours=1)
    made = renew(db, world, at=clock()).id
    db.commit()
    clock.forward(hours=1)
    cora = browse("cora")
    saved = cora.post(f"/assessments/{draft}", {"observed_on": str(day), "go": "review"})
    assert saved.headers["location"] == f"/assessments/{draft}/review"
    assert submit(cora, f"/assessments/{draft}").status_code == 303
    db.expire_all()
    found = db.get_one(Assessment, draft)
    assert (found.agreement_id, found.observed_on, found.pair_id is not None) == (made, day, True)


def test_after_a_renewal_the_coach_rates_for_the_pair_of_before(
    db: Session, world: World, browse: Browse, clock: Clock
) -> None:
    pair = assess(db, world, "wren", "wren", NOV_12, SIX, opened=False).pair_id
    old = db.get_one(Agreement, world.agreements["cora-wren"])
    end_agreement(db, None, old, on=NOV_20, at=clock())
    renew(db, world, starts_on=date(2026, 12, 1), at=clock())
    db.commit()
    clock.at = datetime(2026, 12, 2, 18, tzinfo=UTC)
    cora, page = browse("cora"), f"/workers/{world['wren']}/assessments"
    assert f'href="/pairs/{pair}"' in cora.get("/").text
    assert f'href="{page}/new?' in cora.get(f"/pairs/{pair}").text
    start = {"profile": str(world.profiles["safety-mapping"])}
    refused = cora.post(page, start | {"observed_on": "2026-11-21"})
    said = "A coaching agreement ends on November 20, 2026, and the next one begins on December 1, 2026."
    assert (refused.status_code, said in refused.text) == (422, True)
    draft = cora.post(page, start | {"observed_on": "2026-11-12"}).headers["location"]
    cora.post(draft, {"point-content": "4", "go": "save"})
    assert submit(cora, draft).headers["location"] == f"/pairs/{pair}?done=pair-open"


def test_a_draft_of_before_the_renewal_moves_to_a_day_after_it(db: Session, world: World) -> None:
    draft = assess(db, world, "cora", "wren", NOV_12, FOUR, submit=False)
    renew(db, world)
    cora = viewer_of(db, world, "cora")
    actions.change_details(db, cora, draft, observed_on=date(2026, 11, 17), setting=None, were=None, at=LATER)
    actions.submit(db, cora, draft, version_of(db, world, "safety-mapping"), at=LATER)
    running = agreement_at(db, db.get_one(Account, world["wren"]), LATER)
    assert (draft.observed_on, draft.agreement_id) == (date(2026, 11, 17), running and running.id)
