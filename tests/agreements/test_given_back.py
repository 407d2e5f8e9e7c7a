"""An agreement that ends before it began gives back the days of the one that was to end with it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col, select

from app.agreements.actions import end_agreement, end_now
from app.audit.models import AuditEntry
from app.people.models import Agreement
from app.people.permits import Level
from tests.agreements.given import DECEMBER, account, draft, signed
from tests.clock import START, Clock
from tests.conftest import Browser
from tests.goals.given import words
from tests.world import World, agreement, as_viewer

Browse = Callable[..., Browser]
Ask = Callable[[Any], list[Any]]
LATER = START + timedelta(hours=1)


def with_theo(db: Session, world: World, starts_on: date = DECEMBER, ends_on: date | None = None) -> Agreement:
    """Wren and Theo have signed that Theo coaches Wren from then on."""
    made = draft(
        db, world, "wren", "theo", None, level=Level.ACTIVITY, starts_on=starts_on, ends_on=ends_on
    )  # fmt: skip
    signed(db, world, made, "theo", "wren")
    return made


def days_of_cora(db: Session, world: World) -> tuple[date | None, bool]:
    """The last day with Cora, and whether it has an end at all."""
    kept = agreement(db, world, "cora-wren")
    return kept.ends_on, kept.closes_at is not None


def end(db: Session, world: World, made: Agreement, who: str = "theo") -> None:
    end_now(db, as_viewer(db, account(db, world, who)), made, at=LATER)


def test_wren_keeps_cora_when_the_agreement_with_theo_never_begins(
    browse: Browse, db: Session, ask: Ask, world: World, clock: Clock
) -> None:
    made = with_theo(db, world)
    db.commit()
    assert days_of_cora(db, world) == (date(2026, 11, 30), True)
    db.commit()
    clock.forward(hours=1)
    assert browse("theo").post(f"/agreements/{made.id}/end", {"go": "now", "sure": "yes"}).status_code == 303
    db.expire_all()
    assert days_of_cora(db, world) == (None, False)
    db.commit()
    assert "To no end set" in words(browse("wren").get(f"/agreements/{world.agreements['cora-wren']}").text)
    (entry,) = ask(select(AuditEntry).where(col(AuditEntry.action) == "agreement:go-on"))
    assert (entry.subject_id, entry.actor_id) == (world.agreements["cora-wren"], world["theo"])
    clock.forward(days=20)
    assert browse("cora").get(f"/workers/{world['wren']}/goals/new").status_code == 200


def test_a_last_day_that_was_set_before_is_the_last_day_again(db: Session, world: World) -> None:
    cora = agreement(db, world, "cora-wren")
    end_agreement(db, None, cora, on=date(2026, 12, 20), at=START)
    closes_at = cora.closes_at
    end(db, world, with_theo(db, world))
    assert (cora.ends_on, cora.closes_at) == (date(2026, 12, 20), closes_at)


def test_an_end_that_was_set_since_stands(db: Session, world: World) -> None:
    made, cora = with_theo(db, world), agreement(db, world, "cora-wren")
    end_now(db, None, cora, at=START + timedelta(minutes=1))
    end(db, world, made)
    assert cora.closes_at == START + timedelta(minutes=1)


def test_an_agreement_that_ended_of_itself_is_not_made_longer(db: Session, world: World) -> None:
    end_agreement(db, None, agreement(db, world, "cora-wren"), on=date(2026, 11, 30), at=START)
    end(db, world, with_theo(db, world))
    assert days_of_cora(db, world) == (date(2026, 11, 30), True)


def test_what_has_begun_gives_nothing_back(db: Session, world: World) -> None:
    made = with_theo(db, world)
    end_now(db, None, made, at=START + timedelta(days=30))
    assert days_of_cora(db, world) == (date(2026, 11, 30), True)


def test_days_are_given_back_up_to_the_agreement_that_comes_after(db: Session, world: World) -> None:
    made = with_theo(db, world, ends_on=date(2026, 12, 31))
    later = with_theo(db, world, starts_on=date(2027, 2, 1))
    end(db, world, made)
    kept = agreement(db, world, "cora-wren")
    assert (kept.ends_on, kept.closes_at) == (date(2027, 1, 31), later.opens_at)
    end(db, world, later, who="wren")
    assert days_of_cora(db, world) == (None, False)
