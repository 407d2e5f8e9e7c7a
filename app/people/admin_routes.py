"""The administrator's pages: the agency, its units, accounts and positions."""

from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from app.clock import Now
from app.db import Db
from app.people import actions, forms
from app.people.access import Viewer, worker_or_404
from app.people.models import Account, Agency, PositionKind, Unit
from app.people.newer import newer_account, newer_day, newer_unit
from app.people.once import MadeOnce
from app.people.permits import Permission, Role
from app.people.queries import (
    accounts_of,
    agency_counts,
    position_or_404,
    positions_of,
    roles_of,
    unit_or_404,
    units_of,
)
from app.people.signin import Permit, SignedIn
from app.web.errors import NewerError, ProblemsError
from app.web.forms import PostedForm
from app.web.pages import page, see_other
from app.web.paging import AskedPage, Paging
from app.web.revisions import Newer, revision_of

router = APIRouter(prefix="/agency")
manages = [Depends(Permit(Permission.MANAGE_PEOPLE))]

ROLE_HELP = {
    Role.WORKER: "Assesses their own practice, sets goals and sees their own growth.",
    Role.COACH: "Rates the people in their agreements and sets goals with them.",
    Role.SUPERVISOR: "Sees for their unit that assessments took place, and when.",
    Role.ACADEMY_LEAD: "Reads the practice profiles.",
    Role.ADMINISTRATOR: "Sets up units, people and agreements. Sees no assessments.",
    Role.REVIEWER: "Reads the practice profiles.",
}


@router.get("", dependencies=manages)
def show_agency(request: Request, db: Db, now: Now, viewer: SignedIn) -> Response:
    return page(request, "people/agency.html", counts=agency_counts(db, viewer, now=now))


@router.get("/units", dependencies=manages)
def list_units(request: Request, db: Db, now: Now, viewer: SignedIn, paging: AskedPage) -> Response:
    return _units_page(request, db, now, viewer, paging=paging)


@router.post("/units", dependencies=manages)
def add_unit(request: Request, db: Db, now: Now, viewer: SignedIn, form: PostedForm, once: MadeOnce) -> Response:
    name = forms.read_name(form)
    try:
        actions.add_unit(db, viewer, agency=db.get_one(Agency, viewer.agency_id), name=name, at=now)
    except ProblemsError as error:
        return _units_page(request, db, now, viewer, status=422, name=name, errors=error.problems)
    return once.keep(see_other("/agency/units", done="unit-saved"))


@router.get("/units/{unit_id}", dependencies=manages)
def show_unit(request: Request, db: Db, viewer: SignedIn, unit_id: UUID) -> Response:
    unit = unit_or_404(db, viewer, unit_id)
    return _unit_page(request, unit, name=unit.name)


@router.post("/units/{unit_id}", dependencies=manages)
def rename_unit(request: Request, db: Db, now: Now, viewer: SignedIn, form: PostedForm, unit_id: UUID) -> Response:
    unit, name = unit_or_404(db, viewer, unit_id), forms.read_name(form)
    try:
        actions.rename_unit(db, viewer, unit, name=name, at=now, revision=revision_of(form))
    except NewerError:
        return _unit_page(request, unit, status=409, name=name, newer=newer_unit(unit, name))
    except ProblemsError as error:
        return _unit_page(request, unit, status=422, name=name, errors=error.problems)
    return see_other("/agency/units", done="unit-saved")


@router.get("/accounts", dependencies=manages)
def list_accounts(request: Request, db: Db, now: Now, viewer: SignedIn, paging: AskedPage) -> Response:
    accounts = accounts_of(db, viewer, paging, now=now)
    return page(request, "people/accounts.html", accounts=accounts, paging=paging)


@router.get("/accounts/new", dependencies=manages)
def new_account(request: Request, viewer: SignedIn) -> Response:
    return _new_account_page(request, forms.AccountTyped())


@router.post("/accounts", dependencies=manages)
def add_account(request: Request, db: Db, now: Now, viewer: SignedIn, form: PostedForm, once: MadeOnce) -> Response:
    typed = forms.read_account(form)
    try:
        account = actions.add_account(
            db, viewer, agency=db.get_one(Agency, viewer.agency_id), name=typed.name, email=typed.email,
            roles=typed.chosen, password=form.untrimmed("password") or None, at=now,
        )  # fmt: skip
    except ProblemsError as error:
        return _new_account_page(request, typed, status=422, errors=error.problems)
    return once.keep(see_other(f"/agency/accounts/{account.id}", done="account-saved"))


@router.get("/accounts/{account_id}", dependencies=manages)
def show_account(request: Request, db: Db, now: Now, viewer: SignedIn, account_id: UUID) -> Response:
    return _account_page(request, db, now, viewer, _account(db, now, viewer, account_id))


@router.post("/accounts/{account_id}", dependencies=manages)
def change_account(
    request: Request, db: Db, now: Now, viewer: SignedIn, form: PostedForm, account_id: UUID
) -> Response:
    account, typed = _account(db, now, viewer, account_id), forms.read_account(form)
    try:
        actions.change_account(
            db, viewer, account, name=typed.name, email=typed.email, roles=typed.chosen, at=now,
            revision=revision_of(form),
        )  # fmt: skip
    except NewerError:
        newer = newer_account(account, roles_of(db, account.id), typed)
        return _account_page(request, db, now, viewer, account, typed=typed, newer=newer)
    except ProblemsError as error:
        return _account_page(request, db, now, viewer, account, typed=typed, errors=error.problems)
    return see_other(f"/agency/accounts/{account.id}", done="account-saved")


@router.post("/accounts/{account_id}/password", dependencies=manages)
def set_password(request: Request, db: Db, now: Now, viewer: SignedIn, form: PostedForm, account_id: UUID) -> Response:
    account = _account(db, now, viewer, account_id)
    try:
        actions.set_password(db, viewer, account, password=form.untrimmed("password"), at=now)
    except ProblemsError as error:
        return _account_page(request, db, now, viewer, account, errors=error.problems)
    return see_other(f"/agency/accounts/{account.id}", done="password-set")


@router.post("/accounts/{account_id}/closing", dependencies=manages)
def close_account(request: Request, db: Db, now: Now, viewer: SignedIn, form: PostedForm, account_id: UUID) -> Response:
    account = _account(db, now, viewer, account_id)
    try:
        actions.disable_account(db, viewer, account, at=now)
    except ProblemsError as error:
        return _account_page(request, db, now, viewer, account, errors=error.problems)
    return see_other(f"/agency/accounts/{account.id}", done="account-closed")


@router.post("/accounts/{account_id}/reopening", dependencies=manages)
def reopen_account(db: Db, now: Now, viewer: SignedIn, form: PostedForm, account_id: UUID) -> Response:
    account = _account(db, now, viewer, account_id)
    actions.enable_account(db, viewer, account, at=now)
    return see_other(f"/agency/accounts/{account.id}", done="account-open")


@router.post("/accounts/{account_id}/positions", dependencies=manages)
def add_position(
    request: Request, db: Db, now: Now, viewer: SignedIn, form: PostedForm, once: MadeOnce, account_id: UUID
) -> Response:
    account, typed = _account(db, now, viewer, account_id), forms.read_position(form)
    units = {row.id for row in units_of(db, viewer, on=viewer.today(now))}
    try:
        values = forms.position_values(form, units)
        actions.add_position(
            db, viewer, account, unit=unit_or_404(db, viewer, values.unit_id), kind=values.kind,
            starts_on=values.starts_on, ends_on=values.ends_on, at=now,
        )  # fmt: skip
    except ProblemsError as error:
        return _account_page(request, db, now, viewer, account, position=typed, errors=error.problems)
    return once.keep(see_other(f"/agency/accounts/{account.id}", done="position-saved"))


@router.post("/accounts/{account_id}/positions/{position_id}/end", dependencies=manages)
def end_position(
    request: Request, db: Db, now: Now, viewer: SignedIn, form: PostedForm, account_id: UUID, position_id: UUID
) -> Response:
    account = _account(db, now, viewer, account_id)
    position = position_or_404(db, account, position_id)
    typed = form.text("last_day")
    try:
        day = forms.day_of(form, "last_day")
        actions.end_position(db, viewer, account, position, on=day, at=now, revision=revision_of(form))
    except NewerError:
        newer = newer_day(position, typed)
        return _account_page(request, db, now, viewer, account, last_day=typed, newer=newer)
    except ProblemsError as error:
        return _account_page(request, db, now, viewer, account, last_day=typed, errors=error.problems)
    return see_other(f"/agency/accounts/{account.id}", done="position-saved")


def _account(db: Session, now: Now, viewer: Viewer, account_id: UUID) -> Account:
    return worker_or_404(db, viewer, Permission.MANAGE_PEOPLE, account_id, now=now)


def _units_page(
    request: Request, db: Session, now: Now, viewer: Viewer, *, status: int = 200, name: str = "",
    errors: dict[str, str] | None = None, paging: Paging | None = None,
) -> Response:  # fmt: skip
    paging = paging or Paging()
    units = units_of(db, viewer, on=viewer.today(now), paging=paging)
    return page(
        request, "people/units.html", status=status, units=units, name=name, errors=errors or {}, paging=paging
    )  # fmt: skip


def _unit_page(
    request: Request, unit: Unit, *, name: str, status: int = 200, errors: dict[str, str] | None = None,
    newer: Newer | None = None,
) -> Response:  # fmt: skip
    return page(request, "people/unit.html", status=status, unit=unit, name=name, errors=errors or {}, newer=newer)


def _new_account_page(
    request: Request, typed: forms.AccountTyped, *, status: int = 200, errors: dict[str, str] | None = None
) -> Response:
    return page(
        request, "people/account-new.html", status=status, typed=typed, role_help=ROLE_HELP, errors=errors or {}
    )  # fmt: skip


def _account_page(
    request: Request, db: Session, now: Now, viewer: Viewer, account: Account, *,
    typed: forms.AccountTyped | None = None, position: forms.PositionTyped | None = None, last_day: str = "",
    errors: dict[str, str] | None = None, newer: Newer | None = None,
) -> Response:  # fmt: skip
    roles = roles_of(db, account.id)
    kept = forms.AccountTyped(name=account.name, email=account.email, roles=frozenset(roles))
    return page(
        request, "people/account.html", status=409 if newer else 422 if errors else 200, person=account,
        typed=typed or kept, newer=newer,
        is_own=account.id == viewer.id, role_help=ROLE_HELP, roles=roles,
        positions=positions_of(db, account.id), position=position or forms.PositionTyped(),
        last_day=last_day, today=viewer.today(now), errors=errors or {},
        unit_options=[(unit.id, unit.name) for unit in units_of(db, viewer, on=viewer.today(now))],
        kind_options=[(kind.value, kind.words) for kind in PositionKind],
    )  # fmt: skip
