"""The chain: each entry's hash stands on the one before, so that no entry can be changed, moved or taken out alone."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

# What the first entry stands on.
GENESIS = "0" * 64


@dataclass(frozen=True)
class Anchor:
    """The head of the trail at some moment, kept elsewhere: it shows when the tail was cut or all was written anew."""

    sequence: int
    hash: str


@dataclass(frozen=True)
class Break:
    """Where the trail does not hold, and why."""

    sequence: int
    why: str


def canonical(entry: Mapping[str, Any]) -> bytes:
    """The entry as JSON in one way alone: UTF-8, keys in order, no spaces, times in ISO 8601 and UTC.

    Everything in the row counts but the hash itself, so anybody with a JSON library can compute it again.
    """
    return orjson.dumps(dict(entry), option=orjson.OPT_SORT_KEYS)


def next_hash(previous: str, entry: Mapping[str, Any]) -> str:
    """SHA-256 over the hash before, as 64 hexadecimal digits, and the entry's canonical JSON."""
    return hashlib.sha256(previous.encode() + canonical(entry)).hexdigest()


def breaks(rows: Iterable[tuple[Mapping[str, Any], str]], anchors: Iterable[Anchor] = ()) -> Iterator[Break]:
    """What is wrong with a trail, in order of sequence: pairs of an entry without its hash and the hash it has.

    After the first broken link the chain goes on from the hash that is there, so one change is one break. An anchor
    that lies beyond the end, or whose entry has another hash, is a break as well.
    """
    wanted: dict[int, set[str]] = {}
    for anchor in anchors:
        wanted.setdefault(anchor.sequence, set()).add(anchor.hash)
    previous, last = GENESIS, 0
    for entry, kept in rows:
        sequence = int(entry["sequence"])
        if sequence != last + 1:
            yield Break(last + 1, f"entries {last + 1} to {sequence - 1} are missing")
        elif not _follows(previous, entry, kept):
            yield Break(sequence, "this entry, or the one before it, is not what was put on record")
        if any(kept != other for other in wanted.pop(sequence, ())):
            yield Break(sequence, "this entry is not the one that the anchor names")
        previous, last = kept, sequence
    for sequence in sorted(wanted):
        yield Break(sequence, f"the trail ends at entry {last}, before the one that the anchor names")


def _follows(previous: str, entry: Mapping[str, Any], kept: str) -> bool:
    try:
        return next_hash(previous, entry) == kept
    except (orjson.JSONEncodeError, UnicodeEncodeError):
        # Nothing that has no canonical form was ever put on record: bytes in the place of a text, for example.
        return False
