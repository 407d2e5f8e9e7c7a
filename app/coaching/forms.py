"""The agreement's form: what was typed, and the values it stands for."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from app.coaching.candidates import Candidates
from app.coaching.rules import RHYTHMS
from app.people.rules import DAY_NEEDED
from app.web.errors import ProblemsError
from app.web.forms import Posted


@dataclass(frozen=True)
class AgreementTyped:
    """The form as text, so that it can be shown again as it was typed; `rhythms` by profile id."""

    worker: str = ""
    coach: str = ""
    supervisor: str = ""
    starts_on: str = ""
    ends_on: str = ""
    focus: frozenset[str] = frozenset()
    rhythms: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class AgreementValues:
    worker_id: UUID
    coach_id: UUID
    supervisor_id: UUID | None
    focuses: dict[UUID, int]
    starts_on: date
    ends_on: date | None


def read_agreement(form: Posted) -> AgreementTyped:
    focus = frozenset(form.all("focus"))
    return AgreementTyped(
        worker=form.text("worker"), coach=form.text("coach"), supervisor=form.text("supervisor"),
        starts_on=form.text("starts_on"), ends_on=form.text("ends_on"), focus=focus,
        rhythms={profile: form.text(f"rhythm-{profile}") for profile in focus},
    )  # fmt: skip


def agreement_values(form: Posted, offered: Candidates) -> AgreementValues:
    """What the form stands for. Raises ProblemsError, also for anybody and anything that was not offered."""
    typed = read_agreement(form)
    worker, coach, supervisor = form.id("worker"), form.id("coach"), form.id("supervisor")
    starts_on, ends_on = form.day("starts_on"), form.day("ends_on")
    problems = _people_problems(form, offered) | _focus_problems(typed, offered)
    if starts_on is None:
        problems["starts_on"] = DAY_NEEDED
    if ends_on is None and form.is_set("ends_on"):
        problems["ends_on"] = DAY_NEEDED
    if problems or worker is None or coach is None or starts_on is None:
        raise ProblemsError(problems)
    focuses = {UUID(profile): int(typed.rhythms[profile]) for profile in typed.focus}
    return AgreementValues(worker, coach, supervisor, focuses, starts_on, ends_on)


def last_day(form: Posted) -> date:
    """The day on which an agreement ends. Raises ProblemsError when none was written."""
    day = form.day("ends_on")
    if day is None:
        raise ProblemsError({"ends_on": DAY_NEEDED})
    return day


def _people_problems(form: Posted, offered: Candidates) -> dict[str, str]:
    problems = {}
    if form.id("worker") not in offered.workers:
        problems["worker"] = "Choose a worker from the list."
    if form.id("coach") not in offered.coaches:
        problems["coach"] = "Choose a coach from the list."
    if form.is_set("supervisor") and form.id("supervisor") not in offered.supervisors:
        problems["supervisor"] = "Choose a supervisor from the list, or none."
    return problems


def _focus_problems(typed: AgreementTyped, offered: Candidates) -> dict[str, str]:
    known = {str(profile) for profile in offered.profiles}
    if not typed.focus or not typed.focus <= known:
        return {"focus": "Choose at least one profile from the list."}
    if any(rhythm not in {str(months) for months in RHYTHMS} for rhythm in typed.rhythms.values()):
        return {"focus": "Choose how often: every month, every 2 months or every 3 months."}
    return {}
