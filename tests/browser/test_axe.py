"""Every page, at four widths: axe finds nothing, nothing is wider than the screen, no policy is broken."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Served, opening
from tests.browser.later import tell_on
from tests.browser.story import tell
from tests.clock import Clock
from tests.conftest import Template, copy_of

pytestmark = pytest.mark.browser

WIDTHS = (320, 390, 820, 1440)
# Violations alone are written out, which makes each look quicker.
RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}

Story = tuple[Callable[..., Page], dict[str, object]]

# Who opens which page. The ids of the world and of the story stand in braces.
PAGES: list[tuple[str, str]] = [
    ("", "/sign-in"),
    ("", "/forgotten-password"),
    ("", "/links/made-up"),
    ("", "/links/{link}"),
    ("", "/stop-mail/made-up"),
    ("", "/stop-mail/{stop}"),
    ("", "/nothing-here"),
    ("", "/who-sees-what"),
    ("cora", "/"),
    ("cora", "/people"),
    ("cora", "/caseload"),
    ("cora", "/my-account"),
    ("cora", "/workers/{wren}"),
    ("cora", "/workers/{wren}?profile=safety-mapping"),
    ("cora", "/workers/{wren}?profile=safety-mapping&element=context&months=24"),
    ("cora", "/workers/{wren}/assessments"),
    ("cora", "/workers/{wren}/assessments/new"),
    ("cora", "/assessments/{submitted}"),
    ("cora", "/assessments/{cora_draft}"),
    ("cora", "/assessments/{cora_draft}/review"),
    ("cora", "/assessments/{set_draft}"),
    ("cora", "/workers/{wren}/goals"),
    ("cora", "/workers/{wren}/goals/new"),
    ("cora", "/workers/{wren}/goals/new?profile=safety-mapping&element=next-steps"),
    ("cora", "/workers/{ash}"),
    ("cora", "/workers/{ash}/goals/new"),
    ("cora", "/workers/{ash}/goals/new?profile=safety-mapping&element=context"),
    ("cora", "/assessments/{own_sealed}"),
    ("cora", "/pairs/{pair_sealed}"),
    ("cora", "/pairs/{pair_open}"),
    ("cora", "/pairs/{pair_declared}"),
    ("cora", "/pairs/{pair_lapsed}"),
    ("cora", "/workers/{wren}/coaching-sessions"),
    ("cora", "/workers/{wren}/coaching-sessions/new"),
    ("cora", "/coaching-sessions/{meeting_planned}"),
    ("cora", "/coaching-sessions/{meeting_planned}/plan"),
    ("cora", "/coaching-sessions/{meeting_planned}/closing"),
    ("cora", "/coaching-sessions/{meeting_held}"),
    ("wren", "/coaching-sessions/{meeting_held}"),
    ("wren", "/coaching-sessions/{meeting_planned}"),
    ("sue", "/workers/{wren}/coaching-sessions"),
    ("cora", "/agreements"),
    ("cora", "/agreements/new"),
    ("cora", "/agreements/{waiting}"),
    ("cora", "/agreements/{waiting}/edit"),
    ("cora", "/agreements/{agreement}"),
    ("cora", "/agreements/{offer}"),
    ("cora", "/who-sees-what"),
    ("cora", "/goals/{active_goal}"),
    ("cora", "/goals/{active_goal}/review"),
    ("cora", "/goals/{ended_goal}"),
    ("cora", "/shelf"),
    ("cora", "/shelf?profile=safety-mapping&element=group-agreements&q=card"),
    ("cora", "/shelf?q=nothing+like+it"),
    ("cora", "/shelf/waiting"),
    ("cora", "/shelf/waiting/{gift}"),
    ("wren", "/shelf/own"),
    ("ada", "/shelf/own"),
    ("wren", "/goals/{ended_goal}/gift"),
    ("wren", "/goals/{gift_goal}/gift"),
    ("wren", "/goals/{gift_goal}"),
    ("cora", "/assessments/{amendment_draft}"),
    ("cora", "/assessments/{amendment_draft}/review"),
    ("cora", "/assessments/{own_sealed}/withdrawal"),
    ("cora", "/assessments/{submitted}/withdrawal"),
    ("cora", "/who-opened-my-record"),
    ("wren", "/"),
    ("wren", "/my-account"),
    ("wren", "/my-reminders"),
    ("wren", "/who-opened-my-record"),
    ("wren", "/workers/{wren}"),
    ("wren", "/workers/{wren}/summary"),
    ("wren", "/assessments/{wren_draft}"),
    ("wren", "/goals/{proposed_goal}"),
    ("sol", "/"),
    ("wren", "/pairs/{pair_open}"),
    ("wren", "/pairs/{pair_declared}"),
    ("wren", "/pairs/{pair_lapsed}"),
    ("wren", "/agreements"),
    ("wren", "/agreements/{agreement}"),
    ("wren", "/agreements/{agreement}/pauses/{rest}"),
    ("ash", "/"),
    ("ash", "/workers/{ash}"),
    ("ash", "/workers/{ash}/goals/new"),
    ("ash", "/pairs/{pair_sealed}"),
    ("ash", "/agreements/{offer}"),
    ("sol", "/workers/{sol}"),
    ("sol", "/workers/{sol}/summary"),
    ("sol", "/workers/{sol}/assessments"),
    ("sol", "/assessments/{amended}"),
    ("sol", "/assessments/{amendment}"),
    ("lee", "/assessments/{withdrawn}"),
    ("sol", "/agreements"),
    ("sol", "/agreements/{waiting}"),
    ("stan", "/"),
    ("stan", "/agreements"),
    ("stan", "/agreements/{waiting}"),
    ("theo", "/agreements"),
    ("theo", "/agreements/{ended}"),
    ("theo", "/workers/{wren}"),
    ("sue", "/"),
    ("sue", "/amendments/{asked}"),
    ("sue", "/people"),
    ("sue", "/workers/{wren}"),
    ("sue", "/workers/{wren}/assessments"),
    ("sue", "/workers/{lee}"),
    ("sue", "/goals/{lee_goal}"),
    ("sue", "/agreements/{offer}"),
    ("sue", "/agreements/{ended}"),
    ("lee", "/workers/{lee}"),
    ("ada", "/"),
    ("ada", "/agency"),
    ("ada", "/agency/units"),
    ("ada", "/agency/units/{north}"),
    ("ada", "/agency/accounts"),
    ("ada", "/agency/accounts/new"),
    ("ada", "/agency/accounts/{wren}"),
    ("ada", "/agency/accounts/{wren}/openings"),
    ("ada", "/agency/on-record"),
    ("ada", "/agency/agreements"),
    ("ada", "/agency/hours"),
    ("ada", "/agreements"),
    ("ada", "/agreements/new"),
    ("ada", "/agreements/{agreement}"),
    ("ada", "/agreements/{waiting}"),
    ("wren", "/profiles"),
    ("wren", "/profiles/sop"),
    ("wren", "/profiles/set"),
    ("wren", "/profiles/ct"),
    ("wren", "/profiles/nd"),
    ("wren", "/profiles/sop/safety-planning"),
    ("wren", "/profiles/sop/safety-mapping"),
    ("wren", "/profiles/set/key-expectations"),
    ("wren", "/profiles/sop/safety-mapping/paper"),
    ("wren", "/profiles/set/actions-social-worker/paper"),
]


@pytest.fixture(scope="module")
def story(
    served: Served, template: Template, tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> Iterator[Story]:
    """One database for all of these pages: they are read here, and hardly anything is changed."""
    clock, world = Clock(), template.world
    with served.with_world(template, copy_of(template, tmp_path_factory.mktemp("axe")), clock) as live:
        with live.database.writing() as db:
            told = tell(db, world)
            later = tell_on(db, world, told)
        names = vars(told) | vars(later) | world.people
        names |= {"north": world.units["north"], "agreement": world.agreements["cora-wren"]}
        with opening(live, browser, world, clock) as open_as:
            yield open_as, names


@pytest.mark.parametrize(("person", "path"), PAGES, ids=[f"{who or 'nobody'} {path}" for who, path in PAGES])
def test_axe_finds_nothing_at_any_width(story: Story, person: str, path: str) -> None:
    open_as, names = story
    page = open_as(person)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(path.format(**names), wait_until="load")
    looks_right(page)
    assert [text for text in complaints if "404" not in text] == []
    page.context.close()


def test_axe_finds_nothing_where_both_texts_stand_side_by_side(story: Story) -> None:
    open_as, names = story
    page = open_as("ada")
    page.goto(f"/agency/accounts/{names['theo']}")
    other = page.context.new_page()
    other.goto(f"/agency/accounts/{names['theo']}")
    for tab, name in ((other, "Theo Brandt-Ruiz"), (page, "Theodor Brandt")):
        tab.get_by_role("textbox", name="Name").first.fill(name)
        tab.get_by_role("button", name="Save the account").click()
    expect(page.get_by_role("heading", name="Somebody saved something newer here")).to_be_visible()
    looks_right(page)
    page.context.close()


def test_axe_finds_nothing_where_a_goal_was_closed_already(story: Story) -> None:
    open_as, names = story
    page = open_as("cora")
    page.goto(f"/goals/{names['active_goal']}/review")
    other = page.context.new_page()
    other.goto(f"/goals/{names['active_goal']}/review")
    for tab, text in ((other, "A colleague came along."), (page, "Practice on two mornings.")):
        tab.get_by_label("What helped?").fill(text)
        tab.get_by_role("radio").first.check()
        tab.get_by_role("button", name="Close this goal").click()
    expect(page.get_by_role("heading", name="This goal was closed already")).to_be_visible()
    expect(page.get_by_text("Practice on two mornings.")).to_be_visible()
    looks_right(page)
    page.context.close()


def looks_right(page: Page) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(100)
        found = Axe().run(page, options=RULES)
        assert found.response["violations"] == [], f"{page.url} at {width}\n{found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{page.url} is wider than {width}"
