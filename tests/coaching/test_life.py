"""A coaching session from its plan to its end, through HTTP: planned, met, closed, and what was said comes back."""

import re
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from app.agreements.pauses import add_pause
from app.audit.models import AuditEntry
from app.coaching.models import CoachingSession
from app.coaching.row_models import Commitment
from app.coaching.rules import State
from app.db import Database
from app.ratings.models import Pair
from tests.clock import START, Clock
from tests.coaching.given import PLAN, Browse, close, fields_of, plain, plan, planned, words, write, wrote
from tests.goals.given import sent, wren_stands_at
from tests.pairs.story import CORA, WREN, rate
from tests.ratings.conftest import Desk
from tests.reminders.given import agreed
from tests.stories import viewer_of
from tests.world import World, agreement


def stored(database: Database) -> list[CoachingSession]:
    with database.reading() as db:
        return list(db.scalars(sa.select(CoachingSession).order_by(col(CoachingSession.created_at))))


def test_they_plan_meet_and_close(browse: Browse, world: World) -> None:
    cora, wren = browse("cora"), browse("wren")
    at = planned(wren, world)
    page = words(cora, at)
    assert "Coaching session on Stakeholders, Safety Mapping" in page
    assert "Mon, Nov 16, 2026, 9:30 AM" in page
    assert "Room 2" in page
    wrote(cora, at, part_working_well="The grandmother spoke first.", part_note="We meet again.")
    wrote(
        wren, at, scaling_point="6", scaling_lower="She was asked.", scaling_up="She is asked first.",
        new_commitment="Call the neighbor", new_commitment_owner="worker", new_commitment_by="2026-11-20",
    )  # fmt: skip
    page = words(cora, at)
    assert "Saved 10:00 AM, Wren" in page
    assert "What makes it this number, and not a lower one?" in page
    assert "Wren : Call the neighbor by Fri, Nov 20" in page
    before = words(cora, f"{at}/closing")
    assert "Nothing is written yet under “What are we worried about?” and “What needs to happen next?”." in before
    answer = close(cora, at)
    assert answer.headers["location"] == f"{at}?done=coaching-closed"
    stays = "Closed on November 16, 2026. What you both wrote stays as it was then."
    at_once = words(cora, answer.headers["location"])
    assert ("The coaching session is closed." in at_once, stays in at_once) == (True, False)
    page = words(wren, at)
    assert stays in page
    assert "to what you both want to see? 6 of 10 What makes it" in page
    assert ("The grandmother spoke first." in page, "We meet again." in page) == (True, True)
    assert "What makes it a 6 and not a 4? She was asked." in page


def test_the_agenda_is_drafted_from_the_opened_pair_and_what_was_said_and_both_add_to_it(
    later: Browse, world: World, desk: Desk, clock: Clock
) -> None:
    first = planned(later("wren"), world)
    wrote(
        later("cora"), first, new_commitment="Send two ways to invite a neighbor", new_commitment_owner="coach",
        new_commitment_by="2026-11-24",
    )  # fmt: skip
    close(later("cora"), first)
    at = planned(later("wren"), world, day="2026-12-14")
    assert "No pair has opened this month" in words(later("wren"), at)
    clock.forward(days=26)
    rate(desk, "wren", WREN, on=date(2026, 12, 10))
    rate(desk, "cora", CORA, on=date(2026, 12, 11))
    page = words(later("cora"), at)
    assert "Your two views on Safety Mapping, December 2026" in page
    assert "Cora: Send two ways to invite a neighbor (by Nov 24)" in page
    wrote(later("wren"), at, new_line="Leave in January")
    (own,) = re.findall(r'value="(own:[^"]*)"', later("cora").get(at).text)
    (promised,) = re.findall(r'value="(commitment:[^"]*)"', later("cora").get(at).text)
    wrote(later("cora"), at, tick=[own, promised])
    fields = fields_of(later("wren").get(at).text)
    assert set(fields["tick"]) == {own, promised}
    clock.forward(days=2)
    close(later("cora"), at)
    page = words(later("wren"), at)
    assert "Your two views on Safety Mapping, December 2026 left for another time" in page
    assert "Leave in January talked about" in page
    assert "Cora: Send two ways to invite a neighbor (by Nov 24) done by then" in page


def test_a_goal_whose_day_to_look_back_lies_in_a_pause_is_on_the_agenda_from_the_day_back(
    browse: Browse, db: Session, world: World
) -> None:
    wren_stands_at(db, world, 4)
    agreed(browse, world, check_back_on="2026-11-20")
    inside, after = (planned(browse("cora"), world, day=day) for day in ("2026-11-24", "2026-12-01"))
    line = "Check back: Stakeholders, Safety Mapping"
    assert [line in words(browse("cora"), at) for at in (inside, after)] == [True, True]
    add_pause(
        db, viewer_of(db, world, "wren"), agreement(db, world, "cora-wren"), first=date(2026, 11, 18),
        last=date(2026, 11, 30), at=START,
    )  # fmt: skip
    db.commit()
    assert [line in words(browse("cora"), at) for at in (inside, after)] == [False, True]


def test_a_goal_that_waits_is_on_the_agenda_and_beside_the_next_step_until_somebody_says_a_word(
    browse: Browse, db: Session, world: World
) -> None:
    wren_stands_at(db, world, 4)
    cora, wren = browse("cora"), browse("wren")
    about, other = planned(cora, world), planned(cora, world, time="13:00", focus="safety-mapping/content")
    goal = cora.post(f"/workers/{world['wren']}/goals", sent()).headers["location"].partition("?")[0]
    line = "The goal on Stakeholders waits for Wren’s word"
    assert [line in words(one, about) for one in (cora, wren)] == [True, True]
    assert "A goal on Stakeholders has waited for Wren since Nov 16. Read it" in words(cora, about)
    assert "A goal on Stakeholders has waited for you since Nov 16. Read it" in words(wren, about)
    assert f'href="{goal}">Open' in cora.get(about).text
    assert "goal on Stakeholders" not in words(cora, other)
    wren.post(f"{goal}/confirmation", {"answer": "confirm"})
    assert "goal on Stakeholders" not in words(cora, about)


def test_the_agenda_that_is_kept_says_for_whom_a_goal_waited(browse: Browse, db: Session, world: World) -> None:
    wren_stands_at(db, world, 4)
    cora, at = browse("cora"), planned(browse("cora"), world)
    cora.post(f"/workers/{world['wren']}/goals", sent())
    close(browse("wren"), at)
    page = words(cora, at)
    assert "The goal on Stakeholders waits for Wren’s word left for another time" in page
    assert page.count("A goal on Stakeholders has waited for Wren since Nov 16.") == 1


def test_what_somebody_said_comes_back_until_it_is_done_and_stays_one_row(
    later: Browse, world: World, clock: Clock, database: Database
) -> None:
    cora = later("cora")
    at = planned(cora, world)
    wrote(cora, at, new_commitment="Call the school", new_commitment_owner="worker", new_commitment_by="2026-11-20")
    close(cora, at)
    for month, day in enumerate(("2026-12-14", "2027-01-11")):
        clock.forward(days=28)
        following = planned(later("cora"), world, day=day)
        assert "Wren: Call the school (by Nov 20)" in words(later("wren"), following), month
        close(later("cora"), following)
    with database.reading() as db:
        (row,) = db.scalars(sa.select(Commitment))
    answer = later("wren").post("/commitments", {"done": str(row.id), "revision-done": "", "next": "/"})
    assert answer.headers["location"] == "/?done=saved"
    assert "done Jan 11" in words(later("cora"), at)
    clock.forward(days=28)
    last = planned(later("cora"), world, day="2027-02-08")
    assert "Call the school" not in words(later("wren"), last)


def test_a_double_click_plans_once_and_closes_once(browse: Browse, world: World, database: Database) -> None:
    cora, key = browse("cora"), "5f0c3a52-7a55-4a7e-9b0e-0f6f5a1f2b3c"
    places = {plan(cora, world, form_key=key).headers["location"] for _ in range(2)}
    assert len(places) == len(stored(database)) == 1
    other = plan(cora, world, form_key=key, where="Room 3")
    assert (other.status_code, "planned its coaching session already" in plain(other.text)) == (422, True)
    at = places.pop().partition("?")[0]
    assert [close(cora, at).status_code for _ in range(2)] == [303, 303]
    assert close(cora, at, "50").status_code == 409
    assert stored(database)[0].minutes_spent == 45


def test_a_double_click_adds_a_row_once(browse: Browse, world: World, database: Database) -> None:
    cora = browse("cora")
    at = planned(cora, world)
    typed = {
        "new-commitment": "Call", "new-commitment-owner": "coach", "new-commitment-by": "2026-11-20",
        "new-line": "Leave", "new-practiced": "A role play", "new-practiced-kind": "together", "new-barrier": "court",
    }  # fmt: skip
    form = fields_of(cora.get(at).text) | typed
    assert [cora.post(f"{at}/sheet", form).status_code for _ in range(2)] == [303, 303]
    page = cora.get(at).text
    assert [page.count(f'value="{kind}:') for kind in ("commitment", "line", "practiced", "barrier")] == [1, 1, 1, 1]


def test_own_lines_stand_in_the_order_in_which_they_came_also_within_one_second(browse: Browse, world: World) -> None:
    browsers = [browse("cora"), browse("wren")]
    at = planned(browsers[0], world)
    lines = [f"Line {number}" for number in (3, 1, 4, 2, 5)]
    for number, line in enumerate(lines):
        wrote(browsers[number % 2], at, new_line=line)
    assert re.findall(r"(Line \d) Take out", words(browsers[0], at)) == lines
    close(browsers[0], at)
    assert re.findall(r"Line \d", words(browsers[1], at)) == lines


def test_rows_can_be_taken_out_again_until_it_is_closed(browse: Browse, world: World) -> None:
    cora = browse("cora")
    at = planned(cora, world)
    wrote(cora, at, new_barrier="no-interpreter", new_barrier_element="stakeholders", new_practiced="An opening",
          new_practiced_kind="observed")  # fmt: skip
    page = words(cora, at)
    assert "No interpreter: Stakeholders" in page
    assert "Observed in the field. An opening" in page
    (barrier,) = re.findall(r'name="remove"\s+value="(barrier:[^"]*)"', cora.get(at).text)
    wrote(cora, at, remove=barrier)
    assert "No interpreter: Stakeholders" not in words(cora, at)
    close(cora, at)
    assert write(cora, at).status_code == 409


def test_it_moves_and_takes_another_place_and_another_focus(browse: Browse, world: World, database: Database) -> None:
    cora = browse("cora")
    at = planned(cora, world)
    for changed in ({}, {"day": "2026-11-18"}, {"where": "By phone"}, {"focus": "safety-mapping/content"}):
        form = PLAN | {"day": "2026-11-18"} | changed if changed else PLAN
        revision = re.findall(r'name="revision" value="(\d+)"', cora.get(f"{at}/plan").text)
        answer = cora.post(f"{at}/plan", form | {"where": "By phone"} | {"revision": revision[0], "go": "save"})
        assert answer.status_code == 303
    (row,) = stored(database)
    assert (row.revision, row.place, row.element_key) == (3, "By phone", "content")


def test_one_that_is_cancelled_stays_in_the_list_and_takes_nothing_more(
    browse: Browse, world: World, database: Database
) -> None:
    cora, wren = browse("cora"), browse("wren")
    at = planned(cora, world)
    answers = [wren.post(f"{at}/plan", {"revision": "0", "go": "cancel"}).status_code for _ in range(2)]
    assert answers == [303, 409]
    assert "This coaching session was cancelled." in words(cora, at)
    assert "Cancelled" in words(cora, f"/workers/{world['wren']}/coaching-sessions")
    assert [row.state for row in stored(database)] == [State.CANCELLED]
    assert close(cora, at).status_code == 409


def test_what_is_cancelled_is_none_of_the_earlier_ones_until_its_day_has_passed(
    browse: Browse, world: World, clock: Clock
) -> None:
    cora, listed = browse("cora"), f"/workers/{world['wren']}/coaching-sessions"
    held, at = planned(cora, world), planned(cora, world, day="2026-11-17")
    close(cora, held)
    assert parts_with(cora.get(listed).text) == {"Next": [at], "Earlier": [held]}
    cora.post(f"{at}/plan", {"revision": "0", "go": "cancel"})
    assert parts_with(cora.get(listed).text) == {"Cancelled": [at], "Earlier": [held]}
    clock.forward(days=2)
    assert parts_with(browse("cora").get(listed).text) == {"Earlier": [at, held]}


def parts_with(html: str) -> dict[str, list[str]]:
    """By the title of a part the coaching sessions that stand in it."""
    parts = {
        title: re.findall(r'href="(/coaching-sessions/[^"]*)"', inside)
        for title, inside in re.findall(r'<h2 class="part-title"[^>]*>(.*?)</h2>(.*?)</section>', html, re.DOTALL)
    }
    return {title: found for title, found in parts.items() if found}


def test_one_of_another_day_is_closed_on_its_day_and_not_before(browse: Browse, world: World) -> None:
    cora = browse("cora")
    at = planned(cora, world, day="2026-11-17")
    assert close(cora, at).status_code == 409
    assert "It can be closed from its day on." in words(cora, at)


def test_one_that_was_held_already_is_written_down_afterwards(browse: Browse, world: World) -> None:
    cora = browse("cora")
    at = planned(cora, world, day="2026-10-12")
    assert close(cora, at, "30").status_code == 303
    assert "Mon, Oct 12, 2026, 9:30 AM 30" in words(browse("wren"), f"/workers/{world['wren']}/coaching-sessions")


def test_the_next_one_is_offered_on_the_same_weekday_a_month_on(browse: Browse, world: World) -> None:
    cora = browse("cora")
    at = planned(cora, world)
    close(cora, at)
    (href,) = re.findall(r'href="([^"]*after=[^"]*)"', cora.get(at).text)
    page = cora.get(href).text
    assert all(f'value="{value}"' in page for value in ("2026-12-14", "09:30", "60", "Room 2"))


def test_another_workers_pair_or_session_fills_in_nothing(
    later: Browse, world: World, desk: Desk, clock: Clock, db: Session
) -> None:
    at = planned(later("cora"), world)
    clock.forward(days=26)
    rate(desk, "wren", WREN, on=date(2026, 12, 10))
    rate(desk, "cora", CORA, on=date(2026, 12, 11))
    cora = later("cora")
    (pair,) = db.scalars(sa.select(col(Pair.id)))
    new = "/workers/{}/coaching-sessions/new?{}={}"
    for name, status in (("wren", 200), ("ash", 404)):
        assert cora.get(f"/workers/{world[name]}/coaching-sessions/new").status_code == 200, name
        for by, known in (("pair", pair), ("after", at.rpartition("/")[2])):
            assert cora.get(new.format(world[name], by, known)).status_code == status, (name, by)
    assert 'name="pair"' not in cora.get(new.format(world["wren"], "pair", pair)).text


def test_changes_are_on_record_without_a_word_of_what_was_written(
    browse: Browse, world: World, database: Database
) -> None:
    cora = browse("cora")
    at = planned(cora, world)
    wrote(cora, at, part_next="Invite both.", part_private="Ask about the leave.")
    close(cora, at)
    with database.reading() as db:
        entries = list(db.scalars(sa.select(AuditEntry).where(col(AuditEntry.action).startswith("coaching"))))
    assert [entry.action for entry in entries] == [
        "coaching-session:plan", "coaching-session:write", "coaching-session:write", "coaching-session:close",
    ]  # fmt: skip
    assert "Invite" not in str([entry.details for entry in entries])


def test_without_a_coach_nothing_is_planned(browse: Browse, world: World) -> None:
    answer = browse("sol").get(f"/workers/{world['sol']}/coaching-sessions/new")
    assert (answer.status_code, "needs a worker and a coach" in plain(answer.text)) == (403, True)
    assert browse("cora").get(f"/workers/{world['sol']}/coaching-sessions/new").status_code == 404
