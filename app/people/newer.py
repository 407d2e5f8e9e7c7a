"""What somebody else has saved, beside what was typed on the page that was opened before."""

from collections.abc import Iterable

from app.people.forms import AccountTyped
from app.people.models import Account, Position, Unit
from app.people.permits import Role
from app.web.revisions import Newer
from app.web.words import day, listed


def newer_unit(unit: Unit, name: str) -> Newer:
    return Newer.between([("Name", unit.name, name)], form="unit-form", place=f"/agency/units/{unit.id}")


def newer_account(account: Account, roles: Iterable[Role], typed: AccountTyped) -> Newer:
    rows = [
        ("Name", account.name, typed.name),
        ("E-mail", account.email, typed.email.lower()),
        ("Roles", _words(roles), _words(typed.chosen)),
    ]
    return Newer.between(rows, form="account-form", place=f"/agency/accounts/{account.id}")


def newer_day(position: Position, typed: str) -> Newer:
    saved = day(position.ends_on) or "none"
    return Newer.between(
        [("Last day", saved, typed)], form="last-day-form", place=f"/agency/accounts/{position.account_id}"
    )


def _words(roles: Iterable[Role]) -> str:
    held = set(roles)
    return listed(role.words for role in Role if role in held) or "none"
