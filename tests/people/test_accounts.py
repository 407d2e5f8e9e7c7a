"""An administrator sets up units, people and positions, of the own agency and no other."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.audit.models import AuditEntry
from app.people.models import Account, AccountRole, Position, PositionKind, Unit
from app.people.permits import Role
from tests.clock import START
from tests.conftest import Browser
from tests.people.test_sign_in import sign_in
from tests.world import PASSWORD, World

NO_ADDRESSES = (
    "a@[b.c", "a:b@c.d", "a;b@c.d", "a,b@c.d", "nia<x@example.org", "(nia)x@example.org", '"nia"@example.org',
    "nia\\@example.org", "nia@exam[ple.org", "nia@example.o>rg", "nia@example.org;x",
)  # fmt: skip
Browse = Callable[..., Browser]
Ask = Callable[[Any], list[Any]]


@pytest.fixture
def ada(browse: Browse) -> Browser:
    return browse("ada")


def named(name: str) -> SelectOfScalar[Account]:
    return select(Account).where(col(Account.name) == name)


def positions_of(world: World, first_name: str) -> SelectOfScalar[Position]:
    return select(Position).where(col(Position.account_id) == world[first_name]).order_by(col(Position.starts_on))


def roles_of(world: World, first_name: str) -> SelectOfScalar[str]:
    return select(AccountRole.role).where(col(AccountRole.account_id) == world[first_name])


def actions_on_record(ask: Ask) -> list[str]:
    entries = ask(select(AuditEntry).where(col(AuditEntry.at) >= START).order_by(col(AuditEntry.sequence)))
    return [entry.action for entry in entries if not entry.action.startswith("sign-in")]


def test_a_new_agency_reads_what_to_do_next(ada: Browser, db: Session) -> None:
    assert "What to do next" not in ada.get("/agency").text
    for table in ("agreement_signature", "agreement_terms", "agreement_focus", "agreement"):
        db.execute(sa.text(f"DELETE FROM {table}"))
    db.commit()
    page = ada.get("/agency").text
    assert "What to do next" in page
    assert "Done: two units." in page


def test_ada_adds_a_unit_and_renames_it(ada: Browser, ask: Ask) -> None:
    assert ada.post("/agency/units", {"name": " Intake "}).headers["location"] == "/agency/units?done=unit-saved"
    unit = ask(select(Unit).where(col(Unit.name) == "Intake"))[0]
    assert ada.post(f"/agency/units/{unit.id}", {"name": "Intake, Harbor"}).status_code == 303
    page = ada.get("/agency/units?done=unit-saved").text
    assert "Intake, Harbor" in page
    assert "The unit is saved." in page
    assert actions_on_record(ask) == ["unit:add", "unit:rename"]


@pytest.mark.parametrize("name", ["", "   ", "North", "x" * 201, "In\ntake", "\u202einverted", "\u200b"])
def test_a_name_that_does_not_do_is_kept_and_explained(ada: Browser, ask: Ask, world: World, name: str) -> None:
    for path in ("/agency/units", f"/agency/units/{world.units['south']}"):
        answer = ada.post(path, {"name": name})
        assert answer.status_code == 422
        assert 'id="error-name"' in answer.text
    assert sorted(ask(select(Unit.name))) == ["North", "South", "West"]


def test_the_same_name_written_in_two_ways_is_one_name(ada: Browser) -> None:
    assert ada.post("/agency/units", {"name": "Café"}).status_code == 303
    assert ada.post("/agency/units", {"name": "Cafe\u0301"}).status_code == 422


def test_no_role_is_ticked_beforehand(ada: Browser) -> None:
    assert not re.search(r'name="roles"[^>]*checked', ada.get("/agency/accounts/new").text)


def test_ada_adds_a_person_who_then_signs_in(ada: Browser, browse: Browse, ask: Ask) -> None:
    fields = {
        "name": "Nia Ford",
        "email": "Nia@Example.org",
        "roles": ["worker", "coach"],
        "password": "four new words here",
    }
    answer = ada.post("/agency/accounts", fields)
    nia = ask(named("Nia Ford"))[0]
    assert answer.headers["location"] == f"/agency/accounts/{nia.id}?done=account-saved"
    held = ask(select(AccountRole.role).where(col(AccountRole.account_id) == nia.id))
    assert sorted(held) == [Role.COACH, Role.WORKER]
    assert sign_in(browse(), "nia@example.org", "four new words here").status_code == 303


def test_without_a_first_password_nobody_signs_in(ada: Browser, browse: Browse) -> None:
    ada.post("/agency/accounts", {"name": "Nia Ford", "email": "nia@example.org", "roles": "worker", "password": ""})
    assert sign_in(browse(), "nia@example.org", "").status_code == 422


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"email": "nia"}, "email"),
        ({"email": "nia@b@c.org"}, "email"),
        ({"email": "nia@example"}, "email"),
        ({"email": "nia @example.org"}, "email"),
        ({"email": "nia@example.org\r\nBcc: x@example.org"}, "email"),
        ({"email": "WREN@example.org"}, "email"),
        # Each of these would go to somebody else, to nobody, or stop the run.
        *[({"email": email}, "email") for email in NO_ADDRESSES],
        ({"roles": []}, "roles"),
        ({"roles": "owner"}, "roles"),
        ({"password": "fourteen chars"}, "password"),
        ({"password": "x" * 257}, "password"),
        ({"password": "aaaaaaaaaaaaaaaaaaaa"}, "password"),
        ({"password": "passwordpasswordpassword"}, "password"),
    ],
)
def test_what_does_not_do_stands_beside_its_field_and_stores_nothing(
    ada: Browser, ask: Ask, wrong: dict[str, object], field: str
) -> None:
    fields = {"name": "Nia Ford", "email": "nia@example.org", "roles": "worker", "password": ""} | wrong
    answer = ada.post("/agency/accounts", fields)
    assert answer.status_code == 422
    assert f'id="error-{field}"' in answer.text
    if "name" not in wrong:
        assert 'value="Nia Ford"' in answer.text
    assert ask(named("Nia Ford")) == []


@pytest.mark.parametrize(("length", "status"), [(14, 422), (15, 303), (64, 303), (256, 303), (257, 422)])
def test_length_is_what_makes_a_password(ada: Browser, length: int, status: int) -> None:
    password = ("plain words in a row, " * 20)[: length - 1] + "!"
    fields = {"name": "Nia Ford", "email": "nia@example.org", "roles": "worker", "password": password}
    assert ada.post("/agency/accounts", fields).status_code == status


def test_a_long_password_counts_to_its_last_character(ada: Browser, browse: Browse) -> None:
    password = ("plain words in a row, " * 20)[:255]
    fields = {"name": "Nia Ford", "email": "nia@example.org", "roles": "worker", "password": password + "!"}
    ada.post("/agency/accounts", fields)
    assert sign_in(browse(), "nia@example.org", password + "?").status_code == 422
    assert sign_in(browse(), "nia@example.org", password + "!").status_code == 303


def test_fields_that_the_form_does_not_have_change_nothing(ada: Browser, ask: Ask, world: World) -> None:
    fields = {
        "name": "Nia Ford", "email": "nia@example.org", "roles": "worker", "agency_id": str(world.other_agency),
        "id": str(world["otto"]), "password_hash": "x", "disabled_at": "2026-01-01", "created_at": "1999-01-01",
    }  # fmt: skip
    assert ada.post("/agency/accounts", fields).status_code == 303
    nia = ask(named("Nia Ford"))[0]
    assert (nia.agency_id, nia.password_hash, nia.disabled_at) == (world.agency, None, None)
    assert nia.id != world["otto"]


def test_a_role_that_is_taken_away_counts_from_the_next_click(ada: Browser, browse: Browse, world: World) -> None:
    cora = browse("cora")
    assert cora.get("/agency").status_code == 404
    path, fields = f"/agency/accounts/{world['cora']}", {"name": "Cora Lindqvist", "email": "cora@example.org"}
    assert ada.post(path, {**fields, "roles": ["coach", "administrator"]}).status_code == 303
    assert cora.get("/agency").status_code == 200
    assert ada.post(path, {**fields, "roles": "coach"}).status_code == 303
    assert cora.get("/agency").status_code == 404


def test_ada_cannot_lock_herself_out(ada: Browser, ask: Ask, world: World) -> None:
    fields = {"name": "Ada Moreau", "email": "ada@example.org", "roles": "worker"}
    answer = ada.post(f"/agency/accounts/{world['ada']}", fields)
    assert answer.status_code == 422
    assert "Ask another administrator to take this role from you." in answer.text
    assert "Close the account" not in ada.get(f"/agency/accounts/{world['ada']}").text
    closing = ada.post(f"/agency/accounts/{world['ada']}/closing")
    assert closing.status_code == 422
    assert "You cannot close your own account." in closing.text
    assert ask(roles_of(world, "ada")) == [Role.ADMINISTRATOR]
    assert ask(named("Ada Moreau"))[0].disabled_at is None


def test_a_closed_account_is_out_at_once_and_comes_back_with_its_password(
    ada: Browser, browse: Browse, world: World
) -> None:
    wren = browse("wren")
    assert ada.post(f"/agency/accounts/{world['wren']}/closing").status_code == 303
    assert wren.get("/my-account").status_code == 303
    assert sign_in(browse(), "wren@example.org", PASSWORD).status_code == 422
    assert "closed" in ada.get("/agency/accounts").text
    assert ada.post(f"/agency/accounts/{world['wren']}/reopening").status_code == 303
    assert wren.get("/my-account").status_code == 303
    assert sign_in(browse(), "wren@example.org", PASSWORD).status_code == 303


def test_a_password_set_by_ada_signs_the_person_out_everywhere(ada: Browser, browse: Browse, world: World) -> None:
    wren = browse("wren")
    path = f"/agency/accounts/{world['wren']}/password"
    assert ada.post(path, {"password": "short"}).status_code == 422
    assert wren.get("/my-account").status_code == 200
    assert ada.post(path, {"password": "another four plain words"}).status_code == 303
    assert wren.get("/my-account").status_code == 303
    assert sign_in(browse(), "wren@example.org", PASSWORD).status_code == 422
    assert sign_in(browse(), "wren@example.org", "another four plain words").status_code == 303


def test_wren_changes_the_own_password_with_the_present_one(browse: Browse) -> None:
    here, elsewhere = browse("wren"), browse("wren")
    wrong = here.post("/my-account", {"present": "not it", "password": "another four plain words"})
    assert wrong.status_code == 422
    assert "This is not your present password." in wrong.text
    assert here.post("/my-account", {"present": PASSWORD, "password": "short"}).status_code == 422
    assert elsewhere.get("/my-account").status_code == 200
    answer = here.post("/my-account", {"present": PASSWORD, "password": "another four plain words"})
    assert answer.headers["location"] == "/my-account?done=password-set"
    fresh = answer.headers["set-cookie"].partition("=")[2].partition(";")[0]
    here.client.cookies.clear()
    here.client.cookies.set("ninestep", fresh)
    assert here.get("/my-account").status_code == 200
    assert elsewhere.get("/my-account").status_code == 303
    assert sign_in(browse(), "wren@example.org", "another four plain words").status_code == 303


def test_a_new_position_ends_the_earlier_one_the_day_before(ada: Browser, ask: Ask, world: World) -> None:
    path = f"/agency/accounts/{world['wren']}/positions"
    fields = {"unit": str(world.units["south"]), "kind": "supervisor", "starts_on": "2026-12-01", "ends_on": ""}
    assert ada.post(path, fields).status_code == 303
    held = ask(positions_of(world, "wren"))
    assert [(position.unit_id, position.kind, position.starts_on, position.ends_on) for position in held] == [
        (world.units["north"], PositionKind.SOCIAL_WORKER, date(2025, 10, 1), date(2026, 11, 30)),
        (world.units["south"], PositionKind.SUPERVISOR, date(2026, 12, 1), None),
    ]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"starts_on": ""}, "starts_on"),
        ({"starts_on": "2026-02-30"}, "starts_on"),
        ({"starts_on": "01/02/2026"}, "starts_on"),
        ({"starts_on": "20261201"}, "starts_on"),
        ({"starts_on": "2026-W49-2"}, "starts_on"),
        ({"starts_on": "0000-01-01"}, "starts_on"),
        ({"starts_on": "9999-12-31"}, "starts_on"),
        ({"starts_on": "2025-10-01"}, "starts_on"),
        ({"ends_on": "2026-11-30"}, "ends_on"),
        ({"ends_on": "9999-12-31"}, "ends_on"),
        ({"unit": ""}, "unit"),
        ({"unit": "north"}, "unit"),
        ({"kind": "director"}, "kind"),
    ],
)
def test_a_position_that_does_not_do_changes_none(
    ada: Browser, ask: Ask, world: World, wrong: dict[str, str], field: str
) -> None:
    fields = {"unit": str(world.units["south"]), "kind": "manager", "starts_on": "2026-12-01", "ends_on": ""}
    answer = ada.post(f"/agency/accounts/{world['wren']}/positions", fields | wrong)
    assert answer.status_code == 422
    assert f'id="error-{field}"' in answer.text
    assert [position.ends_on for position in ask(positions_of(world, "wren"))] == [None]


def test_a_position_ends_on_a_day_after_it_began(ada: Browser, ask: Ask, world: World) -> None:
    position = ask(positions_of(world, "wren"))[0]
    path = f"/agency/accounts/{world['wren']}/positions/{position.id}/end"
    for typed in ("", "soon", "2025-09-30"):
        answer = ada.post(path, {"last_day": typed})
        assert answer.status_code == 422
        assert 'id="error-last_day"' in answer.text
    assert ada.post(path, {"last_day": "2026-12-31"}).status_code == 303
    assert ask(positions_of(world, "wren"))[0].ends_on == date(2026, 12, 31)


def test_a_last_day_that_is_set_moves_earlier_and_never_later(ada: Browser, ask: Ask, world: World) -> None:
    position = ask(positions_of(world, "wren"))[0]
    path = f"/agency/accounts/{world['wren']}/positions/{position.id}/end"
    found = [ada.post(path, {"last_day": day}).status_code for day in ("2026-11-30", "2026-12-01", "2026-11-20")]
    assert found == [303, 422, 303]
    assert ask(positions_of(world, "wren"))[0].ends_on == date(2026, 11, 20)


def test_a_position_never_ends_inside_the_next_one(ada: Browser, db: Session, ask: Ask, world: World) -> None:
    fields = {"unit": str(world.units["south"]), "kind": "manager", "starts_on": "2026-12-01", "ends_on": ""}
    assert ada.post(f"/agency/accounts/{world['wren']}/positions", fields).status_code == 303
    earlier, later = ask(positions_of(world, "wren"))
    path = f"/agency/accounts/{world['wren']}/positions/{earlier.id}/end"
    assert "This position ends before that day." in ada.post(path, {"last_day": "2027-01-31"}).text
    db.execute(sa.update(Position).where(col(Position.id) == earlier.id).values(ends_on=None))
    db.commit()
    assert "Another position begins before that day." in ada.post(path, {"last_day": "2026-12-01"}).text
    assert ada.post(path, {"last_day": "2026-11-30"}).status_code == 303
    assert [held.ends_on for held in ask(positions_of(world, "wren"))] == [date(2026, 11, 30), None]


def test_the_record_names_the_fields_that_changed_and_of_roles_alone_what_they_were(
    ada: Browser, ask: Ask, world: World
) -> None:
    path = f"/agency/accounts/{world['cora']}"
    for change in ({}, {"email": "lindqvist@example.org"}, {"name": "Cora Lind", "roles": ["coach", "worker"]}):
        fields = {"name": "Cora Lindqvist", "email": "lindqvist@example.org", "roles": "coach"} | change
        before = {"email": "cora@example.org"} if not change else {}
        assert ada.post(path, fields | before).status_code == 303
    entries = ask(select(AuditEntry).where(col(AuditEntry.action) == "account:change"))
    assert [entry.details for entry in entries] == [
        {"changed": ["email"]}, {"changed": ["name", "roles"], "roles": ["coach", "worker"], "roles_were": ["coach"]},
    ]  # fmt: skip


def test_nothing_of_another_agency_is_there(ada: Browser, ask: Ask, world: World) -> None:
    otto, west = world["otto"], world.units["west"]
    position = ask(positions_of(world, "otto"))[0]
    own = f"/agency/accounts/{world['wren']}"
    there = f"/agency/accounts/{otto}"
    assert [ada.get(path).status_code for path in (there, f"/agency/units/{west}")] == [404, 404]
    posts = {
        there: {"name": "Otto", "email": "o@example.org", "roles": "worker"},
        f"{there}/password": {"password": "another four plain words"}, f"{there}/closing": {}, f"{there}/reopening": {},
        f"{there}/positions": {"unit": str(world.units["north"]), "kind": "manager", "starts_on": "2026-12-01"},
        f"{there}/positions/{position.id}/end": {"last_day": "2026-12-01"},
        f"{own}/positions/{position.id}/end": {"last_day": "2026-12-01"},
        f"/agency/units/{west}": {"name": "East"},
    }  # fmt: skip
    assert {path: ada.post(path, fields).status_code for path, fields in posts.items()} == dict.fromkeys(posts, 404)
    foreign_unit = {"unit": str(west), "kind": "manager", "starts_on": "2026-12-01"}
    assert ada.post(f"{own}/positions", foreign_unit).status_code == 422
    assert "Otto" not in ada.get("/agency/accounts").text
    assert "West" not in ada.get("/agency/units").text + ada.get(own).text
    assert set(actions_on_record(ask)) == {"access:refuse"}


def test_only_an_administrator_sets_people_up(browse: Browse, world: World) -> None:
    for first_name in ("wren", "cora", "sue"):
        person = browse(first_name)
        assert person.post("/agency/units", {"name": "Intake"}).status_code == 404
        assert person.post(f"/agency/accounts/{world['ada']}/closing").status_code == 404


def test_what_people_type_is_shown_as_text(ada: Browser) -> None:
    name = "<script>alert(1)</script>{{ 7 * 7 }}"
    assert ada.post("/agency/units", {"name": name}).status_code == 303
    page = ada.get("/agency/units").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 * 7 }}" in page
