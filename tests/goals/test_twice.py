"""The same step is agreed on once: who would set it again is told of the goal that is there, and led to it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier, BrokenBarrierError
from uuid import uuid4

import httpx2
import pytest
from sqlmodel import Session

from app.db import Database
from app.goals import actions
from app.goals.forms import GoalForm
from app.goals.rules import GoalState
from app.goals.standing import standing
from app.goals.twice import TwiceError
from app.people.models import Account
from tests.clock import START, Clock
from tests.conftest import Browser
from tests.goals.given import goals, rated, sent, words, wren_stands_at
from tests.stories import version_of, viewer_of
from tests.world import World

Browse = Callable[..., Browser]
NEW = "/goals/new?profile=safety-mapping&element=stakeholders"
WAITS = "A goal on Stakeholders has waited for Wren since Nov 16."


@pytest.fixture
def address(db: Session, world: World) -> str:
    wren_stands_at(db, world, 4)
    return f"/workers/{world['wren']}/goals"


def _set(browser: Browser, address: str, **changes: str) -> str:
    answer = browser.post(address, sent(**changes))
    assert answer.status_code == 303, words(answer.text)
    return answer.headers["location"].partition("?")[0]


def _refused(answer: httpx2.Response, goal: str, sentence: str) -> bool:
    return answer.status_code == 422 and f'<a href="{goal}">{sentence}</a>' in answer.text


def test_the_same_goal_is_not_proposed_twice_and_what_was_typed_stays(
    browse: Browse, db: Session, address: str
) -> None:
    cora = browse("cora")
    first = _set(cora, address)
    again = cora.post(address, sent(situation="A quiet room", own_words="Ask once more."))
    sentence = "This same goal already waits for Wren. Read it, or choose another step."
    assert _refused(again, first, sentence)
    assert ("A quiet room" in again.text, "Ask once more." in again.text) == (True, True)
    assert len(goals(db)) == 1


def test_who_proposes_what_the_other_side_proposed_is_led_to_confirm_it(
    browse: Browse, db: Session, address: str
) -> None:
    goal = _set(browse("cora"), address)
    again = browse("wren").post(address, sent())
    sentence = "This same goal already waits for your word. Read it and confirm it, or choose another step."
    assert _refused(again, goal, sentence)
    assert browse("wren").post(f"{goal}/confirmation", {"answer": "confirm"}).status_code == 303
    assert _refused(
        browse("wren").post(address, sent()), goal, "This same goal is already active. Read it, or choose another step."
    )
    assert [one.state for one in goals(db)] == [GoalState.ACTIVE]


@pytest.mark.parametrize("other", ["cora", "wren"])
def test_two_tabs_and_two_people_who_propose_it_at_once_make_one(
    database: Database, db: Session, world: World, address: str, other: str
) -> None:
    both_stand = Barrier(2)
    viewers = [viewer_of(db, world, name) for name in ("cora", other)]
    version = version_of(db, world, "safety-mapping")
    db.commit()

    def propose(number: int) -> bool:
        with database.writing() as own:
            worker = own.get_one(Account, world["wren"])
            on = standing(own, viewers[number], worker, version=version, element_key="stakeholders", now=START)
            assert on.footing is not None
            plan = GoalForm.fresh(on.footing).plan(on.footing)
            plan = type(plan)(plan.kind, plan.target, plan.check_back_on, indicators=("a3",))
            try:
                both_stand.wait(timeout=0.5)
            except BrokenBarrierError:
                assert database.is_sqlite
            try:
                actions.propose_goal(
                    own, viewers[number], on, plan=plan, form_key=uuid4(), follows=None, most=3, at=START
                )
            except TwiceError:
                return False
            return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(propose, range(2))) == [False, True]
    assert len(goals(db)) == 1


def test_another_step_and_another_element_are_other_goals(
    browse: Browse, db: Session, world: World, address: str
) -> None:
    rated(db, world, "cora", "wren", point=4, on=date(2026, 11, 11), element="content")
    _set(browse("cora"), address)
    _set(browse("cora"), address, target="6")
    _set(browse("wren"), address, element="content", indicators="a1")
    assert len(goals(db)) == 3


def test_a_goal_that_goes_on_is_set_once_more_and_no_further_time(browse: Browse, db: Session, address: str) -> None:
    cora, wren = browse("cora"), browse("wren")
    goal = _set(cora, address)
    wren.post(f"{goal}/confirmation", {"answer": "confirm"})
    follows = goal.rpartition("/")[2]
    assert cora.post(f"{goal}/review", {"ending": "continue"}).status_code == 303
    successor = _set(cora, address, follows=follows)
    assert _refused(
        wren.post(address, sent(follows=follows)), successor,
        "This same goal already waits for your word. Read it and confirm it, or choose another step.",
    )  # fmt: skip
    assert sorted(one.state for one in goals(db)) == [GoalState.ENDED, GoalState.PROPOSED]


def test_a_draft_is_kept_and_proposed_when_nothing_waits_any_more(browse: Browse, db: Session, address: str) -> None:
    cora, wren, key = browse("cora"), browse("wren"), str(uuid4())
    goal = _set(wren, address)
    assert cora.post(address, sent(go="draft", form_key=key)).status_code == 303
    assert cora.post(address, sent(form_key=key)).status_code == 422
    assert wren.post(f"{goal}/withdrawal").status_code == 303
    _set(cora, address, form_key=key)
    assert sorted(one.state for one in goals(db)) == [GoalState.DRAFT, GoalState.PROPOSED]
    # Taken back, it is a draft, and what waits meanwhile counts for it as well.
    mine = next(one for one in goals(db) if one.state is GoalState.DRAFT)
    assert wren.post(address, sent(form_key=str(mine.form_key))).status_code == 422


def test_the_same_form_sent_again_is_no_second_proposal(browse: Browse, address: str) -> None:
    form = sent()
    answers = [browse("cora").post(address, form) for _ in range(2)]
    assert answers[0].headers["location"] == answers[1].headers["location"]


def test_the_form_tells_of_a_goal_that_waits_and_of_one_that_is_active(
    browse: Browse, world: World, address: str
) -> None:
    form, cora, wren = f"/workers/{world['wren']}{NEW}", browse("cora"), browse("wren")
    assert "A goal on Stakeholders has" not in words(cora.get(form).text)
    goal = _set(cora, address)
    assert (WAITS in words(cora.get(form).text), f'href="{goal}"' in cora.get(form).text) == (True, True)
    assert "A goal on Stakeholders has waited for you since Nov 16." in words(wren.get(form).text)
    wren.post(f"{goal}/confirmation", {"answer": "confirm"})
    assert "A goal on Stakeholders has been active since Nov 16." in words(cora.get(form).text)


def test_what_a_former_coach_proposed_keeps_nobody_from_it_and_is_not_told_to_a_new_one(
    browse: Browse, world: World, db: Session, clock: Clock
) -> None:
    clock.at, address = datetime(2026, 5, 20, 17, 0, tzinfo=UTC), f"/workers/{world['wren']}/goals"
    rated(db, world, "theo", "wren", point=4, on=date(2026, 5, 18))
    orphan, theirs = (_set(browse("theo"), address, target=one, check_back_on="2026-06-20") for one in "56")
    browse("wren").post(f"{theirs}/confirmation", {"answer": "confirm"})
    clock.at = START
    wren_stands_at(db, world, 4)
    form = browse("cora").get(f"/workers/{world['wren']}{NEW}").text
    assert (orphan in form, theirs in form, "A goal on Stakeholders" in form) == (False, False, False)
    own = browse("wren").get(f"/workers/{world['wren']}{NEW}").text
    assert (orphan in own, theirs in own) == (False, True)
    assert [browse("cora").post(address, sent(target=one)).status_code for one in "56"] == [303, 303]
