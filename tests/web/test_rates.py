"""Who sends more than a person can is asked to wait, and nobody who works quickly ever is."""

import asyncio
import time
from collections.abc import Callable
from datetime import date

import httpx2
import pytest
from fastapi import FastAPI
from limits import RateLimitItemPerMinute
from sqlmodel import Session, col, select

from app.frameworks.queries import profiles_in_force
from app.people.models import Unit
from app.web.rates import SECRETS, TAPS, WRITES, Rates
from tests.conftest import ORIGIN, Browser
from tests.stories import assess
from tests.world import World

Browse = Callable[..., Browser]
SHORT = (RateLimitItemPerMinute(3),)


@pytest.fixture
def ada(browse: Browse) -> Browser:
    return browse("ada")


def test_the_fourth_of_three_is_asked_to_wait_and_stores_nothing(app: FastAPI, ada: Browser, db: Session) -> None:
    app.state.rates = Rates(writes=SHORT)
    answers = [ada.post("/agency/units", {"name": f"Intake {number}"}) for number in range(5)]
    assert [answer.status_code for answer in answers] == [303, 303, 303, 429, 429]
    seconds = int(answers[-1].headers["retry-after"])
    assert 1 <= seconds <= 60
    assert f"go back, wait {seconds} seconds, and send it again." in answers[-1].text
    assert answers[-1].headers["cache-control"] == "no-store"
    named = db.exec(select(Unit.name).where(col(Unit.name).like("Intake%"))).all()
    assert sorted(named) == ["Intake 0", "Intake 1", "Intake 2"]


def test_what_was_refused_is_not_counted_so_waiting_helps(
    app: FastAPI, ada: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.state.rates = Rates(writes=SHORT)
    refused = [ada.post("/agency/units", {"name": f"Intake {number}"}) for number in range(30)][-1]
    assert refused.status_code == 429
    later = time.time() + 2 * int(refused.headers["retry-after"]) + 60
    monkeypatch.setattr(time, "time", lambda: later)
    assert ada.post("/agency/units", {"name": "After a while"}).status_code == 303


def test_reading_is_not_counted_and_others_are_not_kept_from_saving(app: FastAPI, ada: Browser, browse: Browse) -> None:
    app.state.rates = Rates(writes=SHORT)
    for number in range(4):
        ada.post("/agency/units", {"name": f"Intake {number}"})
    assert {ada.get("/agency/units").status_code for _ in range(100)} == {200}
    assert browse("olga").post("/agency/units", {"name": "Elsewhere"}).status_code == 303


@pytest.mark.parametrize("name", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "CF-Connecting-IP", "User-Agent"])
def test_no_header_makes_somebody_else_of_a_person(app: FastAPI, ada: Browser, name: str) -> None:
    app.state.rates = Rates(writes=SHORT)
    answers = [ada.post("/agency/units", {"name": f"Intake {n}"}, **{name: f"10.0.0.{n}"}) for n in range(4)]
    assert [answer.status_code for answer in answers] == [303, 303, 303, 429]


def test_parallel_forms_are_counted_one_by_one(app: FastAPI, ada: Browser) -> None:
    app.state.rates = Rates(writes=SHORT)
    headers = {"Sec-Fetch-Site": "same-origin", "Cookie": f"ninestep={ada.client.cookies['ninestep']}"}

    async def send() -> list[int]:
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url=ORIGIN) as client:
            forms = [{"name": f"Intake {number}", "csrf_token": ada.token} for number in range(12)]
            sent = [client.post("/agency/units", data=form, headers=headers) for form in forms]
            return sorted(answer.status_code for answer in await asyncio.gather(*sent))

    assert asyncio.run(send()) == [303] * 3 + [429] * 9


def test_who_signs_in_again_and_again_is_one_person(app: FastAPI, browse: Browse) -> None:
    app.state.rates = Rates(writes=SHORT)
    browsers = [browse("ada") for _ in range(5)]
    answers = [one.post("/agency/units", {"name": f"Intake {number}"}) for number, one in enumerate(browsers)]
    assert [answer.status_code for answer in answers] == [303, 303, 303, 429, 429]
    assert "wait" in answers[-1].text
    assert browse("olga").post("/agency/units", {"name": "Elsewhere"}).status_code == 303


def test_twelve_browsers_of_one_person_at_once_are_counted_one_by_one(app: FastAPI, browse: Browse) -> None:
    app.state.rates = Rates(writes=SHORT)
    browsers = [browse("ada") for _ in range(12)]

    async def send() -> list[int]:
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url=ORIGIN) as client:
            sent = [
                client.post(
                    "/agency/units", data={"name": f"Intake {number}", "csrf_token": one.token},
                    headers={"Sec-Fetch-Site": "same-origin", "Cookie": f"ninestep={one.client.cookies['ninestep']}"},
                )
                for number, one in enumerate(browsers)
            ]  # fmt: skip
            return sorted(answer.status_code for answer in await asyncio.gather(*sent))

    assert asyncio.run(send()) == [303] * 3 + [429] * 9


def test_the_limits_are_those_of_the_programme() -> None:
    assert [str(one) for one in WRITES] == ["60 per 1 minute", "20 per 10 second"]
    assert [str(one) for one in TAPS] == ["240 per 1 minute", "60 per 10 second"]
    assert [str(one) for one in SECRETS] == ["1200 per 1 hour"]


def test_who_presses_buttons_twenty_times_at_once_is_served(
    app: FastAPI, ada: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.state.rates, moment = Rates(), time.time()
    monkeypatch.setattr(time, "time", lambda: moment)
    answers = [ada.post("/agency/units", {"name": f"Intake {number}"}).status_code for number in range(25)]
    assert answers == [303] * 20 + [429] * 5


def test_the_largest_sheet_saved_tap_by_tap_without_a_pause_is_never_asked_to_wait(
    app: FastAPI, browse: Browse, db: Session, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three taps, a point and a note for each element, two a second: faster than people read the words."""
    largest = max(profiles_in_force(db), key=lambda version: len(version.profile.rateable_elements))
    keys = [element.key for element in largest.profile.rateable_elements]
    assert len(keys) == 36
    draft = assess(db, world, "wren", "wren", date(2026, 11, 12), {}, profile=largest.slug, submit=False)
    db.commit()
    wren, at = browse("wren"), time.time()
    app.state.rates = Rates()
    statuses = set()
    for number in range(5 * len(keys)):
        moment = at + number / 2
        monkeypatch.setattr(time, "time", lambda moment=moment: moment)
        key = keys[number // 5]
        answer = wren.post(f"/assessments/{draft.id}/elements/{key}", {f"note-{key}": f"{number}"})
        statuses.add(answer.status_code)
    assert statuses == {200}
    monkeypatch.undo()


def test_a_self_saving_page_and_a_button_are_counted_apart(
    app: FastAPI, browse: Browse, db: Session, world: World
) -> None:
    draft = assess(db, world, "cora", "wren", date(2026, 11, 12), {}, submit=False)
    db.commit()
    cora = browse("cora")
    app.state.rates = Rates(writes=SHORT, taps=SHORT)
    element, sheet = f"/assessments/{draft.id}/elements/content", f"/assessments/{draft.id}"
    taps = [cora.post(element, {"note-content": str(number)}).status_code for number in range(4)]
    forms = [cora.post(sheet, {"note-content": str(number)}).status_code for number in range(4)]
    assert (taps, forms) == ([200, 200, 200, 429], [303, 303, 303, 429])
