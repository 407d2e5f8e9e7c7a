"""The page of a pair in each of its states, as both people meet it, and as nobody else does."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from sqlmodel import Session

from app.agreements.actions import end_now
from app.db import Database
from app.pairs import views as pair_views
from app.pairs.reading import LoadedPair, pair_or_404
from app.people.access import Viewer
from app.people.models import Agreement, Earlier
from app.ratings.rules import Answer
from tests.clock import START, Clock
from tests.conftest import Browser
from tests.pairs.story import CORA, WREN, Browse, both_rated, plain, rate, words
from tests.ratings.conftest import Desk, submit
from tests.world import World

OTHERS = ("theo", "sue", "stan", "sol", "ash", "ada", "otto", "olga")


def filled(page: str) -> list[tuple[str, str]]:
    return re.findall(r'<a class="button" href="([^"]*)">([^<]*)</a>', page)


def test_to_whoever_has_not_rated_the_page_says_who_did_and_leads_to_the_form(
    browse: Browse, world: World, desk: Desk
) -> None:
    pair = rate(desk, "wren", WREN)
    page = words(browse("cora"), pair)
    assert "Wren has rated Safety Mapping. You see it as soon as your own view is in." in page
    assert "the seal lifts by itself when December 31, 2026 is over." in page
    assert filled(page) == [(f"/workers/{world['wren']}/assessments/new?profile=safety-mapping", "Rate now")]
    assert [
        secret for secret in ("I called the neighbor.", "The family wrote them.", "You both chose") if secret in page
    ] == []


def test_the_worker_is_asked_for_an_assessment_of_oneself(browse: Browse, desk: Desk) -> None:
    pair = rate(desk, "cora", CORA)
    page = words(browse("wren"), pair)
    assert [said for _, said in filled(page)] == ["Assess yourself"]
    assert "On the wall first." not in page


def test_an_open_draft_of_the_month_is_gone_on_with(browse: Browse, desk: Desk) -> None:
    pair = rate(desk, "wren", WREN)
    desk.draft("cora", "wren", on=date(2026, 10, 30))
    draft = desk.draft("cora", "wren", on=date(2026, 11, 3))
    assert filled(words(browse("cora"), pair)) == [(f"/assessments/{draft}", "Rate now")]


def test_a_pair_of_the_month_before_asks_for_a_day_in_it(browse: Browse, desk: Desk, world: World) -> None:
    pair = rate(desk, "wren", WREN, on=date(2026, 10, 20))
    cora = browse("cora")
    ((href, _),) = filled(words(cora, pair))
    assert href == f"/workers/{world['wren']}/assessments/new?profile=safety-mapping&on=2026-10-31"
    assert 'value="2026-10-31"' in words(cora, href)
    assert cora.get(href.replace("2026-10-31", "tomorrow")).status_code == 404


def test_to_whoever_has_rated_the_page_says_whom_it_waits_for(browse: Browse, desk: Desk) -> None:
    pair = rate(desk, "wren", WREN)
    page = words(browse("wren"), pair)
    assert "Your view is in. Cora has not rated Safety Mapping for November 2026 yet." in page
    assert "Open without rating" not in page
    assert browse("wren").post(f"{pair}/opening", {"confirm": "yes"}).status_code == 409


def test_both_views_stand_side_by_side_in_three_parts(browse: Browse, desk: Desk) -> None:
    pair = both_rated(desk)
    pages = [words(browse(name), pair) for name in ("wren", "cora")]
    for page in pages:
        parts = ["What is working", "Where you saw it differently", "Seen by one of you", "Three questions for your"]
        assert [page.index(part) for part in parts] == sorted(page.index(part) for part in parts)
        assert "Three elements where you saw the same, or nearly." in page
        assert "You both chose 7, in Distinguished." in page
        assert "Two steps apart, both in Accomplished." in page
        assert "Wren chose 5. Cora did not observe it." in page
        assert "Purpose, Desired Outcomes and Reflection are not in our copy." in page
        assert 'aria-label="Cora 4, Accomplished. Wren 6, Accomplished."' in page
        assert page.index("On the wall first.") < page.index("The family wrote them.")
        assert (
            re.findall(r"\b(average|mean|overrated|underrated|only|still|failed)\b", re.sub(r"<[^>]*>", " ", page))
            == []
        )
    own_words = [page.partition("<main")[2].replace("My practice", "People") for page in pages]
    # The one difference: who opened the record is Wren's to ask.
    token = re.compile(r'name="csrf_token" value="[^"]*"|<a [^>]*href="/who-opened-my-record">[^<]*</a>|(?<=>)\s+(?=<)')
    # Twice, because what is taken out leaves a gap between two tags.
    mine, others = (token.sub("", token.sub("", one)) for one in own_words)
    assert mine == others


def test_a_gap_shows_who_saw_what_and_two_questions(browse: Browse, desk: Desk) -> None:
    page = words(browse("cora"), both_rated(desk))
    gap = re.sub(r"<[^>]*>", " ", page[page.index('id="element-stakeholders"') : page.index('id="by-one"')])
    said = " ".join(gap.split())
    assert "What each of you marked as seen, in Accomplished" in said
    seen_by = re.findall(r"(Cora, Wren:|Wren:|neither :)", said)
    assert seen_by == ["Cora, Wren:", "Wren:", "neither :", "neither :"]
    assert "Which moment did you have in mind? What did the other one not get to see?" in said


def test_the_page_tells_how_it_opened_and_what_the_supervisor_sees(browse: Browse, desk: Desk) -> None:
    page = re.sub(r"<[^>]*>", " ", words(browse("wren"), both_rated(desk)))
    said = " ".join(page.split())
    assert "Wren rated on Nov 16, after the family meeting of Nov 12." in said
    assert "Cora rated on Nov 16." in said
    assert "Open to both of you since Nov 16." in said
    assert "Sue sees that it took place, and when. No points, no notes." in said


def test_the_next_step_starts_where_the_two_differ_most(browse: Browse, desk: Desk, world: World) -> None:
    href = f"/workers/{world['wren']}/goals/new?profile=safety-mapping&element=stakeholders"
    page = words(browse("cora"), both_rated(desk))
    assert filled(page) == [(href, "Set the next step together")]
    assert browse("cora").get(href).status_code == 200


@pytest.mark.parametrize("sealed", [True, False])
def test_nobody_else_learns_that_there_is_a_pair(browse: Browse, desk: Desk, sealed: bool) -> None:
    pair = rate(desk, "wren", WREN) if sealed else both_rated(desk)
    nothing = "/pairs/00000000-0000-0000-0000-000000000000"
    for name in OTHERS:
        browser = browse(name)
        found, missing = browser.get(pair), browser.get(nothing)
        assert (found.status_code, found.text) == (404, missing.text)
        assert browser.post(f"{pair}/opening", {"confirm": "yes"}).status_code == 404
        assert browser.post(f"{pair}/answers", {"answer-next": "x"}).status_code == 404
        assert browser.post(f"{pair}/answers/next", {"answer-next": "x"}).status_code == 404
    assert browse().get(pair).headers["location"].startswith("/sign-in")


def test_a_former_coach_keeps_the_pair_and_a_later_one_never_opens_it(
    browse: Browse, desk: Desk, db: Session, world: World
) -> None:
    may = datetime(2026, 5, 20, 17, tzinfo=UTC)
    made = desk.submitted("theo", "wren", on=date(2026, 5, 4), answers=CORA, at=may, opened=False)
    pair = desk.pair_of(made)
    cora = db.get_one(Agreement, world.agreements["cora-wren"])
    cora.earlier = Earlier.ALL
    db.add(cora)
    db.commit()
    assert [browse(name).get(pair).status_code for name in ("wren", "theo", "cora")] == [200, 200, 404]
    assert f'href="{pair}"' not in browse("cora").get(f"/workers/{world['wren']}/assessments").text
    assert browse("cora").get(f"/assessments/{made}").status_code == 200


def test_opening_without_rating_needs_a_tick_and_is_told_to_both(browse: Browse, desk: Desk) -> None:
    pair = rate(desk, "wren", WREN)
    cora = browse("cora")
    refused = cora.post(f"{pair}/opening")
    assert refused.status_code == 422
    assert "Tick the box to say that you want to open it without rating." in refused.text
    assert "I called the neighbor." not in refused.text
    answer = cora.post(f"{pair}/opening", {"confirm": "yes"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{pair}?done=pair-opened")
    for name in ("cora", "wren"):
        page = words(browse(name), pair)
        assert "<b>Cora</b> opened it on Nov 16 without rating." in page
        assert "Safety Mapping: one view" in page
        assert "I called the neighbor." in page


def test_whoever_rates_after_declaring_stands_beside_the_pair_and_is_not_compared(browse: Browse, desk: Desk) -> None:
    pair = rate(desk, "wren", WREN)
    browse("cora").post(f"{pair}/opening", {"confirm": "yes"})
    rate(desk, "cora", {"content": Answer(9, note="After a look.")}, on=date(2026, 11, 16))
    page = words(browse("wren"), pair)
    assert "Cora rated on Nov 16, after opening." in page
    assert ("After a look." in page, "steps apart" in page) == (False, False)


def test_a_second_assessment_of_the_month_is_named_and_not_compared(browse: Browse, desk: Desk) -> None:
    pair = both_rated(desk)
    rate(desk, "cora", {"stakeholders": Answer(6, note="A week later.")}, on=date(2026, 11, 14))
    page = words(browse("wren"), pair)
    assert "Cora rated again on Nov 16." in page
    assert ("A week later." in page, "Two steps apart, both in Accomplished." in page) == (False, True)


def test_a_seal_that_lifted_by_itself_shows_the_one_view(browse: Browse, desk: Desk, clock: Clock) -> None:
    pair = rate(desk, "wren", WREN)
    clock.at = datetime(2027, 1, 2, 18, tzinfo=UTC)
    page = words(browse("cora"), pair)
    assert "The month after it is over, so it is open to both of you since Jan 1." in page
    assert "<b>Cora</b> had not rated by then." in page
    assert "I called the neighbor." in page


def test_an_agreement_that_ended_leaves_the_pair_to_be_read(
    browse: Browse, desk: Desk, db: Session, world: World
) -> None:
    pair = both_rated(desk)
    wren = browse("wren")
    end_now(db, None, db.get_one(Agreement, world.agreements["cora-wren"]), at=START)
    db.commit()
    page = words(wren, pair)
    assert "Open to both of you since Nov 16." in page
    assert ("<textarea" in page, filled(page)) == (False, [])
    refused = wren.post(f"{pair}/answers/next", {"answer-next": "Written too late."})
    assert refused.status_code == 403
    assert "Your coaching agreement has ended." in refused.text


def test_a_coach_who_ends_the_agreement_has_opened_nothing(
    browse: Browse, desk: Desk, world: World, clock: Clock
) -> None:
    made = desk.submitted("wren", "wren", answers=WREN, opened=False)
    pair, cora = desk.pair_of(made), browse("cora")
    clock.forward(minutes=1)
    assert (
        cora.post(f"/agreements/{world.agreements['cora-wren']}/end", {"go": "now", "sure": "yes"}).status_code == 303
    )
    clock.forward(minutes=1)
    answer = cora.get(f"/assessments/{made}")
    assert (answer.status_code, answer.headers["location"]) == (303, pair)
    for name in ("cora", "wren"):
        page = words(browse(name), pair)
        assert "I called the neighbor." not in page
        assert "Sealed until December 31, 2026 is over." in page
        assert ("Open without rating" in page, "until Cora has rated" in page, filled(page)) == (False, False, [])
    assert cora.post(f"{pair}/opening", {"confirm": "yes"}).status_code == 403
    clock.at = datetime(2027, 1, 2, 18, tzinfo=UTC)
    assert "I called the neighbor." in words(browse("cora"), pair)


@pytest.mark.parametrize(("author", "other"), [("wren", "cora"), ("cora", "wren")])
def test_the_page_of_a_sealed_pair_is_given_nothing_of_the_others_view(
    desk: Desk, database: Database, viewer: Callable[[str], Viewer], author: str, other: str
) -> None:
    pair = UUID(rate(desk, author, WREN).rpartition("/")[2])
    with database.reading() as db:
        given = {
            name: pair_views.context(db, viewer(name), pair_or_404(db, viewer(name), pair, now=START), now=START)
            for name in (author, other)
        }
    held = {name: context["found"].side_of(_id_of(context["found"], author)) for name, context in given.items()}
    assert {name: len(side.stored) for name, side in held.items()} == {author: len(WREN), other: 0}


def test_a_point_changed_after_earlier_ones_were_shown_carries_a_quiet_word(browse: Browse, desk: Desk) -> None:
    desk.submitted("cora", "wren", on=date(2026, 10, 19), answers={"content": Answer(3), "context": Answer(3)})
    pair = rate(desk, "wren", WREN)
    cora = browse("cora")
    draft = f"/assessments/{desk.draft('cora', 'wren', answers={'content': Answer(4), 'stakeholders': Answer(4)})}"
    cora.post(draft, {"go": "review"})
    cora.post(f"{draft}/elements/content", {"point-content": "5", "revision-content": "1"})
    cora.post(f"{draft}/elements/context", {"point-context": "5", "revision-context": "0"})
    cora.post(f"{draft}/elements/stakeholders", {"point-stakeholders": "5", "revision-stakeholders": "1"})
    assert submit(cora, draft).headers["location"] == f"{pair}?done=pair-open"
    page = words(cora, pair)
    # The point on Context was a first choice, and of Stakeholders there was no earlier one to see.
    assert page.count("Cora changed this point after seeing earlier ones.") == 1
    assert "One step apart, both in Accomplished." in page[: page.index("Cora changed this point")]


def test_a_second_view_of_an_open_pair_is_read_by_itself_and_said_to_be_beside_it(browse: Browse, desk: Desk) -> None:
    pair, wren = both_rated(desk), browse("wren")
    second = f"/assessments/{desk.draft('wren', 'wren', on=date(2026, 11, 15), answers={'content': Answer(9)})}"
    said = "The pair of November 2026 is open already. So this view is kept beside the pair, marked as later"
    assert said in words(wren, f"{second}/review")
    answer = submit(wren, second)
    assert answer.headers["location"] == f"{second}?done=submitted-later"
    assert "It is kept beside the pair, and not compared." in words(wren, answer.headers["location"])
    first = f"/assessments/{desk.draft('cora', 'ash', answers=CORA)}"
    assert "is open already" not in words(browse("cora"), f"{first}/review")
    assert pair


def test_submitting_leads_to_the_pair_and_says_whether_it_is_open(browse: Browse, desk: Desk) -> None:
    wren, cora = browse("wren"), browse("cora")
    own = submit(wren, f"/assessments/{desk.draft('wren', 'wren', answers=WREN)}").headers["location"]
    theirs = submit(cora, f"/assessments/{desk.draft('cora', 'wren', answers=CORA)}").headers["location"]
    assert (own.partition("?")[2], theirs.partition("?")[2]) == ("done=submitted", "done=pair-open")
    assert own.partition("?")[0] == theirs.partition("?")[0]
    assert "Your assessment is submitted. The pair is open to both of you." in words(cora, theirs)
    sol = browse("sol")
    alone = f"/assessments/{desk.draft('sol', 'sol', answers=WREN)}"
    assert submit(sol, alone).headers["location"] == f"{alone}?done=submitted"


def test_the_list_of_assessments_leads_to_the_pair(browse: Browse, desk: Desk, world: World) -> None:
    history = f"/workers/{world['wren']}/assessments"
    pair = rate(desk, "wren", WREN)
    assert _pair_links(browse("cora"), history) == [(pair, "Sealed until you have rated")]
    assert _pair_links(browse("wren"), history) == [(pair, "Sealed until the other view is in")]
    assert _pair_links(browse("sue"), history) == []
    rate(desk, "cora", CORA)
    assert _pair_links(browse("cora"), history) == [(pair, "Both views")] * 2


def test_the_sealed_assessment_of_the_other_leads_to_the_pair(browse: Browse, desk: Desk) -> None:
    made = desk.submitted("wren", "wren", answers=WREN, opened=False)
    answer = browse("cora").get(f"/assessments/{made}")
    assert (answer.status_code, answer.headers["location"]) == (303, desk.pair_of(made))
    assert [browse(name).get(f"/assessments/{made}").status_code for name in ("wren", "theo", "sue")] == [200, 404, 404]


def _pair_links(browser: Browser, path: str) -> list[tuple[str, str]]:
    return re.findall(r'<a href="(/pairs/[^"]*)"> ?([^<]*?) ?<span', plain(browser.get(path).text))


def _id_of(found: LoadedPair, name: str) -> UUID:
    return found.worker.id if name == "wren" else found.coach_account.id
