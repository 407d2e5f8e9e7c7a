"""How well the guard finds what it is for: precision and recall on two labelled sets, printed by kind.

`python -m tests.guard.labelled` prints both. A spot counts as found when a spot of the same kind lies over it; for all
kinds together and for whole notes, a spot of any kind does, because the writer looks either way.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from app.guard.kinds import SpotKind
from app.guard.spots import Spot, spots_in

HERE = Path(__file__).parent
_MARK = re.compile(r"\[\[([a-z-]+)\|([^]]+)\]\]")
# A name that stands alone: not looked for, and no false alarm where it is found all the same.
BARE = "bare-name"


@dataclass(frozen=True)
class Labelled:
    text: str
    spots: tuple[Spot, ...]
    bare: tuple[tuple[int, int], ...]


@dataclass
class Tally:
    """What was right, what was found for nothing and what was missed, with the words of the last two."""

    right: int = 0
    false: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / (self.right + len(self.false)) if self.right else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + len(self.missed)) if self.right else 0.0


def read(name: str) -> list[Labelled]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [_labelled(line) for line in lines if line and not line.startswith("#")]


def _labelled(line: str) -> Labelled:
    text, spots, bare, at = "", [], [], 0
    for match in _MARK.finditer(line):
        text += line[at : match.start()]
        start, at = len(text), match.end()
        text += match[2]
        if match[1] == BARE:
            bare.append((start, len(text)))
        else:
            spots.append(Spot(start, len(text), SpotKind(match[1])))
    return Labelled(text + line[at:], tuple(spots), tuple(bare))


def _over(one: Spot, start: int, end: int) -> bool:
    return one.start < end and start < one.end


def by_kind(notes: list[Labelled]) -> dict[SpotKind, Tally]:
    tallies = {kind: Tally() for kind in SpotKind}
    for note in notes:
        found = _counted(note)
        for spot in note.spots:
            hit = any(one.kind is spot.kind and _over(one, spot.start, spot.end) for one in found)
            tally = tallies[spot.kind]
            tally.right += hit
            tally.missed += [] if hit else [note.text]
        for one in found:
            if not any(one.kind is spot.kind and _over(one, spot.start, spot.end) for spot in note.spots):
                tallies[one.kind].false.append(f"{note.text}  <{note.text[one.start : one.end]}>")
    return tallies


def overall(notes: list[Labelled]) -> Tally:
    """Spots of any kind."""
    tally = Tally()
    for note in notes:
        found = _counted(note)
        for spot in note.spots:
            hit = any(_over(one, spot.start, spot.end) for one in found)
            tally.right += hit
            tally.missed += [] if hit else [note.text]
        for one in found:
            if not any(_over(one, spot.start, spot.end) for spot in note.spots):
                tally.false.append(f"{note.text}  <{note.text[one.start : one.end]}>")
    return tally


def whole_notes(notes: list[Labelled]) -> Tally:
    """Notes with a caution, against notes that deserve one."""
    tally = Tally()
    for note in notes:
        warns, deserves = bool(_counted(note)), bool(note.spots)
        tally.right += warns and deserves
        tally.false += [note.text] if warns and not deserves else []
        tally.missed += [note.text] if deserves and not warns else []
    return tally


def _counted(note: Labelled) -> list[Spot]:
    return [one for one in spots_in(note.text) if not any(_over(one, *place) for place in note.bare)]


def lines(name: str) -> list[str]:
    notes = read(name)
    labels = Counter(spot.kind for note in notes for spot in note.spots)
    rows = [(kind.value, tally, labels[kind]) for kind, tally in by_kind(notes).items()]
    rows += [("all kinds", overall(notes), labels.total())]
    rows += [("whole notes", whole_notes(notes), sum(bool(note.spots) for note in notes))]
    head = f"{name}: {len(notes)} notes, {labels.total()} spots"
    return [head, *(f"  {word:16} {n:4}  precision {t.precision:.2f}  recall {t.recall:.2f}" for word, t, n in rows)]


def main() -> None:
    for name in ("working.txt", "held_out.txt"):
        print("\n".join(lines(name)))  # noqa: T201 - it is what this command is for


if __name__ == "__main__":
    main()
