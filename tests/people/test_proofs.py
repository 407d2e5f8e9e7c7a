"""What matters most asks for the own password again, unless it was typed in the last five minutes."""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from sqlmodel import Session, col, select

from app.db import Database
from app.people import account_routes, actions, chosen, proofs
from app.people.access import Viewer
from app.people.forms import AccountTyped
from app.people.links import make_link
from app.people.models import Account, FailedTry, LinkKind, SignIn
from app.people.permits import Role
from app.people.queries import roles_of
from app.web.revisions import take
from tests.clock import Clock
from tests.conftest import Browser
from tests.people.test_demo_sign_in import click
from tests.people.test_sign_in import sign_in
from tests.world import PASSWORD, World

Browse = Callable[..., Browser]
Ask = Callable[[Any], list[Any]]
NEW = "another four plain words"
CORA = {"name": "Cora Lindqvist", "email": "cora@example.org", "roles": "coach"}
# Address behind the account's, fields, and the field for the own password.
SENSITIVE: dict[str, tuple[str, dict[str, Any], str]] = {
    "roles": ("", {**CORA, "roles": ["coach", "administrator"]}, "own_password_change"),
    "address": ("", {**CORA, "email": "other@example.org"}, "own_password_change"),
    "password": ("/password", {"password": NEW}, "own_password_password"),
    "closing": ("/closing", {}, "own_password_closing"),
    "reopening": ("/reopening", {}, "own_password_closing"),
}


@pytest.fixture
def ada(browse: Browse) -> Browser:
    return browse("ada")


def state(ask: Ask, database: Database, world: World) -> tuple[Any, ...]:
    cora = ask(select(Account).where(col(Account.id) == world["cora"]))[0]
    with database.reading() as db:
        return cora.email, cora.password_hash, cora.disabled_at, roles_of(db, cora.id)


@pytest.mark.parametrize("change", SENSITIVE)
def test_a_change_that_matters_is_done_while_the_sign_in_is_fresh(
    ada: Browser, clock: Clock, world: World, change: str
) -> None:
    tail, fields, field = SENSITIVE[change]
    clock.forward(minutes=4, seconds=59)
    assert field not in ada.get(f"/agency/accounts/{world['cora']}").text
    assert ada.post(f"/agency/accounts/{world['cora']}{tail}", fields).status_code == 303


@pytest.mark.parametrize("typed", [None, "", "not her password"])
@pytest.mark.parametrize("change", SENSITIVE)
def test_later_it_asks_beside_its_field_and_nothing_is_changed(
    ada: Browser, clock: Clock, world: World, ask: Ask, database: Database, change: str, typed: str | None
) -> None:
    tail, fields, field = SENSITIVE[change]
    before = state(ask, database, world)
    clock.forward(minutes=5)
    page = ada.get(f"/agency/accounts/{world['cora']}").text
    assert f'name="{field}"' in page
    answer = ada.post(f"/agency/accounts/{world['cora']}{tail}", fields | ({field: typed} if typed is not None else {}))
    assert answer.status_code == 422
    assert answer.text.count(f'id="error-{field}"') == 1
    assert "not her password" not in answer.text
    if change == "address":
        assert 'value="other@example.org"' in answer.text
    assert state(ask, database, world) == before
    assert len(ask(select(FailedTry))) == (1 if typed else 0)


@pytest.mark.parametrize("change", SENSITIVE)
def test_with_the_own_password_it_is_done_and_the_next_is_not_asked(
    ada: Browser, clock: Clock, world: World, change: str
) -> None:
    tail, fields, field = SENSITIVE[change]
    clock.forward(minutes=10)
    assert ada.post(f"/agency/accounts/{world['cora']}{tail}", fields | {field: PASSWORD}).status_code == 303
    assert field not in ada.get(f"/agency/accounts/{world['wren']}").text
    assert ada.post(f"/agency/accounts/{world['wren']}/closing").status_code == 303


def test_a_new_account_gives_rights_and_asks_too(ada: Browser, clock: Clock, ask: Ask) -> None:
    fields = {"name": "Nia Ford", "email": "nia@example.org", "roles": "administrator", "password": ""}
    clock.forward(minutes=6)
    assert "own_password_add" in ada.get("/agency/accounts/new").text
    answer = ada.post("/agency/accounts", fields)
    assert answer.status_code == 422
    assert 'value="Nia Ford"' in answer.text
    assert ask(select(Account).where(col(Account.name) == "Nia Ford")) == []
    assert ada.post("/agency/accounts", fields | {"own_password_add": PASSWORD}).status_code == 303


def test_a_name_is_put_right_without_being_asked(ada: Browser, clock: Clock, world: World) -> None:
    clock.forward(hours=1)
    path = f"/agency/accounts/{world['cora']}"
    assert ada.post(path, {**CORA, "name": "Cora Lind", "own_password_change": ""}).status_code == 303


def test_wrong_own_passwords_are_slowed_and_keep_nobody_out(
    ada: Browser, browse: Browse, clock: Clock, world: World
) -> None:
    clock.forward(minutes=6)
    path = f"/agency/accounts/{world['cora']}/closing"
    for _ in range(5):
        assert "This is not your own password." in ada.post(path, {"own_password_closing": "wrong"}).text
    early = ada.post(path, {"own_password_closing": PASSWORD})
    assert (early.status_code, "Wait 1 second, then try again." in early.text) == (422, True)
    # At the door nothing of this counts, and what others try there does not count here.
    assert sign_in(browse(), "ada@example.org", PASSWORD).status_code == 303
    assert ada.get("/agency").status_code == 200
    clock.forward(seconds=2)
    assert ada.post(path, {"own_password_closing": PASSWORD}).status_code == 303


def test_the_present_password_is_slowed_in_the_same_way(browse: Browse, clock: Clock) -> None:
    wren = browse("wren")
    for _ in range(5):
        answer = wren.post("/my-account", {"present": "wrong", "password": NEW})
        assert "This is not your present password." in answer.text
    assert "Wait 1 second" in wren.post("/my-account", {"present": PASSWORD, "password": NEW}).text
    clock.forward(seconds=1)
    assert wren.post("/my-account", {"present": PASSWORD, "password": NEW}).status_code == 303


def test_an_invented_person_has_no_password_and_is_never_asked(
    browse: Browse, database: Database, clock: Clock
) -> None:
    with database.writing() as db:
        agency = actions.add_agency(db, name="Meadow County", time_zone="UTC", at=clock(), invented=True)
        made = {
            role: actions.add_account(
                db, None, agency=agency, name=f"{role} Ford", email=f"{role}@meadow.example", roles={role},
                password=None, at=clock(),
            ).id
            for role in (Role.ADMINISTRATOR, Role.COACH)
        }  # fmt: skip
    nia = browse()
    assert click(nia, made[Role.ADMINISTRATOR]) == 303
    clock.forward(hours=2)
    assert "own_password" not in nia.get(f"/agency/accounts/{made[Role.COACH]}").text
    assert nia.post(f"/agency/accounts/{made[Role.COACH]}/closing").status_code == 303


def test_nobody_without_the_right_makes_the_program_work_on_a_password(
    browse: Browse, monkeypatch: pytest.MonkeyPatch, world: World
) -> None:
    made: list[str] = []

    def noting(password: str) -> str:
        made.append(password)
        return "hash"

    monkeypatch.setattr(chosen, "hashed", noting)
    for browser in (browse(), browse("cora")):
        browser.get("/sign-in")
        browser.post(f"/agency/accounts/{world['wren']}/password", {"password": NEW})
    assert made == []


def test_a_password_changed_between_check_and_change_proves_nothing(
    browse: Browse, database: Database, world: World, ask: Ask, clock: Clock
) -> None:
    browse("ada")
    kept = ask(select(Account.password_hash).where(col(Account.id) == world["ada"]))[0]
    right = proofs.Proof("own", is_typed=True, fits=kept)
    with database.writing() as db:
        ada = db.get_one(Account, world["ada"])
        actions.set_password(db, None, ada, password=NEW, at=clock())
        assert not proofs._is_right(db, right, ada.id)
        assert proofs._is_right(db, proofs.Proof("own", is_typed=True, fits=ada.password_hash), ada.id)
    assert re.match(r"\$argon2id", kept)
    assert len(ask(select(SignIn).where(col(SignIn.ended_at).is_(None)))) == 0


@pytest.mark.parametrize("whose", ["own", "named", "new", "link"])
def test_a_new_password_is_measured_while_everybody_else_can_save(
    browse: Browse, database: Database, world: World, monkeypatch: pytest.MonkeyPatch, clock: Clock, whose: str
) -> None:
    measured: list[tuple[str, Any]] = []

    def while_another_saves(password: str, known: Any = ()) -> None:
        with database.writing() as db:
            take(db, db.get_one(Account, world["wren"]))
            measured.append((password, tuple(known)))

    monkeypatch.setattr(chosen, "password_problem", while_another_saves)
    with database.writing() as db:
        _, token = make_link(db, db.get_one(Account, world["wren"]), LinkKind.RESET, at=clock())
    account = {"name": "Nia Ford", "email": "Nia@example.org", "roles": "coach", "password": NEW}
    person, path, fields = {
        "own": ("wren", "/my-account", {"present": PASSWORD, "password": NEW}),
        "named": ("ada", f"/agency/accounts/{world['wren']}/password", {"password": NEW}),
        "new": ("ada", "/agency/accounts", account),
        "link": ("cora", f"/links/{token}", {"password": NEW}),
    }[whose]
    assert browse(person).post(path, fields).status_code == 303
    wren = ("Bay County", "Wren Castillo", "wren@example.org")
    assert measured == [(NEW, ("Bay County", "Nia Ford", "nia@example.org") if whose == "new" else wren)]


@pytest.mark.parametrize("named", ["otto", "nobody", "no-id"])
def test_nobodys_password_is_measured_for_who_cannot_set_it(
    ada: Browser, world: World, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    measured: list[str] = []
    monkeypatch.setattr(chosen, "password_problem", lambda password, _known: measured.append(password))
    account = {"otto": world["otto"], "nobody": uuid4(), "no-id": "no-id"}[named]
    assert ada.post(f"/agency/accounts/{account}/password", {"password": NEW}).status_code == 404
    assert measured == []


@pytest.mark.parametrize("other", [{"roles": "worker"}, {"email": "other@example.org"}])
def test_roles_and_address_that_changed_while_a_form_was_on_its_way_are_not_put_back_without_the_password(
    ada: Browser, database: Database, world: World, viewer: Callable[[str], Viewer], ask: Ask, clock: Clock,
    monkeypatch: pytest.MonkeyPatch, other: dict[str, str],
) -> None:  # fmt: skip
    """Her form changes the name alone when it comes; another administrator is done before it has its turn."""
    clock.forward(hours=1)
    olga, changes_entry = viewer("ada"), account_routes._changes_entry

    def looking(db: Session, account: Account, typed: AccountTyped) -> bool:
        found = changes_entry(db, account, typed)
        now = {**CORA, **other}
        actions.change_account(
            db, olga, account, name=now["name"], email=now["email"], roles={Role(now["roles"])}, at=clock()
        )
        return found

    monkeypatch.setattr(account_routes, "_changes_entry", looking)
    answer = ada.post(f"/agency/accounts/{world['cora']}", {**CORA, "name": "Cora Lind"})
    assert answer.status_code == 409
    assert 'value="Cora Lind"' in answer.text
    with database.reading() as db:
        cora = db.get_one(Account, world["cora"])
        assert (cora.name, {**CORA, **other}) == (
            "Cora Lindqvist", {"name": cora.name, "email": cora.email, "roles": roles_of(db, cora.id)[0].value},
        )  # fmt: skip
