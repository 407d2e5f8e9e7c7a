"""A small, safe part of YAML: fields, lists and plain text, each with its line; everything surprising is refused."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.resolver import Resolver

MOST_BYTES = 512 * 1024
DEEPEST = 12
MOST_NODES = 5_000

# Control characters, invisible marks, marks that turn the direction of writing, halves of characters, private ones.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ue000-\uf8ff\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_SWITCH_WORDS = {"y", "n", "yes", "no", "on", "off", "true", "false"}
_NUMBER_OF_NEWER_YAML = re.compile(
    r"[-+]?(\d[\d_]*\.?\d*|\.\d+)([eE][-+]?\d+)?|0o[0-7]+|[-+]?\.(inf|nan)", re.IGNORECASE
)
_STANDARD_TAGS = "tag:yaml.org,2002:"
_TAGGABLE = (ScalarEvent, SequenceStartEvent, MappingStartEvent)
_RESOLVER = Resolver()
_KINDS = {"bool": "true or false", "int": "a number", "float": "a number", "timestamp": "a date", "null": "nothing"}


@dataclass(frozen=True)
class Fault:
    """One thing wrong: the line from 1, the field as a path, and two halves of a sentence."""

    line: int
    field: str
    wrong: str
    expected: str


class StrictYamlError(Exception):
    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


@dataclass(frozen=True)
class Scalar:
    line: int
    text: str
    quoted: bool

    @property
    def misread_as(self) -> str | None:
        """What YAML makes of these characters when they stand without quotes and are not simply text."""
        return None if self.quoted else _misread_as(self.text)


@dataclass(frozen=True)
class Listing:
    line: int
    items: tuple["Node", ...]


@dataclass(frozen=True)
class Mapping:
    line: int
    fields: dict[str, "Node"]
    lines: dict[str, int]


Node = Scalar | Listing | Mapping


def read_yaml(data: bytes) -> Mapping:
    """The one document in these bytes. Raises StrictYamlError with everything that makes it unsafe or unreadable."""
    text = _text(data)
    tree = _Tree(text)
    try:
        document = tree.document()
    except yaml.MarkedYAMLError as error:
        tree.faults.append(_syntax_fault(error, text))
    except (yaml.YAMLError, ValueError, OverflowError):
        # PyYAML lets Python's own errors through for escapes that name no character, such as "\UFFFFFFFF".
        tree.faults.append(
            Fault(tree.line, "", "has an escape that names no character", "characters typed as they are")
        )
    if tree.faults:
        raise StrictYamlError(tree.faults)
    return document


def shortened(text: str) -> str:
    """The text as a message may quote it: one line, in quotes, at most 40 characters of it."""
    line = " ".join(_UNSEEN.sub("?", text).split())
    return f'"{line[:39]}…"' if len(line) > 40 else f'"{line}"'


def path_part(name: str) -> str:
    """A field's name as a path may hold it."""
    return name if re.fullmatch(r"[\w-]{1,60}", name) else shortened(name)


def _text(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise StrictYamlError([Fault(1, "", "is larger than 512 KiB", "a file of at most 512 KiB")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise StrictYamlError([Fault(line, "", "is not UTF-8 text", "a file saved as UTF-8")]) from None
    if unseen := _UNSEEN.search(text):
        raise StrictYamlError([_unseen_fault(text.count("\n", 0, unseen.start()) + 1, "", unseen.group())])
    return text


def _unseen_fault(line: int, field: str, character: str) -> Fault:
    return Fault(line, field, f"holds the unseen character U+{ord(character):04X}", "characters one can see")


def _syntax_fault(error: yaml.MarkedYAMLError, text: str) -> Fault:
    mark = error.problem_mark or error.context_mark
    line = mark.line if mark else 0
    written = text.split("\n")[line : line + 1]
    if written and "\t" in written[0][: len(written[0]) - len(written[0].lstrip())]:
        return Fault(line + 1, "", "is indented with a tab", "spaces in front of the field")
    began = error.context_mark.line if error.context_mark else line
    context = f", {error.context} from line {began + 1}" if began != line else ""
    wrong = f"is not well-formed YAML: {error.problem or error.context}{context}"
    return Fault(line + 1, "", wrong, "one field or item a line")


class _Tree:
    """Builds the tree from PyYAML's stream of events, counting as it goes: nothing is made before it is allowed."""

    def __init__(self, text: str) -> None:
        self.faults: list[Fault] = []
        self.line = 1
        self._nodes = 0
        self._events: Iterator[Event] = yaml.parse(text, Loader=yaml.SafeLoader)

    def document(self) -> Mapping:
        next(self._events)  # The stream starts.
        if isinstance(next(self._events), StreamEndEvent):
            self._stop(1, "", "is empty", "a framework, a scale or a profile")
        root = self._node(self._next_node(), "", 1)
        next(self._events)  # The document ends.
        after = next(self._events)
        if isinstance(after, DocumentStartEvent):
            self._stop(_line(after), "", "starts a second document", "one document a file")
        if not isinstance(root, Mapping):
            self._stop(root.line, "", "is not made of fields", 'lines such as "title: Safety Planning"')
        return root

    def _next_node(self) -> NodeEvent:
        event = next(self._events)
        if not isinstance(event, NodeEvent):
            raise TypeError(f"PyYAML gave {event} where a value stands")
        return event

    def _node(self, event: NodeEvent, path: str, depth: int) -> Node:
        line = self._counted(event, path)
        if isinstance(event, MappingStartEvent | SequenceStartEvent) and depth > DEEPEST:
            self._stop(line, path, "is nested too deeply", f"at most {DEEPEST} levels")
        match event:
            case MappingStartEvent():
                return self._mapping(line, path, depth)
            case SequenceStartEvent():
                return self._listing(line, path, depth)
            case ScalarEvent():
                return self._scalar(event, line, path)
        return Scalar(line, "", quoted=True)

    def _counted(self, event: NodeEvent, path: str) -> int:
        self.line = _line(event)
        self._nodes += 1
        if self._nodes > MOST_NODES:
            self._stop(self.line, path, "has too many values", f"at most {MOST_NODES:,} in one file")
        if isinstance(event, AliasEvent):
            self._fault(
                self.line, path, f"points elsewhere with *{(event.anchor or '')[:40]}", "the text itself, written again"
            )
        elif event.anchor is not None:
            self._fault(self.line, path, f"has the anchor &{event.anchor[:40]}", "a value without an anchor")
        if isinstance(event, _TAGGABLE) and event.tag is not None:
            self._fault(
                self.line,
                path,
                f"has the tag {shortened(event.tag.replace(_STANDARD_TAGS, '!!'))}",
                "a value without a tag",
            )
        return self.line

    def _mapping(self, line: int, path: str, depth: int) -> Mapping:
        fields: dict[str, Node] = {}
        lines: dict[str, int] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            name, named_on = self._name(event, path)
            inner = f"{path}.{path_part(name)}".lstrip(".")
            value = self._node(self._next_node(), inner, depth + 1)
            if name in fields:
                self._fault(named_on, inner, f"stands here again after line {lines[name]}", "each field once")
            else:
                fields[name], lines[name] = value, named_on
        return Mapping(line, fields, lines)

    def _name(self, event: Event, path: str) -> tuple[str, int]:
        if not isinstance(event, ScalarEvent):
            self._stop(_line(event), path, "has a field whose name is not a word", "a word before the colon")
        name = self._scalar(event, self._counted(event, path), path)
        if name.text == "<<" and not name.quoted:
            self._fault(name.line, path, 'takes in other fields with "<<"', "the fields themselves, written again")
        return name.text, name.line

    def _listing(self, line: int, path: str, depth: int) -> Listing:
        items: list[Node] = []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            if not isinstance(event, NodeEvent):
                raise TypeError(f"PyYAML gave {event} where an item stands")
            items.append(self._node(event, f"{path}[{len(items) + 1}]", depth + 1))
        return Listing(line, tuple(items))

    def _scalar(self, event: ScalarEvent, line: int, path: str) -> Scalar:
        if unseen := _UNSEEN.search(event.value) or re.search(r"[\t\r]", event.value):
            self.faults.append(_unseen_fault(line, path, unseen.group()))
        return Scalar(line, event.value, quoted=bool(event.style))

    def _fault(self, line: int, field: str, wrong: str, expected: str) -> None:
        self.faults.append(Fault(line, field, wrong, expected))

    def _stop(self, line: int, field: str, wrong: str, expected: str) -> NoReturn:
        raise StrictYamlError([*self.faults, Fault(line, field, wrong, expected)])


def _line(event: Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _misread_as(text: str) -> str | None:
    if text.lower() in _SWITCH_WORDS:
        return _KINDS["bool"]
    if _NUMBER_OF_NEWER_YAML.fullmatch(text):
        return _KINDS["int"]
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call] # PyYAML's stubs.
    return _KINDS.get(tag.rpartition(":")[2])
