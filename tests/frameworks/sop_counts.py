"""How many indicators the 2013 SOP Practice Profiles print in each published element, counted by hand in the source."""

# Per element: indicators at Emergent, Accomplished and Distinguished, then whether Accomplished and whether
# Distinguished open with "everything in the stage before, plus". One indicator is one sentence of the source.
EXPECTED: dict[str, dict[str, tuple[int, int, int, bool, bool]]] = {
    "safety-planning": {
        "purpose": (1, 2, 3, False, False),
        "group-agreements": (1, 2, 1, False, False),
        "stakeholders": (3, 3, 2, False, True),
        "context": (1, 3, 1, False, False),
        "content": (2, 4, 3, False, False),
        "desired-outcomes": (2, 3, 3, False, False),
        "reflection": (1, 1, 4, False, False),
    },
    "childs-perspective": {
        "group-agreements": (1, 3, 2, True, True),
        "stakeholders": (4, 2, 2, True, True),
        "context": (1, 2, 1, False, True),
        "content": (1, 2, 1, True, True),
        "desired-outcomes": (3, 2, 1, True, True),
        "reflection": (2, 2, 4, False, False),
        "next-steps": (1, 1, 1, True, True),
    },
    "harm-and-danger": {
        "purpose": (1, 4, 1, False, False),
        "group-agreements": (1, 1, 2, False, False),
        "stakeholders": (2, 3, 1, False, True),
        "context": (2, 2, 1, False, False),
        "content": (2, 2, 3, False, False),
        "desired-outcomes": (1, 2, 2, False, False),
        "reflection": (2, 2, 2, False, False),
        "next-steps": (2, 1, 1, False, False),
    },
    "safety-networks": {
        "stakeholders": (1, 3, 2, False, True),
        "context": (1, 1, 1, False, False),
        "content": (3, 2, 1, False, True),
        "desired-outcomes": (1, 2, 2, False, False),
        "reflection": (1, 2, 3, False, False),
        "next-steps": (1, 2, 3, False, False),
    },
    "safety-mapping": {
        "group-agreements": (1, 1, 3, False, True),
        "stakeholders": (2, 4, 4, False, True),
        "context": (1, 1, 3, False, True),
        "content": (3, 3, 3, False, True),
        "next-steps": (4, 3, 3, False, False),
    },
}
