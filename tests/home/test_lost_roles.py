"""Today and the list of people, for somebody who has lost a role or supervises another unit, or since when."""

from datetime import date, timedelta
from functools import partial

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col

from app.agreements import sharing
from app.agreements.signing import sign
from app.people.models import Account, AccountRole, PositionKind
from app.people.permits import Level, Role
from tests.clock import START, Clock
from tests.goals.given import words
from tests.home.given import Browse, Count, drafted, signs, titles, today_of
from tests.people.situations import give_role, move
from tests.world import World, agree, agreement, as_viewer


def loses_coaching(db: Session, world: World, name: str) -> None:
    held = (col(AccountRole.account_id) == world[name], col(AccountRole.role) == Role.COACH)
    db.execute(sa.delete(AccountRole).where(*held))
    give_role(db, world, name, Role.ACADEMY_LEAD)


def shares(db: Session, world: World, supervisor: str, level: Level, number: int, days_ago: int) -> None:
    """Wren offers, Cora and the supervisor sign."""
    running, at = agreement(db, world, "cora-wren"), START - timedelta(days=days_ago)
    wren, cora, theirs = (db.get_one(Account, world[name]) for name in ("wren", "cora", supervisor))
    sharing.offer(db, as_viewer(db, wren), running, supervisor=theirs, level=level, at=at)
    for person in (cora, theirs):
        sign(db, as_viewer(db, person), running, number=number, earlier=None, at=at)


@pytest.mark.parametrize("page", ["/", "/people"])
def test_who_coaches_no_more_reads_no_name_of_those_coached(
    browse: Browse, world: World, db: Session, page: str
) -> None:
    drafted(db, world, "sol", "cora")
    made = drafted(db, world, "lee", "cora")
    for name in ("lee", "cora"):
        signs(db, world, name, made)
    loses_coaching(db, world, "cora")
    db.commit()
    answer = browse("cora").get(page)

    assert [name for name in ("Wren", "Ash", "Lee", "Sol") if name in answer.text] == []


def test_a_supervisor_who_has_lost_the_coach_role_is_no_coach_on_any_list(
    browse: Browse, world: World, db: Session
) -> None:
    give_role(db, world, "cora", Role.SUPERVISOR)
    move(db, world, "cora", "north", date(2026, 11, 1), PositionKind.SUPERVISOR)
    held = (col(AccountRole.account_id) == world["cora"], col(AccountRole.role) == Role.COACH)
    db.execute(sa.delete(AccountRole).where(*held))
    db.commit()
    cora = browse("cora")

    assert "Coached by you" not in cora.get("/people").text
    assert "Wren Castillo In your unit, North" in words(cora.get("/people").text)
    assert "Your people" not in today_of(cora)


def test_the_next_supervisor_shares_more_and_the_one_before_reads_nothing(
    browse: Browse, world: World, db: Session
) -> None:
    give_role(db, world, "theo", Role.SUPERVISOR)
    move(db, world, "theo", "north", date(2026, 10, 1), PositionKind.SUPERVISOR)
    shares(db, world, "sue", Level.RATINGS, 2, 6)
    shares(db, world, "theo", Level.GOALS, 3, 3)
    db.commit()
    wren, sue = today_of(browse("wren")), today_of(browse("sue"))

    assert titles(wren).count("Your agreement with Cora shares more") == 1
    assert "shares less" not in wren
    assert "From this day on: Theo sees goals in words without points." in words(wren)
    assert f"/agreements/{world.agreements['cora-wren']}" not in sue
    assert not any("shares" in title for title in titles(sue))


def test_what_a_move_has_closed_again_is_no_news(browse: Browse, world: World, db: Session) -> None:
    shares(db, world, "sue", Level.RATINGS, 2, 6)
    move(db, world, "sue", "south", date(2026, 11, 14), PositionKind.SUPERVISOR)
    db.commit()

    for name in ("wren", "sue"):
        assert not any("shares" in title for title in titles(today_of(browse(name))))


def test_a_supervisor_of_another_unit_reads_no_beginning(browse: Browse, world: World, db: Session) -> None:
    made = drafted(db, world, "ash", "theo", supervisor="sue")
    for name in ("ash", "theo"):
        signs(db, world, name, made)
    move(db, world, "sue", "south", date(2026, 11, 16), PositionKind.SUPERVISOR)
    db.commit()

    assert "Ash" not in today_of(browse("sue"))
    assert "Your agreement with Theo is in force" in titles(today_of(browse("ash")))
    assert "Sue sees" not in words(today_of(browse("ash")))


def test_nothing_was_due_before_the_agreement_came_into_force(browse: Browse, world: World, db: Session) -> None:
    sol, cora = (db.get_one(Account, world[name]) for name in ("sol", "cora"))
    agree(
        db, worker=sol, coach=cora, focuses={world.profiles["safety-mapping"]: 1}, starts_on=date(2026, 3, 1),
        at=START - timedelta(hours=1),
    )  # fmt: skip
    db.commit()

    said = words(today_of(browse("sol")))
    assert "Nov 30" in said
    assert "Mar 31" not in said
    assert "Sol Haddad Coached by you since November 16, 2026" in words(browse("cora").get("/people").text)


def test_three_drafts_ask_a_supervisor_no_more_than_one(
    browse: Browse, world: World, db: Session, clock: Clock, count_queries: Count
) -> None:
    sue = browse("sue")
    drafted(db, world, "wren", "theo", supervisor="sue", level=Level.GOALS, at=clock())
    db.commit()
    today_of(sue)
    one = [count_queries(partial(sue.get, page)) for page in ("/", "/agreements")]
    for worker in ("ash", "lee"):
        drafted(db, world, worker, "theo", supervisor="sue", level=Level.GOALS, at=clock())
    db.commit()

    assert titles(today_of(sue))[0].endswith("waits for your signature")
    assert [count_queries(partial(sue.get, page)) for page in ("/", "/agreements")] == one
