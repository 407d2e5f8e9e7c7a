"""The usual difference: what two coaches of one worker in one month tell about two ratings of an unchanged person."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from sqlmodel import Session, col, select

from app.agreements.actions import end_now
from app.analytics.finding_words import usual_words
from app.analytics.findings import declared, findings_of, noise_of
from app.people.actions import add_account, add_position
from app.people.models import Account, Agency, Agreement, AgreementTerms, Earlier, PositionKind, Unit
from app.people.permits import Level, Role
from app.people.queries import agreement_at
from app.ratings.doubles import Double, doubles_of
from app.ratings.models import Assessment, Rating
from app.ratings.rules import State
from app.statistics.growth.reliable_change import Change, Noise, change, noise, spread_of_single
from app.statistics.raters.table import ratings
from app.statistics.raters.trust import Trust, trust
from app.statistics.results import NotComputable
from tests.analytics.given import coached
from tests.analytics.samples import nine_points
from tests.clock import START
from tests.conftest import Browser
from tests.goals.given import words
from tests.stories import assess, version_of, viewer_of
from tests.world import BUILT_AT, World, agree

SEPTEMBER = datetime(2026, 9, 15, 18, 0, tzinfo=UTC)
SCALE = declared(nine_points())


def doubles(workers: int, elements: int = 3, coaches: int = 6) -> tuple[Double, ...]:
    """Each worker changed coaches once, and both coaches rated some elements in the month of the change."""
    chance = random.Random(3)  # noqa: S311 - invented points, not secrets
    found = []
    for worker in range(workers):
        both = chance.sample(range(coaches), 2)
        for element in range(elements):
            level = chance.randint(2, 8)
            for coach in both:
                point = min(9, max(1, level + chance.choice((-1, 0, 0, 1))))
                found.append(Double(f"{worker} {element}", f"{worker}", f"{coach}", point))
    return tuple(found)


def test_the_noise_of_an_agency_is_that_of_app_statistics_over_the_same_ratings() -> None:
    rated = doubles(12)
    table = trust(ratings(SCALE, [(one.case, one.rater, one.point) for one in rated]))
    assert isinstance(table, Trust)

    found = noise_of(SCALE, rated)
    assert isinstance(found, Noise)
    assert found == noise(spread_of_single(*table.variances), table.one, 36)
    assert found.pairs == 36


def test_the_last_point_stands_beside_the_first_with_the_smallest_reliable_change() -> None:
    found = findings_of(coached((3, 4, 5, 6, 7)), nine_points(), doubles(12))
    known = noise_of(SCALE, doubles(12))
    assert isinstance(known, Noise)
    assert found.moved == change(3, 7, known)
    assert isinstance(found.moved, Change)

    said = usual_words(found)
    assert said.startswith(
        "From 3 in October 2025 to 7 in February 2026 is four steps. In this agency, two coaches who rate the same "
        f"work usually differ by {known.smallest_change.value:.1f} steps or less (between "
    )
    assert said.endswith("as 36 pairs of points show. This change is larger than that usual difference.")


def test_a_step_within_the_noise_is_something_to_talk_about_and_no_proof() -> None:
    said = usual_words(findings_of(coached((4, 5)), nine_points(), doubles(12)))

    assert "is one step. " in said
    assert said.endswith("This change is not larger than that: something to talk about, and no proof.")


@pytest.mark.parametrize(
    "rated",
    [
        doubles(10),
        doubles(14, coaches=4),
        tuple(one for one in doubles(14) if one.rater in ("0", "1")),
        (),
    ],
)  # fmt: skip
def test_nothing_is_told_of_ten_people_or_of_four_coaches(rated: tuple[Double, ...]) -> None:
    assert isinstance(noise_of(SCALE, rated), NotComputable)
    assert "Such pairs are rare." in usual_words(findings_of(coached((4, 6)), nine_points(), rated))


def test_twenty_pairs_are_needed_however_many_people_there_are() -> None:
    found = noise_of(SCALE, doubles(14, elements=1))

    assert found == NotComputable("cannot tell yet: the reliability rests on 14 pairs of ratings, and 20 are needed")


def test_where_two_coaches_see_nothing_alike_the_page_says_that_and_not_that_pairs_are_rare() -> None:
    points = ((2, 8), (8, 2), (3, 7), (7, 3), (5, 5))
    rated = tuple(
        Double(f"{number}", f"{number}", f"{(number + side) % 6}", points[number % 5][side])
        for number in range(30)
        for side in (0, 1)
    )

    assert usual_words(findings_of(coached((4, 6)), nine_points(), rated)) == (
        "From 4 in October 2025 to 6 in November 2025. This agency cannot work out the usual difference "
        "between two coaches who rate the same work: two ratings of one person are no more alike than those of two "
        "people."
    )


def _changes_coach(
    db: Session, world: World, worker: str, coaches: tuple[str, str], points: tuple[dict[str, int], dict[str, int]], *,
    opened: bool = True, earlier: Earlier = Earlier.NOTHING,
) -> None:  # fmt: skip
    """The worker's coach changes in the middle of September, and both rate in that month."""
    account = db.get_one(Account, world[worker])
    first, second = (db.get_one(Account, world[coach]) for coach in coaches)
    before = agreement_at(db, account, SEPTEMBER)
    if before is None:
        before = agree(db, worker=account, coach=first, focuses=_focus(world), starts_on=date(2026, 8, 1), at=BUILT_AT)
    assess(db, world, coaches[0], worker, date(2026, 9, 8), points[0], opened=opened)
    end_now(db, None, before, at=SEPTEMBER)
    agree(
        db, worker=account, coach=second, focuses=_focus(world), starts_on=date(2026, 9, 16), earlier=earlier,
        at=SEPTEMBER,
    )  # fmt: skip
    assess(db, world, coaches[1], worker, date(2026, 9, 20), points[1], opened=opened)


def _focus(world: World) -> dict[UUID, int]:
    return {world.profiles["safety-mapping"]: 1}


def _lee(db: Session, world: World, *, opened: bool = True, earlier: Earlier = Earlier.NOTHING) -> None:
    """Content was seen by Cora alone."""
    both = {"stakeholders": 3, "content": 4}, {"stakeholders": 5}
    _changes_coach(db, world, "lee", ("cora", "theo"), both, opened=opened, earlier=earlier)


def _found(db: Session, world: World, viewer: str = "lee", until: datetime = START) -> list[tuple[str, int]]:
    scale_id = version_of(db, world, "safety-mapping").scale_id
    found = doubles_of(db, viewer_of(db, world, viewer), scale_id, until=until)
    names = {str(account): name for name, account in world.people.items()}
    assert {one.case.split()[2] for one in found} <= {"stakeholders"}
    return sorted((names[one.rater], one.point) for one in found)


def test_a_month_of_two_coaches_is_found_and_a_month_of_one_is_not(db: Session, world: World) -> None:
    _lee(db, world)
    for month in (10, 11):
        assess(db, world, "theo", "lee", date(2026, month, 8), {"stakeholders": 7})

    assert _found(db, world) == [("cora", 3), ("theo", 5)]


def test_a_second_point_of_the_month_knows_the_first_and_takes_no_place(db: Session, world: World) -> None:
    _lee(db, world)
    assess(db, world, "theo", "lee", date(2026, 9, 28), {"stakeholders": 6})

    assert _found(db, world) == [("cora", 3), ("theo", 5)]


def test_own_points_and_withdrawn_ones_are_no_double(db: Session, world: World) -> None:
    _lee(db, world)
    assess(db, world, "lee", "lee", date(2026, 9, 25), {"stakeholders": 9})
    assert _found(db, world) == [("cora", 3), ("theo", 5)]
    for made in db.exec(select(Assessment).where(col(Assessment.rater_id) == world["theo"])):
        made.state, made.replaced_at = State.WITHDRAWN, START
    db.flush()

    assert _found(db, world) == []


def test_a_sealed_point_is_no_double_until_its_pair_opens(db: Session, world: World) -> None:
    _lee(db, world, opened=False)

    assert _found(db, world, until=datetime(2026, 10, 20, 18, 0, tzinfo=UTC)) == []
    assert _found(db, world) == [("cora", 3), ("theo", 5)]


@pytest.mark.parametrize("earlier", [Earlier.POINTS, Earlier.ALL])
def test_a_coach_who_could_read_the_earlier_record_gives_no_double(db: Session, world: World, earlier: Earlier) -> None:
    _lee(db, world, earlier=earlier)

    assert _found(db, world) == []


def test_a_coach_whose_own_time_held_the_earlier_point_gives_no_double(db: Session, world: World) -> None:
    _lee(db, world)
    for later in db.exec(select(Agreement).where(col(Agreement.coach_id) == world["theo"])):
        later.opens_at = BUILT_AT
    db.flush()

    assert _found(db, world) == []


def test_a_coach_who_read_the_points_as_a_supervisor_gives_no_double(db: Session, world: World) -> None:
    _lee(db, world)
    with_cora = select(Agreement).where(
        col(Agreement.coach_id) == world["cora"], col(Agreement.worker_id) == world["lee"]
    )
    db.add(
        AgreementTerms(
            agreement_id=db.exec(with_cora).one().id, number=9, supervisor_id=world["theo"],
            unit_id=world.units["north"], level=Level.RATINGS, proposed_at=BUILT_AT, in_force_at=BUILT_AT,
        )
    )  # fmt: skip
    db.flush()

    assert _found(db, world) == []


def test_a_point_changed_with_earlier_ones_in_view_is_no_double(db: Session, world: World) -> None:
    _lee(db, world)
    of_theo = select(Rating).join(Assessment, col(Assessment.id) == col(Rating.assessment_id))
    for rating in db.exec(of_theo.where(col(Assessment.rater_id) == world["theo"])):
        rating.changed_after_review = True
    db.flush()

    assert _found(db, world) == []


def test_an_assessment_after_the_pair_had_opened_is_no_double(db: Session, world: World) -> None:
    _lee(db, world)
    for made in db.exec(select(Assessment).where(col(Assessment.rater_id) == world["theo"])):
        made.after_opening = True
    db.flush()

    assert _found(db, world) == []


def test_a_former_coachs_page_knows_of_no_later_double(db: Session, world: World) -> None:
    _lee(db, world)

    assert _found(db, world, until=SEPTEMBER) == []


def test_another_agency_has_its_own(db: Session, world: World) -> None:
    _lee(db, world)

    assert _found(db, world, "otto") == []


def test_an_agency_with_enough_doubles_tells_its_noise_on_the_page_of_a_worker(
    db: Session, world: World, browse: Callable[..., Browser]
) -> None:
    agency, unit = db.get_one(Agency, world.agency), db.get_one(Unit, world.units["north"])
    chance = random.Random(7)  # noqa: S311 - invented points, not secrets
    for name in (*(f"Rater{number}" for number in range(6)), *(f"Worker{number}" for number in range(12))):
        account = add_account(
            db, None, agency=agency, name=f"{name} Quist", email=f"{name.lower()}@example.org",
            roles={Role.COACH if name.startswith("Rater") else Role.WORKER}, password=None, at=BUILT_AT,
        )  # fmt: skip
        world.people[name.lower()] = account.id
        add_position(
            db, None, account, unit=unit, kind=PositionKind.SOCIAL_WORKER, starts_on=date(2025, 10, 1), ends_on=None,
            at=BUILT_AT,
        )  # fmt: skip
    for number in range(12):
        levels = {key: chance.randint(2, 8) for key in ("stakeholders", "context")}
        again = {key: level + chance.choice((-1, 0, 1)) for key, level in levels.items()}
        coaches = f"rater{number % 6}", f"rater{(number + 1 + number // 6) % 6}"
        _changes_coach(db, world, f"worker{number}", coaches, (levels, again))
    for month, point in ((8, 3), (10, 8)):
        assess(db, world, "cora", "wren", date(2026, month, 8), {"stakeholders": point})
    doubles_now = doubles_of(
        db, viewer_of(db, world, "wren"), version_of(db, world, "safety-mapping").scale_id, until=START
    )
    db.commit()
    known = noise_of(SCALE, doubles_now)
    assert isinstance(known, Noise)
    said = words(browse("wren").get(f"/workers/{world['wren']}").text)

    assert known.pairs == 24
    assert "From 3 in August 2026 to 8 in October 2026 is five steps." in said
    assert f"usually differ by {known.smallest_change.value:.1f} steps or less" in said
    assert "as 24 pairs of points show." in said
    assert "Quist" not in said
