"""A record for every question of access: who wrote what about whom, and when. Each text is a canary of its own."""

from collections.abc import Callable
from datetime import date
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlmodel import Session, col

from app.agreements.pauses import add_pause
from app.coaching.actions import plan_session
from app.coaching.closing import close_session
from app.coaching.ground import ground_of
from app.coaching.new_rows import NewCommitment
from app.coaching.rows import add_rows
from app.coaching.rules import Owner, Part, Plan
from app.coaching.sheet import save_parts
from app.pairs.models import PairAnswer
from app.pairs.rules import Question
from app.people.actions import open_sign_in
from app.people.links import make_link
from app.people.models import Account, LinkKind, Position
from app.ratings import actions
from app.ratings.amending import begin_amendment
from app.ratings.approvals import withdraw_or_ask
from app.ratings.models import AmendmentRequest, Assessment
from app.ratings.rules import Answer
from app.reminders.actions import make_calendar
from app.reminders.digests import stop_link
from app.reminders.rules import Kind
from app.shelf.models import ShelfGift
from tests.access.people import at_noon, everybody, in_november
from tests.clock import START
from tests.conftest import Browser
from tests.goals.given import sent
from tests.stories import assess, version_of, viewer_of
from tests.world import World, agreement, as_viewer

# name: (rater, worker, day, state). What is sealed waits for the other side; the rest was opened to both.
BEFORE = {
    "theos-of-wren": ("theo", "wren", date(2026, 3, 10), "open"),
    "wrens-of-april": ("wren", "wren", date(2026, 4, 12), "open"),
    "coras-of-wren": ("cora", "wren", date(2026, 7, 8), "open"),
    "wrens-of-october": ("wren", "wren", date(2026, 10, 12), "open"),
    "coras-of-ash": ("cora", "ash", date(2026, 8, 4), "open"),
    "coras-of-lee": ("cora", "lee", date(2026, 8, 5), "open"),
    "lees-own": ("lee", "lee", date(2026, 9, 3), "open"),
    "coras-of-mona": ("cora", "mona", date(2026, 8, 6), "open"),
    "sols-own": ("sol", "sol", date(2026, 9, 1), "open"),
    "dees-of-sol": ("dee", "sol", date(2026, 10, 9), "open"),
    "sues-own": ("sue", "sue", date(2026, 9, 2), "open"),
    "olgas-of-otto": ("olga", "otto", date(2026, 7, 9), "open"),
    "coras-amended": ("cora", "wren", date(2026, 10, 20), "open"),
    "wrens-withdrawn": ("wren", "wren", date(2026, 11, 3), "open"),
    "lees-amended": ("lee", "lee", date(2026, 11, 5), "open"),
}
SINCE = {
    "alis-of-lee": ("ali", "lee", date(2026, 11, 11), "open"),
    "pias-of-sol": ("pia", "sol", date(2026, 11, 11), "open"),
    "coras-draft": ("cora", "wren", date(2026, 11, 11), "draft"),
    "wrens-draft": ("wren", "wren", date(2026, 11, 12), "draft"),
    "wrens-sealed": ("wren", "wren", date(2026, 11, 11), "sealed"),
    "coras-sealed": ("cora", "ash", date(2026, 11, 12), "sealed"),
}
ASSESSMENTS = BEFORE | SINCE
# What became of some of them: who did it, and when. Cora had left Lee by then. The new version is `:new`, and the
# reasons are `:why`. What she asks about her rating of July waits for a supervisor, with a draft.
AMENDED = {"coras-amended": ("cora", date(2026, 11, 13)), "lees-amended": ("lee", date(2026, 11, 12))}
WITHDRAWN = {"wrens-withdrawn": ("wren", date(2026, 11, 13))}
ASKED = {"coras-of-wren": ("cora", date(2026, 11, 13))}
# name: (who proposes, worker, who confirms). Each steps from 4 to 7, across a stage, for which each side has a reason.
GOALS = {
    "goal-of-wren": ("cora", "wren", "wren"),
    "goal-of-ash": ("cora", "ash", "ash"),
    "past-of-ash": ("ash", "ash", "cora"),
    "goal-of-lee": ("ali", "lee", "lee"),
    "goal-of-sol": ("sol", "sol", "pia"),
    "past-of-sol": ("sol", "sol", "pia"),
    "goal-of-otto": ("olga", "otto", "otto"),
    "past-of-otto": ("olga", "otto", "otto"),
}
# Goals that were looked back at, and the texts given from them: Ash's waits for a coach, Sol's stands on the shelf.
PAST = {"past-of-ash": "ash", "past-of-sol": "sol", "past-of-otto": "otto"}
GIFTS = {"gift-waiting": "past-of-ash", "gift-approved": "past-of-sol"}
# name: (coach, worker, day, state). `:said` is what one of them would do, and `:private` the coach's private note.
SESSIONS = {
    "session-of-wren": ("cora", "wren", date(2026, 7, 8), "held"),
    "session-of-theo": ("theo", "wren", date(2026, 3, 10), "held"),
    "session-of-lee": ("cora", "lee", date(2026, 8, 5), "held"),
    "session-of-sol": ("dee", "sol", date(2026, 10, 9), "held"),
    "session-of-otto": ("olga", "otto", date(2026, 7, 9), "held"),
}
# What is planned for later; when Cora stopped coaching Lee, that ended it.
SESSIONS_TO_COME = {
    "session-ahead": ("cora", "wren", date(2026, 11, 9), "planned"),
    "session-late": ("cora", "lee", date(2026, 11, 9), "planned"),
}
Ids = dict[str, UUID | str]
Browse = Callable[[str], Browser]


def canary(name: str) -> str:
    return f"canary {name} sings"


def fill(db: Session, known: World, browse: Callable[[World], Browse]) -> tuple[World, Ids]:
    """Write every record; the ids by name, with those of people, units, agreements and pairs."""
    world = everybody(db, known)
    ids: Ids = {}
    for name, story in BEFORE.items():
        ids |= _assessed(db, world, name, *story)
    for name, met in (SESSIONS | SESSIONS_TO_COME).items():
        ids[name] = _met(db, world, name, *met)
    in_november(db, world)
    for name, story in SINCE.items():
        ids |= _assessed(db, world, name, *story)
    for name, (by, on) in AMENDED.items() | ASKED.items():
        ids[f"{name}:new"] = _amended(db, world, ids, name, by, on)
    for name, (by, on) in WITHDRAWN.items():
        made = db.get_one(Assessment, ids[name])
        withdraw_or_ask(db, viewer_of(db, world, by), made, reason=canary(f"{name}:why"), at=at_noon(on))
    ids["request-of-cora"] = db.scalars(sa.select(col(AmendmentRequest.id))).one()
    _answer(db, ids, "pair:coras-of-wren", world["wren"])
    ids |= world.people | world.agreements | {"north": world.units["north"], "west": world.units["west"]}
    ids["place-of-wren"] = db.scalars(
        sa.select(col(Position.id)).where(col(Position.account_id) == world["wren"])
    ).one()
    ids |= _ways_in(db, db.get_one(Account, world["wren"]))
    rest = add_pause(
        db, viewer_of(db, world, "wren"), agreement(db, world, "cora-wren"), first=date(2026, 12, 21),
        last=date(2027, 1, 3), at=START,
    )  # fmt: skip
    ids["pause"] = rest.id
    ids["nothing"] = UUID(int=7)
    db.commit()
    ids |= _goals_and_gifts(db, world, browse(world))
    return world, ids


def _goals_and_gifts(db: Session, world: World, as_person: Browse) -> Ids:
    ids: Ids = {}
    # Those of the past end first: the same step does not stand twice.
    for name in (*PAST, *(one for one in GOALS if one not in PAST)):
        ids[name] = _goal(as_person, world, name, *GOALS[name])
        if name in PAST:
            _look_back(as_person(PAST[name]), name, str(ids[name]))
    for name, goal in GIFTS.items():
        ids[name] = _given(db, as_person(PAST[goal]), name, str(ids[goal]))
    approved = as_person("cora").post(f"/shelf/waiting/{ids['gift-approved']}/decision", {"answer": "approve"})
    assert approved.status_code == 303, approved.text
    return ids


def _assessed(db: Session, world: World, name: str, rater: str, worker: str, on: date, state: str) -> Ids:
    profile, element = ("harm-and-danger", "purpose") if state == "sealed" else ("safety-mapping", "stakeholders")
    made = assess(
        db, world, rater, worker, on, {element: 4, "content": None}, profile=profile, note=canary(name),
        submit=state != "draft", opened=state == "open",
    )  # fmt: skip
    pair = db.get_one(Assessment, made.id).pair_id
    found: Ids = {name: made.id}
    if pair:
        found[f"pair:{name}"] = pair
    return found


def _met(db: Session, world: World, name: str, coach: str, worker: str, on: date, state: str) -> UUID:
    """One that was held that day, or planned that day for the twentieth of November."""
    by, at = viewer_of(db, world, coach), at_noon(on)
    ground = ground_of(db, by, db.get_one(Account, world[worker]), now=at)
    version = version_of(db, world, "safety-mapping")
    starts_at = at if state == "held" else at_noon(date(2026, 11, 20))
    made = plan_session(
        db, by, ground, plan=Plan(starts_at, 60, "", (version.slug, "stakeholders")), profile_id=version.profile_id,
        form_key=uuid4(), at=at,
    )  # fmt: skip
    texts = {Part.NOTE: (canary(name),), Part.PRIVATE: (canary(f"{name}:private"),)}
    save_parts(db, by, made, texts, revisions={}, at=at)
    said = NewCommitment(Owner.WORKER, canary(f"{name}:said"), on)
    add_rows(db, by, made, [said], form_key=uuid4(), at=at)
    if state == "held":
        close_session(db, by, made, minutes=60, lines=[], at=at)
    return made.id


def _ways_in(db: Session, wren: Account) -> Ids:
    """Wren is signed in somewhere else, and a link to choose a password waits in her mailbox."""
    elsewhere = open_sign_in(db, wren, token_digest="elsewhere", browser=canary("sign-in-of-wren"), at=START)
    _, token = make_link(db, wren, LinkKind.RESET, at=START)
    found: Ids = {"sign-in-of-wren": elsewhere.id, "link-of-wren": token}
    return found | _told_elsewhere(db, wren)


def _told_elsewhere(db: Session, wren: Account) -> Ids:
    """A mail with a link that stops it lies in her mailbox, and a program reads her calendar."""
    stop = stop_link(db, wren, Kind.WORD, at=START)
    return {"stop-of-wren": stop, "calendar-of-wren": make_calendar(db, as_viewer(db, wren), at=START)}


def _amended(db: Session, world: World, ids: Ids, name: str, by: str, on: date) -> UUID:
    """The next version, or its draft where that waits for approval: the same points with another note."""
    viewer, at = viewer_of(db, world, by), at_noon(on)
    made = db.get_one(Assessment, ids[name])
    draft, version = begin_amendment(db, viewer, made, at=at), version_of(db, world, "safety-mapping")
    answers = {"stakeholders": Answer(4, note=canary(f"{name}:new")), "content": Answer(not_observed=True)}
    actions.save_sheet(db, viewer, draft, version, answers=answers, revisions={}, at=at)
    actions.submit(db, viewer, draft, version, reason=canary(f"{name}:why"), at=at)
    return draft.id


def _answer(db: Session, ids: Ids, pair: str, by: UUID) -> None:
    db.add_all(
        PairAnswer(
            pair_id=UUID(str(ids[pair])), question=question, text=canary(f"{pair}:{question}"), revision=1, saved_by=by,
            saved_at=START,
        )
        for question in Question
    )  # fmt: skip


def _goal(browse: Browse, world: World, name: str, by: str, worker: str, confirms: str) -> str:
    why = canary(f"{name}:why")
    form = sent(
        situation=canary(name), indicators=["a1"], own_words=canary(f"{name}:own"), target="other", other_target="7",
        reason=why,
    )  # fmt: skip
    answer = browse(by).post(f"/workers/{world[worker]}/goals", form)
    assert answer.status_code == 303, answer.text
    found: str = answer.headers["location"].partition("?")[0].rpartition("/")[2]
    confirmed = browse(confirms).post(f"/goals/{found}/confirmation", {"answer": "confirm", "reason": why})
    assert confirmed.status_code == 303, confirmed.text
    return found


def _look_back(browser: Browser, name: str, goal: str) -> None:
    said = {field: canary(f"{name}:back") for field in ("challenges", "helped", "other_areas")}
    answer = browser.post(f"/goals/{goal}/review", {"ending": "achieved", **said})
    assert answer.status_code == 303, answer.text


def _given(db: Session, browser: Browser, name: str, goal: str) -> UUID:
    answer = browser.post(f"/goals/{goal}/gift", {"text": canary(name)})
    assert answer.status_code == 303, answer.text
    found = db.scalars(sa.select(col(ShelfGift.id)).where(col(ShelfGift.goal_id) == UUID(goal))).one()
    db.commit()
    return found
