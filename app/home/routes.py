"""Today, the list of people, the caseload, and the way to the own page."""

from fastapi import APIRouter, Depends, Request, Response

from app.clock import Now
from app.db import Db
from app.home import views
from app.home.acquaintances import acquaintances
from app.home.caseload import caseload
from app.home.near import profile_titles
from app.home.people_words import relation
from app.people.permits import Permission
from app.people.reads import Opened, opened
from app.people.signin import Permit, SignedIn
from app.web.pages import page, see_other
from app.web.paging import AskedPage

router = APIRouter()


@router.get("/", dependencies=[Depends(Permit(Permission.READ_TODAY))])
def show_today(request: Request, viewer: SignedIn, db: Db, now: Now) -> Response:
    shown = views.today_context(db, viewer, now)
    opened(db, viewer, *views.people_shown(shown), what=Opened.LIST, now=now)
    return page(request, "home/today.html", **shown)


@router.get("/people", dependencies=[Depends(Permit(Permission.READ_PERSON))])
def list_people(request: Request, viewer: SignedIn, db: Db, now: Now, paging: AskedPage) -> Response:
    found = acquaintances(db, viewer, paging, now=now)
    people = [(person, relation(person, viewer.zone, now)) for person in found]
    coming = views.coming(db, viewer, (), now)
    return page(request, "home/people.html", people=people, coming=coming, paging=paging)


@router.get("/caseload", dependencies=[Depends(Permit(Permission.READ_CASELOAD))])
def show_caseload(request: Request, viewer: SignedIn, db: Db, now: Now) -> Response:
    people = caseload(db, viewer, profile_titles(db), now)
    opened(db, viewer, *(person.id for person in people if person.goals), what=Opened.LIST, now=now)
    return page(request, "home/caseload.html", people=people, today=viewer.today(now))


@router.get("/my-practice", dependencies=[Depends(Permit(Permission.ASSESS_SELF))])
def open_own_page(viewer: SignedIn) -> Response:
    return see_other(f"/workers/{viewer.id}")
