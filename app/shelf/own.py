"""What somebody gave to the shelf, for that person's own eyes: where each text stands, and the way to take it back."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.clock import day_of
from app.frameworks.queries import loaded
from app.people.access import Viewer
from app.shelf.models import ShelfGift
from app.shelf.rules import GiftState, step_words
from app.web.paging import Paging

STANDS = {
    GiftState.WAITING: "Waits for a coach, and stands on no shelf yet.",
    GiftState.APPROVED: "Stands on the shelf.",
    GiftState.SENT_BACK: "Came back with a wish. Nobody else sees it now.",
}


@dataclass(frozen=True)
class OwnText:
    """An own text, and where it stands in words. `wish` is what a coach wrote who sent it back."""

    goal_id: UUID
    text: str
    element_key: str
    element_title: str
    profile_title: str
    slug: str
    step: str
    stands: str
    wish: str
    given_on: date


def own_texts(db: Session, viewer: Viewer, paging: Paging) -> list[OwnText]:
    """Everything the viewer has given and not taken back, the newest first, whichever roles are held today.

    By its giver alone, and without a question about the goal: who has left coaching reads no goals any more.
    """
    given = sa.select(ShelfGift).where(col(ShelfGift.giver_id) == viewer.id)
    rows = db.scalars(paging.cut(db, given.order_by(col(ShelfGift.given_at).desc(), col(ShelfGift.id))))
    return [_own(db, viewer, gift) for gift in rows]


def has_given(db: Session, viewer: Viewer) -> bool:
    return bool(db.scalar(sa.select(sa.exists().where(col(ShelfGift.giver_id) == viewer.id))))


def _own(db: Session, viewer: Viewer, gift: ShelfGift) -> OwnText:
    version = loaded(db, gift.version_id)
    key = next(key for key, element in version.element_ids.items() if element == gift.element_id)
    return OwnText(
        gift.goal_id, gift.text, key, version.profile.element(key).title, version.profile.title, version.slug,
        step_words(gift.from_point, gift.target_point), STANDS[gift.state], gift.wish,
        day_of(gift.given_at, viewer.zone),
    )  # fmt: skip
