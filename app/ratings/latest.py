"""A point as a viewer sees it, and which of several points of one element is the newest."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from app.ratings.rules import Kind, Reason


@dataclass(frozen=True)
class PointSeen:
    """One submitted rating that the viewer may see: a point, or not observed.

    One given `after_opening` stands in grid and charts as any other, and so does one `changed_after_review`. Its
    rater knew earlier points or the other side's view by then, so whatever sets self beside coach leaves it out.
    """

    kind: Kind
    point: int | None
    not_observed: bool
    reason: Reason | None
    observed_on: date
    submitted_at: datetime
    rater_id: UUID
    assessment_id: UUID
    rating_id: UUID
    profile_id: UUID
    version_id: UUID
    element_key: str
    after_opening: bool = False
    changed_after_review: bool = False
    pair_id: UUID | None = None

    @property
    def compared_in(self) -> UUID | None:
        """The pair in which it may be set beside the other side's point."""
        return None if self.after_opening or self.changed_after_review else self.pair_id


@dataclass(frozen=True)
class Latest:
    """The newest points of one element. A later *not observed* of the coach stands beside the point, never for it."""

    coach: PointSeen | None = None
    self_: PointSeen | None = None
    coach_not_observed: PointSeen | None = None


LatestPoints = dict[tuple[UUID, str], Latest]


def latest_of(points: Iterable[PointSeen]) -> LatestPoints:
    """By (profile id, element key): the newest by observed-on, then by submitted-at, in whatever order they come."""
    found: LatestPoints = defaultdict(Latest)
    for seen in sorted(points, key=lambda seen: (seen.observed_on, seen.submitted_at)):
        key = (seen.profile_id, seen.element_key)
        if seen.point is None:
            if seen.kind is Kind.COACH:
                found[key] = replace(found[key], coach_not_observed=seen)
        elif seen.kind is Kind.COACH:
            found[key] = replace(found[key], coach=seen, coach_not_observed=None)
        else:
            found[key] = replace(found[key], self_=seen)
    return dict(found)
