"""The caseload: of each person coached now what is due, when they met, how long, and the open goals."""

import re
from collections.abc import Callable
from datetime import date, datetime

import pytest
from sqlmodel import Session

from app.agreements.pauses import add_pause
from app.coaching.hours import met_by_worker
from app.home.caseload_words import hours, last_met
from app.web.words import unbroken
from tests.clock import START, Clock
from tests.coaching.given import Browse, close, plan, planned, words
from tests.conftest import Browser
from tests.goals.given import sent, wren_stands_at
from tests.stories import assess, viewer_of
from tests.world import World, agreement

Count = Callable[[Callable[[], object]], int]


def rows_of(browser: Browser) -> dict[str, str]:
    """Each person's row in words, by first name, in the order of the page."""
    answer = browser.get("/caseload")
    assert answer.status_code == 200
    bodies = re.findall(r"<tr role=\"row\">\s*<th role=\"rowheader\".*?</tr>", answer.text, re.DOTALL)
    texts = [" ".join(re.sub(r"<[^>]*>", " ", body).split()) for body in bodies]
    return {text.split()[0]: text for text in texts}


def test_everybody_coached_now_stands_there_from_a_to_z_and_nobody_else(browse: Browse, world: World) -> None:
    assert list(rows_of(browse("cora"))) == ["Ash", "Lee", "Wren"]
    assert list(rows_of(browse("olga"))) == ["Otto"]
    theo = browse("theo").get("/caseload").text
    assert "Nobody has a coaching agreement with you now." in theo
    for name in ("wren", "sue", "ada"):
        assert browse(name).get("/caseload").status_code == 404


def test_what_is_due_is_told_for_both_sides_with_its_day(browse: Browse, db: Session, world: World) -> None:
    assess(db, world, "wren", "wren", date(2026, 11, 12), {"stakeholders": 4}, opened=False)
    db.commit()
    wren = rows_of(browse("cora"))["Wren"]
    assert "Self-assessment: Harm and Danger/Risk Statements due Jun 30" in wren.replace("\N{NO-BREAK SPACE}", " ")
    assert "Your view: Safety Mapping by Mon, Nov 30" in wren
    assert "Your view" not in rows_of(browse("cora"))["Ash"]


def test_in_a_pause_nothing_is_due_and_the_rest_is_still_there(browse: Browse, db: Session, world: World) -> None:
    wren, on = viewer_of(db, world, "wren"), agreement(db, world, "cora-wren")
    add_pause(db, wren, on, first=date(2026, 11, 16), last=date(2026, 12, 13), at=START)
    db.commit()
    row = rows_of(browse("cora"))["Wren"]
    assert "Self-assessment: Paused until December 14. Nothing is due." in row
    assert "Not met yet" in row


def test_hours_are_those_of_closed_sessions_of_this_month_against_what_was_agreed(
    browse: Browse, world: World, clock: Clock
) -> None:
    cora = browse("cora")
    for day, minutes in (("2026-10-30", "60"), ("2026-11-02", "45"), ("2026-11-12", "45")):
        assert close(cora, planned(cora, world, day=day), minutes).status_code == 303
    planned(cora, world, day="2026-11-17")
    rows = rows_of(cora)
    assert "Last met Nov 12" in rows["Wren"]
    assert "Tomorrow, 9:30 AM" in rows["Wren"]
    assert "1 hour 30 minutes of 2 hours agreed" in rows["Wren"]
    assert "Not met yet" in rows["Ash"]
    assert "None yet of 2 hours agreed" in rows["Ash"]
    assert "Plan the next one with Ash" in rows["Ash"]


def test_what_waits_to_be_closed_is_what_is_over_and_not_what_they_sit_in(
    browse: Browse, world: World, clock: Clock
) -> None:
    cora = browse("cora")
    planned(cora, world, day="2026-11-16", time="09:30")
    assert "not closed yet" not in rows_of(cora)["Wren"]
    clock.forward(hours=2)
    assert "9:30 AM, not closed yet" in rows_of(cora)["Wren"].replace("\N{NO-BREAK SPACE}", " ")


def test_a_session_late_on_the_last_evening_counts_for_the_month_of_the_agency(
    browse: Browse, db: Session, world: World, clock: Clock
) -> None:
    cora = browse("cora")
    # Half past eleven in California is the first of November in London.
    assert close(cora, planned(cora, world, day="2026-10-31", time="23:30"), "30").status_code == 303
    by = viewer_of(db, world, "cora")
    at = datetime.fromisoformat("2026-11-16T18:00:00+00:00")
    assert met_by_worker(db, by, date(2026, 10, 15), now=at)[world["wren"]].minutes == 30
    assert met_by_worker(db, by, date(2026, 11, 15), now=at)[world["wren"]].minutes == 0


def test_open_goals_stand_there_with_their_check_back_and_no_point(browse: Browse, db: Session, world: World) -> None:
    wren_stands_at(db, world, 4)
    proposed = browse("wren").post(f"/workers/{world['wren']}/goals", sent())
    browse("cora").post(f"{proposed.headers['location'].partition('?')[0]}/confirmation")
    row = rows_of(browse("cora"))["Wren"]
    assert "Stakeholders , check back Dec 16" in row
    assert not re.search(r"\b[4-9] to [5-9]\b", row)
    assert "No goal yet" in rows_of(browse("cora"))["Lee"]


def test_a_proposal_stands_there_with_whose_word_it_waits_for(browse: Browse, db: Session, world: World) -> None:
    wren_stands_at(db, world, 4)
    proposed = browse("cora").post(f"/workers/{world['wren']}/goals", sent())
    row = rows_of(browse("cora"))["Wren"]
    assert "Stakeholders : proposed, waits for Wren" in row
    assert "No goal yet" not in row
    at = proposed.headers["location"].partition("?")[0]
    assert f'href="{at}"' in browse("cora").get("/caseload").text
    browse("wren").post(f"{at}/confirmation")
    row = rows_of(browse("cora"))["Wren"]
    assert "proposed" not in row
    assert "Stakeholders , check back Dec 16" in row


def test_a_check_back_that_has_passed_reads_since_as_on_today(
    browse: Browse, db: Session, world: World, clock: Clock
) -> None:
    wren_stands_at(db, world, 4)
    proposed = browse("wren").post(f"/workers/{world['wren']}/goals", sent())
    assert "Stakeholders : proposed, waits for you" in rows_of(browse("cora"))["Wren"]
    browse("cora").post(f"{proposed.headers['location'].partition('?')[0]}/confirmation")
    clock.forward(days=30)
    assert "Stakeholders , check back Dec 16" in rows_of(browse("cora"))["Wren"]
    clock.forward(days=1)
    assert "Stakeholders , check back since Wed, Dec 16" in rows_of(browse("cora"))["Wren"]


def test_a_former_coach_and_another_agency_add_nothing(browse: Browse, world: World) -> None:
    cora, olga = browse("cora"), browse("olga")
    assert close(olga, planned(olga, world, "otto", day="2026-11-03"), "90").status_code == 303
    assert plan(cora, world, "otto").status_code == 404
    assert "Otto" not in words(cora, "/caseload")
    assert "1 hour 30 minutes of 2 hours agreed" in rows_of(olga)["Otto"]


def test_the_page_asks_as_many_questions_for_one_thing_as_for_many(
    browse: Browse, db: Session, world: World, count_queries: Count
) -> None:
    cora = browse("cora")
    planned(cora, world, "wren", day="2026-11-17")
    rows_of(cora)
    one = count_queries(lambda: rows_of(cora))
    for worker in ("ash", "lee"):
        assert close(cora, planned(cora, world, worker, day="2026-11-12")).status_code == 303
        planned(cora, world, worker, day="2026-11-18")
        assess(db, world, worker, worker, date(2026, 11, 12), {"stakeholders": 4}, opened=False)
        db.commit()
    assert count_queries(lambda: rows_of(cora)) == one <= 19


@pytest.mark.parametrize(
    ("minutes", "agreed", "said"),
    [
        (0, 120, "None yet of 2 hours agreed"), (30, 0, "30 minutes; no hours agreed"),
        (135, 90, "2 hours 15 minutes of 1 hour 30 minutes agreed"),
    ],
)  # fmt: skip
def test_hours_read_as_facts(minutes: int, agreed: int, said: str) -> None:
    assert hours(minutes, agreed) == said
    assert last_met(None) == "Not met yet"


def test_a_day_and_an_hour_stay_in_one_line_and_the_words_around_them_do_not() -> None:
    said = unbroken("Mon, Dec 7, 10:00 AM, check back after the pause, from Jan 4").replace("\N{NO-BREAK SPACE}", "_")
    assert said == "Mon, Dec_7, 10:00_AM, check back after the pause, from Jan_4"
    long = unbroken("Signed on November 3, 2026, 9:00 AM, on Safety Mapping, October 2026; of 12 months, 3")
    assert long == "Signed on November\N{NO-BREAK SPACE}3, 2026, 9:00\N{NO-BREAK SPACE}AM, on Safety Mapping, " + (
        "October\N{NO-BREAK SPACE}2026; of 12 months, 3"
    )


def test_what_is_due_keeps_month_and_day_in_one_line(browse: Browse, db: Session, world: World) -> None:
    assess(db, world, "wren", "wren", date(2026, 11, 12), {"stakeholders": 4}, opened=False)
    db.commit()
    assert "due Jun\N{NO-BREAK SPACE}30" in browse("cora").get("/caseload").text


def test_a_name_is_a_target_of_its_own(browse: Browse, world: World) -> None:
    assert f'<a class="target" href="/workers/{world["wren"]}">' in browse("cora").get("/caseload").text
