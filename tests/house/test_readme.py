"""The manual names everything a person can type."""

import re

import pytest
import typer
from typer.main import get_command

from app.cli.main import app
from app.settings import ROOT, Settings

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def commands(group: object, before: str = "ninestep") -> list[str]:
    """Every command with its group's name before it; `ninestep demo`, `ninestep account add`."""
    inner = getattr(group, "commands", None)
    if inner is None:
        return [before]
    return [found for name, command in inner.items() for found in commands(command, f"{before} {name}")]


ALL_COMMANDS = commands(get_command(app))
TARGETS = re.findall(r"^([a-z-]+):.*##", MAKEFILE, re.MULTILINE)
SETTINGS = [f"NINESTEP_{name.upper()}" for name in Settings.model_fields]


def test_there_is_something_to_name() -> None:
    assert isinstance(app, typer.Typer)
    assert len(ALL_COMMANDS) >= 7
    assert len(TARGETS) >= 8
    assert len(SETTINGS) >= 3


@pytest.mark.parametrize("command", ALL_COMMANDS)
def test_every_command_is_in_the_manual(command: str) -> None:
    assert command in README


@pytest.mark.parametrize("target", TARGETS)
def test_every_make_target_is_in_the_manual(target: str) -> None:
    assert f"make {target}" in README


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_setting_is_in_the_manual(setting: str) -> None:
    assert setting in README


def test_the_manual_names_no_setting_that_is_gone() -> None:
    named = set(re.findall(r"NINESTEP_[A-Z_]+", README))
    assert named <= {*SETTINGS, "NINESTEP_BROWSER", "NINESTEP_TEST_DATABASE"}


def test_every_picture_and_file_the_manual_names_is_there() -> None:
    named = re.findall(r"\]\(([^)#:]+)\)", README) + re.findall(r"`((?:app|tests|docs|profiles)/[\w/.-]+)`", README)
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []
