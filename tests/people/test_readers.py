"""Who is named as a reader of a worker's record, and in which words: those whom the policy lets in, and nobody else."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col

from app.people.access import Viewer
from app.people.models import Account, AccountRole, Earlier, PositionKind
from app.people.permits import Level, Permission, Role
from app.people.who import Line, Sealed, lines_for_draft, lines_for_person, lines_for_record
from tests.clock import START
from tests.people.situations import LOOK, TURN, ended, give_role, move, moved, new_coach, share, shared_and_narrowed
from tests.world import World, agree

Viewers = Callable[[str], Viewer]
WREN = ("Wren", "sees all of it.")
CORA = ("Cora", "sees points, goals and the notes on ratings since June 1, 2026.")
THEO = ("Theo", "sees what was written from November 1, 2025 until May 31, 2026.")
SUE = (
    "Sue",
    "sees that assessments took place, and when, and of each coaching"
    " session the day, the minutes and what it was about, no words of it.",
)


@pytest.fixture
def lines(db: Session, world: World, viewer: Viewers) -> Callable[..., list[Line]]:
    """The lines of a person's page, as somebody reads them at the look."""

    def of(who: str = "wren", worker: str = "wren") -> list[Line]:
        db.commit()
        found = lines_for_person(db, viewer(who), db.get_one(Account, world[worker]), LOOK)
        db.commit()
        return found

    return of


Lines = Callable[..., list[Line]]


def test_worker_coaches_and_supervisor_are_named_in_this_order(lines: Lines) -> None:
    assert lines() == lines("cora") == lines("sue") == [WREN, CORA, THEO, SUE]


def test_a_former_coach_learns_of_nobody_who_came_later_and_of_no_supervisor(lines: Lines) -> None:
    assert lines("theo") == [WREN, THEO]


def test_a_worker_without_a_coach_has_the_supervisor_alone(lines: Lines) -> None:
    assert lines("sol", "sol") == [
        ("Sol", "sees all of it."),
        (
            "Stan",
            "sees that assessments took place, and when, and of each coaching"
            " session the day, the minutes and what it was about, no words of it.",
        ),
    ]
    assert lines("sue", "sue") == [("Sue", "sees all of it.")]


@pytest.mark.parametrize(
    ("earlier", "words"),
    [
        (Earlier.NOTHING, "sees points, goals and the notes on ratings since November 17, 2026."),
        (
            Earlier.POINTS,
            "sees points, goals and the notes on ratings since November 17, 2026, and the points from before.",
        ),
        (
            Earlier.ALL,
            "sees points, goals and the notes on ratings since November 17, 2026, and everything from before.",
        ),
    ],
)
def test_what_a_new_coach_sees_of_before_is_what_the_worker_chose(
    db: Session, world: World, lines: Lines, earlier: Earlier, words: str
) -> None:
    new_coach(earlier)(db, world)
    cora = ("Cora", "sees what was written from June 1, 2026 until November 17, 2026.")
    assert lines() == lines("stan") == [WREN, ("Stan", words), cora, THEO, SUE]
    assert lines("cora") == [WREN, cora, THEO]


@pytest.mark.parametrize("earlier", list(Earlier))
def test_what_the_worker_chose_about_the_record_of_before_is_told_to_no_supervisor(
    db: Session, world: World, lines: Lines, earlier: Earlier
) -> None:
    new_coach(earlier)(db, world)
    cora = ("Cora", "sees what was written from June 1, 2026 until November 17, 2026.")
    stan = ("Stan", "sees points, goals and the notes on ratings since November 17, 2026.")
    assert lines("sue") == [WREN, stan, cora, THEO, SUE]


def test_a_coach_who_comes_again_has_both_times_in_one_sentence(db: Session, world: World, lines: Lines) -> None:
    new_coach(Earlier.POINTS, coach="theo")(db, world)
    assert dict(lines())["Theo"] == (
        "sees points, goals and the notes on ratings since November 17, 2026, what was written from "
        "November 1, 2025 until"
        " May 31, 2026, and the points from before."
    )


def test_an_agreement_that_ends_on_a_day_to_come_says_so(db: Session, world: World, lines: Lines) -> None:
    wren, stan = (db.get_one(Account, world[name]) for name in ("wren", "stan"))
    give_role(db, world, "stan", Role.COACH)
    agree(
        db, worker=wren, coach=stan, focuses={world.profiles["safety-mapping"]: 1}, starts_on=date(2026, 11, 17),
        ends_on=date(2026, 12, 31), at=TURN,
    )  # fmt: skip
    words = "sees points, goals and the notes on ratings from November 17, 2026 until December 31, 2026."
    assert dict(lines())["Stan"] == words


@pytest.mark.parametrize(
    ("level", "words"),
    [
        (Level.GOALS, "sees goals in words without points since November 17, 2026, and that assessments took"
        " place, and when, and of each coaching session the day, the minutes and what it was about, no words of it."),
        (Level.RATINGS, "sees points, goals and the notes on ratings since November 17, 2026, and that"
        " assessments took place, and when, and of each coaching session the day, the minutes and what it was about, no"
        " words of it."),
    ],
)  # fmt: skip
def test_a_supervisor_is_named_with_the_level_and_since_when(
    db: Session, world: World, lines: Lines, level: Level, words: str
) -> None:
    share(level)(db, world)
    assert lines() == [WREN, CORA, THEO, ("Sue", words)]


def test_what_was_narrowed_is_said_of_the_past_as_well(db: Session, world: World, lines: Lines) -> None:
    shared_and_narrowed(db, world)
    words = (
        "sees goals in words without points since November 17, 2026, and that assessments took"
        " place, and when, and of each coaching session the day, the minutes and what it was about, no words of it."
    )
    assert dict(lines())["Sue"] == words


def test_after_the_end_the_supervisor_has_activity_alone(db: Session, world: World, lines: Lines) -> None:
    ended(db, world)
    assert lines() == [WREN, ("Cora", "sees what was written from June 1, 2026 until November 18, 2026."), THEO, SUE]


def test_after_a_move_the_supervisor_of_the_new_unit_is_named(db: Session, world: World, lines: Lines) -> None:
    moved(db, world)
    assert lines() == [
        WREN,
        CORA,
        THEO,
        (
            "Stan",
            "sees that assessments took place, and when, and of each coaching"
            " session the day, the minutes and what it was about, no words of it.",
        ),
    ]


def test_a_coach_who_supervises_the_unit_is_named_once(db: Session, world: World, lines: Lines) -> None:
    new_coach(Earlier.NOTHING, Level.RATINGS, coach="sue")(db, world)
    words = "sees points, goals and the notes on ratings since November 17, 2026. Also the supervisor of the unit."
    assert [line for line in lines() if line[0] == "Sue"] == [("Sue", words)]


def test_a_former_coach_who_supervises_the_unit_now_is_told_what_a_supervisor_is_told(
    db: Session, world: World, lines: Lines
) -> None:
    give_role(db, world, "theo", Role.SUPERVISOR)
    move(db, world, "theo", "north", date(2026, 11, 1), PositionKind.SUPERVISOR)
    words = (
        f"{THEO[1]} Also the supervisor of the unit, who sees that assessments took place, and when, and of each"
        " coaching session the day, the minutes and what it was about, no words of it."
    )
    assert lines("theo") == lines() == [WREN, CORA, ("Theo", words), SUE]


@pytest.mark.parametrize(("person", "role"), [("cora", Role.COACH), ("sue", Role.SUPERVISOR), ("theo", Role.COACH)])
def test_who_has_lost_the_role_or_the_account_is_not_named(
    db: Session, world: World, lines: Lines, person: str, role: Role
) -> None:
    everybody = [WREN, CORA, THEO, SUE]
    left = [line for line in everybody if line[0].lower() != person]
    db.execute(sa.update(Account).where(col(Account.id) == world[person]).values(disabled_at=START))
    assert lines() == left
    db.execute(sa.update(Account).where(col(Account.id) == world[person]).values(disabled_at=None))
    assert lines() == everybody
    held = (col(AccountRole.account_id) == world[person], col(AccountRole.role) == role)
    db.execute(sa.delete(AccountRole).where(*held))
    assert lines() == left


def test_two_people_of_one_first_name_are_named_in_full(db: Session, world: World, lines: Lines) -> None:
    db.execute(sa.update(Account).where(col(Account.id) == world["theo"]).values(name="Cora Marsh"))
    assert [name for name, _ in lines()] == ["Wren", "Cora Lindqvist", "Cora Marsh", "Sue"]


def test_a_record_names_those_in_whose_time_it_was_submitted(db: Session, world: World, viewer: Viewers) -> None:
    someone, wren = viewer("wren"), db.get_one(Account, world["wren"])
    took_place = ("Sue", "sees that it took place, and when. No points, no notes.")
    in_march, in_july = START - timedelta(days=250), START - timedelta(days=120)
    assert lines_for_record(db, someone, wren, in_march, START) == [WREN, ("Theo", "sees all of it."), took_place]
    assert lines_for_record(db, someone, wren, in_july, START) == [WREN, ("Cora", "sees all of it."), took_place]
    goal = lines_for_record(db, someone, wren, in_july, START, Permission.READ_GOAL)
    assert goal == [WREN, ("Cora", "sees all of it.")]


def test_a_pair_names_its_two_people_and_what_others_see_of_it(db: Session, world: World, viewer: Viewers) -> None:
    new_coach(Earlier.ALL)(db, world)
    db.commit()
    someone, wren = viewer("wren"), db.get_one(Account, world["wren"])
    assert lines_for_record(db, someone, wren, START, LOOK, Permission.READ_PAIR) == [
        WREN,
        ("Stan", "sees the points and notes. Not the answers to the three questions."),
        ("Cora", "sees all of it."),
        ("Sue", "sees that it took place, and when. No points, no notes."),
    ]


def test_while_it_is_sealed_a_record_says_who_cannot_see_it_yet(db: Session, world: World, viewer: Viewers) -> None:
    cora, wren = viewer("cora"), db.get_one(Account, world["wren"])
    sealed = Sealed(world["cora"], "Wren Castillo", date(2027, 1, 1))
    assert lines_for_record(db, cora, wren, START, START, sealed=sealed) == [
        ("Wren", "cannot see it yet: the pair opens when both have rated, or on January 1, 2027."),
        ("Cora", "sees all of it."),
        ("Sue", "sees that it took place, and when. No points, no notes."),
    ]


def test_a_draft_names_those_who_will_see_it(db: Session, world: World, viewer: Viewers) -> None:
    cora, wren = viewer("cora"), db.get_one(Account, world["wren"])
    assert lines_for_draft(db, cora, wren, START) == [
        ("Wren", "will see all of it."),
        ("Cora", "will see all of it."),
        ("Sue", "will see that it took place, and when. No points, no notes."),
    ]
    assert len(lines_for_draft(db, cora, wren, START, Permission.READ_GOAL)) == 2


def test_one_question_to_the_database_finds_all_readers(
    db: Session, world: World, viewer: Viewers, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    cora, wren = viewer("cora"), db.get_one(Account, world["wren"])
    assert count_queries(lambda: lines_for_person(db, cora, wren, START)) == 1
