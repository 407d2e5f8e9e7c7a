"""What a supervisor finds on the page of the day, level by level."""

import re
from datetime import date, timedelta

import pytest
from sqlmodel import Session

from app.agreements import sharing
from app.agreements.actions import end_now
from app.people.models import Account
from app.people.permits import Level
from tests.clock import START, Clock
from tests.goals.given import sent, words, wren_stands_at
from tests.home.given import Browse, drafted, signs, titles, today_of
from tests.stories import assess, viewer_of
from tests.world import World, agreement


def shares(db: Session, world: World, level: Level) -> None:
    running, at = agreement(db, world, "cora-wren"), START - timedelta(days=20)
    sue = db.get_one(Account, world["sue"])
    sharing.offer(db, viewer_of(db, world, "wren"), running, supervisor=sue, level=level, at=at)
    for name in ("cora", "sue"):
        signs(db, world, name, running, number=2, at=at)


def wren_sets_a_goal(browse: Browse, world: World, db: Session) -> None:
    wren_stands_at(db, world, 4)
    db.commit()
    proposed = browse("wren").post(f"/workers/{world['wren']}/goals", sent())
    confirmed = browse("cora").post(f"{proposed.headers['location'].partition('?')[0]}/confirmation")
    assert confirmed.status_code == 303


def row_of_wren(html: str) -> str:
    found = re.search(r"<tr role=\"row\">\s*<th[^>]*>\s*<a [^>]*>Wren Castillo.*?</tr>", html, re.DOTALL)
    assert found
    return found[0]


def test_with_activity_sue_reads_done_or_not_and_no_goal(browse: Browse, world: World, db: Session) -> None:
    wren_sets_a_goal(browse, world, db)

    assert words(row_of_wren(today_of(browse("sue")))).strip() == (
        "Wren Castillo Done Nov 12; one more asked for None you can see"
    )


def test_with_goals_sue_reads_the_goal_in_words_and_no_digit_of_a_point(
    browse: Browse, world: World, db: Session
) -> None:
    shares(db, world, Level.GOALS)
    wren_sets_a_goal(browse, world, db)
    row = row_of_wren(today_of(browse("sue")))

    assert "Stakeholders" in row
    assert "Plan how to bring in the views and voices of people who are missing." in words(row)
    assert "Safety Mapping · check back Dec 16" in words(row)
    assert "stair" not in row
    assert re.findall(r"\d+", words(row).replace("Done Nov 12", "")) == ["16"]


def test_with_ratings_sue_reads_the_goal_as_coaches_do(browse: Browse, world: World, db: Session) -> None:
    shares(db, world, Level.RATINGS)
    wren_sets_a_goal(browse, world, db)
    row = row_of_wren(today_of(browse("sue")))

    assert "4 to 5" in words(row)
    assert "stair" in row


@pytest.mark.parametrize("level", [Level.GOALS, Level.RATINGS])
def test_a_goal_of_wren_gives_sue_nothing_to_do(browse: Browse, world: World, db: Session, level: Level) -> None:
    shares(db, world, level)
    wren_stands_at(db, world, 4)
    browse("wren").post(f"/workers/{world['wren']}/goals", sent(check_back_on="2026-11-25"))
    html = today_of(browse("sue"))

    assert "Check back" not in html
    assert "proposes a goal" not in html


def test_what_was_set_before_sue_signed_stays_out_of_her_list(
    browse: Browse, world: World, db: Session, clock: Clock
) -> None:
    wren_sets_a_goal(browse, world, db)
    running, sue = agreement(db, world, "cora-wren"), db.get_one(Account, world["sue"])
    at = clock.forward(hours=1)
    sharing.offer(db, viewer_of(db, world, "wren"), running, supervisor=sue, level=Level.RATINGS, at=at)
    for name in ("cora", "sue"):
        signs(db, world, name, running, number=2, at=at)
    db.commit()

    assert "Stakeholders" not in today_of(browse("sue"))


def test_stan_reads_nothing_of_the_other_unit_whatever_it_shares(browse: Browse, world: World, db: Session) -> None:
    shares(db, world, Level.RATINGS)
    wren_sets_a_goal(browse, world, db)
    html = today_of(browse("stan"))

    assert "Wren" not in html
    assert titles(html) == []


def test_somebody_without_an_agreement_shows_the_last_self_assessment_and_what_begins(
    browse: Browse, world: World, db: Session
) -> None:
    assess(db, world, "wren", "wren", date(2026, 11, 12), {"stakeholders": 4})
    end_now(db, viewer_of(db, world, "wren"), agreement(db, world, "cora-wren"), at=START - timedelta(hours=1))
    db.commit()
    row = words(row_of_wren(today_of(browse("sue")))).strip()
    assert row == "Wren Castillo No agreement now; last self-assessment November 12 None you can see"

    made = drafted(db, world, "wren", "theo", starts_on=date(2026, 12, 1))
    for name in ("theo", "wren"):
        signs(db, world, name, made)
    db.commit()
    assert "Coaching begins December 1" in words(row_of_wren(today_of(browse("sue"))))


def test_where_goals_are_shared_sue_reads_that_there_is_none_yet(browse: Browse, world: World, db: Session) -> None:
    shares(db, world, Level.GOALS)
    db.commit()

    assert "No goal yet. You see those set since Oct 27." in words(row_of_wren(today_of(browse("sue"))))
