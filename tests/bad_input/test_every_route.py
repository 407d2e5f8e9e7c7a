"""The whole list of bad input at every route: nothing breaks, nothing is kept, nothing comes back as markup."""

import asyncio
import re
from collections.abc import Callable

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts

from app.db import Database
from tests.access.records import Browse, Ids
from tests.access.table import PAGES, rows
from tests.access.test_matrix import address, routes_of
from tests.bad_input import values
from tests.bad_input.forms import Form, forms
from tests.bad_input.run import Found, Thrower
from tests.goals.given import sent
from tests.world import World

Made = tuple[Thrower, dict[str, Form]]
# The list takes minutes, so several processes share it.
PARTS = 6
# Who may open what every page of the list needs.
READERS = ("ada", "cora", "wren", "ash", "pia", "sue", "stan", "anon")


@pytest.fixture
def made(
    app: FastAPI, database: Database, signed_in: Browse, ids: Ids, filled: tuple[World, Ids]
) -> Callable[[], Made]:
    def make() -> Made:
        world, cora = filled[0], signed_in("cora")
        # Another step than that of the form, which would else be told of this one.
        proposed = cora.post(f"/workers/{ids['wren']}/goals", sent(target="6"))
        assert proposed.status_code == 303, proposed.text
        known = forms(world, ids, proposed.headers["location"].partition("?")[0])
        for person in {*READERS, "anon", *(form.person for form in known.values())}:
            signed_in(person)
        return Thrower(app, database, signed_in), known

    return make


def assert_well(found: Found, least: int, printed: str) -> None:
    assert found.wrong == [], "\n".join([f"{len(found.wrong)} of {found.cases}", *found.wrong[:40]])
    assert found.cases >= least
    # A log that holds what somebody typed is a second record that nobody guards.
    assert values.MARK not in printed
    assert "evil.example" not in printed


def test_every_route_that_changes_something_is_in_the_run(app: FastAPI, made: Callable[[], Made]) -> None:
    _, known = made()
    assert set(known) == set(routes_of(app, "POST"))
    assert len(known) == 62


def test_a_right_form_is_not_refused_so_that_a_refusal_says_something(made: Callable[[], Made]) -> None:
    thrower, known = made()

    async def send_all() -> dict[str, int]:
        found = {}
        for route, form in known.items():
            await thrower.post(route, form, "unknown", "x", refused=False)
            found[route] = thrower.last
        return found

    statuses = asyncio.run(send_all())
    refused = {route for route, status in statuses.items() if status >= 400}
    # A wrong password, no invented person, the present password of nobody, no mail server, a goal that is no draft, and
    # a coaching session of a day to come.
    no_mail = "/agency/accounts/{account_id}/link"
    too_early = "/coaching-sessions/{session_id}/closing"
    expected = {"/sign-in", "/demo/sign-in", "/my-account", no_mail, "/goals/{goal_id}/removal", too_early}
    assert refused == expected, statuses


@pytest.mark.parametrize("part", range(PARTS))
def test_every_field_of_every_form(made: Callable[[], Made], part: int, capfd: pytest.CaptureFixture[str]) -> None:
    thrower, known = made()

    async def throw() -> None:
        for route, form in list(known.items())[part::PARTS]:
            for name, one in form.fields.items():
                for value in one.refused:
                    await thrower.post(route, form, name, value, refused=True)
                for value in one.odd:
                    await thrower.post(route, form, name, value, refused=False)
                await thrower.post(route, form, name, [one.right, "second"], refused=False)
            await thrower.post(route, form, "role", "administrator", refused=False)
            await thrower.post(route, form, "agency_id", "00000000-0000-0000-0000-000000000001", refused=False)

    asyncio.run(throw())
    assert_well(thrower.found, 1900 // PARTS, "".join(capfd.readouterr()))


@pytest.mark.parametrize("part", range(PARTS))
def test_every_address_query_header_and_method(
    app: FastAPI, made: Callable[[], Made], part: int, ids: Ids, capfd: pytest.CaptureFixture[str]
) -> None:
    thrower, known = made()

    async def throw() -> None:
        for path in sorted(routes_of(app, "GET"))[part::PARTS]:
            await throw_at_page(thrower, app, *page_of(path, ids), path)
            await throw_at_address(thrower, "GET", path, "ada")
        for path, form in list(known.items())[part::PARTS]:
            await throw_at_address(thrower, "POST", path, form.person)
            for headers in values.HEADERS:
                await thrower.ask("POST", form.address, form.person, content=b"", headers=FORM | headers)
            for method in values.METHODS:
                await thrower.ask(method, form.address, form.person, content=b"", headers=FORM)

    asyncio.run(throw())
    assert_well(thrower.found, 1800 // PARTS, "".join(capfd.readouterr()))


FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def page_of(path: str, ids: Ids) -> tuple[str, str]:
    """An address of this route that somebody can open, and who."""
    pattern = re.compile(re.sub(r"\{[^}]+\}", "[^/]+", path))
    for page, who in rows(PAGES).items():
        plain = page.partition("?")[0]
        readers = [person for person in READERS if who[person] in ("yes", "on")]
        if pattern.fullmatch(plain) and readers:
            return address(plain, ids), readers[0]
    raise AssertionError(path)


async def throw_at_page(thrower: Thrower, app: FastAPI, path: str, person: str, route: str) -> None:
    for name in sorted(asked_by(app, route)):
        for value in values.ANY:
            await thrower.ask("GET", path, person, params={name: value})
    for query in ("page=-1", "page=1000000000000", "page=x&page=2", "done=%3Cscript%3E", "sort=password_hash&size=0"):
        await thrower.ask("GET", f"{path}?{query}", person)
    for headers in values.HEADERS[:: 1 if "{" not in route else 4]:
        await thrower.ask("GET", path, person, headers=headers)


async def throw_at_address(thrower: Thrower, method: str, path: str, person: str) -> None:
    for place in re.findall(r"\{[^}]+\}", path):
        for value in (
            "-1",
            "9" * 40,
            "x",
            "%00",
            "..%2f..%2fx",
            "%2e%2e",
            "%252e%252e",
            "%ff",
            "é",
            "%7B%7B7*191%7D%7D",
        ):
            there = re.sub(r"\{[^}]+\}", "00000000-0000-0000-0000-000000000007", path.replace(place, value))
            answer = await thrower.ask(method, there, person, content=b"", headers=FORM)
            if answer.status_code < 400:
                thrower.found.wrong.append(f"{method} {there}: opened")


def asked_by(app: FastAPI, path: str) -> set[str]:
    """The parameters that the route of this path reads."""
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if isinstance(route, APIRoute) and "GET" in (route.methods or ()) and str(context.path) == path:
            return {one.name for one in route.dependant.query_params} | ({"next"} if path == "/sign-in" else set())
    raise AssertionError(path)


def test_a_body_of_ten_million_characters_is_refused_everywhere(made: Callable[[], Made]) -> None:
    thrower, known = made()
    body = b"name=" + b"x" * 10_000_000

    async def throw() -> None:
        for form in known.values():
            answer = await thrower.ask("POST", form.address, form.person, content=body, headers=FORM)
            assert answer.status_code == 413
            assert "larger than this page takes" in answer.text

    asyncio.run(throw())
    assert thrower.found.wrong == []


def test_there_is_no_other_way_in_yet(app: FastAPI) -> None:
    """No JSON, no upload, one search: whoever adds one adds what throws bad input at it, and then changes this."""
    found = {}
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if isinstance(route, APIRoute):
            read = [one.name for one in route.dependant.body_params]
            asked = {one.name for one in route.dependant.query_params} & {"q", "query", "search", "term", "sort"}
            if read or asked or str(context.path).startswith(("/api", "/search", "/upload", "/import", "/export")):
                found[str(context.path)] = [*read, *asked]
    # The words to look for on the shelf get the whole list, as every parameter of a page does.
    assert found == {"/shelf": ["q"]}
    assert app.openapi_url is None
