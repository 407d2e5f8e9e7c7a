"""Who rates in which month, where a story wants it told: pairs that are open, that wait, that were opened or lapsed."""

from dataclasses import dataclass

from app.demo.cast import Member
from app.ratings.rules import Kind

BOTH = (Kind.SELF, Kind.COACH)
# By first name, profile and months back from the one under way. Everybody else takes life as it comes.
TURNS: dict[tuple[str, str, int], tuple[Kind, ...]] = {
    ("Wren", "safety-mapping", 0): BOTH,
    ("Wren", "safety-mapping", 1): BOTH,
    ("Wren", "harm-and-danger", 0): (Kind.COACH,),
    ("Ash", "safety-planning", 0): (Kind.SELF,),
    ("Ash", "safety-planning", 1): BOTH,
    ("Ash", "safety-planning", 2): (Kind.SELF,),
    ("Ash", "harm-and-danger", 2): BOTH,
    ("Lee", "safety-networks", 0): BOTH,
    ("Lee", "safety-networks", 1): (Kind.SELF,),
}
# The coach opened these without rating.
OPENED = {("Lee", "safety-networks", 1)}
# Days before the last, so that what is told of the month under way has taken place.
DAYS_AGO = {Kind.SELF: 8, Kind.COACH: 2}

# Monthly and quarterly for those whose story is told; the first profile is the one with the main story.
FOCUSES: dict[str, dict[str, int]] = {
    "Wren": {
        "safety-mapping": 1, "harm-and-danger": 1, "safety-planning": 3, "safety-networks": 3, "childs-perspective": 3,
    },
    "Ash": {"safety-planning": 1, "harm-and-danger": 3},
    "Lee": {"safety-networks": 1, "childs-perspective": 3},
}  # fmt: skip
# On what people set goals, where it is not their first profile: a sealed one waits until its pair opens.
GOALS_ON = {"Ash": "harm-and-danger"}
# The element of the newest goal, where the story tells it.
GOAL_ELEMENTS = {"Wren": "content"}


@dataclass(frozen=True)
class Turn:
    """Who rates this time, and whether the story tells it; what is not told may be left out or come too late."""

    sides: tuple[Kind, ...]
    is_told: bool
    # The coach opens the worker's view without rating.
    is_opened: bool


def turn_of(member: Member, slug: str, back: int, *, coached: bool) -> Turn:
    key = (member.first_name, slug, back)
    found = TURNS.get(key)
    return Turn(found or (BOTH if coached else (Kind.SELF,)), found is not None, key in OPENED)
