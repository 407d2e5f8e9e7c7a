"""Two people meet once at a time, whoever of them plans or moves a coaching session."""

from datetime import timedelta
from html import unescape

import pytest
import sqlalchemy as sa

from app.coaching.models import CoachingSession
from app.coaching.rules import meet_at_once
from app.db import Database
from tests.clock import START
from tests.coaching.given import PLAN, Browse, close, plain, plan, planned
from tests.world import World

SAID = "You two meet then already: Mon, Nov 16, 2026, 9:30 AM, for 60 minutes. Choose another time."


def count(database: Database) -> int:
    with database.reading() as db:
        return db.scalar(sa.select(sa.func.count()).select_from(CoachingSession)) or 0


@pytest.mark.parametrize(
    ("minutes", "length", "at_once"),
    [(-60, 60, False), (-60, 65, True), (0, 5, True), (55, 60, True), (60, 60, False), (-600, 480, False)],
)
def test_two_times_have_a_moment_in_common_or_touch(minutes: int, length: int, at_once: bool) -> None:
    one, other = (START, 60), (START + timedelta(minutes=minutes), length)
    assert (meet_at_once(one, other), meet_at_once(other, one)) == (at_once, at_once)


@pytest.mark.parametrize("name", ["cora", "wren"])
def test_whoever_plans_over_the_hour_of_another_one_is_told_and_led_to_it(
    browse: Browse, world: World, database: Database, name: str
) -> None:
    at = planned(browse("cora"), world)
    planned(browse("cora"), world, day="2026-11-17")
    refused = plan(browse(name), world, time="10:15", where="By phone", focus="safety-mapping/content")
    page = plain(refused.text)
    assert refused.status_code == 422
    assert f'id="error-time"> {SAID} <a href="{at}">Open the one that is planned</a>' in page
    assert 'aria-invalid="true" aria-describedby="error-time" value="10:15"' in page
    assert 'value="By phone"' in page
    assert count(database) == 2
    assert browse(name).get(at).status_code == 200


def test_the_hour_is_free_before_and_after_for_others_and_once_it_is_cancelled(
    browse: Browse, world: World, database: Database
) -> None:
    cora = browse("cora")
    at = planned(cora, world)
    for other in ({"time": "08:30"}, {"time": "10:30"}, {"worker": "ash"}):
        planned(cora, world, **other)
    assert cora.post(f"{at}/plan", {"revision": "0", "go": "cancel"}).status_code == 303
    planned(browse("wren"), world)
    assert count(database) == 5


def test_one_meeting_is_not_written_down_twice_so_that_its_minutes_count_once(
    browse: Browse, world: World, database: Database
) -> None:
    cora = browse("cora")
    at = planned(cora, world)
    assert close(cora, at, "45").status_code == 303
    refused = plain(plan(browse("wren"), world, time="10:00").text)
    met = "You two have met then already: Mon, Nov 16, 2026, 9:30 AM, for 45 minutes. Choose another time."
    assert f'{met} <a href="{at}">Open the one that is closed</a>' in refused
    # They met for less time than was planned.
    planned(browse("wren"), world, time="10:15")
    assert count(database) == 2


def test_one_that_is_moved_over_another_stays_where_it_is(browse: Browse, world: World, database: Database) -> None:
    wren = browse("wren")
    first, second = planned(wren, world), planned(browse("cora"), world, day="2026-11-17")
    form = PLAN | {"revision": "0", "go": "save"}
    refused = wren.post(f"{second}/plan", form | {"time": "09:00", "where": "By phone"})
    page = unescape(plain(refused.text))
    assert refused.status_code == 422
    assert (SAID in page, f'<a href="{first}">' in page, 'value="By phone"' in page) == (True, True, True)
    with database.reading() as db:
        assert sorted(row.revision for row in db.scalars(sa.select(CoachingSession))) == [0, 0]
    # Its own hour is in nobody's way.
    assert wren.post(f"{first}/plan", form | {"time": "09:45"}).status_code == 303
