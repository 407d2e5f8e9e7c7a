"""Lists of any length: a hundred rows a page, the same number of questions, and no address that breaks them."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlmodel import Session

from app.agreements import actions as agreements
from app.people import actions as people
from app.people.models import Account, Agency, Position, PositionKind, Unit
from app.people.permits import Level, Role
from app.web.paging import PAGE_ROWS, Paging
from tests.conftest import Browser
from tests.goals.given import stepping, wren_stands_at
from tests.stories import assess
from tests.world import BUILT_AT, World

Browse = Callable[..., Browser]
Count = Callable[[Callable[[], object]], int]


def add_people(db: Session, world: World, many: int) -> list[Account]:
    """Workers of the north, under names that come last in every list."""
    agency, added = db.get_one(Agency, world.agency), []
    for number in range(many):
        email = f"z{number}.{len(db.new)}@example.org"
        added.append(
            people.add_account(
                db, None, agency=agency, name=f"Zed {number:03} {many}", email=f"{many}.{email}", roles={Role.WORKER},
                password=None, at=BUILT_AT,
            )
        )  # fmt: skip
    db.add_all(
        Position(
            account_id=one.id,
            unit_id=world.units["north"],
            kind=PositionKind.SOCIAL_WORKER,
            starts_on=date(2025, 10, 1),
        )
        for one in added
    )
    return added


def add_drafts(db: Session, world: World, many: int) -> None:
    for worker in add_people(db, world, many):
        agreements.draft_agreement(
            db, None, worker=worker, coach=db.get_one(Account, world["cora"]), supervisor=None, level=Level.ACTIVITY,
            focuses={world.profiles["safety-mapping"]: 1}, starts_on=date(2026, 12, 1), ends_on=None, at=BUILT_AT,
        )  # fmt: skip


def add_units(db: Session, world: World, many: int) -> None:
    db.add_all(Unit(agency_id=world.agency, name=f"Zone {number:03} of {many}") for number in range(many))


def add_assessments(db: Session, world: World, many: int) -> None:
    for number in range(many):
        assess(db, world, "sol", "sol", date(2026, 11, 15) - timedelta(days=number + 10 * many % 200), {"content": 4})


# Address, whose page, and what makes its list longer.
LISTS = {
    "units": ("/agency/units", "ada", add_units),
    "accounts": ("/agency/accounts", "ada", add_people),
    "agreements of the agency": ("/agency/agreements", "ada", add_drafts),
    "own agreements": ("/agreements", "cora", add_drafts),
    "people": ("/people", "sue", add_people),
    "assessments": ("/workers/{sol}/assessments", "sol", add_assessments),
}


def rows_of(html: str) -> list[str]:
    return re.findall(r'<th role="rowheader"[^>]*>\s*(.*?)\s*</th>', html, re.DOTALL)


@pytest.mark.parametrize("name", LISTS)
def test_a_long_list_comes_in_pages_of_a_hundred_rows_with_the_same_questions(
    browse: Browse, db: Session, world: World, count_queries: Count, name: str
) -> None:
    address, person, add = LISTS[name]
    path, browser = address.format(sol=world["sol"]), browse(person)
    asked = []
    for many in (1, 3, 110):
        add(db, world, many)
        db.commit()
        asked.append(count_queries(lambda: browser.get(path)))
    assert asked[0] == asked[1] == asked[2]
    first, second, last = (browser.get(f"{path}?page={page}") for page in ("1", "2", "999999999999"))
    assert [answer.status_code for answer in (first, second, last)] == [200] * 3
    assert len(rows_of(first.text)) == PAGE_ROWS
    assert rows_of(second.text) == rows_of(last.text)
    every = rows_of(first.text) + rows_of(second.text)
    assert len(set(every)) == len(every) > 110
    assert f'href="{path}?page=2"' in first.text
    assert "Page 1 of 2" in first.text
    assert f'href="{path}?page=1"' in second.text
    assert browser.get(path).text.count("<table") == first.text.count("<table")


@pytest.mark.parametrize(
    "page", ["0", "-1", "x", "", "1.0", "01", "+1", "1e3", "٢", "２", " 1", "9" * 400, "1;2", "%00"]
)
@pytest.mark.parametrize("name", LISTS)
def test_what_is_no_page_is_not_there(browse: Browse, world: World, name: str, page: str) -> None:
    address, person, _ = LISTS[name]
    assert browse(person).get(f"{address.format(sol=world['sol'])}?page={page}").status_code == 404


def test_goals_come_in_pages_too(browse: Browse, db: Session, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.web.paging.PAGE_ROWS", 2)
    wren_stands_at(db, world, 4)
    cora, path = browse("cora"), f"/workers/{world['wren']}/goals"
    for form in stepping(3):
        assert cora.post(path, form).status_code == 303
    assert [cora.get(f"{path}?page={page}").text.count('href="/goals/') for page in (1, 2, 3)] == [2, 1, 1]
    assert "Page 2 of 2" in cora.get(f"{path}?page=2").text


def test_a_short_list_has_no_pager(browse: Browse) -> None:
    assert "Pages of this list" not in browse("ada").get("/agency/units").text


@pytest.mark.parametrize(
    ("total", "asked", "number", "last"), [(0, 1, 1, 1), (0, 9, 1, 1), (100, 2, 1, 1), (101, 2, 2, 2), (101, 3, 2, 2)]
)
def test_a_page_behind_the_last_is_the_last(total: int, asked: int, number: int, last: int) -> None:
    paging = Paging(asked)
    assert len(paging.part(range(total))) == max(0, min(100, total - 100 * (number - 1)))
    assert (paging.number, paging.last) == (number, last)
