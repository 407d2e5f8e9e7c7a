"""The last resort: a page of ours, with our headers, where the framework would answer in plain text."""

from http import HTTPStatus

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.error_pages import broken, error_page


class Unbroken:
    """Answer with a page of ours, and our headers, where the framework would answer outside of both."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif _names_nothing(scope):
            await error_page(Request(scope), HTTPStatus.NOT_FOUND)(scope, receive, send)
        else:
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        started, too_large = False, False

        async def noting_start(message: Message) -> None:
            nonlocal started, too_large
            # The framework answers a body above the limit in plain text; people get the page instead.
            too_large = too_large or message.get("status") == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            started = started or not too_large
            if not too_large:
                await send(message)

        try:
            await self.app(scope, receive, noting_start)
        except Exception as error:
            if started:
                raise
            await broken(Request(scope), error)(scope, receive, send)
        else:
            if too_large:
                await error_page(Request(scope), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)(scope, receive, send)


# PostgreSQL cannot even be asked for text with a NUL in it, so nothing of that name exists.
def _names_nothing(scope: Scope) -> bool:
    return "\x00" in scope["path"] or b"%00" in scope["query_string"]
