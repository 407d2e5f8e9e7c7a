"""Who is asking: the cookie becomes a viewer, and every route says what it permits."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv6Network, ip_address
from typing import Annotated, Any
from uuid import UUID

import sqlalchemy as sa
from fastapi import Depends, Request, Response
from sqlmodel import Session, col

from app.audit.entries import acting_as
from app.clock import Now
from app.db import READ_METHODS, Database, Db, WholeBody
from app.people import sign_ins, tries
from app.people.access import Viewer, is_open
from app.people.models import Account, AccountRole, Agency, SignIn
from app.people.passwords import Claim, claim
from app.people.permits import Permission
from app.people.presence import KeepsPresence, keep_presence
from app.people.time_outs import TimeOuts, is_fresh, is_to_be_kept
from app.settings import Settings
from app.web import csrf
from app.web.errors import NotFoundError, SignInNeededError, TooFastError
from app.web.forms import PostedForm
from app.web.rates import Rates, pace

# As long as browsers keep anything.
MARK_KEPT_FOR = timedelta(days=400) // timedelta(seconds=1)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True)
class Standing:
    """A sign-in that holds at this moment, and the person it belongs to."""

    id: UUID
    viewer: Viewer
    since: datetime
    last_seen_at: datetime
    proven_at: datetime

    def ends_at(self, time_outs: TimeOuts, *, seen_at: datetime) -> datetime:
        """When the person is signed out, if the last click is that of `seen_at`."""
        return time_outs.ends_at(self.viewer.roles, since=self.since, last_seen=seen_at)

    def is_fresh(self, now: datetime) -> bool:
        """Whether the password was typed lately. An invented person has none, so there is nothing to prove."""
        return self.viewer.invented or is_fresh(self.proven_at, now)


def require_viewer(request: Request, _after: KeepsPresence, db: Db, now: Now) -> Viewer:
    standing = asking(request, db, now)
    if standing is None:
        asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        raise SignInNeededError(asked if request.method in READ_METHODS else "/")
    acting_as(db, standing.viewer.role_words)
    request.state.viewer, request.state.standing = standing.viewer, standing
    # The browser was counted before the turn. Who signs in anew or elsewhere is the same person still.
    pace(request, str(standing.viewer.id))
    seen_at = standing.last_seen_at
    if is_to_be_kept(seen_at, now):
        keep_presence(request, db, standing.id, at=now)
        seen_at = now
    ends_at = standing.ends_at(request.app.state.time_outs, seen_at=seen_at)
    request.state.seconds_left = int((ends_at - now).total_seconds())
    return standing.viewer


SignedIn = Annotated[Viewer, Depends(require_viewer)]


class Permit:
    """A route's declaration of its permission; without it a test fails, and with it strangers find nothing.

    Who may read the thing itself, by `seen_by`, passes as well: the route then says why this is not theirs to do.
    """

    def __init__(self, permission: Permission, *, seen_by: Permission | None = None) -> None:
        self.permission = permission
        self.seen_by = seen_by or permission

    def __call__(self, viewer: SignedIn) -> None:
        if not viewer.may(self.permission) and not viewer.may(self.seen_by):
            raise NotFoundError


class Public:
    """A route's declaration that anybody may open it, signed in or not."""

    def __call__(self) -> None:
        return None


def checked_claim(request: Request, _body: WholeBody, form: PostedForm, now: Now) -> Claim:
    """Address and password of the form, checked outside any transaction.

    Checking takes a while by design. Inside the turn to write, a stranger who keeps guessing would keep
    everybody else from saving.
    """
    database: Database = request.app.state.database
    email = form.text("email").lower()
    with database.reading() as db:
        # While nothing may be tried nothing is compared, or a flood of tries would keep the processor busy.
        if tries.hindered(db, marks_of_asker(db, request, email), at=now):
            return Claim(email, None, None, was_checked=False)
        kept = db.scalar(sa.select(col(Account.password_hash)).where(col(Account.email) == email))
    return claim(email, form.untrimmed("password"), kept)


def marks_of_asker(db: Session, request: Request, email: str) -> tries.Marks:
    """What is counted for this browser: apart from all strangers, if the person of this address has used it before.

    So whoever guesses elsewhere keeps nobody out where they always sign in, and gains nothing by it.
    """
    mark = request.cookies.get(_mark_name(request))
    known = sign_ins.known_here(db, email, digest(mark)) if mark else None
    return tries.marks_of_known(known, digest(mark)) if mark and known else marks_at_door(request, email)


def marks_at_door(request: Request, email: str) -> tries.Marks:
    """What is counted when somebody signs in: the typed address, and where the request comes from."""
    return tries.marks_of_address(email, client_at_door(request))


def client_at_door(request: Request) -> str | None:
    """The network of whoever asks, if it can be told.

    Behind a proxy that is not named in the settings all requests come from one place, and so none is counted there:
    what a stranger does would keep the whole agency out.
    """
    settings: Settings = request.app.state.settings
    is_known = settings.trusted_proxy or not settings.is_encrypted
    return _network_of(request.client.host) if request.client and is_known else None


def _network_of(host: str) -> str:
    """One line has 2^64 addresses of the sixth version: they count as one."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(IPv6Network((int(address), 64), strict=False))


def paced_at_door(request: Request) -> None:
    """For what a stranger may ask again and again: before the turn to write, and as often as an office needs it."""
    _pace_network(request, "ask")


def paced_by_network(request: Request) -> None:
    """For addresses whose secret is the whole proof: apart from what people of the same network ask for."""
    _pace_network(request, "secret")


def _pace_network(request: Request, kind: str) -> None:
    rates: Rates = request.app.state.rates
    client = client_at_door(request)
    seconds = rates.seconds_to_wait(kind, client) if client else 0
    if seconds:
        raise TooFastError(seconds)


CheckedClaim = Annotated[Claim, Depends(checked_claim)]


def viewer_of(db: Session, token: str, now: datetime, time_outs: TimeOuts | None = None) -> Viewer | None:
    """The person whose browser holds this token, if the sign-in still holds."""
    standing = standing_of(db, token, now, time_outs or TimeOuts())
    return standing.viewer if standing else None


def standing_of(db: Session, token: str, now: datetime, time_outs: TimeOuts) -> Standing | None:
    """The sign-in of the browser that holds this token: not ended, not timed out, of an account that is not closed."""
    row = db.execute(_open_sign_in(token)).first() if token else None
    if row is None:
        return None
    roles = frozenset(db.scalars(sa.select(col(AccountRole.role)).where(col(AccountRole.account_id) == row.id)))
    viewer = Viewer(
        id=row.id, agency_id=row.agency_id, agency_name=row.agency_name, name=row.name,
        roles=roles, zone=row.time_zone, invented=row.invented,
    )  # fmt: skip
    found = Standing(row.sign_in_id, viewer, row.created_at, row.last_seen_at, row.proven_at)
    return found if found.ends_at(time_outs, seen_at=found.last_seen_at) > now else None


def _open_sign_in(token: str) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            col(Account.id), col(Account.name), col(Account.agency_id),
            col(Agency.name).label("agency_name"), col(Agency.time_zone), col(Agency.invented),
            col(SignIn.id).label("sign_in_id"), col(SignIn.created_at), col(SignIn.last_seen_at), col(SignIn.proven_at),
        )
        .join(SignIn, col(SignIn.account_id) == col(Account.id))
        .join(Agency, col(Agency.id) == col(Account.agency_id))
        .where(col(SignIn.token_digest) == digest(token), col(SignIn.ended_at).is_(None), is_open(Account))
    )  # fmt: skip


def asking(request: Request, db: Session, now: datetime) -> Standing | None:
    """The sign-in of whoever asks, without taking the request for a sign of presence."""
    return standing_of(db, _token(request), now, request.app.state.time_outs)


def _token(request: Request) -> str:
    return request.cookies.get(csrf.cookie_name(request), "")


def keep_cookie(response: Response, request: Request, token: str) -> None:
    settings: Settings = request.app.state.settings
    response.set_cookie(
        csrf.cookie_name(request), token, httponly=True, secure=settings.is_encrypted, samesite="lax", path="/"
    )


def browser_mark(request: Request, db: Session) -> str:
    """The mark of this browser, or a new one: a value that we have not given it is worth nothing."""
    mark = request.cookies.get(_mark_name(request), "")
    return mark if mark and sign_ins.is_mark(db, digest(mark)) else new_token()


def keep_mark(response: Response, request: Request, mark: str) -> None:
    """Let this browser be known again after signing out. The mark opens nothing and names nobody."""
    settings: Settings = request.app.state.settings
    response.set_cookie(
        _mark_name(request), mark, max_age=MARK_KEPT_FOR, httponly=True, secure=settings.is_encrypted,
        samesite="strict", path="/",
    )  # fmt: skip


def _mark_name(request: Request) -> str:
    return f"{csrf.cookie_name(request)}-browser"


def with_form_token(request: Request, make: Callable[[], Response]) -> Response:
    """Make a page with a form for somebody who may not be signed in.

    The form's token is bound to a cookie, so a browser without one gets a first value, good for nothing else.
    """
    fresh = "" if _token(request) else new_token()
    if fresh:
        request.state.new_token = csrf.token_of(fresh)
    response = make()
    if fresh:
        keep_cookie(response, request, fresh)
    return response


def forget_cookie(response: Response, request: Request) -> None:
    settings: Settings = request.app.state.settings
    response.delete_cookie(
        csrf.cookie_name(request), httponly=True, secure=settings.is_encrypted, samesite="lax", path="/"
    )
