"""Goals through the browser, without script: proposing, confirming, looking back."""

import re
from collections.abc import Callable

import pytest
from sqlmodel import Session

from app.goals.rules import Ending, GoalKind, GoalState
from tests.clock import Clock
from tests.conftest import Browser
from tests.goals.given import CORAS_DAY, audited, goals, rated, sent, words, wren_stands_at
from tests.stories import version_of
from tests.world import World

Browse = Callable[..., Browser]


@pytest.fixture
def at_four(db: Session, world: World) -> None:
    wren_stands_at(db, world, 4)


def _new(world: World, worker: str = "wren", query: str = "?profile=safety-mapping&element=stakeholders") -> str:
    return f"/workers/{world[worker]}/goals/new{query}"


def _goals(world: World, worker: str = "wren") -> str:
    return f"/workers/{world[worker]}/goals"


def _proposed(browse: Browse, world: World, **changes: str | None) -> str:
    answer = browse("cora").post(_goals(world), sent(**changes))
    assert answer.status_code == 303, words(answer.text)
    return answer.headers["location"].partition("?")[0]


@pytest.mark.usefixtures("at_four")
def test_the_form_says_where_wren_is_and_what_is_open(browse: Browse, world: World) -> None:
    page = browse("cora").get(_new(world))
    text = words(page.text)
    assert page.status_code == 200
    assert "Filled circle: Cora’s point of November 10. Flag: where to go next." in text
    assert "5, one step A bit more of Accomplished is there. 6, top of Accomplished" in text
    assert "Wren marked this on Nov 12. Cora has not seen it yet." in text
    assert "Already seen by both, so keep it up Before the mapping, talk with the family" in text
    assert "In an office, make a safety map alone" not in text
    assert "By December 16, Wren takes the step from 4 to 5 in Stakeholders." in text
    assert "It is active when Wren and Cora have both agreed to it." in text


@pytest.mark.usefixtures("at_four")
def test_a_goal_that_cora_proposes_is_active_when_wren_confirms(browse: Browse, world: World, db: Session) -> None:
    address = _proposed(browse, world)
    [goal] = goals(db)
    assert (goal.state, goal.from_point, goal.target_point) == (GoalState.PROPOSED, 4, 5)
    assert "Confirm the goal" not in browse("cora").get(address).text
    wren = browse("wren")
    assert "Waiting for you Stakeholders" in words(wren.get(_goals(world)).text)
    assert "Cora proposed this goal. Confirm the goal" in words(wren.get(address).text)
    for _ in range(2):
        answer = wren.post(f"{address}/confirmation", {"answer": "confirm"})
        assert answer.headers["location"] == f"{address}?done=goal-active"
    assert [goal.state for goal in goals(db)] == [GoalState.ACTIVE]
    assert audited(db, goal.id) == ["goal:propose", "goal:confirm"]


@pytest.mark.usefixtures("at_four")
def test_the_page_says_the_sentence_that_the_goal_keeps(browse: Browse, world: World) -> None:
    sentence = (
        "By December 16, Wren takes the step from 4 to 5 in Stakeholders. To try: plan how to bring in the views and "
        "voices of people who are missing. The place to try it: the next mapping. "
        "Help on the way: practice with Cora first."
    )
    refused = browse("cora").post(_goals(world), sent(check_back_on="2026-11-16"))
    assert refused.status_code == 422
    assert sentence.replace("December 16", "November 16") in words(refused.text)
    address = _proposed(browse, world)
    assert sentence.replace("takes", "would take") in words(browse("wren").get(address).text)
    browse("wren").post(f"{address}/confirmation", {"answer": "confirm"})
    assert sentence in words(browse("wren").get(address).text)


@pytest.mark.usefixtures("at_four")
def test_a_double_click_makes_one_goal(browse: Browse, world: World, db: Session) -> None:
    cora, form = browse("cora"), sent()
    first, second = (cora.post(_goals(world), form) for _ in range(2))
    assert first.headers["location"] == second.headers["location"]
    assert len(goals(db)) == 1


@pytest.mark.usefixtures("at_four")
def test_nobody_confirms_the_own_proposal(browse: Browse, world: World, db: Session) -> None:
    address = _proposed(browse, world)
    answer = browse("cora").post(f"{address}/confirmation", {"answer": "confirm"})
    assert answer.status_code == 403
    assert "You proposed this goal, so the other side confirms it." in words(answer.text)
    assert [goal.state for goal in goals(db)] == [GoalState.PROPOSED]


@pytest.mark.usefixtures("at_four")
def test_a_step_across_a_stage_comes_back_with_the_rule_and_what_was_typed(browse: Browse, world: World) -> None:
    answer = browse("cora").post(_goals(world), sent(target="other"))
    text = words(answer.text)
    assert answer.status_code == 422
    assert (
        "7 belongs to the next stage, Distinguished. From 4, the next step is 5 or 6. When you stand at 6, the step "
        "to 7 opens. Small steps inside one stage are how these profiles are meant to be used." in text
    )
    assert "Wren’s reason: Wren writes it when confirming this goal. Choose 6 instead" in text
    assert 'value="The next mapping"' in answer.text
    assert "Propose to Wren with your reason" in text


@pytest.mark.usefixtures("at_four")
def test_choose_6_instead_works_without_script(browse: Browse, world: World, db: Session) -> None:
    form = sent(target="other", situation="A long evening", choose="6", go=None)
    answer = browse("cora").post(_goals(world), form)
    assert answer.status_code == 200
    assert 'value="A long evening"' in answer.text
    assert "from 4 toward 6 in Stakeholders" in words(answer.text)
    assert goals(db) == []


@pytest.mark.usefixtures("at_four")
def test_a_step_across_a_stage_needs_both_reasons(browse: Browse, world: World, db: Session) -> None:
    address = _proposed(browse, world, target="other", reason="The county asks for it.")
    wren = browse("wren")
    answer = wren.post(f"{address}/confirmation", {"answer": "confirm"})
    assert answer.status_code == 422
    assert "This step crosses the border of a stage. Write your reason as well, then confirm." in words(answer.text)
    assert [goal.state for goal in goals(db)] == [GoalState.PROPOSED]
    wren.post(f"{address}/confirmation", {"answer": "confirm", "reason": "I did this work for years."})
    [goal] = goals(db)
    assert (goal.state, goal.coach_reason, goal.worker_reason) == (
        GoalState.ACTIVE, "The county asks for it.", "I did this work for years.",
    )  # fmt: skip
    shown = words(browse("cora").get(address).text)
    assert "Wren’s reason I did this work for years. Cora’s reason The county asks for it." in shown


def test_sol_without_a_coach_sets_a_goal_alone(browse: Browse, world: World, db: Session, clock: Clock) -> None:
    rated(db, world, "sol", "sol", point=3, on=clock().date())
    clock.forward(hours=1)
    sol = browse("sol")
    assert "Diamond: Sol’s point of November 16." in words(sol.get(_new(world, "sol")).text)
    refused = sol.post(_goals(world, "sol"), sent(opened_at="3", target="other", other_target="5", indicators=["a1"]))
    assert refused.status_code == 422
    form = sent(
        opened_at="3", target="other", other_target="5", indicators=["a1"], reason="A new job in another county."
    )
    answer = sol.post(_goals(world, "sol"), form)
    assert answer.headers["location"].endswith("done=goal-active")
    [goal] = goals(db)
    assert (goal.state, goal.coach_id, goal.worker_reason) == (GoalState.ACTIVE, None, "A new job in another county.")


@pytest.mark.usefixtures("at_four")
@pytest.mark.parametrize("answer", ["confirm", "decline"])
def test_wren_decides_about_the_words_that_she_has_read(browse: Browse, world: World, db: Session, answer: str) -> None:
    address, cora, wren = _proposed(browse, world), browse("cora"), browse("wren")
    read = re.findall(r'name="revision" value="(\d+)"', wren.get(address).text)
    assert len(read) == 2
    cora.post(f"{address}/withdrawal")
    [draft] = goals(db)
    revision = str(draft.revision)
    cora.post(_goals(world), sent(form_key=str(draft.form_key), revision=revision, situation="At court, alone"))
    given = {"answer": answer, "words": "Not now.", "revision": read[0]}
    late = wren.post(f"{address}/confirmation", given)
    assert late.status_code == 409
    page = words(late.text)
    assert "The words of this goal changed after you opened this page." in page
    assert "At court, alone" in page
    assert [goal.state for goal in goals(db)] == [GoalState.PROPOSED]
    (now, _) = re.findall(r'name="revision" value="(\d+)"', late.text)
    assert wren.post(f"{address}/confirmation", given | {"revision": now}).status_code == 303


@pytest.mark.usefixtures("at_four")
def test_a_draft_is_its_authors_alone_and_can_be_proposed_later(browse: Browse, world: World, db: Session) -> None:
    cora = browse("cora")
    form = sent(target="other", indicators=None, go="draft")
    assert cora.post(_goals(world), form).headers["location"] == f"{_goals(world)}?done=goal-draft"
    [draft] = goals(db)
    assert draft.state is GoalState.DRAFT
    assert browse("wren").get(f"/goals/{draft.id}").status_code == 404
    assert "Drafts" not in words(browse("wren").get(_goals(world)).text)
    kept = cora.get(f"/goals/{draft.id}").text
    assert f'name="form_key" value="{draft.form_key}"' in kept
    assert 'value="The next mapping"' in kept
    cora.post(_goals(world), sent(form_key=str(draft.form_key)))
    assert [(goal.id, goal.state, goal.target_point) for goal in goals(db)] == [(draft.id, GoalState.PROPOSED, 5)]


@pytest.mark.usefixtures("at_four")
def test_a_draft_can_be_thrown_away_and_a_proposal_cannot(browse: Browse, world: World, db: Session) -> None:
    cora = browse("cora")
    cora.post(_goals(world), sent(go="draft"))
    [draft] = goals(db)
    assert cora.post(f"/goals/{draft.id}/removal").status_code == 303
    assert goals(db) == []
    address = _proposed(browse, world)
    assert cora.post(f"{address}/removal").status_code == 409
    assert len(goals(db)) == 1


@pytest.mark.usefixtures("at_four")
def test_the_proposer_takes_a_proposal_back_as_a_draft(browse: Browse, world: World, db: Session) -> None:
    address = _proposed(browse, world)
    assert browse("wren").post(f"{address}/withdrawal").status_code == 403
    for _ in range(2):
        assert browse("cora").post(f"{address}/withdrawal").status_code == 303
    assert [goal.state for goal in goals(db)] == [GoalState.DRAFT]
    assert browse("wren").get(address).status_code == 404
    assert audited(db, goals(db)[0].id) == ["goal:propose", "goal:withdraw"]


@pytest.mark.usefixtures("at_four")
def test_the_other_side_sets_a_proposal_aside_with_words(browse: Browse, world: World, db: Session) -> None:
    address = _proposed(browse, world)
    wren = browse("wren")
    silent = wren.post(f"{address}/confirmation", {"answer": "decline"})
    assert silent.status_code == 422
    assert "Write a few words, so that the other side knows why." in words(silent.text)
    wren.post(f"{address}/confirmation", {"answer": "decline", "words": "First the court report."})
    [goal] = goals(db)
    assert (goal.state, goal.ending) == (GoalState.ENDED, Ending.SET_ASIDE)
    assert "Wren’s words First the court report." in words(browse("cora").get(address).text)
    late = wren.post(f"{address}/confirmation", {"answer": "confirm"})
    assert late.status_code == 409


def _active(browse: Browse, world: World) -> str:
    address = _proposed(browse, world)
    browse("wren").post(f"{address}/confirmation", {"answer": "confirm"})
    return address


@pytest.mark.usefixtures("at_four")
@pytest.mark.parametrize(
    ("ending", "goes_on"),
    [("achieved", False), ("continue", True), ("adjust", True), ("set-aside", False)],
)
def test_a_look_back_ends_a_goal_and_offers_the_next(
    browse: Browse, world: World, db: Session, ending: str, goes_on: bool
) -> None:
    address = _active(browse, world)
    cora = browse("cora")
    asked = words(cora.get(f"{address}/review").text)
    assert "What helped? What was hard? Did other areas gain from the effort, or get less of it?" in asked
    answers = {"ending": ending, "helped": "Practice.", "challenges": "Time.", "other_areas": "", "point_now": "5"}
    answer = cora.post(f"{address}/review", answers)
    next_form = f"{_new(world)}&follows={address.rpartition('/')[2]}&done=goal-ended"
    assert answer.headers["location"] == (next_form if goes_on else f"{address}?done=goal-ended")
    [goal] = goals(db)
    assert (goal.state, goal.ending) == (GoalState.ENDED, Ending(ending))
    shown = words(browse("wren").get(address).text)
    assert "What was hard? Time. What helped? Practice. Which point now? 5, Accomplished: partly there" in shown
    assert "Set the next goal on Stakeholders" in shown
    assert audited(db, goal.id) == ["goal:propose", "goal:confirm", "goal:review"]


@pytest.mark.usefixtures("at_four")
def test_who_looks_back_second_reads_the_first_and_keeps_the_own_words(
    browse: Browse, world: World, db: Session
) -> None:
    address = _active(browse, world)
    coras = {"ending": "achieved", "helped": "Practice.", "challenges": "Time.", "point_now": "5"}
    wrens = {"ending": "set-aside", "helped": "My <b>notes</b>.", "challenges": "", "point_now": "6"}
    first = browse("cora").post(f"{address}/review", coras)
    # Two clicks are one look back; other words are not saved over the first, whoever wrote them.
    assert browse("cora").post(f"{address}/review", coras).headers["location"] == first.headers["location"]
    late = browse("wren").post(f"{address}/review", wrens)
    assert late.status_code == 409
    page = words(late.text)
    assert "Cora was faster and looked back at it first." in page
    assert "What helped? My &lt;b&gt;notes&lt;/b&gt;. Which point now? 6" in page
    assert "What was hard? Time. What helped? Practice." in page
    other_tab = browse("cora").post(f"{address}/review", coras | {"helped": "Practice, and rest."})
    assert other_tab.status_code == 409
    assert "You closed it in another tab, in other words." in words(other_tab.text)
    assert [goal.ending for goal in goals(db)] == [Ending.ACHIEVED]


@pytest.mark.usefixtures("at_four")
def test_a_goal_that_continues_is_linked_and_filled_in(browse: Browse, world: World, db: Session) -> None:
    address = _active(browse, world)
    cora, first = browse("cora"), goals(db)[0]
    answer = cora.post(f"{address}/review", {"ending": "continue"})
    form = cora.get(answer.headers["location"]).text
    assert f'name="follows" value="{first.id}"' in form
    assert 'value="The next mapping"' in form
    cora.post(_goals(world), sent(follows=str(first.id)))
    [successor] = [goal for goal in goals(db) if goal.id != first.id]
    assert successor.follows_id == first.id


@pytest.mark.usefixtures("at_four")
def test_a_goal_that_was_achieved_has_no_linked_successor(browse: Browse, world: World, db: Session) -> None:
    address = _active(browse, world)
    browse("cora").post(f"{address}/review", {"ending": "achieved"})
    [goal] = goals(db)
    assert browse("cora").post(_goals(world), sent(follows=str(goal.id))).status_code == 404
    assert len(goals(db)) == 1


@pytest.mark.usefixtures("at_four")
@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"ending": ""}, "Choose how this goal ends."),
        ({"ending": "won"}, "Choose how this goal ends."),
        ({"ending": "achieved", "point_now": "10"}, "Choose a point from 1 to 9, or leave it open."),
        ({"ending": "achieved", "point_now": "4.5"}, "Choose a whole point, or leave it open."),
        ({"ending": "achieved", "helped": "x" * 2001}, "This is 2001 characters long. 2000 is the most."),
    ],
)
def test_a_look_back_that_does_not_do_keeps_what_was_typed(
    browse: Browse, world: World, db: Session, answers: dict[str, str], sentence: str
) -> None:
    address = _active(browse, world)
    answer = browse("wren").post(f"{address}/review", {"challenges": "It was <b>late</b>.", **answers})
    assert answer.status_code == 422
    assert sentence in words(answer.text)
    assert "It was &lt;b&gt;late&lt;/b&gt;." in answer.text
    assert [goal.state for goal in goals(db)] == [GoalState.ACTIVE]


def test_at_the_top_of_the_scale_a_goal_keeps_a_skill_or_passes_it_on(
    browse: Browse, world: World, db: Session
) -> None:
    wren_stands_at(db, world, 9)
    cora = browse("cora")
    assert "Keep it going Stakeholders stays as it is. Pass it on" in words(cora.get(_new(world)).text)
    refused = cora.post(_goals(world), sent(opened_at="9", target="9", indicators=["d1"]))
    assert refused.status_code == 422
    cora.post(_goals(world), sent(opened_at="9", target="pass-on", indicators=["d1"]))
    assert [(goal.kind, goal.target_point) for goal in goals(db)] == [(GoalKind.PASS_ON, None)]


def test_a_set_goal_shows_the_next_levels_words_and_asks_for_own_words(
    browse: Browse, world: World, db: Session
) -> None:
    profile = "key-expectations"
    element = version_of(db, world, profile).profile.rateable_elements[0].key
    rated(db, world, "cora", "wren", point=2, on=CORAS_DAY, profile=profile, element=element)
    cora = browse("cora")
    text = words(cora.get(_new(world, query=f"?profile={profile}&element={element}")).text)
    assert "Accomplished: What we see shows that the worker puts the tools to use" in text
    form = sent(profile=profile, element=element, opened_at="2", target="3", indicators=None)
    silent = cora.post(_goals(world), form)
    assert silent.status_code == 422
    assert "Write in your own words what to try." in words(silent.text)
    skipping = cora.post(_goals(world), form | {"target": "other", "other_target": "5", "own_words": "All of it."})
    assert "5, Master, is more than one level ahead." in words(skipping.text)
    assert goals(db) == []
    assert cora.post(_goals(world), form | {"own_words": "Ask before I act."}).status_code == 303
    assert [goal.own_words for goal in goals(db)] == ["Ask before I act."]
