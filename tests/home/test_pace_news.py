"""Pauses as news: of one pause the last word alone is told."""

from datetime import date

from sqlmodel import Session

from app.agreements.pauses import add_pause, remove_pause
from app.people.models import Agreement, AgreementPause
from tests.clock import START
from tests.goals.given import sent, wren_stands_at
from tests.home.given import Browse, titles, today_of
from tests.stories import viewer_of
from tests.world import World, agreement

SET, REMOVED = "Cora set a pause", "Cora removed a pause"


def test_a_pause_that_was_removed_is_not_told_as_set(browse: Browse, db: Session, world: World) -> None:
    on = agreement(db, world, "cora-wren")
    remove_pause(db, viewer_of(db, world, "cora"), on, rest(db, world, on), at=START)
    db.commit()

    told = titles(today_of(browse("wren")))
    assert (told.count(SET), told.count(REMOVED)) == (0, 1)


def test_the_same_days_set_again_are_told_as_set_and_not_as_removed(browse: Browse, db: Session, world: World) -> None:
    on = agreement(db, world, "cora-wren")
    remove_pause(db, viewer_of(db, world, "cora"), on, rest(db, world, on), at=START)
    rest(db, world, on)
    db.commit()

    told = titles(today_of(browse("wren")))
    assert (told.count(SET), told.count(REMOVED)) == (1, 0)


def test_a_goal_that_is_new_tells_the_day_to_which_a_pause_moves_its_check_back(
    browse: Browse, db: Session, world: World
) -> None:
    wren_stands_at(db, world, 4)
    db.commit()
    proposed = browse("wren").post(f"/workers/{world['wren']}/goals", sent(check_back_on="2026-12-29"))
    browse("cora").post(f"{proposed.headers['location'].partition('?')[0]}/confirmation")
    told = "Stakeholders, Safety Mapping: from 4 toward 5."
    assert f"{told} Check back on December 29, 2026." in today_of(browse("wren"))
    rest(db, world, agreement(db, world, "cora-wren"))
    db.commit()

    assert f"{told} Check back after the pause, from Jan 4." in today_of(browse("wren"))


def rest(db: Session, world: World, on: Agreement) -> AgreementPause:
    by = viewer_of(db, world, "cora")
    return add_pause(db, by, on, first=date(2026, 12, 21), last=date(2027, 1, 3), at=START)
