"""The form of a plan offers what is rated, under the title of its profile, and writes days and hours in words."""

import re
from datetime import timedelta
from html import unescape

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from app.coaching.models import CoachingSession
from app.coaching.plan_form import PlanForm
from app.coaching.views import foci
from app.frameworks.queries import profiles_in_force
from app.people.rules import DAY_NEEDED
from tests.clock import START, Clock
from tests.coaching.given import PLAN, Browse, plain, plan, planned, put_down
from tests.goals.given import wren_stands_at
from tests.pairs.story import CORA, WREN, rate
from tests.ratings.conftest import Desk
from tests.reminders.given import agreed
from tests.stories import version_of
from tests.world import World

BARE = "/workers/{}/coaching-sessions/new"
NEW = "/workers/{}/coaching-sessions/new?profile={}&element={}"


def groups(page: str) -> dict[str, dict[str, str]]:
    """By the title of a group what is offered in it: words by value."""
    found = re.findall(r'<optgroup label="([^"]*)">(.*?)</optgroup>', page, re.DOTALL)
    options = r'<option value="([^"]*)"[^>]*>([^<]*)</option>'
    return {unescape(title): dict(re.findall(options, unescape(inside))) for title, inside in found}


def selected(page: str) -> list[str]:
    return re.findall(r'<option value="([^"]*)" selected>', plain(page))


def test_each_profile_offers_the_whole_of_it_and_what_is_rated(browse: Browse, world: World) -> None:
    page = browse("cora").get(NEW.format(world["wren"], "safety-planning", "purpose")).text
    found = groups(page)
    assert list(found) == ["Safety Planning", "Harm and Danger/Risk Statements", "Safety Mapping"]
    mapping, planning = found["Safety Mapping"], found["Safety Planning"]
    assert next(iter(mapping.items())) == ("safety-mapping/", "The whole of Safety Mapping")
    assert (len(mapping), len(planning)) == (1 + 5, 1 + 7)
    # Not in our copy, and under development.
    assert ("safety-mapping/purpose" in mapping, "safety-planning/next-steps" in planning) == (False, False)
    assert mapping["safety-mapping/stakeholders"] == "Stakeholders (Safety Mapping)"
    assert selected(page) == ["safety-planning/purpose"]


def test_elements_of_one_name_say_of_which_profile_they_are(db: Session, world: World) -> None:
    every = dict(option for _, options in foci(profiles_in_force(db)) for option in options)
    assert every["safety-planning/purpose"] == "Purpose (Safety Planning)"
    assert len(set(every.values())) == len(every)


def test_what_is_not_rated_is_not_planned_and_what_is_about_it_already_may_stay(
    browse: Browse, world: World, db: Session
) -> None:
    refused = plan(browse("cora"), world, focus="safety-mapping/purpose")
    assert (refused.status_code, "Choose what it is about." in plain(refused.text)) == (422, True)
    made = put_down(db, world, "cora", "wren", START)
    made.element_key = "purpose"
    db.commit()
    cora, at = browse("cora"), f"/coaching-sessions/{made.id}/plan"
    page = cora.get(at).text
    assert selected(page) == ["safety-mapping/purpose"]
    form = PLAN | {"focus": "safety-mapping/purpose", "revision": "0", "go": "save"}
    assert cora.post(at, form).status_code == 303
    db.expire_all()
    row = db.scalars(sa.select(CoachingSession)).one()
    assert (row.place, row.element_key) == ("Room 2", "purpose")
    # The next one is about the whole, or a form that nobody touched would be refused.
    following = cora.get(f"/workers/{world['wren']}/coaching-sessions/new?after={made.id}").text
    assert selected(following) == ["safety-mapping/"]


def test_hints_are_days_and_hours_as_people_read_them(browse: Browse, world: World) -> None:
    page = plain(plan(browse("cora"), world, day="soon", time="half past two").text)
    assert (DAY_NEEDED in page, "Give a time with its hour and minutes, such as 2:30 PM." in page) == (True, True)
    form = PlanForm.fresh(day=(START + timedelta(days=1)).date(), at="14:05", focus="")
    assert form.when_in_words() == ("November 17, 2026", "2:05 PM")
    for odd in ("", "soon", "2026-13-40"):
        assert PlanForm(form.form_key, odd, "24:61", "", "", "").when_in_words() == (odd, "24:61")


def test_in_force_now_is_what_is_offered(browse: Browse, world: World, db: Session) -> None:
    at = planned(browse("cora"), world)
    offered = groups(browse("wren").get(f"{at}/plan").text)["Safety Mapping"]
    version = version_of(db, world, "safety-mapping")
    rated = {f"safety-mapping/{one.key}" for one in version.profile.rateable_elements}
    assert offered.keys() == rated | {"safety-mapping/"}


@pytest.mark.parametrize(
    ("ahead", "proposed"), [(0, "2026-11-23"), (4, "2026-11-27"), (5, "2026-11-30"), (6, "2026-11-30")]
)
def test_the_day_proposed_is_a_working_day(
    browse: Browse, world: World, clock: Clock, ahead: int, proposed: str
) -> None:
    clock.forward(days=ahead)
    assert f'value="{proposed}"' in browse("cora").get(BARE.format(world["wren"])).text


def test_it_begins_with_the_first_profile_of_the_agreement_where_nothing_is_worked_on(
    browse: Browse, world: World
) -> None:
    page = browse("cora").get(BARE.format(world["wren"])).text
    assert selected(page) == [next(iter(next(iter(groups(page).values()))))] != ["safety-mapping/"]


def test_it_begins_with_the_profile_of_the_active_goal(browse: Browse, db: Session, world: World) -> None:
    wren_stands_at(db, world, 4)
    agreed(browse, world, check_back_on="2026-11-20")
    for name in ("cora", "wren"):
        assert selected(browse(name).get(BARE.format(world["wren"])).text) == ["safety-mapping/"], name


def test_without_a_goal_it_begins_with_the_newest_pair_that_is_open(browse: Browse, world: World, desk: Desk) -> None:
    rate(desk, "wren", WREN)
    first = selected(browse("cora").get(BARE.format(world["wren"])).text)
    assert first != ["safety-mapping/"]
    rate(desk, "cora", CORA)
    assert selected(browse("cora").get(BARE.format(world["wren"])).text) == ["safety-mapping/"]


def test_all_that_is_missing_is_said_in_one_round(browse: Browse, world: World) -> None:
    cora = browse("cora")
    empty = dict.fromkeys(PLAN, "")
    for refused in (plan(cora, world, **empty), cora.post(f"{planned(cora, world)}/plan", empty | {"go": "save"})):
        assert refused.status_code == 422
        said = re.findall(r'<a href="#field-(\w+)">', refused.text.partition("data-errors")[2].partition("</ul>")[0])
        assert said == ["day", "time", "length", "focus"]
