"""The attainment scale of a goal: five outcomes in words, which nobody counts."""

import html
import re
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from app.goals.anchors import BOTH_SIDES, Anchor, outcomes_problem
from app.goals.models import GoalOutcome, GoalReview
from app.people.permits import Level
from tests.clock import Clock
from tests.conftest import Browser
from tests.goals.given import goals, rated, sent, sue_sees, words, wren_stands_at
from tests.world import World

Browse = Callable[..., Browser]
BELOW, ABOVE, MIDDLE = (
    "We talk about it and invite nobody.",
    "Two people more take part.",
    "One person more takes part.",
)
WRITTEN = {"outcome-less": BELOW, "outcome-more": ABOVE}


@pytest.fixture(autouse=True)
def at_four(db: Session, world: World) -> None:
    wren_stands_at(db, world, 4)


def _proposed(browse: Browse, world: World, **changes: str) -> str:
    answer = browse("cora").post(f"/workers/{world['wren']}/goals", sent(**changes))
    assert answer.status_code == 303, words(answer.text)
    return answer.headers["location"].partition("?")[0]


def _active(browse: Browse, world: World, **changes: str) -> str:
    goal = _proposed(browse, world, **changes)
    answer = {"answer": "confirm", "reason": "A judge asks for it."}
    assert browse("wren").post(f"{goal}/confirmation", answer).status_code == 303
    return goal


def _outcomes(db: Session) -> dict[str, str]:
    found = {row.anchor.value: row.words for row in db.exec(select(GoalOutcome))}
    db.commit()
    return found


def _reviews(db: Session) -> list[Anchor | None]:
    db.expire_all()
    found = [row.attained for row in db.exec(select(GoalReview))]
    db.commit()
    return found


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ((), ""),
        ((Anchor.LESS, Anchor.MORE), ""),
        ((Anchor.MUCH_LESS, Anchor.EXPECTED, Anchor.MUCH_MORE), ""),
        (tuple(Anchor), ""),
        ((Anchor.EXPECTED,), BOTH_SIDES),
        ((Anchor.LESS, Anchor.MUCH_LESS, Anchor.EXPECTED), BOTH_SIDES),
        ((Anchor.MORE,), BOTH_SIDES),
    ],
)
def test_a_scale_has_an_outcome_on_each_side_of_the_middle(written: tuple[Anchor, ...], sentence: str) -> None:
    assert outcomes_problem(written) == sentence


def test_the_five_are_told_in_words_alone() -> None:
    assert [anchor.words for anchor in Anchor] == [
        "much less than expected", "less than expected", "as expected", "more than expected", "much more than expected",
    ]  # fmt: skip


def test_a_goal_without_outcomes_shows_no_scale(browse: Browse, world: World, db: Session) -> None:
    goal = _active(browse, world)
    assert _outcomes(db) == {}
    assert "as expected" not in browse("wren").get(goal).text.lower()
    assert 'name="attained"' not in browse("wren").get(f"{goal}/review").text


def test_what_is_expected_is_the_goal_itself_unless_somebody_writes_it(browse: Browse, world: World) -> None:
    page = words(browse("wren").get(_proposed(browse, world, **WRITTEN)).text)
    assert "Much less than expected Nothing written Less than expected We talk about it" in page
    assert "As expected By December 16, Wren takes the step from 4 to 5 in Stakeholders. More than expected" in page
    own = words(
        browse("wren").get(_proposed(browse, world, target="6", **WRITTEN, **{"outcome-expected": MIDDLE})).text
    )
    assert f"As expected {MIDDLE} More than expected {ABOVE}" in own


def test_one_side_alone_is_sent_back_with_all_that_was_typed(browse: Browse, world: World, db: Session) -> None:
    answer = browse("cora").post(f"/workers/{world['wren']}/goals", sent(**{"outcome-less": BELOW}))
    assert answer.status_code == 422
    assert BOTH_SIDES in words(answer.text)
    assert BELOW in answer.text
    assert re.search(r'<details class="disclosure"\s+open>\s*<summary>Say what each', answer.text)
    assert _outcomes(db) == {}


def test_a_long_outcome_is_named_at_its_field(browse: Browse, world: World, db: Session) -> None:
    answer = browse("cora").post(f"/workers/{world['wren']}/goals", sent(**WRITTEN | {"outcome-more": "x" * 501}))
    assert answer.status_code == 422
    assert 'href="#field-outcome-more">This is 501 characters long. 500 is the most.' in answer.text
    assert _outcomes(db) == {}


def test_a_draft_keeps_what_is_begun(browse: Browse, world: World) -> None:
    cora = browse("cora")
    assert cora.post(f"/workers/{world['wren']}/goals", sent(go="draft", **{"outcome-less": BELOW})).status_code == 303
    drafts = re.search(r'href="(/goals/[^"]+)"', cora.get(f"/workers/{world['wren']}/goals").text)
    assert drafts
    assert BELOW in cora.get(drafts[1]).text
    assert cora.post(f"{drafts[1]}/removal").status_code == 303


def test_a_double_click_writes_the_outcomes_once(browse: Browse, world: World, db: Session) -> None:
    form = sent(**WRITTEN)
    for _ in range(2):
        assert browse("cora").post(f"/workers/{world['wren']}/goals", form).status_code == 303
    assert (len(goals(db)), _outcomes(db)) == (1, {"less": BELOW, "more": ABOVE})
    other = browse("cora").post(f"/workers/{world['wren']}/goals", form | {"outcome-more": "Three."})
    assert other.status_code == 422
    assert _outcomes(db)["more"] == ABOVE


def test_two_tabs_see_both_texts(browse: Browse, world: World, db: Session) -> None:
    cora, form = browse("cora"), sent(go="draft", **WRITTEN)
    assert cora.post(f"/workers/{world['wren']}/goals", form | {"revision": "0"}).status_code == 303
    newer = cora.post(f"/workers/{world['wren']}/goals", form | {"outcome-more": "Three.", "revision": "0"})
    assert newer.status_code == 409
    assert f"More than expected: {ABOVE}" in words(newer.text)
    assert "More than expected: Three." in words(newer.text)
    assert _outcomes(db)["more"] == ABOVE


@pytest.mark.parametrize("said", ["less", ""])
def test_looking_back_one_of_the_five_is_chosen_or_none(browse: Browse, world: World, db: Session, said: str) -> None:
    goal, wren = _active(browse, world, **WRITTEN), browse("wren")
    assert words(wren.get(f"{goal}/review").text).count("We leave that open") == 2
    for _ in range(2):
        assert wren.post(f"{goal}/review", {"ending": "achieved", "attained": said}).status_code == 303
    assert _reviews(db) == [Anchor.LESS if said else None]
    marked = re.findall(r'<li class="is-so">(.*?)</li>', browse("cora").get(goal).text, re.DOTALL)
    told = [f"Less than expected {BELOW} It turned out so"] if said else []
    assert [words(html.unescape(one)).strip() for one in marked] == told


@pytest.mark.parametrize("said", ["best", "-2", "LESS", "0"])
def test_nothing_else_is_an_outcome(browse: Browse, world: World, db: Session, said: str) -> None:
    goal = _active(browse, world, **WRITTEN)
    answer = browse("wren").post(f"{goal}/review", {"ending": "achieved", "attained": said, "helped": "A walk."})
    assert answer.status_code == 422
    assert "Choose one of the five, or leave it open." in answer.text
    assert "A walk." in answer.text
    assert _reviews(db) == []


def test_without_a_scale_no_outcome_is_kept(browse: Browse, world: World, db: Session) -> None:
    goal = _active(browse, world)
    answer = browse("wren").post(f"{goal}/review", {"ending": "achieved", "attained": "more"})
    assert answer.status_code == 422
    assert "No outcomes were written down for this goal" in answer.text
    assert _reviews(db) == []


def test_while_both_rate_alone_nobody_says_how_it_turned_out(
    browse: Browse, world: World, db: Session, clock: Clock
) -> None:
    goal = _active(browse, world, **WRITTEN)
    clock.forward(days=21)
    rated(db, world, "cora", "wren", point=6, on=date(2026, 12, 3), opened=False)
    assert 'name="attained"' not in browse("wren").get(f"{goal}/review").text
    early = browse("wren").post(f"{goal}/review", {"ending": "achieved", "attained": "more"})
    assert early.status_code == 422
    assert 'href="#field-attained">How it turned out tells of the point' in early.text
    assert 'id="field-attained"' in early.text
    assert _reviews(db) == []


@pytest.mark.parametrize("ending", ["continue", "adjust"])
def test_what_goes_on_takes_the_outcomes_along(browse: Browse, world: World, ending: str) -> None:
    goal, wren = _active(browse, world, **WRITTEN), browse("wren")
    on = wren.post(f"{goal}/review", {"ending": ending, "attained": "less"}).headers["location"]
    page = wren.get(on).text
    assert BELOW in page
    assert ABOVE in page


def test_to_whom_the_points_are_not_open_no_outcome_is(browse: Browse, world: World, db: Session, clock: Clock) -> None:
    sue_sees(db, world, Level.GOALS, at=clock())
    goal = _active(browse, world, **WRITTEN)
    assert browse("wren").post(f"{goal}/review", {"ending": "achieved", "attained": "more"}).status_code == 303
    for path in (goal, f"/workers/{world['wren']}/goals", f"/workers/{world['wren']}"):
        page = browse("sue").get(path)
        assert page.status_code == 200
        assert [one for one in (BELOW, ABOVE, "expected", "is-so") if one in page.text.replace("unexpected", "")] == []


def test_a_list_with_scales_asks_no_more_questions(
    browse: Browse, world: World, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    wren, path = browse("wren"), f"/workers/{world['wren']}/goals"
    _active(browse, world, **WRITTEN)
    wren.get(path)
    one = count_queries(lambda: wren.get(path))
    for target in ("6", "7"):
        _active(browse, world, target=target, reason="A judge asks for it.", **WRITTEN)
    assert count_queries(lambda: wren.get(path)) == one


@pytest.mark.parametrize("text", ["", "x" * 501])
def test_the_database_keeps_no_empty_and_no_endless_outcome(
    browse: Browse, world: World, db: Session, text: str
) -> None:
    _active(browse, world)
    db.add(GoalOutcome(goal_id=goals(db)[0].id, anchor=Anchor.LESS, words=text))
    with pytest.raises(DBAPIError) as refused:
        db.commit()
    assert "goal_outcome" in str(refused.value)
