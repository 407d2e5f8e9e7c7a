"""The page where a person chooses what is told by mail and keeps a calendar address."""

from fastapi import Request, Response
from sqlmodel import Session

from app.people.access import Viewer
from app.people.models import Account
from app.reminders import words
from app.reminders.queries import calendar_made_at, choices_of
from app.reminders.rules import Choices, Kind
from app.settings import Settings
from app.web.pages import page
from app.web.revisions import Newer
from app.web.words import listed


def own_page(
    request: Request, db: Session, viewer: Viewer, *, typed: Choices | None = None, newer: Newer | None = None,
    errors: dict[str, str] | None = None, address: str | None = None,
) -> Response:  # fmt: skip
    settings: Settings = request.app.state.settings
    kinds = [(kind, words.KINDS[kind][0], words.LIMITS[kind]) for kind in Kind]
    saved = choices_of(db, viewer.id)
    return page(
        request, "reminders/mine.html", status=409 if newer else 422 if errors else 200, errors=errors or {},
        newer=newer, choices=typed or saved, revision=saved.revision, sends_mail=settings.sends_mail,
        email=db.get_one(Account, viewer.id).email, kinds=kinds,
        paces=[(pace, *said) for pace, said in words.PACES.items()], made_at=calendar_made_at(db, viewer.id),
        address=address,
    )  # fmt: skip


def newer_choices(saved: Choices, typed: Choices) -> Newer:
    rows = [
        ("When it comes", words.PACES[saved.pace][0], words.PACES[typed.pace][0]),
        ("What it tells", _told(saved), _told(typed)),
    ]
    return Newer.between(rows, form="mail-form", place="/my-reminders")


def _told(choices: Choices) -> str:
    return listed(words.KINDS[kind][1] for kind in Kind if kind not in choices.off) or "nothing"
