"""Nobody else's page can change anything here: two checks that know nothing of one another."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from sqlmodel import Session, select

from app.people.models import Unit
from app.web.csrf import is_local_path, token_of
from tests.conftest import ORIGIN, Browser
from tests.world import World

Browse = Callable[..., Browser]
NEW_UNIT = {"name": "Intake"}


def names_of_units(db: Session) -> set[str]:
    return set(db.exec(select(Unit.name)).all())


@pytest.fixture
def ada(browse: Browse) -> Browser:
    return browse("ada")


def test_a_form_of_our_own_page_is_accepted(ada: Browser, db: Session) -> None:
    assert ada.post("/agency/units", NEW_UNIT).status_code == 303
    assert "Intake" in names_of_units(db)


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", "", "SAME-ORIGIN"])
def test_a_page_of_another_site_is_refused_even_with_the_token(ada: Browser, db: Session, site: str) -> None:
    answer = ada.post("/agency/units", NEW_UNIT, **{"Sec-Fetch-Site": site})
    assert answer.status_code == 403
    assert "Intake" not in names_of_units(db)


@pytest.mark.parametrize(
    ("origin", "status"),
    [(ORIGIN, 303), ("http://127.0.0.1:8001", 403), ("https://127.0.0.1:8000", 403), ("null", 403), (None, 403)],
)
def test_an_older_browser_proves_itself_by_its_origin(ada: Browser, origin: str | None, status: int) -> None:
    del ada.client.headers["Sec-Fetch-Site"]
    headers = {"Origin": origin} if origin else {}
    assert ada.post("/agency/units", NEW_UNIT, **headers).status_code == status


def test_only_a_link_that_stops_a_mail_is_its_own_proof_and_it_reads_no_body(app: FastAPI) -> None:
    # A mail program holds no cookie and tells no origin. The link is made up, so there is nothing to stop.
    door = Browser(app).client
    del door.headers["Sec-Fetch-Site"]
    for kind in ("multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "text/plain"):
        answer = door.post("/stop-mail/made-up", content=b"List-Unsubscribe=One-Click", headers={"Content-Type": kind})
        assert answer.status_code == 404
        assert "set-cookie" not in answer.headers
    for other in ("/stop-mail/", "/stop-mail/x/y", "/stop-mail", "/my-reminders", "/my-reminders/calendar"):
        assert door.post(other, data={}).status_code == 403, other


def test_a_form_without_the_token_is_refused(ada: Browser, db: Session) -> None:
    answer = ada.client.post("/agency/units", data=NEW_UNIT)
    assert answer.status_code == 403
    assert "load it again" in answer.text
    assert "Intake" not in names_of_units(db)


def test_the_token_of_somebody_else_is_refused(ada: Browser, browse: Browse, db: Session) -> None:
    for token in (browse("cora").token, token_of(""), "", "0" * 64, "é"):
        assert ada.client.post("/agency/units", data={**NEW_UNIT, "csrf_token": token}).status_code == 403
    assert "Intake" not in names_of_units(db)


def test_the_token_may_come_in_the_header_that_script_sends(ada: Browser) -> None:
    answer = ada.client.post("/agency/units", data=NEW_UNIT, headers={"X-CSRF-Token": ada.token})
    assert answer.status_code == 303


def test_a_stranger_without_a_cookie_has_no_token_that_counts(app: FastAPI) -> None:
    for token in (token_of(""), ""):
        answer = Browser(app).client.post("/sign-in", data={"csrf_token": token, "email": "x", "password": "y"})
        assert answer.status_code == 403


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "text/xml", "multipart/form-data; boundary=x", ""])
def test_a_body_that_no_form_of_ours_sends_is_refused(ada: Browser, kind: str) -> None:
    headers = {"Content-Type": kind, "X-CSRF-Token": ada.token}
    assert ada.client.post("/agency/units", content=b'{"name": "Intake"}', headers=headers).status_code == 415


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_other_ways_to_write_are_not_there(ada: Browser, method: str) -> None:
    data = {**NEW_UNIT, "csrf_token": ada.token}
    assert ada.client.request(method, "/agency/units", data=data).status_code == 405


def test_a_header_that_names_another_method_changes_nothing(ada: Browser, db: Session) -> None:
    answer = ada.get("/agency/units", **{"X-HTTP-Method-Override": "POST"})
    assert answer.status_code == 200
    assert "Intake" not in names_of_units(db)


def test_who_is_signed_out_reads_what_to_do_and_stores_nothing(app: FastAPI, db: Session, world: World) -> None:
    stranger = Browser(app, "s" * 43)
    assert stranger.post("/agency/units", NEW_UNIT).status_code == 401
    assert "Intake" not in names_of_units(db)


@pytest.mark.parametrize("target", ["/", "/workers/1?profile=a&months=12", "/assessments/1#element-purpose"])
def test_a_path_of_ours_is_a_way_back(target: str) -> None:
    assert is_local_path(target)


@pytest.mark.parametrize(
    "target",
    ["", "x", "//x", "/\\x", "\\\\x", "/\t/x", "/\n/x", " /x", "http:x", "https://x", "javascript:1", "/ü", "/" * 3],
)
def test_anything_else_is_none(target: str) -> None:
    assert not is_local_path(target)
