"""Today, while pairs wait and when they open: who is asked for what, and that no page shows a sealed point."""

from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session

from app.agreements import sharing
from app.pairs.actions import save_answers
from app.pairs.rules import Question
from app.people.models import Account
from app.people.permits import Level
from app.ratings.models import Pair
from tests.clock import START, Clock
from tests.goals.given import sent, words
from tests.home.given import Browse, first_of, signs, titles, today_of
from tests.stories import assess, open_pair, viewer_of
from tests.world import World, agreement

CORAS_DAY, WRENS_DAY = date(2026, 11, 12), date(2026, 11, 10)
POINTS = {"stakeholders": 7}


def wren_and_cora_rate(db: Session, world: World) -> Pair:
    assess(db, world, "wren", "wren", WRENS_DAY, POINTS, opened=False)
    rated = assess(db, world, "cora", "wren", CORAS_DAY, {"stakeholders": 4}, opened=False)
    pair = db.get_one(Pair, rated.pair_id)
    db.commit()
    return pair


def test_an_opened_pair_goes_first_for_both_and_leads_to_its_page(browse: Browse, world: World, db: Session) -> None:
    pair = wren_and_cora_rate(db, world)
    cora, wren = today_of(browse("cora")), today_of(browse("wren"))

    assert first_of(cora) == "Your pair with Wren is open"
    assert first_of(wren) == "Your pair with Cora is open"
    for html in (cora, wren):
        assert "Each of you rated Safety Mapping on your own. Now you can read both views side by side." in html
        assert f'<a class="button" href="/pairs/{pair.id}">Open the pair<' in " ".join(html.split())
        assert html.count("is open<") == 1


def test_a_pair_of_which_cora_has_answered_a_question_is_news_to_her_and_says_who_sees_what(
    browse: Browse, world: World, db: Session
) -> None:
    pair = wren_and_cora_rate(db, world)
    answers = {Question.NEXT: "We said so."}
    save_answers(db, viewer_of(db, world, "cora"), pair, answers, revisions={}, at=START)
    db.commit()
    html = today_of(browse("cora"))

    assert "first-picture" not in html
    assert "Your pair with Wren is open" in titles(html)
    told = "Safety Mapping for November. Both of you see it now. Sue sees that it took place, not the points."
    assert told in words(html)


def test_an_opened_pair_says_how_long_it_stays_first(browse: Browse, world: World, db: Session) -> None:
    wren_and_cora_rate(db, world)

    said = "It stays here until you have answered one of its three questions or a goal is set, for two weeks at most."
    assert said in today_of(browse("cora"))


def test_an_answer_of_cora_leaves_the_pair_first_for_wren(browse: Browse, world: World, db: Session) -> None:
    answers, pair = {Question.NEXT: "We said so."}, wren_and_cora_rate(db, world)
    save_answers(db, viewer_of(db, world, "cora"), pair, answers, revisions={}, at=START)
    db.commit()

    assert first_of(today_of(browse("wren"))) == "Your pair with Cora is open"
    assert first_of(today_of(browse("cora"))) != "Your pair with Wren is open"


def test_a_goal_set_from_an_opened_pair_ends_its_turn_for_both(browse: Browse, world: World, db: Session) -> None:
    wren_and_cora_rate(db, world)
    assert browse("cora").post(f"/workers/{world['wren']}/goals", sent()).status_code == 303

    assert first_of(today_of(browse("cora"))) != "Your pair with Wren is open"
    assert first_of(today_of(browse("wren"))) == "Cora proposes a goal"


def test_whoever_opened_a_pair_alone_is_not_sent_back_to_it(browse: Browse, world: World, db: Session) -> None:
    rated = assess(db, world, "wren", "wren", WRENS_DAY, POINTS, opened=False)
    open_pair(db, rated, at=START - timedelta(days=1))
    db.commit()

    assert first_of(today_of(browse("cora"))) != "Your pair with Wren is open"
    assert first_of(today_of(browse("wren"))) == "Your pair with Cora is open"


def test_a_pair_that_opened_more_than_two_weeks_ago_is_neither_first_nor_new(
    browse: Browse, world: World, db: Session, clock: Clock
) -> None:
    wren_and_cora_rate(db, world)
    clock.forward(days=12)

    assert "Your pair" not in today_of(browse("cora"))


def test_a_pair_that_waits_for_wren_and_the_self_assessment_that_is_due_are_one_task(
    browse: Browse, world: World, db: Session
) -> None:
    assess(db, world, "wren", "wren", date(2026, 10, 5), {"purpose": 3}, profile="harm-and-danger", opened=False)
    assess(db, world, "wren", "wren", date(2026, 10, 5), POINTS, opened=False)
    assess(db, world, "cora", "wren", CORAS_DAY, POINTS, opened=False)
    db.commit()
    html = today_of(browse("wren"))
    asked = [first_of(html), *titles(html[: html.index("In the last two weeks")])]

    assert asked.count("Assess yourself on Safety Mapping") == 1
    assert "Cora has rated it. Rate yourself, then both views open." in html
    assert "Cora rated you" in titles(html)


def test_a_pair_that_waits_for_cora_is_asked_of_her_alone(browse: Browse, world: World, db: Session) -> None:
    assess(db, world, "ash", "ash", WRENS_DAY, POINTS, opened=False)
    db.commit()
    html = today_of(browse("cora"))

    assert first_of(html) == "Rate Ash on Safety Mapping"
    assert "Ash’s self-assessment is in. Rate on your own, then both views open." in html
    assert f'href="/workers/{world["ash"]}/assessments/new?profile=safety-mapping"' in html
    for other in ("ash", "wren", "sue", "ada", "theo"):
        assert "Rate Ash" not in today_of(browse(other))


def test_a_draft_for_a_pair_that_waits_is_the_same_task(browse: Browse, world: World, db: Session) -> None:
    assess(db, world, "ash", "ash", WRENS_DAY, POINTS, opened=False)
    draft = assess(db, world, "cora", "ash", CORAS_DAY, POINTS, submit=False)
    db.commit()
    html = today_of(browse("cora"))

    assert first_of(html) == "Finish your rating of Ash"
    assert f'<a class="button" href="/assessments/{draft.id}">' in " ".join(html.split())
    assert "Rate Ash on Safety Mapping" not in html
    assert [one for one in titles(html) if "Pick a date" not in one] == ["Ash submitted a self-assessment"]


def test_a_pair_of_last_month_leads_to_its_page_where_the_month_is_named(
    browse: Browse, world: World, db: Session
) -> None:
    pair_of = assess(db, world, "ash", "ash", date(2026, 10, 8), POINTS, opened=False)
    db.commit()
    html = today_of(browse("cora"))

    assert first_of(html) == "Rate Ash on Safety Mapping for October"
    assert f'<a class="button" href="/pairs/{pair_of.pair_id}">' in " ".join(html.split())
    assert "Since Sat, Oct 31" in html


def test_what_is_sealed_is_new_without_its_points_and_leads_to_the_pair(
    browse: Browse, world: World, db: Session
) -> None:
    rated = assess(db, world, "wren", "wren", WRENS_DAY, POINTS, opened=False)
    db.commit()
    html = today_of(browse("cora"))

    assert "Wren submitted a self-assessment" in titles(html)
    assert "Sealed until your own view is in: then both open together." in html
    assert f'href="/pairs/{rated.pair_id}"' in html
    assert f"/assessments/{rated.id}" not in html


@pytest.mark.parametrize("reader", ["wren", "cora", "sue", "theo", "ada", "stan"])
def test_no_page_of_the_day_shows_a_sealed_point(browse: Browse, world: World, db: Session, reader: str) -> None:
    rated = assess(db, world, "wren", "wren", WRENS_DAY, {"stakeholders": 7, "context": 8}, opened=False, note="canary")
    db.commit()
    for path in ("/", "/people"):
        html = browse(reader).get(path).text
        assert "canary" not in html
        assert "stair" not in html
        assert f"/assessments/{rated.id}" not in html


def test_a_view_read_without_rating_says_so(browse: Browse, world: World, db: Session) -> None:
    rated = assess(db, world, "wren", "wren", WRENS_DAY, POINTS, opened=False)
    open_pair(db, rated, at=START - timedelta(days=1))
    db.commit()
    html = today_of(browse("wren"))

    assert first_of(html) == "Your pair with Cora is open"
    assert "Cora read Safety Mapping without rating. Now it is open to both." in html
    assert "Safety Mapping. You read it without rating." in today_of(browse("cora"))


def test_a_seal_that_lifted_by_itself_is_news_and_nobodys_first_task(
    browse: Browse, world: World, db: Session, clock: Clock
) -> None:
    assess(db, world, "ash", "ash", date(2026, 10, 8), POINTS, opened=False)
    db.commit()
    clock.at = datetime.fromisoformat("2026-12-03T18:00:00+00:00")
    html = today_of(browse("cora"))

    assert "Safety Mapping for October is open" in titles(html)
    assert "The month after is over, so the seal has lifted. Both of you see it now." in words(html)
    assert first_of(html) != "Your pair with Ash is open"


def test_with_ratings_the_news_says_that_sue_sees_the_points_of_what_came_after(
    browse: Browse, world: World, db: Session
) -> None:
    running, at = agreement(db, world, "cora-wren"), datetime.fromisoformat("2026-11-11T18:00:00+00:00")
    sue = db.get_one(Account, world["sue"])
    sharing.offer(db, viewer_of(db, world, "wren"), running, supervisor=sue, level=Level.RATINGS, at=at)
    for name in ("cora", "sue"):
        signs(db, world, name, running, number=2, at=at)
    pair = wren_and_cora_rate(db, world)
    save_answers(db, viewer_of(db, world, "wren"), pair, dict.fromkeys(Question, "So."), revisions={}, at=START)
    db.commit()

    assert "Both of you see it now. Sue sees the points of one side." in words(today_of(browse("wren")))
    own = today_of(browse("sue"))
    assert "Cora rated Wren" in titles(own)
    assert "Wren submitted a self-assessment" not in own


def test_the_coach_of_before_reads_nothing_of_a_pair_that_opened_later(
    browse: Browse, world: World, db: Session
) -> None:
    wren_and_cora_rate(db, world)
    html = today_of(browse("theo"))

    assert first_of(html) == "Nothing is due"
    assert titles(html) == []
