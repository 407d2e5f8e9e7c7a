"""One pair as it is read: who rated, what each of the two said, and how it opened."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.frameworks.queries import LoadedVersion, in_force, loaded
from app.pairs.models import PairAnswer
from app.pairs.rules import Question
from app.people.access import Viewer, coaches_now
from app.people.models import Account, Agreement
from app.ratings.models import Assessment, Pair
from app.ratings.pairs import Opened, opening
from app.ratings.rules import Answer, Kind, State
from app.ratings.seal import readable_pairs
from app.ratings.sheets import StoredRating, stored_ratings
from app.web.errors import NotFoundError, RefusedError


@dataclass(frozen=True)
class Side:
    """The first assessment of one side, with what it holds by element."""

    assessment: Assessment
    version: LoadedVersion
    stored: Mapping[str, StoredRating]

    @property
    def answers(self) -> dict[str, Answer]:
        return {key: one.answer for key, one in self.stored.items()}


@dataclass(frozen=True)
class LoadedPair:
    """A pair with its two people. `coach` and `own` are the sides; `later` came after a side had opened it.

    While it is sealed the side that is not the viewer's says that somebody rated, and holds nothing of it, so that no
    page can show it by mistake. `is_running` says that these two have an agreement in force.
    """

    pair: Pair
    agreement: Agreement
    worker: Account
    coach_account: Account
    version: LoadedVersion
    opened: tuple[Opened, datetime] | None
    is_running: bool
    coach: Side | None
    own: Side | None
    later: tuple[Assessment, ...]
    # Points compare on one scale, and the profile may have moved to another between the two.
    is_on_one_scale: bool

    def side_of(self, account_id: UUID) -> Side | None:
        return self.own if account_id == self.worker.id else self.coach

    def other_than(self, account_id: UUID) -> Account:
        return self.coach_account if account_id == self.worker.id else self.worker


def pair_or_404(db: Session, viewer: Viewer, pair_id: UUID, *, now: datetime) -> LoadedPair:
    """A pair of the viewer's own, as worker or as the coach of its agreement. Nobody else learns that there is one."""
    runs = coaches_now(coach=col(Agreement.coach_id), worker=col(Agreement.worker_id), now=now)
    found = db.execute(
        sa.select(Pair, Agreement, runs.label("runs"))
        .join(Agreement, col(Agreement.id) == col(Pair.agreement_id))
        .where(col(Pair.id) == pair_id, col(Pair.id).in_(readable_pairs(viewer, now)))
    ).first()
    if found is None:
        raise NotFoundError
    return _loaded(db, viewer, found.Pair, found.Agreement, is_running=found.runs, now=now)


def pair_to_keep(db: Session, viewer: Viewer, pair_id: UUID, *, now: datetime) -> LoadedPair:
    """As `pair_or_404`, for a change. Raises RefusedError once the coaching of these two has ended."""
    found = pair_or_404(db, viewer, pair_id, now=now)
    if not found.is_running:
        raise RefusedError("Your coaching agreement has ended. You can read this pair, and leave it as it is.")
    return found


def answers_of(db: Session, pair: Pair) -> dict[Question, PairAnswer]:
    return {one.question: one for one in db.exec(select(PairAnswer).where(col(PairAnswer.pair_id) == pair.id))}


def _loaded(
    db: Session, viewer: Viewer, pair: Pair, agreement: Agreement, *, is_running: bool, now: datetime
) -> LoadedPair:
    opened = opening(pair, now)
    submitted = select(Assessment).where(col(Assessment.pair_id) == pair.id, col(Assessment.state) == State.SUBMITTED)
    rows = list(db.exec(submitted.order_by(col(Assessment.submitted_at))))
    first = {kind: _first(rows, kind) for kind in Kind}
    coach, own = (_side(db, first[kind], viewer, is_open=opened is not None) for kind in (Kind.COACH, Kind.SELF))
    versions = [side.version for side in (coach, own) if side]
    return LoadedPair(
        pair=pair, agreement=agreement, worker=db.get_one(Account, agreement.worker_id),
        coach_account=db.get_one(Account, agreement.coach_id),
        version=max(versions, key=lambda one: one.number) if versions else in_force(db, pair.profile_id),
        opened=opened,
        is_running=is_running,
        coach=coach, own=own,
        later=tuple(row for row in rows if row not in first.values()),
        is_on_one_scale=len({one.scale_id for one in versions}) < 2,
    )  # fmt: skip


def _first(rows: Iterable[Assessment], kind: Kind) -> Assessment | None:
    return next((row for row in rows if row.kind is kind and not row.after_opening), None)


def _side(db: Session, assessment: Assessment | None, viewer: Viewer, *, is_open: bool) -> Side | None:
    if assessment is None:
        return None
    stored = stored_ratings(db, assessment) if is_open or assessment.rater_id == viewer.id else {}
    return Side(assessment, loaded(db, assessment.version_id), stored)
