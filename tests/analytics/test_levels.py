"""The page of one worker at each level of sharing, and with a new coach."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from app.people.models import Account, Earlier
from app.people.permits import Level
from tests.analytics.conftest import CANARY
from tests.clock import Clock
from tests.conftest import Browser
from tests.goals.given import digits, sent, sue_sees, words
from tests.stories import assess
from tests.world import World, agree

Browse = Callable[..., Browser]
STAKEHOLDERS = "?profile=safety-mapping&element=stakeholders&months=24"
# The days of Wren's points on Stakeholders: with Theo until May, then with Cora.
WITH_THEO = ["Mar 10, 2026", "Mar 12, 2026", "May 12, 2026"]
ALL_DAYS = [*WITH_THEO, "Jul 8, 2026", "Oct 9, 2026", "Oct 12, 2026"]
DECEMBER = datetime(2026, 12, 14, 18, 0, tzinfo=UTC)


def _page(browse: Browse, world: World, who: str, query: str = STAKEHOLDERS) -> str:
    answer = browse(who).get(f"/workers/{world['wren']}{query}")
    assert answer.status_code == 200
    return answer.text


def _days(html: str) -> list[str]:
    """The day of each row of the chart's table."""
    return re.findall(r'<th scope="row">(\w+ \d+, \d{4})</th>', html)


def _activity(html: str) -> list[str]:
    return re.findall(r"<li><b>(.*?)</b>", html[html.index("<main") :])


def _share(db: Session, world: World, clock: Clock, level: Level) -> None:
    """Sue sees so much from November 16, and Cora rates again in December."""
    sue_sees(db, world, level, at=clock())
    assess(db, world, "cora", "wren", date(2026, 12, 8), {"stakeholders": 6}, note=CANARY)
    db.commit()
    clock.at = DECEMBER


@pytest.mark.usefixtures("wrens_points")
class TestSue:
    def test_reads_grid_and_charts_from_the_day_that_ratings_count(
        self, browse: Browse, world: World, db: Session, clock: Clock
    ) -> None:
        _share(db, world, clock, Level.RATINGS)
        html = _page(browse, world, "sue")
        assert _days(html) == ["Dec 8, 2026"]
        assert "Cora’s point is 6, in Accomplished (December)." in html
        assert "Cora has given one point since November 16, 2026." in html
        assert "Coach 6, Accomplished." in html
        assert [point for point in ("5, Accomplished", "4, Accomplished", "Self 6") if point in html] == []
        assert "Set the next step" not in html
        assert "/assessments/new" not in html
        assert CANARY not in html

    def test_reads_before_that_day_that_assessments_took_place(
        self, browse: Browse, world: World, db: Session, clock: Clock
    ) -> None:
        _share(db, world, clock, Level.RATINGS)
        html = _page(browse, world, "sue")
        assert "Before November 16, 2026" in words(html)
        assert _activity(html) == ["Oct 12", "Oct 9", "Jul 8", "May 12", "Mar 12", "Mar 10"]
        for who in ("wren", "cora"):
            assert "Before November 16, 2026" not in words(_page(browse, world, who))

    def test_reads_no_digit_where_goals_are_shared_in_words(
        self, browse: Browse, world: World, db: Session, clock: Clock
    ) -> None:
        _share(db, world, clock, Level.GOALS)
        form = sent(opened_at="6", target="7", indicators="d1", check_back_on="2027-01-14")
        goal = browse("cora").post(f"/workers/{world['wren']}/goals", form).headers["location"].partition("?")[0]
        browse("wren").post(f"{goal}/confirmation", {"answer": "confirm"})
        html = _page(browse, world, "sue")
        assert "Until January 14, Wren works on Stakeholders." in words(html)
        assert "Safety Mapping · Active, check back January 14" in words(html)
        assert (digits(html), _days(html)) == ([], [])
        assert [
            word for word in ("Accomplished", "Distinguished", "chart-", "data-figure", CANARY) if word in html
        ] == []
        assert "Points stay between worker and coach." in words(html)
        assert _activity(html)[0] == "Dec 8"

    def test_reads_activity_alone_where_nothing_else_is_shared(self, browse: Browse, world: World) -> None:
        html = _page(browse, world, "sue")
        assert "Points and goals stay between worker and coach." in words(html)
        assert ("Working on" in html, "/goals" in html) == (False, False)

    def test_sees_a_goal_of_the_time_of_words_without_its_points_among_the_others(
        self, browse: Browse, world: World, db: Session, clock: Clock
    ) -> None:
        sue_sees(db, world, Level.GOALS, at=clock())
        form = sent(opened_at="5", target="6", indicators="a1")
        goal = browse("cora").post(f"/workers/{world['wren']}/goals", form).headers["location"].partition("?")[0]
        browse("wren").post(f"{goal}/confirmation", {"answer": "confirm"})
        sue_sees(db, world, Level.RATINGS, at=clock.forward(hours=1))
        assess(db, world, "cora", "wren", date(2026, 12, 8), {"stakeholders": 6})
        db.commit()
        clock.at = DECEMBER
        html = _page(browse, world, "sue")
        working = html[html.index('id="working"') : html.index('id="grid"')]
        assert "Check back Dec 16" in words(working)
        assert ("stair" in working, "toward" in words(working)) == (False, False)
        assert "flag-cloth" not in html
        assert 'class="flag-cloth"' in _page(browse, world, "cora")


@pytest.mark.usefixtures("wrens_points")
@pytest.mark.parametrize(
    ("earlier", "days"),
    [
        # What Theo wrote in his own time is open to him in any case.
        (Earlier.NOTHING, WITH_THEO),
        (Earlier.POINTS, ALL_DAYS),
        (Earlier.ALL, ALL_DAYS),
    ],
)  # fmt: skip
def test_the_chart_of_a_new_coach_starts_where_wren_lets_it_start(
    browse: Browse, world: World, db: Session, clock: Clock, earlier: Earlier, days: list[str]
) -> None:
    form = sent(opened_at="5", target="6", indicators="a1")
    goal = browse("cora").post(f"/workers/{world['wren']}/goals", form).headers["location"].partition("?")[0]
    browse("wren").post(f"{goal}/confirmation", {"answer": "confirm"})
    clock.forward(hours=1)
    wren, theo = (db.get_one(Account, world[name]) for name in ("wren", "theo"))
    agree(
        db, worker=wren, coach=theo, focuses={world.profiles["safety-mapping"]: 1}, earlier=earlier,
        starts_on=date(2026, 11, 1), at=clock(),
    )  # fmt: skip
    assess(db, world, "theo", "wren", date(2026, 12, 8), {"stakeholders": 6})
    db.commit()
    clock.at = DECEMBER
    html = _page(browse, world, "theo")
    # Below the points stands the goal, for whom it is open.
    assert _days(html) == [*days, "Dec 8, 2026", *(["Nov 16, 2026"] if earlier is Earlier.ALL else [])]
    assert ('class="flag-cloth"' in html, goal in html) == ((earlier is Earlier.ALL,) * 2)
    assert CANARY not in html


@pytest.mark.usefixtures("wrens_points")
class TestSealedPair:
    @pytest.fixture(autouse=True)
    def wren_rates(self, db: Session, world: World, wrens_points: None) -> None:
        assess(db, world, "wren", "wren", date(2026, 11, 10), {"stakeholders": 9}, opened=False)
        db.commit()

    @pytest.mark.parametrize(("who", "waits"), [("wren", "Cora"), ("cora", "you")])
    @pytest.mark.parametrize("query", ["", STAKEHOLDERS, "?profile=safety-mapping"])
    def test_both_sides_see_the_same_picture_and_for_whom_the_pair_waits(
        self, browse: Browse, world: World, who: str, waits: str, query: str
    ) -> None:
        html = _page(browse, world, who, query)
        assert words(html).count(f"The pair of November waits for {waits}.") == 1
        assert len(re.findall(r'href="/pairs/[0-9a-f-]{36}"', html)) == 1
        assert "Coach 5, Accomplished. Self 6, Accomplished." in html
        assert [said for said in ("9, Distinguished", "Nov 10", "own point is 9", '"9"') if said in html] == []

    @pytest.mark.parametrize("who", ["theo", "sue"])
    def test_nobody_else_is_told_of_it(self, browse: Browse, world: World, who: str) -> None:
        html = _page(browse, world, who, "")
        assert ("The pair of" in html, "/pairs/" in html) == (False, False)

    def test_sue_with_ratings_sees_neither_the_points_nor_who_is_late(
        self, browse: Browse, world: World, db: Session, clock: Clock
    ) -> None:
        sue_sees(db, world, Level.RATINGS, at=clock())
        assess(db, world, "wren", "wren", date(2026, 12, 8), {"stakeholders": 9}, opened=False)
        db.commit()
        clock.at = DECEMBER
        html = _page(browse, world, "sue", "")
        assert "No points you can see yet." in html
        assert ("/pairs/" in html, "9, Distinguished" in html) == (False, False)

    def test_the_figure_and_the_table_gain_the_point_when_the_pair_opens(
        self, browse: Browse, world: World, db: Session, clock: Clock
    ) -> None:
        assess(db, world, "cora", "wren", date(2026, 11, 14), {"stakeholders": 6})
        db.commit()
        for who in ("wren", "cora"):
            html = _page(browse, world, who)
            assert _days(html)[-2:] == ["Nov 10, 2026", "Nov 14, 2026"]
            assert "The pair of" not in html

    def test_a_point_given_after_opening_stands_in_the_chart_as_any_other(
        self, browse: Browse, world: World, db: Session
    ) -> None:
        assess(db, world, "cora", "wren", date(2026, 11, 12), {"stakeholders": 6})
        assess(db, world, "cora", "wren", date(2026, 11, 14), {"stakeholders": 7})
        db.commit()
        assert _days(_page(browse, world, "wren"))[-3:] == ["Nov 10, 2026", "Nov 12, 2026", "Nov 14, 2026"]


@pytest.mark.parametrize(("who", "waits"), [("wren", "Cora"), ("cora", "you")])
def test_the_first_point_of_all_can_be_sealed(browse: Browse, world: World, db: Session, who: str, waits: str) -> None:
    assess(db, world, "wren", "wren", date(2026, 11, 10), {"stakeholders": 9}, opened=False)
    db.commit()
    html = _page(browse, world, who, "")
    assert ("No points yet." if who == "wren" else "No points you can see yet.") in html
    assert f"Safety Mapping: The pair of November waits for {waits}." in words(html)


@pytest.mark.usefixtures("wrens_points")
def test_profiles_without_points_are_one_line_below_the_grid_and_lead_where_their_rows_led(
    browse: Browse, world: World
) -> None:
    html = _page(browse, world, "wren", "?profile=safety-mapping")
    assert "No points yet: Safety Planning" in words(html)
    grid = html[html.index('<table class="grid"') : html.index("</table>")]
    assert ("Safety Mapping" in grid, "Safety Planning" in grid) == (True, False)
    assert f'<a href="/workers/{world["wren"]}?profile=safety-planning&months=12#growth"' in html


def test_of_many_months_the_last_three_stand_open_below_the_way_to_the_coaching_sessions(
    browse: Browse, world: World, db: Session
) -> None:
    for month in (6, 7, 8, 9, 10):
        assess(db, world, "cora", "wren", date(2026, month, 8), {"stakeholders": 4})
    db.commit()
    html = _page(browse, world, "sue")
    assert _activity(html) == ["Oct 8", "Sep 8", "Aug 8", "Jul 8", "Jun 8"]
    open_now, _, earlier = html.partition("<summary>Earlier months</summary>")
    assert ("Aug 8" in open_now, "Jul 8" in open_now, "Jul 8" in earlier) == (True, False, True)
    assert html.index("When coaching sessions were held") < html.index("October 2026")
