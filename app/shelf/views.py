"""What the pages of the shelf are made of."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from sqlmodel import Session

from app.frameworks.queries import loaded
from app.goals.queries import GoalView
from app.people.access import Viewer
from app.people.models import Account
from app.people.permits import Permission
from app.shelf import queries
from app.shelf.forms import GiftForm, WordForm
from app.shelf.names import marked, names_in
from app.shelf.own import has_given
from app.shelf.queries import Place, Text
from app.shelf.rules import GiftState, search_problem, step_words, terms_of
from app.web.paging import Paging

NEWER = "The text changed after you opened this page. Read it again, then decide."


def shelf(db: Session, viewer: Viewer, place: Place | None, asked: str, paging: Paging) -> dict[str, Any]:
    problem = search_problem(asked)
    texts = [] if problem else queries.on_shelf(db, viewer, place, terms_of(asked), paging)
    may_approve = viewer.may(Permission.APPROVE_SHELF)
    return {
        "status": 422 if problem else 200, "errors": {"q": problem} if problem else {}, "place": place, "asked": asked,
        "texts": texts, "paging": paging, "here": address_of(place, asked), "title": title_of(place),
        "waiting": queries.waiting_count(db, viewer) if may_approve else 0, "agency": viewer.agency_name,
        "has_given": has_given(db, viewer),
    }  # fmt: skip


def decision(
    db: Session, viewer: Viewer, text: Text, form: WordForm, *, errors: Mapping[str, str] | None = None,
    status: int = 422,
) -> dict[str, Any]:  # fmt: skip
    names = names_in(text.text, queries.people_of(db, viewer), as_words_too=True)
    return {
        "status": status if errors else 200, "errors": errors or {}, "text": text, "form": form,
        "pieces": marked(text.text, names), "has_names": bool(names), "agency": viewer.agency_name,
    }  # fmt: skip


def gift(
    db: Session, viewer: Viewer, view: GoalView, *, form: GiftForm | None = None,
    errors: Mapping[str, str] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """The giver's page: the form, or the text that waits or stands on the shelf."""
    given = queries.gift_of(db, view)
    filled = form or GiftForm.fresh(view, given)
    names = names_in(filled.text, queries.people_of(db, viewer)) if errors else []
    return {
        "status": 422 if errors else 200, "errors": errors or {}, "view": view, "form": filled, "gift": given,
        "worker": db.get_one(Account, viewer.id), "agency": viewer.agency_name,
        "is_open": given is None or given.state is GiftState.SENT_BACK,
        "step": step_words(view.goal.from_point, view.goal.target_point),
        "told_step": step_words(given.from_point, given.target_point) if given else "",
        "pieces": marked(filled.text, names) if names else [],
        "shelf": address_of(Place(loaded(db, view.goal.version_id), view.element_key), ""),
    }  # fmt: skip


def title_of(place: Place | None) -> str:
    return f"What helped: {place.title}" if place else "What helped"


def address_of(place: Place | None, asked: str) -> str:
    """The address of this part of the shelf, to which a page's number can be added."""
    parts = {"profile": place.version.slug if place else "", "element": place.element_key if place else "", "q": asked}
    query = urlencode({name: value for name, value in parts.items() if value})
    return f"/shelf?{query}" if query else "/shelf"
