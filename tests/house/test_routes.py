"""Every route says who may use it, reads like the others, and takes forms in one way."""

import inspect
import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

from app.people.permits import Permission
from app.people.signin import Permit, Public
from app.web.forms import posted_form

Known = tuple[str, str, APIRoute]
# Whoever adds to this list opens a door to everybody.
PUBLIC = {
    ("GET", "/sign-in"), ("POST", "/sign-in"), ("POST", "/demo/sign-in"), ("GET", "/healthz"), ("GET", "/readyz"),
    ("GET", "/who-sees-what"), ("GET", "/sign-in/time-left"), ("GET", "/forgotten-password"),
    ("POST", "/forgotten-password"), ("GET", "/links/{token}"), ("POST", "/links/{token}"),
    ("GET", "/stop-mail/{token}"), ("POST", "/stop-mail/{token}"), ("GET", "/calendar/{token}.ics"),
}  # fmt: skip
# A mail program stops a mail with one request of its own making (RFC 8058). The secret in the address is the proof.
WITHOUT_A_FORM = ["/stop-mail/{token}"]
_SEGMENT = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*|\{[a-z]+(_[a-z]+)*\}(\.ics)?")


def routes_of(app: FastAPI) -> list[Known]:
    """Method, path and route, also of included routers, which `app.routes` alone does not show."""
    return [
        (method, str(context.path), context.original_route)
        for context in iter_route_contexts(app.routes)
        if isinstance(context.original_route, APIRoute)
        for method in sorted(context.original_route.methods or ())
    ]


def calls_of(dependant: Dependant) -> Iterator[Any]:
    for inner in dependant.dependencies:
        yield inner.call
        yield from calls_of(inner)


@pytest.fixture
def routes(app: FastAPI) -> list[Known]:
    found = routes_of(app)
    assert len(found) > 40
    return found


def test_every_route_declares_a_permission_or_that_it_is_public(routes: list[Known]) -> None:
    undeclared, public = [], set()
    for method, path, route in routes:
        declared = [call for call in calls_of(route.dependant) if isinstance(call, Permit | Public)]
        if len(declared) != 1:
            undeclared.append(f"{method} {path}")
        elif isinstance(declared[0], Public):
            public.add((method, path))
    assert undeclared == []
    assert public == PUBLIC


def test_a_change_of_an_agreement_is_refused_in_a_sentence_to_whoever_reads_the_agreement(routes: list[Known]) -> None:
    doors = {
        path: call.seen_by
        for method, path, route in routes
        if method == "POST" and path.startswith("/agreements/")
        for call in calls_of(route.dependant)
        if isinstance(call, Permit)
    }
    assert len(doors) == 9
    assert set(doors.values()) == {Permission.READ_AGREEMENT}


def test_every_change_reads_its_form_with_the_token_checked(routes: list[Known]) -> None:
    changing = [(path, route) for method, path, route in routes if method != "GET"]
    assert changing
    assert [path for path, route in changing if posted_form not in calls_of(route.dependant)] == WITHOUT_A_FORM


def test_routes_only_read_or_post(routes: list[Known]) -> None:
    assert {method for method, _, _ in routes} == {"GET", "POST"}


def test_addresses_are_written_in_one_way(routes: list[Known]) -> None:
    odd = [
        path for _, path, _ in routes
        if not all(_SEGMENT.fullmatch(segment) for segment in path.strip("/").split("/") if segment)
    ]  # fmt: skip
    assert odd == []


def test_no_two_routes_answer_the_same_address(routes: list[Known]) -> None:
    plain = [(method, re.sub(r"\{[^}]*\}", "{}", path)) for method, path, _ in routes]
    assert sorted(plain) == sorted(set(plain))


def test_routes_are_synchronous_so_that_waiting_for_the_database_stops_nobody(
    routes: list[Known],
) -> None:
    assert [path for _, path, route in routes if inspect.iscoroutinefunction(route.endpoint)] == []
