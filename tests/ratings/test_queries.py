"""Who is told which points, and what lists cost."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from app.db import Database
from app.frameworks.queries import in_force
from app.people.access import Viewer
from app.people.models import Earlier
from app.people.queries import agreement_at
from app.ratings import points, queries
from app.ratings.rules import Answer, Kind
from app.ratings.taps import seen_indicators
from tests.clock import START, Clock
from tests.ratings.conftest import Desk, person
from tests.world import World, agree

EARLIER = datetime(2026, 3, 10, 18, tzinfo=UTC)


@pytest.fixture
def db(database: Database) -> Iterator[Session]:
    """A door for reading, so that people can go on writing beside it."""
    with database.reading() as db:
        yield db


@pytest.fixture
def history(desk: Desk) -> None:
    """Theo rated Wren in March and Wren rated the same day; Cora and Wren rated in November."""
    desk.submitted("theo", "wren", on=date(2026, 3, 9), answers={"content": Answer(point=2)}, at=EARLIER)
    desk.submitted("wren", "wren", on=date(2026, 3, 9), answers={"content": Answer(point=3)}, at=EARLIER)
    desk.submitted("cora", "wren", answers={"content": Answer(point=4, seen=frozenset({"a1"}))})
    desk.submitted("wren", "wren", answers={"content": Answer(point=5), "context": Answer(note="A note alone.")})
    desk.submitted("olga", "otto", answers={"content": Answer(point=9)})


@pytest.mark.usefixtures("history")
@pytest.mark.parametrize(
    ("name", "told"),
    [("wren", [2, 3, 4, 5]), ("cora", [4, 5]), ("theo", [2, 3]), ("sue", []), ("stan", []), ("ada", []), ("otto", [])],
)
def test_points_are_told_to_those_whose_window_holds_them(
    db: Session, world: World, viewer: Callable[[str], Viewer], clock: Clock, name: str, told: list[int]
) -> None:
    wren = person(db, world, "wren")
    assert [seen.point for seen in points.visible_points(db, viewer(name), wren, now=clock())] == told


@pytest.mark.usefixtures("history")
def test_a_draft_and_an_element_without_a_choice_are_no_points(
    db: Session, world: World, desk: Desk, viewer: Callable[[str], Viewer], clock: Clock
) -> None:
    desk.draft("cora", "ash", answers={"content": Answer(point=4)})
    assert points.visible_points(db, viewer("cora"), person(db, world, "ash"), now=clock()) == []
    found = points.visible_points(db, viewer("wren"), person(db, world, "wren"), now=clock())
    assert {seen.element_key for seen in found} == {"content"}


@pytest.mark.usefixtures("history")
def test_points_can_be_asked_for_of_one_version(
    db: Session, world: World, viewer: Callable[[str], Viewer], clock: Clock
) -> None:
    wren, who = person(db, world, "wren"), viewer("wren")
    mapping, other = (in_force(db, world.profiles[slug]) for slug in ("safety-mapping", "harm-and-danger"))
    assert [seen.point for seen in points.visible_points(db, who, wren, now=clock(), version=mapping)] == [2, 3, 4, 5]
    assert points.visible_points(db, who, wren, now=clock(), version=other) == []


@pytest.mark.usefixtures("history")
def test_points_are_shared_from_a_day_on(db: Session, world: World, clock: Clock) -> None:
    wren = person(db, world, "wren")
    (latest,) = points.shared_points(db, wren, None, now=clock(), since=date(2026, 6, 1)).values()
    assert [one.point for one in (latest.coach, latest.self_) if one] == [4, 5]
    assert points.shared_points(db, wren, None, now=clock(), since=date(2026, 11, 17)) == {}


@pytest.mark.usefixtures("history")
def test_worker_and_coach_share_what_both_can_see(db: Session, world: World, clock: Clock) -> None:
    wren = person(db, world, "wren")
    shared = points.shared_points(db, wren, agreement_at(db, wren, clock()), now=clock())
    (latest,) = shared.values()
    assert [one.point for one in (latest.coach, latest.self_) if one] == [4, 5]


def test_a_coach_who_begins_tomorrow_shares_nothing_yet(db: Session, world: World, desk: Desk, clock: Clock) -> None:
    desk.submitted("sol", "sol", answers={"content": Answer(point=6)})
    with desk.database.writing() as writing:
        tomorrow = agree(
            writing, worker=person(writing, world, "sol"), coach=person(writing, world, "theo"),
            focuses={world.profiles["safety-mapping"]: 1}, starts_on=date(2026, 11, 17), earlier=Earlier.ALL,
            at=clock(),
        )  # fmt: skip
    sol = person(db, world, "sol")
    assert points.shared_points(db, sol, tomorrow, now=clock()) == {}
    assert len(points.shared_points(db, sol, tomorrow, now=clock.forward(days=1))) == 1


@pytest.mark.usefixtures("history")
def test_a_worker_without_a_coach_goes_by_the_own_view(db: Session, world: World, desk: Desk, clock: Clock) -> None:
    desk.submitted("sol", "sol", answers={"content": Answer(point=6)})
    (latest,) = points.shared_points(db, person(db, world, "sol"), None, now=clock()).values()
    assert latest.coach is None
    assert latest.self_ is not None
    assert latest.self_.point == 6


@pytest.mark.usefixtures("history")
def test_taps_are_told_by_rating(db: Session, world: World, viewer: Callable[[str], Viewer], clock: Clock) -> None:
    found = points.visible_points(db, viewer("cora"), person(db, world, "wren"), now=clock())
    tapped = seen_indicators(db, [seen.rating_id for seen in found])
    assert list(tapped.values()) == [frozenset({"a1"})]
    assert seen_indicators(db, []) == {}


@pytest.mark.usefixtures("history")
@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("wren", [("self", True), ("coach", True), ("self", True), ("coach", True)]),
        ("cora", [("self", True), ("coach", True)]),
        ("sue", [("self", False), ("coach", False), ("self", False), ("coach", False)]),
        ("stan", []),
        ("ada", []),
        ("otto", []),
    ],
)
def test_a_supervisor_learns_that_it_took_place_and_opens_nothing(
    db: Session, world: World, viewer: Callable[[str], Viewer], clock: Clock, name: str, rows: list[tuple[str, bool]]
) -> None:
    found = queries.submitted_assessments(db, viewer(name), person(db, world, "wren"), now=clock())
    assert sorted(((row.kind.value, row.readable) for row in found), reverse=True) == sorted(rows, reverse=True)


def test_open_drafts_are_the_authors_own(
    db: Session, desk: Desk, viewer: Callable[[str], Viewer], clock: Clock
) -> None:
    draft = desk.draft("cora", "wren", answers={"content": Answer(point=4), "context": Answer(note="Later.")})
    desk.draft("wren", "wren", answers={})
    (row,) = queries.open_drafts(db, viewer("cora"), now=clock())
    assert (row.id, row.worker_name, row.kind, row.answered, row.of) == (draft, "Wren Castillo", Kind.COACH, 1, 5)
    assert queries.open_drafts(db, viewer("sue"), now=clock()) == []


def test_profiles_on_offer_fit_the_position(db: Session, world: World) -> None:
    wren, sue, cora = (person(db, world, name) for name in ("wren", "sue", "cora"))
    on = date(2026, 11, 16)
    social_worker = [version.slug for version in queries.offered_profiles(db, wren, on=on)]
    assert "actions-social-worker" in social_worker
    assert "actions-supervisor" not in social_worker
    assert "actions-supervisor" in [version.slug for version in queries.offered_profiles(db, sue, on=on)]
    assert queries.offered_profiles(db, cora, on=on) == []


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    sa.event.listen(database.engine, "before_cursor_execute", note)
    yield statements
    sa.event.remove(database.engine, "before_cursor_execute", note)


def test_lists_cost_the_same_for_one_row_and_for_three(
    database: Database, world: World, desk: Desk, viewer: Callable[[str], Viewer]
) -> None:
    wren_sees = viewer("wren")
    counts = []
    for days in ((13,), (14, 15)):
        for day in days:
            desk.submitted("wren", "wren", on=date(2026, 11, day), answers={"content": Answer(point=3)})
            desk.draft("wren", "wren", on=date(2026, 10, day))
        with database.reading() as db, counted(database) as statements:
            wren = person(db, world, "wren")
            rows = queries.submitted_assessments(db, wren_sees, wren, now=START)
            drafts = queries.open_drafts(db, wren_sees, now=START)
            found = points.visible_points(db, wren_sees, wren, now=START)
            seen_indicators(db, [seen.rating_id for seen in found])
        counts.append((len(rows), len(drafts), len(found), len(statements)))
    assert [count[:3] for count in counts] == [(1, 1, 1), (3, 3, 3)]
    assert counts[0][3] == counts[1][3]
