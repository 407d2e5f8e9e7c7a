"""The agenda: what is worth talking about, drafted from what the two have done, with the lines they added."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.clock import day_of, start_of
from app.coaching.models import AgendaLine, CoachingSession
from app.coaching.promises import Promise
from app.coaching.rules import LineKind
from app.frameworks.queries import LoadedVersion
from app.goals.models import Goal
from app.goals.queries import GoalView, goals_of
from app.goals.rules import GoalState
from app.goals.states import sides
from app.pairs.queries import PairRow, pairs_near
from app.people.access import Viewer, coach_windows, inside
from app.people.models import Account
from app.people.permits import Permission
from app.ratings.dues import days_of, pauses_of
from app.ratings.rhythm import Pause, back_on, month_of, months_later
from app.web.words import first_name, month, short_day


@dataclass(frozen=True)
class Line:
    """One line: where it comes from and about what, in words, with the way there, and whether it was talked about.

    `may_turn` says that it is an open commitment which the viewer may let go.
    """

    kind: LineKind
    about_id: UUID
    text: str
    ticked: bool
    href: str = ""
    may_turn: bool = False

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.about_id}"


def stored_lines(db: Session, of: CoachingSession) -> list[AgendaLine]:
    rows = select(AgendaLine).where(col(AgendaLine.session_id) == of.id)
    return list(db.exec(rows.order_by(col(AgendaLine.place), col(AgendaLine.id))))


def kept_lines(db: Session, of: CoachingSession) -> list[Line]:
    """The agenda of one that is over: every line as it stood."""
    return [Line(one.kind, one.about_id, one.text, one.ticked) for one in stored_lines(db, of) if one.text]


def drafted_lines(
    db: Session, viewer: Viewer, of: CoachingSession, worker: Account, promises: Sequence[Promise],
    versions: Iterable[LoadedVersion], *, now: datetime,
) -> list[Line]:  # fmt: skip
    """The agenda of one that is planned: the opened pairs of the month, goals on its element that wait for a word,
    goals to check back, what is open, own lines.

    For its worker and its coach alone. It holds what both may see, whoever of the two looks: at closing it is kept for
    both as it was drawn for one.
    """
    stored = stored_lines(db, of)
    ticked = {(one.kind, one.about_id) for one in stored if one.ticked}
    titles = {version.profile_id: version.profile.title for version in versions}
    rests = days_of(pauses_of(db, [of.agreement_id]).get(of.agreement_id, ()))
    shared, goals = _shared(db, of, viewer.zone, now), goals_of(db, viewer, worker, now=now)
    known = [view for view in goals if view.goal.id in shared]
    drafted = [
        *[_of_pair(pair, titles) for pair in _opened(pairs_near(db, viewer, now), of, viewer)],
        *[_of_proposal(view) for view in _waiting(known, of)],
        *[_of_goal(view) for view in _due(known, rests, of, viewer)],
        *[_of_promise(one) for one in promises],
        *[Line(one.kind, one.about_id, one.text, ticked=False) for one in stored if one.kind is LineKind.OWN],
    ]
    return [replace(one, ticked=True) if (one.kind, one.about_id) in ticked else one for one in drafted]


def _opened(pairs: Iterable[PairRow], of: CoachingSession, viewer: Viewer) -> list[PairRow]:
    """Of the month in which they meet and of the one before, the newest of each profile."""
    here = month_of(day_of(of.starts_at, viewer.zone))
    near = [
        pair
        for pair in pairs
        if (pair.worker_id, pair.coach_id, pair.state) == (of.worker_id, of.coach_id, "open")
        and months_later(here, -1) <= pair.month <= here
    ]
    newest: dict[UUID, PairRow] = {}
    for pair in near:
        newest.setdefault(pair.profile_id, pair)
    return list(newest.values())


def _shared(db: Session, of: CoachingSession, zone: str, now: datetime) -> set[UUID]:
    """Goals of the worker that the coach of this session may read, proposed, active or looked back at from its day on.

    What another coach agreed is among them where the worker let this one see it. A goal that is closed where the two
    meet stays on the agenda, or nothing would tell that they talked about it.
    """
    theirs = coach_windows(of.coach_id, Permission.READ_GOAL, now)
    day_begins = start_of(day_of(of.starts_at, zone), zone)
    return set(
        db.scalars(
            sa.select(col(Goal.id)).where(
                col(Goal.worker_id) == of.worker_id,
                sa.or_(
                    col(Goal.state).in_([GoalState.PROPOSED, GoalState.ACTIVE]),
                    sa.and_(col(Goal.active_at).is_not(None), col(Goal.ended_at) >= day_begins),
                ),
                inside(theirs, worker=col(Goal.worker_id), at=col(Goal.proposed_at)),
            )
        )
    )  # fmt: skip


def _waiting(goals: Iterable[GoalView], of: CoachingSession) -> list[GoalView]:
    """Proposals on the element in focus that can still be confirmed."""
    place = (of.profile_id, of.element_key)
    return [view for view in goals if view.waits_for and (view.goal.profile_id, view.element_key) == place]


def _due(goals: Iterable[GoalView], rests: Collection[Pause], of: CoachingSession, viewer: Viewer) -> list[GoalView]:
    """Those to check back by the day on which they meet; a day that lies in a pause moves to the first one after it."""
    day = day_of(of.starts_at, viewer.zone)
    agreed = [view for view in goals if view.goal.active_at]
    moved = [(view, back_on(view.goal.check_back_on, rests)) for view in agreed]
    due = [view for view, on in moved if on and on <= day]
    return sorted(due, key=lambda view: (view.goal.check_back_on, view.element_title))


def _of_pair(pair: PairRow, titles: dict[UUID, str]) -> Line:
    text = f"Your two views on {titles[pair.profile_id]}, {month(pair.month)}"
    return Line(LineKind.PAIR, pair.id, text, ticked=False, href=f"/pairs/{pair.id}")


def _of_proposal(view: GoalView) -> Line:
    # The line is kept at closing as it reads, for both, so that nobody is "you" in it.
    text = f"The goal on {view.element_title} waits for {sides(view)['other']}’s word"
    return Line(LineKind.GOAL, view.goal.id, text, ticked=False, href=f"/goals/{view.goal.id}")


def _of_goal(view: GoalView) -> Line:
    text = f"Check back: {view.element_title}, {view.profile_title}"
    place, is_open = f"/goals/{view.goal.id}", view.state is GoalState.ACTIVE
    href = f"{place}/review" if is_open and view.may_change else place
    return Line(LineKind.GOAL, view.goal.id, text, ticked=False, href=href)


def _of_promise(one: Promise) -> Line:
    text = f"{first_name(one.owner_name)}: {one.text} (by {short_day(one.due_on)})"
    is_done = one.done_on is not None
    return Line(LineKind.COMMITMENT, one.id, text, ticked=is_done, may_turn=one.may_tick and not is_done)
