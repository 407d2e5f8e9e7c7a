"""Links that set a password: asking for one, and using it. Nobody needs to be signed in."""

from http import HTTPStatus

from fastapi import APIRouter, Depends, Request, Response

from app.clock import Now
from app.db import Database, Db, WholeBody
from app.people import entry
from app.people.chosen import known_words, made_ready
from app.people.links import account_behind
from app.people.proofs import Chosen
from app.people.rules import has_password_length
from app.people.signin import Public, paced_at_door, with_form_token
from app.settings import Settings
from app.web.errors import ProblemsError
from app.web.forms import PostedForm
from app.web.pages import page, see_other

router = APIRouter()
public = [Depends(Public())]


@router.get("/forgotten-password", dependencies=public)
def show_forgotten(request: Request) -> Response:
    return with_form_token(request, lambda: _forgotten_page(request))


@router.post("/forgotten-password", dependencies=[Depends(paced_at_door), *public])
def send_forgotten(request: Request, db: Db, now: Now, form: PostedForm) -> Response:
    """The same answer whether anybody has this address or not, and the same work but for a row or two."""
    settings: Settings = request.app.state.settings
    if not settings.sends_mail:
        return _forgotten_page(request)
    entry.ask_for_link(db, form.text("email").lower(), origin=settings.origin, at=now)
    return _forgotten_page(request, is_asked=True)


@router.get("/links/{token}", dependencies=public)
def show_link(request: Request, db: Db, now: Now, token: str) -> Response:
    if account_behind(db, token, at=now) is None:
        return _link_over(request)
    return with_form_token(request, lambda: page(request, "people/link.html", token=token, errors={}))


def chosen_by_link(request: Request, _body: WholeBody, form: PostedForm, now: Now, token: str) -> Chosen:
    """The password, worked out before the turn to write, and only for a link that is good."""
    database: Database = request.app.state.database
    text = form.untrimmed("password")
    with database.reading() as db:
        account = account_behind(db, token, at=now)
        known = known_words(db, account) if account else None
    return Chosen(text, made_ready(text, known) if known and has_password_length(text) else None)


@router.post("/links/{token}", dependencies=[Depends(chosen_by_link), *public])
def use_link(
    request: Request, db: Db, now: Now, form: PostedForm, token: str, chosen: Chosen = Depends(chosen_by_link)
) -> Response:
    try:
        is_good = entry.set_password_by_link(db, token, password=chosen.text, ready=chosen.ready, at=now)
    except ProblemsError as error:
        return page(request, "people/link.html", status=422, token=token, errors=error.problems)
    return see_other("/sign-in", done="password-set") if is_good else _link_over(request)


def _link_over(request: Request) -> Response:
    """One page for a link that is used, over or made up: it tells nobody which."""
    settings: Settings = request.app.state.settings
    return page(request, "people/link-over.html", status=HTTPStatus.NOT_FOUND, sends_mail=settings.sends_mail)


def _forgotten_page(request: Request, *, is_asked: bool = False) -> Response:
    settings: Settings = request.app.state.settings
    return page(request, "people/forgotten-password.html", is_asked=is_asked, sends_mail=settings.sends_mail)
