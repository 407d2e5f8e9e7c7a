"""How long a request may take. A thread cannot be stopped, so time is watched where something waits.

A body has to be there in time, and `app.db` waits no longer than a while for a turn and stores nothing that comes
after the deadline. What a request is told is then true: 503 means that nothing was kept.
"""

import asyncio
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.db import LateError

REQUEST_SECONDS = 30


class Deadline:
    """Give each request its deadline, and refuse a body that is not there by then."""

    def __init__(self, app: ASGIApp, seconds: float = REQUEST_SECONDS) -> None:
        self.app = app
        self.seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        until = state["deadline"] = min(time.monotonic() + self.seconds, state.get("deadline", float("inf")))
        await self.app(scope, _in_time(receive, until), send)


def _in_time(receive: Receive, until: float) -> Receive:
    is_whole = False

    async def in_time() -> Message:
        nonlocal is_whole
        # After the body the server only waits for the browser to go away, which may take as long as it likes.
        if is_whole:
            return await receive()
        try:
            async with asyncio.timeout(until - time.monotonic()):
                message = await receive()
        except TimeoutError:
            raise LateError from None
        is_whole = not message.get("more_body", False)
        return message

    return in_time
