"""What the points say, on the page: held to app.statistics over the same points, and open to nobody who sees none."""

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from html import unescape

import pytest
from sqlmodel import Session, col, select

from app.analytics.finding_words import Said, said_of
from app.analytics.findings import declared, findings_of
from app.analytics.gap_words import counts_words, whole_words
from app.analytics.paired import pairs_of
from app.people.models import Account, Earlier
from app.people.permits import Level
from app.ratings.models import Assessment, Rating
from app.statistics.growth.gap import gap
from app.statistics.growth.slope import Slope, change_per_month
from app.statistics.results import Estimate, Interval
from tests.analytics.given import in_pairs
from tests.analytics.samples import coach, nine_points
from tests.clock import Clock
from tests.conftest import Browser
from tests.goals.given import sue_sees, words
from tests.people.situations import move
from tests.stories import assess
from tests.world import World, agree

Browse = Callable[..., Browser]
CONTENT = "?profile=safety-mapping&element=content&months=24"
# Cora is Wren's coach since June 2026, so these are fourteen months on.
DAYS = [date(2026 + number // 12, number % 12 + 1, 9) for number in range(5, 19)]
POINTS = (2, 2, 3, 2, 3, 2, 3, 5, 5, 6, 5, 6, 6, 7)
OWN = (3, 2, 3, 4, 3, 3, 4, 5, 7, 6, 6, 6, 7, 7)
THEN = datetime(2027, 7, 20, 18, 0, tzinfo=UTC)


def page_of(browser: Browser, world: World, query: str = CONTENT, worker: str = "wren") -> str:
    answer = browser.get(f"/workers/{world[worker]}{query}")
    assert answer.status_code == 200
    return answer.text


def part(html: str, name: str) -> str:
    found = re.search(rf'<section class="part[^"]*" id="{name}">.*?</section>', html, re.DOTALL)
    return words(found[0]) if found else ""


@pytest.fixture
def fourteen_pairs(db: Session, world: World, clock: Clock) -> None:
    """Both rated Content blind each month, so that each pair opened by itself."""
    for on, point, own in zip(DAYS, POINTS, OWN, strict=True):
        assess(db, world, "wren", "wren", on, {"content": own}, opened=False)
        assess(db, world, "cora", "wren", on, {"content": point}, opened=False)
    db.commit()
    clock.at = THEN


@pytest.mark.usefixtures("fourteen_pairs")
class TestFourteenPairs:
    def test_the_page_tells_the_change_that_app_statistics_finds_in_the_same_points(
        self, browse: Browse, world: World
    ) -> None:
        found = change_per_month(DAYS, POINTS, declared(nine_points()))
        assert isinstance(found, Slope)
        assert isinstance(found.per_month.interval, Interval)
        said = part(page_of(browse("cora"), world), "says")

        assert f"Change per month +{found.per_month.value:.2f} of a step a month" in said
        assert f"between +{found.per_month.interval.low:.2f} and +{found.per_month.interval.high:.2f}" in said
        assert "From 14 points that Cora gave from June 2026 to July 2027." in said

    def test_every_sentence_is_the_one_that_the_same_points_give(self, browse: Browse, world: World) -> None:
        given = [coach(f"{on}", point) for on, point in zip(DAYS, POINTS, strict=True)]
        expected: list[Said] = said_of(findings_of(given, nine_points()), nine_points())
        html = page_of(browse("wren"), world)

        for one in expected:
            assert f"{one.title} {one.words}" in part(html, "says")

    def test_worker_and_coach_read_the_same(self, browse: Browse, world: World) -> None:
        wren, cora = (page_of(browse(name), world) for name in ("wren", "cora"))

        assert part(wren, "says") == part(cora, "says") != ""
        assert part(wren, "two-views") == part(cora, "two-views") != ""

    def test_a_shorter_window_changes_the_picture_and_not_what_the_points_say(
        self, browse: Browse, world: World
    ) -> None:
        six, all_of_it = (page_of(browse("wren"), world, CONTENT.replace("24", months)) for months in ("6", "all"))

        assert part(six, "says") == part(all_of_it, "says")

    def test_the_median_stands_in_every_drawing_and_in_the_figure(self, browse: Browse, world: World) -> None:
        html = page_of(browse("wren"), world)

        assert html.count('<path class="median"') == 3
        assert len(re.findall(r"<text[^>]*>median</text>", html)) == 3
        assert '"text":"median"' in html

    def test_self_beside_coach_is_the_gap_of_app_statistics(self, browse: Browse, world: World) -> None:
        found = gap(OWN, POINTS)
        assert isinstance(found.mean, Estimate)
        html = page_of(browse("wren"), world)
        said = part(html, "two-views")

        assert f"one step apart or less in {found.within_one} of 14 pairs, from June 2026 to July 2027." in said
        assert f"They chose the same point in {found.equal}." in said
        assert f"Wren’s own point is higher on the whole, by {found.mean.value:.1f} of a step" in said
        assert len(re.findall(r'<path class="join"', html)) == 3 * 2
        assert said.count("apart, self higher") == 2

    def test_the_pictures_carry_their_sentence_as_accessible_name(self, browse: Browse, world: World) -> None:
        html = page_of(browse("wren"), world)
        lead = re.findall(r'id="two-views-say">(.*?)</p>', html)[0]

        assert html.count(f'aria-label="{lead}"') == 3
        assert unescape(lead).startswith("Wren and Cora were one step apart or less in ")

    def test_a_pair_rated_after_opening_or_changed_after_the_review_is_left_out(
        self, browse: Browse, world: World, db: Session
    ) -> None:
        found = db.exec(select(Assessment).where(col(Assessment.rater_id) == world["wren"])).all()
        found[0].after_opening = True
        rating = db.exec(select(Rating).where(col(Rating.assessment_id) == found[1].id)).one()
        rating.changed_after_review = True
        db.commit()
        html = page_of(browse("wren"), world)

        assert "of 12 pairs, from August 2026 to July 2027." in part(html, "two-views")
        assert "From 14 points" in part(html, "says")

    def test_small_charts_have_their_change_in_the_profiles_order(self, browse: Browse, world: World) -> None:
        html = page_of(browse("wren"), world, "?profile=safety-mapping&months=24")

        assert re.findall(r'id="small-([^"]+)"', html) == [
            "group-agreements", "stakeholders", "context", "content", "next-steps",
        ]  # fmt: skip
        assert html.count("Change per month: ") == 1
        assert "(14 points from June 2026 to July 2027)." in words(html)

    @pytest.mark.parametrize("level", [None, Level.GOALS])
    def test_a_supervisor_with_activity_or_goals_reads_no_figure(
        self, browse: Browse, world: World, db: Session, level: Level | None
    ) -> None:
        if level:
            sue_sees(db, world, level, at=datetime(2026, 7, 1, 18, 0, tzinfo=UTC))
            db.commit()
        html = page_of(browse("sue"), world)

        assert [name for name in ("says", "two-views") if part(html, name)] == []
        for word in ("of a step", "median", "pairs", "Cannot tell", "for supervision"):
            assert word not in html

    def test_a_supervisor_with_ratings_has_figures_of_what_was_shared_and_no_gap(
        self, browse: Browse, world: World, db: Session
    ) -> None:
        sue_sees(db, world, Level.RATINGS, at=datetime(2027, 1, 1, 18, 0, tzinfo=UTC))
        db.commit()
        html = page_of(browse("sue"), world)

        assert "From seven points that Cora gave from January to July 2027." in part(html, "says")
        assert "2026" not in part(html, "says")
        assert part(html, "two-views") == ""
        assert "for supervision" not in html

    @pytest.mark.parametrize("earlier", [Earlier.POINTS, Earlier.ALL])
    def test_a_later_coach_who_reads_the_points_is_not_shown_how_two_others_differed(
        self, browse: Browse, world: World, db: Session, earlier: Earlier
    ) -> None:
        wren, theo = (db.get_one(Account, world[name]) for name in ("wren", "theo"))
        agree(
            db, worker=wren, coach=theo, focuses={world.profiles["safety-mapping"]: 1}, earlier=earlier,
            starts_on=date(2027, 7, 20), at=THEN,
        )  # fmt: skip
        db.commit()
        html = page_of(browse("theo"), world)

        assert "From 14 points that Cora gave" in part(html, "says")
        assert part(html, "two-views") == ""
        assert "14 pairs" not in words(html)
        for name in ("wren", "cora"):
            assert "of 14 pairs" in part(page_of(browse(name), world), "two-views")

    def test_theo_reads_nothing_of_what_came_after_him(self, browse: Browse, world: World) -> None:
        html = browse("theo").get(f"/workers/{world['wren']}").text

        assert part(html, "says") == part(html, "two-views") == ""

    def test_a_sealed_month_is_in_no_figure(self, browse: Browse, world: World, db: Session, clock: Clock) -> None:
        assess(db, world, "cora", "wren", date(2027, 8, 3), {"content": 9}, opened=False)
        db.commit()
        clock.at = datetime(2027, 8, 10, 18, 0, tzinfo=UTC)

        for name in ("wren", "cora"):
            html = page_of(browse(name), world)
            assert "From 14 points" in part(html, "says")
            assert "of 14 pairs" in part(html, "two-views")
            assert "August 2027" not in part(html, "says")

    def test_a_change_of_unit_is_marked_by_both_names_and_begins_the_series_anew(
        self, browse: Browse, world: World, db: Session
    ) -> None:
        move(db, world, "wren", "south", date(2027, 4, 1))
        db.commit()
        html = page_of(browse("wren"), world)

        assert ">Unit: North</text>" in html
        assert ">Unit: South, since April 1</text>" in html
        # The chart to explore has less room there, and the day is the first to go.
        assert '"text":"Unit: South"' in html
        assert "Cora has given four points, from April to July 2027." in part(html, "says")
        assert "Cora has given four points since the last change of position, unit or version" in words(html)


def test_a_worker_without_a_coach_has_no_part_that_rests_on_one(browse: Browse, world: World, db: Session) -> None:
    for month in (9, 10, 11):
        assess(db, world, "sol", "sol", date(2026, month, 3), {"content": 3})
    db.commit()
    html = page_of(browse("sol"), world, worker="sol")

    assert part(html, "says") == part(html, "two-views") == ""


def test_the_words_of_the_page_are_those_of_the_pairs() -> None:
    given = in_pairs(POINTS, OWN)
    pairs = pairs_of(given, [one for one in given if one.kind == "coach"])

    assert counts_words(pairs, "Wren").startswith("Wren and Cora were one step apart or less in 12 of 14 pairs")
    assert whole_words(pairs, "Wren").startswith("Wren’s own point is higher on the whole")


def test_the_server_starts_without_the_libraries_behind_figures() -> None:
    code = "import sys, app.main; print([name for name in ('numpy', 'scipy', 'statsmodels') if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "[]"
