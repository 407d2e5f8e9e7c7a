"""The chain on plain values: whatever is done to it, it shows."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.audit.chain import GENESIS, Anchor, breaks, canonical, next_hash

Rows = list[tuple[dict[str, Any], str]]
BEGAN = datetime(2026, 11, 16, 18, 0, tzinfo=UTC)


def trail(length: int, *, words: str = "assessment:submit") -> Rows:
    """A trail as it was put on record."""
    rows, previous = [], GENESIS
    for number in range(1, length + 1):
        entry = {"sequence": number, "at": BEGAN + timedelta(minutes=number), "action": words, "details": {"gaps": 2}}
        previous = next_hash(previous, entry)
        rows.append((entry, previous))
    return rows


def found(rows: Rows, *anchors: Anchor) -> list[int]:
    return [one.sequence for one in breaks(rows, anchors)]


def anchor_of(rows: Rows) -> Anchor:
    return Anchor(rows[-1][0]["sequence"], rows[-1][1])


def test_a_trail_that_nobody_touched_holds() -> None:
    rows = trail(20)
    assert found(rows, anchor_of(rows), anchor_of(rows[:7])) == []
    assert found([]) == []


def test_the_bytes_that_are_hashed_are_the_same_in_every_version() -> None:
    # Whoever keeps the algorithm can check a trail of years ago; a change here would break every one of them.
    entry = {"b": None, "a": BEGAN, "details": {"é": [1, True]}}
    assert canonical(entry) == '{"a":"2026-11-16T18:00:00+00:00","b":null,"details":{"é":[1,true]}}'.encode()
    assert next_hash(GENESIS, entry) == "1ebce7b7bfe7b92f3be467c69dd819589f7f47b0bcb61fa01de1b0a80d8b3bb9"


@given(st.data())
def test_one_other_byte_anywhere_is_seen(data: st.DataObject) -> None:
    rows = trail(12)
    at = data.draw(st.integers(0, 11))
    entry, kept = rows[at]
    field = data.draw(st.sampled_from(sorted(entry.keys() - {"sequence"})))
    other = {"at": entry["at"] + timedelta(microseconds=1), "action": "assessment:submiT", "details": {"gaps": 3}}
    rows[at] = (entry | {field: other[field]}, kept)
    assert found(rows) == [at + 1]


@given(st.integers(0, 11), st.integers(0, 63))
def test_another_hash_is_seen_where_it_stands_or_right_after(at: int, digit: int) -> None:
    rows = trail(12)
    entry, kept = rows[at]
    rows[at] = (entry, kept[:digit] + ("0" if kept[digit] != "0" else "1") + kept[digit + 1 :])
    assert at + 1 in found(rows)


@given(st.integers(0, 10))
def test_an_entry_taken_out_of_the_middle_is_seen(at: int) -> None:
    rows = trail(12)
    assert found(rows[:at] + rows[at + 1 :]) == [at + 1]


@given(st.integers(0, 10))
def test_an_entry_taken_out_is_seen_even_where_the_others_are_counted_anew(at: int) -> None:
    rows = trail(12)
    left = rows[:at] + rows[at + 1 :]
    renumbered = [(entry | {"sequence": number}, kept) for number, (entry, kept) in enumerate(left, 1)]
    assert found(renumbered)[0] == at + 1


@given(st.integers(0, 10))
def test_two_entries_in_each_others_place_are_seen(at: int) -> None:
    rows = trail(12)
    (first, first_hash), (second, second_hash) = rows[at : at + 2]
    rows[at] = (second | {"sequence": at + 1}, second_hash)
    rows[at + 1] = (first | {"sequence": at + 2}, first_hash)
    assert at + 1 in found(rows)


@given(st.integers(0, 11))
def test_an_entry_put_in_between_is_seen(at: int) -> None:
    rows = trail(12)
    before = rows[at - 1][1] if at else GENESIS
    added = {"sequence": at + 1, "at": BEGAN, "action": "goal:confirm", "details": {}}
    later = [(entry | {"sequence": entry["sequence"] + 1}, kept) for entry, kept in rows[at:]]
    assert at + 2 in found([*rows[:at], (added, next_hash(before, added)), *later])


def test_a_cut_tail_is_seen_with_an_anchor_alone() -> None:
    rows = trail(12)
    anchor = anchor_of(rows)
    assert found(rows[:9]) == []
    assert found(rows[:9], anchor) == [12]


def test_a_cut_tail_with_new_entries_in_its_place_is_seen_with_an_anchor() -> None:
    rows, others = trail(12), trail(14, words="goal:confirm")
    anchor = anchor_of(rows)
    grown = rows[:9]
    for entry, _ in others[9:]:
        grown.append((entry, next_hash(grown[-1][1], entry)))
    assert found(grown) == []
    assert found(grown, anchor) == [12]


def test_a_trail_written_anew_from_the_start_is_seen_with_an_anchor() -> None:
    rows, others = trail(12), trail(12, words="goal:confirm")
    assert found(others) == []
    assert found(others, anchor_of(rows)) == [12]


def test_one_change_is_one_break_and_hides_no_second_one() -> None:
    rows = trail(12)
    for at in (3, 8):
        rows[at] = (rows[at][0] | {"action": "other"}, rows[at][1])
    assert found(rows) == [4, 9]


@pytest.mark.parametrize("anchor", [Anchor(5, "0" * 64), Anchor(99, "0" * 64)])
def test_an_anchor_that_names_another_entry_is_a_break(anchor: Anchor) -> None:
    rows = trail(12)
    assert found(rows, anchor) == [anchor.sequence]
    assert found(rows, replace(anchor_of(rows))) == []
