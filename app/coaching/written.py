"""What is written in a coaching session, as its pages show it: while two people meet, before closing, and after."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from app.coaching import agenda, words
from app.coaching.closing import NOT_YET, is_ahead
from app.coaching.fields import Field, fields_of
from app.coaching.forms import BARRIERS, SheetForm
from app.coaching.parts import Kept, kept_parts
from app.coaching.promises import Promise, carried_to, promises_of
from app.coaching.queries import Standing
from app.coaching.reading import LoadedSession, barriers_in, practiced_in
from app.coaching.rules import LONGEST, SCALE, SHORTEST, STEP, LineKind, Part, Practice
from app.coaching.telling import telling_texts
from app.coaching.views import head
from app.frameworks.queries import LoadedVersion, loaded, profiles_in_force
from app.people.access import Viewer
from app.ratings.rules import REASON_WORDS
from app.web.words import first_name


def sheet(
    db: Session, viewer: Viewer, found: LoadedSession, *, now: datetime, form: SheetForm | None = None,
    overtaken: Iterable[Part] = (), errors: Mapping[str, str] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """The page used in the room, as stored, or with what was typed where that is not saved."""
    lines = agenda_of(db, viewer, found, now=now)
    ticked = form.ticks if form else {line.key for line in lines if line.ticked}
    element = found.element
    fields = fields_of(db, viewer, found, now=now, form=form, overtaken=overtaken, errors=errors)
    return {
        "lines": lines, "ticked": ticked, "ticks_were": form.ticks_were if form else ticks_token(ticked),
        "promises": [line for line in lines if line.kind is LineKind.COMMITMENT], "fields": fields,
        "commitments": promises_of(db, viewer, found.row, now=now), "may_close": not is_ahead(viewer, found.row, now),
        # The number is still to be chosen, so the words beside it are those of any; script makes them its own.
        "scaling": words.scaling_questions(element.title if element else found.version.profile.title),
        "points": [(str(point), words.why_not_lower(str(point))) for point in SCALE], "errors": errors or {},
        "promise": words.promise,
        "raw": form.raw if form else {}, "form_key": str(form.form_key) if form else "",
        "other": first_name(found.other_than(viewer.id).name), **_rows(db, found), **_choices(found),
    }  # fmt: skip


def agenda_of(db: Session, viewer: Viewer, found: LoadedSession, *, now: datetime) -> list[agenda.Line]:
    if not found.is_live:
        return agenda.kept_lines(db, found.row)
    promises = carried_to(db, viewer, found.row, now=now)
    return agenda.drafted_lines(
        db, viewer, found.row, found.worker, promises, profiles_in_force(db), now=now
    )  # fmt: skip


def ticks_token(keys: Iterable[str]) -> str:
    # Never empty: where nothing is ticked, a page has to be told that as well.
    return " ".join(sorted(keys)) or "none"


def over(
    db: Session, viewer: Viewer, found: LoadedSession, *, now: datetime, form: SheetForm | None = None,
    overtaken: Iterable[Part] = (), errors: Mapping[str, str] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """A coaching session that is over: what was written, what was said, which can still be ticked, and the own note,
    in which its author writes on; with what was typed there where that is not saved."""
    row, fields = found.row, fields_of(db, viewer, found, now=now, form=form, overtaken=overtaken, errors=errors)
    element = found.element
    promises = promises_of(db, viewer, row, now=now)
    return {
        "stands": words.stands(found.standing, row.closed_at, found.parted_at, viewer.zone), "fields": fields,
        "lines": agenda_of(db, viewer, found, now=now), "commitments": promises, "promise": words.promise,
        "done_were": done_token(promises), "may_tick": any(one.may_tick for one in promises),
        "is_held": found.standing is Standing.HELD, "errors": errors or {},
        "may_note": found.standing is Standing.HELD and found.may_keep,
        "scaling": words.scaling_questions(
            element.title if element else found.version.profile.title, _point(fields[Part.SCALING])
        ),
        "may_close": found.standing is Standing.PLANNED and found.may_be_closed_late_by(viewer.id),
        "next_href": _next_href(found) if found.may_keep else None, **_rows(db, found),
    }  # fmt: skip


def done_token(promises: Iterable[Promise]) -> str:
    return ticks_token(str(one.id) for one in promises if one.done_on)


def closing(
    db: Session, viewer: Viewer, found: LoadedSession, *, now: datetime, minutes: str | None = None,
    errors: Mapping[str, str] | None = None,
) -> dict[str, Any]:  # fmt: skip
    lines, kept = agenda_of(db, viewer, found, now=now), kept_parts(db, found.row, viewer.id)
    unwritten = [part for part in Part if part not in (Part.PRIVATE, Part.NOTE) and not _is_written(kept.get(part))]
    untouched = [line.text for line in lines if not line.ticked and line.kind is not LineKind.COMMITMENT]
    commitments = promises_of(db, viewer, found.row, now=now)
    return {
        **head(db, viewer, found, now=now),
        "title": f"Before you close: {words.named(found.version, found.row.element_key)}",
        "errors": errors or {}, "status": 422 if errors else 200,
        "telling": telling_texts(found.row, kept, lines, practiced_in(db, found.row), commitments),
        "not_yet": is_ahead(viewer, found.row, now) and NOT_YET,
        "minutes": str(found.row.planned_minutes) if minutes is None else minutes,
        "left": words.what_is_open(untouched, unwritten, len(commitments)), "step": STEP, "most": LONGEST,
        "least": SHORTEST,
    }  # fmt: skip


def _rows(db: Session, found: LoadedSession) -> dict[str, Any]:
    return {
        "practiced": [(one.id, words.PRACTICE[one.kind], one.text) for one in practiced_in(db, found.row)],
        "barriers": [
            (one.id, words.barrier(one.reason, _title(loaded(db, one.version_id), one.element_key)))
            for one in barriers_in(db, found.row)
        ],
    }  # fmt: skip


def _title(version: LoadedVersion, element_key: str) -> str:
    return version.profile.element(element_key).title if element_key in version.element_ids else ""


def _choices(found: LoadedSession) -> dict[str, Any]:
    return {
        "practices": [(kind.value, words.PRACTICE[kind]) for kind in Practice],
        "reasons": [(reason.value, REASON_WORDS[reason]) for reason in BARRIERS],
        "elements": [(element.key, element.title) for element in found.version.profile.elements],
        "owners": [("worker", first_name(found.worker.name)), ("coach", first_name(found.coach.name))],
    }  # fmt: skip


def _point(field: Field) -> str:
    return field.values[0] if field.values[0] in {str(point) for point in SCALE} else ""


def _is_written(kept: Kept | None) -> bool:
    return kept is not None and any(kept.values)


def _next_href(found: LoadedSession) -> str:
    return f"/workers/{found.worker.id}/coaching-sessions/new?after={found.row.id}"
