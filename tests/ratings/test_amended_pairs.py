"""Amending and withdrawing one side of a pair: the seal stays, and what both rated blind stays side by side."""

from datetime import date
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.ratings.models import Assessment, Pair
from app.ratings.rules import Answer
from tests.clock import Clock
from tests.ratings.changing import FOUR, NOV_12, WHY, Browse, amended, begun, plain, points, send, withdrawn
from tests.ratings.conftest import Desk
from tests.world import World

SIX = {"content": Answer(6)}
NOV_13 = date(2026, 11, 13)


def rated(desk: Desk, name: str, answers: dict[str, Answer] = FOUR, *, on: date = NOV_12) -> str:
    return f"/assessments/{desk.submitted(name, 'wren', answers=answers, on=on, opened=False)}"


def pair_of(desk: Desk, path: str) -> str:
    return desk.pair_of(UUID(path.rpartition("/")[2]))


def test_what_is_amended_while_it_is_sealed_stays_sealed_and_is_what_the_pair_shows(
    db: Session, world: World, later: Browse, desk: Desk, clock: Clock
) -> None:
    own = rated(desk, "wren")
    clock.forward(hours=1)
    newest = amended(later("wren"), own, content="5")
    pair, cora = pair_of(desk, own), later("cora")
    assert [cora.get(path).headers["location"] for path in (own, newest)] == [pair, pair]
    assert "amended a self" not in plain(cora.get("/"))
    assert (points(db, world, "wren"), points(db, world, "cora")) == ([], [])
    clock.forward(hours=1)
    rated(desk, "cora", SIX)
    page = plain(cora.get(pair))
    assert "One step apart, both in Accomplished." in page
    assert "amended this" not in page
    assert [cora.get(path).status_code for path in (own, newest)] == [200, 200]
    assert WHY in plain(cora.get(newest))
    marks = db.exec(select(Assessment.after_opening).where(col(Assessment.rater_id) == world["wren"])).all()
    assert marks == [False, False]


def test_what_is_amended_after_the_opening_is_marked_and_the_pair_keeps_what_both_rated_blind(
    db: Session, world: World, later: Browse, desk: Desk, clock: Clock
) -> None:
    own, coras = rated(desk, "wren"), rated(desk, "cora", SIX)
    clock.forward(days=4)
    newest = amended(later("cora"), coras, content="9")
    marks = dict(
        db.execute(
            sa.select(col(Assessment.number), col(Assessment.after_opening)).where(
                col(Assessment.rater_id) == world["cora"]
            )
        ).all()
    )
    db.rollback()
    assert marks == {1: False, 2: True}
    for name in ("wren", "cora"):
        answer = later(name).get(pair_of(desk, own))
        page = plain(answer)
        assert "Two steps apart, both in Accomplished." in page
        assert "Cora amended this on November 20, 2026" in page
        assert f'href="{newest}"' in answer.text
        assert "Rated later" not in page
    assert points(db, world, "wren", at=clock()) == [9, 4]


def test_a_side_withdrawn_while_sealed_is_rated_anew_and_nobody_is_kept_waiting_by_it(
    db: Session, world: World, later: Browse, desk: Desk, clock: Clock
) -> None:
    own = rated(desk, "wren")
    pair = pair_of(desk, own)
    assert "Wren’s self-assessment is in" in plain(later("cora").get("/"))
    assert "so the pair waits for a new view of yours" in plain(later("wren").get(f"{own}/withdrawal"))
    withdrawn(later("wren"), own)
    assert [later(name).get(pair).status_code for name in ("wren", "cora")] == [404, 404]
    assert "Wren’s self-assessment is in" not in plain(later("cora").get("/"))
    goals = later("wren").get(f"/workers/{world['wren']}/goals/new?profile=safety-mapping&element=content")
    assert "Both views open together" not in plain(goals)
    assert later("cora").get(own).status_code == 404
    rated(desk, "cora", SIX, on=NOV_13)
    assert "Cora has rated Safety Mapping. You see it as soon as your own view is in." in plain(later("wren").get(pair))
    rated(desk, "wren", SIX, on=NOV_13)
    assert "You both chose 6, in Accomplished." in plain(later("cora").get(pair))


def test_a_second_rating_of_the_month_takes_the_place_of_one_withdrawn_while_sealed(
    db: Session, later: Browse, desk: Desk
) -> None:
    first, second = rated(desk, "wren"), rated(desk, "wren", SIX, on=NOV_13)
    withdrawn(later("wren"), first)
    (pair,) = db.exec(select(Pair)).all()
    assert pair.worker_opened_at is not None
    db.rollback()
    rated(desk, "cora", SIX)
    assert "You both chose 6, in Accomplished." in plain(later("cora").get(pair_of(desk, second)))


@pytest.mark.parametrize("name", ["wren", "cora"])
def test_in_an_open_pair_a_withdrawn_side_is_named_in_place_of_its_values(
    later: Browse, desk: Desk, clock: Clock, name: str
) -> None:
    sides = {"wren": rated(desk, "wren"), "cora": rated(desk, "cora", SIX)}
    clock.forward(days=4)
    withdrawn(later(name), sides[name])
    for reader in ("wren", "cora"):
        page = plain(later(reader).get(pair_of(desk, sides["wren"])))
        assert f"{name.title()} withdrew this view on November 20, 2026." in page
        assert f"{name.title()} chose" not in page
        assert f"{'Cora' if name == 'wren' else 'Wren'} chose" in page
        assert "steps apart" not in page


def test_amending_once_the_seal_has_lifted_by_itself_is_marked_where_there_was_something_to_read(
    db: Session, later: Browse, desk: Desk, clock: Clock, world: World
) -> None:
    alone = rated(desk, "wren")
    clock.forward(days=50)
    draft = begun(later("wren"), alone, content="5")
    assert "a supervisor" not in plain(later("wren").get(f"{draft}/review"))
    assert "Sue or" not in plain(later("wren").get(f"{draft}/review"))
    assert "Sue has to approve this." in plain(later("wren").get(f"{draft}/review"))
    assert send(later("wren"), draft).headers["location"] == f"{alone}?done=approval-asked"
