"""The one page for supervision: what stands on it, for Wren and for Cora, and for nobody else."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from app.analytics.summary import shortened
from app.people.permits import Level
from tests.analytics.conftest import CANARY
from tests.clock import Clock
from tests.conftest import Browser
from tests.goals.given import rated, sent, sue_sees, words
from tests.stories import assess
from tests.world import World

Browse = Callable[..., Browser]


def sheet_of(browser: Browser, world: World, query: str = "", worker: str = "wren") -> str:
    answer = browser.get(f"/workers/{world[worker]}/summary{query}")
    assert answer.status_code == 200
    return answer.text


@pytest.mark.usefixtures("wrens_points")
class TestWrensSheet:
    def test_says_whose_it_is_on_which_day_and_who_can_see_it(self, browse: Browse, world: World) -> None:
        said = words(sheet_of(browse("wren"), world))

        assert "Wren Castillo, for supervision" in said
        assert "Unit North Coach Cora Lindqvist Supervisor Sue Okafor Date November 16, 2026" in said
        assert "Cora sees points, goals and the notes on ratings since June 1, 2026." in said
        assert "Whoever holds the paper can read it." in said

    def test_holds_the_newest_points_and_the_chart_with_its_sentence_and_change(
        self, browse: Browse, world: World
    ) -> None:
        html = sheet_of(browse("wren"), world)
        said = words(html)

        assert "Safety Mapping Stakeholders Coach 5, Accomplished. Self 6, Accomplished." in said
        assert "Stakeholders, Safety Mapping" in said
        assert "The coaches’ points went from 2 (Theo, March) to 5 (Cora, October)" in said
        assert (
            "Change per month. Cannot tell yet. This takes points from the same coach in six months. Cora has given two"
            in said
        )
        assert html.count('role="img"') == 2
        assert CANARY not in html

    def test_cora_reads_what_she_may_read_and_speaks_of_wren(self, browse: Browse, world: World) -> None:
        said = words(sheet_of(browse("cora"), world))

        assert "What Wren wants to talk about" in said
        assert "Theo, March" not in said
        assert "Cora’s points went from 4 (July) to 5 (October)" in said

    def test_wren_finds_lines_for_what_she_wants_to_talk_about(self, browse: Browse, world: World) -> None:
        assert "What I want to talk about" in words(sheet_of(browse("wren"), world))

    def test_a_supervisor_has_no_such_page_however_much_is_shared(
        self, browse: Browse, world: World, db: Session, clock: Clock
    ) -> None:
        assert browse("sue").get(f"/workers/{world['wren']}/summary").status_code == 404
        sue_sees(db, world, Level.RATINGS, at=clock())
        db.commit()

        assert browse("sue").get(f"/workers/{world['wren']}/summary").status_code == 404

    @pytest.mark.parametrize("stranger", ["theo", "stan", "ash", "ada", "otto", "olga"])
    def test_nobody_else_finds_it(self, browse: Browse, world: World, stranger: str) -> None:
        assert browse(stranger).get(f"/workers/{world['wren']}/summary").status_code == 404

    @pytest.mark.parametrize(
        "query", ["?profile=nothing&element=context", "?profile=safety-mapping&element=purpose"]
    )  # fmt: skip
    def test_an_element_that_is_not_shown_is_not_found(self, browse: Browse, world: World, query: str) -> None:
        assert browse("wren").get(f"/workers/{world['wren']}/summary{query}").status_code == 404

    def test_that_cora_opened_it_is_on_record(self, browse: Browse, world: World) -> None:
        sheet_of(browse("cora"), world)

        assert "Cora Lindqvist coach The page with all elements" in words(
            browse("wren").get("/who-opened-my-record").text
        )


@pytest.mark.usefixtures("wrens_points")
def test_the_key_names_a_flag_where_one_is_drawn_and_nowhere_else(
    browse: Browse, world: World, db: Session, clock: Clock
) -> None:
    """A goal from before the twelve months of the chart has no flag in it."""
    rated(db, world, "cora", "wren", point=4, on=date(2026, 11, 10))
    proposed = browse("cora").post(f"/workers/{world['wren']}/goals", sent())
    browse("wren").post(f"{proposed.headers['location'].partition('?')[0]}/confirmation", {"answer": "confirm"})
    focus = "?profile=safety-mapping&element=stakeholders"
    assert "goal set, at its target" in words(sheet_of(browse("wren"), world, focus))
    clock.at = datetime(2027, 11, 20, 18, 0, tzinfo=UTC)
    for page in (f"/workers/{world['wren']}/summary{focus}", f"/workers/{world['wren']}{focus}"):
        html = browse("wren").get(page).text
        assert "flag-cloth" not in html.partition('class="chart"')[2].partition("</figure>")[0]
        assert "goal set, at its target" not in words(html)


def test_one_goal_is_told_in_full_however_long_its_words(browse: Browse, world: World, db: Session) -> None:
    rated(db, world, "cora", "wren", point=4, on=date(2026, 11, 10))
    long = "I ask everybody what they saw and write it down in their own words. " * 6
    posted = sent(indicators=None, own_words=long.strip())
    proposed = browse("cora").post(f"/workers/{world['wren']}/goals", posted)
    browse("wren").post(f"{proposed.headers['location'].partition('?')[0]}/confirmation", {"answer": "confirm"})

    assert long.strip() in words(sheet_of(browse("wren"), world))


def test_a_sealed_point_is_on_nobodys_sheet(browse: Browse, world: World, db: Session) -> None:
    rated(db, world, "cora", "wren", point=4, on=date(2026, 10, 6))
    assess(db, world, "cora", "wren", date(2026, 11, 10), {"stakeholders": 9}, opened=False)
    db.commit()

    for name in ("wren", "cora"):
        assert "9, Distinguished" not in words(sheet_of(browse(name), world))


def test_goals_stand_in_words_with_their_step_and_what_helped_is_told(
    browse: Browse, world: World, db: Session, clock: Clock
) -> None:
    rated(db, world, "cora", "wren", point=4, on=date(2026, 11, 10))
    rated(db, world, "wren", "wren", point=4, on=date(2026, 11, 12))
    proposed = browse("wren").post(f"/workers/{world['wren']}/goals", sent())
    goal = proposed.headers["location"].partition("?")[0]
    for name in ("wren", "cora"):
        said = words(sheet_of(browse(name), world))
        assert "From 4 toward 5 · Proposed. It waits for Cora to confirm." in said, "on paper nobody is you"
        assert "No goal" not in said
    browse("cora").post(f"{goal}/confirmation")
    said = words(sheet_of(browse("wren"), world))
    assert "From 4 toward 5 · check back Dec 16" in said
    assert "Proposed" not in said
    assert "What helped" not in said

    look_back = {"ending": "achieved", "helped": "A card with three questions.", "challenges": "", "other_areas": ""}
    clock.at = datetime(2026, 12, 16, 18, 0, tzinfo=UTC)
    answer = browse("cora").post(f"{goal}/review", look_back)
    assert answer.status_code == 303
    said = words(sheet_of(browse("wren"), world))

    assert "No goal at the moment." in said
    assert "What helped Stakeholders, December 2026. A card with three questions." in said


def test_the_same_words_about_two_goals_are_read_once(browse: Browse, world: World, db: Session, clock: Clock) -> None:
    for element, day in (("stakeholders", 10), ("context", 11)):
        rated(db, world, "cora", "wren", point=4, on=date(2026, 11, day), element=element)
    db.commit()
    goals = []
    for element in ("stakeholders", "context"):
        form = sent(element=element, indicators=None, own_words="I ask first.")
        goals.append(browse("wren").post(f"/workers/{world['wren']}/goals", form).headers["location"].partition("?")[0])
        browse("cora").post(f"{goals[-1]}/confirmation")
    clock.at = datetime(2026, 12, 16, 18, 0, tzinfo=UTC)
    for goal in goals:
        look_back = {
            "ending": "achieved",
            "helped": "A card with three questions.",
            "challenges": "",
            "other_areas": "",
        }
        assert browse("cora").post(f"{goal}/review", look_back).status_code == 303
    assert words(sheet_of(browse("wren"), world)).count("A card with three questions.") == 1


def test_the_chart_is_of_the_goal_that_is_proposed_where_none_is_worked_on(
    browse: Browse, world: World, db: Session
) -> None:
    rated(db, world, "cora", "wren", point=4, on=date(2026, 11, 10))
    assess(db, world, "wren", "wren", date(2026, 11, 14), {"context": 5})
    db.commit()
    assert "<h2>Context, Safety Mapping</h2>" in sheet_of(browse("wren"), world)
    browse("wren").post(f"/workers/{world['wren']}/goals", sent())

    assert "<h2>Stakeholders, Safety Mapping</h2>" in sheet_of(browse("wren"), world)


def test_profiles_that_do_not_fit_are_named_and_stay_on_the_page(browse: Browse, world: World, db: Session) -> None:
    assess(db, world, "wren", "wren", date(2026, 11, 3), {"child-youth-voice": 5}, profile="key-expectations")
    assess(db, world, "wren", "wren", date(2026, 11, 3), {"stakeholders": 5})
    db.commit()

    assert "More points, of Key expectations, are on my page in Ninestep." in words(sheet_of(browse("wren"), world))


def test_the_newest_points_have_a_key_of_their_tints_and_of_empty_cells(
    browse: Browse, world: World, db: Session
) -> None:
    assess(db, world, "wren", "wren", date(2026, 11, 3), {"stakeholders": 5})
    db.commit()

    assert "Emergent 1–3 Accomplished 4–6 Distinguished 7–9 Empty: no point, or not in our copy" in words(
        sheet_of(browse("wren"), world)
    )


def test_before_the_first_point_the_sheet_is_there_to_write_on(browse: Browse, world: World) -> None:
    said = words(sheet_of(browse("wren"), world))

    assert "No goal at the moment." in said
    assert "What I want to talk about" in said
    assert "Newest points" not in said
    assert "Empty: " not in said


def test_long_words_end_at_a_word_with_a_sign_that_there_is_more() -> None:
    assert shortened("Ask first.", 10) == "Ask first."
    assert shortened("Ask first, then say mine.", 20) == "Ask first, then say …"
    assert shortened("Ask first, then.", 11) == "Ask first …"
