"""Being signed out for want of a click: warned before, nothing typed is lost, and back at the same place after."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Live, Served
from tests.browser.steps import says
from tests.browser.story import Told
from tests.clock import Clock
from tests.conftest import Template
from tests.world import PASSWORD, World

pytestmark = pytest.mark.browser
WARNING = "You will be signed out in about two minutes"
WORDS = "What did you see or hear?"


@pytest.fixture
def live(served: Served, template: Template, database_url: str, clock: Clock) -> Iterator[Live]:
    """The program with the limits that people have."""
    with served.with_world(template, database_url, clock, time_outs=None) as live:
        yield live


def wait(page: Page, clock: Clock, *, minutes: float) -> None:
    """Time goes by for the server and in this tab."""
    clock.forward(minutes=minutes)
    page.clock.fast_forward(int(minutes * 60 * 1000))


def open_at(open_as: Callable[..., Page], name: str, path: str, clock: Clock, **options: object) -> Page:
    page = open_as(name, **options)
    page.clock.install(time=clock.at)
    page.goto(path)
    return page


def sign_in(page: Page, email: str) -> None:
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_two_minutes_before_it_the_page_says_so_and_one_click_stays(
    open_as: Callable[..., Page], told: Told, clock: Clock
) -> None:
    page = open_at(open_as, "cora", "/people", clock)
    stay = page.get_by_role("button", name="Stay signed in")
    wait(page, clock, minutes=27)
    expect(stay).to_be_hidden()
    wait(page, clock, minutes=1.1)
    expect(page.get_by_role("status").filter(has_text=WARNING)).to_be_visible()
    stay.click()
    expect(stay).to_be_hidden()
    wait(page, clock, minutes=27)
    page.get_by_role("link", name="Wren Castillo").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Wren Castillo")


def test_the_draft_is_kept_and_cora_is_back_at_it_after_signing_in(
    open_as: Callable[..., Page], told: Told, clock: Clock
) -> None:
    at = f"/assessments/{told.cora_draft}"
    page = open_at(open_as, "cora", at, clock)
    context = page.get_by_role("group", name="Context")
    context.get_by_label(WORDS).fill("Typed just before the telephone rang.")
    with page.expect_response(re.compile("/sign-in/time-left")):
        wait(page, clock, minutes=28.1)
    expect(context.get_by_text("Saved", exact=False).first).to_be_visible()
    # Saving was a click like any other, so the time begins anew.
    wait(page, clock, minutes=28.1)
    says(page, WARNING)
    wait(page, clock, minutes=2.1)
    expect(page).to_have_url(re.compile(r"/sign-in\?next="))
    sign_in(page, "cora@example.org")
    expect(page).to_have_url(re.compile(f"{at}$"))
    expect(page.get_by_role("group", name="Context").get_by_label(WORDS)).to_have_value(
        "Typed just before the telephone rang."
    )


def test_a_click_in_another_tab_counts_for_this_one(open_as: Callable[..., Page], told: Told, clock: Clock) -> None:
    page = open_at(open_as, "cora", "/people", clock)
    other = page.context.new_page()
    wait(page, clock, minutes=20)
    other.goto("/my-account")
    # The page asks how much time is left, and starts to count anew when it has read the answer.
    with page.expect_response(re.compile("/sign-in/time-left")) as answer:
        wait(page, clock, minutes=11)
    answer.value.finished()
    expect(page).to_have_url(re.compile("/people$"))
    expect(page.get_by_role("button", name="Stay signed in")).to_be_hidden()
    wait(page, clock, minutes=17.5)
    says(page, WARNING)


def test_what_cannot_be_saved_stays_on_the_page_and_is_sent_after_signing_in_in_another_tab(
    open_as: Callable[..., Page], told: Told, clock: Clock
) -> None:
    page = open_at(open_as, "cora", f"/goals/{told.active_goal}/review", clock)
    page.get_by_role("textbox").first.fill("Time was short.")
    wait(page, clock, minutes=28.1)
    says(page, WARNING)
    wait(page, clock, minutes=2.1)
    says(page, "Your text is still here")
    other = page.context.new_page()
    other.goto("/sign-in")
    sign_in(other, "cora@example.org")
    expect(other.get_by_role("link", name="People").first).to_be_visible()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_text("Your text is still here")).to_be_hidden()
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Close this goal").click()
    expect(page.get_by_text("This page was open for too long")).to_have_count(0)
    expect(page.get_by_text("The goal is closed", exact=False).first).to_be_visible()


def test_another_person_in_another_tab_never_sends_what_this_one_typed(
    open_as: Callable[..., Page], told: Told, clock: Clock
) -> None:
    page = open_at(open_as, "cora", f"/goals/{told.active_goal}/review", clock)
    mine = page.locator("input[name=csrf_token]").first.input_value()
    page.get_by_role("textbox").first.fill("Time was short.")
    wait(page, clock, minutes=31)
    other = page.context.new_page()
    other.goto("/sign-in")
    sign_in(other, "wren@example.org")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    says(page, "Your text is still here")
    assert page.locator("input[name=csrf_token]").first.input_value() == mine


def test_the_phone_is_out_when_the_desk_closes_it(open_as: Callable[..., Page], world: World) -> None:
    phone, desk = open_as("", 390), open_as("")
    for page in (phone, desk):
        page.goto("/sign-in?next=/my-account")
        sign_in(page, "wren@example.org")
    desk.reload()
    expect(desk.get_by_text("this browser")).to_have_count(1)
    desk.get_by_role("button", name="Sign out there").click()
    says(desk, "You are signed out there.")
    phone.get_by_role("link", name="Today").first.dispatch_event("click")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_back_after_signing_out_shows_nothing_of_the_person(open_as: Callable[..., Page], told: Told) -> None:
    page = open_as("cora")
    for path in ("/", "/people", "/my-account"):
        page.goto(path)
    page.locator(".account summary").click()
    page.get_by_role("button", name="Sign out").click()
    says(page, "You are signed out.")
    for _ in range(3):
        page.go_back()
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
        for name in ("Cora", "Wren", "example.org"):
            assert name not in page.content()


def test_without_script_a_form_sent_too_late_says_what_happened(
    open_as: Callable[..., Page], told: Told, clock: Clock
) -> None:
    page = open_as("cora", 390, java_script_enabled=False)
    page.goto(f"/assessments/{told.cora_draft}")
    clock.forward(minutes=31)
    page.get_by_role("group", name="Context").get_by_label(WORDS).fill("Typed before the telephone rang.")
    page.get_by_role("button", name="Review").click()
    says(page, "You are signed out, so nothing was saved.")
    says(page, "Typed before the telephone rang.")
