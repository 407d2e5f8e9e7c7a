"""A practice profile and its framework in memory: plain frozen values, as read from the files or from a stored row."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any

from pydantic import TypeAdapter

from app.frameworks.scale import Scale, Source

# The positions a profile can be for, and the kinds of evidence that can show an element.
POSITIONS = ("social-worker", "supervisor", "manager")
EVIDENCE = ("explain", "document", "in-the-room", "supervision")

Plain = dict[str, Any]  # What a JSON column holds.


class Status(StrEnum):
    PUBLISHED = "published"
    UNDER_DEVELOPMENT = "under-development"
    NOT_IN_OUR_COPY = "not-in-our-copy"


@dataclass(frozen=True)
class Indicator:
    key: str
    text: str
    parts: tuple[str, ...] = ()
    starting_point: bool = False


@dataclass(frozen=True)
class StageText:
    """What one stage of the scale (by its key) looks like in one element."""

    stage: str
    indicators: tuple[Indicator, ...]
    builds_on_previous: bool = False


@dataclass(frozen=True)
class Element:
    key: str
    title: str
    definition: str = ""
    group: str | None = None
    evidence: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    status: Status = Status.PUBLISHED
    stages: tuple[StageText, ...] = ()

    @property
    def rateable(self) -> bool:
        return self.status is Status.PUBLISHED

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        return tuple(indicator for stage in self.stages for indicator in stage.indicators)

    def indicator(self, key: str) -> Indicator:
        """Raises KeyError for an indicator the element lacks."""
        return {indicator.key: indicator for indicator in self.indicators}[key]

    def stage_text(self, stage: str) -> StageText | None:
        """None where the words stand at the level of the scale, or the element is not published."""
        return next((text for text in self.stages if text.stage == stage), None)


@dataclass(frozen=True)
class Group:
    """Neighbouring elements of one value; the key names an entry of the framework's section `values`."""

    key: str | None
    elements: tuple[Element, ...]


@dataclass(frozen=True)
class Profile:
    framework: str
    slug: str
    title: str
    scale: Scale
    source: Source
    fits: tuple[str, ...]
    about: str
    components: tuple[str, ...]
    elements: tuple[Element, ...]

    def element(self, key: str) -> Element:
        """Raises KeyError for an element the profile lacks."""
        return {element.key: element for element in self.elements}[key]

    @property
    def rateable_elements(self) -> tuple[Element, ...]:
        return tuple(element for element in self.elements if element.rateable)

    @property
    def groups(self) -> tuple[Group, ...]:
        runs = groupby(self.elements, key=lambda element: element.group)
        return tuple(Group(key, tuple(elements)) for key, elements in runs)


@dataclass(frozen=True)
class Item:
    key: str
    text: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class ItemList:
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Figure:
    """A published figure, never recomputed; `n` is None where the source prints none."""

    value: str
    period: str
    n: int | None = None


@dataclass(frozen=True)
class Entry:
    key: str
    title: str
    text: str = ""
    figure: Figure | None = None
    status: str = ""  # "announced" for a profile its publisher has not brought out yet.
    lists: tuple[ItemList, ...] = ()


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    source: str
    about: str
    entries: tuple[Entry, ...]

    def entry(self, key: str) -> Entry:
        """Raises KeyError for an entry the section lacks."""
        return {entry.key: entry for entry in self.entries}[key]


@dataclass(frozen=True)
class Framework:
    slug: str
    title: str
    short_title: str
    about: str
    sources: tuple[Source, ...]
    sections: tuple[Section, ...]
    profiles: tuple[str, ...]  # Slugs in the publication's own order.
    place: int  # Where the framework stands among the others.

    def section(self, key: str) -> Section:
        """Raises KeyError for a section the framework lacks."""
        return {section.key: section for section in self.sections}[key]

    def entry(self, key: str) -> Entry:
        """An entry of the reference shelf, from whichever section. Raises KeyError for one the shelf lacks."""
        return {entry.key: entry for section in self.sections for entry in section.entries}[key]


_PROFILE = TypeAdapter(Profile)
_FRAMEWORK = TypeAdapter(Framework)
_SCALE = TypeAdapter(Scale)
_ADAPTERS: dict[type, TypeAdapter[Any]] = {Profile: _PROFILE, Framework: _FRAMEWORK, Scale: _SCALE}


def as_plain(value: Profile | Framework | Scale) -> Plain:
    """Dicts, lists, text, whole numbers, True and False: what a JSON column gives back unchanged."""
    plain: Plain = _ADAPTERS[type(value)].dump_python(value, mode="json")
    return plain


def profile_from_plain(plain: Mapping[str, Any]) -> Profile:
    """The profile that as_plain was given. Raises ValueError where the shape differs."""
    return _PROFILE.validate_python(plain)


def framework_from_plain(plain: Mapping[str, Any]) -> Framework:
    """The framework that as_plain was given. Raises ValueError where the shape differs."""
    return _FRAMEWORK.validate_python(plain)


def scale_from_plain(plain: Mapping[str, Any]) -> Scale:
    """The scale that as_plain was given. Raises ValueError where the shape differs."""
    return _SCALE.validate_python(plain)


def content_hash(plain: Plain) -> str:
    """SHA-256 of the canonical JSON: equal words have equal hashes, whatever the order of the file's fields."""
    canonical = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
