"""Two independent proofs that a change was asked for on one of our own pages."""

import hashlib
import hmac
import re

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from app.db import READ_METHODS

TOKEN_FIELD = "csrf_token"  # noqa: S105 - the name of a field, not a secret
# No page of ours sends a file, so bodies of several parts are not read at all.
FORM_TYPE = "application/x-www-form-urlencoded"
_LOCAL_PATH = re.compile(r"/(?!/)[!-\[\]-~]{0,2000}")


class SameOrigin:
    """Refuse a change that another site's page sent, and a body that no form of ours can send.

    `but` are the addresses where the secret in the address itself is the proof: a mail program that stops a mail with
    one request is no page of ours, holds no cookie of anybody's, and may send what body it likes.
    """

    def __init__(self, app: ASGIApp, origin: str, but: re.Pattern[str]) -> None:
        self.app = app
        self.origin = origin
        self.but = but

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in READ_METHODS and not self.but.fullmatch(scope["path"]):
            refusal = self._refusal(Headers(scope=scope))
            if refusal:
                await refusal(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _refusal(self, headers: Headers) -> PlainTextResponse | None:
        if not self._is_ours(headers):
            return PlainTextResponse("This request did not come from a Ninestep page.", status_code=403)
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != FORM_TYPE:
            return PlainTextResponse("Ninestep reads forms here and nothing else.", status_code=415)
        return None

    def _is_ours(self, headers: Headers) -> bool:
        site = headers.get("sec-fetch-site")
        if site is not None:
            return site == "same-origin"
        return headers.get("origin") == self.origin


def token_for(request: Request) -> str:
    """The token of this browser: bound to its secret cookie, so it needs no storage of its own.

    A browser without a cookie gets an empty token, which `holds` never accepts.
    """
    secret = request.cookies.get(cookie_name(request), "")
    return token_of(secret) if secret else ""


def token_of(secret: str) -> str:
    return hmac.new(secret.encode(), b"ninestep form", hashlib.sha256).hexdigest()


def holds(request: Request, token: str) -> bool:
    expected = token_for(request)
    return bool(expected) and hmac.compare_digest(expected.encode(), token.encode())


def cookie_name(request: Request) -> str:
    # The __Host- prefix demands Secure, which plain http on this machine cannot give.
    return "__Host-ninestep" if request.app.state.settings.is_encrypted else "ninestep"


def is_local_path(target: str) -> bool:
    """Whether a return address stays on this site: a plain path, never //host or a scheme.

    Browsers read a backslash as a slash and drop tabs and line ends, so an address with one of them is refused.
    """
    return bool(_LOCAL_PATH.fullmatch(target))
