"""The page that shows the whole policy, to anybody."""

from fastapi import APIRouter, Depends, Request, Response

from app.clock import Now
from app.db import Db
from app.people.permits import Level
from app.people.policy import by_level, by_role, level_name
from app.people.policy_words import RULES
from app.people.signin import Public, asking
from app.web.pages import page

router = APIRouter()


@router.get("/who-sees-what", dependencies=[Depends(Public())])
def show_policy(request: Request, db: Db, now: Now) -> Response:
    # Whoever is signed in keeps the menu; the page itself is the same for all.
    standing = asking(request, db, now)
    request.state.viewer = standing.viewer if standing else None
    levels = [(level_name(level), level.words) for level in Level]
    return page(request, "people/who-sees-what.html", tables=by_role(), levels=levels, opens=by_level(), rules=RULES)
