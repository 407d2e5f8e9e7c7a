"""Two people rate before they look: what is sealed, for how long, and what opens it."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col

from app.agreements.actions import end_now
from app.audit.entries import put_on_record
from app.audit.models import AuditEntry
from app.people.models import Account, Agreement, Earlier
from app.ratings import actions, points
from app.ratings.models import Assessment, Pair
from app.ratings.pairs import Opened, declare_opening, is_pair_open, opening
from app.ratings.seal import is_open, readable_pairs
from app.web.errors import ConflictError
from tests.stories import assess, open_pair, version_of, viewer_of
from tests.world import World, agree

NOV_12, NOV_16, NOV_20 = date(2026, 11, 12), date(2026, 11, 16), date(2026, 11, 20)
LATER = datetime(2026, 11, 25, 18, tzinfo=UTC)
# The first instant of January where Bay County is.
NEW_YEAR = datetime(2027, 1, 1, 8, tzinfo=UTC)
FOUR, SIX = {"content": 4}, {"content": 6}


def seen(db: Session, world: World, name: str, worker: str = "wren", at: datetime = LATER) -> list[int | None]:
    found = points.visible_points(db, viewer_of(db, world, name), db.get_one(Account, world[worker]), now=at)
    return [one.point for one in found]


def pair_of(db: Session, assessment: Assessment) -> Pair:
    return db.get_one(Pair, assessment.pair_id)


def of_sol(db: Session, world: World, *, every: int, starts_on: date, earlier: Earlier = Earlier.NOTHING) -> Agreement:
    """Theo begins to coach Sol on Safety Mapping."""
    sol, theo = (db.get_one(Account, world[name]) for name in ("sol", "theo"))
    at = datetime(starts_on.year, starts_on.month, starts_on.day, 16, tzinfo=UTC)
    focuses = {world.profiles["safety-mapping"]: every}
    return agree(db, worker=sol, coach=theo, focuses=focuses, starts_on=starts_on, earlier=earlier, at=at)


@pytest.mark.parametrize(("first", "second"), [("wren", "cora"), ("cora", "wren")])
def test_whoever_rates_first_waits_and_both_views_open_together(
    db: Session, world: World, first: str, second: str
) -> None:
    assess(db, world, first, "wren", NOV_12, FOUR, opened=False)
    assert (seen(db, world, "wren"), seen(db, world, "cora")) == ([], [])
    assess(db, world, second, "wren", NOV_20, SIX, opened=False)
    assert (seen(db, world, "wren"), seen(db, world, "cora")) == ([4, 6], [4, 6])


def test_the_last_of_october_and_the_first_of_november_are_two_pairs(db: Session, world: World) -> None:
    october = assess(db, world, "wren", "wren", date(2026, 10, 31), FOUR, opened=False)
    november = assess(db, world, "cora", "wren", date(2026, 11, 1), SIX, opened=False)
    assert october.pair_id != november.pair_id
    assert [pair_of(db, one).month for one in (october, november)] == [date(2026, 10, 1), date(2026, 11, 1)]
    assert seen(db, world, "wren") == []


def test_a_seal_lifts_when_the_following_month_is_over_where_the_agency_is(db: Session, world: World) -> None:
    own = assess(db, world, "wren", "wren", NOV_12, FOUR, opened=False)
    last_moment = NEW_YEAR - timedelta(seconds=1)
    assert [is_pair_open(db, own, now=at) for at in (last_moment, NEW_YEAR)] == [False, True]
    assert [seen(db, world, "cora", at=at) for at in (last_moment, NEW_YEAR)] == [[], [4]]


def test_whoever_rates_after_the_seal_has_lifted_is_marked(db: Session, world: World) -> None:
    first = assess(db, world, "wren", "wren", NOV_12, FOUR, opened=False)
    coach = assess(db, world, "cora", "wren", NOV_16, SIX, submit=False)
    version = version_of(db, world, "safety-mapping")
    actions.submit(db, viewer_of(db, world, "cora"), coach, version, at=NEW_YEAR)
    assert (coach.pair_id, coach.after_opening, first.after_opening) == (first.pair_id, True, False)


def test_a_pair_of_a_month_long_gone_is_open_from_the_start_and_its_first_view_counts(
    db: Session, world: World
) -> None:
    theirs = assess(db, world, "cora", "wren", NOV_16, SIX, submit=False)
    actions.submit(db, viewer_of(db, world, "cora"), theirs, version_of(db, world, "safety-mapping"), at=NEW_YEAR)
    assert (is_pair_open(db, theirs, now=NEW_YEAR), theirs.after_opening) == (True, False)


def test_with_a_rhythm_of_three_months_nothing_is_sealed_between(db: Session, world: World) -> None:
    of_sol(db, world, every=3, starts_on=date(2026, 6, 1))
    assert assess(db, world, "sol", "sol", date(2026, 6, 10), FOUR, opened=False).pair_id is not None
    assert assess(db, world, "theo", "sol", date(2026, 7, 8), SIX, opened=False).pair_id is None
    assert assess(db, world, "sol", "sol", date(2026, 8, 9), FOUR, opened=False).pair_id is None
    # Sol has rated in August, so that the next one is due in November.
    assert assess(db, world, "theo", "sol", date(2026, 9, 9), SIX, opened=False).pair_id is None
    assert assess(db, world, "theo", "sol", date(2026, 11, 9), SIX, opened=False).pair_id is not None


def test_a_profile_outside_the_focus_is_never_sealed(db: Session, world: World) -> None:
    own = assess(db, world, "wren", "wren", NOV_12, {"purpose": 4}, profile="safety-planning", opened=False)
    assert own.pair_id is None
    assert seen(db, world, "cora") == [4]


def test_a_worker_without_a_coach_sees_the_own_points_at_once(db: Session, world: World) -> None:
    assert assess(db, world, "sol", "sol", NOV_12, FOUR, opened=False).pair_id is None
    assert seen(db, world, "sol", "sol") == [4]


def test_a_month_that_was_assessed_before_the_agreement_began_keeps_nobody_waiting(db: Session, world: World) -> None:
    assess(db, world, "sol", "sol", date(2026, 11, 5), FOUR, opened=False)
    of_sol(db, world, every=1, starts_on=date(2026, 11, 10))
    assert assess(db, world, "theo", "sol", NOV_16, SIX, opened=False).pair_id is None
    assert seen(db, world, "sol", "sol") == [4, 6]
    assert assess(db, world, "theo", "sol", date(2026, 12, 2), SIX, opened=False).pair_id is not None


def test_a_draft_begun_under_one_coach_is_paired_under_the_coach_of_its_submission(db: Session, world: World) -> None:
    draft = assess(db, world, "wren", "wren", date(2026, 5, 30), FOUR, submit=False)
    wren, version = viewer_of(db, world, "wren"), version_of(db, world, "safety-mapping")
    june = datetime(2026, 6, 2, 18, tzinfo=UTC)
    actions.change_details(db, wren, draft, observed_on=date(2026, 6, 1), setting=None, were=None, at=june)
    actions.submit(db, wren, draft, version, at=june)
    assert pair_of(db, draft).agreement_id == world.agreements["cora-wren"]


def test_of_a_day_before_the_agreement_nothing_is_sealed(db: Session, world: World) -> None:
    draft = assess(db, world, "wren", "wren", date(2026, 5, 30), FOUR, submit=False)
    wren, version = viewer_of(db, world, "wren"), version_of(db, world, "safety-mapping")
    actions.submit(db, wren, draft, version, at=datetime(2026, 6, 2, 18, tzinfo=UTC))
    assert draft.pair_id is None
    assert (seen(db, world, "cora"), seen(db, world, "theo")) == ([4], [])


def test_a_second_submission_of_one_side_is_marked_and_opens_nothing(db: Session, world: World) -> None:
    first = assess(db, world, "wren", "wren", NOV_12, FOUR, opened=False)
    second = assess(db, world, "wren", "wren", NOV_16, SIX, opened=False)
    assert (second.pair_id, first.after_opening, second.after_opening) == (first.pair_id, False, True)
    assert (seen(db, world, "wren"), is_pair_open(db, first, now=LATER)) == ([], False)
    coach = assess(db, world, "cora", "wren", NOV_20, FOUR, opened=False)
    assert (coach.after_opening, is_pair_open(db, first, now=LATER)) == (False, True)


def test_a_declared_opening_is_on_record_once_and_a_later_rating_is_marked(db: Session, world: World) -> None:
    own = assess(db, world, "wren", "wren", NOV_12, FOUR, opened=False)
    for _ in range(2):
        open_pair(db, own, at=LATER)
    put_on_record(db)
    (entry,) = db.scalars(sa.select(AuditEntry).where(col(AuditEntry.action) == "pair:open-without-rating"))
    assert (entry.actor_id, entry.subject_id, entry.details) == (world["cora"], own.pair_id, {"side": "coach"})
    assert (seen(db, world, "cora"), seen(db, world, "wren")) == ([4], [4])
    coach = assess(db, world, "cora", "wren", NOV_20, SIX, opened=False)
    assert (coach.pair_id, coach.after_opening) == (own.pair_id, True)


def test_there_is_nothing_to_open_while_the_other_has_not_rated(db: Session, world: World) -> None:
    own = assess(db, world, "wren", "wren", NOV_12, FOUR, opened=False)
    agreement = db.get_one(Agreement, world.agreements["cora-wren"])
    with pytest.raises(ConflictError):
        declare_opening(db, viewer_of(db, world, "wren"), pair_of(db, own), agreement, at=LATER)


def test_what_has_opened_by_itself_is_not_declared(db: Session, world: World) -> None:
    own = assess(db, world, "wren", "wren", NOV_12, FOUR, opened=False)
    open_pair(db, own, at=NEW_YEAR)
    assert pair_of(db, own).coach_declared is False


@pytest.mark.parametrize(("author", "other"), [("wren", "cora"), ("cora", "wren")])
def test_nobody_opens_a_seal_by_ending_the_agreement(db: Session, world: World, author: str, other: str) -> None:
    made = assess(db, world, author, "wren", NOV_12, FOUR, opened=False)
    ends = viewer_of(db, world, other)
    end_now(db, ends, db.get_one(Agreement, world.agreements["cora-wren"]), at=LATER)
    db.flush()
    last_moment = NEW_YEAR - timedelta(seconds=1)
    for at in (LATER, LATER + timedelta(days=1), last_moment):
        assert (is_pair_open(db, made, now=at), seen(db, world, "wren", at=at), seen(db, world, "cora", at=at)) == (
            False, [], [],
        )  # fmt: skip
    assert [seen(db, world, name, at=NEW_YEAR) for name in ("wren", "cora")] == [[4], [4]]


def test_a_later_coach_reads_no_sealed_view_of_before_either(db: Session, world: World) -> None:
    assess(db, world, "wren", "wren", NOV_12, FOUR, opened=False)
    wren, theo = (db.get_one(Account, world[name]) for name in ("wren", "theo"))
    focuses = {world.profiles["safety-mapping"]: 1}
    agree(db, worker=wren, coach=theo, focuses=focuses, starts_on=NOV_20, earlier=Earlier.ALL, at=LATER)
    db.flush()
    assert [seen(db, world, "theo", at=at) for at in (LATER + timedelta(hours=1), NEW_YEAR)] == [[], [4]]


def test_of_the_months_before_the_signatures_nobody_owes_a_view(db: Session, world: World) -> None:
    """The first day that was written into the agreement can lie long before the day on which it was signed."""
    sol, theo = (db.get_one(Account, world[name]) for name in ("sol", "theo"))
    signed = datetime(2026, 11, 16, 18, tzinfo=UTC)
    focuses = {world.profiles["safety-mapping"]: 1}
    agree(db, worker=sol, coach=theo, focuses=focuses, starts_on=date(2026, 3, 1), at=signed)
    found = {}
    for day in (date(2026, 4, 3), date(2026, 10, 31), NOV_12):
        draft = assess(db, world, "sol", "sol", day, FOUR, submit=False)
        actions.submit(db, viewer_of(db, world, "sol"), draft, version_of(db, world, "safety-mapping"), at=LATER)
        found[day.month] = draft.pair_id is not None
    assert found == {4: False, 10: False, 11: True}


def test_page_and_database_agree_on_how_a_pair_stands(db: Session, world: World) -> None:
    sealed = assess(db, world, "wren", "wren", NOV_12, FOUR, opened=False)
    both = assess(db, world, "ash", "ash", NOV_12, FOUR, opened=False)
    assess(db, world, "cora", "ash", NOV_20, SIX, opened=False)
    declared = assess(db, world, "lee", "lee", NOV_12, FOUR, opened=False)
    open_pair(db, declared, at=LATER)
    db.flush()
    instants = [LATER, NEW_YEAR - timedelta(seconds=1), NEW_YEAR]
    hows = []
    for one in (sealed, both, declared):
        pair = pair_of(db, one)
        for at in instants:
            told = opening(pair, at)
            in_sql = db.scalar(sa.select(sa.exists().where(col(Pair.id) == pair.id, is_open(at))))
            assert (told is not None) is in_sql
            hows.append(told and told[0])
    assert hows == [None, None, Opened.LAPSED] + [Opened.BOTH] * 3 + [Opened.DECLARED] * 3


def test_a_pair_may_be_opened_by_its_two_people_alone(db: Session, world: World) -> None:
    assess(db, world, "theo", "wren", date(2026, 5, 4), FOUR, opened=False)
    agreement = db.get_one(Agreement, world.agreements["cora-wren"])
    agreement.earlier = Earlier.ALL
    db.add(agreement)
    db.flush()
    names = ("wren", "theo", "cora", "sue", "ada", "olga", "sol")
    found = {name: len(list(db.scalars(readable_pairs(viewer_of(db, world, name), LATER)))) for name in names}
    assert found == dict.fromkeys(names, 0) | {"wren": 1, "theo": 1}
    # What the worker lets a new coach see of the earlier record is the points, and they are open by now.
    assert seen(db, world, "cora") == [4]
