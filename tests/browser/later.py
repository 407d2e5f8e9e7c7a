"""What happened to Wren's year afterwards: amended, withdrawn, asked of Sue, mailed as a link, and days of leave."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from sqlmodel import Session, select

from app.agreements.pauses import add_pause
from app.coaching.actions import plan_session
from app.coaching.closing import close_session
from app.coaching.ground import ground_of
from app.coaching.models import CoachingSession
from app.coaching.new_rows import NewBarrier, NewCommitment, NewLine, NewPracticed, NewRow
from app.coaching.rows import add_rows
from app.coaching.rules import Owner, Part, Plan, Practice
from app.coaching.sheet import save_parts
from app.people.links import kind_for, make_link
from app.people.models import Account
from app.ratings.actions import save_sheet, submit
from app.ratings.amending import begin_amendment
from app.ratings.approvals import withdraw_or_ask
from app.ratings.models import AmendmentRequest, Assessment
from app.ratings.rules import Reason
from app.ratings.sheets import stored_ratings
from app.reminders.digests import stop_link
from tests.browser.story import NOW, Told
from tests.stories import assess, version_of, viewer_of
from tests.world import World, agreement

_WHY = "I had the visit of the week before in mind when I wrote this."


@dataclass
class Afterwards:
    """Ids of what came later, and the tokens of two links."""

    amended: UUID
    amendment: UUID
    amendment_draft: UUID
    withdrawn: UUID
    asked: UUID
    link: str
    rest: UUID
    stop: str
    meeting_held: UUID
    meeting_planned: UUID


def tell_on(db: Session, world: World, told: Told) -> Afterwards:
    first = assess(db, world, "sol", "sol", date(2026, 11, 5), {"purpose": 2}, profile="safety-planning")
    second = _amended(db, world, "sol", first, submits=True)
    gone = assess(db, world, "lee", "lee", date(2026, 11, 4), {"context": 5}, opened=False)
    withdraw_or_ask(db, viewer_of(db, world, "lee"), gone, reason=_WHY, at=NOW)
    begun = _amended(db, world, "cora", db.get_one(Assessment, told.own_sealed), submits=False)
    # A month after it was submitted: Sue has to approve.
    _amended(db, world, "cora", db.get_one(Assessment, told.submitted), submits=True)
    wren = db.get_one(Account, world["wren"])
    link, token = make_link(db, wren, kind_for(wren), at=NOW)
    stop = stop_link(db, wren, None, at=NOW)
    asked = db.exec(select(AmendmentRequest)).one()
    rest = add_pause(
        db, viewer_of(db, world, "wren"), agreement(db, world, "cora-wren"), first=date(2026, 12, 21),
        last=date(2027, 1, 3), at=NOW,
    )  # fmt: skip
    held, planned = (met(db, world, starts_at=NOW + timedelta(days=days)) for days in (-14, 1))
    close_session(db, viewer_of(db, world, "cora"), held, minutes=45, lines=[], at=NOW)
    return Afterwards(
        amended=first.id, amendment=second.id, amendment_draft=begun.id, withdrawn=gone.id, asked=asked.id, link=token,
        rest=rest.id, stop=stop, meeting_held=held.id, meeting_planned=planned.id,
    )  # fmt: skip


def met(db: Session, world: World, *, starts_at: datetime) -> CoachingSession:
    """A coaching session of Cora and Wren in which something stands everywhere."""
    cora, version = viewer_of(db, world, "cora"), version_of(db, world, "safety-mapping")
    plan = Plan(starts_at, 60, "Room 2", (version.slug, "stakeholders"))
    ground = ground_of(db, cora, db.get_one(Account, world["wren"]), now=NOW)
    made = plan_session(db, cora, ground, plan=plan, profile_id=version.profile_id, form_key=uuid4(), at=NOW)
    texts: dict[Part, tuple[str, ...]] = {part: (f"What stands under {part}.",) for part in Part}
    texts[Part.SCALING] = ("6", "The aunt came.", "She speaks first.")
    save_parts(db, cora, made, texts, revisions={}, at=NOW)
    new: list[NewRow] = [
        NewLine("Leave in January"), NewPracticed(Practice.TOGETHER, "An opening"), NewBarrier(Reason.COURT, "context"),
        *[NewCommitment(owner, "Call the neighbor", NOW.date()) for owner in Owner],
    ]  # fmt: skip
    add_rows(db, cora, made, new, form_key=uuid4(), at=NOW)
    return made


def _amended(db: Session, world: World, rater: str, before: Assessment, *, submits: bool) -> Assessment:
    """The next version with one point moved up by one; a draft still unless it is submitted."""
    viewer = viewer_of(db, world, rater)
    slug = next(slug for slug, profile in world.profiles.items() if profile == before.profile_id)
    version, draft = version_of(db, world, slug), begin_amendment(db, viewer, before, at=NOW)
    key, row = next(iter(sorted(stored_ratings(db, draft).items())))
    answer = replace(row.answer, point=(row.answer.point or 0) + 1, not_observed=False)
    save_sheet(db, viewer, draft, version, answers={key: answer}, revisions={}, at=NOW)
    if submits:
        submit(db, viewer, draft, version, reason=_WHY, at=NOW)
    return draft
