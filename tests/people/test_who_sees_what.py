"""The page "Who sees what": every cell is what the tables say, and whoever changes a table changes the page."""

import re
from collections.abc import Callable
from html import unescape

import pytest

from app.people import policy
from app.people.permits import LEVEL_WORDS, OPENS, PERMITS, SENTENCES, Level, Permission, Reach, Role
from app.people.policy_words import RULES
from tests.conftest import Browser

Browse = Callable[..., Browser]
Table = dict[str, dict[str, str]]


@pytest.fixture
def html(browse: Browse) -> str:
    answer = browse().get("/who-sees-what")
    assert answer.status_code == 200
    return answer.text


def tables(html: str) -> dict[str, Table]:
    """By caption: row to column to what stands in the cell; a cell without a column's name would be missed."""
    found = {}
    for part in re.findall(r"<table.*?</table>", html, re.DOTALL):
        caption = words(re.findall(r"<caption[^>]*>(.*?)</caption>", part, re.DOTALL)[0])
        rows = {}
        for row in re.findall(r'<tr role="row">\s*<th role="rowheader".*?</tr>', part, re.DOTALL):
            title = words(re.findall(r"<th[^>]*>(.*?)</th>", row, re.DOTALL)[0])
            cells = re.findall(r'<td role="cell" data-label="([^"]*)">(.*?)</td>', row, re.DOTALL)
            rows[title] = {unescape(label): words(value) for label, value in cells}
        found[caption.partition(":")[0]] = rows
    return found


def words(html: str) -> str:
    return " ".join(unescape(html).split())


def cells_of(permission: Permission, roles: set[Role]) -> dict[str, str]:
    return {role.words.capitalize(): policy.reach_words(permission, role) for role in roles}


def test_each_permission_of_each_role_is_in_one_cell(html: str) -> None:
    found = tables(html)
    levels = found.pop("What each level opens of a record")
    shown: Table = {}
    for rows in found.values():
        assert not shown.keys() & rows.keys()
        shown |= rows
    assert shown.keys() == {SENTENCES[permission] for permission in Permission}
    for permission in Permission:
        row = {label: value for label, value in shown[SENTENCES[permission]].items() if value != policy.NOTHING}
        assert row == cells_of(permission, set(PERMITS[permission])), permission
    assert levels.keys() <= shown.keys()


def test_each_level_is_a_column_of_what_it_opens(html: str) -> None:
    levels = tables(html)["What each level opens of a record"]
    readable = {one for one in Permission if Role.SUPERVISOR in PERMITS[one] and Role.COACH in PERMITS[one]}
    of_records = {one for one in readable if PERMITS[one][Role.SUPERVISOR] is Reach.UNIT_NOW}
    assert levels == {
        SENTENCES[permission]: {
            level.name.capitalize(): "yes" if permission in OPENS[level] else policy.NOTHING for level in Level
        }
        for permission in of_records
    }
    assert all(words in html for words in LEVEL_WORDS.values())


def test_a_supervisor_reads_more_than_activity_at_the_levels_that_open_it() -> None:
    of_unit = Reach.UNIT_NOW.value
    found = {one: policy.reach_words(one, Role.SUPERVISOR) for one in policy.KINDS["Read a record"]}
    assert found == {
        Permission.READ_PERSON: of_unit,
        Permission.READ_CASELOAD: policy.NOTHING,
        Permission.READ_ACTIVITY: of_unit,
        Permission.READ_RATING: f"{of_unit}, at the level ratings",
        Permission.READ_NOTE: f"{of_unit}, at the level ratings",
        Permission.READ_PAIR: policy.NOTHING,
        Permission.READ_SESSION: policy.NOTHING,
        Permission.READ_GOAL: f"{of_unit}, at the level goals or ratings",
        Permission.READ_GOAL_POINTS: f"{of_unit}, at the level ratings",
        Permission.READ_SUMMARY: policy.NOTHING,
    }


def test_a_change_of_a_table_changes_the_page(browse: Browse, monkeypatch: pytest.MonkeyPatch) -> None:
    reads = PERMITS[Permission.READ_NOTE] | {Role.ADMINISTRATOR: Reach.AGENCY}
    monkeypatch.setitem(PERMITS, Permission.READ_NOTE, reads)
    monkeypatch.setitem(OPENS, Level.ACTIVITY, OPENS[Level.ACTIVITY] | {Permission.READ_NOTE})
    monkeypatch.setitem(SENTENCES, Permission.RATE, "Rate what was seen.")
    found = tables(browse().get("/who-sees-what").text)
    note = SENTENCES[Permission.READ_NOTE]
    assert found["Read a record"][note]["Administrator"] == Reach.AGENCY.value
    assert found["What each level opens of a record"][note]["Activity"] == "yes"
    assert "Rate what was seen." in found["Write in a record"]


def test_every_permission_is_of_one_kind() -> None:
    of_kinds = [permission for permissions in policy.KINDS.values() for permission in permissions]
    assert sorted(of_kinds) == sorted(Permission)


def test_the_page_says_the_rules_behind_the_table(html: str) -> None:
    said = words(re.sub(r"<[^>]+>", " ", html))
    assert [title for title, rule in RULES if f"{title} {rule}" not in said] == []


@pytest.mark.parametrize("person", ["wren", "cora", "sue", "ada", ""])
def test_everybody_reads_the_same_page_and_keeps_the_own_menu(browse: Browse, html: str, person: str) -> None:
    answer = browse(person).get("/who-sees-what")
    assert tables(answer.text) == tables(html)
    assert ('href="/my-account"' in answer.text) == bool(person)


def test_every_page_leads_there(browse: Browse) -> None:
    assert [path for path in ("/", "/profiles", "/my-account") if _foot(browse("wren").get(path).text) == []] == []
    assert _foot(browse().get("/sign-in").text) != []


def _foot(html: str) -> list[str]:
    return re.findall(r'<footer.*?<a href="/who-sees-what">.*?</footer>', html, re.DOTALL)
