"""The administrator's pages: accounts and positions."""

from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from app.clock import Now
from app.db import Db
from app.people import actions, entry, forms
from app.people.access import Viewer, worker_or_404
from app.people.links import kind_for
from app.people.models import Account, Agency, PositionKind
from app.people.newer import newer_account, newer_day
from app.people.once import MadeOnce
from app.people.permits import Permission, Role
from app.people.proofs import (
    Choosing,
    Chosen,
    CurrentStanding,
    Proof,
    Proving,
    current_standing,
    demand,
    words_of_named,
    words_of_new,
)
from app.people.queries import accounts_of, position_or_404, positions_of, roles_of, unit_or_404, units_of
from app.people.signin import Permit, SignedIn
from app.web.errors import NewerError, ProblemsError
from app.web.forms import PostedForm
from app.web.pages import page, see_other
from app.web.paging import AskedPage
from app.web.revisions import Newer, revision_of

router = APIRouter(prefix="/agency/accounts")
manages = [Depends(Permit(Permission.MANAGE_PEOPLE))]

ROLE_HELP = {
    Role.WORKER: "Assesses their own practice, sets goals and sees their own growth.",
    Role.COACH: "Rates the people in their agreements and sets goals with them.",
    Role.SUPERVISOR: "Sees for the unit when assessments and coaching sessions took place, and what they were about.",
    Role.ACADEMY_LEAD: "Reads the practice profiles.",
    Role.ADMINISTRATOR: "Sets up units, people and agreements. Sees no assessments.",
    Role.REVIEWER: "Reads the practice profiles.",
}
# Fields for the own password, one in each form that may ask for it.
add_proof, change_proof = Proving("own_password_add"), Proving("own_password_change")
password_proof, link_proof = Proving("own_password_password"), Proving("own_password_link")
closing_proof = Proving("own_password_closing")
first_choice = Choosing(Permission.MANAGE_PEOPLE, words_of_new)
new_choice = Choosing(Permission.MANAGE_PEOPLE, words_of_named)


@router.get("", dependencies=manages)
def list_accounts(request: Request, db: Db, now: Now, viewer: SignedIn, paging: AskedPage) -> Response:
    accounts = accounts_of(db, viewer, paging, now=now)
    return page(request, "people/accounts.html", accounts=accounts, paging=paging)


@router.get("/new", dependencies=manages)
def new_account(request: Request, now: Now, standing: CurrentStanding) -> Response:
    return _new_account_page(request, forms.AccountTyped(), asks=not standing.is_fresh(now))


# What takes long about passwords stands before the permission, and so before a request takes its turn to write.
@router.post("", dependencies=[Depends(add_proof), Depends(first_choice), *manages])
def add_account(
    request: Request, db: Db, now: Now, viewer: SignedIn, standing: CurrentStanding, form: PostedForm, once: MadeOnce,
    proof: Proof = Depends(add_proof), chosen: Chosen = Depends(first_choice),
) -> Response:  # fmt: skip
    typed = forms.read_account(form)
    try:
        demand(db, proof, standing, at=now)
        account = actions.add_account(
            db, viewer, agency=db.get_one(Agency, viewer.agency_id), name=typed.name, email=typed.email,
            roles=typed.chosen, password=chosen.text or None, ready=chosen.ready, at=now,
        )  # fmt: skip
    except ProblemsError as error:
        return _new_account_page(request, typed, status=422, errors=error.problems, asks=proof.is_needed)
    return once.keep(see_other(f"/agency/accounts/{account.id}", done="account-saved"))


@router.get("/{account_id}", dependencies=manages)
def show_account(request: Request, db: Db, now: Now, viewer: SignedIn, account_id: UUID) -> Response:
    return _account_page(request, db, now, viewer, _account(db, now, viewer, account_id))


@router.post("/{account_id}", dependencies=[Depends(change_proof), *manages])
def change_account(
    request: Request, db: Db, now: Now, viewer: SignedIn, standing: CurrentStanding, form: PostedForm,
    account_id: UUID, proof: Proof = Depends(change_proof),
) -> Response:  # fmt: skip
    account, typed = _account(db, now, viewer, account_id), forms.read_account(form)
    try:
        if changes_entry := _changes_entry(db, account, typed):
            demand(db, proof, standing, at=now)
        actions.change_account(
            db, viewer, account, name=typed.name, email=typed.email, roles=typed.chosen, at=now,
            revision=revision_of(form), with_entry=changes_entry,
        )  # fmt: skip
    except NewerError:
        newer = newer_account(account, roles_of(db, account.id), typed)
        return _account_page(request, db, now, viewer, account, typed=typed, newer=newer)
    except ProblemsError as error:
        return _account_page(request, db, now, viewer, account, typed=typed, errors=error.problems)
    return see_other(f"/agency/accounts/{account.id}", done="account-saved")


@router.post("/{account_id}/password", dependencies=[Depends(password_proof), Depends(new_choice), *manages])
def set_password(
    request: Request, db: Db, now: Now, viewer: SignedIn, standing: CurrentStanding, form: PostedForm,
    account_id: UUID, proof: Proof = Depends(password_proof), chosen: Chosen = Depends(new_choice),
) -> Response:  # fmt: skip
    account = _account(db, now, viewer, account_id)
    try:
        demand(db, proof, standing, at=now)
        actions.set_password(db, viewer, account, password=chosen.text, ready=chosen.ready, at=now)
    except ProblemsError as error:
        return _account_page(request, db, now, viewer, account, errors=error.problems)
    return see_other(f"/agency/accounts/{account.id}", done="password-set")


@router.post("/{account_id}/link", dependencies=[Depends(link_proof), *manages])
def send_link(
    request: Request, db: Db, now: Now, viewer: SignedIn, standing: CurrentStanding, form: PostedForm, once: MadeOnce,
    account_id: UUID, proof: Proof = Depends(link_proof),
) -> Response:  # fmt: skip
    account, settings = _account(db, now, viewer, account_id), request.app.state.settings
    try:
        demand(db, proof, standing, at=now)
        entry.send_link(db, viewer, account, sends_mail=settings.sends_mail, origin=settings.origin, at=now)
    except ProblemsError as error:
        return _account_page(request, db, now, viewer, account, errors=error.problems)
    return once.keep(see_other(f"/agency/accounts/{account.id}", done="link-sent"))


@router.post("/{account_id}/closing", dependencies=[Depends(closing_proof), *manages])
def close_account(
    request: Request, db: Db, now: Now, viewer: SignedIn, standing: CurrentStanding, form: PostedForm,
    account_id: UUID, proof: Proof = Depends(closing_proof),
) -> Response:  # fmt: skip
    account = _account(db, now, viewer, account_id)
    try:
        demand(db, proof, standing, at=now)
        actions.disable_account(db, viewer, account, at=now)
    except ProblemsError as error:
        return _account_page(request, db, now, viewer, account, errors=error.problems)
    return see_other(f"/agency/accounts/{account.id}", done="account-closed")


@router.post("/{account_id}/reopening", dependencies=[Depends(closing_proof), *manages])
def reopen_account(
    request: Request, db: Db, now: Now, viewer: SignedIn, standing: CurrentStanding, form: PostedForm,
    account_id: UUID, proof: Proof = Depends(closing_proof),
) -> Response:  # fmt: skip
    account = _account(db, now, viewer, account_id)
    try:
        demand(db, proof, standing, at=now)
    except ProblemsError as error:
        return _account_page(request, db, now, viewer, account, errors=error.problems)
    actions.enable_account(db, viewer, account, at=now)
    return see_other(f"/agency/accounts/{account.id}", done="account-open")


@router.post("/{account_id}/positions", dependencies=manages)
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


@router.post("/{account_id}/positions/{position_id}/end", dependencies=manages)
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


def _changes_entry(db: Session, account: Account, typed: forms.AccountTyped) -> bool:
    """Whether somebody will have other rights, or another address to which a link can be sent."""
    return set(roles_of(db, account.id)) != typed.chosen or account.email != typed.email.lower()


def _new_account_page(
    request: Request, typed: forms.AccountTyped, *, asks: bool, status: int = 200, errors: dict[str, str] | None = None
) -> Response:
    return page(
        request, "people/account-new.html", status=status, typed=typed, role_help=ROLE_HELP, errors=errors or {},
        asks=asks, sends_mail=request.app.state.settings.sends_mail,
    )  # fmt: skip


def _account_page(
    request: Request, db: Session, now: Now, viewer: Viewer, account: Account, *,
    typed: forms.AccountTyped | None = None, position: forms.PositionTyped | None = None, last_day: str = "",
    errors: dict[str, str] | None = None, newer: Newer | None = None,
) -> Response:  # fmt: skip
    roles, standing = roles_of(db, account.id), current_standing(request)
    kept = forms.AccountTyped(name=account.name, email=account.email, roles=frozenset(roles))
    return page(
        request, "people/account.html", status=409 if newer else 422 if errors else 200, person=account,
        typed=typed or kept, newer=newer, is_own=account.id == viewer.id, role_help=ROLE_HELP, roles=roles,
        positions=positions_of(db, account.id), position=position or forms.PositionTyped(),
        last_day=last_day, today=viewer.today(now), errors=errors or {}, asks=not standing.is_fresh(now),
        sends_mail=request.app.state.settings.sends_mail, kind=kind_for(account).value,
        unit_options=[(unit.id, unit.name) for unit in units_of(db, viewer, on=viewer.today(now))],
        kind_options=[(kind.value, kind.words) for kind in PositionKind],
    )  # fmt: skip
