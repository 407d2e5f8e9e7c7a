"""Changes to goals: kept as a draft, proposed, confirmed, taken back, set aside, looked back on."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.audit.entries import record
from app.frameworks.queries import loaded
from app.goals.access import is_coached
from app.goals.models import Goal, GoalReview
from app.goals.parts import parts_of
from app.goals.plans import LookBack, Plan, across, active_problem, draft_problems, goal_problems
from app.goals.rules import Ending, GoalState, confirming_problems, review_problems, step_refusal
from app.goals.seal import early_problems, seal_problems
from app.goals.standing import Standing, active_goals, overtaken
from app.goals.store import looked_back_so, says_the_same
from app.goals.twice import refuse_twice
from app.goals.writing import footing_of, remove, set_reason, write
from app.people.access import Viewer
from app.people.models import Account
from app.people.queries import take_turn
from app.web.errors import ConflictError, NotFoundError, ProblemsError, RefusedError
from app.web.revisions import refuse_newer

OTHER_WORDS = "This form has set its goal already, in other words. Load the page again to set another one."
NO_SCALE = "No outcomes were written down for this goal, so this is left open."
NO_AGREEMENT = "The coaching agreement of this goal has ended. Propose the goal once more."


def save_draft_goal(
    db: Session, viewer: Viewer, on: Standing, *, plan: Plan, form_key: UUID, follows: Goal | None,
    at: datetime, revision: int | None = None,
) -> Goal:  # fmt: skip
    """Keep a plan for its author alone. Raises ProblemsError for what not even a draft can hold, and NewerError when
    another tab has saved other words since `revision`.
    """
    _lock(db, on.worker.id)
    goal = _of_form(db, viewer, on, form_key)
    if goal and goal.state is not GoalState.DRAFT:
        _refuse({} if says_the_same(db, goal, plan) else {"form": OTHER_WORDS})
        return goal
    _refuse_newer(db, goal, plan, revision)
    _refuse(on.seal_problems(viewer))
    _refuse(draft_problems(plan, footing_of(on)))
    return write(db, viewer, on, goal, plan=plan, form_key=form_key, follows=follows, at=at)


def propose_goal(
    db: Session, viewer: Viewer, on: Standing, *, plan: Plan, form_key: UUID, follows: Goal | None, most: int,
    at: datetime, revision: int | None = None,
) -> Goal:  # fmt: skip
    """Propose a plan to the other side; without a coach it is active at once.

    `form_key` names the form: the same form sent again finds the goal it made. Raises ProblemsError for what
    the rule or a limit refuses and for other words in a form that has made its goal, TwiceError where the same
    step is proposed or active, NewerError as `save_draft_goal` does, RefusedError for anybody but the worker and the
    present coach.
    """
    _lock(db, on.worker.id)
    goal = _of_form(db, viewer, on, form_key)
    if goal and goal.state is not GoalState.DRAFT:
        _refuse({} if says_the_same(db, goal, plan) else {"form": OTHER_WORDS})
        return goal
    _refuse_newer(db, goal, plan, revision)
    _refuse(on.seal_problems(viewer))
    refuse_twice(
        db, viewer, on.worker, plan, profile_id=on.version.profile_id, element_key=on.element.key,
        scale_id=on.version.scale_id, present=footing_of(on).present, now=at,
    )  # fmt: skip
    active = active_goals(db, viewer, on.worker, now=at)
    _refuse(goal_problems(plan, footing_of(on), active=active, most=most))
    goal = write(db, viewer, on, goal, plan=plan, form_key=form_key, follows=follows, at=at)
    goal.state = GoalState.PROPOSED if on.coach else GoalState.ACTIVE
    goal.proposed_at, goal.active_at = at, None if on.coach else at
    db.add(goal)
    _note(db, viewer, goal, "goal:propose", at, across=across(plan, footing_of(on)) is not None)
    return goal


def confirm_goal(
    db: Session, viewer: Viewer, goal: Goal, *, reason: str, most: int, at: datetime, revision: int | None = None
) -> Goal:
    """The other side agrees, and writes its own reason for a step across a stage. Twice is the same as once.

    Raises ProblemsError also while a pair on the profile is sealed, and where a newer point has overtaken the step,
    under the field "moved"; NewerError where its words are others than those of the `revision` that was read.
    """
    worker = _lock(db, goal.worker_id, goal)
    _demand_other_side(viewer, goal, "You proposed this goal, so the other side confirms it.")
    if goal.state is GoalState.ACTIVE:
        return goal
    _demand_proposed(goal)
    refuse_newer(goal, revision)
    _demand_coached(db, goal, at)
    # Who has just rated knows a newer point, and would decide with it what the other cannot see.
    _refuse(seal_problems(db, viewer, worker, goal, now=at))
    _refuse(overtaken(db, viewer, worker, goal, now=at))
    needs_reason = _is_across(db, goal)
    problems = confirming_problems(reason) if needs_reason else {}
    if full := active_problem(active_goals(db, viewer, worker, now=at), most=most):
        problems["form"] = full
    _refuse(problems)
    if needs_reason:
        set_reason(goal, viewer, reason)
    goal.state, goal.active_at = GoalState.ACTIVE, at
    db.add(goal)
    _note(db, viewer, goal, "goal:confirm", at)
    return goal


def decline_goal(
    db: Session, viewer: Viewer, goal: Goal, *, words: str, at: datetime, revision: int | None = None
) -> Goal:
    """The other side sets a proposal aside, and says why, unless nobody is there any more to read it."""
    _lock(db, goal.worker_id, goal)
    _demand_other_side(viewer, goal, "You proposed this goal. You can take it back.")
    if goal.state is GoalState.ENDED and goal.active_at is None:
        return goal
    _demand_proposed(goal)
    refuse_newer(goal, revision)
    told = words or not _is_coached(db, goal, at)
    _refuse({} if told else {"words": "Write a few words, so that the other side knows why."})
    _end(db, viewer, goal, LookBack(Ending.SET_ASIDE, challenges=words), at, question="words")
    _note(db, viewer, goal, "goal:decline", at)
    return goal


def withdraw_goal(db: Session, viewer: Viewer, goal: Goal, *, at: datetime) -> Goal:
    """The proposer takes a proposal back; it becomes a draft of its author again."""
    _lock(db, goal.worker_id, goal)
    if viewer.id != goal.proposed_by:
        raise RefusedError("The other side proposed this goal. You can confirm it, or set it aside.")
    if goal.state is GoalState.DRAFT:
        return goal
    _demand_proposed(goal)
    goal.state, goal.proposed_at = GoalState.DRAFT, None
    db.add(goal)
    _note(db, viewer, goal, "goal:withdraw", at)
    return goal


def remove_draft_goal(db: Session, viewer: Viewer, goal: Goal) -> None:
    """Raises ConflictError for whatever is more than the viewer's own draft by now."""
    _lock(db, goal.worker_id, goal)
    if goal.state is not GoalState.DRAFT or goal.proposed_by != viewer.id:
        raise ConflictError("This goal is more than a draft by now, so it stays.")
    remove(db, goal)


def review_goal(db: Session, viewer: Viewer, goal: Goal, *, look_back: LookBack, at: datetime) -> Goal:
    """End an active goal with the answers of the look back. Sent again in the same words, it is the same.

    Raises ConflictError for a goal that is not active, as when the other side was faster.
    """
    worker = _lock(db, goal.worker_id, goal)
    if viewer.id not in (goal.worker_id, goal.coach_id):
        raise RefusedError("Worker and coach look back at a goal.")
    if goal.state is GoalState.ENDED and looked_back_so(db, viewer, goal, look_back):
        return goal
    if goal.state is not GoalState.ACTIVE:
        raise ConflictError("This goal is not active, so there is nothing to look back at.")
    if look_back.attained and not parts_of(db, {goal.id})[goal.id].outcomes:
        raise ProblemsError({"attained": NO_SCALE})
    _refuse(early_problems(db, worker, goal.profile_id, look_back, now=at))
    _end(db, viewer, goal, look_back, at)
    _note(db, viewer, goal, "goal:review", at, ending=look_back.ending.value)
    return goal


def _lock(db: Session, worker_id: UUID, goal: Goal | None = None) -> Account:
    """Let one change of a worker's goals through at a time, and read the goal again behind the lock.

    What was loaded before may have been changed since, by the other side or in another tab: only what is read
    here counts. Raises NotFoundError for a goal that is gone by now.
    """
    take_turn(db, worker_id)
    if goal is not None:
        fresh = select(Goal).where(col(Goal.id) == goal.id).with_for_update()
        if db.exec(fresh.execution_options(populate_existing=True)).first() is None:
            raise NotFoundError
    return db.get_one(Account, worker_id)


def _of_form(db: Session, viewer: Viewer, on: Standing, form_key: UUID) -> Goal | None:
    if viewer.id != on.worker.id and (on.coach is None or viewer.id != on.coach.id):
        raise RefusedError("A goal is set by the worker and the coach.")
    same_form = (col(Goal.proposed_by) == viewer.id, col(Goal.form_key) == form_key)
    goal = db.exec(select(Goal).where(*same_form).execution_options(populate_existing=True)).first()
    if goal and (goal.worker_id, goal.profile_id) != (on.worker.id, on.version.profile_id):
        raise NotFoundError
    return goal


def _refuse_newer(db: Session, goal: Goal | None, plan: Plan, revision: int | None) -> None:
    if goal is not None and not says_the_same(db, goal, plan):
        refuse_newer(goal, revision)


def _refuse(problems: dict[str, str]) -> None:
    if problems:
        raise ProblemsError(problems)


def _demand_other_side(viewer: Viewer, goal: Goal, sentence: str) -> None:
    if viewer.id == goal.proposed_by or viewer.id not in (goal.worker_id, goal.coach_id):
        raise RefusedError(sentence)


def _demand_proposed(goal: Goal) -> None:
    if goal.state is GoalState.ACTIVE:
        raise ConflictError("This goal is active by now. Look back at it instead.")
    if goal.state is not GoalState.PROPOSED:
        raise ConflictError("This goal is not waiting for a word any more.")


def _demand_coached(db: Session, goal: Goal, at: datetime) -> None:
    if not _is_coached(db, goal, at):
        raise RefusedError(NO_AGREEMENT)


def _is_coached(db: Session, goal: Goal, at: datetime) -> bool:
    return bool(db.scalar(sa.select(is_coached(at)).select_from(Goal).where(col(Goal.id) == goal.id)))


def _is_across(db: Session, goal: Goal) -> bool:
    scale = loaded(db, goal.version_id).profile.scale
    target = goal.target_point
    return target is not None and step_refusal(scale, goal.from_point, target) is not None


def _end(
    db: Session, viewer: Viewer, goal: Goal, look_back: LookBack, at: datetime, *, question: str = "challenges"
) -> None:
    answers = [
        (question, look_back.challenges), ("helped", look_back.helped), ("other_areas", look_back.other_areas),
    ]  # fmt: skip
    scale = loaded(db, goal.version_id).profile.scale
    _refuse(review_problems(scale, answers=answers, point_now=look_back.point_now))
    goal.state, goal.ended_at, goal.ending = GoalState.ENDED, at, look_back.ending
    db.add(goal)
    db.add(
        GoalReview(
            goal_id=goal.id, scale_id=goal.scale_id, reviewer_id=viewer.id, reviewed_at=at,
            challenges=look_back.challenges, helped=look_back.helped, other_areas=look_back.other_areas,
            point_now=look_back.point_now, attained=look_back.attained,
        )
    )  # fmt: skip


def _note(db: Session, viewer: Viewer, goal: Goal, action: str, at: datetime, **details: str | bool) -> None:
    record(
        db, at=at, actor_id=viewer.id, agency_id=viewer.agency_id, action=action, subject=("goal", goal.id),
        worker=str(goal.worker_id), state=goal.state.value, **details,
    )  # fmt: skip
