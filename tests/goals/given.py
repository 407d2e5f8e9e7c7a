"""What the tests of goals start from: points with taps, and the form as a browser would send it."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from html.parser import HTMLParser
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlmodel import Session, col

from app.agreements.actions import newest_terms
from app.agreements.sharing import offer
from app.agreements.signing import sign
from app.audit.models import AuditEntry
from app.clock import start_of
from app.goals.models import Goal
from app.people.models import Account, Agreement
from app.people.permits import Level
from app.people.queries import agreement_at
from app.ratings import actions
from app.ratings.rules import NOTHING_YET, Kind
from tests.stories import open_pair, version_of, viewer_of
from tests.world import World, as_viewer

CORAS_DAY, WRENS_DAY = date(2026, 11, 10), date(2026, 11, 12)


def rated(
    db: Session, world: World, rater: str, worker: str, *, point: int, on: date, element: str = "stakeholders",
    profile: str = "safety-mapping", seen: frozenset[str] = frozenset(), opened: bool = True,
) -> None:  # fmt: skip
    """One submitted assessment of one element, with the indicators that were tapped.

    Unless the seal is what a story is about, the other side declares at once to open it without rating.
    """
    viewer, account = viewer_of(db, world, rater), db.get_one(Account, world[worker])
    version, at = version_of(db, world, profile), start_of(on, "America/Los_Angeles").replace(minute=30)
    assessment = actions.start_assessment(
        db, viewer, worker=account, kind=Kind.SELF if rater == worker else Kind.COACH, version=version,
        observed_on=on, setting=None, agreement=agreement_at(db, account, at), at=at,
    )  # fmt: skip
    answer = replace(NOTHING_YET, point=point, seen=seen)
    actions.save_sheet(db, viewer, assessment, version, answers={element: answer}, revisions={}, at=at)
    actions.submit(db, viewer, assessment, version, at=at)
    if opened and assessment.pair_id:
        open_pair(db, assessment, at=at)
    db.commit()


def wren_stands_at(db: Session, world: World, point: int) -> None:
    """Cora's point on Stakeholders, and Wren's own, with taps of each."""
    rated(db, world, "wren", "wren", point=point, on=WRENS_DAY, seen=frozenset({"a1", "a2", "a3"}))
    rated(db, world, "cora", "wren", point=point, on=CORAS_DAY, seen=frozenset({"a1"}))


def sent(**changes: Any) -> dict[str, Any]:
    """The form of a step from 4 to 5 on Stakeholders; None leaves a field out."""
    fields: Mapping[str, Any] = {
        "profile": "safety-mapping", "element": "stakeholders", "form_key": str(uuid4()), "opened_at": "4",
        "target": "5", "other_target": "7", "indicators": ["a3"], "situation": "The next mapping",
        "help": ["practice"], "check_back_on": "2026-12-16", "go": "save",
    } | changes  # fmt: skip
    return {name: value for name, value in fields.items() if value is not None}


def stepping(count: int, *, present: int = 4, **changes: Any) -> list[dict[str, Any]]:
    """As many forms as asked, each of another step, because the same one is set once: a reason goes with them all."""
    reason = {"reason": "A judge asks for it."}
    targets = range(present + 1, present + 1 + count)
    return [sent(target=str(one), opened_at=str(present), **reason | changes) for one in targets]


def goals(db: Session) -> list[Goal]:
    """Every goal there is. The transaction ends at once, or the next page would wait for it."""
    db.expire_all()
    found = list(db.scalars(sa.select(Goal).order_by(col(Goal.created_at), col(Goal.id))))
    db.commit()
    return found


def audited(db: Session, goal_id: UUID) -> list[str]:
    """What became of a goal, without who was refused it."""
    of_goal = (col(AuditEntry.subject_id) == goal_id, col(AuditEntry.subject_kind) == "goal")
    entries = sa.select(col(AuditEntry.action)).where(*of_goal)
    found = list(db.scalars(entries.order_by(col(AuditEntry.sequence))))
    db.commit()
    return found


def words(html: str) -> str:
    """What a page says, without its markup and its hidden pieces."""
    html = re.sub(r"<span data-piece\s+hidden>.*?</span>\s*\.</span>", "", html, flags=re.DOTALL)
    html = re.sub(r"<(head|script)\b.*?</\1>", "", html, flags=re.DOTALL)
    text = re.sub(r"<[^>]+>", " ", html).replace("&#39;", "'").replace("&#34;", '"').replace("&amp;", "&")
    return re.sub(r"\s+([.,])", r"\1", re.sub(r"\s+", " ", text))


def sue_sees(db: Session, world: World, level: Level, *, at: datetime) -> None:
    """Cora offers that Sue sees more of what is still to come with Wren, and all three sign."""
    agreement = db.get_one(Agreement, world.agreements["cora-wren"])
    cora, wren, sue = (db.get_one(Account, world[name]) for name in ("cora", "wren", "sue"))
    offer(db, as_viewer(db, cora), agreement, supervisor=sue, level=level, at=at)
    for person in (wren, sue):
        sign(db, as_viewer(db, person), agreement, number=newest_terms(db, agreement).number, earlier=None, at=at)
    db.commit()


class _Said(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = ("aria-label", "alt", "title", "value", "placeholder", "content", "data-figure", "d", "points")
        self.said += [value for name, value in attrs if name in told and value and tag != "meta"]
        self.said += [value for name, value in attrs if name == "class" and value and value.startswith("stair")]


_DATES = re.compile(r"(\w+ \d{4}|\w+ \d{1,2}(, \d{4})?|\d{4}-\d\d-\d\d)")
_MONTHS = re.compile(r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")


def digits(html: str) -> list[str]:
    """Every piece of a page's main part that holds a digit in text or in what a picture says, dates left out."""
    parser = _Said()
    parser.feed(html[html.index("<main") :])
    pieces = (_DATES.sub(lambda found: "" if _MONTHS.match(found[0]) else found[0], piece) for piece in parser.said)
    # A hidden token is made of letters and digits, and tells nothing.
    return [piece for piece in pieces if re.search(r"\d", piece) and not re.fullmatch(r"[0-9a-f]{64}", piece.strip())]
