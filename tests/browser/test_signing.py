"""An agreement from its draft to its end: who signs, who sees what from then on, and what closes at once."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from app.people.models import Account, Agreement, Earlier
from app.people.permits import Level
from tests.browser import steps
from tests.browser.conftest import Live
from tests.browser.story import draft, set_goal
from tests.clock import START, Clock
from tests.stories import assess
from tests.world import World, agree

pytestmark = pytest.mark.browser

OpenAs = Callable[..., Page]
IN_WORDS = "sees the goal in words. No points, no reasons."
NEWEST = "Asked the aunt what she would notice first."


def test_cora_drafts_sol_signs_with_the_keyboard_and_stan_signs(open_as: OpenAs, live: Live, world: World) -> None:
    """The draft opens nothing; three signatures open what the three have read."""
    cora, sol, stan = open_as("cora"), open_as("sol", 390), open_as("stan")
    steps.is_not_found(cora, f"/workers/{world['sol']}")
    address = _cora_drafts_for_sol(cora)
    steps.is_not_found(cora, f"/workers/{world['sol']}")
    _sol_signs_with_the_keyboard(sol)
    assert address in sol.url
    for page in (stan, cora):
        page.goto(address)
        page.get_by_role("button", name="Sign as").click()
        steps.says(page, "You have signed.")
    for page in (cora, sol, stan):
        page.goto(address)
        signed = steps.lines_of(page, "Signatures")
        assert [line.split(",")[0] for line in signed] == [
            "Sol Haddad Worker", "Cora Lindqvist Coach", "Stan Reyes Supervisor",
        ]  # fmt: skip
        assert [line for line in signed if "November 16, 2026" not in line] == []
    cora.goto(f"/workers/{world['sol']}")
    expect(cora.get_by_role("heading", level=1)).to_have_text("Sol Haddad")
    cora.goto(f"/workers/{world['sol']}/assessments")
    expect(cora.get_by_text("Safety Planning")).to_have_count(0)


def _cora_drafts_for_sol(cora: Page) -> str:
    cora.goto("/agreements")
    cora.get_by_role("link", name="Draft an agreement").click()
    expect(cora.get_by_role("heading", level=1)).to_have_text("Draft an agreement")
    names = cora.locator("select[name=worker]").locator("option").all_inner_texts()
    assert names == [
        "Choose a worker", "Ash Whitfield", "Lee Tran", "Sol Haddad", "Sue Okafor", "Wren Castillo",
    ]  # fmt: skip
    expect(cora.get_by_text("The coach is you, Cora Lindqvist.")).to_be_visible()
    cora.locator("select[name=worker]").select_option(label="Sol Haddad")
    cora.get_by_role("checkbox", name="Safety Mapping").check()
    cora.locator("select[name=supervisor]").select_option(label="Stan Reyes")
    cora.get_by_role("radio", name=re.compile("^Goals")).check()
    cora.get_by_role("button", name="Save the draft").click()
    steps.says(cora, "The draft is ready.")
    return str(cora.evaluate("location.pathname"))


def _sol_signs_with_the_keyboard(sol: Page) -> None:
    sol.goto("/")
    steps.press_until(sol, "Read and sign")
    sol.keyboard.press("Enter")
    expect(sol.get_by_role("heading", level=1)).to_have_text("Coaching agreement: Sol and Cora")
    steps.says(
        sol,
        "Once Cora and you have signed, Cora sees points, goals and the notes on ratings that are "
        "submitted from that moment on.",
    )
    steps.says(
        sol,
        "Stan sees, once all have signed: that assessments took place, and when, and of each coaching"
        " session the day, the minutes and what it was about, no words of it; goals in words",
    )
    steps.press_until_choice(sol, "earlier")
    sol.keyboard.press("ArrowDown")
    expect(sol.get_by_role("radio", name=re.compile("^Points"))).to_be_checked()
    sol.keyboard.press("ArrowUp")
    expect(sol.get_by_role("radio", name=re.compile("^Nothing"))).to_be_checked()
    steps.press_until(sol, "Sign as")
    sol.keyboard.press("Enter")
    steps.says(sol, "You have signed.")


def test_stan_reads_goals_in_words_until_sol_shares_less_and_new_ones_when_all_sign_again(
    open_as: OpenAs, live: Live, world: World, clock: Clock
) -> None:
    address, goal = _signed(live, world), _sols_goal(live, world, "context", 1, clock)
    cora, sol, stan = open_as("cora"), open_as("sol", 390), open_as("stan")
    stan.goto(f"/workers/{world['sol']}")
    stan.goto(f"/workers/{world['sol']}/goals")
    stan.get_by_role("link", name="Context").click()
    expect(stan.get_by_role("heading", level=1)).to_have_text("Goal: Context")
    assert steps.digits_of(stan) == []
    assert f"Stan {IN_WORDS}" in steps.strip_of(stan)

    sol.goto(address)
    # One level alone is less than goals, so there is nothing to choose.
    expect(sol.get_by_role("group", name=re.compile("sees from now on"))).to_contain_text("Activity alone")
    sol.get_by_role("button", name="Share less now").click()
    steps.says(sol, "The supervisor sees less from now on.")
    answer = stan.reload()
    assert answer is not None
    assert answer.status == 404
    steps.is_not_found(stan, f"/workers/{world['sol']}/goals")

    clock.forward(minutes=5)
    sol.get_by_role("group", name="What to share").get_by_role("radio", name=re.compile("^Goals")).check()
    sol.get_by_role("button", name="Sign and offer this").click()
    steps.says(sol, "It counts once everybody has signed.")
    for page in (cora, stan):
        steps.is_not_found(stan, f"/goals/{goal}")
        page.goto(address)
        page.get_by_role("button", name="Sign the offer").click()
        steps.says(page, "You have signed.")
    later = _sols_goal(live, world, "content", 2, clock)
    stan.goto(f"/goals/{later}")
    expect(stan.get_by_role("heading", level=1)).to_have_text("Goal: Content")
    steps.is_not_found(stan, f"/goals/{goal}")
    stan.goto(f"/workers/{world['sol']}/goals")
    expect(stan.get_by_role("link", name="Context")).to_have_count(0)


def test_words_that_changed_after_sol_opened_them_are_not_signed(open_as: OpenAs, live: Live, world: World) -> None:
    with live.database.writing() as db:
        address = f"/agreements/{draft(db, world, worker='sol', coach='cora', supervisor='stan').id}"
    cora, sol = open_as("cora"), open_as("sol", 390)
    sol.goto(address)
    cora.goto(address)
    cora.get_by_role("link", name="Change the draft").click()
    cora.get_by_role("radio", name=re.compile("^Ratings")).check()
    cora.get_by_role("button", name="Save the change").click()
    steps.says(cora, "Everybody signs the new wording.")

    sol.get_by_role("button", name="Sign as worker").click()
    steps.says(sol, "The words changed after you opened this page. Nothing is signed. Read them again, then sign.")
    assert [line for line in steps.lines_of(sol, "Signatures") if "not signed yet" not in line] == []
    steps.says(
        sol,
        "Stan sees, once all have signed: that assessments took place, and when, and of each coaching"
        " session the day, the minutes and what it was about, no words of it; all of"
        " the goals",
    )


def test_sol_ends_it_and_cora_keeps_what_was_written_and_sees_nothing_newer(
    open_as: OpenAs, live: Live, world: World, clock: Clock
) -> None:
    address, goal = _signed(live, world), _sols_goal(live, world, "context", 1, clock)
    cora, sol, stan = open_as("cora"), open_as("sol", 390), open_as("stan")
    clock.forward(minutes=5)
    sol.goto(address)
    sol.get_by_role("button", name="End it now").click()
    steps.says(sol, "Tick that you want to end it now.")
    sol.get_by_role("checkbox", name="I want to end it now").check()
    sol.get_by_role("button", name="End it now").click()
    steps.says(sol, "The agreement has ended.")
    steps.is_not_found(stan, f"/goals/{goal}")
    clock.forward(days=3)
    with live.database.writing() as db:
        newer = assess(db, world, "sol", "sol", date(2026, 11, 18), {"content": 7}, note=NEWEST).id

    # Three days later both have signed in anew.
    cora, sol = open_as("cora"), open_as("sol", 390)
    steps.is_not_found(cora, f"/assessments/{newer}")
    cora.goto(f"/goals/{goal}")
    expect(cora.get_by_role("heading", level=1)).to_have_text("Goal: Context")
    for path in ("", "/assessments", "/goals"):
        cora.goto(f"/workers/{world['sol']}{path}")
        assert str(newer) not in cora.content()
        assert NEWEST not in cora.content()
    sol.goto(f"/assessments/{newer}")
    steps.says(sol, NEWEST)


def _signed(live: Live, world: World) -> str:
    """Sol, Cora and Stan have signed that Stan sees goals."""
    with live.database.writing() as db:
        worker, coach, supervisor = (db.get_one(Account, world[name]) for name in ("sol", "cora", "stan"))
        made: Agreement = agree(
            db, worker=worker, coach=coach, supervisor=supervisor, level=Level.GOALS,
            focuses={world.profiles["safety-mapping"]: 1}, starts_on=date(2026, 11, 1), earlier=Earlier.NOTHING,
            at=START - timedelta(days=10),
        )  # fmt: skip
        return f"/agreements/{made.id}"


def _sols_goal(live: Live, world: World, element: str, key: int, clock: Clock) -> UUID:
    """Cora and Sol agree now on a step on this element, from Sol's points of last week."""
    with live.database.writing() as db:
        if key == 1:
            assess(db, world, "sol", "sol", date(2026, 11, 10), {"context": 3, "content": 4})
        return set_goal(db, world, element, key, worker="sol", at=clock.forward(minutes=5)).id
