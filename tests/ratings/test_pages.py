"""The rating form, its review and what follows, as people meet them."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.audit.models import AuditEntry
from app.db import Database
from app.frameworks.actions import load
from app.frameworks.files import read_folder
from app.people.models import Position
from app.ratings.models import Assessment, Pair, Rating
from app.ratings.rules import Answer, Reason
from app.settings import ROOT
from tests.clock import START, Clock
from tests.conftest import Browser
from tests.ratings.conftest import Desk, submit
from tests.world import World

Browse = Callable[..., Browser]
PEOPLE = ("wren", "ash", "cora", "theo", "sue", "stan", "sol", "ada", "otto", "olga")
FOUR = {"content": Answer(point=4)}
OPENING = {"observed_on": "2026-11-16", "setting": "family-meeting"}


def start(browser: Browser, world: World, worker: str, profile: str = "safety-mapping") -> str:
    answer = browser.post(f"/workers/{world[worker]}/assessments", {"profile": str(world.profiles[profile]), **OPENING})
    assert answer.status_code == 303
    return str(answer.headers["location"])


def buttons(browser: Browser, path: str) -> list[str]:
    """What the filled button of a page says."""
    return [words.strip() for words in re.findall(r'<a class="button"[^>]*>([^<]*)</a>', text(browser, path))]


def text(browser: Browser, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200
    return unescape(answer.text)


@pytest.mark.parametrize(("name", "worker"), [("cora", "wren"), ("wren", "wren"), ("sol", "sol"), ("sue", "sue")])
def test_a_coach_and_a_worker_can_start(browse: Browse, world: World, name: str, worker: str) -> None:
    browser = browse(name)
    assert "Safety Mapping" in text(browser, f"/workers/{world[worker]}/assessments/new")
    assert "Group Agreements" in text(browser, start(browser, world, worker))


@pytest.mark.parametrize(
    ("name", "worker"),
    [
        ("theo", "wren"), ("sue", "wren"), ("ash", "wren"), ("ada", "wren"), ("otto", "wren"), ("olga", "wren"),
        ("cora", "sol"), ("cora", "otto"), ("cora", "cora"), ("ada", "ada"),
    ],
)  # fmt: skip
def test_nobody_rates_a_person_they_do_not_coach_now(browse: Browse, world: World, name: str, worker: str) -> None:
    browser = browse(name)
    assert browser.get(f"/workers/{world[worker]}/assessments/new").status_code == 404
    fields = {"profile": str(world.profiles["safety-mapping"]), **OPENING}
    assert browser.post(f"/workers/{world[worker]}/assessments", fields).status_code == 404


def test_profiles_in_focus_come_first_and_the_one_asked_for_is_chosen(browse: Browse, world: World) -> None:
    page = text(browse("cora"), f"/workers/{world['wren']}/assessments/new?profile=safety-networks")
    assert page.index("Safety Mapping") < page.index("Others that fit") < page.index("Safety Networks")
    (chosen,) = re.findall(r'<input [^>]*value="([^"]*)"[^>]* checked', page)
    assert chosen == str(world.profiles["safety-networks"])


def test_starting_twice_on_one_day_opens_the_same_draft(browse: Browse, world: World) -> None:
    cora = browse("cora")
    assert start(cora, world, "wren") == start(cora, world, "wren")


def test_a_day_that_is_submitted_already_is_not_started_again(browse: Browse, world: World, desk: Desk) -> None:
    desk.submitted("cora", "wren", answers={"content": Answer(point=4)})
    fields = {"profile": str(world.profiles["safety-mapping"]), **OPENING}
    answer = browse("cora").post(f"/workers/{world['wren']}/assessments", fields)
    assert answer.status_code == 422
    assert "already submitted for this day" in answer.text
    assert 'value="2026-11-16"' in answer.text


@pytest.mark.parametrize("name", [name for name in PEOPLE if name != "cora"])
def test_a_draft_is_there_for_its_author_alone(browse: Browse, desk: Desk, name: str) -> None:
    path = f"/assessments/{desk.draft('cora', 'wren', answers={'content': Answer(point=4)})}"
    browser = browse(name)
    assert [
        browser.get(path).status_code,
        browser.get(f"{path}/review").status_code,
        browser.post(path, {"point-content": "9"}).status_code,
        browser.post(f"{path}/elements/content", {"point-content": "9"}).status_code,
        browser.post(f"{path}/details", OPENING).status_code,
        browser.post(f"{path}/submission").status_code,
        browser.post(f"{path}/removal").status_code,
    ] == [404] * 7


@pytest.mark.parametrize(("name", "status"), [*((name, 404) for name in PEOPLE[3:]), ("wren", 200), ("cora", 200)])
def test_what_is_submitted_is_read_by_worker_and_coach(browse: Browse, desk: Desk, name: str, status: int) -> None:
    path = f"/assessments/{desk.submitted('cora', 'wren', answers={'content': Answer(point=4, note='Three.')})}"
    assert browse(name).get(path).status_code == status


def test_a_worker_reads_what_the_coach_submitted_and_changes_nothing(browse: Browse, desk: Desk) -> None:
    path = f"/assessments/{desk.submitted('cora', 'wren', answers={'content': Answer(point=4, note='Three.')})}"
    wren = browse("wren")
    assert "Cora chose 4, the first point of Accomplished." in text(wren, path)
    for answer in (
        wren.post(path, {"point-content": "9"}),
        wren.post(f"{path}/submission"),
        wren.post(f"{path}/removal"),
    ):
        assert answer.status_code == 403
        assert "Somebody else wrote this assessment. You can read it, and leave it as it is." in answer.text
    assert wren.get(f"{path}/review").status_code == 404
    assert browse("cora").post(path, {"point-content": "9"}).status_code == 409


def test_an_element_saves_itself_and_says_when(browse: Browse, world: World) -> None:
    cora = browse("cora")
    path = start(cora, world, "wren")
    fields = {"point-content": "4", "seen-content": ["a1", "a2"], "note-content": "Three.", "revision-content": "0"}
    answer = cora.post(f"{path}/elements/content", fields)
    assert (answer.status_code, answer.headers["X-Revision"]) == (200, "1")
    assert " ".join(answer.text.split()) == (
        '<p data-saved class="saved-line saved-ok">Saved 10:00 AM</p> '
        '<div role="status" id="caution-note-content" data-caution> </div>'
    )
    page = text(cora, path)
    assert "4, Accomplished: partly there" in page
    assert "2 of 3 seen" in page
    assert "1 of 5 done" in page
    assert re.findall(r'name="revision-content"\s+value="([^"]*)"', page) == ["1"]


def test_the_same_again_changes_nothing_and_takes_no_new_revision(browse: Browse, world: World) -> None:
    cora = browse("cora")
    path = start(cora, world, "wren")
    for _ in range(3):
        answer = cora.post(f"{path}/elements/content", {"point-content": "4", "revision-content": "0"})
        assert (answer.status_code, answer.headers["X-Revision"]) == (200, "1")


def test_an_older_tab_is_told_and_loses_nothing(browse: Browse, world: World) -> None:
    cora = browse("cora")
    path = start(cora, world, "wren")
    cora.post(f"{path}/elements/content", {"point-content": "4", "revision-content": "0"})
    older = {"point-content": "6", "note-content": "From the older tab.", "revision-content": "0"}
    answer = cora.post(f"{path}/elements/content", older)
    assert answer.status_code == 409
    assert "X-Revision" not in answer.headers
    assert "Another tab saved something newer here." in answer.text
    assert 'name="keep" value="content:1"' in " ".join(answer.text.split())
    whole = cora.post(path, {**older, "go": "save"})
    assert whole.status_code == 409
    assert "From the older tab." in whole.text
    assert "4, Accomplished: partly there" in text(cora, path)
    assert "Content was changed in another tab, so nothing of this page is saved yet." in " ".join(whole.text.split())
    # Taking the newer one gives up this element alone: what was typed elsewhere on the page is saved.
    taken = cora.post(path, {**older, "note-context": "Typed meanwhile.", "take": "content"})
    assert (taken.status_code, taken.headers["location"]) == (303, f"{path}?done=saved#element-content")
    page = text(cora, path)
    assert ("Typed meanwhile.</textarea>" in page, "From the older tab." in page) == (True, False)
    assert "4, Accomplished: partly there" in page
    # A third tab saves: to keep the own one is no word about what nobody was shown.
    third = {"point-content": "7", "revision-content": "1"}
    assert cora.post(f"{path}/elements/content", third).status_code == 200
    unseen = cora.post(path, {**older, "keep": "content:1"})
    assert (unseen.status_code, 'value="content:2"' in " ".join(unseen.text.split())) == (409, True)
    kept = cora.post(path, {**older, "keep": "content:2"})
    assert (kept.status_code, kept.headers["location"]) == (303, f"{path}?done=saved#element-content")
    assert "6, Accomplished: all of it" in text(cora, path)


def test_an_older_tab_does_not_put_the_day_back(browse: Browse, world: World) -> None:
    cora = browse("cora")
    path = start(cora, world, "wren")
    were = {"details-were": "2026-11-16 family-meeting"}
    moved = cora.post(f"{path}/details", {"observed_on": "2026-11-12", "setting": "home-visit", **were})
    assert (moved.status_code, moved.headers["X-Revision"]) == (200, "2026-11-12 home-visit")
    assert cora.post(f"{path}/details", {**OPENING, "setting": "", **were}).status_code == 409
    sheet = cora.post(path, {**OPENING, "setting": "", **were, "point-content": "4"})
    assert sheet.status_code == 409
    assert 'value="2026-11-12"' in text(cora, path)
    assert "No point chosen yet" in text(cora, path)


def test_the_whole_sheet_is_saved_without_script(browse: Browse, world: World) -> None:
    cora = browse("cora")
    path = start(cora, world, "wren")
    sheet = {
        **OPENING, "observed_on": "2026-11-13", "point-content": "4", "revision-content": "0",
        "point-context": "not-observed", "reason-context": "court", "revision-context": "0", "go": "review",
    }  # fmt: skip
    answer = cora.post(path, sheet)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{path}/review")
    page = text(cora, path)
    assert 'value="2026-11-13"' in page
    assert '<option value="court" selected>' in page
    assert "2 of 5 done" in page


@pytest.mark.parametrize(("go", "end"), [("save", "?done=saved"), ("review", "/review"), ("", "?done=saved")])
def test_each_button_of_the_form_leads_on(browse: Browse, world: World, go: str, end: str) -> None:
    cora = browse("cora")
    path = start(cora, world, "wren")
    assert cora.post(path, {"go": go}).headers["location"] == f"{path}{end}"
    assert cora.post(path, {"go": "leave"}).headers["location"] == f"/workers/{world['wren']}?done=saved"


def test_clear_takes_a_choice_back_without_script(browse: Browse, world: World) -> None:
    cora = browse("cora")
    path = start(cora, world, "wren")
    cora.post(f"{path}/elements/content", {"point-content": "4", "note-content": "Kept.", "revision-content": "0"})
    sheet = {"point-content": "4", "note-content": "Kept.", "revision-content": "1", "clear": "content"}
    assert cora.post(path, sheet).headers["location"] == f"{path}?done=saved#element-content"
    page = text(cora, path)
    assert "Kept." in page
    assert "0 of 5 done" in page


def test_elements_that_take_no_rating_are_explained(browse: Browse, world: World) -> None:
    page = text(browse("cora"), start(browse("cora"), world, "wren"))
    assert "Purpose, Desired Outcomes and Reflection are not in our copy. They take no points." in page
    assert "point-purpose" not in page
    planning = text(browse("cora"), start(browse("cora"), world, "wren", "safety-planning"))
    assert "Next Steps is under development. It takes no points." in planning


def test_the_levels_of_set_stand_once_over_elements_grouped_by_value(browse: Browse, world: World) -> None:
    wren = browse("wren")
    path = start(wren, world, "wren", "actions-social-worker")
    page = text(wren, path)
    assert page.count("What the levels mean") == 1
    assert page.count('class="part-block group-head"') == 6
    assert page.count('type="radio"') == 36 * 6
    assert page.count('type="checkbox"') == 0
    assert 'aria-label="1, Novice"' in page
    assert wren.post(path, {"point-kinship-partners-1": "6"}).status_code == 422
    assert wren.post(path, {"point-kinship-partners-1": "5"}).status_code == 303
    assert "You chose 5, Master." in text(wren, f"{path}/review")


def test_the_review_names_gaps_and_missing_notes(browse: Browse, world: World, desk: Desk) -> None:
    answers = {
        "group-agreements": Answer(point=7, note="Asked first."), "stakeholders": Answer(point=4, note="Two."),
        "context": Answer(point=5), "content": Answer(note="Three questions."),
        "next-steps": Answer(not_observed=True, reason=Reason.COURT),
    }  # fmt: skip
    path = f"/assessments/{desk.draft('cora', 'wren', answers=answers)}"
    page = " ".join(text(browse("cora"), f"{path}/review").split())
    assert "One element is open. It can stay open." in page
    assert "<b>Content has no point yet.</b> Your note is there. Choose a point" in page
    assert f'href="{path}#element-content"' in page
    assert "<summary>One element with a point has no note</summary>" in page
    assert f'href="{path}#field-note-context"' in page
    assert "You chose 7, the first point of Distinguished." in page
    assert "Not observed this time. Reason: court or deadline." in page
    assert "You submit four of five elements. <b>Content stays open.</b>" in page
    assert "Submit with Content open" in page


def test_the_review_asks_to_look_again_at_a_note_that_may_name_somebody(browse: Browse, desk: Desk) -> None:
    answers = {"context": Answer(point=5, note="Case 24-01877."), "content": Answer(point=4, note="On the wall.")}
    path = f"/assessments/{desk.draft('cora', 'wren', answers=answers)}"
    cora = browse("cora")
    page = " ".join(text(cora, f"{path}/review").split())
    assert page.count("This may tell who somebody is:") == 1
    assert "Your note on Context" in page
    gaps = ["group-agreements", "stakeholders", "next-steps"]
    assert cora.post(f"{path}/submission", {"gap": gaps}).status_code == 303


def test_after_submitting_both_views_come_first_and_without_a_pair_the_next_step(
    browse: Browse, world: World, desk: Desk
) -> None:
    path = f"/assessments/{desk.submitted('cora', 'wren', on=date(2026, 10, 19), answers={'content': Answer(point=4)})}"
    for person in ("cora", "wren"):
        assert buttons(browse(person), path) == ["See both views"]
    alone = f"/assessments/{desk.submitted('sol', 'sol', answers={'content': Answer(point=4)})}"
    assert buttons(browse("sol"), alone) == ["Set the next step"]


def test_an_author_is_told_that_the_own_view_waits(browse: Browse, desk: Desk) -> None:
    path = f"/assessments/{desk.submitted('wren', 'wren', answers=FOUR, opened=False)}"
    wren = browse("wren")
    assert "This view waits for the other one." in text(wren, path)
    assert buttons(wren, path) == ["See where the pair stands"]


def test_earlier_points_are_shown_on_the_review_and_only_where_a_choice_was_made(browse: Browse, desk: Desk) -> None:
    earlier = {"content": Answer(point=3), "context": Answer(point=2)}
    desk.submitted("cora", "wren", on=date(2026, 10, 19), answers=earlier)
    desk.submitted("wren", "wren", on=date(2026, 10, 12), answers={"content": Answer(point=6)})
    path = f"/assessments/{desk.draft('cora', 'wren', answers={'content': Answer(point=4)})}"
    cora = browse("cora")
    assert "Oct 19" not in text(cora, path)
    before = text(cora, f"{path}/review")
    assert ("Oct 19" in before, "Oct 12" in before) == (False, False)
    assert "Shown after you press “Review” in the form." in before
    cora.post(path, {"go": "review"})
    review = text(cora, f"{path}/review")
    assert review.count("Oct 19") == 1
    assert review.count("Oct 12") == 1
    assert review.count("Shown once you choose.") == 4


def test_the_form_that_starts_says_that_what_is_in_focus_can_be_sealed(browse: Browse, world: World) -> None:
    said = "points and notes can stay sealed until both have rated, or until the month after is over."
    pages = {
        name: text(browse(name), f"/workers/{world[worker]}/assessments/new")
        for name, worker in (("wren", "wren"), ("cora", "wren"), ("sol", "sol"))
    }
    # Sol has no coach, and so no pair.
    assert {name: said in " ".join(page.split()) for name, page in pages.items()} == {
        "wren": True, "cora": True, "sol": False,
    }  # fmt: skip


def test_submitting_a_hundred_times_makes_one_row(browse: Browse, world: World, desk: Desk, database: Database) -> None:
    path = f"/assessments/{desk.draft('cora', 'wren', answers={'content': Answer(point=4, note='Three.')})}"
    cora = browse("cora")
    answers = [submit(cora, path) for _ in range(100)]
    with database.reading() as db:
        (pair,) = db.scalars(sa.select(col(Pair.id)))
        found = {(answer.status_code, answer.headers["location"]) for answer in answers}
        assert found == {(303, f"/pairs/{pair}?done=submitted")}
        assert _count(db, sa.select(Assessment)) == 1
        (entry,) = db.scalars(sa.select(AuditEntry).where(col(AuditEntry.action) == "assessment:submit"))
    assert entry.details == {"kind": "coach", "points": 1, "not_observed": 0, "gaps": 4, "notes": 1}


def test_an_empty_sheet_is_not_submitted(browse: Browse, world: World) -> None:
    cora = browse("cora")
    path = start(cora, world, "wren")
    answer = cora.post(f"{path}/submission")
    assert answer.status_code == 422
    assert "for at least one element first" in unescape(answer.text)


def test_gaps_are_named_before_anything_is_submitted(browse: Browse, desk: Desk) -> None:
    path = f"/assessments/{desk.draft('cora', 'wren', answers={'content': Answer(point=4, note='Three.')})}"
    cora = browse("cora")
    answer = cora.post(f"{path}/submission")
    page = unescape(answer.text)
    assert answer.status_code == 422
    assert '<a href="#open">4 elements have no point yet. You see which below.' in page
    assert "<b>Stakeholders has no point yet.</b>" in page
    assert "Draft, yours alone" in page
    assert submit(cora, path).status_code == 303


def test_a_list_of_gaps_that_is_no_longer_true_asks_again(browse: Browse, desk: Desk) -> None:
    every = ("group-agreements", "stakeholders", "context", "content", "next-steps")
    path = f"/assessments/{desk.draft('cora', 'wren', answers={key: Answer(point=4) for key in every[1:]})}"
    cora = browse("cora")
    cora.post(f"{path}/elements/content", {"note-content": "Cleared in another tab.", "revision-content": "1"})
    stale = cora.post(f"{path}/submission", {"gap": every[0]})
    assert (stale.status_code, "2 elements have no point yet." in stale.text) == (422, True)
    for key in every:
        cora.post(path, {f"point-{key}": "4"})
    filled = cora.post(f"{path}/submission", {"gap": [every[0], "content"]})
    assert (filled.status_code, "Every element has an answer by now." in filled.text) == (422, True)
    assert submit(cora, path).status_code == 303


def test_a_day_that_no_longer_does_leads_from_the_review_to_the_form(browse: Browse, desk: Desk, clock: Clock) -> None:
    path = f"/assessments/{desk.draft('cora', 'wren', answers={'content': Answer(point=4)})}"
    clock.forward(days=400)
    answer = submit(browse("cora"), path)
    assert answer.status_code == 422
    assert f'<a href="{path}#field-observed_on">This day is more than a year ago.' in answer.text


def test_drafts_leave_no_trace_in_the_audit(browse: Browse, world: World, database: Database) -> None:
    cora = browse("cora")
    path = start(cora, world, "wren")
    cora.post(f"{path}/elements/content", {"point-content": "4", "revision-content": "0"})
    cora.post(f"{path}/removal")
    with database.reading() as db:
        of_cora = sa.select(AuditEntry).where(col(AuditEntry.actor_id) == world["cora"], col(AuditEntry.at) >= START)
        assert _count(db, of_cora) == 1  # the sign-in


def test_a_draft_that_is_removed_is_gone_with_all_it_held(browse: Browse, world: World, database: Database) -> None:
    cora = browse("cora")
    path = start(cora, world, "wren")
    cora.post(f"{path}/elements/content", {"point-content": "4", "seen-content": "a1", "revision-content": "0"})
    answer = cora.post(f"{path}/removal")
    assert answer.headers["location"] == f"/workers/{world['wren']}/assessments?done=draft-removed"
    assert cora.get(path).status_code == 404
    with database.reading() as db:
        assert _count(db, sa.select(Assessment)) + _count(db, sa.select(Rating)) == 0


def test_the_history_gives_dates_to_a_supervisor_and_points_to_worker_and_coach(
    browse: Browse, world: World, desk: Desk
) -> None:
    path = f"/workers/{world['wren']}/assessments"
    link = f'href="/assessments/{desk.submitted("cora", "wren", answers={"content": Answer(point=4)})}"'
    desk.draft("wren", "wren", answers={})
    assert [link in text(browse(name), path) for name in ("wren", "cora", "sue")] == [True, True, False]
    assert "November 16, 2026" in text(browse("sue"), path)
    assert ["Your drafts" in text(browse(name), path) for name in ("wren", "cora", "sue")] == [True, False, False]
    assert [browse(name).get(path).status_code for name in ("stan", "sol", "ada", "otto", "olga")] == [404] * 5


def test_the_form_says_who_will_see_it(browse: Browse, world: World) -> None:
    cora = text(browse("cora"), start(browse("cora"), world, "wren"))
    wren = text(browse("wren"), start(browse("wren"), world, "wren"))
    opens = "will see it when both have rated, or on January 1, 2027."
    for page, author, other in ((cora, "Cora", "Wren"), (wren, "Wren", "Cora")):
        assert f"<b>{author}</b> will see all of it." in " ".join(page.split())
        assert f"<b>{other}</b> {opens}" in " ".join(page.split())
        assert "<b>Sue</b> will see that it took place, and when. No points, no notes." in " ".join(page.split())
    sol = " ".join(text(browse("sol"), start(browse("sol"), world, "sol")).split())
    assert "<b>Sol</b> will see all of it." in sol
    assert "<b>Cora</b>" not in sol


def test_a_coach_whose_agreement_ended_reads_the_past_and_writes_no_more(
    browse: Browse, desk: Desk, clock: Clock, world: World
) -> None:
    at = clock().replace(month=5, day=20)
    draft = desk.draft("theo", "wren", on=date(2026, 5, 18), answers={"content": Answer(point=4)}, at=at)
    past = desk.submitted("theo", "wren", on=date(2026, 5, 4), answers={"content": Answer(point=3)}, at=at)
    theo = browse("theo")
    assert theo.get(f"/assessments/{past}").status_code == 200
    assert theo.get(f"/assessments/{draft}").status_code == 404
    assert theo.get(f"/workers/{world['wren']}/assessments").status_code == 200


def test_a_draft_that_the_end_of_an_agreement_closed_is_listed_for_its_author_and_can_be_removed(
    browse: Browse, desk: Desk, clock: Clock, world: World, database: Database
) -> None:
    at = clock().replace(month=5, day=20)
    draft = f"/assessments/{desk.draft('theo', 'wren', on=date(2026, 5, 18), answers={}, at=at)}"
    history = f"/workers/{world['wren']}/assessments"
    theo = browse("theo")
    assert "Your coaching agreement has ended, so they cannot be submitted." in text(theo, history)
    assert f'action="{draft}/removal"' in text(theo, history)
    assert [f"{draft}/removal" in text(browse(name), history) for name in ("wren", "cora", "sue")] == [False] * 3
    assert [theo.post(f"{draft}/submission").status_code, theo.post(draft, {"go": "save"}).status_code] == [404, 404]
    assert [browse(name).post(f"{draft}/removal").status_code for name in PEOPLE if name != "theo"] == [404] * 9
    assert theo.post(f"{draft}/removal").headers["location"] == f"{history}?done=draft-removed"
    assert "Drafts that are closed" not in text(theo, history)
    with database.reading() as db:
        assert _count(db, sa.select(Assessment)) == 0


def test_a_former_coach_reads_no_names_of_those_who_read_now(
    browse: Browse, desk: Desk, clock: Clock, world: World, db: Session
) -> None:
    at = clock().replace(month=5, day=20)
    may = f"/assessments/{desk.submitted('theo', 'wren', on=date(2026, 5, 4), answers=FOUR, at=at)}"
    sue = db.exec(select(Position).where(col(Position.account_id) == world["sue"])).one()
    stan = db.exec(select(Position).where(col(Position.account_id) == world["stan"])).one()
    sue.ends_on, stan.unit_id, stan.starts_on = date(2026, 8, 31), sue.unit_id, date(2026, 9, 1)
    db.add_all([sue, stan])
    db.commit()
    for_theo, for_wren = text(browse("theo"), may), text(browse("wren"), may)
    assert ("Sue" in for_theo, "Stan" in for_theo) == (False, False)
    assert ("Sue" in for_wren, "Stan" in for_wren) == (False, True)
    assert "Cora" not in for_theo


def test_the_words_over_a_group_are_those_of_the_framework_in_force(browse: Browse, world: World, db: Session) -> None:
    wren = browse("wren")
    path = start(wren, world, "wren", "actions-social-worker")
    library = read_folder(ROOT / "profiles")
    values = library.framework("set").section("values")
    old = values.entries[0].title
    assert old in text(wren, path)
    entries = (replace(values.entries[0], title="A newer word"), *values.entries[1:])
    changed = tuple(
        replace(
            one,
            sections=tuple(replace(part, entries=entries) if part.key == "values" else part for part in one.sections),
        )
        if one.slug == "set"
        else one
        for one in library.frameworks
    )
    load(db, replace(library, frameworks=changed), at=START)
    db.commit()
    assert "<h2>A newer word</h2>" in text(wren, path)


def _count(db: Session, found: sa.Select[Any]) -> int:
    return db.scalar(sa.select(sa.func.count()).select_from(found.subquery())) or 0
