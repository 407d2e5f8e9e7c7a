"""How often, from when, and in which days not: what the page of an agreement tells of its rhythm."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from app.agreements.access import is_permitted
from app.agreements.candidates import profile_titles
from app.agreements.pace_forms import PaceTyped
from app.agreements.pace_rules import earliest_day, may_change, may_remove, months_offered
from app.agreements.queries import State
from app.agreements.reading import LoadedAgreement
from app.agreements.rules import hours_words
from app.clock import day_of
from app.people.access import Viewer
from app.people.models import AgreementPause, RhythmChange
from app.people.permits import Permission
from app.people.queries import focuses_of, names_of
from app.ratings.due_words import NOTHING_DUE, paused, span
from app.ratings.dues import began_on, changes_of, days_of, pauses_of, rhythm_from
from app.ratings.rhythm import Pause, Rhythm, back_on, month_of, rhythm_words
from app.web.words import day, first_name, month, sentence_case


@dataclass(frozen=True)
class FocusLine:
    """One profile: how often now and from when on otherwise, and who said so when, the newest first."""

    profile_id: UUID
    title: str
    now: str
    history: tuple[str, ...]
    changes: int

    @property
    def choice(self) -> tuple[UUID, str]:
        return self.profile_id, self.title


@dataclass(frozen=True)
class PauseLine:
    """The days of one pause in words, who wrote them, and whether they can still be changed."""

    id: UUID
    days: str
    set_by: str
    may_change: bool


def pace_of(db: Session, viewer: Viewer, one: LoadedAgreement, *, now: datetime) -> dict[str, Any]:
    """The parts on rhythm and pauses. The days of a pause, and who set what, are for worker and coach alone."""
    agreement, today = one.agreement, viewer.today(now)
    focuses = focuses_of(db, agreement)
    changes = changes_of(db, [focus.id for focus in focuses])
    pauses = pauses_of(db, [agreement.id]).get(agreement.id, []) if one.between_two else []
    standing_pauses = [pause for pause in pauses if pause.removed_at is None]
    people = {row.set_by for rows in changes.values() for row in rows} | {row.set_by for row in standing_pauses}
    names = names_of(db, people)
    on = min(today, agreement.ends_on or today)
    titles, since = profile_titles(db), began_on(agreement, viewer.zone)
    order = {profile: place for place, profile in enumerate(titles)}
    lines = [
        _focus(
            focus.profile_id, titles[focus.profile_id],
            rhythm_from(since, focus.rhythm_months, changes.get(focus.id, ()), ()),
            changes.get(focus.id, []) if one.between_two else [], names, on, viewer.zone,
        )
        for focus in sorted(focuses, key=lambda focus: order[focus.profile_id])
    ]  # fmt: skip
    runs = one.state is State.RUNNING
    may_set = runs and is_permitted(db, viewer, Permission.SET_RHYTHM, agreement, now=now)
    return {
        "focuses": lines, "hours": hours_words(agreement.coaching_minutes), "may_set_rhythm": may_set,
        "pauses": _pauses(standing_pauses, names, today, viewer.zone, may_set=may_set),
        "shows_pauses": one.between_two and (runs or bool(standing_pauses)),
        "paused": _paused(days_of(pauses), today) if runs else "", "pace_typed": PaceTyped(),
        "every_choices": [(months, sentence_case(rhythm_words(months))) for months in (1, 2, 3)],
        "month_choices": [(f"{one:%Y-%m}", month(one)) for one in months_offered(today)],
        "earliest": earliest_day(today, since=since),
    }  # fmt: skip


def pause_page(
    db: Session, viewer: Viewer, one: LoadedAgreement, pause: AgreementPause, *, now: datetime
) -> dict[str, Any]:
    """The form of one pause."""
    today, days = viewer.today(now), Pause(pause.starts_on, pause.ends_on)
    names = names_of(db, {pause.set_by})
    return {
        "agreement": one.agreement, "worker_name": one.names[one.agreement.worker_id],
        "coach_name": one.names[one.agreement.coach_id], "pause": pause, "today": today,
        "days": sentence_case(span(pause.starts_on, pause.ends_on)), "set_by": _set_by(pause, names, viewer.zone),
        "may_change": may_change(days, today=today), "may_remove": may_remove(days, today=today),
        "earliest": earliest_day(today, since=began_on(one.agreement, viewer.zone)), "newer": "", "errors": {},
        "typed": PaceTyped(first_day=str(pause.starts_on), last_day=str(pause.ends_on or "")),
        "revision": pause.revision,
    }  # fmt: skip


def _focus(
    profile_id: UUID, title: str, rhythm: Rhythm, changes: list[RhythmChange], names: Mapping[UUID, str], on: date,
    zone: str,
) -> FocusLine:  # fmt: skip
    told = [
        f"{sentence_case(rhythm_words(one.months))} from {month(one.from_month)} on, set by"
        f" {first_name(names[one.set_by])} on {day(day_of(one.set_at, zone))}."
        for one in reversed(changes)
    ]
    signed = [f"{sentence_case(rhythm_words(rhythm.steps[0].every))}, as signed."] if told else []
    return FocusLine(profile_id, title, _now(rhythm, on), (*told, *signed), len(changes))


def _now(rhythm: Rhythm, on: date) -> str:
    """Every month; from January 2027 on every 3 months."""
    said = [rhythm_words(every := rhythm.every(month_of(on)))]
    for ahead in sorted({step.month for step in rhythm.steps if step.month > month_of(on)}):
        if rhythm.every(ahead) != every:
            said.append(f"from {month(ahead)} on {rhythm_words(every := rhythm.every(ahead))}")
    return sentence_case("; ".join(said))


def _pauses(
    pauses: Iterable[AgreementPause], names: Mapping[UUID, str], today: date, zone: str, *, may_set: bool
) -> list[PauseLine]:
    """The latest first."""
    return [
        PauseLine(
            one.id, sentence_case(span(one.starts_on, one.ends_on)), _set_by(one, names, zone),
            may_set and may_change(Pause(one.starts_on, one.ends_on), today=today),
        )
        for one in sorted(pauses, key=lambda one: one.starts_on, reverse=True)
    ]  # fmt: skip


def _set_by(pause: AgreementPause, names: Mapping[UUID, str], zone: str) -> str:
    verb = "Changed" if pause.revision else "Set"
    return f"{verb} by {first_name(names[pause.set_by])} on {day(day_of(pause.set_at, zone))}."


def _paused(pauses: tuple[Pause, ...], today: date) -> str:
    back = back_on(today, pauses)
    return "" if back == today else f"{paused(back, today)} {NOTHING_DUE}"
