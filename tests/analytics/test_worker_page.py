"""The page of one worker, as each person finds it."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import Session

from app.frameworks.actions import load
from app.frameworks.files import read_folder
from app.settings import ROOT
from tests.analytics.conftest import CANARY
from tests.clock import START
from tests.conftest import Browser
from tests.goals.given import rated, sent, words
from tests.ratings.conftest import on_other_levels
from tests.stories import assess
from tests.world import World

Browse = Callable[..., Browser]
STAKEHOLDERS = "?profile=safety-mapping&element=stakeholders&months=24"


def page_of(browser: Browser, world: World, worker: str = "wren", query: str = "") -> str:
    answer = browser.get(f"/workers/{world[worker]}{query}")
    assert answer.status_code == 200
    return answer.text


def table_of(html: str) -> list[tuple[str, str, str]]:
    """Day, who and point of each row of the chart's table."""
    rows = re.findall(r'<th scope="row">(.*?)</th>\s*<td>(.*?)</td>\s*<td>(.*?)</td>', html)
    return [(day, who, point) for day, who, point in rows]


@pytest.mark.usefixtures("wrens_points")
class TestWrensPoints:
    def test_wren_sees_the_points_of_both_coaches_and_her_own(self, browse: Browse, world: World) -> None:
        html = page_of(browse("wren"), world, query=STAKEHOLDERS)

        assert table_of(html) == [
            ("Mar 10, 2026", "Theo, coach", "2, Emergent"),
            ("Mar 12, 2026", "Wren, self", "3, Emergent"),
            ("May 12, 2026", "Theo, coach", "3, Emergent"),
            ("Jul 8, 2026", "Cora, coach", "4, Accomplished"),
            ("Oct 9, 2026", "Cora, coach", "5, Accomplished"),
            ("Oct 12, 2026", "Wren, self", "6, Accomplished"),
        ]
        assert (
            "The coaches’ points went from 2 (Theo, March 2026) to 5 (Cora, October 2026), "
            "from Emergent into Accomplished. Wren’s own went from 3 to 6."
        ) in html

    def test_cora_sees_what_was_written_since_her_agreement_began(self, browse: Browse, world: World) -> None:
        html = page_of(browse("cora"), world, query=STAKEHOLDERS)

        assert [day for day, _, _ in table_of(html)] == ["Jul 8, 2026", "Oct 9, 2026", "Oct 12, 2026"]
        assert "June 2026 to November 2026" in html
        assert "Cora’s points went from 4 (July) to 5 (October), in Accomplished. Wren’s own point is 6." in html

    def test_theo_finds_the_page_as_it_stood_on_his_last_day(self, browse: Browse, world: World) -> None:
        html = page_of(browse("theo"), world, query=STAKEHOLDERS)

        assert [day for day, _, _ in table_of(html)] == ["Mar 10, 2026", "Mar 12, 2026", "May 12, 2026"]
        assert "November 2025 to May 2026" in html
        assert "Cora" not in html
        assert "October" not in html
        assert "Set the next step" not in html
        assert "Rate a profile" not in html
        assert "Your coaching ended May 31, 2026. You read what was written until then." in html
        assert "Sue" not in html
        assert "Coach: " not in html
        assert "No goal yet" not in html

    def test_sue_learns_that_assessments_took_place_and_no_point_of_any(self, browse: Browse, world: World) -> None:
        html = page_of(browse("sue"), world, query=STAKEHOLDERS)
        main = html[html.index("<main") :]

        assert re.findall(r"<li><b>(.*?)</b>", main) == [
            "Oct 12", "Oct 9", "Jul 8", "May 12", "Mar 12", "Mar 10",
        ]  # fmt: skip
        assert CANARY not in html
        digits = re.findall(r"(?<![\d-])\d(?![\d,-])", re.sub(r"<b>\w+ \d+</b>|<[^>]+>|\w+ \d+, \d{4}", " ", main))
        assert digits == []
        for word in ("Emergent", "Accomplished", "Stakeholders", "<svg", "data-figure", 'class="mark'):
            assert word not in main

    @pytest.mark.parametrize("stranger", ["stan", "sol", "ash", "ada", "otto", "olga"])
    def test_whoever_has_no_relation_to_wren_finds_nobody(self, browse: Browse, world: World, stranger: str) -> None:
        answer = browse(stranger).get(f"/workers/{world['wren']}")

        assert answer.status_code == 404
        assert "Wren" not in answer.text

    @pytest.mark.parametrize("reader", ["wren", "cora", "theo"])
    def test_no_note_stands_on_the_page(self, browse: Browse, world: World, reader: str) -> None:
        assert CANARY not in page_of(browse(reader), world)

    def test_the_chart_that_opens_by_itself_is_the_newest_one_and_its_cell_says_so(
        self, browse: Browse, world: World
    ) -> None:
        html = page_of(browse("cora"), world)

        assert re.findall(r'id="(cell-[^"]+)"[^>]*aria-current="true"', html) == ["cell-safety-mapping-stakeholders"]
        assert "Stakeholders, Safety Mapping" in html

    def test_a_cell_says_profile_and_points_in_words(self, browse: Browse, world: World) -> None:
        cell = re.findall(
            r'<td role="cell" class="cell ([^"]*)">\s*<a.*?</a>', page_of(browse("cora"), world), re.DOTALL
        )

        assert cell == ["stage-2-of-3"]
        assert ", Safety Mapping. Coach 5, Accomplished. Self 6, Accomplished." in page_of(browse("cora"), world)

    def test_points_before_the_months_shown_stay_out_of_the_chart_and_in_the_grid(
        self, browse: Browse, world: World
    ) -> None:
        html = page_of(browse("wren"), world, query="?profile=safety-mapping&element=stakeholders&months=6")

        assert "2, Emergent" not in html
        assert [day for day, _, _ in table_of(html)] == ["Jul 8, 2026", "Oct 9, 2026", "Oct 12, 2026"]

    def test_all_months_begin_with_the_first_point(self, browse: Browse, world: World) -> None:
        html = page_of(browse("wren"), world, query="?profile=safety-mapping&element=stakeholders&months=all")

        assert "March 2026 to November 2026" in html

    def test_a_profile_shows_every_element_below_one_another(self, browse: Browse, world: World) -> None:
        html = page_of(browse("wren"), world, query="?profile=safety-mapping")

        assert re.findall(r'id="small-([^"]+)"', html) == [
            "group-agreements", "stakeholders", "context", "content", "next-steps",
        ]  # fmt: skip
        assert html.count("There are no points in these months.") == 4
        assert html.count('class="chart-small-wide"') == html.count('class="chart-small-narrow"') == 1

    def test_htmx_gets_the_sheet_alone_and_the_plain_link_the_whole_page(self, browse: Browse, world: World) -> None:
        browser, path = browse("wren"), f"/workers/{world['wren']}{STAKEHOLDERS}"
        part = browser.get(path, **{"HX-Request-Type": "partial"})
        whole = browser.get(path)

        assert part.status_code == whole.status_code == 200
        assert "<html" not in part.text
        assert part.text.strip() in whole.text
        assert whole.headers["vary"] == "HX-Request-Type"

    def test_the_figure_is_data_and_holds_what_the_viewer_may_see(self, browse: Browse, world: World) -> None:
        figure = re.findall(
            r"<script type=.application/json. data-figure>(.*?)</script>", page_of(browse("cora"), world)
        )

        assert len(figure) == 1
        assert "Theo" not in figure[0]
        assert not set("<>") & set(figure[0])

    def test_a_draft_of_the_coach_shows_to_nobody_on_this_page(self, browse: Browse, world: World, db: Session) -> None:
        assess(db, world, "cora", "wren", date(2026, 11, 10), {"stakeholders": 9}, submit=False)
        db.commit()

        for reader in ("wren", "cora"):
            html = page_of(browse(reader), world, query=STAKEHOLDERS)
            assert "9, Distinguished" not in html
            assert "November 10, 2026" not in html

    def test_a_later_not_observed_changes_the_words_of_the_cell_and_leaves_its_point(
        self, browse: Browse, world: World, db: Session
    ) -> None:
        assess(db, world, "cora", "wren", date(2026, 11, 10), {"stakeholders": None})
        db.commit()
        html = page_of(browse("wren"), world)

        assert html.count("not observed") == 1
        assert html.count("“Not observed” in a cell: ") == 1
        assert "“Not observed” in a cell: " not in page_of(browse("theo"), world)
        assert "Coach 5, Accomplished. Self 6, Accomplished." in html

    def test_a_newer_self_point_alone_gives_a_cell_no_tint(self, browse: Browse, world: World, db: Session) -> None:
        assess(db, world, "wren", "wren", date(2026, 11, 10), {"context": 8})
        db.commit()

        assert page_of(browse("wren"), world).count('class="cell cell-self"') == 1


@pytest.mark.parametrize(
    "query",
    [
        "?profile=nothing", "?profile=safety-mapping&element=nothing", "?profile=safety-mapping&element=purpose",
        "?profile=safety-planning&element=next-steps", "?months=13", "?months=-6", "?profile=actions-manager",
    ],
)  # fmt: skip
def test_an_address_that_names_nothing_shown_is_not_found(browse: Browse, world: World, query: str) -> None:
    assert browse("wren").get(f"/workers/{world['wren']}{query}").status_code == 404


def test_elements_that_take_no_points_are_shown_and_lead_nowhere(browse: Browse, world: World, db: Session) -> None:
    for profile in ("safety-planning", "childs-perspective", "safety-networks", "safety-mapping"):
        rated(db, world, "cora", "wren", point=4, on=date(2026, 11, 10), profile=profile)
    html = page_of(browse("wren"), world)

    assert html.count('class="cell cell-lost"') == 6
    assert html.count('class="cell cell-draft"') == 1
    assert re.findall(r"<td[^>]*cell-(?:lost|draft)[^>]*>\s*<a", html) == []


def test_without_points_each_person_reads_one_sentence_and_what_to_do(browse: Browse, world: World) -> None:
    wren, cora, theo = (words(page_of(browse(name), world)) for name in ("wren", "cora", "theo"))

    assert "No points yet. Assess yourself" in wren
    assert "No points you can see yet. Rate a profile" in cora
    assert "No points you can see yet." in theo
    assert "Assess yourself" not in theo
    assert "Rate a profile" not in theo
    html = page_of(browse("wren"), world)
    assert "plotly" not in html
    assert '<table class="grid"' not in html
    assert "No goal yet" not in html


def test_a_worker_without_a_coach_has_the_whole_page(browse: Browse, world: World, db: Session) -> None:
    assess(db, world, "sol", "sol", date(2026, 11, 3), {"stakeholders": 3})
    db.commit()
    html = page_of(browse("sol"), world, "sol")

    assert "No coach now" in html
    assert ">Own point 3." in html
    assert "Set the next step" in html


def test_the_page_says_who_can_see_it(browse: Browse, world: World) -> None:
    for reader in ("wren", "cora", "sue"):
        said = words(page_of(browse(reader), world))
        assert "Wren sees all of it." in said
        assert "Theo sees what was written from November 1, 2025 until May 31, 2026." in said
        assert "Cora sees points, goals and the notes on ratings since June 1, 2026." in said
        assert (
            "Sue sees that assessments took place, and when, and of each coaching session the day, the minutes and"
            in said
        )
    assert "Theo sees what was written from November 1, 2025 until May 31, 2026." in words(
        page_of(browse("theo"), world)
    )


def test_the_levels_of_another_scale_stand_in_lists_of_their_own(browse: Browse, world: World, db: Session) -> None:
    assess(db, world, "wren", "wren", date(2026, 11, 3), {"child-youth-voice": 5}, profile="key-expectations")
    assess(db, world, "wren", "wren", date(2026, 11, 3), {"stakeholders": 5})
    db.commit()
    html = page_of(browse("wren"), world, query="?profile=key-expectations&element=child-youth-voice")

    assert "Own point 5." in html
    assert 'class="band stage-5-of-5"' in html
    table = html[html.index('<table class="grid"') : html.index("</table>")]
    assert "key-expectations" not in table


def test_points_of_another_scale_are_named_in_one_sentence_and_drawn_nowhere(
    browse: Browse, world: World, db: Session
) -> None:
    assess(db, world, "cora", "wren", date(2026, 11, 2), {"stakeholders": 4})
    load(db, on_other_levels(read_folder(ROOT / "profiles")), at=START)
    db.commit()
    html = page_of(browse("wren"), world)

    said = "Earlier points of Safety Mapping stand on another scale. Read them in the assessments."
    assert words(html).count(said) == 1
    assert f'<a href="/workers/{world["wren"]}/assessments">Read them in the assessments</a>' in html
    assert "Coach 4" not in html
    assert "another scale" not in page_of(browse("sol"), world, "sol")


def test_goals_are_worked_on_and_stand_as_flags_in_the_chart(browse: Browse, world: World, db: Session) -> None:
    rated(db, world, "cora", "wren", point=4, on=date(2026, 11, 10))
    rated(db, world, "wren", "wren", point=4, on=date(2026, 11, 12))
    proposed = browse("wren").post(f"/workers/{world['wren']}/goals", sent())
    waiting = words(page_of(browse("cora"), world))
    confirmed = browse("cora").post(f"{proposed.headers['location'].partition('?')[0]}/confirmation")
    html = page_of(browse("cora"), world)

    assert (proposed.status_code, confirmed.status_code) == (303, 303)
    assert "waits for you" in waiting
    assert "One goal now." in words(html)
    assert "From 4 toward 5 · check back Dec 16" in words(html)
    assert html.count('class="flag-cloth" d="M') >= 2
    assert "goal set, at its target" in html


def test_the_page_asks_as_many_questions_for_one_point_as_for_many(
    browse: Browse, world: World, db: Session, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    wren, cora = browse("wren"), browse("cora")
    # From two points of a coach on, the page asks once how alike the coaches of the agency rate.
    for month in (6, 7):
        assess(db, world, "cora", "wren", date(2026, month, 8), {"stakeholders": 4})
    db.commit()
    for browser in (wren, cora):
        page_of(browser, world)  # what the process keeps is read once, and that she looked is noted once an hour
    one = count_queries(lambda: page_of(wren, world)), count_queries(lambda: page_of(cora, world))
    for month in (8, 9, 10):
        everything = dict.fromkeys(("group-agreements", "stakeholders", "context", "content", "next-steps"), 5)
        assess(db, world, "cora", "wren", date(2026, month, 8), everything)
        assess(db, world, "wren", "wren", date(2026, month, 9), everything)
        assess(db, world, "wren", "wren", date(2026, month, 9), {"purpose": 3}, profile="harm-and-danger")
    db.commit()
    many = count_queries(lambda: page_of(wren, world)), count_queries(lambda: page_of(cora, world))

    # Cora reads somebody else’s page, and so is asked whether that is on record.
    # Two of them ask for the next coaching session and for what was said there that one would do.
    assert one == many == (22, 23)
