"""Typed reading of one mapping: each field is asked for by name, and whatever is wrong with it is noted, not raised."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from difflib import get_close_matches

from app.frameworks.strict_yaml import Fault, Listing, Mapping, Node, Scalar, path_part, shortened

LONGEST_TEXT = 2_000
LONGEST_ABOUT = 5_000
LONGEST_TITLE = 200
LONGEST_KEY = 64

_KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,8}")
_NOTHING = {"", "~", "null", "Null", "NULL"}


def is_key(text: str) -> bool:
    return bool(_KEBAB.fullmatch(text))


@dataclass
class Notes:
    """What was found wrong in one file, and every mapping opened in it."""

    file: str
    faults: list[Fault] = field(default_factory=list)
    opened: list["Fields"] = field(default_factory=list)

    def finish(self) -> list[Fault]:
        """All faults by line, now that every mapping knows which of its fields nobody asked for."""
        for fields in self.opened:
            fields.note_leftovers()
        return sorted(self.faults, key=lambda fault: fault.line)


class Fields:
    """The fields of one mapping. A wrong or missing field gives a stand-in: the notes say that nothing may be used."""

    def __init__(self, node: Mapping, path: str, notes: Notes) -> None:
        self.line = node.line
        self.path = path
        self._node = node
        self._notes = notes
        self._asked: set[str] = set()
        notes.opened.append(self)

    @property
    def names(self) -> list[str]:
        return list(self._node.fields)

    def has(self, name: str) -> bool:
        return self._given(name) is not None

    def peek(self, name: str) -> str:
        """The text of a field as it stands, before anybody asks whether it is right."""
        node = self._node.fields.get(name)
        return node.text if isinstance(node, Scalar) else ""

    def text(self, name: str, *, longest: int = LONGEST_TEXT, required: bool = True) -> str:
        scalar = self._scalar(name, "text", required=required)
        return self._words(scalar, name, longest) if scalar else ""

    def title(self, name: str, *, required: bool = True) -> str:
        words = self.text(name, longest=LONGEST_TITLE, required=required)
        if "\n" in words:
            self.note(name, "has more than one line", "one line")
        return words

    def key(self, name: str, *, among: Collection[str] | None = None, seen: dict[str, str] | None = None) -> str:
        """A kebab-case name: one of `among`, where that is known, and not yet `seen`, which it joins with its place."""
        scalar = self._scalar(name, "a name", required=True)
        return self._key(scalar, name, among, seen) if scalar else ""

    def optional_key(self, name: str, *, among: Collection[str] | None = None) -> str | None:
        return self.key(name, among=among) if self.has(name) else None

    def keys(self, name: str, *, among: Collection[str] | None, required: bool = False) -> tuple[str, ...]:
        seen: dict[str, str] = {}
        scalars = self._scalars(name, "a list of names", required=required)
        return tuple(self._key(scalar, place, among, seen) for place, scalar in scalars)

    def texts(self, name: str) -> tuple[str, ...]:
        scalars = self._scalars(name, "a list of texts", required=False)
        return tuple(self._words(scalar, place, LONGEST_TEXT) for place, scalar in scalars)

    def number(self, name: str) -> int | None:
        scalar = self._scalar(name, "a whole number", required=False)
        return self._whole(scalar, name) if scalar else None

    def numbers(self, name: str) -> tuple[int, ...]:
        """All of them or, where one is wrong, none."""
        scalars = self._scalars(name, "a list of whole numbers", required=True)
        numbers = [self._whole(scalar, place) for place, scalar in scalars]
        right = tuple(number for number in numbers if number is not None)
        return right if len(right) == len(numbers) else ()

    def flag(self, name: str) -> bool:
        scalar = self._scalar(name, "true or false", required=False)
        if scalar and (scalar.quoted or scalar.text not in ("true", "false")):
            self.note(name, f"is {shortened(scalar.text)}", "true or false, without quotes")
        return scalar is not None and scalar.text == "true"

    def inner(self, name: str) -> "Fields":
        node = self._required(name, "fields")
        if isinstance(node, Mapping):
            return Fields(node, self._path(name), self._notes)
        if node is not None:
            self.note(name, "is not made of fields", "fields, one a line")
        # A missing mapping is noted once; the notes of its stand-in go nowhere.
        return Fields(Mapping(self.line, {}, {}), self._path(name), Notes(self._notes.file))

    def each(self, name: str, *, required: bool = True) -> list["Fields"]:
        items = self._items(name, "a list", required=required)
        for place, item in items:
            if not isinstance(item, Mapping):
                self.note(place, "is not made of fields", "an item made of fields", line=item.line)
        return [Fields(item, self._path(place), self._notes) for place, item in items if isinstance(item, Mapping)]

    def note(self, name: str, wrong: str, expected: str, *, line: int | None = None) -> None:
        """Notes a fault at the line of the field named, or of the whole mapping where it has no such field."""
        node = self._node.fields.get(name)
        where = line or (node.line if node else self.line)
        self._notes.faults.append(Fault(where, self._path(name), wrong, expected))

    def note_leftovers(self) -> None:
        for name, line in self._node.lines.items():
            if name not in self._asked:
                self.note(path_part(name), "is not known here", _known(name, self._asked), line=line)

    def _path(self, name: str) -> str:
        return f"{self.path}.{name}".lstrip(".")

    def _given(self, name: str) -> Node | None:
        """None for a field that is absent, and for one left empty or said to be null."""
        self._asked.add(name)
        node = self._node.fields.get(name)
        nothing = isinstance(node, Scalar) and not node.quoted and node.text in _NOTHING
        return None if nothing else node

    def _required(self, name: str, kind: str) -> Node | None:
        node = self._given(name)
        if node is None:
            self.note(name, "is empty" if name in self._node.fields else "is missing", kind)
        return node

    def _scalar(self, name: str, kind: str, *, required: bool) -> Scalar | None:
        node = self._required(name, kind) if required else self._given(name)
        if node is not None and not isinstance(node, Scalar):
            self.note(name, "is a list or has fields of its own", kind)
        return node if isinstance(node, Scalar) else None

    def _items(self, name: str, kind: str, *, required: bool) -> list[tuple[str, Node]]:
        node = self._required(name, kind) if required else self._given(name)
        if node is not None and not isinstance(node, Listing):
            self.note(name, "is not a list", kind)
        items = node.items if isinstance(node, Listing) else ()
        if required and isinstance(node, Listing) and not items:
            self.note(name, "is an empty list", "at least one item")
        return [(f"{name}[{place}]", item) for place, item in enumerate(items, start=1)]

    def _scalars(self, name: str, kind: str, *, required: bool) -> list[tuple[str, Scalar]]:
        items = self._items(name, kind, required=required)
        for place, item in items:
            if not isinstance(item, Scalar):
                self.note(place, "is a list or has fields of its own", kind, line=item.line)
        return [(place, item) for place, item in items if isinstance(item, Scalar)]

    def _words(self, scalar: Scalar, name: str, longest: int) -> str:
        words = scalar.text.strip()
        if kind := scalar.misread_as:
            wrong = f"is {shortened(words)[1:-1]} without quotes, which YAML may read as {kind}"
            self.note(name, wrong, f"text, in quotes: {shortened(words)}", line=scalar.line)
        elif not words:
            self.note(name, "is empty", "text", line=scalar.line)
        elif len(words) > longest:
            self.note(name, f"has {len(words):,} characters", f"at most {longest:,}", line=scalar.line)
        return words

    def _key(self, scalar: Scalar, name: str, among: Collection[str] | None, seen: dict[str, str] | None) -> str:
        faults_before = len(self._notes.faults)
        words = self._words(scalar, name, LONGEST_KEY)
        if len(self._notes.faults) > faults_before:
            return words
        if not is_key(words):
            expected = "small letters and digits, joined by hyphens"
            self.note(name, f"is {shortened(words)}", expected, line=scalar.line)
        elif among is not None and words not in among:
            self.note(name, f"is {shortened(words)}", _known(words, among), line=scalar.line)
        elif seen is not None and words in seen:
            self.note(name, f'is "{words}" again, after {seen[words]}', "a name of its own", line=scalar.line)
        elif seen is not None:
            seen[words] = f"{self._notes.file}:{scalar.line}"
        return words

    def _whole(self, scalar: Scalar, name: str) -> int | None:
        if not scalar.quoted and _WHOLE.fullmatch(scalar.text):
            return int(scalar.text)
        self.note(name, f"is {shortened(scalar.text)}", "a whole number, without quotes", line=scalar.line)
        return None


def _known(name: str, known: Collection[str]) -> str:
    close = get_close_matches(name[:LONGEST_KEY], known, n=1)
    guess = f'"{close[0]}", perhaps; ' if close else ""
    return f"{guess}one of: {', '.join(sorted(known)) or 'none yet'}"
