"""What a supervisor reads of a goal at each level, and what a new coach reads of the goals from before."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from app.agreements.actions import end_now
from app.agreements.sharing import narrow
from app.goals.queries import goals_of
from app.goals.rules import GoalState
from app.people.models import Account, Agreement, Earlier
from app.people.permits import Level
from tests.clock import START, Clock
from tests.conftest import Browser
from tests.goals.given import digits, goals, rated, sent, sue_sees, words, wren_stands_at
from tests.stories import viewer_of
from tests.world import World, agree, as_viewer

Browse = Callable[..., Browser]
SECRETS = ("A reason of Cora, in words.", "A reason of Wren, in words.", "Hard to say.", "A calm talk.", "More time.")
STAGES = ("Emergent", "Accomplished", "Distinguished")


def _proposed(browse: Browse, world: World, by: str = "cora", **changes: str | None) -> str:
    answer = browse(by).post(f"/workers/{world['wren']}/goals", sent(**changes))
    assert answer.status_code == 303, words(answer.text)
    return answer.headers["location"].partition("?")[0]


def _across(browse: Browse, world: World) -> str:
    """A goal from 4 to 7, for which both wrote down why."""
    goal = _proposed(browse, world, target="other", other_target="7", reason=SECRETS[0])
    answer = browse("wren").post(f"{goal}/confirmation", {"answer": "confirm", "reason": SECRETS[1]})
    assert answer.status_code == 303
    return goal


def _looked_back(browse: Browse, goal: str) -> None:
    told = {"ending": "achieved", "challenges": SECRETS[2], "helped": SECRETS[3], "other_areas": SECRETS[4]}
    assert browse("wren").post(f"{goal}/review", told | {"point_now": "7"}).status_code == 303


@pytest.fixture
def in_words(db: Session, world: World, clock: Clock) -> None:
    """Wren stands at 4, and Sue sees goals in words from now on."""
    wren_stands_at(db, world, 4)
    sue_sees(db, world, Level.GOALS, at=clock())


@pytest.mark.usefixtures("in_words")
def test_no_digit_stands_anywhere_in_the_pages_that_sue_reads(browse: Browse, world: World) -> None:
    goal, sue = _across(browse, world), browse("sue")
    pages = (f"/workers/{world['wren']}/goals", goal, f"/workers/{world['wren']}")
    running = [sue.get(path) for path in pages]
    _looked_back(browse, goal)
    for answer in (*running, *(sue.get(path) for path in pages)):
        assert (answer.status_code, digits(answer.text)) == (200, [])
        told = [word for word in (*SECRETS, *STAGES, "stair", "point_now", "Which point") if word in answer.text]
        assert told == []


@pytest.mark.usefixtures("in_words")
def test_sue_reads_the_goal_in_words(browse: Browse, world: World) -> None:
    page = words(browse("sue").get(_across(browse, world)).text)
    assert (
        "Until December 16, Wren works on Stakeholders. To try: plan how to bring in the views and voices of people "
        "who are missing. The place to try it: the next mapping. Help on the way: practice with Cora first." in page
    )
    assert "Now Active, check back December 16" in page
    assert "The step" not in page


@pytest.mark.usefixtures("in_words")
def test_sue_learns_that_a_goal_ended_and_not_what_was_said(browse: Browse, world: World) -> None:
    goal = _across(browse, world)
    _looked_back(browse, goal)
    page = words(browse("sue").get(goal).text)
    assert "Now Ended: we are there" in page
    assert "Looking back" not in page


def test_a_goal_that_keeps_a_skill_reads_as_any_other(browse: Browse, world: World, db: Session, clock: Clock) -> None:
    wren_stands_at(db, world, 9)
    sue_sees(db, world, Level.GOALS, at=clock())
    goal = _proposed(browse, world, opened_at="9", target="sustain", indicators=None, own_words="Go on.")
    page = browse("sue").get(goal).text
    assert "Until December 16, Wren would work on Stakeholders. In Wren’s own words: go on." in words(page)
    assert digits(page) == []
    assert "keep" not in words(page).lower()


@pytest.mark.usefixtures("in_words")
def test_what_reaches_sues_page_holds_no_point_reason_or_look_back(
    browse: Browse, world: World, db: Session, clock: Clock
) -> None:
    _looked_back(browse, _across(browse, world))
    [view] = goals_of(db, viewer_of(db, world, "sue"), db.get_one(Account, world["wren"]), now=clock())
    hidden = (view.goal.kind, view.goal.from_point, view.goal.target_point, view.goal.worker_reason)
    assert (*hidden, view.goal.coach_reason, view.review) == (None,) * 6
    assert [value for value in asdict(view.goal).values() if isinstance(value, int)] == []
    assert view.shows_points is False


def test_with_ratings_sue_reads_all_of_it(browse: Browse, world: World, db: Session, clock: Clock) -> None:
    wren_stands_at(db, world, 4)
    sue_sees(db, world, Level.RATINGS, at=clock())
    goal = _across(browse, world)
    _looked_back(browse, goal)
    page = words(browse("sue").get(goal).text)
    assert [secret for secret in SECRETS if secret not in page] == []
    assert "works from 4 toward 7 in Stakeholders" in page
    assert "The step From 4 to 7" in page
    assert "Look back at this goal" not in page
    assert "Set the next goal" not in page


def test_the_day_of_the_proposal_decides_what_sue_reads(
    browse: Browse, world: World, db: Session, clock: Clock
) -> None:
    wren_stands_at(db, world, 4)
    before = _proposed(browse, world)
    sue_sees(db, world, Level.GOALS, at=clock.forward(hours=1))
    between = _proposed(browse, world, target="6")
    sue_sees(db, world, Level.RATINGS, at=clock.forward(hours=1))
    after = _proposed(browse, world, target="7", reason=SECRETS[0])
    sue = browse("sue")
    assert [sue.get(goal).status_code for goal in (before, between, after)] == [404, 200, 200]
    assert [bool(digits(sue.get(goal).text)) for goal in (between, after)] == [False, True]
    listed = sue.get(f"/workers/{world['wren']}/goals").text
    assert [before in listed, between in listed, after in listed] == [False, True, True]


@pytest.mark.parametrize("how", ["narrowed", "ended"])
@pytest.mark.usefixtures("in_words")
def test_what_sue_could_read_closes_at_once(browse: Browse, world: World, db: Session, clock: Clock, how: str) -> None:
    goal = _proposed(browse, world)
    assert browse("sue").get(goal).status_code == 200
    agreement, wren = db.get_one(Agreement, world.agreements["cora-wren"]), db.get_one(Account, world["wren"])
    if how == "narrowed":
        narrow(db, as_viewer(db, wren), agreement, level=Level.ACTIVITY, at=clock.forward(hours=1))
    else:
        end_now(db, as_viewer(db, wren), agreement, at=clock.forward(hours=1))
    db.commit()
    sue = browse("sue")
    assert [sue.get(path).status_code for path in (goal, f"/workers/{world['wren']}/goals")] == [404, 404]
    assert "Stakeholders" not in sue.get(f"/workers/{world['wren']}").text


_CHANGES: tuple[tuple[str, dict[str, str]], ...] = (
    ("confirmation", {"answer": "confirm"}), ("confirmation", {"answer": "decline", "words": "No."}),
    ("withdrawal", {}), ("removal", {}), ("review", {"ending": "achieved"}),
)  # fmt: skip


@pytest.mark.usefixtures("in_words")
def test_sue_changes_no_goal_that_she_reads(browse: Browse, world: World, db: Session) -> None:
    goal, sue = _proposed(browse, world), browse("sue")
    answers = [sue.post(f"{goal}/{path}", form) for path, form in _CHANGES] + [sue.get(f"{goal}/review")]
    assert [answer.status_code for answer in answers] == [403] * 6
    for answer in answers:
        assert "Worker and coach work on this goal. You can read it, and no more." in words(answer.text)
    assert [one.state for one in goals(db)] == [GoalState.PROPOSED]
    address = f"/workers/{world['wren']}/goals"
    assert [sue.get(f"{address}/new").status_code, sue.post(address, sent()).status_code] == [404, 404]
    assert "/goals/new" not in sue.get(address).text


def test_a_supervisor_who_is_nothing_else_is_told_so_as_well(
    browse: Browse, world: World, db: Session, clock: Clock
) -> None:
    sol, cora, stan = (db.get_one(Account, world[name]) for name in ("sol", "cora", "stan"))
    agree(
        db, worker=sol, coach=cora, supervisor=stan, level=Level.GOALS, focuses={world.profiles["safety-mapping"]: 1},
        starts_on=date(2026, 11, 1), at=clock(),
    )  # fmt: skip
    clock.forward(days=1)
    rated(db, world, "sol", "sol", point=4, on=clock().date())
    clock.forward(hours=6)
    goal = browse("sol").post(f"/workers/{world['sol']}/goals", sent()).headers["location"].partition("?")[0]
    refused = browse("stan").post(f"{goal}/confirmation", {"answer": "confirm"})
    assert (browse("stan").get(goal).status_code, refused.status_code) == (200, 403)


@pytest.mark.parametrize(("earlier", "found"), [(Earlier.NOTHING, 404), (Earlier.POINTS, 404), (Earlier.ALL, 200)])
def test_a_new_coach_reads_goals_of_before_where_wren_opened_all(
    browse: Browse, world: World, db: Session, clock: Clock, earlier: Earlier, found: int
) -> None:
    clock.at = datetime(2026, 5, 20, 17, 0, tzinfo=UTC)
    rated(db, world, "theo", "wren", point=2, on=date(2026, 5, 18))
    goal = _proposed(browse, world, by="theo", opened_at="2", target="3", indicators="e2", check_back_on="2026-06-20")
    clock.at = START
    wren, ada_as_coach = db.get_one(Account, world["wren"]), db.get_one(Account, world["cora"])
    agree(
        db, worker=wren, coach=ada_as_coach, focuses={world.profiles["safety-mapping"]: 1}, earlier=earlier,
        starts_on=date(2026, 11, 1), at=clock(),
    )  # fmt: skip
    db.commit()
    cora = browse("cora")
    assert cora.get(goal).status_code == found
    listed = cora.get(f"/workers/{world['wren']}/goals")
    assert (listed.status_code, goal in listed.text) == (200, found == 200)
    if found == 200:
        assert "from 2 to 3" in words(cora.get(goal).text)
        assert cora.post(f"{goal}/withdrawal").status_code == 403
