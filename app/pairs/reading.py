"""One pair as it is read: who rated, what each of the two said, and how it opened."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.frameworks.queries import LoadedVersion, in_force, loaded
from app.pairs.models import PairAnswer
from app.pairs.rules import Question
from app.people.access import Viewer, coaches_now, windows
from app.people.models import Account, Agreement
from app.people.permits import Permission
from app.ratings.models import Assessment, Pair
from app.ratings.pairs import Opened, opening
from app.ratings.points import counts, is_known
from app.ratings.rules import Answer, Kind
from app.ratings.seal import readable_pairs
from app.ratings.sheets import StoredRating, stored_ratings
from app.web.errors import NotFoundError, RefusedError


@dataclass(frozen=True)
class Side:
    """The first assessment of one side, with what it holds by element: the version rated before anything was open.

    `newest` is the one that stands by now, which may be another. Where the side is withdrawn it holds nothing.
    """

    assessment: Assessment
    version: LoadedVersion
    stored: Mapping[str, StoredRating]
    newest: Assessment
    is_withdrawn: bool

    @property
    def amended(self) -> Assessment | None:
        """What came after the version shown, where the viewer may know of it."""
        return None if self.is_withdrawn or self.newest is self.assessment else self.newest

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

    @property
    def has_both(self) -> bool:
        """Whether both views are there to be read."""
        return all(side and not side.is_withdrawn for side in (self.coach, self.own))

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
    chains = _chains(db, viewer, pair, now)
    first = {kind: _first(chains, kind, is_open=opened is not None) for kind in Kind}
    coach, own = (_side(db, first[kind], viewer, is_open=opened is not None) for kind in (Kind.COACH, Kind.SELF))
    versions = [side.version for side in (coach, own) if side]
    return LoadedPair(
        pair=pair, agreement=agreement, worker=db.get_one(Account, agreement.worker_id),
        coach_account=db.get_one(Account, agreement.coach_id),
        version=max(versions, key=lambda one: one.number) if versions else in_force(db, pair.profile_id),
        opened=opened,
        is_running=is_running,
        coach=coach, own=own,
        later=tuple(chain.newest for chain in chains if chain.blind is None and not chain.is_withdrawn),
        is_on_one_scale=len({one.scale_id for one in versions}) < 2,
    )  # fmt: skip


@dataclass(frozen=True)
class _Chain:
    """The versions of one assessment that the viewer may know of, the oldest first."""

    versions: Sequence[Assessment]
    is_withdrawn: bool

    @property
    def newest(self) -> Assessment:
        return self.versions[-1]

    @property
    def blind(self) -> Assessment | None:
        """The newest version from before its author could read the other view; none where that was never so."""
        return next((one for one in reversed(self.versions) if not one.after_opening), None)


def _chains(db: Session, viewer: Viewer, pair: Pair, now: datetime) -> list[_Chain]:
    window = windows(viewer, Permission.READ_PAIR, now)
    rows = db.execute(
        sa.select(Assessment, counts(window).label("counts"))
        .where(col(Assessment.pair_id) == pair.id, is_known(window))
        .order_by(col(Assessment.submitted_at), col(Assessment.number))
    ).all()
    found: dict[UUID, list[Assessment]] = {}
    for row in rows:
        found.setdefault(row.Assessment.first_id or row.Assessment.id, []).append(row.Assessment)
    counted = {row.Assessment.id for row in rows if row.counts}
    return [_Chain(versions, versions[-1].id not in counted) for versions in found.values()]


def _first(chains: Iterable[_Chain], kind: Kind, *, is_open: bool) -> _Chain | None:
    """The one that makes this side. One that was withdrawn is told of only where nothing seals the pair."""
    blind = [chain for chain in chains if chain.newest.kind is kind and chain.blind]
    standing = [chain for chain in blind if not chain.is_withdrawn]
    return next(iter(standing or (blind[-1:] if is_open else ())), None)


def _side(db: Session, chain: _Chain | None, viewer: Viewer, *, is_open: bool) -> Side | None:
    if chain is None:
        return None
    shown = chain.blind or chain.newest
    is_shown = not chain.is_withdrawn and (is_open or shown.rater_id == viewer.id)
    stored = stored_ratings(db, shown) if is_shown else {}
    return Side(shown, loaded(db, shown.version_id), stored, chain.newest, chain.is_withdrawn)
