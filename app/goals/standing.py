"""Where a worker stands for the next goal: the present point, what was seen, and with whom it is made."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.frameworks.profile import Element
from app.frameworks.queries import LoadedVersion, framework_or_404, in_force, loaded, profiles_in_force
from app.frameworks.scale import Scale
from app.frameworks.words import Shelved, components
from app.goals.history import PointSaid, last_said
from app.goals.menus import menu
from app.goals.models import Goal
from app.goals.plans import ActiveGoals, Footing, moved
from app.goals.rules import GoalState, a_year_before
from app.goals.seal import Seal, seals_of
from app.goals.twice import Held, held_goals
from app.people.access import Viewer, inside, windows
from app.people.models import Account, Agreement
from app.people.permits import Permission
from app.people.queries import agreement_at, names_of
from app.people.reads import Opened, opened
from app.people.who import Line, lines_for_draft
from app.ratings.latest import Latest, PointSeen
from app.ratings.points import shared_points
from app.ratings.taps import seen_indicators
from app.web.errors import NotFoundError
from app.web.words import first_name

OTHER_WORDS = "This profile has a newer version, and the step does not fit it. Plan the next step anew."


@dataclass(frozen=True)
class Standing:
    """Where a worker stands on one element, and with whom the next goal is made."""

    worker: Account
    coach: Account | None
    agreement: Agreement | None
    version: LoadedVersion
    element: Element
    from_: PointSeen | None
    rater: str
    seen_by_worker: frozenset[str]
    worker_marked_on: date | None
    # None where there is no coach at all.
    seen_by_coach: frozenset[str] | None
    coach_marked_on: date | None
    active: ActiveGoals
    # What is proposed or active on this very element.
    held: tuple[Held, ...]
    today: date
    # Entries of the reference shelf that help with the element, or else with the whole profile.
    helping: tuple[Shelved, ...]
    last_said: PointSaid | None
    # What a goal on this profile waits for.
    seal: Seal | None
    # Who will see the goal.
    who: tuple[Line, ...]

    @property
    def scale(self) -> Scale:
        return self.version.profile.scale

    @property
    def footing(self) -> Footing | None:
        """What a plan is measured against; none before there is a point."""
        if self.from_ is None or self.from_.point is None:
            return None
        offered = menu(
            self.element, self.scale, self.from_.point,
            seen_by_worker=self.seen_by_worker, seen_by_coach=self.seen_by_coach,
        )  # fmt: skip
        return Footing(self.scale, self.element, self.from_.point, offered, self.today)

    def seal_problems(self, viewer: Viewer) -> dict[str, str]:
        """Why no goal is kept or proposed now, under the field "form"; empty without a seal."""
        return {"form": self.seal.sentence(viewer, self.version.profile.title)} if self.seal else {}


def points_to_go_from(db: Session, viewer: Viewer, worker: Account, *, now: datetime) -> dict[tuple[UUID, str], int]:
    """By profile and element: the point a goal would start from, on the scale in force."""
    today = viewer.today(now)
    latest = _latest(db, worker, agreement_at(db, worker, now), today, now)
    versions = {version.profile_id: version for version in profiles_in_force(db)}
    found = {key: _start(db, here, versions[key[0]]) for key, here in latest.items()}
    return {key: seen.point for key, seen in found.items() if seen and seen.point is not None}


def present_point(
    db: Session, viewer: Viewer, worker: Account, *, version: LoadedVersion, element_key: str, now: datetime
) -> int | None:
    """The point a goal on this element would start from now."""
    return points_to_go_from(db, viewer, worker, now=now).get((version.profile_id, element_key))


def standing(
    db: Session, viewer: Viewer, worker: Account, *, version: LoadedVersion, element_key: str, now: datetime
) -> Standing:
    """Raises NotFoundError for an element that the profile lacks."""
    if element_key not in version.element_ids:
        raise NotFoundError
    today = viewer.today(now)
    agreement = agreement_at(db, worker, now)
    opened(db, viewer, worker.id, what=Opened.NEXT_STEP, now=now)
    here = _latest(db, worker, agreement, today, now).get((version.profile_id, element_key), Latest())
    coach, own = (seen if _fits(db, seen, version) else None for seen in (here.coach, here.self_))
    taps = seen_indicators(db, {seen.rating_id for seen in (coach, own) if seen})
    from_ = coach or own
    names = names_of(db, {from_.rater_id}) if from_ else {}
    return Standing(
        worker=worker,
        coach=db.exec(select(Account).where(col(Account.id) == agreement.coach_id)).one() if agreement else None,
        agreement=agreement,
        version=version,
        element=version.profile.element(element_key),
        from_=from_,
        rater=names.get(from_.rater_id, "") if from_ else "",
        seen_by_worker=taps.get(own.rating_id, frozenset()) if own else frozenset(),
        worker_marked_on=own.observed_on if own else None,
        seen_by_coach=(taps.get(coach.rating_id, frozenset()) if coach else frozenset()) if agreement else None,
        coach_marked_on=coach.observed_on if coach else None,
        active=active_goals(db, viewer, worker, now=now),
        held=held_goals(db, viewer, worker, profile_id=version.profile_id, element_key=element_key, now=now),
        today=today,
        helping=_helping(db, version, element_key),
        last_said=last_said(db, viewer, worker, version=version, element_key=element_key, now=now),
        seal=seals_of(db, worker, now=now).get(version.profile_id),
        who=tuple(lines_for_draft(db, viewer, worker, now, Permission.READ_GOAL)),
    )


def overtaken(db: Session, viewer: Viewer, worker: Account, goal: Goal, *, now: datetime) -> dict[str, str]:
    """Why a proposal does not fit any more where the worker stands now, under the field "moved"; else empty."""
    made_on, version = loaded(db, goal.version_id), in_force(db, goal.profile_id)
    key = next(key for key, element in made_on.element_ids.items() if element == goal.element_id)
    if version.scale_id != goal.scale_id or key not in version.element_ids:
        return {"moved": OTHER_WORDS}
    present = present_point(db, viewer, worker, version=version, element_key=key, now=now)
    # After a renewed agreement there may be no point yet that both can see: then nothing has moved.
    if present is None or present == goal.from_point:
        return {}
    sentence = moved(goal.from_point, present, since="this goal was proposed")
    return {"moved": f"{sentence} Plan the next step anew."}


def active_goals(db: Session, viewer: Viewer, worker: Account, *, now: datetime) -> ActiveGoals:
    """How many there are, and how many of them this viewer may read."""
    window = windows(viewer, Permission.READ_GOAL, now)
    readable = inside(window, worker=col(Goal.worker_id), at=col(Goal.proposed_at))
    is_active = (col(Goal.worker_id) == worker.id, col(Goal.state) == GoalState.ACTIVE)
    found = list(db.scalars(sa.select(readable).select_from(Goal).where(*is_active)))
    return ActiveGoals(first_name(worker.name), len(found), sum(found))


def _latest(
    db: Session, worker: Account, agreement: Agreement | None, today: date, now: datetime
) -> dict[tuple[UUID, str], Latest]:
    return shared_points(db, worker, agreement, now=now, since=a_year_before(today))


def _start(db: Session, here: Latest, version: LoadedVersion) -> PointSeen | None:
    return next((seen for seen in (here.coach, here.self_) if seen and _fits(db, seen, version)), None)


def _fits(db: Session, seen: PointSeen | None, version: LoadedVersion) -> bool:
    # A profile can move to another scale, and a point says nothing on a scale it was not given on.
    return bool(seen and seen.point is not None and loaded(db, seen.version_id).scale_id == version.scale_id)


def _helping(db: Session, version: LoadedVersion, element_key: str) -> tuple[Shelved, ...]:
    keys = version.profile.element(element_key).components or version.profile.components
    return tuple(components(framework_or_404(db, version.framework), keys)) if keys else ()
