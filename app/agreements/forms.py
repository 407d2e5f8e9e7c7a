"""The agreement's forms: what was typed, and the values it stands for."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from app.agreements.candidates import Candidates
from app.agreements.rules import HOURS_NEEDED, SUPERVISOR_LEVELS, hours_typed, minutes_of
from app.agreements.store import Wording
from app.people.models import USUAL_MINUTES, Earlier
from app.people.permits import Level
from app.people.rules import DAY_NEEDED
from app.ratings.rhythm import RHYTHMS
from app.web.errors import ProblemsError
from app.web.forms import Posted

LEVELS = {level.name.lower(): level for level in SUPERVISOR_LEVELS}


@dataclass(frozen=True)
class AgreementTyped:
    """The form as text, so that it can be shown again as it was typed; `rhythms` by profile id."""

    worker: str = ""
    coach: str = ""
    supervisor: str = ""
    level: str = Level.ACTIVITY.name.lower()
    starts_on: str = ""
    ends_on: str = ""
    hours: str = hours_typed(USUAL_MINUTES)
    focus: frozenset[str] = frozenset()
    rhythms: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class WordingValues:
    """What a draft says beside worker and coach."""

    supervisor_id: UUID | None
    level: Level
    focuses: dict[UUID, int]
    starts_on: date
    ends_on: date | None
    minutes: int


@dataclass(frozen=True)
class DraftValues:
    worker_id: UUID
    coach_id: UUID
    wording: WordingValues


def read_agreement(form: Posted) -> AgreementTyped:
    focus = frozenset(form.all("focus"))
    return AgreementTyped(
        worker=form.text("worker"), coach=form.text("coach"), supervisor=form.text("supervisor"),
        level=form.text("level"), starts_on=form.text("starts_on"), ends_on=form.text("ends_on"),
        hours=form.text("hours") if "hours" in form.names() else hours_typed(USUAL_MINUTES), focus=focus,
        rhythms={profile: form.text(f"rhythm-{profile}") for profile in focus},
    )  # fmt: skip


def typed_of(wording: Wording) -> AgreementTyped:
    """A draft as its form shows it."""
    return AgreementTyped(
        supervisor=str(wording.supervisor.id) if wording.supervisor else "", level=wording.level.name.lower(),
        starts_on=str(wording.starts_on), ends_on=str(wording.ends_on or ""),
        hours=hours_typed(wording.minutes), focus=frozenset(str(profile) for profile in wording.focuses),
        rhythms={str(profile): str(months) for profile, months in wording.focuses.items()},
    )  # fmt: skip


def draft_values(form: Posted, offered: Candidates) -> DraftValues:
    """What the form of a new draft stands for. Raises ProblemsError, also for anybody who was not offered.

    A coach drafts for oneself, whoever was posted as coach.
    """
    worker = form.id("worker")
    coach = form.id("coach") if offered.chooses_coach else next(iter(offered.coaches))
    problems = {}
    if worker not in offered.workers:
        problems["worker"] = "Choose a worker from the list."
    if coach not in offered.coaches:
        problems["coach"] = "Choose a coach from the list."
    try:
        wording = wording_values(form, offered)
    except ProblemsError as error:
        raise ProblemsError(problems | error.problems) from None
    if problems or worker is None or coach is None:
        raise ProblemsError(problems)
    return DraftValues(worker, coach, wording)


def wording_values(form: Posted, offered: Candidates) -> WordingValues:
    """What the form stands for beside worker and coach. Raises ProblemsError, also for what was not offered."""
    typed = read_agreement(form)
    supervisor, level = form.id("supervisor"), LEVELS.get(typed.level)
    starts_on, ends_on, minutes = form.day("starts_on"), form.day("ends_on"), minutes_of(typed.hours)
    problems = _focus_problems(typed, offered)
    if form.is_set("supervisor") and supervisor not in offered.supervisors:
        problems["supervisor"] = "Choose a supervisor from the list, or none."
    if level is None:
        problems["level"] = "Choose what the supervisor sees."
    if starts_on is None:
        problems["starts_on"] = DAY_NEEDED
    if ends_on is None and form.is_set("ends_on"):
        problems["ends_on"] = DAY_NEEDED
    if minutes is None:
        problems["hours"] = HOURS_NEEDED
    if problems or starts_on is None or level is None or minutes is None:
        raise ProblemsError(problems)
    focuses = {UUID(profile): int(typed.rhythms[profile]) for profile in typed.focus}
    return WordingValues(supervisor, level, focuses, starts_on, ends_on, minutes)


def refuse_unless_sure(form: Posted, sentence: str) -> None:
    """Raises ProblemsError while the tick is missing: what ends at once is not done by one click."""
    if form.text("sure") != "yes":
        raise ProblemsError({"sure": sentence})


def last_day(form: Posted) -> date:
    """The day on which an agreement ends. Raises ProblemsError when none was written."""
    day = form.day("ends_on")
    if day is None:
        raise ProblemsError({"ends_on": DAY_NEEDED})
    return day


def terms_number(form: Posted) -> int:
    """The number of the terms that were read; one that exists nowhere, when what was posted is no number."""
    text = form.text("number")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else -1


def earlier_choice(form: Posted) -> Earlier | None:
    text = form.text("earlier")
    return Earlier(text) if text in set(Earlier) else None


def level_choice(form: Posted) -> Level:
    """What the supervisor is to see. Raises ProblemsError when nothing was chosen that exists."""
    level = LEVELS.get(form.text("level"))
    if level is None:
        raise ProblemsError({"level": "Choose what the supervisor sees."})
    return level


def _focus_problems(typed: AgreementTyped, offered: Candidates) -> dict[str, str]:
    known = {str(profile) for profile in offered.profiles}
    if not typed.focus or not typed.focus <= known:
        return {"focus": "Choose at least one profile from the list."}
    if any(rhythm not in {str(months) for months in RHYTHMS} for rhythm in typed.rhythms.values()):
        return {"focus": "Choose how often: every month, every 2 months or every 3 months."}
    return {}
