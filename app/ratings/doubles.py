"""Where two coaches rated the same worker and element in the same month: all that an agency knows of its own noise."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.frameworks.models import Element
from app.people.access import Viewer
from app.people.models import Account, Agreement, AgreementTerms, Earlier
from app.people.permits import Level
from app.ratings.models import Assessment, Rating
from app.ratings.rules import Kind, State
from app.ratings.seal import is_unsealed

# An alias copies the columns of its table, which takes longer than the question: each is made once.
_OTHER, _AGREED, _SHARED = aliased(Assessment), aliased(Agreement), aliased(Agreement)


@dataclass(frozen=True)
class Double:
    """One coach's point. The `case` is the worker, the element and the month; nothing here is shown to anybody."""

    case: str
    worker: str
    rater: str
    point: int


def doubles_of(db: Session, viewer: Viewer, scale_id: UUID, *, until: datetime) -> tuple[Double, ...]:
    """The newest point of each coach in months in which two coaches or more rated a worker on a profile.

    Of the whole agency, whoever may read it: what comes of it says nothing of a person, and app.analytics.findings
    tells nothing of few. What is sealed, replaced or withdrawn is left out, and so is every point whose coach could
    know the other's, or changed it with earlier points in view.
    """
    year, month = (sa.extract(part, col(Assessment.observed_on)) for part in ("year", "month"))
    of_month = (col(Assessment.worker_id), col(Assessment.profile_id), year, month)
    counted = (
        col(Account.agency_id) == viewer.agency_id, col(Assessment.kind) == Kind.COACH,
        col(Assessment.state) == State.SUBMITTED, col(Assessment.submitted_at) <= until, is_unsealed(until),
        col(Assessment.after_opening).is_(False), sa.not_(_could_know()),
    )  # fmt: skip
    workers = col(Account.id) == col(Assessment.worker_id)
    twice = (
        sa.select(*of_month)
        .join(Account, workers)
        .where(*counted)
        .group_by(*of_month)
        .having(sa.func.count(col(Assessment.rater_id).distinct()) > 1)
    )
    rows = db.execute(
        sa.select(
            col(Assessment.worker_id), col(Assessment.profile_id), col(Element.key), year, month,
            col(Assessment.rater_id), col(Rating.point),
        )
        .join(Account, workers)
        .join(Rating, col(Rating.assessment_id) == col(Assessment.id))
        .join(Element, col(Element.id) == col(Rating.element_id))
        .where(
            *counted, col(Rating.scale_id) == scale_id, col(Rating.point).is_not(None),
            col(Rating.changed_after_review).is_(False), sa.tuple_(*of_month).in_(twice),
        )
        .order_by(col(Assessment.observed_on), col(Assessment.submitted_at), col(Assessment.id))
    )  # fmt: skip
    newest: dict[tuple[str, str], Double] = {}
    for worker, profile, element, of_year, in_month, rater, point in rows:
        case = f"{worker} {profile} {element} {of_year} {in_month}"
        newest[case, str(rater)] = Double(case, str(worker), str(rater), point)
    # A coach who left this element out leaves the other's point alone.
    raters = Counter(one.case for one in newest.values())
    return tuple(one for one in newest.values() if raters[one.case] > 1)


def _could_know() -> sa.ColumnElement[bool]:
    """The condition that some window of the rater held another coach's assessment of the same month by then."""
    # Two points tell of noise where neither rater could know the other's. What could be read counts as read, sealed or
    # not, and a supervisor's share of points counts for all that came before.
    other, agreed, shared = _OTHER, _AGREED, _SHARED
    said_at = sa.func.coalesce(col(Assessment.amended_at), col(Assessment.submitted_at))
    as_coach = sa.exists().where(
        col(agreed.worker_id) == col(Assessment.worker_id), col(agreed.coach_id) == col(Assessment.rater_id),
        col(agreed.opens_at) <= said_at,
        sa.or_(col(agreed.closes_at).is_(None), col(other.submitted_at) < col(agreed.closes_at)),
        sa.or_(col(agreed.earlier) != Earlier.NOTHING, col(agreed.opens_at) <= col(other.submitted_at)),
    ).correlate(Assessment, other)  # fmt: skip
    as_supervisor = sa.exists().where(
        col(AgreementTerms.agreement_id) == col(shared.id), col(shared.worker_id) == col(Assessment.worker_id),
        col(AgreementTerms.supervisor_id) == col(Assessment.rater_id), col(AgreementTerms.level) == int(Level.RATINGS),
        col(AgreementTerms.in_force_at) <= said_at,
    ).correlate(Assessment, other)  # fmt: skip
    return (
        sa.exists()
        .where(
            col(other.worker_id) == col(Assessment.worker_id), col(other.profile_id) == col(Assessment.profile_id),
            col(other.kind) == Kind.COACH, col(other.rater_id) != col(Assessment.rater_id),
            *(
                sa.extract(part, col(other.observed_on)) == sa.extract(part, col(Assessment.observed_on))
                for part in ("year", "month")
            ),
            col(other.submitted_at) <= said_at, sa.or_(as_coach, as_supervisor),
        )
        .correlate(Assessment)
    )  # fmt: skip
