"""Answers: a template with its context, a part of a page for htmx, or the way to the next page."""

import hashlib
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID, uuid4

from fastapi import Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.settings import ROOT
from app.web import csrf, words
from app.web.notices import NOTICES


class MenuViewer(Protocol):
    """What the frame of a page needs to know of the person signed in."""

    id: UUID
    name: str
    role_words: str
    invented: bool

    def menu(self) -> tuple[tuple[str, str], ...]: ...


def page(
    request: Request, template: str, *, status: int = 200, fragment: str | None = None, **context: Any
) -> Response:
    """Render a page; when htmx asked for a part and the page has a fragment, render that alone.

    A page about a person has that person as `worker`, which decides the place shown as current in the menu.
    """
    asked_for_part = request.headers.get("hx-request-type") == "partial"
    name = fragment if fragment and asked_for_part else template
    if getattr(request.state, "cautions", None):
        # A form whose text waits for its writer's decision has kept nothing.
        status = max(status, HTTPStatus.UNPROCESSABLE_ENTITY.value)
    html = environment().get_template(name).render(frame(request, context.get("worker")) | context)
    headers = {"Vary": "HX-Request-Type"} if fragment else {}
    return HTMLResponse(html, status_code=status, headers=headers)


def frame(request: Request, worker: Any = None) -> dict[str, Any]:
    """What `base.html` shows around every page."""
    viewer: MenuViewer | None = getattr(request.state, "viewer", None)
    return {
        "request": request,
        "viewer": viewer,
        "nav": _navigation(viewer, _place(request, viewer, worker)),
        "csrf_token": csrf.token_for(request) or getattr(request.state, "new_token", ""),
        # So many seconds until this person is signed out, unless there is a click before.
        "seconds_left": getattr(request.state, "seconds_left", None),
        "demo": bool(viewer and viewer.invented),
        "notice": NOTICES.get(request.query_params.get("done", "")),
        # Field to what in its text may name somebody, and the mark by which the writer's decision about it is known.
        "cautions": getattr(request.state, "cautions", {}),
        "as_written": getattr(request.state, "as_written", ""),
    }


def see_other(path: str, *, done: str | None = None) -> Response:
    """Send the browser on after a change, so that loading again repeats nothing."""
    if done:
        mark = "&" if "?" in path else "?"
        head, hash_sign, tail = path.partition("#")
        path = f"{head}{mark}done={done}{hash_sign}{tail}"
    return RedirectResponse(path, status_code=303)


@cache
def environment() -> Environment:
    env = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.update(asset=asset, new_key=uuid4)
    env.filters.update(words.FILTERS)
    return env


@cache
def asset(path: str) -> str:
    """The address of a file under `static/`, with its content's hash so that it can be kept for a year."""
    digest = hashlib.sha256((ROOT / "static" / Path(path)).read_bytes()).hexdigest()[:12]
    return f"/static/{path}?v={digest}"


def _place(request: Request, viewer: MenuViewer | None, worker: Any) -> str:
    person = getattr(worker, "id", None)
    if viewer is None or person is None:
        return request.url.path
    return "/my-practice" if person == viewer.id else "/people"


def _navigation(viewer: MenuViewer | None, path: str) -> list[dict[str, Any]]:
    if viewer is None:
        return []
    return [
        {"label": label, "href": href, "current": path == href or (href != "/" and path.startswith(href + "/"))}
        for label, href in viewer.menu()
    ]
