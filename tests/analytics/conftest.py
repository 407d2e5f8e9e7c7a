"""Wren's year as the pages know it: Theo's points, then Cora's, and the own ones."""

from datetime import date

import pytest
from sqlmodel import Session

from tests.stories import assess
from tests.world import World

CANARY = "She asked the aunt to join"


@pytest.fixture
def wrens_points(db: Session, world: World) -> None:
    """On Stakeholders of Safety Mapping; every note is the canary."""
    for rater, on, point in (
        ("theo", date(2026, 3, 10), 2),
        ("theo", date(2026, 5, 12), 3),
        ("wren", date(2026, 3, 12), 3),
        ("cora", date(2026, 7, 8), 4),
        ("wren", date(2026, 10, 12), 6),
        ("cora", date(2026, 10, 9), 5),
    ):
        assess(db, world, rater, "wren", on, {"stakeholders": point}, note=CANARY)
    db.commit()
