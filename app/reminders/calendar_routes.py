"""A person's calendar, for programs that read calendars. Whoever has the address reads it; it changes nothing."""

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from app.clock import Now
from app.db import Db, afterwards
from app.people.access import Viewer
from app.people.signin import Public, paced_by_network
from app.reminders.entries import advanced, one_a_day
from app.reminders.feed import keep_told, rendered, told_to
from app.reminders.queries import calendar_behind, digest_of
from app.reminders.sources import entries_of
from app.web.errors import NotFoundError, TooFastError

router = APIRouter()


@router.get("/calendar/{token}.ics", dependencies=[Depends(Public())])
def read_calendar(request: Request, db: Db, now: Now, token: str) -> Response:
    """Reading tells what is; what was told is kept afterwards, and only where something has changed."""
    viewer = _owner(request, db, token)
    before = told_to(db, viewer.id)
    present = one_a_day(entries_of(db, viewer, now=now), before)
    told = advanced(before, present, now=now)
    if told != before:
        afterwards(db, lambda writer: keep_told(writer, viewer.id, present, now=now))
    origin = request.app.state.settings.origin
    content = rendered(viewer.id, told.values(), present, origin=origin, now=now)
    headers = {"Cache-Control": "private, no-store", "ETag": f'"{digest_of(content.decode())[:32]}"'}
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type="text/calendar", headers=headers)


def _owner(request: Request, db: Session, token: str) -> Viewer:
    """Whose calendar it is. Each is counted by itself, wherever it is read from; who guesses, by the network."""
    viewer, rates = calendar_behind(db, token), request.app.state.rates
    if viewer is None:
        paced_by_network(request)
        raise NotFoundError
    seconds = rates.seconds_to_wait("feed", str(viewer.id))
    if seconds:
        raise TooFastError(seconds)
    return viewer
