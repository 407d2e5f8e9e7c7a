"""What was signed about a record: how much a supervisor sees of it, and a new coach of what was before.

Cora coaches Wren, and Sue supervises their unit. What a situation tells happens at the turn, the day after the start;
everybody looks nine days later.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from app.agreements.actions import end_now
from app.agreements.sharing import narrow, offer, take_back
from app.agreements.signing import sign
from app.clock import start_of
from app.people.access import BEGINNING, END, SUPERVISOR_LOOKS_BACK, Viewer, windows
from app.people.models import Account, Agreement, Earlier, PositionKind
from app.people.permits import Level, Permission, Role
from tests.clock import START
from tests.people.situations import LOOK, TURN, ended, give_role, move, moved, new_coach, share, shared_and_narrowed
from tests.world import CORA_FROM, World, agreement, as_viewer

Viewers = Callable[[str], Viewer]
Window = tuple[datetime, datetime, Level]
ZONE = "America/Los_Angeles"
LATER = TURN + timedelta(days=2)
ACTIVITY = (LOOK - SUPERVISOR_LOOKS_BACK, END, Level.ACTIVITY)


@pytest.fixture
def of_wren(db: Session, world: World, viewer: Viewers) -> Callable[..., set[Window]]:
    """The windows of a person into Wren's record, as they are at the look."""

    def of(who: str, permission: Permission = Permission.READ_ACTIVITY, now: datetime = LOOK) -> set[Window]:
        db.commit()
        window = windows(viewer(who), permission, now)
        rows = db.execute(sa.select(window).where(window.c.worker_id == world["wren"])).all()
        db.commit()
        return {(row.opens_at, row.closes_at, Level(row.level)) for row in rows}

    return of


Windows = Callable[..., set[Window]]


def test_what_all_three_sign_counts_from_the_last_signature_on(db: Session, world: World, of_wren: Windows) -> None:
    share(Level.GOALS)(db, world)
    assert of_wren("sue") == {ACTIVITY, (TURN, END, Level.GOALS)}
    assert of_wren("sue", Permission.READ_GOAL) == {(TURN, END, Level.GOALS)}
    assert of_wren("sue", Permission.READ_RATING) == of_wren("sue", Permission.READ_GOAL_POINTS) == set()


def test_ratings_open_everything_but_the_page_of_the_pair(db: Session, world: World, of_wren: Windows) -> None:
    share(Level.RATINGS)(db, world)
    opened = {one for one in Permission if (TURN, END, Level.RATINGS) in of_wren("sue", one)}
    assert opened == {
        Permission.READ_PERSON, Permission.READ_ACTIVITY, Permission.READ_GOAL, Permission.READ_GOAL_POINTS,
        Permission.READ_RATING, Permission.READ_NOTE, Permission.APPROVE_AMENDMENT,
    }  # fmt: skip


def test_an_offer_opens_nothing_while_a_signature_is_missing(db: Session, world: World, of_wren: Windows) -> None:
    made, wren = agreement(db, world, "cora-wren"), _viewer(db, world, "wren")
    offer(db, wren, made, supervisor=db.get_one(Account, world["sue"]), level=Level.RATINGS, at=TURN)
    assert of_wren("sue") == {ACTIVITY}
    sign(db, _viewer(db, world, "cora"), made, number=2, earlier=None, at=TURN)
    assert of_wren("sue") == {ACTIVITY}
    take_back(db, wren, made, at=TURN)
    assert of_wren("sue") == {ACTIVITY}


def test_more_counts_for_what_is_still_to_come(db: Session, world: World, of_wren: Windows) -> None:
    share(Level.GOALS)(db, world)
    _sign_more(db, world, number=3)
    assert of_wren("sue") == {ACTIVITY, (TURN, LATER, Level.GOALS), (LATER, END, Level.RATINGS)}


def test_less_counts_at_once_and_for_what_was_open_before(db: Session, world: World, of_wren: Windows) -> None:
    shared_and_narrowed(db, world)
    narrowed = LOOK - timedelta(hours=1)
    assert of_wren("sue") == {ACTIVITY, (TURN, narrowed, Level.GOALS), (narrowed, END, Level.GOALS)}


@pytest.mark.parametrize("who", ["wren", "cora", "sue"])
def test_each_of_the_three_can_close_it_alone(db: Session, world: World, of_wren: Windows, who: str) -> None:
    share(Level.RATINGS)(db, world)
    narrow(db, _viewer(db, world, who), agreement(db, world, "cora-wren"), level=Level.ACTIVITY, at=LATER)
    assert of_wren("sue") == {ACTIVITY}


def test_what_was_closed_stays_closed_when_more_is_signed_again(db: Session, world: World, of_wren: Windows) -> None:
    share(Level.RATINGS)(db, world)
    made = agreement(db, world, "cora-wren")
    narrow(db, _viewer(db, world, "wren"), made, level=Level.ACTIVITY, at=LATER - timedelta(days=1))
    _sign_more(db, world, number=4)
    assert of_wren("sue") == {ACTIVITY, (LATER, END, Level.RATINGS)}


def test_what_one_supervisor_signed_is_closed_when_another_signs(db: Session, world: World, of_wren: Windows) -> None:
    share(Level.RATINGS)(db, world)
    move(db, world, "stan", "north", date(2026, 11, 18), PositionKind.SUPERVISOR)
    _sign_more(db, world, number=3, supervisor="stan")
    assert of_wren("sue") == {ACTIVITY}
    assert of_wren("stan") == {ACTIVITY, (LATER, END, Level.RATINGS)}


def test_another_supervisor_of_the_unit_has_activity(db: Session, world: World, of_wren: Windows) -> None:
    share(Level.RATINGS)(db, world)
    move(db, world, "stan", "north", date(2026, 11, 18), PositionKind.SUPERVISOR)
    assert of_wren("stan") == {ACTIVITY}


def test_when_the_agreement_ends_activity_is_left(db: Session, world: World, of_wren: Windows) -> None:
    ended(db, world)
    assert of_wren("sue") == {ACTIVITY}
    assert of_wren("cora", Permission.READ_NOTE) == {
        (start_of(CORA_FROM, ZONE), TURN + timedelta(days=1), Level.RATINGS)
    }
    assert of_wren("cora", Permission.RATE) == set()


def test_when_the_worker_moves_the_supervisor_of_before_has_nothing(
    db: Session, world: World, of_wren: Windows
) -> None:
    moved(db, world)
    assert (of_wren("sue"), of_wren("stan")) == (set(), {ACTIVITY})


def test_who_moves_away_and_comes_back_signs_again(db: Session, world: World, of_wren: Windows) -> None:
    moved(db, world)
    move(db, world, "wren", "north", date(2026, 11, 23))
    assert of_wren("sue") == {ACTIVITY}
    _sign_more(db, world, number=3, at=LOOK - timedelta(days=1))
    assert of_wren("sue") == {ACTIVITY, (LOOK - timedelta(days=1), END, Level.RATINGS)}


def test_a_supervisor_who_moves_between_the_signatures_and_comes_back_signs_again(
    db: Session, world: World, of_wren: Windows
) -> None:
    made, people = agreement(db, world, "cora-wren"), {who: _viewer(db, world, who) for who in ("wren", "cora", "sue")}
    offer(db, people["cora"], made, supervisor=db.get_one(Account, world["sue"]), level=Level.RATINGS, at=START)
    sign(db, people["sue"], made, number=2, earlier=None, at=START)
    move(db, world, "sue", "south", date(2026, 11, 17), PositionKind.SUPERVISOR)
    sign(db, people["wren"], made, number=2, earlier=None, at=LATER)
    assert of_wren("sue") == set()
    move(db, world, "sue", "north", date(2026, 11, 21), PositionKind.SUPERVISOR)
    assert of_wren("sue") == {ACTIVITY}
    _sign_more(db, world, number=3, at=LOOK - timedelta(days=1))
    assert of_wren("sue") == {ACTIVITY, (LOOK - timedelta(days=1), END, Level.RATINGS)}


def test_a_move_from_before_the_signatures_that_is_recorded_late_closes_for_good(
    db: Session, world: World, of_wren: Windows
) -> None:
    share(Level.RATINGS)(db, world)
    move(db, world, "wren", "south", date(2026, 11, 10))
    move(db, world, "wren", "north", date(2026, 11, 23))
    assert of_wren("sue") == {ACTIVITY}


def test_who_came_to_the_unit_before_the_last_signature_signs_no_second_time(
    db: Session, world: World, of_wren: Windows
) -> None:
    move(db, world, "wren", "south", date(2026, 11, 10))
    move(db, world, "wren", "north", date(2026, 11, 17))
    share(Level.RATINGS)(db, world)
    assert of_wren("sue") == {ACTIVITY, (TURN, END, Level.RATINGS)}


def test_when_the_supervisor_moves_everything_is_closed(db: Session, world: World, of_wren: Windows) -> None:
    share(Level.RATINGS)(db, world)
    move(db, world, "sue", "south", date(2026, 11, 20), PositionKind.SUPERVISOR)
    assert of_wren("sue") == set()


def test_a_move_that_is_planned_closes_on_its_day(db: Session, world: World, of_wren: Windows) -> None:
    share(Level.RATINGS)(db, world)
    move(db, world, "wren", "south", date(2026, 11, 20))
    midnight = start_of(date(2026, 11, 20), ZONE)
    assert (TURN, END, Level.RATINGS) in of_wren("sue", now=midnight - timedelta(seconds=1))
    assert of_wren("sue", now=midnight) == set()


def test_a_supervisor_without_the_role_has_nothing_of_what_was_signed(
    db: Session, world: World, viewer: Viewers
) -> None:
    share(Level.RATINGS)(db, world)
    db.commit()
    sue = viewer("sue")
    left = Viewer(sue.id, sue.agency_id, sue.agency_name, sue.name, frozenset({Role.WORKER}), sue.zone, sue.invented)
    window = windows(left, Permission.READ_RATING, LOOK)
    assert set(db.scalars(sa.select(window.c.worker_id))) == {world["sue"]}


@pytest.mark.parametrize(
    ("earlier", "before"),
    [
        (Earlier.NOTHING, set()),
        (Earlier.POINTS, {(BEGINNING, TURN, Level.POINTS)}),
        (Earlier.ALL, {(BEGINNING, TURN, Level.RATINGS)}),
    ],
)
def test_a_new_coach_has_of_before_what_the_worker_chose(
    db: Session, world: World, of_wren: Windows, earlier: Earlier, before: set[Window]
) -> None:
    new_coach(earlier)(db, world)
    assert of_wren("stan", Permission.READ_RATING) == before | {(TURN, END, Level.RATINGS)}
    full = {window for window in before if window[2] is Level.RATINGS}
    assert of_wren("stan", Permission.READ_NOTE) == full | {(TURN, END, Level.RATINGS)}
    assert of_wren("stan", Permission.READ_GOAL) == full | {(TURN, END, Level.RATINGS)}
    assert of_wren("stan", Permission.RATE) == {(TURN, END, Level.RATINGS)}
    assert of_wren("cora", Permission.RATE) == set()


def test_a_coach_keeps_of_before_what_was_open_when_the_time_is_over(
    db: Session, world: World, of_wren: Windows
) -> None:
    new_coach(Earlier.POINTS)(db, world)
    db.flush()
    of_stan = Agreement.coach_id == world["stan"]
    end_now(db, None, db.exec(select(Agreement).where(of_stan)).one(), at=LATER)
    kept = {(BEGINNING, TURN, Level.POINTS), (TURN, LATER, Level.RATINGS)}
    assert of_wren("stan", Permission.READ_RATING) == kept
    assert of_wren("stan", Permission.RATE) == set()


def test_a_coach_who_supervises_has_no_more_as_coach_and_no_more_as_supervisor(
    db: Session, world: World, of_wren: Windows
) -> None:
    give_role(db, world, "cora", Role.SUPERVISOR)
    move(db, world, "cora", "north", date(2026, 11, 1), PositionKind.SUPERVISOR)
    coached = (start_of(CORA_FROM, ZONE), END, Level.RATINGS)
    assert of_wren("cora") == {coached, ACTIVITY}
    assert {one for one in Permission if ACTIVITY in of_wren("cora", one)} == {
        Permission.READ_PERSON, Permission.READ_ACTIVITY, Permission.APPROVE_AMENDMENT,
    }  # fmt: skip
    assert of_wren("cora", Permission.READ_RATING) == of_wren("cora", Permission.RATE) == {coached}


def test_a_worker_who_supervises_has_the_own_record_as_worker_alone(db: Session, world: World, viewer: Viewers) -> None:
    window = windows(viewer("sue"), Permission.READ_RATING, LOOK)
    rows = db.execute(sa.select(window.c.worker_id, window.c.level)).all()
    assert [tuple(row) for row in rows] == [(world["sue"], int(Level.RATINGS))]


def _sign_more(db: Session, world: World, *, number: int, supervisor: str = "sue", at: datetime = LATER) -> None:
    """Wren offers that the supervisor sees ratings, and the others sign."""
    made = agreement(db, world, "cora-wren")
    theirs = db.get_one(Account, world[supervisor])
    offer(db, _viewer(db, world, "wren"), made, supervisor=theirs, level=Level.RATINGS, at=at)
    for who in ("cora", supervisor):
        sign(db, _viewer(db, world, who), made, number=number, earlier=None, at=at)


def _viewer(db: Session, world: World, who: str) -> Viewer:
    return as_viewer(db, db.get_one(Account, world[who]))
