"""A text that may name somebody is shown to its writer before it is kept; the writer decides."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request
from sqlmodel import Session

from app.audit.entries import changes_something
from app.clock import Now
from app.db import Db
from app.guard.kinds import SpotKind
from app.guard.spots import Piece, kinds_in, quoted, spots_in
from app.people.access import Viewer
from app.people.guard_counts import add_counts
from app.people.signin import SignedIn
from app.web.errors import ProblemsError
from app.web.forms import AS_WRITTEN, Posted, PostedForm
from app.web.words import listed


@dataclass(frozen=True)
class Caution:
    """What in one text may name somebody: the text around it with the spots marked, and what they look like."""

    pieces: list[Piece]
    looks_like: str
    # Name and value of the button that was pressed, which saving as written presses again.
    pressed: tuple[str, str] | None = None
    # By these the decision is known: of all texts with a caution in this form.
    marks: tuple[str, ...] = ()
    # Other texts of the form have a caution as well, and are saved with this one.
    of_several: bool = False

    @property
    def first(self) -> str:
        return next(text for text, is_spot in self.pieces if is_spot)

    @property
    def decision(self) -> str:
        """What the button below the text sends, and no other: the decision is that button's alone."""
        return " ".join([*self.marks, *([f"{self.pressed[0]}={self.pressed[1]}"] if self.pressed else [])])


class UndecidedError(ProblemsError):
    """Nothing else is to be put right, but the writer of a text has not decided about it yet."""

    def __init__(self) -> None:
        super().__init__({})


@dataclass(frozen=True)
class Guarded:
    """Stands around the action of one posted form. So a new form uses it:

    1. The route takes `guard: Guard` and calls its action inside `with guard.asked_about({field: text}):`, where it
       catches `ProblemsError`: the page with what was typed then shows what was refused and what may name somebody,
       both at once; its status becomes 422 by itself. After the action: `guard.kept({field: text})`.
    2. The template gives `caution=cautions.get(field)` to `text` and `textarea` of `parts/field.html` (`cautions` and
       `as_written` are there on every page), and from `parts/caution.html` puts `{{ summary(errors, cautions) }}` above
       the form and `{{ decided(as_written) }}` into it.
    3. A field that saves itself is never asked: its fragment shows `caution_beside(name, caution_of(text))`.
    4. `tests/guard/every_form.py` gets a line for each form and for each column that people write into.
    """

    request: Request
    db: Session
    viewer: Viewer
    form: Posted
    at: datetime

    @contextmanager
    def asked_about(self, texts: Mapping[str, str], *, pressed: Collection[str] = ("go",)) -> Iterator[None]:
        """What stands inside is tried, and kept where no text is left that its writer has to decide about.

        So every rule speaks about the form, and not a word of it is stored before the decision. Raises UndecidedError
        where nothing else is to be put right; the page that is made next shows the cautions, whatever was raised.
        `pressed` are the names under which the form's buttons say what they do.
        """
        if not self.cautions(texts, pressed=pressed):
            yield
            return
        with self.db.begin_nested():
            yield
            raise UndecidedError

    def cautions(self, texts: Mapping[str, str], *, pressed: Collection[str] = ("go",)) -> Mapping[str, Caution]:
        """Field to caution, for the texts that its writer has not decided on; the page that is made next shows them."""
        found = {field: caution for field, text in texts.items() if (caution := caution_of(text))}
        marks = {field: _digest(texts[field]) for field in found}
        decided = {mark for sent in self.form.all(AS_WRITTEN) for mark in sent.split()}
        left = {field: mark for field, mark in marks.items() if mark not in decided}
        button = next(((name, self.form.text(name)) for name in pressed if self.form.is_set(name)), None)
        marked = tuple(left.values())
        cautions = {
            field: replace(found[field], pressed=button, marks=marked, of_several=len(left) > 1) for field in left
        }
        self.request.state.cautions = cautions
        # A page that comes back for another reason holds the decision that was made, and no other.
        self.request.state.as_written = " ".join(sorted(decided & set(marks.values())))
        return cautions

    def kept(self, texts: Mapping[str, str], *, before: Mapping[str, str] | None = None) -> None:
        """Count what was kept: each text once for each kind in it that the text `before` did not hold.

        A form that came a second time and changed nothing counts nothing.
        """
        if not changes_something(self.db):
            return
        kinds = Counter[SpotKind]()
        for field, text in texts.items():
            kinds.update(kinds_in(text) - kinds_in((before or {}).get(field, "")))
        add_counts(self.db, self.viewer.agency_id, self.viewer.today(self.at).replace(day=1), kinds)


def caution_of(text: str) -> Caution | None:
    """The caution that stands beside a text, if there is a reason for one."""
    spots = spots_in(text)
    if not spots:
        return None
    kinds = list(dict.fromkeys(spot.kind.words for spot in spots))
    return Caution(quoted(text, spots), listed(kinds))


def saved_with(texts: Iterable[str]) -> str:
    """What is said after saving fields that save themselves, where the page goes on with each and its caution."""
    match sum(caution_of(text) is not None for text in texts):
        case 0:
            return "saved"
        case 1:
            return "saved-one-telling"
        case _:
            return "saved-some-telling"


def guarded(request: Request, db: Db, viewer: SignedIn, form: PostedForm, now: Now) -> Guarded:
    return Guarded(request, db, viewer, form, now)


Guard = Annotated[Guarded, Depends(guarded)]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
