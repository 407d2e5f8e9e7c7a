"""A goal waits while one side of a pair has rated its profile and the other has not."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from app.agreements.actions import end_now
from app.goals import actions
from app.goals.plans import Plan
from app.goals.rules import GoalKind, GoalState
from app.goals.standing import standing
from app.people.models import Account, Agreement
from app.people.rules import DAY_NEEDED
from app.web.errors import ProblemsError
from tests.clock import Clock
from tests.conftest import Browser
from tests.goals.given import goals, rated, sent, stepping, words
from tests.stories import version_of, viewer_of
from tests.world import World, as_viewer

Browse = Callable[..., Browser]
ELEMENT = "?profile=safety-mapping&element=stakeholders"
TOGETHER = "Both views open together, and the next step is planned from there."
# What each side reads after Wren has rated and Cora has not.
WAITS = {
    "wren": f"You have rated Safety Mapping for November, and Cora has not yet. {TOGETHER}",
    "cora": f"Wren has rated Safety Mapping for November, and you have not yet. {TOGETHER}",
}


@pytest.fixture
def october(db: Session, world: World) -> None:
    """Cora's point 4 of October, which both see."""
    rated(db, world, "cora", "wren", point=4, on=date(2026, 10, 9), seen=frozenset({"a1"}))


@pytest.fixture
def sealed(db: Session, world: World, october: None) -> None:
    """Wren has put 8 in November, and Cora has not rated."""
    _wren_rates(db, world)


def _wren_rates(db: Session, world: World) -> None:
    rated(db, world, "wren", "wren", point=8, on=date(2026, 11, 12), opened=False)


def _goals(world: World) -> str:
    return f"/workers/{world['wren']}/goals"


def _form(browse: Browse, world: World, who: str) -> str:
    return browse(who).get(f"{_goals(world)}/new{ELEMENT}").text


@pytest.mark.parametrize("who", ["wren", "cora"])
@pytest.mark.usefixtures("sealed")
def test_one_calm_sentence_stands_in_place_of_the_form(browse: Browse, world: World, who: str) -> None:
    page = _form(browse, world, who)
    assert WAITS[who] in words(page)
    assert page.count('href="/pairs/') == 1
    assert '<form method="post"\n        action="/workers/' not in page
    assert [stage for stage in ("Accomplished", "Distinguished") if stage in page] == []


@pytest.mark.parametrize("who", ["wren", "cora"])
@pytest.mark.usefixtures("sealed")
def test_the_chooser_names_the_profile_and_no_point_of_it(browse: Browse, world: World, db: Session, who: str) -> None:
    rated(db, world, "cora", "wren", point=3, on=date(2026, 10, 9), element="purpose", profile="harm-and-danger")
    page = browse(who).get(f"{_goals(world)}/new").text
    assert WAITS[who] in words(page)
    assert "profile=safety-mapping" not in page
    assert "profile=harm-and-danger&amp;element=purpose" in page
    assert "8, in Distinguished" not in words(page)


@pytest.mark.parametrize("who", ["wren", "cora"])
@pytest.mark.parametrize("go", ["save", "draft"])
@pytest.mark.usefixtures("sealed")
def test_a_form_of_before_is_not_taken_and_keeps_what_was_typed(
    browse: Browse, world: World, db: Session, who: str, go: str
) -> None:
    answer = browse(who).post(_goals(world), sent(go=go, situation="A long evening"))
    assert (answer.status_code, goals(db)) == (422, [])
    assert words(answer.text).count(WAITS[who]) == 1
    assert 'value="A long evening"' in answer.text
    assert answer.text.count('href="/pairs/') == 1


@pytest.mark.usefixtures("sealed")
def test_a_bad_form_is_told_everything_at_once(browse: Browse, world: World, db: Session) -> None:
    answer = browse("cora").post(_goals(world), sent(target="4.5", check_back_on="soon"))
    assert (answer.status_code, goals(db)) == (422, [])
    for sentence in (WAITS["cora"], "Choose one whole point.", DAY_NEEDED):
        assert sentence in words(answer.text)


def test_the_first_point_of_all_can_be_sealed(browse: Browse, world: World, db: Session) -> None:
    _wren_rates(db, world)
    assert WAITS["cora"] in words(_form(browse, world, "cora"))
    answer = browse("cora").post(_goals(world), sent(opened_at="8"))
    assert (answer.status_code, WAITS["cora"] in words(answer.text), goals(db)) == (422, True, [])


@pytest.mark.usefixtures("sealed")
def test_the_action_refuses_whichever_door_is_used(world: World, db: Session, clock: Clock) -> None:
    viewer, worker = viewer_of(db, world, "cora"), db.get_one(Account, world["wren"])
    version, plan = version_of(db, world, "safety-mapping"), Plan(GoalKind.STEP, 5, date(2026, 12, 16), ("a3",))
    on = standing(db, viewer, worker, version=version, element_key="stakeholders", now=clock())
    with pytest.raises(ProblemsError) as refused:
        actions.propose_goal(
            db, viewer, on, plan=plan, form_key=world["wren"], follows=None, most=3, at=clock()
        )  # fmt: skip
    assert refused.value.problems == {"form": WAITS["cora"]}
    assert goals(db) == []


@pytest.mark.usefixtures("october")
@pytest.mark.parametrize(("proposer", "other"), [("cora", "wren"), ("wren", "cora")])
def test_a_proposal_of_before_waits_for_the_pair_with_its_profile(
    browse: Browse, world: World, db: Session, proposer: str, other: str
) -> None:
    goal = browse(proposer).post(_goals(world), sent()).headers["location"].partition("?")[0]
    _wren_rates(db, world)
    for who in ("wren", "cora"):
        page = browse(who).get(goal).text
        assert (words(page).count(WAITS[who]), page.count('href="/pairs/')) == (1, 1)
        assert ("Confirm the goal" in page, "becomes active when" in page) == (False, False)
    refused = browse(other).post(f"{goal}/confirmation", {"answer": "confirm"})
    assert (refused.status_code, words(refused.text).count(WAITS[other])) == (422, 1)
    assert refused.text.count('href="/pairs/') == 1
    assert [one.state for one in goals(db)] == [GoalState.PROPOSED]
    rated(db, world, "cora", "wren", point=4, on=date(2026, 11, 14))
    assert "Confirm the goal" in browse(other).get(goal).text
    assert browse(other).post(f"{goal}/confirmation", {"answer": "confirm"}).status_code == 303
    assert [one.state for one in goals(db)] == [GoalState.ACTIVE]


@pytest.mark.usefixtures("october")
def test_a_proposal_can_be_set_aside_or_taken_back_while_the_pair_is_sealed(
    browse: Browse, world: World, db: Session
) -> None:
    aside, back = (
        browse("cora").post(_goals(world), form).headers["location"].partition("?")[0] for form in stepping(2)
    )
    _wren_rates(db, world)
    assert browse("wren").post(f"{aside}/confirmation", {"answer": "decline", "words": "Later."}).status_code == 303
    assert browse("cora").post(f"{back}/withdrawal").status_code == 303
    assert sorted(one.state for one in goals(db)) == [GoalState.DRAFT, GoalState.ENDED]


@pytest.mark.usefixtures("october")
def test_the_same_form_sent_again_finds_the_goal_it_made(browse: Browse, world: World, db: Session) -> None:
    cora, form = browse("cora"), sent()
    first = cora.post(_goals(world), form)
    _wren_rates(db, world)
    assert cora.post(_goals(world), form).headers["location"] == first.headers["location"]


@pytest.mark.usefixtures("october")
def test_a_draft_of_before_waits_with_its_profile(browse: Browse, world: World, db: Session) -> None:
    cora = browse("cora")
    cora.post(_goals(world), sent(go="draft"))
    [draft] = goals(db)
    _wren_rates(db, world)
    page = cora.get(f"/goals/{draft.id}").text
    assert WAITS["cora"] in words(page)
    assert "Throw this draft away" in page
    assert "5, one step" not in words(page)


@pytest.mark.usefixtures("sealed")
def test_with_the_others_rating_the_step_begins_at_the_newest_point(browse: Browse, world: World, db: Session) -> None:
    rated(db, world, "cora", "wren", point=6, on=date(2026, 11, 14))
    for who in ("wren", "cora"):
        page = words(_form(browse, world, who))
        assert "Filled circle: Cora’s point of November 14." in page
        assert TOGETHER not in page


@pytest.mark.usefixtures("sealed")
def test_when_the_seal_lapses_the_step_can_be_planned(browse: Browse, world: World, clock: Clock) -> None:
    clock.at = datetime(2026, 12, 31, 20, 0, tzinfo=UTC)
    assert WAITS["wren"] in words(_form(browse, world, "wren"))
    clock.at = datetime(2027, 1, 1, 9, 0, tzinfo=UTC)
    assert "Next step: Stakeholders" in words(_form(browse, world, "wren"))
    assert TOGETHER not in words(_form(browse, world, "wren"))


@pytest.mark.usefixtures("october")
class TestLookingBack:
    @pytest.fixture
    def goal(self, browse: Browse, world: World, db: Session) -> str:
        goal: str = browse("cora").post(_goals(world), sent()).headers["location"].partition("?")[0]
        browse("wren").post(f"{goal}/confirmation", {"answer": "confirm"})
        _wren_rates(db, world)
        return goal

    def test_asks_for_no_point_while_both_rate_alone(self, browse: Browse, goal: str) -> None:
        page = browse("cora").get(f"{goal}/review").text
        assert 'name="point_now"' not in page
        assert "in the pair of November 2026 where Wren stands, each alone" in words(page)

    @pytest.mark.parametrize("who", ["wren", "cora"])
    def test_takes_no_point_from_an_older_page(self, browse: Browse, db: Session, goal: str, who: str) -> None:
        answer = browse(who).post(f"{goal}/review", {"ending": "achieved", "helped": "Time.", "point_now": "8"})
        assert answer.status_code == 422
        assert "Worker and coach each say this in the pair first." in words(answer.text)
        assert "What helped? Time." in words(answer.text)
        assert [one.state for one in goals(db)] == [GoalState.ACTIVE]

    def test_ends_the_goal_without_a_point(self, browse: Browse, db: Session, goal: str) -> None:
        assert browse("wren").post(f"{goal}/review", {"ending": "achieved", "helped": "Time."}).status_code == 303
        assert [one.state for one in goals(db)] == [GoalState.ENDED]

    def test_tells_the_sealed_point_on_no_page_of_goals(self, browse: Browse, world: World, goal: str) -> None:
        for who in ("wren", "cora"):
            for path in (_goals(world), f"{_goals(world)}/new", goal, f"{goal}/review"):
                page = browse(who).get(path).text
                # The stair of the goal has every point of the scale; what stands on it are the marks.
                text = words(page.replace('<span class="stair-digit">8</span>', ""))
                assert ("8" in text, "step-8 is-" in page) == (False, False)


def test_a_worker_without_a_coach_waits_for_nobody(browse: Browse, world: World, db: Session) -> None:
    rated(db, world, "sol", "sol", point=8, on=date(2026, 11, 12))
    page = words(browse("sol").get(f"/workers/{world['sol']}/goals/new{ELEMENT}").text)
    assert "Start this goal" in page
    assert "Diamond: Sol’s point of November 12." in page


@pytest.mark.usefixtures("sealed")
def test_without_the_coach_a_goal_waits_for_no_pair_and_starts_from_what_is_open(
    browse: Browse, world: World, db: Session, clock: Clock
) -> None:
    agreement, wren = db.get_one(Agreement, world.agreements["cora-wren"]), db.get_one(Account, world["wren"])
    end_now(db, as_viewer(db, wren), agreement, at=clock())
    db.commit()
    clock.forward(hours=1)
    page = words(_form(browse, world, "wren"))
    assert "Start this goal" in page
    assert "Filled circle: Cora’s point of October 9." in page
