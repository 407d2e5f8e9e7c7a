"""Who may open which page: the whole policy, as answers through HTTP.

The tables are meant to be read. Cora coaches Wren, Ash and Lee; Theo coached Wren before her, until May 2026. Sue
supervises their unit and is a worker, too; Stan supervises the other unit, where Sol works without a coach. Ada
administers the agency. Otto and Olga belong to another agency, where Olga coaches Otto and administers. Nobody is
signed out.
"""

import re
from collections.abc import Callable, Mapping
from uuid import UUID

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from sqlmodel import Session

from tests.conftest import Browser
from tests.people.records import canary, fill
from tests.world import World

Browse = Callable[..., Browser]
Ids = Mapping[str, UUID | str]
PEOPLE = ("wren", "cora", "theo", "ash", "lee", "sue", "stan", "sol", "ada", "otto", "olga", "nobody")

# yes: the page opens (200). -: it is as if there were no such page (404). no: refused in a sentence (403).
# in: the person is asked to sign in (303). on: the person is sent on to another page of the own (303).
PAGES = """
    # What everybody has
                                                                            wren cora theo ash  lee  sue  stan sol  ada  otto olga nobody
    /                                                                       yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  in
    /people                                                                 yes  yes  yes  yes  yes  yes  yes  yes  -    yes  yes  in
    /my-practice                                                            on   -    -    on   on   on   -    on   -    on   -    in
    /my-account                                                             yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  in
    /sign-in                                                                on   on   on   on   on   on   on   on   on   on   on   yes
    /healthz                                                                yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes
    /readyz                                                                 yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes

    # What is published
                                                                            wren cora theo ash  lee  sue  stan sol  ada  otto olga nobody
    /profiles                                                               yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  in
    /profiles/sop                                                           yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  in
    /profiles/nowhere                                                       -    -    -    -    -    -    -    -    -    -    -    in
    /profiles/sop/safety-mapping                                            yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  in
    /profiles/sop/safety-mapping/paper                                      yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  in

    # The page of a person
                                                                            wren cora theo ash  lee  sue  stan sol  ada  otto olga nobody
    /workers/{wren}                                                         yes  yes  yes  -    -    yes  -    -    -    -    -    in
    /workers/{sol}                                                          -    -    -    -    -    -    yes  yes  -    -    -    in
    /workers/{sue}                                                          -    -    -    -    -    yes  -    -    -    -    -    in
    /workers/{cora}                                                         -    -    -    -    -    -    -    -    -    -    -    in
    /workers/{otto}                                                         -    -    -    -    -    -    -    -    -    yes  yes  in

    # Assessments: a draft is its author's alone; a submitted one belongs to worker and coach of that time
                                                                            wren cora theo ash  lee  sue  stan sol  ada  otto olga nobody
    /workers/{wren}/assessments                                             yes  yes  yes  -    -    yes  -    -    -    -    -    in
    /workers/{sol}/assessments                                              -    -    -    -    -    -    yes  yes  -    -    -    in
    /workers/{otto}/assessments                                             -    -    -    -    -    -    -    -    -    yes  yes  in
    /workers/{wren}/assessments/new?{profile}                               yes  yes  -    -    -    -    -    -    -    -    -    in
    /workers/{sol}/assessments/new?{profile}                                -    -    -    -    -    -    -    yes  -    -    -    in
    /workers/{otto}/assessments/new?{profile}                               -    -    -    -    -    -    -    -    -    yes  yes  in
    /assessments/{theos-of-wren}                                            yes  -    yes  -    -    -    -    -    -    -    -    in
    /assessments/{wrens-of-april}                                           yes  -    yes  -    -    -    -    -    -    -    -    in
    /assessments/{coras-of-wren}                                            yes  yes  -    -    -    -    -    -    -    -    -    in
    /assessments/{wrens-of-october}                                         yes  yes  -    -    -    -    -    -    -    -    -    in
    /assessments/{coras-draft}                                              -    yes  -    -    -    -    -    -    -    -    -    in
    /assessments/{wrens-draft}                                              yes  -    -    -    -    -    -    -    -    -    -    in
    /assessments/{sols-own}                                                 -    -    -    -    -    -    -    yes  -    -    -    in
    /assessments/{sues-own}                                                 -    -    -    -    -    yes  -    -    -    -    -    in
    /assessments/{olgas-of-otto}                                            -    -    -    -    -    -    -    -    -    yes  yes  in
    /assessments/{coras-draft}/review                                       -    yes  -    -    -    -    -    -    -    -    -    in
    /assessments/{wrens-draft}/review                                       yes  -    -    -    -    -    -    -    -    -    -    in
    /assessments/{coras-of-wren}/review                                     -    on   -    -    -    -    -    -    -    -    -    in

    # Goals
                                                                            wren cora theo ash  lee  sue  stan sol  ada  otto olga nobody
    /workers/{wren}/goals                                                   yes  yes  yes  -    -    -    -    -    -    -    -    in
    /workers/{sol}/goals                                                    -    -    -    -    -    -    -    yes  -    -    -    in
    /workers/{otto}/goals                                                   -    -    -    -    -    -    -    -    -    yes  yes  in
    /workers/{wren}/goals/new?{step}                                        yes  yes  -    -    -    -    -    -    -    -    -    in
    /workers/{sol}/goals/new?{step}                                         -    -    -    -    -    -    -    yes  -    -    -    in
    /workers/{otto}/goals/new?{step}                                        -    -    -    -    -    -    -    -    -    yes  yes  in
    /goals/{goal-of-wren}                                                   yes  yes  -    -    -    -    -    -    -    -    -    in
    /goals/{goal-of-otto}                                                   -    -    -    -    -    -    -    -    -    yes  yes  in
    /goals/{goal-of-wren}/review                                            yes  yes  -    -    -    -    -    -    -    -    -    in
    /goals/{goal-of-otto}/review                                            -    -    -    -    -    -    -    -    -    yes  yes  in

    # The administrator's pages
                                                                            wren cora theo ash  lee  sue  stan sol  ada  otto olga nobody
    /agency                                                                 -    -    -    -    -    -    -    -    yes  -    yes  in
    /agency/units                                                           -    -    -    -    -    -    -    -    yes  -    yes  in
    /agency/units/{north}                                                   -    -    -    -    -    -    -    -    yes  -    -    in
    /agency/units/{west}                                                    -    -    -    -    -    -    -    -    -    -    yes  in
    /agency/accounts                                                        -    -    -    -    -    -    -    -    yes  -    yes  in
    /agency/accounts/new                                                    -    -    -    -    -    -    -    -    yes  -    yes  in
    /agency/accounts/{wren}                                                 -    -    -    -    -    -    -    -    yes  -    -    in
    /agency/accounts/{otto}                                                 -    -    -    -    -    -    -    -    -    -    yes  in
    /agency/agreements                                                      -    -    -    -    -    -    -    -    yes  -    yes  in
    /agency/agreements/new                                                  -    -    -    -    -    -    -    -    yes  -    yes  in
    /agency/agreements/{cora-wren}                                          -    -    -    -    -    -    -    -    yes  -    -    in
    /agency/agreements/{olga-otto}                                          -    -    -    -    -    -    -    -    -    -    yes  in
"""  # noqa: E501 - a table is read in lines
STATUS = {"yes": 200, "-": 404, "no": 403, "in": 303, "on": 303}
IN_ADDRESSES = {"profile": "profile=safety-mapping", "step": "profile=safety-mapping&element=stakeholders"}

# Who reads which words: every record holds a sentence that is nowhere else.
READS = {
    "wren": {"theos-of-wren", "wrens-of-april", "coras-of-wren", "wrens-of-october", "wrens-draft", "goal-of-wren"},
    "cora": {"coras-of-wren", "wrens-of-october", "coras-draft", "goal-of-wren"},
    "theo": {"theos-of-wren", "wrens-of-april"},
    "sue": {"sues-own"},
    "sol": {"sols-own"},
    "otto": {"olgas-of-otto", "goal-of-otto"},
    "olga": {"olgas-of-otto", "goal-of-otto"},
}

# Every change about Wren or her records. For whoever has no part in them, none of these is there.
CHANGES = (
    "/workers/{wren}/assessments", "/workers/{wren}/goals",
    "/assessments/{coras-draft}", "/assessments/{coras-draft}/elements/content", "/assessments/{coras-draft}/details",
    "/assessments/{coras-draft}/submission", "/assessments/{coras-draft}/removal",
    "/assessments/{wrens-draft}", "/assessments/{wrens-draft}/elements/content", "/assessments/{wrens-draft}/details",
    "/assessments/{wrens-draft}/submission", "/assessments/{wrens-draft}/removal",
    "/assessments/{coras-of-wren}", "/assessments/{coras-of-wren}/elements/content",
    "/assessments/{coras-of-wren}/details", "/assessments/{coras-of-wren}/submission",
    "/assessments/{coras-of-wren}/removal",
    "/goals/{goal-of-wren}/confirmation", "/goals/{goal-of-wren}/withdrawal", "/goals/{goal-of-wren}/removal",
    "/goals/{goal-of-wren}/review",
)  # fmt: skip
# Changes that concern nobody else's record, or that only an administrator of the own agency can make.
OWN_CHANGES = {"/sign-in", "/demo/sign-in", "/sign-out", "/my-account"}


def table() -> dict[str, dict[str, str]]:
    """Address to person to answer, from the lines of `PAGES`."""
    lines = [line.split() for line in PAGES.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    answers = [line for line in lines if tuple(line) != PEOPLE]
    assert all(len(line) == len(PEOPLE) + 1 for line in answers), "A line of the table lacks somebody."
    return {line[0]: dict(zip(PEOPLE, line[1:], strict=True)) for line in answers}


def address(pattern: str, ids: Ids) -> str:
    return re.sub(r"\{([^}]+)\}", lambda name: str(IN_ADDRESSES.get(name[1]) or ids[name[1]]), pattern)


def routes_of(app: FastAPI, method: str) -> dict[str, re.Pattern[str]]:
    """Every route of this method, with an expression for the addresses that lead to it."""
    found = {}
    for context in iter_route_contexts(app.routes):
        if isinstance(context.original_route, APIRoute) and method in (context.original_route.methods or ()):
            found[str(context.path)] = re.compile(re.sub(r"\{[^}]+\}", "[^/]+", str(context.path)))
    assert len(found) > 20
    return found


def uncovered(app: FastAPI, method: str, patterns: set[str]) -> list[str]:
    plain = {pattern.partition("?")[0] for pattern in patterns}
    routes = routes_of(app, method)
    return [path for path, route in routes.items() if not any(route.fullmatch(pattern) for pattern in plain)]


@pytest.fixture
def ids(db: Session, world: World, browse: Browse) -> Ids:
    return fill(db, world, browse)


@pytest.fixture
def signed_in(browse: Browse) -> Callable[[str], Browser]:
    return lambda person: browse("" if person == "nobody" else person)


def test_the_table_speaks_of_every_page(app: FastAPI) -> None:
    assert uncovered(app, "GET", set(table())) == []


@pytest.mark.parametrize("person", PEOPLE)
def test_a_person_opens_these_pages_and_reads_these_words(
    signed_in: Callable[[str], Browser], ids: Ids, person: str
) -> None:
    browser, expected = signed_in(person), table()
    answers = {page: browser.get(address(page, ids)) for page in expected}
    found = {page: answer.status_code for page, answer in answers.items()}
    assert found == {page: STATUS[answer[person]] for page, answer in expected.items()}
    text = "".join(answer.text for answer in answers.values())
    planted = {name for names in READS.values() for name in names}
    assert {name for name in planted if canary(name) in text} == READS.get(person, set())


def test_the_list_of_changes_speaks_of_every_one(app: FastAPI) -> None:
    changes = [path for path in uncovered(app, "POST", {*CHANGES, *OWN_CHANGES}) if not path.startswith("/agency")]
    assert changes == []


@pytest.mark.parametrize("person", ["ash", "lee", "sue", "stan", "sol", "ada", "otto", "olga", "nobody"])
def test_whoever_has_no_part_in_a_record_finds_nothing_to_change(
    signed_in: Callable[[str], Browser], ids: Ids, person: str
) -> None:
    browser = signed_in(person)
    found = {change: browser.post(address(change, ids)).status_code for change in CHANGES}
    assert found == dict.fromkeys(CHANGES, 401 if person == "nobody" else 404)


@pytest.mark.parametrize("person", ["wren", "cora", "theo", "ash", "lee", "sue", "stan", "sol", "otto"])
def test_only_an_administrator_finds_changes_of_the_agency(
    app: FastAPI, signed_in: Callable[[str], Browser], ids: Ids, person: str
) -> None:
    browser = signed_in(person)
    named = {"unit_id": "north", "account_id": "wren", "agreement_id": "cora-wren", "position_id": "wren"}
    paths = [path for path in routes_of(app, "POST") if path.startswith("/agency")]
    assert len(paths) > 5
    found = {path: browser.post(path.format(**{key: ids[name] for key, name in named.items()})) for path in paths}
    assert {path: answer.status_code for path, answer in found.items()} == dict.fromkeys(paths, 404)


@pytest.mark.parametrize("folder", ["workers", "assessments", "goals", "agency/accounts", "agency/agreements"])
def test_what_is_not_yours_looks_like_what_does_not_exist(
    signed_in: Callable[[str], Browser], ids: Ids, folder: str
) -> None:
    name = {"assessments": "coras-of-wren", "goals": "goal-of-wren", "agency/agreements": "cora-wren"}.get(
        folder, "wren"
    )
    olga = signed_in("olga")
    foreign, nothing = olga.get(f"/{folder}/{ids[name]}"), olga.get(f"/{folder}/{UUID(int=7)}")
    assert foreign.status_code == nothing.status_code == 404
    assert foreign.text == nothing.text
