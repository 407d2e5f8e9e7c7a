"""Throws input at the program, one request after the other, and looks at what comes back and what would be kept."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import httpx2
import sqlalchemy as sa
from fastapi import FastAPI
from sqlmodel import Session

from app.db import Database
from tests.access.forgetting import forget_everything
from tests.access.records import Browse
from tests.bad_input.forms import Form
from tests.bad_input.values import MARK, MARKUP
from tests.conftest import ORIGIN

_WRITES = ("INSERT", "UPDATE", "DELETE")
_RAW = tuple(one for one in MARKUP)


@dataclass
class Found:
    """How many cases there were, and every one that went wrong."""

    statuses: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def cases(self) -> int:
        return self.statuses.total()


class Thrower:
    """Sends requests of signed-in people to a program that forgets each of them."""

    def __init__(self, app: FastAPI, database: Database, browse: Browse) -> None:
        self.found, self._browse = Found(), browse
        self._written: list[str] = []
        self._would_keep = False
        self.last = 0
        forget_everything(database, self._look)
        sa.event.listen(database.engine, "before_cursor_execute", self._note)
        # A door for each person, that keeps no cookies of its own.
        self._client = httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url=ORIGIN)

    def _look(self, _db: Session) -> None:
        self._would_keep = bool(self._written)

    def _note(self, _connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("ROLLBACK TO"):
            del self._written[:]
        elif statement.startswith(_WRITES):
            self._written.append(statement)

    async def post(self, route: str, form: Form, name: str, value: Any, *, refused: bool) -> None:
        right = {key: one.right for key, one in form.fields.items()}
        token = self._browse(form.person).token
        body = urlencode([("csrf_token", token), *_pairs(right | {name: value})])
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = await self.send("POST", form.address, form.person, content=body.encode(), headers=headers)
        case = f"POST {route} {name}={value!r:.60} -> {answer.status_code}"
        self._judge(case, answer)
        if refused and not 400 <= answer.status_code < 500:
            self.found.wrong.append(f"{case}: should be refused")
        if answer.status_code >= 400:
            self._judge_refusal(case, answer, form)

    async def send(self, method: str, address: str, person: str, **more: Any) -> httpx2.Response:
        secret = self._browse(person).client.cookies.get("ninestep") or ""
        headers = {"Sec-Fetch-Site": "same-origin", "Cookie": f"ninestep={secret}"} | more.pop("headers", {})
        del self._written[:]
        self._would_keep = False
        answer = await self._client.request(method, address, headers=_sendable(headers), **more)
        self._client.cookies.clear()
        self.last = answer.status_code
        return answer

    async def ask(self, method: str, address: str, person: str, **more: Any) -> httpx2.Response:
        answer = await self.send(method, address, person, **more)
        self._judge(f"{method} {address:.100} {str(more):.100} -> {answer.status_code}", answer)
        return answer

    def _judge(self, case: str, answer: httpx2.Response) -> None:
        self.found.statuses[answer.status_code] += 1
        if answer.status_code >= 500:
            self.found.wrong.append(f"{case}: broke")
        if any(one in answer.text for one in _RAW) or re.search(r"\b1337\b", answer.text):
            self.found.wrong.append(f"{case}: markup came back raw")
        if f'href="javascript:{MARK}' in answer.text or "evil.example" in answer.headers.get("location", ""):
            self.found.wrong.append(f"{case}: led elsewhere")
        if "x" in answer.headers.get("set-cookie", "").split("=")[0]:
            self.found.wrong.append(f"{case}: set a cookie of its own")

    def _judge_refusal(self, case: str, answer: httpx2.Response, form: Form) -> None:
        words = re.sub(r"<[^>]+>", " ", answer.text)
        if not re.search(r"[a-z]{2,} [a-z]{2,}", words):
            self.found.wrong.append(f"{case}: no sentence")
        if self._would_keep and not form.stores:
            self.found.wrong.append(f"{case}: kept {self._written[0]:.80}")


def _pairs(fields: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in fields.items():
        for one in value if isinstance(value, list) else [value]:
            yield key, one


def _sendable(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode()) for name, value in headers.items()]
