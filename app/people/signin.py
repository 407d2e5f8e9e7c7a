"""Who is asking: the cookie becomes a viewer, and every route says what it permits."""

import hashlib
import secrets
from datetime import datetime
from typing import Annotated

import sqlalchemy as sa
from fastapi import Depends, Request, Response
from sqlmodel import Session, col

from app.audit.entries import acting_as
from app.clock import Now
from app.db import READ_METHODS, Database, Db, WholeBody
from app.people.access import Viewer, is_open
from app.people.models import Account, AccountRole, Agency, SignIn
from app.people.passwords import Claim, claim
from app.people.permits import Permission
from app.settings import Settings
from app.web import csrf
from app.web.errors import NotFoundError, SignInNeededError
from app.web.forms import PostedForm


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    return secrets.token_urlsafe(32)


def require_viewer(request: Request, db: Db, now: Now) -> Viewer:
    viewer = viewer_of(db, request.cookies.get(csrf.cookie_name(request), ""), now)
    if viewer is None:
        asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        raise SignInNeededError(asked if request.method in READ_METHODS else "/")
    request.state.viewer = viewer
    acting_as(db, viewer.role_words)
    return viewer


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


def checked_claim(request: Request, _body: WholeBody, form: PostedForm) -> Claim:
    """Address and password of the form, checked outside any transaction.

    Checking takes a while by design. Inside the turn to write, a stranger who keeps guessing would keep
    everybody else from saving.
    """
    database: Database = request.app.state.database
    email = form.text("email").lower()
    with database.reading() as db:
        kept = db.scalar(sa.select(col(Account.password_hash)).where(col(Account.email) == email))
    return claim(email, form.untrimmed("password"), kept)


CheckedClaim = Annotated[Claim, Depends(checked_claim)]


def viewer_of(db: Session, token: str, now: datetime) -> Viewer | None:
    """The person whose browser holds this token: signed in, not expired, not disabled."""
    if not token:
        return None
    row = db.execute(
        sa.select(
            col(Account.id), col(Account.name), col(Account.agency_id),
            col(Agency.name).label("agency_name"), col(Agency.time_zone), col(Agency.invented),
        )
        .join(SignIn, col(SignIn.account_id) == col(Account.id))
        .join(Agency, col(Agency.id) == col(Account.agency_id))
        .where(
            col(SignIn.token_digest) == digest(token),
            col(SignIn.ended_at).is_(None),
            col(SignIn.expires_at) > now,
            is_open(Account),
        )
    ).first()  # fmt: skip
    if row is None:
        return None
    roles = db.scalars(sa.select(col(AccountRole.role)).where(col(AccountRole.account_id) == row.id))
    return Viewer(
        id=row.id, agency_id=row.agency_id, agency_name=row.agency_name, name=row.name,
        roles=frozenset(roles), zone=row.time_zone, invented=row.invented,
    )  # fmt: skip


def keep_cookie(response: Response, request: Request, token: str) -> None:
    settings: Settings = request.app.state.settings
    response.set_cookie(
        csrf.cookie_name(request), token, httponly=True, secure=settings.is_encrypted, samesite="lax", path="/"
    )


def forget_cookie(response: Response, request: Request) -> None:
    settings: Settings = request.app.state.settings
    response.delete_cookie(
        csrf.cookie_name(request), httponly=True, secure=settings.is_encrypted, samesite="lax", path="/"
    )
