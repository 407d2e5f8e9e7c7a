"""What waits for a person, in words: a title, one sentence why, and a verb to go there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.clock import day_of
from app.goals.queries import GoalView
from app.home.queries import Acquaintance, Focus, News, Proposal
from app.home.rules import NEW_FOR, Staff, Task, TaskKind, by_or_since
from app.people.access import Viewer
from app.people.queries import AgencyCounts
from app.ratings.queries import DraftRow
from app.ratings.rhythm import end_of_month
from app.ratings.rules import Kind
from app.web.words import counted, day, first_name, sentence_case, short_day, weekday

NBSP = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Item:
    """One line of what is new."""

    on: date
    title: str
    words: str
    verb: str
    rest: str
    href: str


def when(task: Task, today: date) -> str:
    """since Fri, Nov 13; a proposal has no day by which, and what is to be set up has none at all."""
    if task.kind is TaskKind.SETUP:
        return ""
    lead = "proposed" if task.kind is TaskKind.PROPOSAL else by_or_since(task.on, today)
    return f"{lead} {weekday(task.on)}"


def proposals(views: Iterable[GoalView], viewer: Viewer) -> list[Task]:
    return [
        Task(
            TaskKind.PROPOSAL, _proposed_on(view, viewer), f"{_other(view, viewer)} proposes a goal",
            f"{view.element_title}, {view.profile_title}: {_step(view)}. It becomes active when you confirm it.",
            "Read", f" the goal on {view.element_title}", f"/goals/{view.goal.id}",
        )
        for view in views
    ]  # fmt: skip


def check_backs(views: Iterable[GoalView], viewer: Viewer, today: date) -> list[Task]:
    """Goals whose check-back falls in this month or has passed."""
    return [
        Task(
            TaskKind.CHECK_BACK, view.goal.check_back_on, f"Check back {_with(view, viewer)}",
            f"{view.element_title}, {_step(view)}. Ask what helped.",
            "Start", f" the look back at {view.element_title}", f"/goals/{view.goal.id}/review",
        )
        for view in views
        if view.goal.check_back_on <= end_of_month(today)
    ]  # fmt: skip


def self_assessments(focuses: Iterable[Focus], titles: Mapping[UUID, tuple[str, str]], today: date) -> list[Task]:
    """`titles` holds title and slug by profile id."""
    return [
        Task(
            TaskKind.SELF_ASSESSMENT, focus.due, f"Assess yourself on {titles[focus.profile_id][0]}",
            _last_words(focus), "Start", f" with {titles[focus.profile_id][0]}",
            f"/workers/{focus.worker_id}/assessments/new?profile={titles[focus.profile_id][1]}",
        )
        for focus in focuses
        if focus.is_due(today)
    ]  # fmt: skip


def drafts(rows: Iterable[DraftRow], titles: Mapping[UUID, tuple[str, str]]) -> list[Task]:
    return [
        Task(
            TaskKind.DRAFT, end_of_month(row.observed_on), _draft_title(row),
            f"{titles[row.profile_id][0]}, {row.answered} of {row.of} elements. Nobody but you sees the draft.",
            "Go on", f" with {titles[row.profile_id][0]}", f"/assessments/{row.id}",
        )
        for row in rows
    ]  # fmt: skip


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
    why = "An agreement lets a coach see a worker’s record. Without one, a worker can assess and set goals alone."
    return _setup(today, title, why, "Make an agreement", "agreements/new")


def news(rows: Iterable[News], agreed: Iterable[GoalView], titles: Mapping[UUID, str], viewer: Viewer,
         now_day: date) -> list[Item]:  # fmt: skip
    """`titles` holds the profile's title by version id; `agreed` are goals that run."""
    items = [_assessment_item(row, titles[row.version_id], viewer) for row in rows]
    items += [
        Item(
            day_of(view.goal.active_at, viewer.zone), f"Your goal on {view.element_title} is active"
            if view.goal.worker_id == viewer.id else f"{first_name(view.worker_name)}’s goal is active",
            f"{view.element_title}, {view.profile_title}: {_step(view)}. Check back on {day(view.goal.check_back_on)}.",
            "Read it", f": the goal on {view.element_title}", f"/goals/{view.goal.id}",
        )
        for view in agreed
        if view.goal.active_at and view.goal.coach_id and now_day - day_of(view.goal.active_at, viewer.zone) <= NEW_FOR
    ]  # fmt: skip
    return sorted(items, key=lambda item: item.on, reverse=True)


def self_assessment_fact(focuses: Sequence[Focus], titles: Mapping[UUID, tuple[str, str]], today: date) -> str:
    """Done or due, on what and the day, as the coach reads it; never a point."""
    due = [focus for focus in focuses if focus.is_due(today)]
    done = [focus.last for focus in focuses if focus.last]
    if done and not due:
        return f"Done {short_day(max(done))}"
    if not focuses:
        return "No coaching agreement"
    first = min(due or focuses, key=lambda focus: (focus.due, titles[focus.profile_id]))
    rest = f", and {counted(len(due) - 1, 'more', 'more')}" if len(due) > 1 else ""
    # The day stays in one line, however narrow the column is.
    return f"{titles[first.profile_id][0]} due {short_day(first.due).replace(' ', NBSP)}{rest}"


def proposal_fact(proposal: Proposal) -> str:
    return f"Proposed, waits for {first_name(proposal.waits_for) if proposal.is_mine else 'you'}"


def done_or_not(focuses: Sequence[Focus], today: date) -> str:
    """What a supervisor knows of it: done or not, and when it was; since when it is due is worker's and coach's."""
    if not focuses:
        return "No coaching agreement"
    done = [focus.last for focus in focuses if focus.last]
    is_done = done and not any(focus.is_due(today) for focus in focuses)
    return f"Done {short_day(max(done))}" if is_done else "Not done yet"


def due_help(count: int) -> str | None:
    return f"{sentence_case(counted(count, 'thing'))}." if count else None


def relation(person: Acquaintance, today: date) -> str:
    """Why the viewer reaches this person."""
    parts = []
    if person.coached_until is not None and person.coached_until < today:
        parts.append(f"coached by you until {day(person.coached_until)}")
    elif person.coached_from is not None:
        parts.append(f"coached by you since {day(person.coached_from)}")
    if person.unit:
        parts.append(f"in your unit, {person.unit}")
    if not person.is_open:
        parts.append("account closed")
    return sentence_case("; ".join(parts))


def _setup(today: date, title: str, why: str, verb: str, page: str) -> Task:
    return Task(TaskKind.SETUP, today, title, why, verb, "", f"/agency/{page}")


def _assessment_item(row: News, title: str, viewer: Viewer) -> Item:
    worker, rater = first_name(row.worker_name), first_name(row.rater_name)
    on = day_of(row.submitted_at, viewer.zone)
    own = row.worker_id == viewer.id
    said = (
        f"{rater} submitted a self-assessment" if row.kind is Kind.SELF else f"{rater} rated {'you' if own else worker}"
    )
    where = "on your own page" if own else f"on {worker}’s page"
    return Item(on, said, f"{title}. The points stand {where}.", "Read it", f": {said}", f"/assessments/{row.id}")


def _draft_title(row: DraftRow) -> str:
    return (
        "Finish your self-assessment"
        if row.kind is Kind.SELF
        else f"Finish your rating of {first_name(row.worker_name)}"
    )


def _last_words(focus: Focus) -> str:
    last = f"The last one was on {day(focus.last)}." if focus.last else "This is the first one."
    rhythm = "once a month" if focus.every == 1 else f"every {focus.every} months"
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


def _step(view: GoalView) -> str:
    if view.goal.target_point is None:
        return f"to keep {view.goal.from_point}"
    return f"from {view.goal.from_point} toward {view.goal.target_point}"
