"""Names of people of the agency in a text for the shelf."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

# From the first character up to, not with, the last.
Span = tuple[int, int]
# A piece of a text, and whether it is a name.
Piece = tuple[str, bool]
_WORD = re.compile(r"[^\W\d_]+")


def names_in(text: str, people: Iterable[str], *, as_words_too: bool = False) -> list[Span]:
    """Where a first or last name of these people stands, however its accents are written.

    In small letters “mark” and “may” are words as well as names: they count `as_words_too`.
    """
    known = {_folded(part) for name in people for part in _WORD.findall(_composed(name)) if _is_name(part)}
    return [
        match.span()
        for match in _WORD.finditer(text)
        if _folded(match[0]) in known and (as_words_too or match[0][0].isupper())
    ]


def marked(text: str, spans: Sequence[Span]) -> list[Piece]:
    """The whole text in pieces, in their order."""
    pieces, at = [], 0
    for start, end in spans:
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]


def _is_name(part: str) -> bool:
    # An initial stands in any sentence, and so do "de" and "van".
    return len(part) > 1 and part[0].isupper()


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word)
    return "".join(one for one in plain if not unicodedata.combining(one)).casefold()
