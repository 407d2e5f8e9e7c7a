"""Signing in and out, staying signed in, and whether the program is well."""

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from sqlmodel import Session

from app.clock import Now
from app.db import Db
from app.people import actions, entry
from app.people.browsers import browser_of
from app.people.guessing import Hindrance
from app.people.permits import Permission
from app.people.proofs import CurrentStanding
from app.people.queries import cast, invented_account_or_404
from app.people.sign_ins import touch
from app.people.signin import (
    CheckedClaim,
    Permit,
    Public,
    asking,
    browser_mark,
    digest,
    forget_cookie,
    keep_cookie,
    keep_mark,
    marks_of_asker,
    new_token,
    with_form_token,
)
from app.people.time_outs import TimeOuts
from app.web import csrf
from app.web.forms import PostedForm
from app.web.pages import page, see_other

router = APIRouter()
public = [Depends(Public())]
own_account = [Depends(Permit(Permission.KEEP_OWN_ACCOUNT))]

# The same words for an unknown name, a wrong password and a closed account: they tell a guesser nothing.
NOT_SIGNED_IN = "This e-mail and password do not go together. Check both, or ask for a link to choose a new password."
# So many of the invented people stand on the page at once; the rest of the county unfolds below them.
CAST_IN_VIEW = 12


@router.get("/sign-in", dependencies=public)
def show_sign_in(request: Request, db: Db, now: Now) -> Response:
    target = _local(request.query_params.get("next", ""))
    if asking(request, db, now):
        return see_other(target)
    return with_form_token(request, lambda: _sign_in_page(request, db, now, target=target))


# The claim stands before the transaction, and so it is checked before this request takes its turn to write.
@router.post("/sign-in", dependencies=public)
def sign_in(request: Request, claim: CheckedClaim, db: Db, now: Now, form: PostedForm) -> Response:
    token, target, email = new_token(), _local(form.text("next")), form.text("email")
    mark = browser_mark(request, db)
    outcome = entry.attempt(
        db, claim, marks_of_asker(db, request, claim.email), token_digest=digest(token), mark_digest=digest(mark),
        browser=_browser(request), at=now,
    )  # fmt: skip
    if isinstance(outcome, Hindrance):
        errors, headers = {"email": outcome.sentence}, {"Retry-After": str(outcome.seconds)}
        response = _sign_in_page(request, db, now, target=target, status=429, email=email, errors=errors)
        response.headers.update(headers)
        return response
    if outcome is None:
        errors = {"email": NOT_SIGNED_IN}
        return _sign_in_page(request, db, now, target=target, status=422, email=email, errors=errors)
    _leave(request, db, now)
    response = _signed_in(request, token, target)
    keep_mark(response, request, mark)
    return response


@router.post("/demo/sign-in", dependencies=public)
def sign_in_to_demo(request: Request, db: Db, now: Now, form: PostedForm) -> Response:
    account, token = invented_account_or_404(db, form.id("account")), new_token()
    _leave(request, db, now)
    actions.open_sign_in(db, account, token_digest=digest(token), browser=_browser(request), at=now)
    return _signed_in(request, token, _local(form.text("next")))


@router.get("/sign-in/time-left", dependencies=public)
def tell_time_left(request: Request, db: Db, now: Now) -> Response:
    """How long this browser stays signed in without a click, for the script that warns. Asking is no click.

    Somebody who was signed out meanwhile, and in again in another tab, gets the token that the open form needs.
    """
    standing = asking(request, db, now)
    if standing is None:
        return JSONResponse({"seconds": 0, "stays": False, "who": "", "token": ""})
    time_outs: TimeOuts = request.app.state.time_outs
    ends_at, with_a_click = (standing.ends_at(time_outs, seen_at=at) for at in (standing.last_seen_at, now))
    return JSONResponse(
        {
            "seconds": int((ends_at - now).total_seconds()), "stays": with_a_click > ends_at,
            "who": str(standing.viewer.id), "token": csrf.token_for(request),
        }
    )  # fmt: skip


@router.post("/sign-in/renewal", dependencies=own_account)
def stay_signed_in(db: Db, now: Now, standing: CurrentStanding, form: PostedForm) -> Response:
    touch(db, standing.id, at=now)
    return see_other(_local(form.text("next")))


@router.post("/sign-out", dependencies=own_account)
def sign_out(request: Request, db: Db, now: Now, form: PostedForm) -> Response:
    _leave(request, db, now)
    response = see_other("/sign-in", done="signed-out")
    forget_cookie(response, request)
    # Back must not show the pages of the person who has left.
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
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


def _browser(request: Request) -> str:
    return browser_of(request.headers.get("user-agent", ""))
