"""Small scales and an element as plain values, made like the published ones."""

from app.frameworks.profile import Element, Indicator, StageText
from app.frameworks.scale import Scale, Stage

NINE = Scale(
    slug="nine", title="Nine points in three stages", about="", words_describe="top-of-stage",
    stages=(
        Stage("emergent", "Emergent", "", "", (1, 2, 3), 0),
        Stage("accomplished", "Accomplished", "", "", (4, 5, 6), 1),
        Stage("distinguished", "Distinguished", "", "", (7, 8, 9), 2),
    ),
)  # fmt: skip
LEVELS = Scale(
    slug="levels", title="Five levels", about="", words_describe="level",
    stages=tuple(
        Stage(title.lower(), title, "", f"What {title} looks like.", (index + 1,), index)
        for index, title in enumerate(("Novice", "Emerging", "Accomplished", "Distinguished", "Master"))
    ),
)  # fmt: skip
START = Indicator("e1", "Make the map alone.", starting_point=True)
ASK = Indicator("e2", "Ask the three questions.")
INVITE = Indicator("a1", "Invite the network.")
QUOTE = Indicator("a2", "Write down what people say in their own words.")
TEACH = Indicator("d1", "Teach others how to map.")
MAPPING = Element(
    key="content", title="Content",
    stages=(
        StageText("emergent", (START, ASK)),
        StageText("accomplished", (INVITE, QUOTE)),
        StageText("distinguished", (TEACH,), builds_on_previous=True),
    ),
)  # fmt: skip
ACTION = Element(key="action-1", title="Do I listen?")
