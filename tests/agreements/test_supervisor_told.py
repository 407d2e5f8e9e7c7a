"""A supervisor reads the wordings that name that very supervisor, and none of what another one has."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, col, select

from app.agreements import sharing
from app.audit.models import AuditEntry
from app.people.actions import add_account, add_position
from app.people.models import Agency, PositionKind, Unit
from app.people.permits import Level, Role
from app.web.errors import RefusedError
from tests.agreements.given import account, draft, signed
from tests.clock import START, Clock
from tests.conftest import Browser
from tests.goals.given import words
from tests.world import World, agreement, as_viewer

Browse = Callable[..., Browser]
Ask = Callable[[Any], list[Any]]
WHEN_ALL_SIGNED = "November 16, 2026, 10:00 AM"


@pytest.fixture
def pat(db: Session, world: World, clock: Clock) -> str:
    """Sue sees ratings of Wren; an hour later Wren offers goals to Pat, who supervises the north as well."""
    made = add_account(
        db, None, agency=db.get_one(Agency, world.agency), name="Pat Quill", email="pat@example.org",
        roles={Role.SUPERVISOR}, password=None, at=START,
    )  # fmt: skip
    world.people["pat"] = made.id
    add_position(
        db, None, made, unit=db.get_one(Unit, world.units["north"]), kind=PositionKind.SUPERVISOR,
        starts_on=date(2026, 1, 1), ends_on=None, at=START,
    )  # fmt: skip
    of_wren, wren = agreement(db, world, "cora-wren"), as_viewer(db, account(db, world, "wren"))
    sharing.offer(db, wren, of_wren, supervisor=account(db, world, "sue"), level=Level.RATINGS, at=clock())
    signed(db, world, of_wren, "cora", "sue", number=2, at=clock())
    clock.forward(hours=1)
    sharing.offer(db, wren, of_wren, supervisor=made, level=Level.GOALS, at=clock())
    db.commit()
    return f"/agreements/{of_wren.id}"


def below_the_strip(browser: Browser, path: str) -> str:
    """The page without the line of who can see the worker, which names everybody who supervises the unit."""
    return words(browser.get(path).text.partition('<div class="sheet"')[2])


def test_pat_who_is_merely_offered_something_reads_nothing_of_sue(browse: Browse, pat: str) -> None:
    whole = words(browse("pat").get(pat).text)
    page, rows = below_the_strip(browse("pat"), pat), words(browse("pat").get("/agreements").text)
    assert [("Sue" in one, "Okafor" in one) for one in (page, rows)] == [(False, False), (False, False)]
    assert ("points and what was tapped" in page, WHEN_ALL_SIGNED in page) == (False, False)
    assert ("Supervisor Pat Quill" in whole, "Okafor" in whole) == (True, False)
    assert "You would see, of what is submitted after the last signature" in page
    assert "Share less" not in page


def test_sue_reads_nothing_of_what_is_offered_to_pat(browse: Browse, pat: str) -> None:
    page, rows = below_the_strip(browse("sue"), pat), words(browse("sue").get("/agreements").text)
    assert ("Pat" in page, "Pat" in rows) == (False, False)
    assert f"Counts from {WHEN_ALL_SIGNED}." in page


@pytest.mark.parametrize("name", ["wren", "cora", "ada"])
def test_worker_coach_and_administrator_read_of_both(browse: Browse, pat: str, name: str) -> None:
    page = words(browse(name).get(pat).text)
    assert ("Sue Okafor" in page, "Waits for Cora and Pat." in page) == (True, True)


def test_pat_takes_nothing_from_sue_and_sue_nothing_from_pat(
    browse: Browse, db: Session, ask: Ask, world: World, pat: str
) -> None:
    for level in ("activity", "goals", "ratings"):
        assert browse("pat").post(f"{pat}/sharing", {"go": "narrow", "level": level}).status_code == 403
    assert browse("sue").post(f"{pat}/sharing", {"go": "take-back"}).status_code == 303
    made = agreement(db, world, "cora-wren")
    current, waiting = sharing.terms_in_force(db, made), sharing.offer_in_wait(db, made)
    assert current is not None
    assert waiting is not None
    assert (current.supervisor_id, current.level) == (world["sue"], Level.RATINGS)
    assert waiting.supervisor_id == world["pat"]
    changes = select(AuditEntry).where(col(AuditEntry.action).in_(["agreement:narrow", "agreement:take-back"]))
    db.commit()
    assert ask(changes) == []
    with pytest.raises(RefusedError):
        sharing.narrow(db, as_viewer(db, account(db, world, "pat")), made, level=Level.ACTIVITY, at=START)


def test_what_can_be_offered_is_the_same_for_whoever_asks(db: Session, world: World, pat: str, clock: Clock) -> None:
    made = agreement(db, world, "cora-wren")
    assert pat.endswith(str(made.id))
    found = {
        name: sharing.level_now(db, as_viewer(db, account(db, world, name)), made, world["sue"], at=clock())
        for name in ("wren", "cora", "theo", "stan", "ada")
    }
    assert found == dict.fromkeys(("wren", "cora", "theo", "stan", "ada"), Level.RATINGS)


@pytest.mark.parametrize("who", ["sue", "wren"])
def test_after_a_move_of_either_the_supervisor_reads_the_page_no_more(
    browse: Browse, db: Session, world: World, clock: Clock, who: str
) -> None:
    paths = [f"/agreements/{world.agreements[name]}" for name in ("cora-wren", "theo-wren")]
    sue = browse("sue")
    assert [sue.get(path).status_code for path in paths] == [200, 200]
    kind = PositionKind.SUPERVISOR if who == "sue" else PositionKind.SOCIAL_WORKER
    add_position(
        db, None, account(db, world, who), unit=db.get_one(Unit, world.units["south"]), kind=kind,
        starts_on=date(2026, 11, 17), ends_on=None, at=START,
    )  # fmt: skip
    db.commit()
    clock.forward(days=1)
    sue = browse("sue")
    assert [sue.get(path).status_code for path in paths] == [404, 404]
    for change in ({"go": "narrow", "level": "activity"}, {"go": "take-back"}):
        assert sue.post(f"{paths[0]}/sharing", change).status_code == 404
    assert "Wren" not in sue.get("/agreements").text.partition("<main")[2]


def test_a_draft_is_read_by_the_supervisor_it_names_also_before_that_one_comes_to_the_unit(
    browse: Browse, db: Session, world: World
) -> None:
    made = draft(db, world, supervisor="sue", by=None)
    db.commit()
    path = f"/agreements/{made.id}"
    assert browse("sue").get(path).status_code == 200
    signed(db, world, made, "sol", "cora")
    db.commit()
    assert browse("sue").get(path).status_code == 404


def test_an_offer_that_stan_declined_waits_for_stan_no_more(browse: Browse, db: Session, world: World) -> None:
    made = draft(db, world)
    signed(db, world, made, "sol", "cora")
    db.commit()
    path, sol = f"/agreements/{made.id}", browse("sol")
    assert "until all have signed" in words(sol.get(path).text)
    declined = browse("stan").post(f"{path}/sharing", {"go": "take-back"})
    assert declined.headers["location"] == "/agreements?done=sharing-taken-back"
    page, rows = words(sol.get(path).text), words(sol.get("/agreements").text)
    assert "Supervisor none named" in page
    assert [text in page for text in ("until all have signed", "not signed yet", "Missing")] == [False, False, False]
    assert "Taken back on November 16, 2026, before it counted." in page
    assert ("Stan" in rows, "waits for" in rows) == (False, False)
