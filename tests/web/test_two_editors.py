"""Two people, or two tabs, change the same thing: nothing is overwritten unseen, and nothing typed is lost."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from fastapi import FastAPI
from sqlmodel import Session, col, select

from app.goals.models import Goal
from app.people.models import Account, Agreement, AgreementTerms, Position, Unit
from app.ratings.models import Assessment
from app.ratings.rules import Answer, State
from tests.agreements.given import draft
from tests.conftest import Browser
from tests.goals.given import sent, wren_stands_at
from tests.ratings.conftest import Desk
from tests.ratings.conftest import desk as desk
from tests.web.at_once import all_at_once
from tests.world import World

Browse = Callable[..., Browser]
Ask = Callable[[Any], list[Any]]


@pytest.fixture
def ada(browse: Browse) -> Browser:
    return browse("ada")


def revision_on(page: str, name: str = "revision") -> str:
    """What the hidden field of a page says, so that the test sends what a browser sends."""
    found = re.search(rf'name="{name}"\s+value="([^"]*)"', page)
    assert found, page
    return found[1]


def told(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def cells(page: str) -> list[tuple[str, str]]:
    """Saved and typed, side by side, row by row."""
    saved = re.findall(r'data-label="Saved now"[^>]*>(.*?)</td>', page, re.DOTALL)
    own = re.findall(r'data-label="Yours"[^>]*>(.*?)</td>', page, re.DOTALL)
    return [(unescape(a.strip()), unescape(b.strip())) for a, b in zip(saved, own, strict=True)]


def test_two_administrators_rename_one_unit(ada: Browser, ask: Ask, world: World) -> None:
    path = f"/agency/units/{world.units['north']}"
    revision = revision_on(ada.get(path).text)
    assert ada.post(path, {"name": "Harbor", "revision": revision}).status_code == 303
    late = ada.post(path, {"name": "Shore", "revision": revision})
    assert late.status_code == 409
    assert cells(late.text) == [("Harbor", "Shore")]
    assert 'value="Shore"' in late.text
    assert "Save mine after all" in late.text
    assert ask(select(Unit.name).where(col(Unit.id) == world.units["north"])) == ["Harbor"]
    after_all = ada.post(path, {"name": "Shore", "revision": revision_on(late.text)})
    assert after_all.status_code == 303
    assert ask(select(Unit.name).where(col(Unit.id) == world.units["north"])) == ["Shore"]


def test_two_administrators_change_one_account(ada: Browser, ask: Ask, world: World) -> None:
    path = f"/agency/accounts/{world['wren']}"
    first = {
        "name": "Wren Castillo", "email": "wren@example.org", "roles": ["worker", "coach"],
        "revision": revision_on(ada.get(path).text),
    }  # fmt: skip
    second = first | {"name": "Wren Castillo Ruiz", "roles": ["worker"]}
    assert [ada.post(path, form).status_code for form in (first, first, second)] == [303, 303, 409]
    late = ada.post(path, second)
    assert cells(late.text) == [("Wren Castillo", "Wren Castillo Ruiz"), ("worker and coach", "worker")]
    assert 'value="Wren Castillo Ruiz"' in late.text
    assert ada.post(path, second | {"revision": revision_on(late.text)}).status_code == 303
    assert ask(select(Account.name).where(col(Account.id) == world["wren"])) == ["Wren Castillo Ruiz"]


def test_two_administrators_set_the_last_day_of_one_position(ada: Browser, ask: Ask, world: World) -> None:
    position = ask(select(Position).where(col(Position.account_id) == world["wren"]))[0]
    page, path = f"/agency/accounts/{world['wren']}", f"/agency/accounts/{world['wren']}/positions/{position.id}/end"
    revision = re.search(r'positions/[^"]+/end".*?name="revision"\s+value="(\d+)"', ada.get(page).text, re.DOTALL)
    assert revision
    on = {"revision": revision[1]}
    assert ada.post(path, {"last_day": "2026-12-31"} | on).status_code == 303
    for day in ("2026-11-30", "2027-01-31"):
        late = ada.post(path, {"last_day": day} | on)
        assert late.status_code == 409
        assert cells(late.text) == [("December 31, 2026", day)]
        assert f'value="{day}"' in late.text
    assert ask(select(col(Position.ends_on)).where(col(Position.id) == position.id)) == [date(2026, 12, 31)]


def test_two_change_one_draft_of_an_agreement(browse: Browse, db: Session, world: World, ask: Ask) -> None:
    made = draft(db, world)
    db.commit()
    ada, path = browse("ada"), f"/agreements/{made.id}"
    form = {
        "number": "1", "level": "activity", "starts_on": "2026-12-01", "ends_on": "",
        "focus": str(world.profiles["safety-mapping"]), f"rhythm-{world.profiles['safety-mapping']}": "1",
    }  # fmt: skip
    assert ada.post(path, form | {"starts_on": "2026-12-07"}).status_code == 303
    late = ada.post(path, form | {"starts_on": "2026-12-14", "ends_on": "2027-06-30"})
    assert late.status_code == 409
    assert ("December 7, 2026", "December 14, 2026") in cells(late.text)
    assert 'value="2026-12-14"' in late.text
    assert revision_on(late.text, "number") == "2"
    assert ask(select(col(Agreement.starts_on)).where(col(Agreement.id) == made.id)) == [date(2026, 12, 7)]


def test_an_agreement_whose_last_day_was_set_meanwhile_says_so(browse: Browse, ask: Ask, world: World) -> None:
    cora, path = browse("cora"), f"/agreements/{world.agreements['cora-wren']}"
    were = {"go": "on", "ends-were": revision_on(cora.get(path).text, "ends-were")}
    assert cora.post(f"{path}/end", were | {"ends_on": "2027-03-31"}).status_code == 303
    late = cora.post(f"{path}/end", were | {"ends_on": "2027-01-31"})
    assert late.status_code == 409
    assert "Somebody set the last day to March 31, 2027 after you opened this page." in told(late.text)
    assert "Your day, January 31, 2027, stands below" in told(late.text)
    assert ask(select(col(Agreement.ends_on)).where(col(Agreement.id) == world.agreements["cora-wren"])) == [
        date(2027, 3, 31)
    ]


def test_an_offer_that_came_meanwhile_is_not_withdrawn_unseen(browse: Browse, ask: Ask, world: World) -> None:
    path = f"/agreements/{world.agreements['cora-wren']}"
    number = revision_on(browse("wren").get(path).text, "number")
    offer = {"go": "offer", "supervisor": str(world["sue"]), "number": number}
    assert browse("wren").post(f"{path}/sharing", offer | {"level": "ratings"}).status_code == 303
    late = browse("cora").post(f"{path}/sharing", offer | {"level": "goals"})
    assert late.status_code == 409
    assert "What is shared was changed after you opened this page." in told(late.text)
    of_wren = col(AgreementTerms.agreement_id) == world.agreements["cora-wren"]
    assert ask(select(col(AgreementTerms.withdrawn_at)).where(of_wren, col(AgreementTerms.number) == 2)) == [None]


def test_two_tabs_keep_one_draft_of_a_goal(browse: Browse, world: World, db: Session, ask: Ask) -> None:
    wren_stands_at(db, world, 4)
    wren, path = browse("wren"), f"/workers/{world['wren']}/goals"
    first = sent(go="draft", own_words="Draw it with the family.", revision="0")
    assert wren.post(path, first).status_code == 303
    late = wren.post(path, first | {"own_words": "Ask the aunt to draw."})
    assert late.status_code == 409
    assert cells(late.text) == [("Draw it with the family.", "Ask the aunt to draw.")]
    assert "Ask the aunt to draw.</textarea>" in late.text
    assert 'name="go" value="draft"' in late.text
    assert ask(select(Goal.own_words)) == ["Draw it with the family."]
    after_all = first | {"own_words": "Ask the aunt to draw.", "revision": revision_on(late.text)}
    assert wren.post(path, after_all).status_code == 303
    assert ask(select(Goal.own_words)) == ["Ask the aunt to draw."]


def test_a_goal_that_is_proposed_takes_no_other_words_from_an_older_tab(
    browse: Browse, world: World, db: Session, ask: Ask
) -> None:
    wren_stands_at(db, world, 4)
    wren, path, form = browse("wren"), f"/workers/{world['wren']}/goals", sent()
    made = wren.post(path, form)
    assert wren.post(path, form).headers["location"] == made.headers["location"]
    other = wren.post(path, form | {"situation": "At the hearing"})
    assert other.status_code == 422
    assert "This form has set its goal already, in other words." in told(other.text)
    assert 'value="At the hearing"' in other.text
    assert ask(select(Goal.situation)) == ["The next mapping"]


def test_the_rating_form_shows_both_texts(browse: Browse, desk: Desk) -> None:
    saved = Answer(point=6, note="The aunt spoke first.", seen=frozenset({"a1"}))
    path = f"/assessments/{desk.draft('cora', 'wren', answers={'content': saved})}"
    mine = {"point-content": "4", "note-content": "They were quiet.", "revision-content": "0"}
    for answer in (browse("cora").post(path, mine), browse("cora").post(f"{path}/elements/content", mine)):
        assert answer.status_code == 409
        assert "The aunt spoke first." in answer.text
        assert "6, top of Accomplished" in answer.text or "6" in told(answer.text)
        assert "Keep mine" in answer.text
    whole = browse("cora").post(path, mine).text
    assert "They were quiet.</textarea>" in whole
    assert "The aunt spoke first.</textarea>" not in whole


def test_what_the_review_did_not_show_is_not_submitted(browse: Browse, desk: Desk, ask: Ask) -> None:
    draft = desk.draft("cora", "wren", answers={"content": Answer(point=1)})
    path, cora = f"/assessments/{draft}", browse("cora")

    def reviewed(page: str) -> dict[str, Any]:
        fields = re.findall(r'name="(shown|gap)"\s+value="([^"]*)"', page)
        return {name: [value for key, value in fields if key == name] for name in ("shown", "gap")}

    read = reviewed(cora.get(f"{path}/review").text)
    cora.post(f"{path}/elements/content", {"point-content": "9", "revision-content": "1"})
    late = cora.post(f"{path}/submission", read)
    assert late.status_code == 409
    assert "Another tab changed this draft after you opened its review. Nothing is submitted." in told(late.text)
    assert ask(select(Assessment.state).where(col(Assessment.id) == draft)) == [State.DRAFT]
    for _ in range(2):
        assert cora.post(f"{path}/submission", reviewed(late.text)).status_code == 303
    assert ask(select(Assessment.state).where(col(Assessment.id) == draft)) == [State.SUBMITTED]


@pytest.mark.parametrize("revision", ["", "-1", "1.0", "٠", "9" * 40, "zero", "0x0"])
def test_a_revision_that_never_was_overwrites_nothing(ada: Browser, ask: Ask, world: World, revision: str) -> None:
    answer = ada.post(f"/agency/units/{world.units['north']}", {"name": "Harbor", "revision": revision})
    assert answer.status_code == 409
    assert "North" in ask(select(Unit.name))


def test_of_twenty_who_save_at_once_one_succeeds_and_all_keep_their_text(
    app: FastAPI, ada: Browser, ask: Ask, world: World
) -> None:
    path = f"/agency/units/{world.units['north']}"
    # Two revisions, twenty saves on each: the second round begins where the first one ended.
    rounds = [{"name": f"Name {number}", "revision": str(number % 2)} for number in range(40)]
    answers = all_at_once(app, ada, path, rounds)
    counted = Counter((form["revision"], one.status_code) for form, one in zip(rounds, answers, strict=True))
    assert counted[("0", 303)] == 1
    unit = ask(select(Unit).where(col(Unit.id) == world.units["north"]))[0]
    assert unit.revision == counted[("0", 303)] + counted[("1", 303)] <= 2
    for form, one in zip(rounds, answers, strict=True):
        assert one.status_code == 303 or [own for _, own in cells(one.text)] == [form["name"]]
