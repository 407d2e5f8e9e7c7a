"""Today tells each side what the other one said of a coaching session: planned, changed, cancelled, closed."""

from sqlmodel import Session

from tests.clock import START, Clock
from tests.coaching.given import PLAN, Browse, close, fields_of, held, planned, words
from tests.conftest import Browser
from tests.home.given import titles, today_of
from tests.world import World

PLANNED, CHANGED = "Cora planned a coaching session", "Cora changed a coaching session"


def test_what_cora_planned_is_news_to_wren_and_to_nobody_else(browse: Browse, world: World) -> None:
    cora, wren = browse("cora"), browse("wren")
    at = planned(cora, world, day="2026-12-15", time="10:00")

    assert f"{PLANNED} Tue, Dec 15, 10:00 AM. Add to the agenda." in words(wren, "/")
    assert f'href="{at}"' in today_of(wren)
    for name in ("cora", "ash", "sue", "theo", "ada", "olga"):
        assert "planned a coaching session" not in today_of(browse(name))


def test_what_was_moved_is_one_word_with_the_day_that_counts(browse: Browse, world: World, clock: Clock) -> None:
    cora, wren = browse("cora"), browse("wren")
    at = planned(cora, world, day="2026-12-15", time="10:00")
    moved(cora, at, "2026-12-16")

    assert PLANNED in titles(today_of(wren))
    assert CHANGED not in titles(today_of(wren))
    assert "Wed, Dec 16, 10:00 AM. Add to the agenda." in words(wren, "/")
    clock.forward(days=15)
    assert "a coaching session" not in " ".join(titles(today_of(browse("wren"))))


def test_a_change_of_what_one_planned_oneself_is_news_and_the_own_word_ends_it(browse: Browse, world: World) -> None:
    cora, wren = browse("cora"), browse("wren")
    at = planned(wren, world, day="2026-12-15", time="10:00")
    moved(cora, at, "2026-12-16")

    assert CHANGED in titles(today_of(wren))
    assert "Wren planned a coaching session" not in titles(today_of(cora))
    moved(wren, at, "2026-12-17")
    assert CHANGED not in titles(today_of(wren))
    assert "Wren changed a coaching session" in titles(today_of(cora))


def test_what_was_cancelled_is_news_with_the_day_it_was_planned_for(browse: Browse, world: World) -> None:
    cora, wren = browse("cora"), browse("wren")
    at = planned(cora, world, day="2026-12-15", time="10:00")
    moved(wren, at, "2026-12-15", go="cancel")

    said = words(cora, "/")
    assert "Wren cancelled a coaching session It was planned for Tue, Dec 15, 10:00 AM." in said
    assert PLANNED not in words(wren, "/")


def test_what_cora_closed_is_news_to_wren(browse: Browse, world: World) -> None:
    cora, wren = browse("cora"), browse("wren")
    at = planned(cora, world, day="2026-11-12")
    assert close(cora, at).status_code == 303

    assert "Your coaching session of Nov 12 is closed Read what you both wrote." in words(wren, "/")
    assert "is closed" not in words(cora, "/")


def test_what_two_people_did_elsewhere_is_no_news_here(browse: Browse, db: Session, world: World) -> None:
    held(db, world, "olga", "otto", START, note="Elsewhere")
    db.commit()

    assert "Your coaching session of Nov 16 is closed" in titles(today_of(browse("otto")))
    for name in ("wren", "cora", "lee"):
        assert "is closed" not in today_of(browse(name))


def moved(browser: Browser, at: str, day: str, go: str = "save") -> None:
    form = fields_of(browser.get(f"{at}/plan").text)
    assert browser.post(f"{at}/plan", PLAN | {"time": "10:00"} | form | {"day": day, "go": go}).status_code == 303
