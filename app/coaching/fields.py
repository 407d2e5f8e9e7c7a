"""The parts of a coaching session as its page shows them: what stands there, and what became of saving it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app.coaching import words
from app.coaching.forms import SheetForm
from app.coaching.parts import Kept, kept_parts, nothing_yet, texts_of, token
from app.coaching.reading import LoadedSession
from app.coaching.rules import Part
from app.people.access import Viewer
from app.people.guarded import Caution, caution_of


@dataclass(frozen=True)
class Field:
    """One part as the page shows it: its values, the token it was written on, and what became of saving it."""

    part: Part
    label: str
    values: tuple[str, ...]
    token: str
    kind: str = ""
    words: str = ""
    newer: Kept | None = None

    @property
    def text(self) -> str:
        return self.values[0]

    @property
    def cautions(self) -> list[tuple[str, Caution | None]]:
        """By the name of each text of the part: what in it may tell who somebody is."""
        return [(name, caution_of(text)) for name, text in texts_of(self.part, self.values).items()]

    @property
    def newer_token(self) -> str:
        return token(self.newer, self.part)

    @property
    def newer_texts(self) -> list[str]:
        return list(self.newer.values) if self.newer else []


def fields_of(
    db: Session, viewer: Viewer, found: LoadedSession, *, now: datetime, form: SheetForm | None = None,
    overtaken: Iterable[Part] = (), errors: Mapping[str, str] | None = None,
) -> dict[Part, Field]:  # fmt: skip
    """Every part as stored, or as typed; those that were overtaken keep the token that was posted with them."""
    kept, held = kept_parts(db, found.row, viewer.id), set(overtaken)
    return {
        part: _field(viewer, found, part, kept.get(part), now, form, part in held, (errors or {}).get(part.value))
        for part in Part
    }


def _field(
    viewer: Viewer, found: LoadedSession, part: Part, kept: Kept | None, now: datetime, form: SheetForm | None,
    overtaken: bool, error: str | None,
) -> Field:  # fmt: skip
    stored = kept.values if kept else nothing_yet(part)
    values = form.typed.get(part, stored) if form else stored
    said = words.saved(kept.saved_at, found.name_of(kept.saved_by), viewer, now) if kept else ""
    label = words.PART[part]
    if form and overtaken:
        return Field(part, label, values, form.tokens[part], "newer", said, kept)
    if error:
        return Field(part, label, values, token(kept, part), "problem", error)
    # What was typed and waits for something else on the page keeps its own token, or it would look untouched.
    on = form.tokens.get(part, token(kept, part)) if form else token(kept, part)
    return Field(part, label, values, on, "ok" if kept else "", said)
