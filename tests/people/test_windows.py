"""The windows that one interpreter makes of the policy: whose record, from when until when, how much of it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from app.agreements.actions import end_agreement
from app.clock import start_of
from app.people.access import BEGINNING, END, Viewer, inside, visible_workers, windows, worker_or_404
from app.people.models import Account, PositionKind
from app.people.permits import OPENS, PERMITS, SENTENCES, Level, Permission, Reach, Role
from app.web.errors import NotFoundError
from tests.clock import START
from tests.people import situations
from tests.world import CORA_FROM, THEO_FROM, THEO_UNTIL, World, agreement

ZONE = "America/Los_Angeles"
RECORDS = (Permission.READ_ACTIVITY, Permission.READ_GOAL, Permission.READ_RATING)
WRITES = (Permission.RATE, Permission.KEEP_DRAFT, Permission.SET_GOAL, Permission.ASSESS_SELF)

Viewers = Callable[[str], Viewer]
Window = tuple[str, datetime, datetime, Level]


@pytest.fixture
def seen(db: Session, world: World, viewer: Viewers) -> Callable[..., set[Window]]:
    """The windows of a person, with first names instead of ids."""
    names = {account_id: name for name, account_id in world.people.items()}

    def of(who: str, permission: Permission, now: datetime = START) -> set[Window]:
        rows = db.execute(sa.select(windows(viewer(who), permission, now))).all()
        db.commit()
        return {(names[row.worker_id], row.opens_at, row.closes_at, Level(row.level)) for row in rows}

    return of


def reached(db: Session, world: World, who: Viewer, permission: Permission, now: datetime = START) -> set[str]:
    ids = set(db.scalars(visible_workers(who, permission, now)))
    db.commit()
    return {name for name, account_id in world.people.items() if account_id in ids}


def test_every_permission_has_a_sentence_and_a_line_in_the_table() -> None:
    assert set(SENTENCES) == set(PERMITS) == set(Permission)
    assert all(sentence.endswith(".") for sentence in SENTENCES.values())


def test_no_role_reaches_everybody_when_a_person_is_concerned() -> None:
    about_nobody = {
        Permission.READ_TODAY, Permission.KEEP_OWN_ACCOUNT, Permission.READ_PROFILE, Permission.READ_OWN_OPENINGS,
        Permission.KEEP_REMINDERS,
    }  # fmt: skip
    assert {name for name, roles in PERMITS.items() if Reach.EVERYONE in roles.values()} == about_nobody


def test_an_administrator_reads_no_record() -> None:
    held = {permission for permission, roles in PERMITS.items() if Role.ADMINISTRATOR in roles}
    assert held == {
        Permission.READ_TODAY, Permission.KEEP_OWN_ACCOUNT, Permission.READ_PROFILE, Permission.MANAGE_PEOPLE,
        Permission.MANAGE_AGREEMENTS, Permission.READ_HOURS, Permission.READ_AGREEMENT, Permission.DRAFT_AGREEMENT,
        Permission.END_AGREEMENT,
        Permission.DECLINE_DRAFT, Permission.READ_OWN_OPENINGS, Permission.READ_OPENINGS, Permission.KEEP_REMINDERS,
        # Of the own texts, from a time in which that person worked with families.
        Permission.TAKE_FROM_SHELF,
    }  # fmt: skip


@pytest.mark.parametrize("permission", [*RECORDS, Permission.ASSESS_SELF])
def test_wren_has_the_whole_of_her_own_record(seen: Callable[..., set[Window]], permission: Permission) -> None:
    assert seen("wren", permission) == {("wren", BEGINNING, END, Level.RATINGS)}


@pytest.mark.parametrize("permission", RECORDS)
def test_cora_reads_from_the_first_day_of_each_agreement(
    seen: Callable[..., set[Window]], permission: Permission
) -> None:
    opens = start_of(CORA_FROM, ZONE)
    assert seen("cora", permission) == {(name, opens, END, Level.RATINGS) for name in ("wren", "ash", "lee")}


def test_before_the_first_day_cora_reaches_nobody(seen: Callable[..., set[Window]]) -> None:
    opens = start_of(CORA_FROM, ZONE)
    assert seen("cora", Permission.READ_RATING, opens - timedelta(seconds=1)) == set()
    assert len(seen("cora", Permission.READ_RATING, opens)) == 3


@pytest.mark.parametrize("permission", RECORDS)
def test_theo_keeps_the_time_in_which_he_coached(seen: Callable[..., set[Window]], permission: Permission) -> None:
    closes = start_of(THEO_UNTIL + timedelta(days=1), ZONE)
    assert seen("theo", permission) == {("wren", start_of(THEO_FROM, ZONE), closes, Level.RATINGS)}


@pytest.mark.parametrize("permission", WRITES)
def test_theo_writes_nothing_any_more(seen: Callable[..., set[Window]], permission: Permission) -> None:
    assert seen("theo", permission) == set()


@pytest.mark.parametrize("permission", [Permission.RATE, Permission.SET_GOAL, Permission.KEEP_DRAFT])
def test_the_last_day_of_an_agreement_counts_whole(seen: Callable[..., set[Window]], permission: Permission) -> None:
    closes = start_of(THEO_UNTIL + timedelta(days=1), ZONE)
    assert {name for name, *_ in seen("theo", permission, closes - timedelta(seconds=1))} == {"wren"}
    assert seen("theo", permission, closes) == set()


def test_an_end_that_is_set_today_takes_tomorrow_away_and_keeps_yesterday(
    db: Session, world: World, seen: Callable[..., set[Window]]
) -> None:
    end_agreement(db, None, agreement(db, world, "cora-wren"), on=date(2026, 11, 16), at=START)
    db.commit()
    tomorrow = start_of(date(2026, 11, 17), ZONE)
    assert ("wren", start_of(CORA_FROM, ZONE), tomorrow, Level.RATINGS) in seen("cora", Permission.READ_RATING)
    assert {name for name, *_ in seen("cora", Permission.RATE)} == {"wren", "ash", "lee"}
    assert {name for name, *_ in seen("cora", Permission.RATE, tomorrow)} == {"ash", "lee"}


@pytest.mark.parametrize(
    ("submitted", "theo", "cora"),
    [
        (start_of(THEO_FROM, ZONE) - timedelta(seconds=1), False, False),
        (start_of(THEO_FROM, ZONE), True, False),
        (start_of(CORA_FROM, ZONE) - timedelta(seconds=1), True, False),
        (start_of(CORA_FROM, ZONE), False, True),
        (START, False, True),
    ],
)
def test_a_record_belongs_to_the_coach_in_whose_time_it_was_submitted(
    db: Session, world: World, viewer: Viewers, submitted: datetime, theo: bool, cora: bool
) -> None:
    type_ = Account.__table__.c.created_at.type  # type: ignore[attr-defined] # made by the table=True metaclass
    found = {}
    for who in ("theo", "cora"):
        window = windows(viewer(who), Permission.READ_RATING, START)
        wren = sa.literal(world["wren"], sa.Uuid())
        found[who] = db.scalar(sa.select(inside(window, worker=wren, at=sa.literal(submitted, type_))))
        db.commit()
    assert {who: bool(value) for who, value in found.items()} == {"theo": theo, "cora": cora}


def test_sue_knows_of_her_unit_that_assessments_took_place(seen: Callable[..., set[Window]]) -> None:
    looks_back = START - timedelta(days=366)
    unit = {(name, looks_back, END, Level.ACTIVITY) for name in ("wren", "ash", "lee")}
    assert seen("sue", Permission.READ_ACTIVITY) == unit | {("sue", BEGINNING, END, Level.RATINGS)}


@pytest.mark.parametrize("permission", [Permission.READ_GOAL, Permission.READ_RATING])
def test_sue_reads_no_goal_and_no_point_but_her_own(seen: Callable[..., set[Window]], permission: Permission) -> None:
    assert {name for name, *_ in seen("sue", permission)} == {"sue"}


def move(db: Session, world: World, who: str, to: str, on: date, kind: PositionKind) -> None:
    situations.move(db, world, who, to, on, kind)
    db.commit()


def test_a_move_of_unit_counts_at_once(db: Session, world: World, viewer: Viewers) -> None:
    move(db, world, "wren", "south", date(2026, 11, 16), PositionKind.SOCIAL_WORKER)
    assert reached(db, world, viewer("sue"), Permission.READ_ACTIVITY) == {"ash", "lee", "sue"}
    assert reached(db, world, viewer("stan"), Permission.READ_ACTIVITY) == {"sol", "wren"}
    assert "wren" in reached(db, world, viewer("cora"), Permission.READ_RATING)


def test_a_move_that_is_planned_does_not_count_yet(db: Session, world: World, viewer: Viewers) -> None:
    move(db, world, "wren", "south", date(2026, 11, 17), PositionKind.SOCIAL_WORKER)
    assert "wren" in reached(db, world, viewer("sue"), Permission.READ_ACTIVITY)
    later = START + timedelta(days=1)
    assert "wren" not in reached(db, world, viewer("sue"), Permission.READ_ACTIVITY, later)


def test_a_supervisor_who_moves_leaves_the_unit_behind(db: Session, world: World, viewer: Viewers) -> None:
    move(db, world, "sue", "south", date(2026, 11, 16), PositionKind.SUPERVISOR)
    assert reached(db, world, viewer("sue"), Permission.READ_ACTIVITY) == {"sue", "sol", "stan"}


def test_a_position_in_a_unit_without_the_role_reaches_nobody(db: Session, world: World, viewer: Viewers) -> None:
    move(db, world, "wren", "north", date(2026, 11, 16), PositionKind.SUPERVISOR)
    assert reached(db, world, viewer("wren"), Permission.READ_ACTIVITY) == {"wren"}


def test_the_day_turns_where_the_agency_is(db: Session, world: World, viewer: Viewers) -> None:
    move(db, world, "wren", "south", date(2026, 11, 17), PositionKind.SOCIAL_WORKER)
    midnight = start_of(date(2026, 11, 17), ZONE)
    assert "wren" in reached(db, world, viewer("sue"), Permission.READ_ACTIVITY, midnight - timedelta(seconds=1))
    assert "wren" not in reached(db, world, viewer("sue"), Permission.READ_ACTIVITY, midnight)


@pytest.mark.parametrize("permission", list(Permission))
def test_nobody_reaches_into_another_agency(db: Session, world: World, viewer: Viewers, permission: Permission) -> None:
    theirs = {"otto", "olga"}
    for who in world.people:
        found = reached(db, world, viewer(who), permission)
        assert found <= theirs if who in theirs else not found & theirs, who


@pytest.mark.parametrize("permission", list(Permission))
def test_a_person_without_a_role_reaches_nobody(
    db: Session, world: World, viewer: Viewers, permission: Permission
) -> None:
    cora = viewer("cora")
    nobody = Viewer(cora.id, cora.agency_id, cora.agency_name, cora.name, frozenset(), cora.zone, cora.invented)
    assert reached(db, world, nobody, permission) == set()
    assert not nobody.may(permission)


def test_one_person_and_the_list_are_decided_by_the_same_function(db: Session, world: World, viewer: Viewers) -> None:
    for who in world.people:
        someone = viewer(who)
        listed = reached(db, world, someone, Permission.READ_PERSON)
        assert {name for name in world.people if _opens(db, world, someone, name)} == listed


def _opens(db: Session, world: World, someone: Viewer, name: str) -> bool:
    try:
        worker_or_404(db, someone, Permission.READ_PERSON, world[name], now=START)
    except NotFoundError:
        return False
    finally:
        db.commit()
    return True


def test_ratings_open_all_of_a_record_and_goals_and_points_open_one_side_of_it() -> None:
    assert OPENS[Level.ACTIVITY] == OPENS[Level.GOALS] & OPENS[Level.POINTS]
    assert OPENS[Level.GOALS] - OPENS[Level.ACTIVITY] == {Permission.READ_GOAL}
    assert OPENS[Level.POINTS] - OPENS[Level.ACTIVITY] == {Permission.READ_RATING}
    assert OPENS[Level.RATINGS] == set(Permission)
