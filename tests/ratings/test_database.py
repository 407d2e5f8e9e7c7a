"""The database's own refusals: what no door lets through, whoever forgets to check."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlmodel import Session, col, select

from app.frameworks.queries import LoadedVersion, in_force
from app.people.access import Viewer
from app.ratings import actions
from app.ratings.models import Assessment, Rating, Seen
from app.ratings.rules import Answer
from app.web.errors import ConflictError, ProblemsError
from tests.clock import START
from tests.ratings.conftest import Desk
from tests.world import World

AT = datetime(2026, 11, 16, 18, tzinfo=UTC)


@pytest.fixture
def cora(viewer: Callable[[str], Viewer]) -> Viewer:
    return viewer("cora")


def row_of(db: Session, assessment_id: UUID) -> Assessment:
    return db.exec(select(Assessment).where(col(Assessment.id) == assessment_id)).one()


def rating(draft: UUID, version: LoadedVersion, **changes: Any) -> Rating:
    values: dict[str, Any] = {
        "assessment_id": draft, "version_id": version.version_id, "element_id": version.element_ids["content"],
        "scale_id": version.scale_id, "point": 4, "saved_at": AT,
    } | changes  # fmt: skip
    return Rating(**values)


@pytest.mark.parametrize("point", [0, 10, -1])
def test_the_database_refuses_a_point_the_scale_lacks(
    db: Session, desk: Desk, mapping: LoadedVersion, point: int
) -> None:
    db.add(rating(desk.draft("cora", "wren"), mapping, point=point))
    with pytest.raises(IntegrityError):
        db.commit()


@pytest.mark.parametrize("point", [4.5, True, "five"])
def test_a_model_refuses_what_is_no_whole_number(
    db: Session, desk: Desk, mapping: LoadedVersion, point: object
) -> None:
    db.add(rating(desk.draft("cora", "wren"), mapping, point=point))
    with pytest.raises(StatementError):
        db.commit()


@pytest.mark.parametrize("point", ["0", "10", "-1", "9.5", "'five'"])
def test_plain_sql_puts_no_other_point_in_either(db: Session, desk: Desk, mapping: LoadedVersion, point: str) -> None:
    db.add(rating(desk.draft("cora", "wren"), mapping))
    db.commit()
    with pytest.raises(DBAPIError):
        db.execute(sa.text(f"UPDATE rating SET point = {point}"))


def test_the_database_refuses_an_element_of_another_profile(
    db: Session, desk: Desk, mapping: LoadedVersion, world: World
) -> None:
    draft = desk.draft("cora", "wren")
    other = in_force(db, world.profiles["safety-planning"])
    db.add(rating(draft, mapping, element_id=other.element_ids["purpose"]))
    with pytest.raises(IntegrityError):
        db.commit()


def test_the_database_refuses_an_element_that_takes_no_rating(db: Session, desk: Desk, mapping: LoadedVersion) -> None:
    db.add(rating(desk.draft("cora", "wren"), mapping, element_id=mapping.element_ids["purpose"]))
    with pytest.raises(IntegrityError):
        db.commit()


def test_the_database_refuses_a_second_rating_of_one_element(db: Session, desk: Desk, mapping: LoadedVersion) -> None:
    draft = desk.draft("cora", "wren")
    db.add_all([rating(draft, mapping), rating(draft, mapping, point=5)])
    with pytest.raises(IntegrityError):
        db.commit()


@pytest.mark.parametrize("changes", [{"not_observed": True}, {"reason": "court"}, {"note": "x" * 10_001}])
def test_the_database_refuses_what_contradicts_itself_or_is_too_long(
    db: Session, desk: Desk, mapping: LoadedVersion, changes: dict[str, Any]
) -> None:
    db.add(rating(desk.draft("cora", "wren"), mapping, **changes))
    with pytest.raises(IntegrityError):
        db.commit()


def test_the_database_refuses_a_tap_on_another_elements_indicator(
    db: Session, desk: Desk, mapping: LoadedVersion
) -> None:
    row = rating(desk.draft("cora", "wren"), mapping)
    db.add(row)
    db.flush()
    db.add(Seen(rating_id=row.id, element_id=mapping.element_ids["content"], indicator_key="z9"))
    with pytest.raises(IntegrityError):
        db.commit()


def test_the_database_refuses_a_second_draft_of_one_day(db: Session, desk: Desk) -> None:
    draft = row_of(db, desk.draft("cora", "wren"))
    db.add(Assessment(**draft.model_dump() | {"id": uuid4()}))
    with pytest.raises(IntegrityError):
        db.commit()


@pytest.mark.parametrize("point", [0, 10, -1, 4.5, True, "five"])
def test_the_action_refuses_a_point_off_the_scale(
    db: Session, desk: Desk, mapping: LoadedVersion, cora: Viewer, point: int
) -> None:
    draft = row_of(db, desk.draft("cora", "wren"))
    with pytest.raises(ProblemsError) as refused:
        actions.save_sheet(db, cora, draft, mapping, answers={"content": Answer(point=point)}, revisions={}, at=START)
    assert list(refused.value.problems) == ["point-content"]


def test_one_bad_element_keeps_the_whole_sheet_out(
    db: Session, desk: Desk, mapping: LoadedVersion, cora: Viewer
) -> None:
    draft = row_of(db, desk.draft("cora", "wren"))
    answers = {"content": Answer(point=4), "purpose": Answer(point=4), "stranger": Answer(point=4)}
    with pytest.raises(ProblemsError) as refused:
        actions.save_sheet(db, cora, draft, mapping, answers=answers, revisions={}, at=START)
    assert set(refused.value.problems) == {"point-purpose", "sheet"}
    assert db.exec(select(Rating)).all() == []


def test_what_is_submitted_can_no_longer_be_saved_or_removed(
    db: Session, desk: Desk, mapping: LoadedVersion, cora: Viewer
) -> None:
    submitted = desk.submitted("cora", "wren", answers={"content": Answer(point=4)})
    row = row_of(db, submitted)
    answers = {"content": Answer(point=5)}
    with pytest.raises(ConflictError):
        actions.save_sheet(db, cora, row, mapping, answers=answers, revisions={"content": 1}, at=START)
    with pytest.raises(ConflictError):
        actions.remove_draft(db, cora, row)
