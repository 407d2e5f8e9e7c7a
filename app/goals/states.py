"""How a goal stands, in words: whose turn it is, what it aims at, and what this viewer can do with it."""

from collections.abc import Iterable
from datetime import date

from app.goals.rules import Ending, GoalState
from app.goals.seen import GoalView
from app.people.access import Viewer
from app.web.words import first_name

ENDED = {
    Ending.ACHIEVED: "Ended: we are there",
    Ending.CONTINUE: "Ended: to be continued",
    Ending.ADJUST: "Ended: adjusted",
    Ending.SET_ASIDE: "Ended: set aside",
}


def grouped(views: Iterable[GoalView]) -> list[tuple[str, list[GoalView]]]:
    """The parts of the list, without those that are empty."""
    groups: dict[str, list[GoalView]] = {
        title: [] for title in ("Waiting for you", "Active", "Proposed", "Drafts", "Ended")
    }
    for view in views:
        groups[_group(view)].append(view)
    return [(title, members) for title, members in groups.items() if members]


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


def waiting_words(view: GoalView) -> str:
    """Whose turn it is with a proposal; empty for any other goal."""
    if view.is_orphan:
        return "Proposed. The coaching it was made in has ended."
    return f"Proposed. It waits for {view.waits_for} to confirm." if view.waits_for else ""


def state_words(view: GoalView) -> str:
    if view.state is GoalState.ENDED:
        return ENDED[view.ending] if view.ending else "Ended"
    if view.is_orphan:
        return "Proposed, and its coaching has ended"
    if view.state is GoalState.PROPOSED:
        return f"Proposed, waits for {view.waits_for}"
    if view.state is GoalState.ACTIVE:
        return f"Active, check back {_day(view.goal.check_back_on)}"
    return "Your draft"


def next_move(view: GoalView, viewer: Viewer) -> str:
    """What this viewer can do with the goal: "confirm", "withdraw", "remove", "review", "next", or nothing."""
    if not view.may_change:
        return ""
    if view.state is GoalState.PROPOSED:
        if view.goal.proposed_by == viewer.id:
            return "withdraw"
        return "remove" if view.is_orphan else "confirm"
    return {GoalState.ACTIVE: "review", GoalState.ENDED: "next"}.get(view.state, "")


def _group(view: GoalView) -> str:
    if view.state is GoalState.PROPOSED:
        return "Waiting for you" if view.waits_for == "you" else "Proposed"
    return {GoalState.DRAFT: "Drafts", GoalState.ACTIVE: "Active", GoalState.ENDED: "Ended"}[view.state]


def _day(day: date) -> str:
    return f"{day:%B} {day.day}"
