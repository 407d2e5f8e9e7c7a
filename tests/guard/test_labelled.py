"""The guard keeps finding what it found when it was measured, on notes that were written before it was tuned."""

import pytest

from app.guard.kinds import SpotKind
from tests.guard.labelled import by_kind, lines, overall, read, whole_notes


def test_both_sets_are_large_and_half_of_their_notes_name_nobody() -> None:
    working, held_out = read("working.txt"), read("held_out.txt")
    assert (len(working), len(held_out)) >= (340, 160)
    for notes in (working, held_out):
        assert 0.3 < sum(bool(note.spots) for note in notes) / len(notes) < 0.6
    assert not {note.text for note in working} & {note.text for note in held_out}


@pytest.mark.parametrize(("name", "precision", "recall"), [("working.txt", 0.98, 0.98), ("held_out.txt", 0.96, 0.95)])
def test_precision_and_recall_stay_where_they_were_measured(name: str, precision: float, recall: float) -> None:
    notes = read(name)
    for tally in (overall(notes), whole_notes(notes)):
        assert tally.precision >= precision, tally.false
        assert tally.recall >= recall, tally.missed


def test_no_kind_falls_behind() -> None:
    for name in ("working.txt", "held_out.txt"):
        for kind, tally in by_kind(read(name)).items():
            assert tally.precision >= 0.95, (kind, tally.false)
            assert tally.recall >= (0.9 if kind is SpotKind.NAME else 0.95), (kind, tally.missed)


def test_the_measure_is_printed_by_kind() -> None:
    head, *rows = lines("held_out.txt")
    assert head.startswith("held_out.txt: ")
    assert [row.split()[0] for row in rows] == [*(kind.value for kind in SpotKind), "all", "whole"]
