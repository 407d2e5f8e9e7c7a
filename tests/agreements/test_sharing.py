"""What the supervisor sees: less at once, more with every signature and for what is still to come."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from app.agreements import sharing
from app.agreements.actions import end_now
from app.audit.models import AuditEntry
from app.people.access import Viewer
from app.people.actions import add_position
from app.people.models import Agreement, AgreementTerms, PositionKind, Unit
from app.people.permits import Level
from app.web.errors import ConflictError, ProblemsError
from tests.agreements.given import account, draft, sign_on_page, signed
from tests.clock import START, Clock
from tests.conftest import Browser
from tests.goals.given import words
from tests.world import World, agreement, as_viewer

Browse = Callable[..., Browser]
Ask = Callable[[Any], list[Any]]
TODAY = date(2026, 11, 16)


def viewer_of(db: Session, world: World, name: str) -> Viewer:
    return as_viewer(db, account(db, world, name))


def wordings(ask: Ask, world: World, name: str = "cora-wren") -> list[tuple[int, Level, bool, bool]]:
    """Of every wording but the first: number, level, whether it counts, whether it was withdrawn."""
    of_agreement = select(AgreementTerms).where(
        col(AgreementTerms.agreement_id) == world.agreements[name], col(AgreementTerms.number) > 1
    )
    rows = ask(of_agreement.order_by(col(AgreementTerms.number)))
    return [(one.number, Level(one.level), bool(one.in_force_at), bool(one.withdrawn_at)) for one in rows]


def share(db: Session, world: World, level: Level = Level.RATINGS, at: datetime = START) -> Agreement:
    """Wren, Cora and Sue have signed that Sue sees more."""
    made = agreement(db, world, "cora-wren")
    sharing.offer(db, viewer_of(db, world, "cora"), made, supervisor=account(db, world, "sue"), level=level, at=at)
    signed(db, world, made, "wren", "sue", number=2, at=at)
    return made


def sees(db: Session, world: World, at: datetime = START) -> Level | None:
    made = agreement(db, world, "cora-wren")
    found = sharing.level_now(db, viewer_of(db, world, "wren"), made, world["sue"], at=at)
    # Asking takes the turn to write here, and the pages need it.
    db.commit()
    return found


@pytest.fixture
def path(world: World) -> str:
    return f"/agreements/{world.agreements['cora-wren']}"


def offer(browser: Browser, path: str, world: World, level: str = "goals", supervisor: str = "sue") -> Any:
    fields = {"go": "offer", "level": level, "supervisor": str(world[supervisor])}
    return browser.post(f"{path}/sharing", fields)


def test_an_offer_counts_when_all_three_have_signed(
    browse: Browse, ask: Ask, world: World, path: str, clock: Clock
) -> None:
    assert offer(browse("cora"), path, world).status_code == 303
    assert wordings(ask, world) == [(2, Level.GOALS, False, False)]
    page = words(browse("wren").get(path).text)
    assert "Sue sees, of what is submitted after the last signature" in page
    assert "Signed by Cora. Waits for Wren and Sue." in page
    assert "Nothing from before opens by it." in page
    sign_on_page(browse("sue"), path, number=2)
    assert wordings(ask, world) == [(2, Level.GOALS, False, False)]
    clock.forward(hours=1)
    sign_on_page(browse("wren"), path, number=2)
    assert wordings(ask, world) == [(2, Level.GOALS, True, False)]
    said = words(browse("ada").get(path).text)
    assert (
        "Sees goals in words without points since November 16, 2026, and that assessments took place, and when, and"
        " of each coaching session the day, the minutes and what it was about, no words of it." in said
    )


def test_the_same_offer_twice_is_one_and_the_workers_same_offer_is_a_signature(
    browse: Browse, ask: Ask, world: World, path: str
) -> None:
    cora = browse("cora")
    assert [offer(cora, path, world).status_code for _ in range(2)] == [303, 303]
    offer(browse("wren"), path, world)
    assert wordings(ask, world) == [(2, Level.GOALS, False, False)]
    assert "Waits for Sue." in words(cora.get(path).text)


def test_another_offer_takes_the_place_of_the_first(browse: Browse, ask: Ask, world: World, path: str) -> None:
    offer(browse("cora"), path, world, "ratings")
    offer(browse("wren"), path, world, "goals")
    assert wordings(ask, world) == [(2, Level.RATINGS, False, True), (3, Level.GOALS, False, False)]
    assert sign_on_page(browse("sue"), path, number=2).status_code == 409


def test_a_supervisor_offers_nothing_and_an_administrator_changes_nothing(
    browse: Browse, ask: Ask, world: World, path: str
) -> None:
    assert offer(browse("sue"), path, world).status_code == 403
    assert offer(browse("ada"), path, world).status_code == 403
    assert browse("ada").post(f"{path}/sharing", {"go": "narrow", "level": "activity"}).status_code == 403
    for name in ("theo", "ash", "stan", "otto"):
        assert offer(browse(name), path, world).status_code == 404
    assert wordings(ask, world) == []
    assert "Offer to share more" not in browse("sue").get(path).text


@pytest.mark.parametrize(
    ("level", "supervisor", "field"),
    [
        ("activity", "sue", "level"),
        ("points", "sue", "level"),
        ("", "sue", "level"),
        ("goals", "stan", "supervisor"),
        ("goals", "cora", "supervisor"),
        ("goals", "olga", "supervisor"),
    ],
)
def test_an_offer_that_does_not_do_is_explained(
    browse: Browse, ask: Ask, world: World, path: str, level: str, supervisor: str, field: str
) -> None:
    answer = offer(browse("wren"), path, world, level, supervisor)
    assert answer.status_code == 422
    assert f'href="#field-{field}"' in answer.text
    assert wordings(ask, world) == []


def test_what_is_seen_already_is_not_offered(db: Session, world: World) -> None:
    made, sue = share(db, world), account(db, world, "sue")
    for level in (Level.GOALS, Level.RATINGS):
        with pytest.raises(ProblemsError):
            sharing.offer(db, viewer_of(db, world, "wren"), made, supervisor=sue, level=level, at=START)


def test_one_level_is_said_and_not_chosen_and_the_hours_of_signatures_stay_in_one_line(
    browse: Browse, db: Session, world: World, path: str
) -> None:
    share(db, world, Level.GOALS)
    db.commit()
    html = browse("wren").get(path).text
    assert 'type="radio"' not in html
    assert '<input type="hidden" name="level" value="ratings" />' in html
    assert "Ratings: that assessments took place" in words(html)
    assert "9:00 AM" not in html


@pytest.mark.parametrize("name", ["wren", "cora", "sue"])
def test_each_of_the_three_lets_sue_see_less_at_once(
    browse: Browse, db: Session, ask: Ask, world: World, path: str, name: str
) -> None:
    share(db, world)
    assert sees(db, world) is Level.RATINGS
    person, change = browse(name), {"go": "narrow", "level": "goals"}
    assert [person.post(f"{path}/sharing", change).status_code for _ in range(2)] == [303, 303]
    assert wordings(ask, world) == [(2, Level.RATINGS, True, False), (3, Level.GOALS, True, False)]
    assert sees(db, world) is Level.GOALS
    assert person.post(f"{path}/sharing", {"go": "narrow", "level": "ratings"}).status_code == 422
    entries = ask(select(AuditEntry).where(col(AuditEntry.action) == "agreement:narrow"))
    assert [(entry.actor_id, entry.details["level"]) for entry in entries] == [(world[name], "goals")]
    assert "Narrowed by" in words(browse("ada").get(path).text)


def test_sharing_less_lets_an_offer_fall_away(browse: Browse, db: Session, ask: Ask, world: World, path: str) -> None:
    share(db, world, Level.GOALS)
    db.commit()
    offer(browse("cora"), path, world, "ratings")
    browse("sue").post(f"{path}/sharing", {"go": "narrow", "level": "activity"})
    assert wordings(ask, world) == [
        (2, Level.GOALS, True, False), (3, Level.RATINGS, False, True), (4, Level.ACTIVITY, True, False),
    ]  # fmt: skip
    assert sign_on_page(browse("wren"), path, number=3).status_code == 409


@pytest.mark.parametrize("name", ["wren", "cora", "sue"])
def test_an_offer_is_taken_back_or_declined_by_each_of_the_three(
    browse: Browse, ask: Ask, world: World, path: str, name: str
) -> None:
    offer(browse("cora"), path, world)
    label = "Take the offer back" if name == "cora" else "Decline the offer"
    person = browse(name)
    assert label in words(person.get(path).text)
    assert [person.post(f"{path}/sharing", {"go": "take-back"}).status_code for _ in range(2)] == [303, 303]
    assert wordings(ask, world) == [(2, Level.GOALS, False, True)]
    assert "Taken back on November 16, 2026, before it counted." in words(person.get(path).text)
    assert len(ask(select(AuditEntry).where(col(AuditEntry.action) == "agreement:take-back"))) == 1


def test_what_nobody_knows_is_not_done(browse: Browse, world: World, path: str) -> None:
    assert browse("wren").post(f"{path}/sharing", {"go": "open"}).status_code == 404
    assert browse("wren").post(f"{path}/sharing").status_code == 404


def test_after_a_move_it_is_activity_until_the_same_is_signed_again(
    browse: Browse, db: Session, world: World, path: str, clock: Clock
) -> None:
    share(db, world, Level.GOALS)
    move(db, world, "south", TODAY + timedelta(days=1))
    move(db, world, "north", TODAY + timedelta(days=2))
    db.commit()
    clock.forward(days=2, hours=1)
    assert sees(db, world, clock()) is Level.ACTIVITY
    wren = browse("wren")
    page = words(wren.get(path).text)
    assert "After a move to another unit goals count no more until all sign again." in page
    assert "what was shared with Sue counts no more. Offer it again" in page
    assert offer(wren, path, world).status_code == 303
    for name in ("cora", "sue"):
        sign_on_page(browse(name), path, number=3)
    assert sees(db, world, clock()) is Level.GOALS


def test_in_another_unit_sue_sees_nothing_and_stan_can_be_offered_it(
    browse: Browse, db: Session, world: World, path: str
) -> None:
    share(db, world, Level.GOALS)
    move(db, world, "south", TODAY)
    db.commit()
    page = words(browse("wren").get(path).text)
    assert "Sees nothing now, and does not supervise Wren’s unit." in page
    assert "For Stan Reyes, who supervises Wren’s unit." in page
    assert offer(browse("wren"), path, world, supervisor="stan").status_code == 303
    assert browse("stan").get(path).status_code == 200
    # The supervisor of before has no part in it from the move on.
    assert browse("sue").get(path).status_code == 404
    for name in ("cora", "stan"):
        sign_on_page(browse(name), path, number=3)
    assert browse("sue").get(path).status_code == 404


def test_goals_that_wait_from_the_start_are_declined_without_ending_the_coaching(
    browse: Browse, db: Session, world: World
) -> None:
    made = draft(db, world)
    signed(db, world, made, "sol", "cora")
    db.commit()
    path = f"/agreements/{made.id}"
    assert "Sees no more than any supervisor of the unit, until all have signed." in words(browse("sol").get(path).text)
    assert browse("sol").post(f"{path}/sharing", {"go": "narrow", "level": "goals"}).status_code == 422
    browse("stan").post(f"{path}/sharing", {"go": "take-back"})
    db.refresh(made)
    assert (made.opens_at is not None, sharing.terms_in_force(db, made)) == (True, None)


def test_what_is_to_come_can_be_narrowed_before_it_begins(db: Session, world: World) -> None:
    made = draft(db, world)
    signed(db, world, made, "sol", "cora", "stan")
    sharing.narrow(db, viewer_of(db, world, "sol"), made, level=Level.ACTIVITY, at=START)
    current = sharing.terms_in_force(db, made)
    assert current is not None
    assert (current.level, current.in_force_at) == (Level.ACTIVITY, made.opens_at)
    begun = START + timedelta(days=20)
    assert sharing.level_now(db, viewer_of(db, world, "sol"), made, world["stan"], at=begun) is Level.ACTIVITY


def test_neither_a_draft_nor_what_has_ended_is_shared(db: Session, world: World) -> None:
    made, wren = share(db, world), viewer_of(db, world, "wren")
    end_now(db, wren, made, at=START)
    sue, begun = account(db, world, "sue"), draft(db, world)
    steps: list[Callable[[], None]] = [
        lambda: sharing.narrow(db, wren, made, level=Level.ACTIVITY, at=START),
        lambda: sharing.offer(db, wren, made, supervisor=sue, level=Level.RATINGS, at=START),
        lambda: sharing.take_back(db, wren, made, at=START),
        lambda: sharing.narrow(db, wren, begun, level=Level.ACTIVITY, at=START),
    ]
    for step in steps:
        with pytest.raises(ConflictError):
            step()


def move(db: Session, world: World, unit: str, on: date) -> None:
    """Wren moves to another unit."""
    add_position(
        db, None, account(db, world, "wren"), unit=db.get_one(Unit, world.units[unit]),
        kind=PositionKind.SOCIAL_WORKER, starts_on=on, ends_on=None, at=START,
    )  # fmt: skip
