"""How a goal stands, in words: whose turn it is, what it aims at, and what this viewer can do with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.clock import day_of
from app.goals.rests import Rests
from app.goals.rules import Ending, GoalState
from app.goals.seen import GoalView
from app.people.access import Viewer
from app.web.words import day, first_name

NO_REST = Rests()
ENDED = {
    Ending.ACHIEVED: "Ended: we are there",
    Ending.CONTINUE: "Ended: to be continued",
    Ending.ADJUST: "Ended: adjusted",
    Ending.SET_ASIDE: "Ended: set aside",
}


@dataclass(frozen=True)
class Link:
    """One goal in the history of an element: when it was set, where it comes from and how it stands."""

    id: UUID
    title: str
    words: str
    is_this: bool


def grouped(views: Iterable[GoalView]) -> list[tuple[str, list[GoalView]]]:
    """The parts of the list, without those that are empty."""
    groups: dict[str, list[GoalView]] = {
        title: [] for title in ("Waiting for you", "Active", "Proposed", "Drafts", "Ended")
    }
    for view in views:
        groups[_group(view)].append(view)
    return [(title, members) for title, members in groups.items() if members]


def came_from(view: GoalView, others: Mapping[UUID, GoalView], zone: str) -> str:
    """Which goal this one goes on from, if the viewer may read that one: “Adjusts the goal of November 3.”"""
    before = others.get(view.follows) if view.follows else None
    if before is None:
        return ""
    return f"{'Adjusts' if before.ending is Ending.ADJUST else 'Continues'} the goal of {_set_on(before, zone)}."


def chain(view: GoalView, near: Sequence[GoalView], zone: str, rests: Rests) -> list[Link]:
    """The goals on one element in the order in which they were set; none where there is this one alone."""
    others = {one.goal.id: one for one in near}
    return [
        Link(
            one.goal.id, f"Goal of {_set_on(one, zone)}", _stands(one, others, zone, rests),
            one.goal.id == view.goal.id,
        )
        for one in near
        if len(near) > 1
    ]  # fmt: skip


def next_goal(view: GoalView) -> str:
    """The address of the form for the next goal on the same element."""
    slug = view.profile.slug
    return f"/workers/{view.goal.worker_id}/goals/new?profile={slug}&element={view.element_key}"


def meeting(view: GoalView) -> str | None:
    """The address of the form that plans a coaching session about a goal's element, for its two sides."""
    if view.state is not GoalState.ACTIVE or not (view.may_change and view.goal.coach_id):
        return None
    start = f"/workers/{view.goal.worker_id}/coaching-sessions/new"
    return f"{start}?profile={view.profile.slug}&element={view.element_key}"


def sides(view: GoalView) -> dict[str, str]:
    """First names: the worker, the coach or nobody, who proposed it, and the one who did not."""
    worker, coach = first_name(view.worker_name), first_name(view.coach_name) if view.coach_name else ""
    by_worker = view.goal.proposed_by == view.goal.worker_id
    return {
        "worker": worker, "coach": coach, "proposer": worker if by_worker else coach,
        "other": coach if by_worker else worker,
    }  # fmt: skip


def waiting_words(view: GoalView, *, on_paper: bool = False) -> str:
    """Whose turn it is with a proposal; empty for any other goal. On paper nobody is "you": others read it as well."""
    if view.is_orphan:
        return "Proposed. The coaching it was made in has ended."
    whom = sides(view)["other"] if on_paper else view.waits_for
    return f"Proposed. It waits for {whom} to confirm." if view.waits_for else ""


def state_words(view: GoalView, rests: Rests = NO_REST) -> str:
    """Active, check back Dec 16: `rests` moves that day to the first one after a pause."""
    if view.state is GoalState.ENDED:
        return ENDED[view.ending] if view.ending else "Ended"
    if view.is_orphan:
        return "Proposed, and its coaching has ended"
    if view.state is GoalState.PROPOSED:
        return f"Proposed, waits for {view.waits_for}"
    if view.state is GoalState.ACTIVE:
        return f"Active, {rests.check_back(view.goal.check_back_on, _day)}"
    return "Your draft"


def parted_words(view: GoalView, viewer: Viewer) -> str:
    """What becomes of an active goal whose coaching has ended; empty for any other goal."""
    if view.state is not GoalState.ACTIVE or not view.coach_name or view.is_coached:
        return ""
    worker, coach = first_name(view.worker_name), first_name(view.coach_name)
    if viewer.id == view.goal.worker_id:
        return f"Your coaching with {coach} has ended. The goal stays yours, and you look back at it on your own."
    if viewer.id == view.goal.coach_id:
        return f"Your coaching of {worker} has ended. You read this goal as it stood on the last day."
    return f"It was agreed with {coach}, and that coaching has ended. {worker} looks back at it alone."


def next_move(view: GoalView, viewer: Viewer) -> str:
    """What this viewer can do with the goal: "confirm", "withdraw", "remove", "review", "next", or nothing."""
    if not view.may_change:
        return ""
    if view.state is GoalState.PROPOSED:
        if view.goal.proposed_by == viewer.id:
            return "withdraw"
        return "remove" if view.is_orphan else "confirm"
    return {GoalState.ACTIVE: "review", GoalState.ENDED: "next"}.get(view.state, "")


def may_give(view: GoalView, viewer: Viewer) -> bool:
    """Whether the look back holds something that the worker can give to the shelf."""
    helped = view.review.helped if view.review else ""
    return view.goal.worker_id == viewer.id and view.state is GoalState.ENDED and bool(helped)


def _stands(view: GoalView, others: Mapping[UUID, GoalView], zone: str, rests: Rests) -> str:
    said = next((f"It turned out {one.title}." for one in view.outcomes if one.is_so), "")
    return " ".join(filter(None, (came_from(view, others, zone), f"{state_words(view, rests)}.", said)))


def _set_on(view: GoalView, zone: str) -> str:
    on = view.goal.proposed_at or view.goal.created_at
    return day(day_of(on, zone))


def _group(view: GoalView) -> str:
    if view.state is GoalState.PROPOSED:
        return "Waiting for you" if view.waits_for == "you" else "Proposed"
    return {GoalState.DRAFT: "Drafts", GoalState.ACTIVE: "Active", GoalState.ENDED: "Ended"}[view.state]


def _day(day: date) -> str:
    return f"{day:%B} {day.day}"
