"""Who may open and change what: both tables, line by line and person by person, through HTTP."""

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl

import httpx2
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts

from app.db import Database
from tests.access.forgetting import forget_everything
from tests.access.people import PEOPLE
from tests.access.records import Browse, Ids
from tests.access.table import CHANGES, IN_ADDRESSES, KNOWS, PAGES, READS, WRITES_TO, rows
from tests.conftest import Browser

OPENED, CHANGED = rows(PAGES), rows(CHANGES)
STATUS = {"yes": {200}, "-": {404}, "no": {403}, "over": {409}, "on": {303}, "in": {303}}
# A change that is done, refused until something is put right, or too late.
STATUS_OF_CHANGE = {"yes": {200, 303, 409, 422}, "-": {404}, "no": {403}, "in": {401}}
FRAGMENT = {"HX-Request": "true", "HX-Request-Type": "partial"}
# The one page of which htmx asks for a part. It says so in its answer, and a page that begins to do so is found.
PARTED = [page for page in OPENED if re.fullmatch(r"/workers/\{[^}]+\}(\?.*)?", page)]
# What each answer has of its own.
_OWN = {"date", "x-request-id", "content-length", "set-cookie"}
# The own words come back where nothing is kept; they tell of nothing but themselves.
_TYPED = re.compile(r'<h2 class="row-title">What you wrote</h2>(.(?!</div>))*', re.DOTALL)
# So that two processes can share the work.
GROUPS = (PEOPLE[:5], PEOPLE[5:10], PEOPLE[10:])


def address(pattern: str, ids: Ids) -> str:
    return re.sub(r"\{([^}]+)\}", lambda name: str(IN_ADDRESSES.get(name[1]) or ids[name[1]]), pattern)


def routes_of(app: FastAPI, method: str) -> dict[str, re.Pattern[str]]:
    """Every route of this method, with an expression for the addresses that lead to it."""
    found = {}
    for context in iter_route_contexts(app.routes):
        if isinstance(context.original_route, APIRoute) and method in (context.original_route.methods or ()):
            found[str(context.path)] = re.compile(re.sub(r"\{[^}]+\}", "[^/]+", str(context.path)))
    return found


def uncovered(routes: dict[str, re.Pattern[str]], patterns: set[str]) -> list[str]:
    plain = {pattern.partition("?")[0] for pattern in patterns}
    return [path for path, route in routes.items() if not any(route.fullmatch(pattern) for pattern in plain)]


def as_words(expected: str, answer: httpx2.Response, statuses: dict[str, set[int]]) -> str:
    """The word of the table that this answer deserves; the expected one, where it fits."""
    if answer.status_code == 303 and statuses is STATUS:
        return "in" if answer.headers["location"].startswith("/sign-in?") else "on"
    fitting = [word for word, found in statuses.items() if answer.status_code in found]
    return expected if expected in fitting else "".join(fitting[:1]) or str(answer.status_code)


def is_parted(answer: httpx2.Response) -> bool:
    return "hx-request-type" in answer.headers.get("vary", "").lower()


def canaries(text: str) -> set[str]:
    return set(re.findall(r"canary (\S+) sings", text))


def test_the_tables_speak_of_every_route_and_of_everybody(app: FastAPI) -> None:
    pages, changes = routes_of(app, "GET"), routes_of(app, "POST")
    # The demonstration's door is no door here; tests of its own hold it.
    assert (uncovered(pages, set(OPENED)), uncovered(changes, set(CHANGED))) == ([], ["/demo/sign-in"])
    assert (len(pages), len(changes)) == (59, 62)
    assert (len(OPENED), len(CHANGED), len(PEOPLE)) == (196, 146, 21)
    # Each line for each person; the lines of a page that is made of parts twice, whole and as a fragment.
    assert len(PEOPLE) * (len(OPENED) + len(PARTED) + len(CHANGED)) == 7392
    assert set(READS) == set(KNOWS) == set(PEOPLE)


@pytest.mark.parametrize("people", GROUPS, ids=lambda people: people[0])
def test_everybody_opens_these_pages_and_reads_these_words(
    signed_in: Browse, ids: Ids, people: tuple[str, ...]
) -> None:
    for person in people:
        browser = signed_in(person)
        whole = {page: browser.get(address(page, ids)) for page in OPENED}
        parts = {page: browser.get(address(page, ids), **FRAGMENT) for page in PARTED}
        expected = {page: answer[person] for page, answer in OPENED.items()}
        for answers in (whole, parts):
            found = {page: as_words(expected[page], answer, STATUS) for page, answer in answers.items()}
            assert found == {page: expected[page] for page in answers}
        assert {page for page, answer in whole.items() if is_parted(answer)} <= set(PARTED)
        assert_reads(person, list(whole.values()))
        assert canaries("".join(answer.text for answer in parts.values())) <= READS[person]
        assert_as_if_nothing(whole, person)


@pytest.mark.parametrize("people", GROUPS, ids=lambda people: people[0])
def test_everybody_makes_these_changes_and_no_others(
    database: Database, signed_in: Browse, ids: Ids, people: tuple[str, ...]
) -> None:
    browsers = {person: signed_in(person) for person in people}
    forget_everything(database)
    for person, browser in browsers.items():
        answers = {change: send(browser, address(change, ids)) for change in CHANGED}
        expected = {change: answer[person] for change, answer in CHANGED.items()}
        found = {change: as_words(expected[change], one, STATUS_OF_CHANGE) for change, one in answers.items()}
        assert found == expected, person
        text = "".join(answer.text for answer in answers.values())
        assert canaries(text) <= READS[person]
        assert all(answer.text for answer in answers.values() if answer.status_code not in (200, 303))
        assert_as_if_nothing(answers, person)


def send(browser: Browser, at: str) -> httpx2.Response:
    path, _, form = at.partition("?")
    return browser.post(path, dict(parse_qsl(form)))


def assert_reads(person: str, answers: list[httpx2.Response]) -> None:
    """The words, names and addresses on somebody's pages are those of the table, each of them and no other."""
    text = "".join(answer.text for answer in answers)
    assert canaries(text) == READS[person], person
    names = {name for name in PEOPLE[:18] + ("dee",) if re.search(rf"\b{name.title()}\b", text)}
    assert names == set(KNOWS[person].split()), person
    assert set(re.findall(r"(\w+)@example\.org", text)) == WRITES_TO.get(person, set()), person


def assert_as_if_nothing(answers: Mapping[str, httpx2.Response], person: str) -> None:
    """What somebody may not see looks, to the last header, like what does not exist in the same part of the program."""
    bodies: dict[str, set[str]] = {}
    heads: dict[str, set[str]] = {}
    for asked, answer in answers.items():
        if answer.status_code == 404:
            # The menu marks the part of the program that the address names.
            part = asked.split("/")[1].partition("?")[0]
            bodies.setdefault(part, set()).add("".join(_TYPED.sub("", answer.text).split()))
            heads.setdefault(part, set()).add(str(sorted(one for one in answer.headers.items() if one[0] not in _OWN)))
    for found in (bodies, heads):
        assert {part for part, kinds in found.items() if len(kinds) > 1} == set(), person
