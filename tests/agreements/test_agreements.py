"""An administrator drafts and ends coaching agreements, with people of the own agency and no others."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlmodel import col, select

from app.audit.models import AuditEntry
from app.people.models import Agreement, AgreementFocus, AgreementTerms
from app.people.permits import Level
from tests.agreements.given import of_sol
from tests.conftest import Browser
from tests.goals.given import words
from tests.world import World

Browse = Callable[..., Browser]
Ask = Callable[[Any], list[Any]]


@pytest.fixture
def ada(browse: Browse) -> Browser:
    return browse("ada")


def fields_for(world: World, **change: object) -> dict[str, object]:
    mapping, planning = world.profiles["safety-mapping"], world.profiles["safety-planning"]
    return {
        "worker": str(world["sol"]), "coach": str(world["cora"]), "supervisor": str(world["stan"]),
        "level": "activity", "starts_on": "2026-12-01", "ends_on": "", "focus": [str(mapping), str(planning)],
        f"rhythm-{mapping}": "1", f"rhythm-{planning}": "3",
    } | change  # fmt: skip


def test_ada_drafts_an_agreement_for_sol_which_opens_nothing(ada: Browser, ask: Ask, world: World) -> None:
    answer = ada.post("/agreements", fields_for(world, level="goals"))
    (made,) = ask(of_sol(world))
    assert answer.headers["location"] == f"/agreements/{made.id}?done=agreement-drafted"
    assert (made.coach_id, made.starts_on, made.ends_on) == (world["cora"], date(2026, 12, 1), None)
    assert (made.opens_at, made.closes_at) == (None, None)
    (terms,) = ask(select(AgreementTerms).where(col(AgreementTerms.agreement_id) == made.id))
    assert (terms.number, terms.supervisor_id, terms.level) == (1, world["stan"], Level.GOALS)
    assert (terms.in_force_at, terms.proposed_by) == (None, world["ada"])
    focuses = ask(select(AgreementFocus).where(col(AgreementFocus.agreement_id) == made.id))
    assert {focus.profile_id: focus.rhythm_months for focus in focuses} == {
        world.profiles["safety-mapping"]: 1, world.profiles["safety-planning"]: 3,
    }  # fmt: skip
    (entry,) = ask(select(AuditEntry).where(col(AuditEntry.subject_id) == made.id))
    assert (entry.action, entry.actor_id) == ("agreement:draft", world["ada"])


def test_a_form_sent_twice_is_one_draft(ada: Browser, ask: Ask, world: World) -> None:
    first, second = (ada.post("/agreements", fields_for(world)) for _ in range(2))
    assert first.headers["location"] == second.headers["location"]
    assert len(ask(of_sol(world))) == 1


def test_another_wording_is_another_draft(ada: Browser, ask: Ask, world: World) -> None:
    ada.post("/agreements", fields_for(world))
    ada.post("/agreements", fields_for(world, level="ratings"))
    assert len(ask(of_sol(world))) == 2


def test_the_list_keeps_drafts_running_and_ended_ones_apart(ada: Browser, world: World) -> None:
    ada.post("/agreements", fields_for(world))
    page = ada.get("/agency/agreements").text
    drafts, _, rest = page.partition(">Running and to come<")
    running, _, ended = rest.partition("Ended agreements")
    assert running.count("Wren Castillo") == 1
    assert "Cora Lindqvist" in running
    assert "Sol Haddad" not in running
    assert "Sol, Cora and Stan" in words(drafts)
    assert "Theo Marsh" not in running + drafts
    assert "Theo Marsh" in ended
    assert "Otto" not in page


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"worker": ""}, "worker"),
        ({"worker": "sol"}, "worker"),
        ({"coach": ""}, "coach"),
        ({"supervisor": "nobody"}, "supervisor"),
        ({"supervisor": "", "level": "goals"}, "level"),
        ({"level": "points"}, "level"),
        ({"level": ""}, "level"),
        ({"focus": []}, "focus"),
        ({"focus": "safety-mapping"}, "focus"),
        ({"focus": "6f1e0a52-5ce4-4d9f-9a53-2ac84ff8f3a1"}, "focus"),
        ({"starts_on": ""}, "starts_on"),
        ({"starts_on": "2026-02-30"}, "starts_on"),
        ({"starts_on": "9999-12-31"}, "starts_on"),
        ({"ends_on": "2026-11-30"}, "ends_on"),
        ({"ends_on": "9999-12-31"}, "ends_on"),
        ({"ends_on": "next year"}, "ends_on"),
    ],
)
def test_what_does_not_do_stands_beside_its_field(
    ada: Browser, ask: Ask, world: World, change: dict[str, object], field: str
) -> None:
    answer = ada.post("/agreements", fields_for(world, **change))
    assert answer.status_code == 422
    assert f'id="error-{field}"' in answer.text
    assert ask(of_sol(world)) == []
    if field != "worker":
        assert f'<option value="{world["sol"]}" selected>' in answer.text


@pytest.mark.parametrize("rhythm", ["", "0", "-1", "4", "1.5", "one", "٣", "12"])
def test_a_rhythm_that_was_not_offered_is_refused(ada: Browser, ask: Ask, world: World, rhythm: str) -> None:
    change = {f"rhythm-{world.profiles['safety-mapping']}": rhythm}
    answer = ada.post("/agreements", fields_for(world, **change))
    assert answer.status_code == 422
    assert 'id="error-focus"' in answer.text
    assert ask(of_sol(world)) == []


@pytest.mark.parametrize(
    ("field", "person"),
    [
        ("worker", "otto"), ("coach", "olga"), ("supervisor", "olga"),  # of another agency
        ("worker", "cora"), ("coach", "wren"), ("supervisor", "wren"),  # without the role
    ],
)  # fmt: skip
def test_somebody_who_was_not_offered_is_refused(ada: Browser, ask: Ask, world: World, field: str, person: str) -> None:
    answer = ada.post("/agreements", fields_for(world, **{field: str(world[person])}))
    assert answer.status_code == 422
    assert f'id="error-{field}"' in answer.text
    assert ask(of_sol(world)) == []


def test_only_people_of_the_own_agency_are_offered(ada: Browser) -> None:
    page = ada.get("/agreements/new").text
    assert "Sol Haddad" in page
    assert "Otto" not in page
    assert "Olga" not in page


def test_a_closed_account_is_not_offered(ada: Browser, world: World) -> None:
    ada.post(f"/agency/accounts/{world['cora']}/closing")
    assert "Cora" not in ada.get("/agreements/new").text
    assert ada.post("/agreements", fields_for(world)).status_code == 422


def test_nobody_coaches_or_supervises_oneself(ada: Browser, ask: Ask, world: World) -> None:
    roles = {"name": "Sue Okafor", "email": "sue@example.org", "roles": ["worker", "coach", "supervisor"]}
    ada.post(f"/agency/accounts/{world['sue']}", roles)
    sue = str(world["sue"])
    answer = ada.post("/agreements", fields_for(world, worker=sue, coach=sue, supervisor=sue))
    assert answer.status_code == 422
    assert "Nobody can be their own coach." in answer.text
    assert "Nobody can be their own supervisor." in answer.text
    assert ask(select(Agreement).where(col(Agreement.worker_id) == world["sue"])) == []


@pytest.mark.parametrize("typed", ["", "soon", "2026-05-31", "2026-11-15", "9999-12-31"])
def test_an_end_that_does_not_do_ends_nothing(ada: Browser, ask: Ask, world: World, typed: str) -> None:
    answer = ada.post(f"/agreements/{world.agreements['cora-wren']}/end", {"go": "on", "ends_on": typed})
    assert answer.status_code == 422
    assert 'id="error-ends_on"' in answer.text
    kept = ask(select(Agreement).where(col(Agreement.id) == world.agreements["cora-wren"]))
    assert kept[0].closes_at is None


def test_an_end_never_moves_later(ada: Browser, world: World) -> None:
    path = f"/agreements/{world.agreements['cora-wren']}/end"
    assert ada.post(path, {"ends_on": "2026-12-31"}).status_code == 303
    assert ada.post(path, {"ends_on": "2027-01-31"}).status_code == 422
    assert ada.post(path, {"ends_on": "2026-12-15"}).status_code == 303


def test_the_last_day_counts_whole(ada: Browser, ask: Ask, world: World) -> None:
    ada.post(f"/agreements/{world.agreements['cora-wren']}/end", {"ends_on": "2026-11-30"})
    kept = ask(select(Agreement).where(col(Agreement.id) == world.agreements["cora-wren"]))
    assert kept[0].closes_at.isoformat() == "2026-12-01T08:00:00+00:00"


def test_what_has_ended_is_not_ended_on_another_day(ada: Browser, ask: Ask, world: World) -> None:
    path = f"/agreements/{world.agreements['theo-wren']}/end"
    assert ada.post(path, {"ends_on": "2026-11-20"}).status_code == 409
    assert ada.post(path, {"go": "now", "sure": "yes"}).status_code == 303
    kept = ask(select(Agreement).where(col(Agreement.id) == world.agreements["theo-wren"]))
    assert kept[0].ends_on == date(2026, 5, 31)


def test_an_agreement_of_another_agency_is_not_there(ada: Browser, ask: Ask, world: World) -> None:
    path = f"/agreements/{world.agreements['olga-otto']}"
    assert [ada.get(path).status_code, ada.get(f"{path}/edit").status_code] == [404, 404]
    for step in ("", "/removal", "/end", "/signature", "/sharing"):
        assert ada.post(f"{path}{step}", {"ends_on": "2026-12-01", "go": "on"}).status_code == 404
    kept = ask(select(Agreement).where(col(Agreement.id) == world.agreements["olga-otto"]))
    assert kept[0].ends_on is None


def test_neither_worker_nor_supervisor_drafts_agreements(browse: Browse, ask: Ask, world: World) -> None:
    for first_name in ("wren", "sol", "sue", "stan"):
        person = browse(first_name)
        assert person.get("/agreements/new").status_code == 404
        assert person.post("/agreements", fields_for(world)).status_code == 404
    assert ask(of_sol(world)) == []


def test_an_agency_without_agreements_reads_what_to_do(browse: Browse, world: World) -> None:
    olga = browse("olga")
    assert (
        olga.post(f"/agreements/{world.agreements['olga-otto']}/end", {"go": "now", "sure": "yes"}).status_code == 303
    )
    page = olga.get("/agency/agreements").text
    assert "No agreement is running." in page
    assert "Otto Brandt" in page


def test_an_administrator_without_a_part_in_coaching_has_no_menu_entry_for_it(browse: Browse) -> None:
    menus = {name: '<a href="/agreements"' in browse(name).get("/my-account").text for name in ("ada", "olga", "wren")}
    assert menus == {"ada": False, "olga": True, "wren": True}


@pytest.mark.parametrize("path", ["/agency/agreements", "/agency/accounts", "/agency/units"])
def test_a_long_list_asks_no_more_questions_than_a_short_one(
    ada: Browser, browse: Browse, path: str, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    olga = browse("olga")
    olga.get(path)  # The words of the profiles are read once and kept.
    assert count_queries(lambda: olga.get(path)) == count_queries(lambda: ada.get(path))
