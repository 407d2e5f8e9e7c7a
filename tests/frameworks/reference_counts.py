"""What the published SET, Connecticut and North Dakota documents hold, counted by hand from the sources themselves."""

SET_PRINCIPLES_PER_VALUE: dict[str, int] = {
    "family-relationships": 6,
    "kinship-partners": 4,
    "full-potential": 5,
    "community": 4,
    "legal-system": 5,
    "learning-culture": 7,
}

SET_PRACTICES_PER_VALUE: dict[str, int] = {
    "family-relationships": 11,
    "kinship-partners": 10,
    "full-potential": 12,
    "community": 9,
    "legal-system": 9,
    "learning-culture": 12,
}

# The one principle with bullets of its own is the second of "full potential": siblings, family, school, culture.
SET_PARTS_OF_PRINCIPLES: dict[tuple[str, str], int] = {("full-potential", "p2"): 4}

SET_ACTIONS_PER_VALUE: dict[str, dict[str, int]] = {
    "actions-social-worker": {
        "family-relationships": 6,
        "kinship-partners": 6,
        "full-potential": 6,
        "community": 6,
        "legal-system": 6,
        "learning-culture": 6,
    },
    "actions-supervisor": {
        "family-relationships": 6,
        "kinship-partners": 6,
        "full-potential": 6,
        "community": 6,
        "legal-system": 6,
        "learning-culture": 6,
    },
    "actions-manager": {
        "family-relationships": 6,
        "kinship-partners": 6,
        "full-potential": 6,
        "community": 6,
        "legal-system": 6,
        "learning-culture": 6,
    },
}

SET_TOTALS: dict[str, int] = {
    "priorities": 3,
    "values": 6,
    "principles": 31,
    "practices": 63,
    "actions": 108,
    "expectations": 12,
    "levels": 5,
}

SET_LEVELS: tuple[str, ...] = ("novice", "emerging", "accomplished", "distinguished", "master")

CT_ENTRIES_PER_SECTION: dict[str, int] = {
    "what-a-model-does": 4,
    "abcs": 3,
    "core-components": 6,
    "practice-enhancements": 4,
    "announced-profiles": 5,
}

ND_ENTRIES_PER_SECTION: dict[str, int] = {
    "definitions": 2,
    "case-closure": 3,
}

# Value and period as printed; the source publishes no n for any of them.
ND_FIGURES: dict[str, tuple[str, str]] = {
    "zones-visited": ("7 zones", "2023"),
    "zones-scheduled": ("9 zones", "2024"),
    "toward-closure": ("22%", "2023"),
    "recommend": ("96%", "2023"),
}
