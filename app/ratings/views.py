"""What each page of ratings shows: an assessment laid out for its templates."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from markupsafe import Markup
from sqlmodel import Session

from app.frameworks.profile import Element, Entry, Profile
from app.frameworks.queries import LoadedVersion, framework_or_404
from app.people.access import Viewer
from app.people.guarded import Caution, caution_of
from app.ratings import words
from app.ratings.approvals import held_up
from app.ratings.details_form import DetailsForm
from app.ratings.forms import SheetForm
from app.ratings.lines import draft_lines
from app.ratings.rules import (
    NOTHING_YET,
    REASON_WORDS,
    SETTING_WORDS,
    Answer,
    Kind,
    gaps,
)
from app.ratings.sheets import Sheet, StoredRating, details_of
from app.web.pages import environment
from app.web.words import clock_time, first_name, listed

# How many drawn elements a process keeps; each takes some kilobytes.
_KEPT = 2000
_drawn: dict[tuple[UUID, str, int | None, frozenset[str]], Markup] = {}


@dataclass(frozen=True)
class Held:
    """What one element of the form shows: stored, or typed and not stored."""

    answer: Answer = NOTHING_YET
    revision: int = 0
    saved_at: datetime | None = None
    is_stale: bool = False
    # What another tab has saved, as sentences, where that came first.
    theirs: tuple[str, ...] = ()
    # By which a later save is told from the one that is shown here.
    newer: str = ""


@dataclass(frozen=True)
class Saved:
    """What became of a save: ok, problem, newer (another tab was faster), or nothing yet."""

    key: str
    kind: str = ""
    words: str = ""
    theirs: tuple[str, ...] = ()
    newer: str = ""


@dataclass(frozen=True)
class ElementView:
    element: Element
    number: int
    held: Held
    stages: Markup
    point_words: str
    saved: Saved
    errors: Mapping[str, str]

    @property
    def caution(self) -> Caution | None:
        return caution_of(self.held.answer.note)

    @property
    def state(self) -> str:
        return words.state_of(self.held.answer)


@dataclass(frozen=True)
class GroupView:
    """Neighbouring elements, and the value they belong to where the framework has values."""

    head: Entry | None
    elements: list[ElementView]


def form_context(
    db: Session, viewer: Viewer, sheet: Sheet, *, now: datetime, held: Mapping[str, Held],
    errors: Mapping[str, str], details: DetailsForm | None = None, stale: Iterable[str] = (),
) -> dict[str, Any]:  # fmt: skip
    """The form: `held` is what its elements show, `details` the day and setting where they were typed just now."""
    profile, is_self = sheet.version.profile, sheet.assessment.kind is Kind.SELF
    shown = _groups(db, sheet, held, errors, zone=viewer.zone)
    left = gaps(profile, {key: one.answer for key, one in held.items()})
    worker = first_name(sheet.worker.name)
    total = len(profile.rateable_elements)
    return {
        "held_up": held_up(db, sheet.assessment),
        "sheet": sheet, "title": words.form_title(sheet), "trail": words.trail(viewer, sheet.worker), "groups": shown,
        "item_groups": _jump_groups(db, sheet, held), "errors": errors, "not_rated": words.not_rated(profile),
        "who": draft_lines(db, viewer, sheet, now=now),
        "details": _details(sheet, details, is_stale="details" in stale), "settings": settings(),
        "today": viewer.today(now), "done": total - len(left), "total": total, "taps_help": words.taps_help(sheet),
        "top_points": listed(str(profile.scale.top_of(stage)) for stage in profile.scale.stages),
        "reasons": REASON_WORDS,
        "reason_hint": "It says nothing about your skill." if is_self else f"It says nothing about {worker}.",
        "note_label": "What happened?" if is_self else "What did you see or hear?",
    }  # fmt: skip


def settings() -> list[tuple[str, str]]:
    return [(setting.value, said) for setting, said in SETTING_WORDS.items()]


def held_from(stored: Mapping[str, StoredRating]) -> dict[str, Held]:
    return {key: Held(one.answer, one.revision, one.saved_at) for key, one in stored.items()}


def held_as_typed(
    profile: Profile, stored: Mapping[str, StoredRating], typed: SheetForm, stale: Iterable[str]
) -> dict[str, Held]:
    """What was typed, over what is stored: nothing a person wrote is lost by a refusal."""
    held = held_from(stored)
    for key, answer in typed.answers.items():
        revision = typed.revisions.get(key, held[key].revision if key in held else 0)
        theirs = words.in_sentences(stored.get(key), profile.element(key), profile.scale) if key in stale else ()
        newer = str(stored[key].revision if key in stored else 0)
        held[key] = Held(answer, revision, is_stale=key in stale, theirs=theirs, newer=newer)
    return held


def saved_line(key: str, held: Held, *, zone: str) -> Saved:
    """The line below one element, or below the day and setting, whose key is `details`."""
    if held.is_stale:
        return Saved(key, "newer", theirs=held.theirs, newer=held.newer)
    return Saved(key, "ok", f"Saved {clock_time(held.saved_at, zone)}") if held.saved_at else Saved(key)


def _groups(
    db: Session, sheet: Sheet, held: Mapping[str, Held], errors: Mapping[str, str], *, zone: str
) -> list[GroupView]:
    """The elements that take a rating, numbered through, in the profile's order."""
    heads = _heads(db, sheet.version)
    found, number = [], 0
    for group in sheet.version.profile.groups:
        views = []
        for element in group.elements:
            if element.rateable:
                number += 1
                saved = saved_line(element.key, held.get(element.key, Held()), zone=zone)
                views.append(_view(sheet.version, element, number, held.get(element.key, Held()), saved, errors))
        if views:
            found.append(GroupView(heads.get(group.key or ""), views))
    return found


def _details(sheet: Sheet, typed: DetailsForm | None, *, is_stale: bool) -> dict[str, Any]:
    assessment = sheet.assessment
    theirs, newer = words.details_in_words(assessment), details_of(assessment)
    saved = saved_line("details", Held(is_stale=is_stale, theirs=theirs, newer=newer), zone="UTC")
    if typed is None:
        return {
            "observed_on": assessment.observed_on, "setting": assessment.setting, "were": details_of(assessment),
            "saved": saved,
        }  # fmt: skip
    were = details_of(assessment) if typed.were is None else typed.were
    return {"observed_on": typed.typed, "setting": typed.setting or "", "were": were, "saved": saved}


def _jump_groups(db: Session, sheet: Sheet, held: Mapping[str, Held]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Every element in the profile's order, those that take no rating too, under the value it belongs to."""
    heads = _heads(db, sheet.version)
    return [
        (
            heads[group.key].title if group.key in heads else "",
            [_jump_item(element, held.get(element.key, Held()).answer) for element in group.elements],
        )
        for group in sheet.version.profile.groups
    ]


def _view(
    version: LoadedVersion, element: Element, number: int, held: Held, saved: Saved, errors: Mapping[str, str]
) -> ElementView:
    own = {
        part: errors[f"{part}-{element.key}"]
        for part in ("point", "seen", "reason", "note")
        if f"{part}-{element.key}" in errors
    }
    said = words.point_words(held.answer, version.profile.scale)
    return ElementView(element, number, held, _stages(version, element, held.answer), said, saved, own)


def _stages(version: LoadedVersion, element: Element, answer: Answer) -> Markup:
    """The stage cards and radios: published words that never change, drawn once for each state of the choice."""
    key = (version.version_id, element.key, answer.point, answer.seen)
    drawn = _drawn.get(key)
    if drawn is None:
        template = environment().get_template("ratings/_stages.html")
        drawn = Markup(  # noqa: S704 - a template's own output, escaped where it was made
            template.render(element=element, scale=version.profile.scale, point=answer.point, seen=answer.seen)
        )
        if len(_drawn) >= _KEPT:
            _drawn.clear()
        _drawn[key] = drawn
    return drawn


def _heads(db: Session, version: LoadedVersion) -> dict[str, Entry]:
    if not any(element.group for element in version.profile.elements):
        return {}
    # The framework's words have versions of their own, so they are not kept with the profile's.
    values = framework_or_404(db, version.framework).section("values")
    return {entry.key: entry for entry in values.entries}


def _jump_item(element: Element, answer: Answer) -> dict[str, Any]:
    state = words.state_of(answer) if element.rateable else element.status.value
    return {"key": element.key, "title": element.title, "state": state, "point": answer.point}
