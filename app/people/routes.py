"""Signing in and out, the own account, and whether the program is well."""

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import PlainTextResponse
from sqlmodel import Session

from app.clock import Now
from app.db import Db
from app.people import actions
from app.people.models import Account
from app.people.permits import Permission
from app.people.queries import cast, invented_account_or_404, positions_of
from app.people.signin import (
    CheckedClaim,
    Permit,
    Public,
    SignedIn,
    digest,
    forget_cookie,
    keep_cookie,
    new_token,
    viewer_of,
)
from app.web import csrf
from app.web.errors import ProblemsError
from app.web.forms import PostedForm
from app.web.pages import page, see_other

router = APIRouter()
public = [Depends(Public())]
own_account = [Depends(Permit(Permission.KEEP_OWN_ACCOUNT))]

# The same words for an unknown name, a wrong password and a closed account: they tell a guesser nothing.
NOT_SIGNED_IN = "This e-mail and password do not go together. Check both, or ask your administrator for a new password."
# So many of the invented people stand on the page at once; the rest of the county unfolds below them.
CAST_IN_VIEW = 12


@router.get("/sign-in", dependencies=public)
def show_sign_in(request: Request, db: Db, now: Now) -> Response:
    target = _local(request.query_params.get("next", ""))
    token = request.cookies.get(csrf.cookie_name(request), "")
    if viewer_of(db, token, now):
        return see_other(target)
    # The form's token is bound to a cookie, so a browser without one gets a first value, good for nothing else.
    fresh = "" if token else new_token()
    if fresh:
        request.state.new_token = csrf.token_of(fresh)
    response = _sign_in_page(request, db, now, target=target)
    if fresh:
        keep_cookie(response, request, fresh)
    return response


# The claim stands before the transaction, and so it is checked before this request takes its turn to write.
@router.post("/sign-in", dependencies=public)
def sign_in(request: Request, claim: CheckedClaim, db: Db, now: Now, form: PostedForm) -> Response:
    token, target = new_token(), _local(form.text("next"))
    account = actions.sign_in(db, claim, token_digest=digest(token), at=now)
    if account is None:
        errors, email = {"email": NOT_SIGNED_IN}, form.text("email")
        return _sign_in_page(request, db, now, target=target, status=422, email=email, errors=errors)
    _leave(request, db, now)
    return _signed_in(request, token, target)


@router.post("/demo/sign-in", dependencies=public)
def sign_in_to_demo(request: Request, db: Db, now: Now, form: PostedForm) -> Response:
    account, token = invented_account_or_404(db, form.id("account")), new_token()
    _leave(request, db, now)
    actions.open_sign_in(db, account, token_digest=digest(token), at=now)
    return _signed_in(request, token, _local(form.text("next")))


@router.post("/sign-out", dependencies=own_account)
def sign_out(request: Request, db: Db, now: Now, form: PostedForm) -> Response:
    _leave(request, db, now)
    response = see_other("/sign-in", done="signed-out")
    forget_cookie(response, request)
    # Back must not show the pages of the person who has left.
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@router.get("/my-account", dependencies=own_account)
def show_own_account(request: Request, db: Db, viewer: SignedIn) -> Response:
    return _own_account_page(request, db, viewer)


@router.post("/my-account", dependencies=own_account)
def change_password(request: Request, db: Db, now: Now, viewer: SignedIn, form: PostedForm) -> Response:
    present, password = form.untrimmed("present"), form.untrimmed("password")
    try:
        account = actions.change_own_password(db, viewer, present=present, password=password, at=now)
    except ProblemsError as error:
        return _own_account_page(request, db, viewer, status=422, errors=error.problems)
    token = new_token()
    actions.open_sign_in(db, account, token_digest=digest(token), at=now)
    response = see_other("/my-account", done="password-set")
    keep_cookie(response, request, token)
    return response


@router.get("/healthz", dependencies=public)
def is_alive() -> Response:
    return PlainTextResponse("ok")


@router.get("/readyz", dependencies=public)
def is_ready(db: Db) -> Response:
    try:
        db.execute(sa.text("SELECT 1"))
    except sa.exc.SQLAlchemyError:
        return PlainTextResponse("The database does not answer.", status_code=503)
    return PlainTextResponse("ok")


def _local(target: str) -> str:
    return target if csrf.is_local_path(target) else "/"


def _leave(request: Request, db: Session, now: Now) -> None:
    actions.leave(db, token_digest=digest(request.cookies.get(csrf.cookie_name(request), "")), at=now)


def _signed_in(request: Request, token: str, target: str) -> Response:
    # A value that somebody may have planted before is worth nothing after: the cookie is new at every sign-in.
    response = see_other(target)
    keep_cookie(response, request, token)
    return response


def _sign_in_page(
    request: Request, db: Session, now: Now, *, target: str, status: int = 200, email: str = "",
    errors: dict[str, str] | None = None,
) -> Response:  # fmt: skip
    people = cast(db, now)
    return page(
        request, "people/sign-in.html", status=status, target=target, email=email, errors=errors or {},
        leading=people[:CAST_IN_VIEW], others=people[CAST_IN_VIEW:], demo=bool(people),
    )  # fmt: skip


def _own_account_page(
    request: Request, db: Session, viewer: SignedIn, *, status: int = 200, errors: dict[str, str] | None = None
) -> Response:
    return page(
        request, "people/my-account.html", status=status, errors=errors or {},
        email=db.get_one(Account, viewer.id).email, positions=positions_of(db, viewer.id),
    )  # fmt: skip
