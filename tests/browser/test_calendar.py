"""Wren makes a calendar address, a program reads it without signing in, and then it stops."""

from collections.abc import Callable

import httpx2
import icalendar
import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.browser


def test_who_clicks_twice_while_the_line_is_slow_sees_the_address_that_is_shown_once(
    open_as: Callable[..., Page],
) -> None:
    wren, on_the_way = open_as("wren", 390), list[Route]()
    wren.goto("/my-reminders")
    wren.route("**/my-reminders/calendar", lambda route: on_the_way.append(route))
    button = wren.get_by_role("button", name="Make a calendar address")
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box
    for _ in range(2):
        wren.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        wren.wait_for_timeout(150)
    assert len(on_the_way) == 1
    on_the_way[0].continue_()
    expect(wren.get_by_role("textbox", name="Your calendar address")).to_be_visible()


def test_wren_makes_an_address_with_a_double_click_and_revokes_it(open_as: Callable[..., Page]) -> None:
    wren = open_as("wren")
    wren.goto("/my-account")
    wren.get_by_role("link", name="Mail and calendar").click()
    expect(wren.get_by_text("sends no mail")).to_be_visible()
    wren.get_by_role("button", name="Make a calendar address").dblclick()
    field = wren.get_by_role("textbox", name="Your calendar address")
    expect(field).to_be_visible()
    address = field.input_value()
    expect(field).not_to_be_editable()
    wren.context.grant_permissions(["clipboard-read", "clipboard-write"])
    wren.get_by_role("button", name="Copy the address").click()
    expect(wren.get_by_role("status").get_by_text("Copied")).to_be_visible()
    assert wren.evaluate("navigator.clipboard.readText()") == address
    answer = httpx2.get(address)
    assert answer.status_code == 200
    events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert {str(event["summary"]) for event in events} <= {"Self-assessment", "Check back on a goal"}
    assert events
    wren.goto("/my-reminders")
    expect(wren.get_by_text("It was shown once.")).to_be_visible()
    expect(field).to_have_count(0)
    wren.get_by_role("button", name="Revoke the address").click()
    expect(wren.get_by_text("The address is revoked.")).to_be_visible()
    assert httpx2.get(address).status_code == 404
