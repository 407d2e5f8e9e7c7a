"""One click signs in as an invented person, and as nobody else."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest

from app.db import Database
from app.people import actions
from app.people.permits import Role
from tests.clock import Clock
from tests.conftest import Browser
from tests.people.test_sign_in import token_on
from tests.world import World

Browse = Callable[..., Browser]


@pytest.fixture
def invented(database: Database, clock: Clock) -> dict[str, UUID]:
    """An invented county beside the real ones, with one open and one closed account."""
    with database.writing() as db:
        agency = actions.add_agency(db, name="Meadow County", time_zone="UTC", at=clock(), invented=True)
        nia, bo = (
            actions.add_account(
                db, None, agency=agency, name=name, email=f"{name[:2]}@meadow.example", roles={Role.SUPERVISOR},
                password=None, at=clock(),
            )
            for name in ("Nia Ford", "Bo Lund")
        )  # fmt: skip
        bo.disabled_at = clock()
        return {"nia": nia.id, "bo": bo.id}


def click(browser: Browser, account: UUID) -> int:
    token = token_on(browser.get("/sign-in"))
    return browser.client.post("/demo/sign-in", data={"csrf_token": token, "account": str(account)}).status_code


def test_nia_is_offered_and_opens_her_pages(browse: Browse, invented: dict[str, UUID]) -> None:
    stranger = browse()
    page = stranger.get("/sign-in").text
    assert "Supervisor. Meadow County" in re.sub(r"\s+", " ", page)
    assert "This is a demonstration." in page
    assert click(stranger, invented["nia"]) == 303
    today = stranger.get("/my-account").text
    assert "Nia Ford" in today
    assert "This is a demonstration." in today


def test_real_people_and_closed_accounts_are_neither_offered_nor_opened(
    browse: Browse, invented: dict[str, UUID], world: World
) -> None:
    stranger = browse()
    page = stranger.get("/sign-in").text
    assert [name for name in ("Wren Castillo", "Ada Moreau", "Otto Brandt", "Bo Lund") if name in page] == []
    assert [click(stranger, account) for account in (world["wren"], world["ada"], invented["bo"])] == [404, 404, 404]
    assert stranger.get("/my-account").status_code == 303
