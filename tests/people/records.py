"""A record for every question of access: who wrote what about whom, and when. Each note is a canary of its own."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from sqlmodel import Session

from tests.conftest import Browser
from tests.goals.given import sent
from tests.stories import assess
from tests.world import World

# name: (rater, worker, day, is submitted). Theo coached Wren until May 2026, Cora has coached her since June.
ASSESSMENTS = {
    "theos-of-wren": ("theo", "wren", date(2026, 3, 10), True),
    "wrens-of-april": ("wren", "wren", date(2026, 4, 12), True),
    "coras-of-wren": ("cora", "wren", date(2026, 7, 8), True),
    "wrens-of-october": ("wren", "wren", date(2026, 10, 12), True),
    "coras-draft": ("cora", "wren", date(2026, 11, 11), False),
    "wrens-draft": ("wren", "wren", date(2026, 11, 12), False),
    "sols-own": ("sol", "sol", date(2026, 9, 1), True),
    "sues-own": ("sue", "sue", date(2026, 9, 2), True),
    "olgas-of-otto": ("olga", "otto", date(2026, 7, 9), True),
}


def canary(name: str) -> str:
    return f"canary {name} sings"


def fill(db: Session, world: World, browse: Callable[..., Browser]) -> dict[str, UUID | str]:
    """Write every record; the ids by name, with those of people, units and agreements."""
    ids: dict[str, UUID | str] = {**world.people, **world.agreements}
    ids |= {"north": world.units["north"], "west": world.units["west"]}
    for name, (rater, worker, on, is_submitted) in ASSESSMENTS.items():
        points = {"stakeholders": 4, "content": None}
        made = assess(db, world, rater, worker, on, points, note=canary(name), submit=is_submitted)
        ids[name] = made.id
    db.commit()
    goals = {"goal-of-wren": ("cora", "wren", "wren"), "goal-of-otto": ("olga", "otto", "otto")}
    for name, (coach, worker, confirms) in goals.items():
        form = sent(situation=canary(name), indicators=["a1"])
        answer = browse(coach).post(f"/workers/{world[worker]}/goals", form)
        ids[name] = answer.headers["location"].partition("?")[0].rpartition("/")[2]
        confirmed = browse(confirms).post(f"/goals/{ids[name]}/confirmation", {"answer": "confirm"})
        assert confirmed.status_code == 303, confirmed.text
    return ids
