"""The administrator's pages: the agency and its units."""

from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from sqlmodel import Session

from app.clock import Now
from app.db import Db
from app.people import actions, forms
from app.people.access import Viewer
from app.people.guard_counts import counts_of
from app.people.models import Agency, Unit
from app.people.newer import newer_unit
from app.people.once import MadeOnce
from app.people.permits import Permission
from app.people.queries import agency_counts, unit_or_404, units_of
from app.people.signin import Permit, SignedIn
from app.web.errors import NewerError, ProblemsError
from app.web.forms import PostedForm
from app.web.pages import page, see_other
from app.web.paging import AskedPage, Paging
from app.web.revisions import Newer, revision_of

router = APIRouter(prefix="/agency")
manages = [Depends(Permit(Permission.MANAGE_PEOPLE))]


@router.get("", dependencies=manages)
def show_agency(request: Request, db: Db, now: Now, viewer: SignedIn) -> Response:
    kept = counts_of(db, viewer, today=viewer.today(now))
    return page(request, "people/agency.html", counts=agency_counts(db, viewer, now=now), kept=kept)


@router.get("/units", dependencies=manages)
def list_units(request: Request, db: Db, now: Now, viewer: SignedIn, paging: AskedPage) -> Response:
    return _units_page(request, db, now, viewer, paging=paging)


@router.post("/units", dependencies=manages)
def add_unit(request: Request, db: Db, now: Now, viewer: SignedIn, form: PostedForm, once: MadeOnce) -> Response:
    name = forms.read_name(form)
    try:
        actions.add_unit(db, viewer, agency=db.get_one(Agency, viewer.agency_id), name=name, at=now)
    except ProblemsError as error:
        return _units_page(request, db, now, viewer, status=422, name=name, errors=error.problems)
    return once.keep(see_other("/agency/units", done="unit-saved"))


@router.get("/units/{unit_id}", dependencies=manages)
def show_unit(request: Request, db: Db, viewer: SignedIn, unit_id: UUID) -> Response:
    unit = unit_or_404(db, viewer, unit_id)
    return _unit_page(request, unit, name=unit.name)


@router.post("/units/{unit_id}", dependencies=manages)
def rename_unit(request: Request, db: Db, now: Now, viewer: SignedIn, form: PostedForm, unit_id: UUID) -> Response:
    unit, name = unit_or_404(db, viewer, unit_id), forms.read_name(form)
    try:
        actions.rename_unit(db, viewer, unit, name=name, at=now, revision=revision_of(form))
    except NewerError:
        return _unit_page(request, unit, status=409, name=name, newer=newer_unit(unit, name))
    except ProblemsError as error:
        return _unit_page(request, unit, status=422, name=name, errors=error.problems)
    return see_other("/agency/units", done="unit-saved")


def _units_page(
    request: Request, db: Session, now: Now, viewer: Viewer, *, status: int = 200, name: str = "",
    errors: dict[str, str] | None = None, paging: Paging | None = None,
) -> Response:  # fmt: skip
    paging = paging or Paging()
    units = units_of(db, viewer, on=viewer.today(now), paging=paging)
    return page(
        request, "people/units.html", status=status, units=units, name=name, errors=errors or {}, paging=paging
    )  # fmt: skip


def _unit_page(
    request: Request, unit: Unit, *, name: str, status: int = 200, errors: dict[str, str] | None = None,
    newer: Newer | None = None,
) -> Response:  # fmt: skip
    return page(request, "people/unit.html", status=status, unit=unit, name=name, errors=errors or {}, newer=newer)
