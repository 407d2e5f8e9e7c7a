"""Read the published examples, and set what was printed beside what is computed."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any, TypeGuard, TypeVar

import yaml

_FIGURE = {"published", "computed", "tolerance"}
_NOT_COMPUTED = "not computed"
_Kind = TypeVar("_Kind")


@dataclass(frozen=True, slots=True)
class Example:
    """One file of `examples/`. Tolerances go by the first name inside `expect`; the one named `all` holds elsewhere.

    `held_to` says where the expected figures come from: printed by the source, computed apart from this program out of
    the source's data or formula, or a rule of this project.
    """

    key: str
    source: str
    held_to: str
    data: dict[str, Any]
    expect: dict[str, Any]
    tolerance: dict[str, float]


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: where it stands in the example, what it is held to, what is computed here, and what was printed.

    `expected` has as many digits as the tolerance asks for. `printed` is the source's own rounding where that differs.
    """

    name: str
    expected: object
    computed: object
    tolerance: float
    printed: object = None

    @property
    def holds(self) -> bool:
        if _is_number(self.expected):
            return _is_number(self.computed) and bool(abs(self.computed - self.expected) <= self.tolerance)
        return self.computed == self.expected and type(self.computed) is type(self.expected)


def read() -> list[Example]:
    """The examples that come with the program, in the order of their numbers."""
    files = [file for file in resources.files(__package__).joinpath("examples").iterdir() if file.name.endswith("yaml")]
    loaded = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in sorted(files, key=lambda file: file.name)]
    return [
        Example(
            one["id"],
            one["source"],
            one["held_to"],
            one["data"],
            one["expect"],
            {"all": 0.0} | one.get("tolerance", {}),
        )
        for one in loaded
    ]


def compare(example: Example, computed: dict[str, Any]) -> list[Line]:
    """One line for every figure in `expect`, so that none can be left out; `computed` has the same names inside."""
    return [
        line
        for name, expected in example.expect.items()
        for line in _lines(
            name, expected, computed.get(name, _NOT_COMPUTED), example.tolerance.get(name, example.tolerance["all"])
        )
    ]


def of_kind(kind: type[_Kind], found: object) -> _Kind:
    """Published examples can all be computed: a figure that answers otherwise is a defect, and says so here."""
    if not isinstance(found, kind):
        raise TypeError(f"Here a {kind.__name__} was published, and {found} was computed.")
    return found


def _lines(name: str, expected: Any, computed: Any, tolerance: float) -> Iterator[Line]:
    if isinstance(expected, dict) and expected and set(expected) <= _FIGURE:
        value = expected.get("computed", expected.get("published"))
        yield from _lines_of_figure(name, value, computed, expected.get("tolerance", tolerance), expected)
    elif isinstance(expected, dict):
        for inner, value in expected.items():
            found = computed.get(inner, _NOT_COMPUTED) if isinstance(computed, dict) else _NOT_COMPUTED
            yield from _lines(f"{name}, {inner}", value, found, tolerance)
    elif isinstance(expected, list):
        found = computed if isinstance(computed, list) and len(computed) == len(expected) else []
        for place, value in enumerate(expected):
            yield from _lines(f"{name} {place + 1}", value, found[place] if found else _NOT_COMPUTED, tolerance)
    else:
        yield Line(name, expected, computed, tolerance)


def _lines_of_figure(name: str, value: Any, computed: Any, tolerance: float, figure: dict[str, Any]) -> Iterator[Line]:
    """A figure whose source prints fewer digits is held to the longer value, and the print is shown beside it."""
    for line in _lines(name, value, computed, tolerance):
        both = "computed" in figure and _is_number(figure.get("published"))
        yield Line(line.name, line.expected, line.computed, line.tolerance, figure["published"] if both else None)


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
