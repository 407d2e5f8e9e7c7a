"""What is written in a coaching session and saves itself, in one shape: its values, its revision, who saved it when."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.coaching.models import CoachingSession
from app.coaching.rules import LENGTHS, SCALE, Part, text_problem
from app.coaching.text_models import CoachingText, PrivateNote, ScalingAnswer

Values = tuple[str, ...]
# The fields of a form that make one part, in the order of its values.
FIELDS: Mapping[Part, tuple[str, ...]] = {part: (f"part-{part}",) for part in Part} | {
    Part.SCALING: ("scaling-point", "scaling-lower", "scaling-up")
}


@dataclass(frozen=True)
class Kept:
    """One part as it is stored."""

    values: Values
    revision: int
    saved_by: UUID
    saved_at: datetime


def texts_of(part: Part, values: Values) -> dict[str, str]:
    """What of a part is text, by the name of its field."""
    return {name: text for name, text in zip(FIELDS[part], values, strict=True) if name != "scaling-point"}


def nothing_yet(part: Part) -> Values:
    return ("",) * len(FIELDS[part])


def kept_parts(db: Session, of: CoachingSession, author_id: UUID) -> dict[Part, Kept]:
    """All that is written, with the private note of this one author; of another's nothing is ever asked."""
    texts = db.exec(select(CoachingText).where(col(CoachingText.session_id) == of.id))
    found = {one.part: Kept((one.text,), one.revision, one.saved_by, one.saved_at) for one in texts}
    if scaling := db.get(ScalingAnswer, of.id, populate_existing=True):
        found[Part.SCALING] = Kept(_scaling(scaling), scaling.revision, scaling.saved_by, scaling.saved_at)
    if private := db.get(PrivateNote, (of.id, author_id), populate_existing=True):
        found[Part.PRIVATE] = Kept((private.text,), private.revision, author_id, private.saved_at)
    return found


def keep(db: Session, of: CoachingSession, part: Part, values: Values, *, by: UUID, at: datetime) -> int:
    """Store one part on top of what stands there; its new revision."""
    row: CoachingText | ScalingAnswer | PrivateNote
    if part is Part.SCALING:
        row = db.get(ScalingAnswer, of.id) or ScalingAnswer(session_id=of.id, saved_by=by, saved_at=at)
        row.point, row.lower, row.up = int(values[0]) if values[0] else None, values[1], values[2]
        row.saved_by = by
    elif part is Part.PRIVATE:
        row = db.get(PrivateNote, (of.id, by)) or PrivateNote(session_id=of.id, author_id=by, saved_at=at)
        row.text = values[0]
    else:
        row = db.get(CoachingText, (of.id, part)) or CoachingText(session_id=of.id, part=part, saved_by=by, saved_at=at)
        row.text, row.saved_by = values[0], by
    row.saved_at = at
    row.revision += 1
    db.add(row)
    return row.revision


def part_problem(part: Part, values: Values) -> str | None:
    if part is not Part.SCALING:
        return text_problem(values[0], LENGTHS[part])
    if values[0] not in ("", *map(str, SCALE)):
        return "Choose a whole number from 0 to 10, or “Not asked”."
    return next((said for text in values[1:] if (said := text_problem(text, LENGTHS[part]))), None)


def token(kept: Kept | None, part: Part) -> str:
    """The revision and a digest of the values, so that a part nobody touched is told from one that was changed."""
    return f"{kept.revision}-{digest(kept.values)}" if kept else f"0-{digest(nothing_yet(part))}"


def digest(values: Sequence[str]) -> str:
    return hashlib.sha256("\0".join(values).encode()).hexdigest()[:12]


def _scaling(one: ScalingAnswer) -> Values:
    return "" if one.point is None else str(one.point), one.lower, one.up
