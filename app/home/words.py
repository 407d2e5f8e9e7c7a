"""What waits for a person, in words: a title, one sentence why, and a verb to go there."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from app.agreements.waits import WaitingSignature
from app.clock import day_of
from app.goals.queries import GoalView
from app.home.queries import Focus
from app.home.rules import Staff, Task, TaskKind, by_or_since
from app.people.access import Viewer
from app.people.queries import AgencyCounts
from app.ratings.queries import DraftRow
from app.ratings.requests import Asked
from app.ratings.rhythm import end_of_month, month_of, rhythm_words
from app.ratings.rules import Kind
from app.web.words import counted, day, first_name, sentence_case, weekday

# Title and slug by profile id.
Titles = Mapping[UUID, tuple[str, str]]
_LEADS = {TaskKind.PROPOSAL: "proposed", TaskKind.PAIR: "open since", TaskKind.SIGNATURE: "since",
          TaskKind.OFFER: "since", TaskKind.APPROVAL: "since", TaskKind.PLANNING: "since"}  # fmt: skip


def when(task: Task, today: date) -> str:
    """since Fri, Nov 13; what waits for a word has no day by which; set-up, texts for the shelf and what nobody asks
    for have none at all."""
    if task.kind in (TaskKind.SETUP, TaskKind.SHELF, TaskKind.BEGUN):
        return ""
    if task.kind is TaskKind.COACHING_SESSION or is_just_over(task, today):
        return weekday(task.on)
    return f"{_LEADS.get(task.kind) or by_or_since(task.on, today)} {weekday(task.on)}"


def when_first(task: Task, today: date) -> str:
    """As `when`, for the first sheet, where the title of a coaching session tells its day already."""
    tells = task.kind is TaskKind.COACHING_SESSION or is_just_over(task, today)
    return "" if tells else when(task, today)


def is_just_over(task: Task, today: date) -> bool:
    """A coaching session of today whose time has passed."""
    return task.kind is TaskKind.CLOSING and task.on == today


def signatures(waiting: Iterable[WaitingSignature], viewer: Viewer) -> list[Task]:
    return [
        Task(
            TaskKind.OFFER if one.is_offer else TaskKind.SIGNATURE, day_of(one.since, viewer.zone),
            f"{_whose_agreement(one)} waits for your signature", _why_sign(one), "Read and sign",
            f": {_whose_agreement(one)}", f"/agreements/{one.agreement_id}",
        )
        for one in waiting
    ]  # fmt: skip


def proposals(views: Iterable[GoalView], viewer: Viewer) -> list[Task]:
    return [
        Task(
            TaskKind.PROPOSAL, _proposed_on(view, viewer), f"{_other(view, viewer)} proposes a goal",
            f"{view.element_title}, {view.profile_title}: {step(view)}. It becomes active when you confirm it.",
            "Read", f" the goal on {view.element_title}", f"/goals/{view.goal.id}",
        )
        for view in views
    ]  # fmt: skip


def check_backs(days: Iterable[tuple[GoalView, date]], viewer: Viewer, today: date) -> list[Task]:
    """Goals with the day of their check-back, where it falls in this month or has passed."""
    return [
        Task(
            TaskKind.CHECK_BACK, on, check_back_title(view, viewer),
            f"{view.element_title}, {step(view)}. Ask what helped.",
            "Start", f" the look back at {view.element_title}", f"/goals/{view.goal.id}/review",
        )
        for view, on in days
        if on <= end_of_month(today)
    ]  # fmt: skip


def check_back_title(view: GoalView, viewer: Viewer) -> str:
    """Check back with Lee."""
    return f"Check back {_with(view, viewer)}"


def self_assessment(focus: Focus, on: date, titles: Titles) -> Task:
    title, slug = titles[focus.profile_id]
    return Task(
        TaskKind.SELF_ASSESSMENT, on, f"Assess yourself on {title}", _last_words(focus, on), "Start",
        f" with {title}", f"/workers/{focus.worker_id}/assessments/new?profile={slug}",
    )  # fmt: skip


def drafts(rows: Iterable[DraftRow], titles: Titles) -> list[Task]:
    """Drafts that are for nothing that is due. No rhythm asks for a self-assessment among them."""
    return [_begun(row, titles) if row.kind is Kind.SELF and not row.amends else _draft(row, titles) for row in rows]


def approvals(waiting: Iterable[Asked], titles: Mapping[UUID, str], viewer: Viewer) -> list[Task]:
    """What a supervisor decides: who asks, for which profile, kind and day. `titles` are by version."""
    return [
        Task(
            TaskKind.APPROVAL, day_of(one.asked_at, viewer.zone),
            f"{first_name(one.author_name)} asks to {'amend' if one.draft_id else 'withdraw'} an assessment",
            f"{about(one, titles)}. It is older than 30 days, so it needs your approval.",
            "Decide", f": {first_name(one.author_name)}, {about(one, titles)}", f"/amendments/{one.id}",
        )
        for one in waiting
    ]  # fmt: skip


def about(one: Asked, titles: Mapping[UUID, str]) -> str:
    """Safety Mapping, self-assessment of November 3, 2026."""
    of = "self-assessment" if one.kind is Kind.SELF else f"rating of {first_name(one.worker_name)}"
    return f"{titles[one.version_id]}, {of}, {day(one.observed_on)}"


def draft_title(row: DraftRow) -> str:
    if row.amends:
        whose = "self-assessment" if row.kind is Kind.SELF else f"rating of {first_name(row.worker_name)}"
        return f"Finish amending your {whose}"
    if row.kind is Kind.SELF:
        return "Finish your self-assessment"
    return f"Finish your rating of {first_name(row.worker_name)}"


def progress(row: DraftRow, titles: Titles) -> str:
    return f"{titles[row.profile_id][0]}, {row.answered} of {row.of} elements."


def next_step(counts: AgencyCounts, staff: Staff, today: date) -> Task | None:
    """What an administrator sets up next: units, then people, then a coach for everybody who works."""
    if not counts.units:
        return _setup(today, "Add your first unit", "A unit is a team with a supervisor.", "Add a unit", "units")
    if not staff.workers:
        why = "Give each person roles, and then a position in a unit."
        return _setup(today, "Add the people", why, "Add an account", "accounts/new")
    if not staff.coaches:
        why = "Coaching needs somebody with the role of a coach. One person may hold several roles."
        return _setup(today, "Add a coach", why, "Add an account", "accounts/new")
    if not staff.unplanned:
        return None
    title = f"Find a coach for {counted(staff.unplanned, 'worker')}"
    why = "An agreement that both have signed lets a coach see a worker’s record. You draft it, and they sign."
    return Task(TaskKind.SETUP, today, title, why, "Draft an agreement", "", "/agreements/new")


def due_help(count: int) -> str | None:
    return f"{sentence_case(counted(count, 'thing'))}." if count else None


def step(view: GoalView) -> str:
    # To whom the points are not open, a goal is words.
    if view.goal.from_point is None:
        return view.words.rstrip(".")
    if view.goal.target_point is None:
        return f"to keep {view.goal.from_point}"
    return f"from {view.goal.from_point} toward {view.goal.target_point}"


def _begun(row: DraftRow, titles: Titles) -> Task:
    why = f"{progress(row, titles)} None is due now. Nobody but you sees the draft."
    title, on = "A self-assessment you began", end_of_month(row.observed_on)
    return Task(TaskKind.BEGUN, on, title, why, "Go on", f" with {titles[row.profile_id][0]}", f"/assessments/{row.id}")


def _draft(row: DraftRow, titles: Titles) -> Task:
    why, on = f"{progress(row, titles)} Nobody but you sees the draft.", end_of_month(row.observed_on)
    rest, href = f" with {titles[row.profile_id][0]}", f"/assessments/{row.id}"
    return Task(TaskKind.DRAFT, on, draft_title(row), why, "Go on", rest, href)


def _setup(today: date, title: str, why: str, verb: str, page: str) -> Task:
    return Task(TaskKind.SETUP, today, title, why, verb, "", f"/agency/{page}")


def _whose_agreement(one: WaitingSignature) -> str:
    worker, coach = first_name(one.worker), first_name(one.coach)
    if "worker" in one.parts:
        return f"Your agreement with {coach}"
    return f"Your agreement with {worker}" if "coach" in one.parts else f"{worker}’s agreement with {coach}"


def _why_sign(one: WaitingSignature) -> str:
    worker, coach = first_name(one.worker), first_name(one.coach)
    if one.is_offer:
        return "It is about what the supervisor sees of what is still to come. It counts when all have signed."
    if "worker" in one.parts:
        return f"It opens nothing to {coach} before you sign. You also choose what {coach} sees of your earlier record."
    if "coach" in one.parts:
        return f"Coaching begins when {worker} and you have signed."
    return "It says what you see of their work. Your signature is for your own part."


def _last_words(focus: Focus, on: date) -> str:
    last = f"The last one was on {day(focus.last)}." if focus.last else "This is the first one."
    every = focus.rhythm.every(month_of(on))
    rhythm = "once a month" if every == 1 else rhythm_words(every)
    return f"{last} Your agreement says {rhythm}."


def _proposed_on(view: GoalView, viewer: Viewer) -> date:
    return day_of(view.goal.proposed_at or view.goal.created_at, viewer.zone)


def _other(view: GoalView, viewer: Viewer) -> str:
    name = view.coach_name if view.goal.worker_id == viewer.id else view.worker_name
    return first_name(name or view.worker_name)


def _with(view: GoalView, viewer: Viewer) -> str:
    if view.goal.worker_id != viewer.id:
        return f"with {first_name(view.worker_name)}"
    return f"with {first_name(view.coach_name)}" if view.coach_name else "on your goal"
