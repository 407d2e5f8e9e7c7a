"""The server listens beyond this machine only where browsers reach it encrypted."""

import pytest
from typer.testing import CliRunner

from app.cli import main


def test_an_open_door_without_encryption_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[str] = []
    monkeypatch.setattr(main, "_serve", lambda _target, host, _port: served.append(host))
    monkeypatch.setenv("NINESTEP_ORIGIN", "http://127.0.0.1:8000")
    result = CliRunner().invoke(main.app, ["serve", "--host", "0.0.0.0"])  # noqa: S104 - the address that is refused
    assert result.exit_code == 1
    assert "NINESTEP_ORIGIN" in result.output
    assert served == []


def test_behind_https_it_may_listen_anywhere(monkeypatch: pytest.MonkeyPatch, empty_url: str) -> None:
    served: list[str] = []
    monkeypatch.setattr(main, "_serve", lambda _target, host, _port: served.append(host))
    monkeypatch.setenv("NINESTEP_ORIGIN", "https://ninestep.example.gov")
    monkeypatch.setenv("NINESTEP_DATABASE_URL", empty_url)
    assert CliRunner().invoke(main.app, ["serve", "--host", "10.0.0.1"]).exit_code == 0
    assert served == ["10.0.0.1"]
