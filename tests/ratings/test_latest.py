"""The newest point of an element, which every page takes from one function."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest

from app.ratings.latest import Latest, PointSeen, latest_of
from app.ratings.rules import Kind

PROFILE = uuid4()
KEY = (PROFILE, "content")


def seen(point: int | None, on: str, *, kind: Kind = Kind.COACH, submitted: str | None = None) -> PointSeen:
    return PointSeen(
        kind=kind, point=point, not_observed=point is None, reason=None, observed_on=date.fromisoformat(on),
        submitted_at=datetime.fromisoformat(submitted or on).replace(tzinfo=UTC), rater_id=uuid4(),
        assessment_id=uuid4(), rating_id=uuid4(), profile_id=PROFILE, version_id=uuid4(), element_key="content",
    )  # fmt: skip


def test_the_newest_day_counts_whenever_it_was_submitted() -> None:
    newer, older = seen(5, "2026-11-02", submitted="2026-11-02"), seen(3, "2026-10-02", submitted="2026-11-20")
    assert latest_of([older, newer]) == latest_of([newer, older]) == {KEY: Latest(coach=newer)}


def test_of_one_day_the_later_submission_counts() -> None:
    first, second = seen(5, "2026-11-02"), seen(4, "2026-11-02", submitted="2026-11-03")
    assert latest_of([second, first]) == {KEY: Latest(coach=second)}


def test_coach_and_self_stand_side_by_side() -> None:
    coach, own = seen(4, "2026-11-02"), seen(6, "2026-10-02", kind=Kind.SELF)
    assert latest_of([coach, own]) == {KEY: Latest(coach=coach, self_=own)}


def test_a_later_not_observed_leaves_the_point_and_stands_beside_it() -> None:
    coach, later = seen(4, "2026-10-02"), seen(None, "2026-11-02")
    assert latest_of([coach, later]) == {KEY: Latest(coach=coach, coach_not_observed=later)}


def test_a_not_observed_from_before_the_point_is_over() -> None:
    earlier, coach = seen(None, "2026-10-02"), seen(4, "2026-11-02")
    assert latest_of([earlier, coach]) == {KEY: Latest(coach=coach)}


def test_a_worker_who_did_not_see_it_changes_nothing() -> None:
    own, later = seen(6, "2026-10-02", kind=Kind.SELF), seen(None, "2026-11-02", kind=Kind.SELF)
    assert latest_of([own, later]) == {KEY: Latest(self_=own)}


@pytest.mark.parametrize("version", [UUID(int=1), UUID(int=2)])
def test_every_version_of_a_profile_counts(version: UUID) -> None:
    point = replace(seen(4, "2026-11-02"), version_id=version)
    assert latest_of([point]) == {KEY: Latest(coach=point)}
