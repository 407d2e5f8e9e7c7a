"""Which texts of a coaching session may name somebody: whoever closes it reads them once more, and decides."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.coaching import words
from app.coaching.agenda import Line
from app.coaching.models import CoachingSession
from app.coaching.parts import Kept, texts_of
from app.coaching.promises import Promise
from app.coaching.row_models import Practiced
from app.coaching.rules import LineKind, Part
from app.people.guarded import Caution, caution_of

# A row is taken out and written anew: it has no field of its own.
CHANGE, ROW = "Change the text", "Go to where it can be taken out"


@dataclass(frozen=True)
class Telling:
    """One text with its caution: what it is, where it can be changed, and whether closing leaves it open to change."""

    title: str
    caution: Caution
    href: str
    way: str
    stays_open: bool = False


def telling_texts(
    row: CoachingSession, kept: Mapping[Part, Kept], lines: Iterable[Line], practiced: Iterable[Practiced],
    promises: Iterable[Promise],
) -> list[Telling]:  # fmt: skip
    """In the order of the page. What came over from earlier sessions was decided there."""
    place = f"/coaching-sessions/{row.id}"
    every = [
        ("Where", row.place, f"{place}/plan#field-where", CHANGE),
        *_of_rows("A line of the agenda", (one.text for one in lines if one.kind is LineKind.OWN), f"{place}#agenda"),
        *_of_parts(kept, place, [part for part in Part if part not in (Part.NOTE, Part.PRIVATE)]),
        *_of_rows("Practiced or observed", (one.text for one in practiced), f"{place}#practiced"),
        *_of_rows("What you will do", (one.text for one in promises), f"{place}#commitments"),
        *_of_parts(kept, place, [Part.NOTE, Part.PRIVATE]),
    ]
    own = words.PART[Part.PRIVATE]
    return [
        Telling(title, caution, href, way, stays_open=title == own)
        for title, text, href, way in every
        if (caution := caution_of(text))
    ]


def _of_rows(title: str, texts: Iterable[str], href: str) -> Iterator[tuple[str, str, str, str]]:
    return ((title, text, href, ROW) for text in texts)


def _of_parts(kept: Mapping[Part, Kept], place: str, parts: Iterable[Part]) -> Iterator[tuple[str, str, str, str]]:
    for part in parts:
        if part in kept:
            for name, text in texts_of(part, kept[part].values).items():
                yield words.PART[part], text, f"{place}#field-{name.removeprefix('part-')}", CHANGE
