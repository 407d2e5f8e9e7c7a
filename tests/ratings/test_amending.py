"""What is submitted never changes: it is amended or withdrawn, with a reason, and both stay on record."""

import os
import re
from datetime import date

import httpx2
import pytest
import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.agreements.actions import end_now
from app.audit.models import AuditEntry
from app.db import Database
from app.people.models import Account, Earlier
from app.ratings.models import Amendment
from tests.clock import START, Clock
from tests.conftest import Browser
from tests.ratings.changing import (
    FOUR,
    NOTE,
    NOV_12,
    WHY,
    Browse,
    amended,
    begun,
    plain,
    points,
    send,
    withdrawn,
)
from tests.ratings.conftest import Desk
from tests.stories import viewer_of
from tests.world import World, agree, agreement


@pytest.fixture
def coras(desk: Desk) -> str:
    """Cora's rating of Wren, which both may read."""
    return f"/assessments/{desk.submitted('cora', 'wren', answers=FOUR, on=NOV_12)}"


def test_an_amendment_is_a_new_version_and_the_old_one_stays_as_it_was(
    db: Session, world: World, later: Browse, cora: Browser, coras: str, clock: Clock
) -> None:
    clock.forward(days=4)
    newest = amended(cora, coras, content="6")
    page = plain(later("wren").get(newest))
    assert f"Amended on November 20, 2026: {WHY}" in page
    assert "Cora chose 6, the third point of Accomplished." in page
    assert NOTE in page
    before = plain(later("wren").get(coras))
    assert "This is an earlier version. It stood until November 20, 2026." in before
    assert "Cora chose 4, the first point of Accomplished." in before
    assert f'href="{newest}"' in later("wren").get(coras).text
    assert f'href="{coras}"' in later("wren").get(newest).text
    assert points(db, world, "wren", at=clock()) == points(db, world, "cora", at=clock()) == [6]


def test_what_differs_is_said_before_it_is_submitted_and_the_reason_is_asked(cora: Browser, coras: str) -> None:
    draft = begun(cora, coras)
    cora.post(f"{draft}/elements/content", {"point-content": "6", "note-content": "In their own words."})
    cora.post(f"{draft}/elements/stakeholders", {"point-stakeholders": "not-observed"})
    cora.post(f"{draft}/details", {"observed_on": "2026-11-11", "setting": "family-meeting"})
    page = plain(cora.get(f"{draft}/review"))
    assert "Content: 6, was 4 and the note" in page
    assert "Stakeholders: not observed, was open" in page
    assert "Day: November 11, 2026, was November 12, 2026" in page
    assert plain(cora.get(draft)).startswith("Amend Safety Mapping")
    refused = send(cora, draft, "Too short.")
    assert "Say in a sentence why, with 20 characters or more. This has 10." in plain(refused, 422)
    assert "Too short.</textarea>" in refused.text
    long = send(cora, draft, "x" * 1001)
    assert "This reason has 1,001 characters and 1,000 fit. Take out 1." in plain(long, 422)
    assert send(cora, draft).status_code == 303


@pytest.mark.parametrize("length", [20, 1000])
def test_a_reason_has_20_to_1000_characters(cora: Browser, coras: str, length: int) -> None:
    assert amended(cora, coras, "x" * length, content="5")


def test_an_amendment_that_changes_nothing_is_refused(cora: Browser, coras: str) -> None:
    assert "Nothing here differs from what you submitted." in plain(send(cora, begun(cora, coras)), 422)


def test_a_second_click_finds_the_same_draft_and_removing_it_changes_nothing(
    db: Session, world: World, cora: Browser, coras: str
) -> None:
    draft = begun(cora, coras, content="6")
    assert begun(cora, coras) == draft
    assert "Go on with your amendment" in plain(cora.get(coras))
    assert cora.post(f"{draft}/removal").headers["location"] == f"{coras}?done=draft-removed"
    assert points(db, world, "wren") == [4]
    assert begun(cora, coras) != draft


def test_submitting_an_amendment_twice_makes_one_version(db: Session, cora: Browser, coras: str) -> None:
    draft = begun(cora, coras, content="6")
    answers = [send(cora, draft), cora.post(f"{draft}/submission", {"reason": WHY})]
    assert [answer.headers["location"] for answer in answers] == [f"{draft}?done=amended"] * 2
    assert len(list(db.exec(select(Amendment)))) == 1


@pytest.mark.parametrize("name", ["wren", "ash", "theo", "sue", "ada", "olga"])
def test_its_author_alone_amends_and_withdraws(later: Browse, coras: str, name: str) -> None:
    browser, status = later(name), 403 if name == "wren" else 404
    found = [browser.post(f"{coras}/amendment"), withdrawn(browser, coras), browser.get(f"{coras}/withdrawal")]
    assert [answer.status_code for answer in found] == [status] * 3
    if name == "wren":
        assert "Withdraw" not in plain(browser.get(coras))


def test_a_coach_amends_while_the_agreement_runs_and_no_longer(
    db: Session, world: World, cora: Browser, coras: str, clock: Clock
) -> None:
    draft = begun(cora, coras, content="6")
    end_now(db, viewer_of(db, world, "cora"), agreement(db, world, "cora-wren"), at=clock.forward(hours=1))
    db.commit()
    clock.forward(hours=1)
    assert "Something is not right" not in plain(cora.get(coras))
    assert "Your coaching agreement has ended." in plain(cora.post(f"{coras}/amendment"), 403)
    assert cora.post(f"{draft}/submission", {"reason": WHY}).status_code == 404


def test_an_old_version_is_not_amended_again(cora: Browser, coras: str) -> None:
    newest = amended(cora, coras, content="6")
    assert "A newer version of this assessment stands." in plain(cora.post(f"{coras}/amendment"), 409)
    assert "A newer version of this assessment stands." in plain(withdrawn(cora, coras), 409)
    third = amended(cora, newest, content="5")
    page = plain(cora.get(coras))
    assert "This is an earlier version." in page
    assert f'href="{third}"' in cora.get(coras).text
    assert "amended 2 times, last November 16, 2026" in plain(cora.get(_list(cora, third)))


def test_a_draft_whose_version_was_withdrawn_meanwhile_stays_and_says_so(cora: Browser, coras: str) -> None:
    draft = begun(cora, coras, content="6")
    assert withdrawn(cora, coras).status_code == 303
    refused = send(cora, draft)
    assert "has been replaced or withdrawn in another tab. The draft stays as it is" in plain(refused, 409)
    assert f"{WHY}</textarea>" in refused.text
    assert "has been replaced or withdrawn in another tab." in plain(cora.get(draft))
    assert cora.post(f"{draft}/elements/content", {"point-content": "7"}).status_code == 200
    assert cora.post(f"{draft}/removal").status_code == 303


def test_what_is_withdrawn_counts_nowhere_and_stays_on_record(
    db: Session, world: World, later: Browse, cora: Browser, coras: str, clock: Clock
) -> None:
    clock.forward(days=4)
    assert withdrawn(cora, coras).headers["location"] == f"{coras}?done=withdrawn"
    assert withdrawn(cora, coras, "").status_code == 303
    assert points(db, world, "wren", at=clock()) == points(db, world, "cora", at=clock()) == []
    page = plain(later("wren").get(coras))
    assert f"Withdrawn on November 20, 2026: {WHY}" in page
    assert "Cora chose 4, the first point of Accomplished." in page
    assert "withdrawn November 20, 2026" in plain(later("wren").get(_list(cora, coras)))
    (entry,) = db.exec(select(AuditEntry).where(col(AuditEntry.action) == "assessment:withdraw"))
    assert (entry.actor_id, WHY in str(entry.details)) == (world["cora"], False)


def test_the_page_of_a_withdrawal_says_who_can_see_what_is_withdrawn(cora: Browser, coras: str) -> None:
    strips = [plain(cora.get(path)).partition("Who can see this")[2][:120] for path in (coras, f"{coras}/withdrawal")]
    assert strips[0] == strips[1] != ""


def test_a_withdrawal_wants_a_reason_and_a_tick_and_keeps_what_was_typed(cora: Browser, coras: str) -> None:
    without_tick = cora.post(f"{coras}/withdrawal", {"reason": WHY})
    assert "Tick the box" in plain(without_tick, 422)
    assert f"{WHY}</textarea>" in without_tick.text
    short = cora.post(f"{coras}/withdrawal", {"reason": "Wrong.", "confirm": "yes"})
    assert "with 20 characters or more. This has 6." in plain(short, 422)
    assert re.search(r'name="confirm"\s+value="yes"\s+checked', short.text)
    assert "Withdrawn on" not in plain(cora.get(coras))


def test_a_day_that_was_withdrawn_can_be_rated_anew(world: World, cora: Browser, coras: str, desk: Desk) -> None:
    withdrawn(cora, coras)
    assert desk.submitted("cora", "wren", answers=FOUR, on=NOV_12)


def test_a_former_coach_keeps_the_version_of_the_end_and_learns_of_nothing_later(
    db: Session, world: World, later: Browse, desk: Desk, clock: Clock
) -> None:
    own = f"/assessments/{desk.submitted('wren', 'wren', answers=FOUR, on=NOV_12)}"
    end_now(db, viewer_of(db, world, "cora"), agreement(db, world, "cora-wren"), at=clock.forward(hours=1))
    db.commit()
    clock.forward(hours=1)
    wren, cora = later("wren"), later("cora")
    newest = amended(wren, own, content="6")
    page, listed = cora.get(own), plain(cora.get(_list(wren, own)))
    assert "Cora" not in plain(wren.get(newest)).partition("Who can see this")[2].partition("Who sees what")[0]
    assert [word for word in ("earlier version", "Amended", "amended", newest) if word in page.text + listed] == []
    assert "Wren chose 4" in plain(page)
    assert cora.get(newest).status_code == 404
    assert (points(db, world, "cora", at=clock()), points(db, world, "wren", at=clock())) == ([4], [6])
    clock.forward(hours=1)
    assert withdrawn(wren, newest).status_code == 303
    assert "Withdrawn" not in plain(cora.get(own))
    assert (points(db, world, "cora", at=clock()), points(db, world, "wren", at=clock())) == ([4], [])


def test_a_coach_who_renews_reads_on_and_a_new_one_learns_nothing_by_an_amendment(
    db: Session, world: World, later: Browse, desk: Desk, clock: Clock
) -> None:
    own = f"/assessments/{desk.submitted('wren', 'wren', answers=FOUR, on=NOV_12)}"
    people = {name: db.get_one(Account, world[name]) for name in ("wren", "cora", "theo")}
    focuses = {world.profiles["safety-mapping"]: 1}
    agree(db, worker=people["wren"], coach=people["cora"], focuses=focuses, starts_on=date(2026, 11, 17), at=START)
    db.commit()
    clock.forward(days=2)
    newest = amended(later("wren"), own, content="6")
    assert plain(later("cora").get(newest)).count("Wren chose 6") == 1
    agree(
        db, worker=people["wren"], coach=people["theo"], focuses=focuses, starts_on=date(2026, 11, 19), at=clock(),
        earlier=Earlier.NOTHING,
    )  # fmt: skip
    db.commit()
    clock.forward(days=2)
    third = amended(later("wren"), newest, content="7")
    assert [later("theo").get(path).status_code for path in (own, newest, third)] == [404] * 3
    assert [later("cora").get(path).status_code for path in (own, newest, third)] == [200, 200, 404]


def test_a_supervisor_with_activity_reads_the_word_and_the_day_alone(
    later: Browse, world: World, desk: Desk, cora: Browser, coras: str, clock: Clock
) -> None:
    own = f"/assessments/{desk.submitted('wren', 'wren', answers=FOUR, on=NOV_12)}"
    clock.forward(days=4)
    newest = amended(cora, amended(cora, coras, content="6"), content="5")
    withdrawn(later("wren"), own)
    sue = later("sue")
    listed = plain(sue.get(f"/workers/{world['wren']}/assessments"))
    assert "amended November 20, 2026" in listed
    assert "withdrawn November 20, 2026" in listed
    assert [word for word in (WHY, "2 times", newest) if word in listed] == []
    assert [sue.get(path).status_code for path in (coras, newest, own)] == [404] * 3
    activity = plain(sue.get(f"/workers/{world['wren']}"))
    assert "Nov 12 Safety Mapping, Cora, coach, amended Nov 20" in activity
    assert "Nov 12 Safety Mapping, self, withdrawn Nov 20" in activity


def test_reasons_are_read_by_whoever_reads_notes(
    db: Session, world: World, later: Browse, cora: Browser, coras: str, clock: Clock
) -> None:
    newest = amended(cora, coras, content="6")
    people = {name: db.get_one(Account, world[name]) for name in ("wren", "theo")}
    agree(
        db, worker=people["wren"], coach=people["theo"], focuses={world.profiles["safety-mapping"]: 1},
        starts_on=date(2026, 11, 17), at=START, earlier=Earlier.POINTS,
    )  # fmt: skip
    db.commit()
    clock.forward(days=2)
    page = plain(later("theo").get(newest))
    assert "Cora chose 6" in page
    assert "Amended on November 16, 2026." in page
    assert WHY not in page
    assert WHY in plain(later("wren").get(newest))


def test_a_withdrawn_self_assessment_is_due_again(later: Browse, desk: Desk) -> None:
    own = f"/assessments/{desk.submitted('wren', 'wren', answers=FOUR, on=NOV_12)}"
    wren = later("wren")
    assert "Assess yourself on Safety Mapping" not in plain(wren.get("/"))
    withdrawn(wren, own)
    assert "Assess yourself on Safety Mapping" in plain(wren.get("/"))
    assert "due Jun 30, and one more" in plain(later("cora").get("/"))


def test_today_tells_worker_and_coach_of_each_other(
    later: Browse, desk: Desk, cora: Browser, coras: str, clock: Clock
) -> None:
    own = f"/assessments/{desk.submitted('wren', 'wren', answers=FOUR, on=NOV_12)}"
    wren = later("wren")
    clock.forward(hours=1)
    newest = amended(cora, coras, content="6")
    assert "Cora amended a rating of you Safety Mapping. The new version stands on your own page." in plain(
        wren.get("/")
    )
    withdrawn(wren, own)
    assert "Wren withdrew a self-assessment Safety Mapping. Its points count nowhere any more." in plain(cora.get("/"))
    withdrawn(cora, newest)
    assert "Cora withdrew a rating of you" in plain(wren.get("/"))
    assert WHY not in plain(wren.get("/")) + plain(cora.get("/"))


def test_the_day_of_an_old_one_can_stay_and_another_has_to_do(
    later: Browse, world: World, desk: Desk, clock: Clock
) -> None:
    """Sol has no coach, so nothing waits for anybody; what is older than a year is amended on its own day."""
    old = desk.submitted("sol", "sol", answers=FOUR, on=date(2025, 11, 20), at=START)
    desk.submitted("sol", "sol", answers=FOUR, on=date(2026, 11, 2), at=START)
    clock.forward(days=10)
    sol = later("sol")
    draft = begun(sol, f"/assessments/{old}", content="5")
    assert "more than a year ago" in plain(_move(sol, draft, "2025-11-19"), 422)
    assert "is already submitted for this day" in plain(_move(sol, draft, "2026-11-02"), 422)
    assert _move(sol, draft, "2025-11-20").status_code == 200
    assert send(sol, draft).status_code == 303


def test_a_day_is_moved_inside_the_month_of_its_pair_alone(cora: Browser, coras: str) -> None:
    draft = begun(cora, coras)
    assert "belongs to the pair of November 2026" in plain(_move(cora, draft, "2026-10-30"), 422)
    assert _move(cora, draft, "2026-11-10").status_code == 200


def _move(browser: Browser, draft: str, day: str) -> httpx2.Response:
    return browser.post(f"{draft}/details", {"observed_on": day, "setting": ""})


def _list(browser: Browser, path: str) -> str:
    found = re.search(r'href="(/workers/[^"/]+/assessments)"', browser.get(path).text)
    assert found
    return found[1]


# REPLACE takes away whatever any unique column of the new row has already.
SAME = "reason || ' and so on', at, approved_by FROM amendment"
OF_SQLITE = {
    "REPLACE INTO amendment SELECT id, assessment_id, successor_id, author_id, " + SAME,
    "REPLACE INTO amendment SELECT 'x', assessment_id, NULL, author_id, " + SAME,
    "REPLACE INTO amendment SELECT 'x', successor_id, successor_id, author_id, " + SAME,
    "UPDATE OR REPLACE amendment SET reason = reason || ' and so on'",
}
OF_POSTGRESQL = {
    "TRUNCATE amendment",
    "INSERT INTO amendment SELECT * FROM amendment ON CONFLICT (id) DO UPDATE SET approved_by = amendment.author_id",
}
OF_BOTH = {
    "UPDATE amendment SET reason = 'Another reason, made up long afterwards.'",
    "UPDATE amendment SET approved_by = author_id",
    "DELETE FROM amendment",
}
ON_SQLITE = os.environ.get("NINESTEP_TEST_DATABASE", "sqlite") == "sqlite"


@pytest.mark.parametrize("statement", sorted(OF_BOTH | (OF_SQLITE if ON_SQLITE else OF_POSTGRESQL)))
def test_the_database_itself_keeps_why_a_version_was_replaced(
    database: Database, cora: Browser, coras: str, statement: str
) -> None:
    amended(cora, coras, content="6")
    with database.engine.execution_options(writes=True).connect() as connection:
        with pytest.raises(sa.exc.DBAPIError, match="Amendments are append-only"):
            connection.exec_driver_sql(statement)
        connection.rollback()
    with database.reading() as db:
        assert [(one.reason, one.approved_by) for one in db.exec(select(Amendment))] == [(WHY, None)]
