"""Who sees what of a coaching session: the two, a later coach as the worker chose, dates for a supervisor, no more."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col

from app.agreements.actions import end_now
from app.audit.models import AuditEntry
from app.coaching.models import CoachingSession
from app.coaching.text_models import PrivateNote
from app.db import Database
from app.people.models import Account, Agreement, Earlier
from tests.clock import Clock
from tests.coaching.given import Browse, close, plain, planned, words, wrote
from tests.goals.given import wren_stands_at
from tests.reminders.given import agreed
from tests.world import World, agree, as_viewer

Count = Callable[[Callable[[], object]], int]
OURS = "What we wrote together."
MINE = "What I wrote for myself."


def met(browse: Browse, world: World, time: str = "09:30", **typed: str) -> str:
    cora = browse("cora")
    at = planned(cora, world, time=time)
    wrote(cora, at, part_note=OURS, part_private=MINE, **typed)
    assert close(cora, at).status_code == 303
    return at


def ended(db: Session, world: World, clock: Clock) -> None:
    end_now(db, as_viewer(db, db.get_one(Account, world["wren"])), db.get_one(Agreement, world.agreements["cora-wren"]),
            at=clock())  # fmt: skip
    db.commit()


def coached_by_theo(db: Session, world: World, clock: Clock, earlier: Earlier) -> None:
    agree(
        db, worker=db.get_one(Account, world["wren"]), coach=db.get_one(Account, world["theo"]), earlier=earlier,
        focuses={world.profiles["safety-mapping"]: 1}, starts_on=clock().date(), at=clock(),
    )  # fmt: skip
    db.commit()


def test_a_private_note_is_read_by_its_author_alone_and_stands_on_a_sheet_of_its_own(
    browse: Browse, world: World, database: Database
) -> None:
    at = met(browse, world)
    page = browse("cora").get(at).text
    assert re.search(
        rf'<div class="sheet sheet-private screen-only">(?:(?!</form>).)*{re.escape(MINE)}', page, re.DOTALL
    )
    assert "You alone see this sheet. It is never printed." in plain(page)
    assert MINE not in browse("wren").get(at).text
    for name in ("sue", "stan", "ada", "ash", "theo", "otto"):
        assert browse(name).get(at).status_code == 404
    with database.reading() as db:
        assert [row.author_id for row in db.scalars(sa.select(PrivateNote))] == [world["cora"]]


def test_both_keep_a_private_note_apart(browse: Browse, world: World) -> None:
    cora, wren = browse("cora"), browse("wren")
    at = planned(cora, world)
    wrote(cora, at, part_private="Cora’s alone.")
    wrote(wren, at, part_private="Wren’s alone.")
    assert ("Cora’s alone." in words(cora, at), "Wren’s alone." in words(cora, at)) == (True, False)
    assert ("Cora’s alone." in words(wren, at), "Wren’s alone." in words(wren, at)) == (False, True)


def test_no_form_reaches_the_private_note_of_the_other(browse: Browse, world: World, database: Database) -> None:
    cora, wren = browse("cora"), browse("wren")
    at = planned(cora, world)
    wrote(cora, at, part_private=MINE)
    wren.post(
        f"{at}/sheet/private", {"part-private": "Mine", "author_id": str(world["cora"]), "revision-private": "0-x"}
    )
    with database.reading() as db:
        kept = {row.author_id: row.text for row in db.scalars(sa.select(PrivateNote))}
    assert kept == {world["cora"]: MINE, world["wren"]: "Mine"}


def test_a_supervisor_sees_the_day_the_minutes_and_what_it_was_about_without_a_link(
    browse: Browse, world: World, clock: Clock
) -> None:
    met(browse, world)
    planned(browse("cora"), world, day="2026-11-20", where="At the library")
    answer = browse("sue").get(f"/workers/{world['wren']}/coaching-sessions")
    page = plain(re.sub(r"<[^>]*>", " ", answer.text))
    assert "Mon, Nov 16, 2026, 9:30 AM 45 Safety Mapping: Stakeholders Cora Held" in page
    assert "Fri, Nov 20, 2026, 9:30 AM" in page
    assert ("/coaching-sessions/" in answer.text.replace('/coaching-sessions"', ""), "At the library" in page) == (
        False,
        False,
    )
    assert "What was written is between worker and coach." in page
    # All were held, so the eye is told of nothing else.
    assert [f'<span class="hidden">{word}</span>' in answer.text for word in ("Now", "Held")] == [True, True]


def test_a_former_coach_keeps_what_was_written_until_then_and_nothing_newer(
    browse: Browse, world: World, db: Session, clock: Clock
) -> None:
    at = met(browse, world, new_commitment="Call", new_commitment_owner="worker", new_commitment_by="2026-11-20")
    to_come = planned(browse("cora"), world, day="2026-11-25")
    clock.forward(minutes=5)
    ended(db, world, clock)
    clock.forward(minutes=5)
    cora, wren = browse("cora"), browse("wren")
    assert OURS in words(cora, at)
    assert MINE in words(cora, at)
    assert "so it counts as cancelled." in words(cora, to_come)
    assert cora.post(f"{to_come}/plan", {"go": "cancel"}).status_code == 403
    assert "Cancelled by the end of the agreement" in words(wren, f"/workers/{world['wren']}/coaching-sessions")
    (promise,) = re.findall(r'name="done"\s+value="([^"]*)"', wren.get(at).text)
    assert wren.post("/commitments", {"done": promise, "revision-done": "", "next": at}).status_code == 303
    assert "done Nov 16" in words(wren, at)
    page = words(cora, at)
    assert ("done Nov 16" in page, "by Fri, Nov 20" in page) == (False, True)


@pytest.mark.parametrize("closer", ["cora", "wren"])
def test_what_was_held_before_they_parted_is_closed_afterwards_and_opens_to_nobody_else(
    browse: Browse, world: World, db: Session, clock: Clock, closer: str
) -> None:
    at = planned(browse("cora"), world)
    # The coaching of somebody else goes on, which says nothing of these two.
    planned(browse("cora"), world, "ash", time="13:00")
    wrote(browse("wren"), at, new_line="Leave in January", part_note=OURS)
    clock.forward(minutes=5)
    ended(db, world, clock)
    clock.forward(hours=3)
    coached_by_theo(db, world, clock, Earlier.NOTHING)
    page = words(browse(closer), at)
    assert "If it took place, it can be closed until November 30, 2026." in page
    assert "Leave in January." in words(browse(closer), f"{at}/closing")
    for path, typed in ((f"{at}/plan", {"go": "cancel"}), (f"{at}/sheet", {}), (f"{at}/sheet/note", {})):
        assert browse(closer).post(path, typed).status_code == 403, path
    assert [browse("theo").get(place).status_code for place in (at, f"{at}/closing")] == [404, 404]
    assert close(browse("theo"), at).status_code == 404
    clock.forward(days=12)
    assert [close(browse(closer), at).status_code for _ in range(2)] == [303, 303]
    assert close(browse(closer), at, "50").status_code == 409
    for name, status in (("cora", 200), ("wren", 200), ("theo", 404), ("sue", 404), ("otto", 404)):
        assert browse(name).get(at).status_code == status, name
    page = words(browse("cora"), at)
    assert ("Leave in January left for another time" in page, OURS in page) == (True, True)
    row = db.scalars(sa.select(CoachingSession).where(col(CoachingSession.worker_id) == world["wren"])).one()
    parted_at = db.get_one(Agreement, world.agreements["cora-wren"]).closes_at
    assert (row.minutes_spent, row.closed_at) == (45, parted_at and parted_at - timedelta(microseconds=1))


def test_two_weeks_after_they_parted_it_counts_as_cancelled(
    browse: Browse, world: World, db: Session, clock: Clock
) -> None:
    at = planned(browse("cora"), world)
    clock.forward(minutes=5)
    ended(db, world, clock)
    clock.forward(days=14)
    assert "so it counts as cancelled." in words(browse("cora"), at)
    assert [close(browse(name), at).status_code for name in ("cora", "wren")] == [403, 403]


@pytest.mark.parametrize(
    ("earlier", "reads", "knows"),
    [(Earlier.NOTHING, False, False), (Earlier.POINTS, False, True), (Earlier.ALL, True, True)],
)
def test_a_new_coach_sees_of_the_earlier_ones_what_the_worker_chose(
    browse: Browse, world: World, db: Session, clock: Clock, earlier: Earlier, reads: bool, knows: bool
) -> None:
    at = met(browse, world, new_commitment="Call", new_commitment_owner="worker", new_commitment_by="2026-11-20")
    clock.forward(days=1)
    ended(db, world, clock)
    coached_by_theo(db, world, clock, earlier)
    theo = browse("theo")
    answer = theo.get(at)
    assert answer.status_code == (200 if reads else 404)
    assert MINE not in answer.text
    assert ("Nov 16, 2026" in words(theo, f"/workers/{world['wren']}/coaching-sessions")) == knows
    following = planned(theo, world, day=clock().date().isoformat(), time="23:00")
    # What the worker would do comes along as far as the new coach may know of it; both see the same agenda.
    for who in ("theo", "wren"):
        assert ("Wren: Call (by Nov 20)" in words(browse(who), following)) == reads


@pytest.mark.parametrize(
    ("earlier", "carried"), [(Earlier.NOTHING, False), (Earlier.POINTS, False), (Earlier.ALL, True)]
)
@pytest.mark.parametrize("closer", ["wren", "theo"])
def test_whoever_closes_keeps_an_agenda_that_both_may_see(
    browse: Browse, world: World, db: Session, clock: Clock, earlier: Earlier, carried: bool, closer: str
) -> None:
    wren_stands_at(db, world, 4)
    agreed(browse, world, check_back_on="2026-11-17")
    clock.forward(days=1)
    ended(db, world, clock)
    coached_by_theo(db, world, clock, earlier)
    following = planned(browse("theo"), world, day=clock().date().isoformat(), time="23:00")
    line = "Check back: Stakeholders, Safety Mapping"
    assert [line in words(browse(who), following) for who in ("wren", "theo")] == [carried, carried]
    keys = [re.findall(r'value="(goal:[^"]*)"', browse(who).get(following).text) for who in ("wren", "theo")]
    assert keys[0] == keys[1]
    if carried:
        wrote(browse("wren"), following, tick=keys[0])
    assert close(browse(closer), following).status_code == 303
    for who in ("wren", "theo"):
        assert (f"{line} talked about" in words(browse(who), following)) == carried, who


def test_what_the_coach_before_would_do_is_not_the_new_coachs(
    browse: Browse, world: World, db: Session, clock: Clock
) -> None:
    met(browse, world, new_commitment="Send examples", new_commitment_owner="coach", new_commitment_by="2026-11-20")
    clock.forward(days=1)
    ended(db, world, clock)
    coached_by_theo(db, world, clock, Earlier.ALL)
    following = planned(browse("theo"), world, day=clock().date().isoformat(), time="23:00")
    assert "Send examples" not in words(browse("wren"), following)


def test_reading_is_on_record_and_the_strip_says_who_can(browse: Browse, world: World, database: Database) -> None:
    at = met(browse, world)
    page = words(browse("wren"), at)
    assert "Wren sees all of it." in page
    assert "Cora sees all of it." in page
    assert "Sue sees the day, the minutes and what it was about. No words of it." in page
    assert "Private notes are each author’s alone. Nobody else ever sees them." in page
    browse("sue").get(f"/workers/{world['wren']}/coaching-sessions")
    with database.reading() as db:
        found = db.scalars(sa.select(AuditEntry).where(col(AuditEntry.action) == "record:open"))
        kinds = {(entry.actor_id, entry.details["what"]) for entry in found}
    assert {(world["cora"], "coaching-session"), (world["sue"], "coaching-sessions")} <= kinds


def test_a_coaching_session_late_on_the_last_day_belongs_to_that_day(
    browse: Browse, world: World, clock: Clock, database: Database
) -> None:
    cora = browse("cora")
    at = planned(cora, world, day="2026-11-30", time="23:30")
    assert "Mon, Nov 30, 2026, 11:30 PM" in words(cora, at)
    with database.reading() as db:
        assert db.scalars(sa.select(CoachingSession)).one().starts_at.isoformat() == "2026-12-01T07:30:00+00:00"
    clock.forward(days=15)
    assert close(browse("cora"), at).status_code == 303
    assert (date(2026, 12, 28) - date(2026, 11, 30)) == timedelta(weeks=4)


@pytest.mark.parametrize(
    ("day", "time", "status"),
    [("2027-03-14", "02:30", 422), ("2027-03-14", "03:00", 303), ("2026-11-01", "01:30", 303)],
)
def test_a_time_that_the_clocks_leave_out_is_explained(
    browse: Browse, world: World, day: str, time: str, status: int
) -> None:
    answer = browse("cora").post(
        f"/workers/{world['wren']}/coaching-sessions",
        {"day": day, "time": time, "length": "60", "where": "", "focus": "safety-mapping/"},
    )
    assert answer.status_code == status
    if status == 422:
        assert "The clocks go forward that night, and this time does not come. Choose another one." in plain(
            answer.text
        )


def test_a_list_costs_as_many_questions_with_three_as_with_one(
    browse: Browse, world: World, count_queries: Count
) -> None:
    cora, at = browse("cora"), f"/workers/{world['wren']}/coaching-sessions"
    met(browse, world)
    cora.get(at)
    one = count_queries(lambda: cora.get(at))
    for time in ("13:00", "15:00"):
        met(browse, world, time)
    planned(cora, world, day="2026-11-20")
    assert count_queries(lambda: cora.get(at)) == one


def test_the_page_used_in_the_room_costs_as_many_questions_with_three_rows_as_with_one(
    browse: Browse, world: World, count_queries: Count
) -> None:
    cora = browse("cora")
    at = planned(cora, world)
    counts = []
    for number in range(3):
        wrote(
            cora, at, new_line=f"Line {number}", new_commitment=f"Call {number}", new_commitment_owner="worker",
            new_commitment_by="2026-11-20", new_barrier="court", new_practiced=f"Talk {number}",
            new_practiced_kind="talked",
        )  # fmt: skip
        counts.append(count_queries(lambda: cora.get(at)))
    assert len(set(counts)) == 1
