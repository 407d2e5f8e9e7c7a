"""What comes before a body: an address and headers of a size that pages of ours can cause."""

from http import HTTPStatus

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from app.web.error_pages import error_page

ADDRESS_LIMIT = 2 * 1024
HEADERS_LIMIT = 16 * 1024
# Each header line holds a colon, a space and a line end beside its name and value.
_PER_LINE = 4


class ShortHead:
    """Refuse an address or headers that are too long, before anything of the program reads them."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refused = _refusal(scope) if scope["type"] == "http" else None
        if refused:
            await error_page(Request(_without(scope)), refused)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _refusal(scope: Scope) -> HTTPStatus | None:
    path: bytes = scope.get("raw_path") or scope["path"].encode("utf-8", "replace")
    if len(path) + len(scope["query_string"]) > ADDRESS_LIMIT:
        return HTTPStatus.REQUEST_URI_TOO_LONG
    if sum(len(name) + len(value) + _PER_LINE for name, value in scope["headers"]) > HEADERS_LIMIT:
        return HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
    return None


def _without(scope: Scope) -> Scope:
    # The page that refuses must not work through what it refuses: cookies and parameters stay unread.
    return {**scope, "path": "/", "raw_path": b"/", "query_string": b"", "headers": []}
