"""What the repository promises about its own files."""

import ast
import hashlib
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from app.settings import ROOT

VENDOR = ROOT / "static" / "vendor"
TEMPLATES = ROOT / "templates"
# Written in pieces, so that this file does not name what it forbids.
_HOSTS = (
    "py" + "pi.org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "npm" + "js.com",
    "registry." + "yarnpkg",
    "unp" + "kg.com",
    "jsde" + "livr",
)
_PLACES = ("/ro" + "ot/", "/ho" + "me/", "/tm" + "p/", "/wo" + "rk/", "/Us" + "ers/")
_INLINE = {
    "a script with code in it": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "a handler in an attribute": re.compile(r"\son[a-z]+\s*=", re.IGNORECASE),
    "hx-on": re.compile(r"\b(data-)?hx-on", re.IGNORECASE),
    "a trigger filter": re.compile(r"hx-trigger(:\w+)?=\"[^\"]*\[", re.IGNORECASE),
    "a javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "an address elsewhere": re.compile(r"(src|href|action)=\"(https?:)?//", re.IGNORECASE),
}


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    found = [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]
    assert len(found) > 100
    return found


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8", errors="replace")


def templates() -> list[Path]:
    found = sorted(TEMPLATES.rglob("*.html"))
    assert len(found) > 30
    return found


@pytest.mark.parametrize("word", _HOSTS)
def test_no_file_names_a_package_registry(word: str) -> None:
    assert [str(path.relative_to(ROOT)) for path in tracked() if word in text_of(path)] == []


@pytest.mark.parametrize("place", _PLACES)
def test_no_file_names_a_place_on_somebodys_machine(place: str) -> None:
    own = [path for path in tracked() if VENDOR not in path.parents]
    assert [str(path.relative_to(ROOT)) for path in own if place in text_of(path)] == []


def test_locks_hold_hashes_and_no_addresses() -> None:
    locks = sorted(ROOT.glob("requirements*.lock"))
    assert [lock.name for lock in locks] == ["requirements-dev.lock", "requirements.lock"]
    for lock in locks:
        assert "://" not in text_of(lock)
        pins = [line for line in text_of(lock).splitlines() if re.match(r"[a-z0-9]", line, re.IGNORECASE)]
        assert pins
        assert [line for line in pins if "==" not in line or not line.endswith("\\")] == []
        assert text_of(lock).count("--hash=sha256:") >= len(pins)


def test_what_was_taken_from_others_is_unchanged_and_listed() -> None:
    listed = tomllib.loads(text_of(VENDOR / "VENDOR.toml"))["vendored"]
    hashes = {entry["file"]: entry["sha256"] for entry in listed}
    hashes |= {entry["licence_file"]: entry["licence_sha256"] for entry in listed}
    present = {
        str(path.relative_to(VENDOR)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "VENDOR.toml"
    }
    assert present == hashes


@pytest.mark.parametrize("what", _INLINE)
def test_templates_hold_nothing_inline(what: str) -> None:
    assert [str(path.relative_to(ROOT)) for path in templates() if _INLINE[what].search(text_of(path))] == []


def test_templates_stand_where_their_feature_stands() -> None:
    folders = {path.relative_to(TEMPLATES).parts[0] for path in templates() if path.parent != TEMPLATES}
    features = {path.name for path in (ROOT / "app").iterdir() if path.is_dir()}
    assert folders - features == {"parts", "errors"}
    assert [path.name for path in TEMPLATES.glob("*.html")] == ["base.html"]


def test_every_template_is_used() -> None:
    code = "\n".join(text_of(path) for path in (ROOT / "app").rglob("*.py"))
    markup = "\n".join(text_of(path) for path in templates())
    unused = []
    for path in templates():
        name = str(path.relative_to(TEMPLATES))
        if f'"{name}"' not in code and f'"{name}"' not in markup and not name.startswith("errors/"):
            unused.append(name)
    assert unused == []


def test_a_part_that_can_be_asked_for_alone_stands_in_a_whole_page() -> None:
    code = "\n".join(text_of(path) for path in (ROOT / "app").rglob("*.py"))
    markup = "\n".join(text_of(path) for path in templates())
    assert [name for name in re.findall(r'fragment="([^"]+)"', code) if f'"{name}"' not in markup] == []


def test_tables_read_their_types_at_once() -> None:
    for path in (ROOT / "app").rglob("models.py"):
        assert "from __future__ import annotations" not in text_of(path), path


def test_one_module_alone_reads_the_profiles_files() -> None:
    # Published examples of figures are files of another kind, and lie beside what they hold to account.
    reading = [
        str(path.relative_to(ROOT)) for path in (ROOT / "app").rglob("*.py")
        if "published" not in path.parts
        and re.search(r"\bstrict_yaml\.|^import yaml|^from yaml", text_of(path), re.MULTILINE)
        or "frameworks/" in str(path) and re.search(r"\.read_(text|bytes)\(|\bopen\(", text_of(path))
    ]  # fmt: skip
    assert sorted(reading) == ["app/frameworks/files.py", "app/frameworks/strict_yaml.py"]


def test_packages_start_with_a_sentence() -> None:
    silent = [
        str(path.relative_to(ROOT)) for path in (ROOT / "app").rglob("*.py")
        if not (ast.get_docstring(ast.parse(text_of(path))) or "").splitlines()
    ]  # fmt: skip
    assert silent == []
