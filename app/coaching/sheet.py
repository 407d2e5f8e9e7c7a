"""What two people write while they meet: parts that save themselves, and ticks."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlmodel import Session

from app.audit.entries import record_once
from app.coaching.agenda import Line, stored_lines
from app.coaching.models import AgendaLine, CoachingSession
from app.coaching.parts import Values, keep, kept_parts, nothing_yet, part_problem
from app.coaching.reading import demand_planned
from app.coaching.rules import LineKind, Part, State
from app.people.access import Viewer
from app.web.errors import ConflictError, ProblemsError
from app.web.revisions import take


class OvertakenError(ConflictError):
    """The other one saved these parts since; they stand as they are."""

    def __init__(self, parts: list[Part]) -> None:
        super().__init__("Somebody wrote here since you opened this page. Your text is not saved yet.")
        self.parts = parts


def open_for_writing(db: Session, row: CoachingSession) -> None:
    """Wait for whoever writes in it now. Raises ConflictError when it has been closed or cancelled meanwhile."""
    take(db, row)
    demand_planned(row)


def open_own_note(db: Session, row: CoachingSession) -> None:
    """As `open_for_writing`, for the own note: it is its author's notebook, and closing leaves it open."""
    take(db, row)
    if row.state is not State.HELD:
        demand_planned(row)


def save_parts(
    db: Session, viewer: Viewer, row: CoachingSession, parts: Mapping[Part, Values], *, revisions: Mapping[Part, int],
    at: datetime,
) -> None:  # fmt: skip
    """Keep these parts, all or none. What is stored already changes nothing, whatever its revision.

    Raises ProblemsError for what does not do, and OvertakenError where a newer text stands than the revision that
    came with it. Comes after `open_for_writing`, or `open_own_note`.
    """
    problems = {part.value: said for part, values in parts.items() if (said := part_problem(part, values))}
    if problems:
        raise ProblemsError(problems)
    stored = kept_parts(db, row, viewer.id)
    changed = {
        part: values
        for part, values in parts.items()
        if values != (stored[part].values if part in stored else nothing_yet(part))
    }
    overtaken = [part for part in changed if revisions.get(part, 0) != (stored[part].revision if part in stored else 0)]
    if overtaken:
        raise OvertakenError(overtaken)
    for part, values in changed.items():
        keep(db, row, part, values, by=viewer.id, at=at)
        note(db, viewer, row, part.value, at)


def save_ticks(db: Session, viewer: Viewer, row: CoachingSession, lines: Iterable[Line], *, at: datetime) -> None:
    """Turn the ticks of these lines. Commitments among them are left: they are ticked as done, and not here."""
    turned = [line for line in lines if line.kind is not LineKind.COMMITMENT]
    stored = {(one.kind, one.about_id): one for one in stored_lines(db, row)} if turned else {}
    for line in turned:
        kept = stored.get((line.kind, line.about_id)) or AgendaLine(
            session_id=row.id, kind=line.kind, about_id=line.about_id, place=0
        )
        kept.ticked = not line.ticked
        db.add(kept)
    if turned:
        note(db, viewer, row, "agenda", at)


def note(db: Session, viewer: Viewer, row: CoachingSession, part: str, at: datetime) -> None:
    # Parts save themselves while somebody writes: of an hour the first time is on record.
    record_once(
        db, f"{viewer.id} {row.id} {part} {at:%Y%m%dT%H}", at=at, actor_id=viewer.id, agency_id=viewer.agency_id,
        action="coaching-session:write", subject=("coaching-session", row.id), part=part,
    )  # fmt: skip
