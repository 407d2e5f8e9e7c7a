"""Steps out of their order: each is refused in a sentence, or leads to what was done before, and keeps nothing."""

import asyncio
import re
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI

from app.db import Database
from tests.access.records import Browse, Ids
from tests.bad_input.forms import Field, Form
from tests.bad_input.run import Thrower
from tests.goals.given import sent
from tests.ratings.changing import WHY
from tests.world import World

CONTENT = {"point-content": "7", "note-content": "Later."}
REASON = {"reason": WHY, "confirm": "yes"}
CONFIRM = {"answer": "confirm", "reason": ""}
LOOKED_BACK = {"ending": "achieved", "challenges": "Time", "helped": "A talk", "other_areas": "", "point_now": "5"}
SHARE = {"go": "offer", "level": "ratings", "supervisor": "{sue}", "number": ""}

# What comes too late, too early or from the wrong side: who, where, with which form.
STEPS: list[tuple[str, str, dict[str, str]]] = [
    # Submitted: nothing in it changes any more.
    ("cora", "/assessments/{coras-of-ash}/elements/content", CONTENT),
    ("cora", "/assessments/{coras-of-ash}/details", {"observed_on": "2026-08-05", "setting": ""}),
    ("cora", "/assessments/{coras-of-ash}", CONTENT),
    ("cora", "/assessments/{coras-of-ash}/removal", {}),
    # Amended or withdrawn: another version stands, or none.
    ("cora", "/assessments/{coras-amended}/amendment", {}),
    ("cora", "/assessments/{coras-amended}/withdrawal", REASON),
    ("wren", "/assessments/{wrens-withdrawn}/amendment", {}),
    # A draft is neither amended nor withdrawn.
    ("cora", "/assessments/{coras-draft}/amendment", {}),
    ("cora", "/assessments/{coras-draft}/withdrawal", REASON),
    # What waits for approval waits as it is, and is approved by somebody else.
    ("cora", "/assessments/{coras-of-wren:new}/elements/content", CONTENT),
    ("cora", "/assessments/{coras-of-wren:new}/removal", {}),
    ("cora", "/assessments/{coras-of-wren:new}/submission", REASON),
    ("cora", "/assessments/{coras-of-wren}/withdrawal", REASON),
    ("cora", "/amendments/{request-of-cora}/decision", {"answer": "approve"}),
    ("wren", "/amendments/{request-of-cora}/decision", {"answer": "approve"}),
    ("sue", "/amendments/{request-of-cora}/removal", {}),
    # A sealed pair is not answered, and whoever has rated has nothing to declare.
    ("cora", "/pairs/{pair:wrens-sealed}/answers", {"answer-next": "Draw it."}),
    ("wren", "/pairs/{pair:wrens-sealed}/opening", {"confirm": "yes"}),
    ("cora", "/pairs/{pair:coras-sealed}/opening", {"confirm": "yes"}),
    # A goal is confirmed by the other side, once; looked back at once it is active; removed while it is a draft.
    ("cora", "{proposed}/confirmation", CONFIRM),
    ("cora", "{proposed}/review", LOOKED_BACK),
    ("wren", "{proposed}/withdrawal", {}),
    ("cora", "{proposed}/removal", {}),
    ("ash", "/goals/{past-of-ash}/review", LOOKED_BACK),
    ("cora", "/goals/{past-of-ash}/confirmation", CONFIRM),
    ("ash", "/goals/{past-of-ash}/withdrawal", {}),
    ("cora", "/goals/{goal-of-ash}/withdrawal", {}),
    # A signed agreement has the words that were signed; a draft shares nothing and has no end yet.
    ("cora", "/agreements/{cora-ash}", {"number": "1", "level": "ratings", "starts_on": "2026-12-01", "focus": ""}),
    ("ash", "/agreements/{cora-ash}/removal", {"sure": "yes"}),
    ("ash", "/agreements/{cora-ash}/signature", {"number": "7", "earlier": "all"}),
    ("ash", "/agreements/{draft-of-ash}/sharing", SHARE),
    ("ash", "/agreements/{draft-of-ash}/end", {"go": "end", "ends_on": "2026-12-31", "sure": "yes"}),
    ("wren", "/agreements/{theo-wren}/end", {"go": "end", "ends_on": "2026-12-31", "sure": "yes"}),
    ("wren", "/agreements/{theo-wren}/sharing", SHARE),
    # A position ends after it has begun.
    ("ada", "/agency/accounts/{wren}/positions/{place-of-wren}/end", {"last_day": "1999-12-31", "revision": "0"}),
]


def test_no_step_is_taken_before_its_time_or_after_it(
    app: FastAPI, database: Database, signed_in: Browse, ids: Ids, filled: tuple[World, Ids]
) -> None:
    answer = signed_in("cora").post(f"/workers/{ids['wren']}/goals", sent())
    known: dict[str, Any] = ids | {"proposed": answer.headers["location"].partition("?")[0]}
    for person, _, _ in STEPS:
        signed_in(person)
    thrower = Thrower(app, database, signed_in)

    async def throw_all() -> dict[str, int]:
        found = {}
        for person, pattern, given in STEPS:
            # This one answers with the page of gaps, and who opened a page of Wren's record is on record.
            shows = "{coras-of-wren:new}/submission" in pattern
            fields = {key: Field(_filled(value, known)) for key, value in given.items()}
            form = Form(person, _filled(pattern, known), fields, stores=shows)
            await thrower.post(pattern, form, "unknown", "x", refused=True)
            found[f"{person} {pattern}"] = thrower.last
        return found

    statuses = asyncio.run(throw_all())
    assert thrower.found.wrong == [], statuses
    assert set(statuses.values()) <= {403, 404, 409, 422}
    assert len(statuses) == len(STEPS)


def _filled(text: str, known: Mapping[str, Any]) -> str:
    return re.sub(r"\{([^}]+)\}", lambda name: str(known[name[1]]), text)
