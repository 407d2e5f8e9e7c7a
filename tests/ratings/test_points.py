"""Points compare on one scale alone, and every one of them comes out of one place."""

import ast
from datetime import date

import pytest
from sqlmodel import Session

from app.frameworks.actions import load
from app.frameworks.files import read_folder
from app.frameworks.queries import in_force
from app.people.queries import agreement_at
from app.ratings import points
from app.settings import ROOT
from tests.clock import START
from tests.ratings.conftest import on_other_levels, person
from tests.stories import assess, viewer_of
from tests.world import World


@pytest.fixture
def rescaled(db: Session, world: World) -> None:
    """Cora and Wren chose points of the nine; then Safety Mapping moved to five levels."""
    assess(db, world, "cora", "wren", date(2026, 11, 2), {"stakeholders": 4})
    assess(db, world, "wren", "wren", date(2026, 11, 3), {"stakeholders": 6})
    load(db, on_other_levels(read_folder(ROOT / "profiles")), at=START)
    db.commit()


@pytest.mark.usefixtures("rescaled")
def test_points_of_another_scale_are_neither_shown_nor_handed_to_goals(db: Session, world: World) -> None:
    wren, agreement = person(db, world, "wren"), agreement_at(db, person(db, world, "wren"), START)
    assert points.visible_points(db, viewer_of(db, world, "wren"), wren, now=START) == []
    assert points.shared_points(db, wren, agreement, now=START) == {}
    assert points.shared_points(db, wren, None, now=START) == {}

    assess(db, world, "cora", "wren", date(2026, 11, 10), {"stakeholders": 2})

    assert [seen.point for seen in points.visible_points(db, viewer_of(db, world, "wren"), wren, now=START)] == [2]
    (latest,) = points.shared_points(db, wren, agreement, now=START).values()
    assert latest.coach is not None
    assert (latest.coach.point, latest.self_) == (2, None)


def test_a_sheet_of_an_earlier_version_is_compared_on_its_own_scale(db: Session, world: World) -> None:
    before = in_force(db, world.profiles["safety-mapping"])
    assess(db, world, "cora", "wren", date(2026, 11, 2), {"stakeholders": 4})
    load(db, on_other_levels(read_folder(ROOT / "profiles")), at=START)
    assess(db, world, "cora", "wren", date(2026, 11, 10), {"stakeholders": 2})
    wren = person(db, world, "wren")
    found = points.visible_points(db, viewer_of(db, world, "cora"), wren, now=START, version=before)
    assert [seen.point for seen in found] == [4]


@pytest.mark.usefixtures("rescaled")
@pytest.mark.parametrize(("name", "known"), [("wren", True), ("cora", True), ("theo", False), ("sue", False)])
def test_whoever_could_read_them_is_told_that_earlier_points_stand_on_another_scale(
    db: Session, world: World, name: str, known: bool
) -> None:
    found = points.profiles_on_another_scale(db, viewer_of(db, world, name), person(db, world, "wren"), now=START)
    assert found == ({world.profiles["safety-mapping"]} if known else set())


def test_nothing_outside_of_ratings_asks_the_table_of_points_itself() -> None:
    modules = [path for path in (ROOT / "app").rglob("*.py") if path.parent.name != "ratings"]
    assert len(modules) > 40
    asking = [
        str(path.relative_to(ROOT))
        for path in modules
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom)
        and node.module == "app.ratings.models"
        and {alias.name for alias in node.names} & {"Rating", "Seen", "*"}
    ]
    assert asking == []


def test_inside_ratings_four_modules_read_points_each_for_its_reason() -> None:
    reading = {path.stem for path in (ROOT / "app" / "ratings").glob("*.py") if "Rating.point" in path.read_text()}
    # What others may see; one sheet that its loader has opened; how many elements of a draft are answered; and what two
    # coaches gave without a view of the other, from which the noise of an agency comes and which nobody is shown.
    assert reading == {"points", "sheets", "queries", "doubles"}
