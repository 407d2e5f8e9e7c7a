"""Questions about the shelf: what stands there, what waits for a coach, and what became of the own texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.frameworks.models import Element, Framework, Profile
from app.frameworks.queries import LoadedVersion, loaded, profiles_in_force
from app.goals.models import Goal
from app.goals.queries import GoalView, goal_or_404
from app.goals.rules import GoalState
from app.people.access import Viewer
from app.people.models import Account
from app.people.permits import Permission
from app.shelf.models import ShelfGift
from app.shelf.rules import GiftState, step_words
from app.web.errors import NotFoundError
from app.web.paging import Paging

# Never by when a text came: who closed a goal on that day is known to colleagues.
_ORDER = (col(Framework.place), col(Profile.place), col(Element.place), col(Element.key), col(ShelfGift.id))


@dataclass(frozen=True)
class Place:
    """The part of the shelf that is looked at: a profile, or one element of it."""

    version: LoadedVersion
    element_key: str

    @property
    def title(self) -> str:
        profile = self.version.profile
        return profile.element(self.element_key).title if self.element_key else profile.title


@dataclass(frozen=True)
class Text:
    """A text without its giver: what a reader and a coach who decides may know of it."""

    id: UUID
    text: str
    element_key: str
    element_title: str
    profile_title: str
    slug: str
    framework: str
    step: str
    revision: int
    stands: bool
    # The viewer is a coach who may take it off; nobody does so with the own one.
    may_take_off: bool


def place_or_404(db: Session, slug: str, element_key: str) -> Place | None:
    """None for the whole shelf. Raises NotFoundError for a profile or an element that is not there."""
    if not slug and not element_key:
        return None
    for version in profiles_in_force(db):
        if version.slug == slug and (not element_key or element_key in version.element_ids):
            return Place(version, element_key)
    raise NotFoundError


def on_shelf(db: Session, viewer: Viewer, place: Place | None, terms: Sequence[str], paging: Paging) -> list[Text]:
    """Approved texts of the viewer's agency that hold every term, in the order of the profiles."""
    conditions = [col(ShelfGift.state) == GiftState.APPROVED]
    conditions += [col(ShelfGift.folded).contains(term, autoescape=True) for term in terms]
    if place:
        conditions.append(col(ShelfGift.profile_id) == place.version.profile_id)
    if place and place.element_key:
        conditions.append(col(Element.key) == place.element_key)
    return [_text(db, row) for row in db.execute(paging.cut(db, _texts(viewer, *conditions).order_by(*_ORDER)))]


def waiting(db: Session, viewer: Viewer, paging: Paging) -> list[Text]:
    """Texts of others in the viewer's agency that wait for a coach's word, in the same order."""
    texts = _texts(viewer, *_waits(viewer)).order_by(*_ORDER)
    return [_text(db, row) for row in db.execute(paging.cut(db, texts))]


def text_or_404(db: Session, viewer: Viewer, gift_id: UUID) -> Text:
    """One that waits or stands on the shelf. Raises NotFoundError for the viewer's own, and for one that was given
    back or taken back."""
    is_open = col(ShelfGift.state) != GiftState.SENT_BACK
    for row in db.execute(_texts(viewer, is_open, _of_others(viewer), col(ShelfGift.id) == gift_id)):
        return _text(db, row)
    raise NotFoundError


def waiting_count(db: Session, viewer: Viewer) -> int:
    """How many wait for this viewer's word or another coach's."""
    counted = sa.select(sa.func.count(col(ShelfGift.id)))
    return db.scalar(counted.where(col(ShelfGift.agency_id) == viewer.agency_id, *_waits(viewer))) or 0


def gift_to_decide(db: Session, viewer: Viewer, gift_id: UUID) -> ShelfGift:
    """The row, whatever became of it. Raises NotFoundError for one of another agency and for the viewer's own."""
    found = db.exec(
        select(ShelfGift).where(
            col(ShelfGift.id) == gift_id, col(ShelfGift.agency_id) == viewer.agency_id,
            col(ShelfGift.giver_id) != viewer.id,
        )
    ).first()  # fmt: skip
    if found is None:
        raise NotFoundError
    return found


def goal_to_give_from(db: Session, viewer: Viewer, goal_id: UUID, *, now: datetime) -> GoalView:
    """An ended goal of the viewer's own, with something in *what helped*. Raises NotFoundError for any other."""
    view = goal_or_404(db, viewer, goal_id, now=now)
    helped = view.review.helped if view.review else ""
    if view.goal.worker_id != viewer.id or view.state is not GoalState.ENDED or not helped:
        raise NotFoundError
    return view


def goal_given_from(db: Session, viewer: Viewer, goal_id: UUID) -> Goal:
    """An ended goal of the viewer's own, to take back what was given from it. Raises NotFoundError for any other.

    It is asked whose goal it is, and not whether the viewer reads goals today: who no longer works as a worker reads
    none, and no coach's page would do it in their place.
    """
    own = (col(Goal.id) == goal_id, col(Goal.worker_id) == viewer.id, col(Goal.state) == GoalState.ENDED)
    goal = db.exec(select(Goal).where(*own)).first()
    if goal is None:
        raise NotFoundError
    return goal


def gift_of(db: Session, view: GoalView) -> ShelfGift | None:
    return db.exec(select(ShelfGift).where(col(ShelfGift.goal_id) == view.goal.id)).first()


def decided_since(db: Session, viewer: Viewer, since: datetime) -> list[tuple[ShelfGift, str]]:
    """The viewer's own texts on which a coach gave a word since then, with the element's title."""
    rows = db.execute(
        sa.select(ShelfGift, col(Element.title))
        .join(Element, col(Element.id) == col(ShelfGift.element_id))
        .where(col(ShelfGift.giver_id) == viewer.id, col(ShelfGift.decided_at) >= since)
        .order_by(col(ShelfGift.decided_at).desc(), col(ShelfGift.id))
    )
    return [(row.ShelfGift, row.title) for row in rows]


def people_of(db: Session, viewer: Viewer) -> list[str]:
    """The names of everybody in the viewer's agency, also of those who have left."""
    return list(db.scalars(sa.select(col(Account.name)).where(col(Account.agency_id) == viewer.agency_id)))


def _waits(viewer: Viewer) -> tuple[sa.ColumnElement[bool], ...]:
    return col(ShelfGift.state) == GiftState.WAITING, _of_others(viewer)


def _of_others(viewer: Viewer) -> sa.ColumnElement[bool]:
    return col(ShelfGift.giver_id) != viewer.id


def _texts(viewer: Viewer, *conditions: sa.ColumnElement[bool]) -> sa.Select[*tuple[Any, ...]]:
    # The giver is no column here, and neither is a day, so no page can show it by mistake.
    may_take_off = _of_others(viewer) if viewer.may(Permission.APPROVE_SHELF) else sa.false()
    return (
        sa.select(
            col(ShelfGift.id), col(ShelfGift.text), col(ShelfGift.version_id), col(Element.key),
            col(ShelfGift.from_point), col(ShelfGift.target_point), col(ShelfGift.revision),
            col(ShelfGift.state), may_take_off.label("may_take_off"),
        )
        .join(Element, col(Element.id) == col(ShelfGift.element_id))
        .join(Profile, col(Profile.id) == col(ShelfGift.profile_id))
        .join(Framework, col(Framework.id) == col(Profile.framework_id))
        .where(col(ShelfGift.agency_id) == viewer.agency_id, *conditions)
    )  # fmt: skip


def _text(db: Session, row: Any) -> Text:
    version = loaded(db, row.version_id)
    return Text(
        id=row.id, text=row.text, element_key=row.key, element_title=version.profile.element(row.key).title,
        profile_title=version.profile.title, slug=version.slug, framework=version.framework,
        step=step_words(row.from_point, row.target_point), revision=row.revision,
        stands=row.state is GiftState.APPROVED, may_take_off=row.may_take_off,
    )  # fmt: skip
