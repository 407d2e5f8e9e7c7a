"""The pairs of the invented county: the story of the manual's pictures, and every way in which a pair stands."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.db import Database
from app.frameworks.models import Element
from app.pairs.models import PairAnswer
from app.pairs.queries import PairRow, pairs_near
from app.pairs.rules import Question
from app.people.models import Account
from app.ratings.models import Assessment, Rating, Seen
from app.ratings.rules import Kind, Reason
from tests.demo.conftest import NOVEMBER, county
from tests.world import as_viewer

POINTS = {
    Kind.COACH: {"group-agreements": 7, "stakeholders": 4, "context": 5, "content": 5, "next-steps": None},
    Kind.SELF: {"group-agreements": 7, "stakeholders": 6, "context": 5, "content": 6, "next-steps": 5},
}


def pairs_of(db: Session, name: str, now: datetime) -> list[PairRow]:
    account = db.exec(select(Account).where(col(Account.name).startswith(name))).one()
    return pairs_near(db, as_viewer(db, account), now)


def main_pair(db: Session, now: datetime) -> PairRow:
    """The newest open pair of Cora and Wren."""
    opened = [pair for pair in pairs_of(db, "Cora", now) if pair.worker_name == "Wren Castillo" and pair.opened_at]
    return opened[0]


def rated(db: Session, pair: PairRow) -> dict[Kind, dict[str, Rating]]:
    rows = db.execute(
        sa.select(Rating, col(Assessment.kind), col(Element.key))
        .join(Assessment, col(Assessment.id) == col(Rating.assessment_id))
        .join(Element, col(Element.id) == col(Rating.element_id))
        .where(col(Assessment.pair_id) == pair.id)
    )
    found: dict[Kind, dict[str, Rating]] = {}
    for rating, kind, key in rows:
        found.setdefault(kind, {})[key] = rating
    return found


@pytest.mark.parametrize(
    "now",
    [
        NOVEMBER,
        datetime(2026, 11, 4, 20, 0, tzinfo=UTC),
        datetime(2026, 12, 1, 18, 0, tzinfo=UTC),
        datetime(2027, 1, 3, 18, 0, tzinfo=UTC),
        datetime(2027, 3, 1, 9, 0, tzinfo=UTC),
    ],
    ids=["on a day in between", "on the fourth", "on the first", "on a Sunday, the third", "in the night to March"],
)
def test_on_any_day_the_pair_of_cora_and_wren_is_open_and_recent(tmp_path: Path, now: datetime) -> None:
    with county(tmp_path, now).reading() as db:
        pair = main_pair(db, now)
        found = rated(db, pair)
    assert {kind: {key: one.point for key, one in ratings.items()} for kind, ratings in found.items()} == POINTS
    assert pair.opened_at is not None
    assert timedelta(0) <= now - pair.opened_at <= timedelta(days=7)


def test_they_saw_stakeholders_differently_with_own_notes_and_taps(november: Database) -> None:
    with november.reading() as db:
        found = rated(db, main_pair(db, NOVEMBER))
        taps = {
            kind: set(
                db.scalars(sa.select(col(Seen.indicator_key)).where(col(Seen.rating_id) == one["stakeholders"].id))
            )
            for kind, one in found.items()
        }
    assert taps == {Kind.COACH: {"e2", "a1"}, Kind.SELF: {"e2", "a1", "a2", "a3"}}
    notes = {one.note for ratings in found.values() for one in ratings.values()}
    assert len(notes) == 10
    assert found[Kind.COACH]["next-steps"].reason is Reason.COURT


def test_two_of_the_three_questions_are_answered_one_by_each(november: Database) -> None:
    with november.reading() as db:
        answers = list(db.exec(select(PairAnswer).where(col(PairAnswer.pair_id) == main_pair(db, NOVEMBER).id)))
    assert {answer.question for answer in answers} == {Question.WORKING_WELL, Question.WORRIED}
    assert len({answer.saved_by for answer in answers}) == 2


def test_one_waits_for_cora_and_one_for_wren(november: Database) -> None:
    with november.reading() as db:
        cora = [pair.worker_name for pair in pairs_of(db, "Cora", NOVEMBER) if pair.state == "yours"]
        wren = [pair.coach_name for pair in pairs_of(db, "Wren", NOVEMBER) if pair.state == "yours"]
    assert (cora, wren) == (["Ash Whitfield"], ["Cora Lindqvist"])


def test_one_was_opened_without_rating_and_one_lapsed(november: Database) -> None:
    with november.reading() as db:
        pairs = pairs_of(db, "Cora", NOVEMBER)
    assert [pair.worker_name for pair in pairs if pair.declared_by] == ["Lee Tran"]
    lapsed = {pair.worker_name for pair in pairs if pair.opened_at == pair.lapses_at}
    assert "Ash Whitfield" in lapsed
