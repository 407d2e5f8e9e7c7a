"""What the worker page shows of points: every element's newest ones, and one chart's whole story."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.analytics.access import Circumstances, Reach
from app.analytics.series import Axis, Given, Series, newest_series, series_of
from app.frameworks.profile import Element
from app.frameworks.queries import LoadedVersion, loaded, profiles_in_force
from app.goals.queries import GoalView
from app.goals.rules import GoalState
from app.goals.seal import seals_of
from app.people.access import Viewer
from app.people.queries import names_of
from app.ratings.latest import Latest, PointSeen, latest_of
from app.ratings.points import profiles_on_another_scale, visible_points
from app.ratings.rules import REASON_WORDS
from app.web.errors import NotFoundError

Key = tuple[UUID, str]


@dataclass(frozen=True)
class Record:
    """The points of one worker that this viewer may see, ready to be asked by element.

    `waits` holds, by profile, the sentence on a pair that is not open and the way to it, for worker and coach.
    `elsewhere` are the titles of profiles with earlier points on a scale that is not in force, which nothing draws.
    """

    where: Circumstances
    versions: tuple[LoadedVersion, ...]
    rhythms: Mapping[UUID, int]
    given: Mapping[Key, Sequence[Given]]
    latest: Mapping[Key, Latest]
    waits: Mapping[UUID, tuple[str, str]]
    elsewhere: tuple[str, ...]

    @property
    def reach(self) -> Reach:
        return self.where.reach

    def version(self, slug: str) -> LoadedVersion:
        """Raises NotFoundError for a profile that this page does not show."""
        for version in self.versions:
            if version.slug == slug:
                return version
        raise NotFoundError

    def of(self, version: LoadedVersion, element: Element) -> Sequence[Given]:
        return self.given.get((version.profile_id, element.key), ())

    def newest(self, version: LoadedVersion, element: Element) -> Latest:
        return self.latest.get((version.profile_id, element.key), Latest())

    def coached(self, version: LoadedVersion, element: Element) -> tuple[Given, ...]:
        """The newest coach's points that compare with one another: what figures rest on."""
        return newest_series(self.of(version, element), self.where.changes())

    def series(self, version: LoadedVersion, element: Element, axis: Axis) -> Series:
        every = self.rhythms.get(version.profile_id, 1)
        return series_of(self.of(version, element), axis, changes=self.where.changes(), every=every)


def record_of(
    db: Session, viewer: Viewer, where: Circumstances, rhythms: Mapping[UUID, int], *, now: datetime
) -> Record:
    """Everything of the worker's points that the page needs, in a few questions whatever their number."""
    points = visible_points(db, viewer, where.worker, now=now)
    in_force = profiles_in_force(db)
    names = names_of(db, {one.rater_id for one in points})
    given: dict[Key, list[Given]] = defaultdict(list)
    for one in points:
        number = loaded(db, one.version_id).number
        given[one.profile_id, one.element_key].append(_given(one, names[one.rater_id], number))
    rated = {profile for profile, _ in given}
    kind = where.job.kind.value if where.job else None
    shown = (v for v in in_force if kind in v.profile.fits or v.profile_id in rated or v.profile_id in rhythms)
    rescaled = profiles_on_another_scale(db, viewer, where.worker, now=now)
    elsewhere = tuple(version.profile.title for version in in_force if version.profile_id in rescaled)
    waits = _waits(db, viewer, where, now)
    return Record(where, tuple(shown), rhythms, dict(given), latest_of(points), waits, elsewhere)


def chosen_element(record: Record, goals: Iterable[GoalView]) -> tuple[LoadedVersion, Element] | None:
    """Which chart to open when nobody asked for one: what is worked on, else proposed, else what was rated last."""
    seen = list(goals)
    working = [
        (goal.goal.profile_id, goal.element_key)
        for state in (GoalState.ACTIVE, GoalState.PROPOSED)
        for goal in seen
        if goal.state is state
    ]
    newest = sorted(record.given, key=lambda key: record.given[key][-1].on, reverse=True)
    by_id = {version.profile_id: version for version in record.versions}
    for profile, key in (*working, *newest):
        version = by_id.get(profile)
        if version is not None and key in version.element_ids and record.given.get((profile, key)):
            return version, version.profile.element(key)
    return None


def element_or_404(version: LoadedVersion, key: str) -> Element:
    """An element that takes points, for an address that a person can type."""
    for element in version.profile.rateable_elements:
        if element.key == key:
            return element
    raise NotFoundError


def _waits(db: Session, viewer: Viewer, where: Circumstances, now: datetime) -> dict[UUID, tuple[str, str]]:
    # Who reads the points without a part in the pair is not told who is late with it.
    if not where.reach.own and not where.reach.may_rate:
        return {}
    seals = seals_of(db, where.worker, now=now)
    return {profile: (seal.waits_for(viewer), seal.address) for profile, seal in seals.items()}


def _given(one: PointSeen, rater: str, number: int) -> Given:
    reason = REASON_WORDS[one.reason] if one.reason else ""
    return Given(one.kind, one.observed_on, one.point, rater, number, reason, one.compared_in, one.rater_id)
