"""Small on purpose: lengths of functions, files and templates, with the offenders by name."""

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.settings import ROOT

FUNCTION_MEDIAN, FUNCTION_P90, FUNCTION_MOST = 8, 25, 50
FILE_MEDIAN, FILE_MOST = 90, 300
TEMPLATE_MOST = 120


def python_files() -> list[Path]:
    found = sorted((ROOT / "app").rglob("*.py"))
    assert len(found) > 40
    return found


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions() -> Iterator[tuple[str, int]]:
    """Name and length of each function, without its docstring: saying what it refuses is not what makes it long."""
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                first = node.body[0]
                is_documented = ast.get_docstring(node, clean=False) is not None
                words = (first.end_lineno or 0) - first.lineno + 1 if is_documented else 0
                yield f"{path.relative_to(ROOT)}:{node.name}", (node.end_lineno or 0) - node.lineno + 1 - words


@pytest.fixture(scope="module")
def lengths() -> dict[str, int]:
    found = dict(functions())
    assert len(found) > 200
    return found


def test_half_of_the_functions_are_very_short(lengths: dict[str, int]) -> None:
    assert statistics.median(lengths.values()) <= FUNCTION_MEDIAN


def test_nine_in_ten_functions_are_short(lengths: dict[str, int]) -> None:
    ninth = statistics.quantiles(lengths.values(), n=10)[-1]
    longest = sorted(lengths, key=lambda name: -lengths[name])[:10]
    assert ninth <= FUNCTION_P90, longest


def test_no_function_is_long(lengths: dict[str, int]) -> None:
    assert {name: length for name, length in lengths.items() if length > FUNCTION_MOST} == {}


def test_files_are_about_one_thing() -> None:
    sizes = {str(path.relative_to(ROOT)): lines_of(path) for path in python_files()}
    assert statistics.median(sizes.values()) <= FILE_MEDIAN, sorted(sizes.items(), key=lambda item: -item[1])[:12]
    assert {name: size for name, size in sizes.items() if size > FILE_MOST} == {}


def test_templates_fit_on_two_screens() -> None:
    sizes = {str(path.relative_to(ROOT)): lines_of(path) for path in (ROOT / "templates").rglob("*.html")}
    assert len(sizes) > 30
    assert {name: size for name, size in sizes.items() if size > TEMPLATE_MOST} == {}
