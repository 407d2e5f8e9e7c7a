"""Where in a note somebody may be named, and the note around these places."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.guard import names, numbers
from app.guard.kinds import SpotKind

# No note is kept that is longer than this, and so no more of one is looked at.
LONGEST = 10_000
_RULES = (*numbers.RULES, *names.RULES)
# So much of a note is quoted on each side of a spot.
_AROUND = 40
# A piece of a quoted note, and whether it is a spot.
Piece = tuple[str, bool]


@dataclass(frozen=True)
class Spot:
    """The characters from `start` up to `end` look like this kind."""

    start: int
    end: int
    kind: SpotKind


def spots_in(note: str) -> list[Spot]:
    """Every spot in the order of the note, none over another. What is found is a reason to look once more."""
    found: list[Spot] = []
    left = note[:LONGEST]
    has_digit, is_shouted = any(map(str.isdigit, left)), left.isupper() and len(left.lower()) == len(left)
    for rule in _RULES:
        if rule.needs_digit and not has_digit:
            continue
        # Where all is written in capitals, they say nothing of a name: it is found as in a note without any.
        read = left.lower() if is_shouted and rule.kind is SpotKind.NAME else left
        of_rule = [Spot(start, end, rule.kind) for start, end in rule.spans_in(read)]
        # What one rule has found, the later ones do not see.
        left = _without(left, of_rule)
        found += of_rule
    return sorted(found, key=lambda spot: spot.start)


def kinds_in(note: str) -> frozenset[SpotKind]:
    return frozenset(spot.kind for spot in spots_in(note))


def quoted(note: str, spots: Sequence[Spot], *, most: int = 6) -> list[Piece]:
    """The first spots with a few words around each; where words are left out stand three dots."""
    pieces: list[Piece] = []
    for first, last, inside in _windows(note, spots[:most]):
        at = first
        pieces.append((" … " if pieces else "… " if first else "", False))
        for spot in inside:
            pieces += [(note[at : spot.start], False), (note[spot.start : spot.end], True)]
            at = spot.end
        pieces.append((note[at:last], False))
    if pieces and last < len(note):
        pieces.append((" …", False))
    return [piece for piece in pieces if piece[0]]


def _without(note: str, spots: Sequence[Spot]) -> str:
    """The same note with nothing where the spots were, so that every other character keeps its place."""
    pieces, at = [], 0
    for spot in spots:
        pieces += [note[at : spot.start], "\x00" * (spot.end - spot.start)]
        at = spot.end
    return "".join([*pieces, note[at:]])


def _windows(note: str, spots: Sequence[Spot]) -> Iterator[tuple[int, int, list[Spot]]]:
    """Stretches of the note that lie around one or more spots, in whole words."""
    held: list[Spot] = []
    for spot in spots:
        if held and _left(note, spot) > _right(note, held[-1]):
            yield _left(note, held[0]), _right(note, held[-1]), held
            held = []
        held.append(spot)
    if held:
        yield _left(note, held[0]), _right(note, held[-1]), held


def _left(note: str, spot: Spot) -> int:
    if spot.start <= _AROUND:
        return 0
    space = note.find(" ", spot.start - _AROUND, spot.start)
    return space + 1 if space >= 0 else spot.start


def _right(note: str, spot: Spot) -> int:
    if spot.end + _AROUND >= len(note):
        return len(note)
    space = note.rfind(" ", spot.end, spot.end + _AROUND)
    return space if space >= 0 else spot.end
