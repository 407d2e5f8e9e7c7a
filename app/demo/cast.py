"""Who lives in the invented county, and the kind of thing people there write."""

from dataclasses import dataclass

from app.goals.anchors import Anchor
from app.people.models import Earlier
from app.people.permits import Role

AGENCY = ("Meadow County", "America/Los_Angeles")
OTHER_AGENCY = ("Hill County", "America/Denver")
UNITS = ("Family maintenance, Bay View", "Emergency response, Harbor", "Permanency, Hillside", "Intake, Riverside")


@dataclass(frozen=True)
class Member:
    """One person: `unit` counts into UNITS, `coach` is a first name, `months` is how long records go back.

    `earlier` is what the present coach was given of the record made with the earlier one.
    """

    name: str
    roles: tuple[Role, ...]
    unit: int | None = None
    coach: str | None = None
    earlier_coach: str | None = None
    months: int = 24
    supervises: bool = False
    earlier: Earlier = Earlier.NOTHING

    @property
    def first_name(self) -> str:
        return self.name.split()[0]


def _worker(
    name: str, unit: int, coach: str | None, months: int = 24, earlier_coach: str | None = None,
    earlier: Earlier = Earlier.NOTHING,
) -> Member:  # fmt: skip
    return Member(name, (Role.WORKER,), unit, coach, earlier_coach, months, earlier=earlier)


def _supervisor(name: str, unit: int) -> Member:
    return Member(name, (Role.SUPERVISOR, Role.WORKER), unit, "Priya", months=12, supervises=True)


# The people to sign in as first: the same names as in the manual and the tests.
CAST: tuple[Member, ...] = (
    Member("Cora Lindqvist", (Role.COACH,)),
    _worker("Wren Castillo", 0, "Cora", 24, "Theo", Earlier.ALL),
    _worker("Ash Whitfield", 0, "Cora", 3),
    _worker("Lee Tran", 0, "Cora", 14),
    _supervisor("Sue Okafor", 0),
    Member("Theo Marsh", (Role.COACH,)),
    _supervisor("Stan Reyes", 1),
    _worker("Sol Haddad", 1, None, 10),
    Member("Ada Moreau", (Role.ADMINISTRATOR,)),
)

STAFF: tuple[Member, ...] = (
    Member("Priya Nair", (Role.COACH,)),
    Member("Marcus Bell", (Role.COACH,)),
    _supervisor("Ines Duarte", 2),
    _supervisor("Tomas Vega", 3),
)

_CROWD_NAMES = (
    "Abel Winters", "Amira Said", "Bea Thornton", "Caleb Osei", "Chloe Park", "Dana Ruiz", "Darius Holm",
    "Elena Petrov", "Esme Clarke", "Farid Aziz", "Gina Morales", "Hana Sato", "Hugo Lambert", "Imani Brooks",
    "Isaac Stern", "Jada Coleman", "Jonas Berg", "Kai Nakamura", "Keisha Grant", "Lena Fischer", "Luis Ortega",
    "Maeve Doyle", "Mateo Silva", "Nadia Rahman", "Noor Malik", "Omar Farouk", "Paula Jensen", "Quinn Mercer",
    "Rafael Costa", "Rosa Delgado", "Samir Patel", "Talia Cohen", "Uma Krishnan", "Victor Hale", "Yara Haddad",
    "Zoe Marin",
)  # fmt: skip
_COACHES = ("Theo", "Priya", "Marcus")
# Who changed coaches: with whom before, and how much of that record the present coach was given.
_CHANGES = {
    "Elena": ("Theo", Earlier.POINTS), "Gina": ("Theo", Earlier.NOTHING), "Luis": ("Theo", Earlier.ALL),
    "Noor": ("Marcus", Earlier.POINTS), "Rafael": ("Marcus", Earlier.NOTHING),
}  # fmt: skip


def crowd() -> list[Member]:
    """Everybody else: spread over the units and coaches, some new, some with a change of coach behind them."""
    members = []
    for place, name in enumerate(_CROWD_NAMES):
        coach = None if place % 18 == 17 else _COACHES[place % 3]
        months = (24, 12, 9, 18, 6, 4, 13, 9, 2)[place % 9]
        earlier_coach, earlier = _CHANGES.get(name.split()[0], (None, Earlier.NOTHING))
        members.append(_worker(name, place % len(UNITS), coach, months, earlier_coach, earlier))
    return members


# What raters wrote down, by element. Kinds of moments, without a name, a place or a number.
NOTES: dict[str, tuple[str, ...]] = {
    "purpose": (
        "Explained in own words why the family's view comes first.",
        "Told the grandmother what the plan is for before asking for help.",
    ),
    "group-agreements": (
        "Asked what would make it safe to speak, and wrote the answers on the wall.",
        "Began with two agreements and let the family add the rest.",
    ),
    "stakeholders": (
        "Both parents and an aunt took part. The neighbor was named and not yet invited.",
        "Decided together with the family who comes next time.",
    ),
    "context": (
        "Asked about night shifts and the bus before setting the time.",
        "Named that the interpreter made it slower, and took the time.",
    ),
    "content": (
        "All three questions to everybody in the room, in their own words.",
        "Turned a diagnosis into what the father does and what the child sees.",
    ),
    "desired-outcomes": (
        "The family said what it looks like when things are safe.",
        "Steps with dates, and a copy for every person in the network.",
    ),
    "reflection": (
        "Asked the group what to do differently next time.",
        "Brought the hard moment to supervision and tried another opening.",
    ),
    "next-steps": (
        "Everybody left knowing who does what until Friday.",
        "Set the next meeting before people stood up.",
    ),
}
ANY_NOTES = (
    "Saw this twice this month, once with a supervisor present.",
    "Tried it in the unit meeting first, then with a family.",
)
SITUATIONS = (
    "The next mapping where a parent works nights",
    "The first home visit in a new case",
    "A family meeting with relatives on the phone",
    "Supervision on a case that feels stuck",
)
CHALLENGES = ("Finding a time that works for everybody.", "Holding back my own ideas at the start.")
HELPED = (
    "Practicing the first sentence with my coach the day before.",
    "Writing the agreement on the wall, so that people could point at it.",
    "A card with three questions in my pocket.",
)
OTHER_AREAS = ("Reflection gained too: the group told me what worked.", "Notes took longer for two weeks.")
# Some say beforehand what each outcome would look like.
SAYS_OUTCOMES = ("Lee", "Wren")
OUTCOMES = (
    (Anchor.LESS, "I plan it, and the meeting goes as it always did."),
    (Anchor.MORE, "I try it twice, and ask people afterwards how it was."),
    (Anchor.MUCH_MORE, "Somebody in the family does it before I ask."),
)
OWN_WORDS = "Use the same opening in every meeting and ask how it landed."
BORDER_WORKER = "I led two mappings from start to end while my coach was away."
BORDER_COACH = "Two meetings in a row held all of the next stage; waiting would slow things down."
