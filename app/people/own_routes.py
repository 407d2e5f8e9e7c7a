"""The own account: its password, and where one is signed in."""

from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from app.clock import Now
from app.db import Db
from app.people import actions, entry
from app.people.browsers import browser_of
from app.people.models import Account
from app.people.permits import Permission
from app.people.proofs import Choosing, Chosen, CurrentStanding, Proof, Proving, demand, own_words
from app.people.queries import positions_of
from app.people.sign_ins import held_by, own_or_404
from app.people.signin import Permit, SignedIn, Standing, digest, keep_cookie, new_token
from app.web.errors import ProblemsError
from app.web.forms import PostedForm
from app.web.pages import page, see_other

router = APIRouter(prefix="/my-account")
own_account = [Depends(Permit(Permission.KEEP_OWN_ACCOUNT))]

NOT_PRESENT = "This is not your present password."
present_password = Proving("present", always=True)
own_choice = Choosing(Permission.KEEP_OWN_ACCOUNT, own_words)


@router.get("", dependencies=own_account)
def show_own_account(request: Request, db: Db, now: Now, standing: CurrentStanding) -> Response:
    return _own_account_page(request, db, now, standing)


# What takes long about passwords stands before the permission, and so before this request takes its turn to write.
@router.post("", dependencies=[Depends(present_password), Depends(own_choice), *own_account])
def change_password(
    request: Request, db: Db, now: Now, viewer: SignedIn, standing: CurrentStanding, form: PostedForm,
    proof: Proof = Depends(present_password), chosen: Chosen = Depends(own_choice),
) -> Response:  # fmt: skip
    account = db.get_one(Account, viewer.id)
    try:
        demand(db, proof, standing, at=now, wrong=NOT_PRESENT)
        actions.set_password(db, viewer, account, password=chosen.text, ready=chosen.ready, at=now)
    except ProblemsError as error:
        return _own_account_page(request, db, now, standing, status=422, errors=error.problems)
    token, browser = new_token(), browser_of(request.headers.get("user-agent", ""))
    actions.open_sign_in(db, account, token_digest=digest(token), browser=browser, at=now)
    response = see_other("/my-account", done="password-set")
    keep_cookie(response, request, token)
    return response


@router.post("/sign-ins/{sign_in_id}/end", dependencies=own_account)
def close_sign_in(db: Db, now: Now, viewer: SignedIn, form: PostedForm, sign_in_id: UUID) -> Response:
    entry.close_sign_in(db, viewer, own_or_404(db, viewer.id, sign_in_id), at=now)
    return see_other("/my-account", done="sign-in-closed")


@router.post("/sign-ins/end-others", dependencies=own_account)
def close_other_sign_ins(db: Db, now: Now, viewer: SignedIn, standing: CurrentStanding, form: PostedForm) -> Response:
    entry.close_other_sign_ins(db, viewer, but=standing.id, at=now)
    return see_other("/my-account", done="sign-ins-closed")


def _own_account_page(
    request: Request, db: Session, now: Now, standing: Standing, *, status: int = 200,
    errors: dict[str, str] | None = None,
) -> Response:  # fmt: skip
    viewer = standing.viewer
    held = held_by(db, viewer.id, request.app.state.time_outs, now=now)
    return page(
        request, "people/my-account.html", status=status, errors=errors or {},
        email=db.get_one(Account, viewer.id).email, positions=positions_of(db, viewer.id), here=standing.id,
        # This browser first, whatever was used last.
        sign_ins=sorted(held, key=lambda one: one.id != standing.id), today=viewer.today(now),
    )  # fmt: skip
