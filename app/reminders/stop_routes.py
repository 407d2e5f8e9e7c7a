"""Stopping a mail by a link in it. Nobody needs to be signed in, and following the link changes nothing yet."""

import re
from http import HTTPStatus

from fastapi import APIRouter, Depends, Request, Response

from app.clock import Now
from app.db import Db
from app.people.signin import Public, paced_by_network
from app.reminders import words
from app.reminders.actions import stop
from app.reminders.queries import Stop, stop_of
from app.web.pages import page

router = APIRouter()
public = [Depends(Public())]
# A mail program stops a mail with one request (RFC 8058): from no page of ours, without cookie and form token. The
# secret in the address says which mail, and all it can do is to stop that one.
ONE_CLICK = re.compile(r"/stop-mail/[^/]+")


@router.get("/stop-mail/{token}", dependencies=public)
def show_stop(request: Request, db: Db, now: Now, token: str) -> Response:
    found = stop_of(db, token, now=now)
    return _page(request, found, "reminders/stop.html")


@router.post("/stop-mail/{token}", dependencies=[Depends(paced_by_network), *public])
def stop_mail(request: Request, db: Db, now: Now, token: str) -> Response:
    """The answer is a page and not the way to one: mail programs do not follow (RFC 8058, 3.2)."""
    found = stop_of(db, token, now=now)
    if found:
        stop(db, found, at=now)
    return _page(request, found, "reminders/stopped.html")


def _page(request: Request, found: Stop | None, template: str) -> Response:
    if found is None:
        return page(request, "reminders/stop-over.html", status=HTTPStatus.NOT_FOUND)
    return page(request, template, about=words.KINDS[found.kind][1] if found.kind else None)
