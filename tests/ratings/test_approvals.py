"""After 30 days a supervisor approves, and sees who asks about which assessment, and nothing of what it holds."""

import pytest
from sqlmodel import Session, col, select

from app.agreements.actions import end_now
from app.audit.models import AuditEntry
from app.people.actions import disable_account
from app.people.models import Account
from app.ratings.models import AmendmentRequest
from app.ratings.rules import Answer
from tests.clock import START, Clock
from tests.conftest import Browser
from tests.ratings.changing import NOTE, NOV_12, WHY, Browse, begun, plain, points, send, withdrawn
from tests.ratings.conftest import Desk
from tests.stories import viewer_of
from tests.world import World, agreement

CANARY = Answer(4, note="canary note")


@pytest.fixture
def old(desk: Desk, clock: Clock) -> str:
    """Cora's rating of Wren, 31 days ago."""
    path = f"/assessments/{desk.submitted('cora', 'wren', answers={'content': CANARY}, on=NOV_12)}"
    clock.forward(days=31)
    return path


@pytest.fixture
def asked(old: str, cora: Browser, db: Session) -> str:
    """The address of the page on which Sue decides about Cora's amendment."""
    answer = send(cora, begun(cora, old, content="6"))
    assert answer.headers["location"] == f"{old}?done=approval-asked"
    return request_of(db)


def request_of(db: Session) -> str:
    found = db.exec(select(AmendmentRequest.id).where(col(AmendmentRequest.outcome).is_(None))).one()
    db.rollback()
    return f"/amendments/{found}"


@pytest.mark.parametrize(("days", "waits"), [(30, False), (31, True)])
def test_for_30_days_the_author_alone_decides(desk: Desk, cora: Browser, clock: Clock, days: int, waits: bool) -> None:
    path = f"/assessments/{desk.submitted('cora', 'wren', answers={'content': CANARY}, on=NOV_12)}"
    clock.forward(days=days)
    assert ("Sue has to approve this" in plain(cora.get(f"{path}/withdrawal"))) is waits
    assert withdrawn(cora, path).headers["location"].endswith("approval-asked" if waits else "withdrawn")


def test_nothing_changes_until_it_is_approved_and_the_author_sees_that_it_waits(
    db: Session, world: World, cora: Browser, later: Browse, old: str, asked: str, clock: Clock
) -> None:
    assert "Your amendment waits for approval since December 17, 2026." in plain(cora.get(old))
    assert "Waiting for approval Nothing changes until a supervisor has approved it. Your amendment" in plain(
        cora.get("/")
    )
    assert "Finish amending" not in plain(cora.get("/"))
    assert points(db, world, "wren", at=clock()) == [4]
    assert "waits for approval" not in plain(later("wren").get(old)) + plain(later("wren").get("/"))
    sue = later("sue")
    assert sue.post(f"{asked}/decision", {"answer": "approve"}).headers["location"] == "/?done=amendment-approved"
    assert points(db, world, "wren", at=clock()) == [6]
    told = "Sue approved the change you asked for Safety Mapping, rating of Wren, November 12, 2026. It counts"
    assert told in plain(cora.get("/"))
    assert "Sue approved" not in plain(later("wren").get("/"))
    assert f"Amended on December 17, 2026: {WHY}" in plain(later("wren").get(plain_newest(later, old)))
    every = [one.action for one in db.exec(select(AuditEntry).order_by(col(AuditEntry.sequence)))]
    db.rollback()
    actions = [one for one in every if one.startswith(("amendment:", "assessment:amend"))]
    assert actions == ["amendment:ask", "assessment:amend", "amendment:approve"]
    assert plain(sue.post(f"{asked}/decision", {"answer": "approve"}), 409)


def plain_newest(later: Browse, old: str) -> str:
    text = later("wren").get(old).text
    return (
        "/assessments/" + text.partition("Read the newest version")[0].rpartition("/assessments/")[2].partition('"')[0]
    )


def test_the_supervisor_sees_who_asks_and_nothing_of_what_it_holds(later: Browse, asked: str) -> None:
    sue = later("sue")
    today, page = plain(sue.get("/")), plain(sue.get(asked))
    for words in ("Cora asks to amend an assessment", "Safety Mapping", "November 12, 2026"):
        assert words in today
        assert words in page
    assert "Who can see Wren’s record" in page
    seen = today + page
    assert [word for word in (WHY, "canary", NOTE, "Accomplished", "was 4") if word in seen] == []


@pytest.mark.parametrize("name", ["wren", "cora", "theo", "stan", "ada", "ash", "olga"])
def test_nobody_else_decides(later: Browse, asked: str, name: str) -> None:
    browser = later(name)
    assert browser.get(asked).status_code == 404
    assert browser.post(f"{asked}/decision", {"answer": "approve"}).status_code == 404
    if name != "cora":
        assert browser.post(f"{asked}/removal").status_code == 404
        assert "asks to amend" not in plain(browser.get("/"))


def test_what_is_declined_stays_as_it_was_and_can_be_asked_again(
    db: Session, world: World, cora: Browser, later: Browse, old: str, asked: str, clock: Clock
) -> None:
    assert "Choose to approve or to decline." in plain(later("sue").post(f"{asked}/decision", {"answer": ""}), 422)
    later("sue").post(f"{asked}/decision", {"answer": "decline"})
    assert "This was declined on December 17, 2026." in plain(later("sue").get(asked))
    assert points(db, world, "wren", at=clock()) == [4]
    assert "Sue declined the change you asked for" in plain(cora.get("/"))
    said = "Sue declined the change that you asked for, on December 17, 2026. Everything stays as it was."
    assert said in plain(cora.get(old))
    assert said not in plain(later("wren").get(old))
    draft = begun(cora, old, content="7")
    assert said in plain(cora.get(old))
    assert send(cora, draft).headers["location"] == f"{old}?done=approval-asked"
    assert said not in plain(cora.get(old))
    cora.post(f"{request_of(db)}/removal")
    assert cora.post(f"{draft}/removal").status_code == 303
    clock.forward(days=15)
    assert "Sue declined" not in plain(cora.get("/"))


def test_a_draft_that_waits_stays_as_it_is_until_it_is_taken_back(cora: Browser, old: str, asked: str) -> None:
    draft = str(cora.post(f"{old}/amendment").headers["location"])
    said = "This draft waits for approval, so it stays as it is."
    assert said in plain(cora.get(draft))
    assert said in plain(cora.post(f"{draft}/elements/content", {"point-content": "9"}), 409)
    assert said in plain(cora.post(f"{draft}/removal"), 409)
    assert "waits for approval. Take it back first" in plain(withdrawn(cora, old), 409)
    assert cora.post(f"{asked}/removal").headers["location"] == f"{draft}?done=request-taken-back"
    assert cora.post(f"{draft}/elements/content", {"point-content": "9"}).status_code == 200


def test_without_a_supervisor_the_page_says_who_can_name_one(
    db: Session, world: World, cora: Browser, later: Browse, old: str
) -> None:
    disable_account(db, viewer_of(db, world, "ada"), db.get_one(Account, world["sue"]), at=START)
    db.commit()
    page = plain(cora.get(f"{old}/withdrawal"))
    assert "nobody who could supervises Wren’s unit now. An administrator has to name somebody." in page


def test_once_the_coaching_has_ended_nothing_can_be_approved(
    db: Session, world: World, later: Browse, asked: str, clock: Clock
) -> None:
    end_now(db, viewer_of(db, world, "cora"), agreement(db, world, "cora-wren"), at=clock())
    db.commit()
    clock.forward(hours=1)
    sue = later("sue")
    assert "asks to amend" not in plain(sue.get("/"))
    assert "so nothing can change. You can decline this." in plain(
        sue.post(f"{asked}/decision", {"answer": "approve"}), 409
    )
    assert sue.post(f"{asked}/decision", {"answer": "decline"}).status_code == 303


def test_a_withdrawal_is_approved_as_well(
    db: Session, world: World, later: Browse, cora: Browser, old: str, clock: Clock
) -> None:
    withdrawn(cora, old)
    assert "Your withdrawal waits for approval" in plain(cora.get(old))
    page = later("sue").get(request_of(db))
    assert "Cora asks to withdraw an assessment" in plain(page)
    later("sue").post(f"{request_of(db)}/decision", {"answer": "approve"})
    assert points(db, world, "wren", at=clock()) == []
    assert f"Withdrawn on December 17, 2026: {WHY}" in plain(later("wren").get(old))
