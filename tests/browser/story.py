"""A year of Wren's practice, and of agreements around it, so that every page has something to show in every state."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from app.agreements import sharing
from app.agreements.actions import draft_agreement, end_now
from app.agreements.signing import sign
from app.clock import start_of
from app.goals import actions as goals
from app.goals.models import Goal
from app.goals.plans import LookBack, Plan
from app.goals.rules import Ending, GoalKind
from app.goals.standing import standing
from app.people.models import Account, Agreement, Earlier
from app.people.permits import Level
from app.ratings.models import Assessment
from app.shelf import actions as shelf
from app.shelf.models import ShelfGift
from tests.stories import assess, version_of, viewer_of
from tests.world import World, agree, agreement

NOW = datetime(2026, 11, 16, 18, 0, tzinfo=UTC)
MAPPING = {"group-agreements": 4, "stakeholders": 3, "context": 4, "content": 4, "next-steps": 3}


@dataclass
class Told:
    """Ids of what the story made."""

    submitted: UUID
    cora_draft: UUID
    wren_draft: UUID
    set_draft: UUID
    active_goal: UUID
    proposed_goal: UUID
    ended_goal: UUID
    pair_open: UUID | None
    pair_declared: UUID | None
    pair_lapsed: UUID | None
    pair_sealed: UUID | None
    own_sealed: UUID
    waiting: UUID
    offer: UUID
    ended: UUID
    lee_goal: UUID
    gift: UUID
    gift_goal: UUID


def tell(db: Session, world: World) -> Told:
    # First, so that Lee's goal comes after everybody has signed that Sue sees goals.
    lee_goal = _goals_shared_with_sue(db, world)
    for number, month in enumerate([date(2025, 12, 9), date(2026, 2, 10), date(2026, 4, 14)]):
        points = {key: max(1, point - 2 + number // 2) for key, point in MAPPING.items()}
        assess(db, world, "theo", "wren", month, points)
    both = [_both_rate(db, world, on, number // 2) for number, on in enumerate(_DAYS)]
    lapsed = assess(db, world, "wren", "wren", date(2026, 8, 11), {"context": 4}, opened=False)
    declared = assess(db, world, "wren", "wren", date(2026, 10, 12), MAPPING, profile="safety-mapping")
    submitted = assess(db, world, "cora", "wren", date(2026, 10, 16), _moved(1), note="Wrote it on the wall.")
    assess(db, world, "sol", "sol", date(2026, 11, 3), {"purpose": 2, "content": 3}, profile="safety-planning")
    sealed = assess(db, world, "cora", "ash", date(2026, 11, 10), {"context": 7}, opened=False)
    cora = assess(db, world, "cora", "wren", date(2026, 11, 12), {"context": 5, "content": None}, submit=False)
    wren = assess(db, world, "wren", "wren", date(2026, 11, 12), {"context": 6}, submit=False)
    levels = assess(db, world, "cora", "wren", date(2026, 11, 13), {}, profile="actions-social-worker", submit=False)
    return Told(
        submitted=submitted.id, cora_draft=cora.id, wren_draft=wren.id, set_draft=levels.id,
        active_goal=_goal(db, world, "stakeholders", 1), proposed_goal=_goal(db, world, "context", 2, confirmed=False),
        ended_goal=_goal(db, world, "content", 3, ended=True), pair_open=both[-1].pair_id,
        pair_declared=declared.pair_id, pair_lapsed=lapsed.pair_id, pair_sealed=sealed.pair_id, own_sealed=sealed.id,
        waiting=_waiting(db, world), offer=_offer(db, world), ended=_ended(db, world), lee_goal=lee_goal,
        gift=_gift(db, world, "next-steps", 5).id,
        gift_goal=_gift(db, world, "group-agreements", 6, approved=True).goal_id,
    )  # fmt: skip


_DAYS = (date(2026, 6, 9), date(2026, 7, 14), date(2026, 9, 8))


def _moved(by: int) -> dict[str, int]:
    return {key: point + by for key, point in MAPPING.items()}


def _both_rate(db: Session, world: World, on: date, by: int) -> Assessment:
    """Both rate before they look; the two agree on most, and Cora leaves one element out."""
    own = _moved(by) | {"stakeholders": 6 + by}
    assess(db, world, "wren", "wren", on, own, note="Asked what would make it safe to speak.", opened=False)
    seen: dict[str, int | None] = {**_moved(by), "next-steps": None}
    return assess(db, world, "cora", "wren", on + timedelta(days=3), seen, note="Wrote it on the wall.", opened=False)


def _goals_shared_with_sue(db: Session, world: World) -> UUID:
    shared, at = agreement(db, world, "cora-lee"), NOW - timedelta(days=30)
    sue = db.get_one(Account, world["sue"])
    sharing.offer(db, viewer_of(db, world, "lee"), shared, supervisor=sue, level=Level.GOALS, at=at)
    for name in ("cora", "sue"):
        sign(db, viewer_of(db, world, name), shared, number=2, earlier=None, at=at)
    assess(db, world, "cora", "lee", date(2026, 10, 20), {"context": 3})
    return set_goal(db, world, "context", 4, worker="lee").id


def _waiting(db: Session, world: World) -> UUID:
    """Cora has drafted for Sol and signed; Sol and Stan have not."""
    waiting = draft(db, world, worker="sol", coach="cora", supervisor="stan", level=Level.GOALS)
    sign(db, viewer_of(db, world, "cora"), waiting, number=1, earlier=None, at=NOW)
    return waiting.id


def _offer(db: Session, world: World) -> UUID:
    """Cora offers that Sue sees ratings of Ash; Ash and Sue have not signed."""
    offered, sue = agreement(db, world, "cora-ash"), db.get_one(Account, world["sue"])
    sharing.offer(db, viewer_of(db, world, "cora"), offered, supervisor=sue, level=Level.RATINGS, at=NOW)
    return offered.id


def _ended(db: Session, world: World) -> UUID:
    """Theo coached Sue for a month, until Sue ended it."""
    sue, theo = (db.get_one(Account, world[name]) for name in ("sue", "theo"))
    started = start_of(date(2026, 7, 1), "America/Los_Angeles")
    made = agree(
        db, worker=sue, coach=theo, focuses={world.profiles["safety-mapping"]: 1}, starts_on=date(2026, 7, 1),
        earlier=Earlier.NOTHING, at=started,
    )  # fmt: skip
    end_now(db, viewer_of(db, world, "sue"), made, at=started + timedelta(days=31))
    return made.id


def draft(
    db: Session, world: World, *, worker: str, coach: str, supervisor: str | None = None,
    level: Level = Level.ACTIVITY, at: datetime = NOW,
) -> Agreement:  # fmt: skip
    """A draft on Safety Mapping from today on, made by the coach and signed by nobody."""
    people = {name: db.get_one(Account, world[name]) for name in (worker, coach, supervisor) if name}
    return draft_agreement(
        db, viewer_of(db, world, coach), worker=people[worker], coach=people[coach],
        supervisor=people[supervisor] if supervisor else None, level=level,
        focuses={world.profiles["safety-mapping"]: 1}, starts_on=date(2026, 11, 16), ends_on=None, at=at,
    )  # fmt: skip


def set_goal(
    db: Session, world: World, element: str, key: int, *, worker: str = "wren", coach: str = "cora",
    confirmed: bool = True, at: datetime | None = None,
) -> Goal:  # fmt: skip
    """A step up from the present point, proposed by the coach and, unless it waits, confirmed by the worker."""
    at = at or NOW - timedelta(days=20)
    by, account = viewer_of(db, world, coach), db.get_one(Account, world[worker])
    on = standing(db, by, account, version=version_of(db, world, "safety-mapping"), element_key=element, now=at)
    assert on.footing is not None
    plan = Plan(
        kind=GoalKind.STEP, target=on.footing.present + 1, check_back_on=date(2026, 12, 8),
        indicators=(on.footing.menu.to_try[0].key,), situation="The next mapping where a parent works nights",
    )  # fmt: skip
    goal = goals.propose_goal(db, by, on, plan=plan, form_key=UUID(int=key), follows=None, most=3, at=at)
    if confirmed:
        goals.confirm_goal(db, viewer_of(db, world, worker), goal, reason="", most=3, at=at)
    return goal


def _goal(db: Session, world: World, element: str, key: int, *, confirmed: bool = True, ended: bool = False) -> UUID:
    goal = set_goal(db, world, element, key, confirmed=confirmed)
    if ended:
        look_back = LookBack(Ending.ACHIEVED, challenges="Time.", helped="A card with three questions.")
        at = NOW - timedelta(days=10)
        goals.review_goal(db, viewer_of(db, world, "cora"), goal, look_back=look_back, at=at)
    return goal.id


def _gift(db: Session, world: World, element: str, key: int, *, approved: bool = False) -> ShelfGift:
    """What helped Wren with a goal, given to the shelf."""
    goal = db.get_one(Goal, _goal(db, world, element, key, ended=True))
    at = NOW - timedelta(days=9)
    gift = shelf.give(db, viewer_of(db, world, "wren"), goal, text="A card with questions.", with_step=True, at=at)
    if approved:
        shelf.approve(db, viewer_of(db, world, "theo"), gift, at=at)
    return gift
