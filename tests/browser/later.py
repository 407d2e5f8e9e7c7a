"""What happened to Wren's year afterwards: amended, withdrawn, asked of Sue, mailed as a link, and days of leave."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlmodel import Session, select

from app.agreements.pauses import add_pause
from app.people.links import kind_for, make_link
from app.people.models import Account
from app.ratings.actions import save_sheet, submit
from app.ratings.amending import begin_amendment
from app.ratings.approvals import withdraw_or_ask
from app.ratings.models import AmendmentRequest, Assessment
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
    return Afterwards(
        amended=first.id,
        amendment=second.id,
        amendment_draft=begun.id,
        withdrawn=gone.id,
        asked=asked.id,
        link=token,
        rest=rest.id,
        stop=stop,
    )


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
