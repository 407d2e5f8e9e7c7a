"""The first account of a real agency comes from the command line; none exists before."""

from pathlib import Path

import pytest
from sqlmodel import select
from typer.testing import CliRunner

from app.cli.main import app
from app.db import Database
from app.people.models import Account, AccountRole, Agency
from app.people.permits import Role

ADD = [
    "account", "add", "--agency", "Bay County", "--time-zone", "America/Los_Angeles", "--name", "Ada Moreau",
    "--email", "Ada@Example.gov", "--role", "administrator",
]  # fmt: skip
GOOD = "four plain words here"


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path / 'new' / 'ninestep.db'}"
    monkeypatch.setenv("NINESTEP_DATABASE_URL", url)
    return url


def rows(url: str) -> tuple[list[str], list[str], list[str]]:
    database = Database(url)
    with database.reading() as db:
        agencies, addresses = list(db.exec(select(Agency.name))), list(db.exec(select(Account.email)))
        roles = list(db.exec(select(AccountRole.role)))
    database.engine.dispose()
    return agencies, addresses, roles


def test_the_first_account_makes_its_agency(url: str) -> None:
    result = CliRunner().invoke(app, [*ADD, "--password-stdin"], input=GOOD + "\n")
    assert result.exit_code == 0, result.output
    assert rows(url) == (["Bay County"], ["ada@example.gov"], [Role.ADMINISTRATOR])
    assert GOOD not in result.output


def test_the_password_is_asked_for_twice_and_never_shown(url: str) -> None:
    result = CliRunner().invoke(app, ADD, input=f"{GOOD}\n{GOOD}\n")
    assert result.exit_code == 0, result.output
    assert GOOD not in result.output
    assert rows(url)[1] == ["ada@example.gov"]


def test_the_next_account_joins_the_agency_that_is_there(url: str) -> None:
    CliRunner().invoke(app, [*ADD, "--password-stdin"], input=GOOD)
    again = ["account", "add", "--agency", "Bay County", "--name", "Bo", "--email", "bo@example.gov"]
    result = CliRunner().invoke(app, [*again, "--role", "coach", "--role", "worker", "--password-stdin"], input=GOOD)
    assert result.exit_code == 0, result.output
    assert rows(url)[0] == ["Bay County"]
    assert sorted(rows(url)[2]) == [Role.ADMINISTRATOR, Role.COACH, Role.WORKER]


@pytest.mark.parametrize(
    ("change", "typed", "sentence"),
    [
        ({}, "too short", "Choose a password of 15 to 256 characters."),
        ({}, "", "Choose a password of 15 to 256 characters."),
        ({"--time-zone": "Mars/Olympus"}, GOOD, "Name a time zone by continent and city, such as America/Los_Angeles."),
        ({"--email": "ada"}, GOOD, "Write an e-mail address such as name@agency.gov."),
        ({"--name": " "}, GOOD, "Write a name of 1 to 200 characters."),
    ],
)
def test_what_does_not_do_is_said_and_leaves_nothing_behind(
    url: str, change: dict[str, str], typed: str, sentence: str
) -> None:
    arguments = list(ADD)
    for option, value in change.items():
        arguments[arguments.index(option) + 1] = value
    result = CliRunner().invoke(app, [*arguments, "--password-stdin"], input=typed)
    assert result.exit_code == 1
    assert sentence in result.output
    assert rows(url) == ([], [], [])


def test_a_fresh_database_lets_nobody_in(url: str) -> None:
    assert CliRunner().invoke(app, ["migrate"]).exit_code == 0
    assert rows(url) == ([], [], [])
