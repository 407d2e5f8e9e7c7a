"""Pages to read the frameworks and their practice profiles, on screen and on paper."""

from fastapi import APIRouter, Depends, Request, Response

from app.db import Db
from app.frameworks import queries, words
from app.people.access import Viewer
from app.people.permits import Permission
from app.people.signin import Permit, SignedIn
from app.web.pages import page

router = APIRouter(prefix="/profiles", dependencies=[Depends(Permit(Permission.READ_PROFILE))])


@router.get("")
def frameworks(request: Request, viewer: SignedIn, db: Db) -> Response:
    shelf = [(framework, queries.profiles_of(db, framework.slug)) for framework in queries.frameworks_in_force(db)]
    return page(
        request, "frameworks/list.html", shelf=shelf, words=words, reads_shelf=viewer.may(Permission.READ_SHELF)
    )


@router.get("/{framework}")
def framework(request: Request, db: Db, framework: str) -> Response:
    found = queries.framework_or_404(db, framework)
    profiles = queries.profiles_of(db, framework)
    return page(request, "frameworks/framework.html", framework=found, profiles=profiles, words=words)


@router.get("/{framework}/{slug}")
def profile(request: Request, viewer: SignedIn, db: Db, framework: str, slug: str) -> Response:
    return _profile_page(request, viewer, db, "frameworks/profile.html", framework, slug)


@router.get("/{framework}/{slug}/paper")
def paper(request: Request, viewer: SignedIn, db: Db, framework: str, slug: str) -> Response:
    return _profile_page(request, viewer, db, "frameworks/paper.html", framework, slug)


def _profile_page(request: Request, viewer: Viewer, db: Db, template: str, framework: str, slug: str) -> Response:
    version = queries.profile_or_404(db, framework, slug)
    shelf = queries.framework_or_404(db, framework)
    return page(
        request, template, framework=shelf, version=version, profile=version.profile, words=words,
        values={entry.key: entry for section in shelf.sections if section.key == "values" for entry in section.entries},
        reads_shelf=viewer.may(Permission.READ_SHELF),
    )  # fmt: skip
