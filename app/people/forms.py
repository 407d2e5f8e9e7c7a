"""Posted text of the people pages: what was typed, and the values it stands for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize
from uuid import UUID

from app.people.models import PositionKind
from app.people.permits import Role
from app.people.rules import DAY_NEEDED
from app.web.errors import ProblemsError
from app.web.forms import Posted


@dataclass(frozen=True)
class AccountTyped:
    """The form of one account, as text, so that it can be shown again as it was typed."""

    name: str = ""
    email: str = ""
    roles: frozenset[str] = frozenset()

    @property
    def chosen(self) -> set[Role]:
        """The roles among what was posted; a word that is no role counts for nothing."""
        return {role for role in Role if role.value in self.roles}


@dataclass(frozen=True)
class PositionTyped:
    unit: str = ""
    kind: str = PositionKind.SOCIAL_WORKER.value
    starts_on: str = ""
    ends_on: str = ""


@dataclass(frozen=True)
class PositionValues:
    unit_id: UUID
    kind: PositionKind
    starts_on: date
    ends_on: date | None


def read_account(form: Posted) -> AccountTyped:
    return AccountTyped(name=read_name(form), email=form.text("email"), roles=frozenset(form.all("roles")))


def read_name(form: Posted) -> str:
    # One way of writing é, or two names could look alike and differ.
    return normalize("NFC", form.text("name"))


def read_position(form: Posted) -> PositionTyped:
    return PositionTyped(
        unit=form.text("unit"), kind=form.text("kind"), starts_on=form.text("starts_on"), ends_on=form.text("ends_on")
    )


def position_values(form: Posted, units: Collection[UUID]) -> PositionValues:
    """What the position's form stands for. Raises ProblemsError, also for a unit that is not among `units`."""
    unit_id, starts_on, ends_on = form.id("unit"), form.day("starts_on"), form.day("ends_on")
    kind = next((kind for kind in PositionKind if kind.value == form.text("kind")), None)
    problems = {}
    if unit_id not in units:
        problems["unit"] = "Choose a unit from the list."
    if kind is None:
        problems["kind"] = "Choose a position from the list."
    if starts_on is None:
        problems["starts_on"] = DAY_NEEDED
    if ends_on is None and form.is_set("ends_on"):
        problems["ends_on"] = DAY_NEEDED
    if problems or unit_id is None or kind is None or starts_on is None:
        raise ProblemsError(problems)
    return PositionValues(unit_id=unit_id, kind=kind, starts_on=starts_on, ends_on=ends_on)


def day_of(form: Posted, name: str) -> date:
    """The day in this field. Raises ProblemsError when there is none."""
    day = form.day(name)
    if day is None:
        raise ProblemsError({name: DAY_NEEDED})
    return day
