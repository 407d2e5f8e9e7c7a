"""What the page of a pair shows in each of its states."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from app.goals.access import may_set
from app.goals.twice import waiting_goals
from app.pairs import rows as pair_rows
from app.pairs import story as pair_story
from app.pairs import words
from app.pairs.comparison import Comparison, next_element
from app.pairs.forms import token
from app.pairs.models import PairAnswer
from app.pairs.reading import LoadedPair
from app.pairs.rules import QUESTION_WORDS, Question
from app.people.access import Viewer
from app.people.guarded import Caution, caution_of
from app.people.permits import Permission
from app.ratings.queries import open_drafts
from app.ratings.rhythm import end_of_month, month_of
from app.ratings.words import not_rated, trail
from app.web.words import clock_time, first_name, local_day, short_day


@dataclass(frozen=True)
class Field:
    """One of the three questions: the text shown, the one it was written on, and what became of saving it."""

    question: Question
    label: str
    text: str
    token: str
    kind: str = ""
    words: str = ""
    newer: PairAnswer | None = None

    @property
    def caution(self) -> Caution | None:
        return caution_of(self.text)

    @property
    def newer_token(self) -> str:
        return token(self.newer)


def context(db: Session, viewer: Viewer, found: LoadedPair, *, now: datetime) -> dict[str, Any]:
    """What every state shows: the names, the month, how it opened and who can see it."""
    said_by, profile = words.names(found.coach_account.name, found.worker.name), found.version.profile
    return {
        "found": found, "worker": found.worker, "names": said_by, "profile": profile,
        "title": words.title(profile.title, found.opened is not None, found.has_both),
        "trail": trail(viewer, found.worker), "told": pair_story.told(found, said_by, viewer.zone),
        "opening": pair_story.opening_sentence(found, viewer.zone),
        "who": pair_story.readers(db, viewer, found, now=now),
    }  # fmt: skip


def sealed(db: Session, viewer: Viewer, found: LoadedPair, *, now: datetime) -> dict[str, Any]:
    """A pair that waits for the viewer, or for the other one."""
    own = found.side_of(viewer.id)
    return {
        "own": own, "other": first_name(found.other_than(viewer.id).name), "is_worker": viewer.id == found.worker.id,
        "last_day": pair_story.last_sealed_day(found, viewer.zone),
        "rate_href": None if own else _rate_href(db, viewer, found, now),
        "other_month": month_of(viewer.today(now)) != found.pair.month,
    }  # fmt: skip


def opened(db: Session, viewer: Viewer, found: LoadedPair, *, now: datetime) -> dict[str, Any]:
    """Both views side by side; where one is not in, or on another scale, each by itself."""
    said_by, both = words.names(found.coach_account.name, found.worker.name), pair_rows.comparison(found)
    sides = ((said_by.coach, found.coach), (said_by.own, found.own))
    return {
        "parts": pair_rows.parts(found, both, said_by) if both else None,
        "views": [
            (who, side, [] if side.is_withdrawn else pair_rows.one_view(side, who)) for who, side in sides if side
        ] if not both else [],
        "amended": [(words.amended(who, side.amended, viewer.zone), side.amended) for who, side in sides
                    if side and side.amended],
        "later": [(one, pair_story.later_words(found, said_by, one, viewer.zone)) for one in found.later],
        "not_rated": not_rated(found.version.profile), "has_both": found.has_both,
        "is_worker": viewer.id == found.worker.id, "rate_href": _late_href(db, viewer, found, now),
        "next_href": _next_href(db, viewer, found, both, now),
        "goals_waiting": waiting_goals(
            db, viewer, found.worker, profile_id=found.pair.profile_id, element_key=None, now=now
        ),
    }  # fmt: skip


def fields(
    viewer: Viewer, found: LoadedPair, kept: Mapping[Question, PairAnswer], *, now: datetime,
    typed: Mapping[Question, str] | None = None, overtaken: Mapping[Question, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> list[Field]:  # fmt: skip
    """The three fields as stored, or as `typed`; `overtaken` ones keep the token that was posted with them."""
    return [
        _field(viewer, found, one, kept.get(one), now, typed or {}, overtaken or {}, (errors or {}).get(one.value))
        for one in Question
    ]


def saved_words(viewer: Viewer, found: LoadedPair, answer: PairAnswer, now: datetime) -> str:
    """Saved 4:20 PM, Cora."""
    said_by, on = words.names(found.coach_account.name, found.worker.name), local_day(answer.saved_at, viewer.zone)
    when = clock_time(answer.saved_at, viewer.zone) if on == viewer.today(now) else short_day(on)
    return f"Saved {when}, {said_by.own if answer.saved_by == found.worker.id else said_by.coach}"


def _field(
    viewer: Viewer, found: LoadedPair, question: Question, kept: PairAnswer | None, now: datetime,
    typed: Mapping[Question, str], overtaken: Mapping[Question, str], error: str | None,
) -> Field:  # fmt: skip
    label = QUESTION_WORDS[question]
    text = typed.get(question, kept.text if kept else "")
    if question in overtaken:
        said = saved_words(viewer, found, kept, now) if kept else ""
        return Field(question, label, text, overtaken[question], "newer", said, kept)
    if error:
        return Field(question, label, text, token(kept), "problem", error)
    return Field(question, label, text, token(kept), "ok", saved_words(viewer, found, kept, now)) if kept else Field(
        question, label, text, token(None)
    )  # fmt: skip


def _late_href(db: Session, viewer: Viewer, found: LoadedPair, now: datetime) -> str | None:
    """The way on for whoever reads the other's view and has none there."""
    own = found.side_of(viewer.id)
    has_rated = (own and not own.is_withdrawn) or any(one.rater_id == viewer.id for one in found.later)
    return None if has_rated else _rate_href(db, viewer, found, now)


def _rate_href(db: Session, viewer: Viewer, found: LoadedPair, now: datetime) -> str | None:
    permission = Permission.ASSESS_SELF if viewer.id == found.worker.id else Permission.RATE
    if not (found.is_running and viewer.may(permission)):
        return None
    pair = found.pair
    for draft in open_drafts(db, viewer, now=now):
        of_pair = (found.worker.id, pair.profile_id, pair.month)
        if not draft.amends and (draft.worker_id, draft.profile_id, month_of(draft.observed_on)) == of_pair:
            return f"/assessments/{draft.id}"
    start = f"/workers/{found.worker.id}/assessments/new?profile={found.version.slug}"
    is_past = pair.month < month_of(viewer.today(now))
    return f"{start}&on={end_of_month(pair.month)}" if is_past else start


def _next_href(db: Session, viewer: Viewer, found: LoadedPair, both: Comparison | None, now: datetime) -> str | None:
    if not (found.is_running and may_set(db, viewer, found.worker, now=now)):
        return None
    start = f"/workers/{found.worker.id}/goals/new"
    element = next_element(both, found.version.profile.scale) if both else None
    return f"{start}?profile={found.version.slug}&element={element.key}" if element else start
