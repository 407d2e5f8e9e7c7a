"""Today, the list of people, and the way to the own page."""

from fastapi import APIRouter, Depends, Request, Response

from app.clock import Now
from app.db import Db
from app.frameworks.queries import loaded
from app.goals.queries import check_backs
from app.home import queries, views, words
from app.home.rules import MOST_SHOWN, first_task, in_order
from app.people.permits import Permission, Role
from app.people.signin import Permit, SignedIn
from app.web.pages import page, see_other

router = APIRouter()


@router.get("/", dependencies=[Depends(Permit(Permission.READ_TODAY))])
def show_today(request: Request, viewer: SignedIn, db: Db, now: Now) -> Response:
    today = viewer.today(now)
    focuses = queries.focuses_near(db, viewer, now=now)
    running = check_backs(db, viewer, now=now)
    profiles = views.profile_titles(db)
    tasks = views.tasks(db, viewer, focuses, running, profiles, now)
    agency = views.agency(db, viewer, now)
    first = first_task(tasks) or (agency["step"] if agency else None)
    due = [task for task in in_order(tasks) if task is not first]
    rows = queries.news_of(db, viewer, now=now)
    titles = {row.version_id: loaded(db, row.version_id).profile.title for row in rows}
    waiting = queries.proposals_near(db, viewer, now=now)
    agreed = [view for view in running if view.goal.proposed_by == viewer.id]
    return page(
        request, "home/today.html", today=today, first=first, due=due[:MOST_SHOWN], more=due[MOST_SHOWN:],
        due_help=words.due_help(len(due)), when=words.when, news=words.news(rows, agreed, titles, viewer, today),
        people=views.coached(viewer, focuses, running, waiting, profiles, today),
        unit=views.unit(db, viewer, focuses, now), agency=agency, roles=viewer.roles,
        own_goals=[view for view in running if view.goal.worker_id == viewer.id],
        own_proposals=views.own_proposals(viewer, waiting),
        has_work=bool(viewer.roles - {Role.ACADEMY_LEAD, Role.REVIEWER}),
    )  # fmt: skip


@router.get("/people", dependencies=[Depends(Permit(Permission.READ_PERSON))])
def list_people(request: Request, viewer: SignedIn, db: Db, now: Now) -> Response:
    today = viewer.today(now)
    found = queries.acquaintances(db, viewer, now=now)
    people = [(person, words.relation(person, today)) for person in found]
    return page(request, "home/people.html", people=people)


@router.get("/my-practice", dependencies=[Depends(Permit(Permission.ASSESS_SELF))])
def open_own_page(viewer: SignedIn) -> Response:
    return see_other(f"/workers/{viewer.id}")
