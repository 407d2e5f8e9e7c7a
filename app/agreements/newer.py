"""The wording that somebody else has saved, beside the one that was typed meanwhile."""

from datetime import date

from app.agreements.candidates import Candidates
from app.agreements.forms import LEVELS, AgreementTyped
from app.agreements.words import LEVEL_TITLES
from app.people.models import Agreement
from app.ratings.rhythm import RHYTHMS
from app.web.revisions import Newer
from app.web.words import day, listed


def newer_wording(agreement: Agreement, saved: AgreementTyped, typed: AgreementTyped, offered: Candidates) -> Newer:
    pairs = zip(_words(saved, offered), _words(typed, offered), strict=True)
    rows = [(label, theirs, own) for (label, theirs), (_, own) in pairs]
    return Newer.between(rows, form="draft-form", place=f"/agreements/{agreement.id}/edit")


def newer_end(saved: date | None, typed: str) -> str:
    theirs = f"to {day(saved)}" if saved else "free again"
    own = _in_words(typed)
    return f"Somebody set the last day {theirs} after you opened this page. Your day, {own}, stands below, not saved."


def _words(typed: AgreementTyped, offered: Candidates) -> list[tuple[str, str]]:
    focus = [
        f"{title} {RHYTHMS.get(int(typed.rhythms[str(one)]), '')}".strip()
        for one, title in offered.profiles.items()
        if str(one) in typed.focus
    ]
    names = {str(one): name for one, name in offered.supervisors.items()}
    return [
        ("Profiles", listed(focus) or "none"),
        ("First day", _in_words(typed.starts_on)),
        ("Last day", _in_words(typed.ends_on) or "none"),
        ("Hours of coaching a month", typed.hours),
        ("Supervisor", names.get(typed.supervisor, "none")),
        ("What the supervisor sees", LEVEL_TITLES[LEVELS[typed.level]].lower()),
    ]


def _in_words(typed: str) -> str:
    """A day as the pages write it; what is no day as it was typed."""
    try:
        return day(date.fromisoformat(typed))
    except ValueError:
        return typed
