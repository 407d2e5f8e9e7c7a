"""What an administrator sees of coaching: hours, added up by month and by coach, and nothing of any one meeting."""

import re
from collections.abc import Callable
from datetime import date, datetime
from html import unescape

import pytest
from sqlmodel import Session

from app.coaching.agency_hours import HoursOfCoach, MonthOfHours, hours_by_coach, hours_by_month
from app.people import actions as people
from app.people.models import Account, Agency, PositionKind, Unit
from app.people.permits import Role
from app.people.who import HOURS
from tests.clock import START, Clock
from tests.coaching.given import Browse, held, planned, words
from tests.conftest import Browser
from tests.stories import viewer_of
from tests.world import World, agree

Count = Callable[[Callable[[], object]], int]
NOTE = "The grandmother spoke first."


def meet(db: Session, world: World, coach: str, worker: str, day: str, hour: int = 18) -> None:
    held(db, world, coach, worker, datetime.fromisoformat(f"{day}T{hour:02}:00:00+00:00"), note=NOTE)
    db.commit()


def rows_of(browser: Browser, caption: str) -> list[str]:
    """The rows of one table in words, in the order of the page."""
    html = browser.get("/agency/hours").text
    (body,) = re.findall(rf"<caption[^>]*>{caption}.*?</caption>.*?<tbody.*?</tbody>", html, re.DOTALL)
    found = re.findall(r'<th role="rowheader".*?</tr>', body, re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]*>", " ", row)).split()) for row in found]


def test_a_month_tells_hours_sessions_and_how_many_met_of_how_many(browse: Browse, db: Session, world: World) -> None:
    for worker, day in (("wren", "2026-11-02"), ("wren", "2026-11-12"), ("ash", "2026-11-12"), ("lee", "2026-09-30")):
        meet(db, world, "cora", worker, day)
    meet(db, world, "olga", "otto", "2026-11-12")
    assert rows_of(browse("ada"), "Hours of coaching in the last") == [
        "November 2026, so far 3 hours 3 2 of 3 with an agreement",
        "October 2026 None 0 0 of 3 with an agreement",
        "September 2026 1 hour 1 1 of 3 with an agreement",
        "August 2026 None 0 0 of 3 with an agreement",
        "July 2026 None 0 0 of 3 with an agreement",
        "June 2026 None 0 0 of 3 with an agreement",
    ]
    assert rows_of(browse("olga"), "Hours of coaching in the last")[0] == (
        "November 2026, so far 1 hour 1 1 of 1 with an agreement"
    )


def test_coaches_stand_by_first_name_whatever_their_hours(browse: Browse, db: Session, world: World) -> None:
    _coaches(db, world, "Aino Berg", "Zed Moss")
    meet(db, world, "cora", "wren", "2026-11-02")
    for day in ("2026-11-03", "2026-11-04"):
        meet(db, world, "aino", "w-aino", day)
    meet(db, world, "theo", "wren", "2026-05-04")
    ada = browse("ada")
    assert rows_of(ada, "Hours of coaching in November 2026 by coach") == [
        "Aino Berg 1 2 hours 2 hours a month",
        "Cora Lindqvist 3 1 hour 6 hours a month",
        "Zed Moss 1 None 2 hours a month",
    ]
    assert "By first name, A to Z." in words(ada, "/agency/hours")
    assert "Olga" not in words(ada, "/agency/hours")


def test_what_is_planned_or_cancelled_is_no_hour(browse: Browse, world: World) -> None:
    at = planned(browse("cora"), world, day="2026-11-16")
    browse("wren").post(f"{at}/plan", {"revision": "0", "go": "cancel"})
    planned(browse("cora"), world, day="2026-11-16")
    assert rows_of(browse("ada"), "Hours of coaching in the last")[0].startswith("November 2026, so far None 0 0 of 3")


def test_a_month_is_the_agencys_own_and_older_than_six_is_not_told(db: Session, world: World) -> None:
    ada = viewer_of(db, world, "ada")
    # Half past eleven on the last evening in California is the next month in London.
    meet(db, world, "cora", "wren", "2026-11-01", hour=6)
    meet(db, world, "theo", "wren", "2026-05-31")
    found = hours_by_month(db, ada, now=START)
    assert [one.minutes for one in found] == [0, 60, 0, 0, 0, 0]
    assert found[0] == MonthOfHours(date(2026, 11, 1), 0, 0, 0, 3)


def test_whoever_had_an_agreement_for_part_of_a_month_is_counted_in_it(db: Session, world: World, clock: Clock) -> None:
    ada = viewer_of(db, world, "ada")
    sol, theo = (db.get_one(Account, world[name]) for name in ("sol", "theo"))
    focus = {world.profiles["safety-mapping"]: 1}
    agree(
        db, worker=sol, coach=theo, focuses=focus, starts_on=date(2026, 8, 10), ends_on=date(2026, 9, 2),
        at=datetime.fromisoformat("2026-08-01T16:00:00+00:00"),
    )  # fmt: skip
    db.commit()
    assert [one.coached for one in hours_by_month(db, ada, now=START)] == [3, 3, 4, 4, 3, 3]
    agree(db, worker=sol, coach=theo, focuses=focus, starts_on=date(2026, 11, 20), at=START)
    db.commit()
    # What begins later this month does not run yet, and its coach coaches nobody yet.
    assert hours_by_month(db, ada, now=START)[0].coached == 3
    assert [one.name for one in hours_by_coach(db, ada, now=START)] == ["Cora Lindqvist"]


def test_whose_account_is_closed_is_not_coached_now_and_the_hours_stay(
    browse: Browse, db: Session, world: World
) -> None:
    meet(db, world, "cora", "wren", "2026-11-02")
    assert browse("ada").post(f"/agency/accounts/{world['wren']}/closing", {"confirm": "yes"}).status_code == 303
    assert hours_by_coach(db, viewer_of(db, world, "ada"), now=START) == [HoursOfCoach("Cora Lindqvist", 2, 60, 240)]


@pytest.mark.parametrize("name", ["wren", "cora", "sue", "stan", "theo", "otto"])
def test_nobody_else_has_the_page(browse: Browse, name: str) -> None:
    assert browse(name).get("/agency/hours").status_code == 404


def test_the_page_tells_nothing_of_a_meeting_and_of_no_worker(browse: Browse, db: Session, world: World) -> None:
    meet(db, world, "cora", "wren", "2026-11-12")
    ada = browse("ada")
    page = words(ada, "/agency/hours")
    assert all(said not in page for said in ("Wren", "Nov 12", "November 12", "Mapping", "grandmother"))
    assert re.search(r"<a [^>]*/(workers|coaching-sessions)/", ada.get("/agency/hours").text) is None


def test_the_strip_says_of_administrators_what_they_get(browse: Browse, db: Session, world: World) -> None:
    at = f"/coaching-sessions/{held(db, world, 'cora', 'wren', START, note=NOTE)}"
    db.commit()
    assert HOURS == ("Administrators", "see hours of coaching, added up by month and by coach. No dates, no words.")
    said, list_of = " ".join(HOURS), f"/workers/{world['wren']}/coaching-sessions"
    for page in (at, list_of, f"{list_of}/new"):
        assert said in words(browse("wren"), page)
        assert browse("ada").get(page).status_code == 404
    assert "1 hour" in words(browse("ada"), "/agency/hours")


def test_three_coaches_cost_as_many_questions_as_one(
    browse: Browse, db: Session, world: World, count_queries: Count
) -> None:
    ada = browse("ada")
    meet(db, world, "cora", "wren", "2026-11-02")
    one = count_queries(lambda: ada.get("/agency/hours"))
    _coaches(db, world, "Aino Berg", "Zed Moss")
    meet(db, world, "zed", "w-zed", "2026-10-03")
    meet(db, world, "aino", "w-aino", "2026-11-03")
    assert count_queries(lambda: ada.get("/agency/hours")) == one
    assert len(rows_of(ada, "Hours of coaching in November 2026 by coach")) == 3


def test_the_way_to_it_is_on_the_page_of_the_agency(browse: Browse) -> None:
    assert 'href="/agency/hours"' in browse("ada").get("/agency").text


def _coaches(db: Session, world: World, *names: str) -> None:
    """More coaches of the agency, each with one worker of a running agreement."""
    agency, begun = db.get_one(Agency, world.agency), datetime.fromisoformat("2026-09-20T16:00:00+00:00")
    for name in names:
        first = name.split()[0].lower()
        for person, role in ((name, Role.COACH), (f"W-{name}", Role.WORKER)):
            made = people.add_account(
                db, None, agency=agency, name=person, email=f"{person.split()[0].lower()}@example.org", roles={role},
                password=None, at=begun,
            )  # fmt: skip
            world.people[person.split()[0].lower()] = made.id
        coach, worker = (db.get_one(Account, world[one]) for one in (first, f"w-{first}"))
        people.add_position(
            db, None, worker, unit=db.get_one(Unit, world.units["south"]), kind=PositionKind.SOCIAL_WORKER,
            starts_on=date(2026, 9, 20), ends_on=None, at=begun,
        )  # fmt: skip
        focus = {world.profiles["safety-mapping"]: 1}
        agree(db, worker=worker, coach=coach, focuses=focus, starts_on=date(2026, 9, 21), at=begun)
    db.commit()
