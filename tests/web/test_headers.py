"""What every answer carries, whatever it says."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from sqlmodel import Session

from app.db import Db
from app.main import create_app
from app.people.models import Agency
from app.settings import Settings
from tests.clock import START
from tests.conftest import Browser
from tests.world import World

Browse = Callable[..., Browser]
POLICY = (
    "default-src 'none'; script-src 'self'; "
    "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; "
    "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
)
ALWAYS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


def break_on_purpose(app: FastAPI) -> None:
    @app.get("/break")
    def broken() -> None:
        raise RuntimeError("Wren said that the grandmother moved.")

    @app.post("/break")
    def broken_when_committed(db: Db) -> str:
        db.add(Agency(name="Bay County", time_zone="UTC", created_at=START))
        return "saved"


def answers_of(app: FastAPI, ada: Browser) -> dict[str, tuple[int, dict[str, str]]]:
    break_on_purpose(app)
    stranger = Browser(app)
    answers = {
        "page": ada.get("/agency"),
        "sign-in": stranger.get("/sign-in"),
        "sent on": stranger.get("/agency"),
        "nothing there": ada.get("/nowhere"),
        "no id": ada.get("/agency/units/7"),
        "problems": ada.post("/agency/units", {"name": ""}),
        "without token": ada.client.post("/agency/units", data={"name": ""}),
        "from elsewhere": ada.post("/agency/units", {}, **{"Sec-Fetch-Site": "cross-site"}),
        "json": ada.client.post("/agency/units", json={}),
        "too large": ada.post("/agency/units", {"name": "x" * 300_000}),
        "broken": ada.get("/break"),
        "taken by somebody faster": ada.post("/break"),
        "alive": stranger.get("/healthz"),
    }
    return {name: (answer.status_code, dict(answer.headers)) for name, answer in answers.items()}


def test_every_kind_of_answer_carries_them(app: FastAPI, browse: Browse) -> None:
    answers = answers_of(app, browse("ada"))
    assert {name: status for name, (status, _) in answers.items()} == {
        "page": 200, "sign-in": 200, "sent on": 303, "nothing there": 404, "no id": 404, "problems": 422,
        "without token": 403, "from elsewhere": 403, "json": 415, "too large": 413, "broken": 500,
        "taken by somebody faster": 409, "alive": 200,
    }  # fmt: skip
    for name, (_, headers) in answers.items():
        assert {key: headers.get(key) for key in ALWAYS} == ALWAYS, name
        assert "strict-transport-security" not in headers, name


def test_a_broken_page_says_so_and_tells_nothing(app: FastAPI, capsys: pytest.CaptureFixture[str]) -> None:
    break_on_purpose(app)
    answer = Browser(app).get("/break")
    assert "Something broke on our side" in answer.text
    printed = capsys.readouterr()
    assert "grandmother" not in answer.text + printed.out + printed.err
    assert "RuntimeError" in printed.out + printed.err
    assert "test_headers.py" in printed.out + printed.err


def test_the_log_names_the_route_and_never_the_address(
    browse: Browse, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    browse("ada").get(f"/agency/accounts/{world['wren']}?from=Wren")
    captured = capsys.readouterr()
    printed = captured.out + captured.err
    assert "/agency/accounts/{account_id}" in printed
    assert str(world["wren"]) not in printed
    assert "Wren" not in printed


def test_files_of_a_known_content_are_kept_and_others_asked_for_again(browse: Browse) -> None:
    stranger = browse()
    assert stranger.get("/static/icon.svg?v=1").headers["cache-control"] == "public, max-age=31536000, immutable"
    assert stranger.get("/static/icon.svg").headers["cache-control"] == "no-cache"
    assert stranger.get("/static/../pyproject.toml").status_code == 404
    assert stranger.get("/static/%2e%2e/pyproject.toml").status_code == 404


@pytest.fixture
def encrypted(database_url: str, world: World) -> FastAPI:
    return create_app(Settings(database_url=database_url, origin="https://ninestep.example.gov"))


def test_behind_https_the_cookie_is_bound_to_the_host_and_https_is_demanded(encrypted: FastAPI) -> None:
    answer = Browser(encrypted).get("/sign-in")
    name, _, rest = answer.headers["set-cookie"].partition("=")
    assert name == "__Host-ninestep"
    assert rest.split("; ")[1:] == ["HttpOnly", "Path=/", "SameSite=lax", "Secure"]
    assert answer.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"
    encrypted.state.database.engine.dispose()


@pytest.mark.parametrize(
    "origin",
    [
        "http://ninestep.example.gov", "http://10.0.0.7:8000", "http://0.0.0.0:8000", "ftp://127.0.0.1",
               "127.0.0.1:8000", "https://ninestep.example.gov/path", "https://", "", "http://localhost.example.gov",
    ],
)  # fmt: skip
def test_anything_but_https_is_refused_at_start_away_from_this_machine(origin: str) -> None:
    with pytest.raises(ValueError, match="NINESTEP_ORIGIN"):
        Settings(origin=origin)


@pytest.mark.parametrize("origin", ["http://127.0.0.1:8000", "http://localhost:9", "http://[::1]:8000"])
def test_plain_http_is_for_this_machine(origin: str) -> None:
    assert not Settings(origin=origin).is_encrypted


def test_the_database_answers_or_the_page_says_that_it_does_not(browse: Browse, db: Session) -> None:
    assert browse().get("/healthz").text == "ok"
    assert browse().get("/readyz").text == "ok"
