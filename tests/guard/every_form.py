"""Every form in which people write in their own words, and every column that keeps text: guarded, or why not.

A new form gets a line in `ASKED`, or in `SAVED_BY_ITSELF` where its fields save themselves; a new column of text gets
its place there or a line in `NOT_GUARDED`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlmodel import Session

from app.goals.anchors import Anchor
from app.ratings.rules import Answer
from tests.coaching.given import PLAN, planned
from tests.conftest import Browser
from tests.goals.given import sent, wren_stands_at
from tests.pairs.story import both_rated
from tests.ratings.changing import begun
from tests.ratings.conftest import Desk
from tests.shelf.given import ended_goal, gifts
from tests.world import World

WHY = "It was about another meeting, so it misleads."
FOUR = {"content": Answer(4)}
_GAPS = ["group-agreements", "context", "stakeholders", "next-steps"]


@dataclass
class Given:
    """What a form is made of: the world, and the browsers of its people."""

    db: Session
    world: World
    desk: Desk
    browse: Callable[..., Browser]


@dataclass(frozen=True)
class Form:
    """What this person sends to this address, all of it right."""

    person: str
    address: str
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class Guarded:
    """How a form is made, and field to the column that keeps what is written into it."""

    make: Callable[[Given], Form]
    columns: Mapping[str, str]


def withdrawal(given: Given, *, days_ago: int = 0) -> Form:
    day = given.desk.clock() - timedelta(days=days_ago)
    made = given.desk.submitted("cora", "ash", answers=FOUR, on=day.date(), at=day)
    return Form("cora", f"/assessments/{made}/withdrawal", {"reason": WHY, "confirm": "yes"})


def asked_withdrawal(given: Given) -> Form:
    return withdrawal(given, days_ago=40)


def amendment(given: Given) -> Form:
    made = given.desk.submitted("cora", "ash", answers=FOUR, on=date(2026, 11, 12))
    draft = begun(given.browse("cora"), f"/assessments/{made}", content="5")
    return Form("cora", f"{draft}/submission", {"reason": WHY, "gap": _GAPS})


def goal(given: Given, **changes: Any) -> Form:
    wren_stands_at(given.db, given.world, 4)
    return Form("cora", f"/workers/{given.world['wren']}/goals", sent(own_words="Draw it.", **changes))


def draft_goal(given: Given) -> Form:
    return goal(given, go="draft")


def across(given: Given) -> Form:
    return goal(given, target="other", other_target="7", reason=WHY)


def _proposed(given: Given) -> str:
    form = across(given)
    answer = given.browse(form.person).post(form.address, dict(form.fields))
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).partition("?")[0]


def confirmation(given: Given) -> Form:
    return Form("wren", f"{_proposed(given)}/confirmation", {"answer": "confirm", "reason": WHY})


def set_aside(given: Given) -> Form:
    return Form("wren", f"{_proposed(given)}/confirmation", {"answer": "decline", "words": "Not this month."})


def look_back(given: Given) -> Form:
    place = _proposed(given)
    given.browse("wren").post(f"{place}/confirmation", {"answer": "confirm", "reason": WHY})
    fields = {"ending": "achieved", "helped": "A talk", "challenges": "Time", "other_areas": "None", "point_now": ""}
    return Form("wren", f"{place}/review", fields)


def outcomes(given: Given) -> Form:
    return goal(given, **{f"outcome-{anchor}": f"We saw {number} of them." for number, anchor in enumerate(Anchor)})


def gift(given: Given) -> Form:
    wren_stands_at(given.db, given.world, 4)
    return Form("wren", f"{ended_goal(given.browse, given.world)}/gift", {"text": "A card.", "revision": "0"})


def wish(given: Given) -> Form:
    form = gift(given)
    assert given.browse(form.person).post(form.address, dict(form.fields)).status_code == 303
    place = f"/shelf/waiting/{gifts(given.db)[0].id}/decision"
    return Form("cora", place, {"answer": "send-back", "wish": "Say which.", "revision": "1"})


def meeting(given: Given) -> Form:
    return Form("cora", f"/workers/{given.world['wren']}/coaching-sessions", PLAN)


def moved(given: Given) -> Form:
    place = planned(given.browse("cora"), given.world)
    return Form("cora", f"{place}/plan", PLAN | {"go": "save", "revision": "0"})


def sheet(given: Given, **fields: str) -> Form:
    return Form("cora", f"{planned(given.browse('cora'), given.world)}/sheet", {"go": "save"} | fields)


def row(given: Given) -> Form:
    new = {"new-practiced-kind": "talked", "new-commitment-owner": "coach", "new-commitment-by": "2026-11-20"}
    return sheet(given, **new)


_PLAN = {"situation": "goal.situation", "own_words": "goal.own_words"}
# The form comes back once, and its writer decides.
ASKED = {
    "withdrawal": Guarded(withdrawal, {"reason": "amendment.reason"}),
    "withdrawal that waits for approval": Guarded(asked_withdrawal, {"reason": "amendment_request.reason"}),
    "amendment": Guarded(amendment, {"reason": "amendment.reason"}),
    "goal": Guarded(goal, _PLAN),
    "draft of a goal": Guarded(draft_goal, _PLAN),
    "outcomes of a goal": Guarded(outcomes, {f"outcome-{anchor}": "goal_outcome.words" for anchor in Anchor}),
    "gift to the shelf": Guarded(gift, {"text": "shelf_gift.text"}),
    "wish for a text": Guarded(wish, {"wish": "shelf_gift.wish"}),
    "goal across a stage": Guarded(across, {"reason": "goal.coach_reason"}),
    "confirmation of a goal": Guarded(confirmation, {"reason": "goal.worker_reason"}),
    "goal set aside": Guarded(set_aside, {"words": "goal_review.challenges"}),
    "plan of a coaching session": Guarded(meeting, {"where": "coaching_session.place"}),
    "coaching session moved": Guarded(moved, {"where": "coaching_session.place"}),
    "rows of a coaching session": Guarded(
        row,
        {
            "new-line": "coaching_agenda_line.text",
            "new-practiced": "coaching_practiced.text",
            "new-commitment": "coaching_commitment.text",
        },
    ),
    "look back": Guarded(look_back, {name: f"goal_review.{name}" for name in ("helped", "challenges", "other_areas")}),
}


def note(given: Given) -> Form:
    made = given.desk.draft("cora", "wren", answers=FOUR)
    fields = {"point-content": "4", "note-content": "On the wall.", "revision-content": "1"}
    return Form("cora", f"/assessments/{made}/elements/content", fields)


def answer(given: Given) -> Form:
    return Form("wren", f"{both_rated(given.desk)}/answers/next", {"answer-next": "Map it.", "revision-next": "0"})


def part(given: Given, name: str) -> Form:
    place = planned(given.browse("cora"), given.world)
    return Form("cora", f"{place}/sheet/{name}", {f"revision-{name}": "0-x"})


# Kept while somebody writes, with the caution beside the field.
SAVED_BY_ITSELF = {
    "note of a rating": Guarded(note, {"note-content": "rating.note"}),
    "shared text of a coaching session": Guarded(partial(part, name="note"), {"part-note": "coaching_text.text"}),
    "private note": Guarded(partial(part, name="private"), {"part-private": "coaching_private_note.text"}),
    "why a scaling question": Guarded(partial(part, name="scaling"), {"scaling-lower": "coaching_scaling.lower"}),
    "one step up": Guarded(partial(part, name="scaling"), {"scaling-up": "coaching_scaling.up"}),
    "answer of a pair": Guarded(answer, {"answer-next": "pair_answer.text"}),
}

_OWN = "how the organization is called and set up, as its administrator writes it"
_ENTRY = "who somebody is, so that they can sign in and be found: their name and address are meant here"
_PUBLISHED = "the words and keys of a published profile, loaded from files"
_MADE = "made by the program"
NOT_GUARDED = {
    "agency.name": _OWN, "agency.time_zone": _OWN, "unit.name": _OWN,
    "account.name": _ENTRY, "account.email": _ENTRY, "account.password_hash": _MADE,
    "framework.slug": _PUBLISHED, "framework_version.content_hash": _PUBLISHED, "profile.slug": _PUBLISHED,
    "profile_version.title": _PUBLISHED, "profile_version.content_hash": _PUBLISHED, "element.key": _PUBLISHED,
    "element.title": _PUBLISHED, "indicator.key": _PUBLISHED, "indicator.stage": _PUBLISHED,
    "scale_version.slug": _PUBLISHED, "scale_version.content_hash": _PUBLISHED, "scale_point.stage": _PUBLISHED,
    "seen.indicator_key": _PUBLISHED, "goal_indicator.indicator_key": _PUBLISHED,
    "assessment.setting": "one of a list", "shelf_gift.folded": _MADE,
    "coaching_session.element_key": _PUBLISHED, "coaching_barrier.element_key": _PUBLISHED,
    "audit_entry.acting_as": _MADE, "audit_entry.action": _MADE, "audit_entry.subject_kind": _MADE,
    "audit_entry.outcome": _MADE, "audit_entry.request_id": _MADE, "audit_entry.once": _MADE, "audit_entry.hash": _MADE,
    "failed_try.subject_digest": _MADE, "failed_try.client_digest": _MADE, "kept_answer.key_digest": _MADE,
    "kept_answer.body_digest": _MADE, "kept_answer.location": _MADE, "password_link.token_digest": _MADE,
    "sign_in.token_digest": _MADE, "sign_in.browser": _MADE, "sign_in.mark_digest": _MADE,
    "outgoing_mail.recipient": _MADE, "outgoing_mail.subject": _MADE, "outgoing_mail.body": _MADE,
    "outgoing_mail.one_click": _MADE, "stop_link.token_digest": _MADE, "stop_link.address_digest": _MADE,
    "calendar_address.token_digest": _MADE,
}  # fmt: skip
