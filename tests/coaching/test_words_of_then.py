"""A closed coaching session keeps the profile's words of its time, and one that is planned has those of today."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa
from alembic import command
from sqlmodel import Session

from app.cli.schema import alembic_config, upgrade
from app.coaching.models import CoachingSession
from app.coaching.new_rows import NewBarrier
from app.coaching.row_models import Barrier
from app.coaching.rows import add_rows
from app.db import Database
from app.frameworks.actions import load
from app.frameworks.files import read_folder
from app.frameworks.models import ProfileVersion
from app.ratings.rules import Reason
from tests.clock import START
from tests.coaching.given import Browse, close, held, planned, put_down, words, wrote
from tests.stories import version_of, viewer_of
from tests.world import World

PROFILES = Path(__file__).parents[2] / "profiles"


def reworded(db: Session, at: datetime, *, gone: str = "") -> None:
    """Another version of Safety Mapping: the profile and its element have new names, and one element can be gone."""
    library = read_folder(PROFILES)
    before = library.profile("sop", "safety-mapping")
    elements = tuple(
        replace(one, title="Who is in the room") if one.key == "stakeholders" else one
        for one in before.elements
        if one.key != gone
    )
    after = replace(before, title="Mapping for safety", elements=elements)
    load(
        db, replace(library, profiles=tuple(after if one.slug == after.slug else one for one in library.profiles)),
        at=at,
    )  # fmt: skip
    db.commit()


def test_a_closed_one_keeps_its_words_and_a_planned_one_takes_the_new(
    browse: Browse, world: World, db: Session
) -> None:
    cora = browse("cora")
    at = planned(cora, world)
    wrote(cora, at, new_barrier="no-interpreter", new_barrier_element="stakeholders", scaling_point="6",
          scaling_lower="She was asked.")  # fmt: skip
    close(cora, at)
    to_come = planned(cora, world, day="2026-11-20")
    old, new = "Safety Mapping: Stakeholders", "Mapping for safety: Who is in the room"
    reworded(db, START)
    page = words(browse("wren"), at)
    assert "Coaching session on Stakeholders, Safety Mapping" in page
    assert "No interpreter: Stakeholders" in page
    assert "how close is the practice of “Stakeholders” to what you both want to see?" in page
    assert ("Who is in the room" in page, "Mapping for safety" in page) == (False, False)
    page = words(cora, to_come)
    titles = ("Coaching session on Who is in the room, Mapping for safety", "Stakeholders, Safety Mapping")
    assert [one in page for one in (*titles, old)] == [True, False, False]
    for name in ("cora", "sue"):
        page = words(browse(name), f"/workers/{world['wren']}/coaching-sessions")
        assert (f"9:30 AM 45 {old}" in page, f"60 minutes planned, {new}" in page) == (True, True), name


def test_an_element_that_is_gone_keeps_its_name_and_leads_to_no_next_step_on_it(
    browse: Browse, world: World, db: Session
) -> None:
    cora = browse("cora")
    at = planned(cora, world)
    wrote(cora, at, new_barrier="no-interpreter", new_barrier_element="stakeholders")
    link = "goals/new?profile=safety-mapping&amp;element=stakeholders"
    assert link in cora.get(at).text
    to_come = planned(cora, world, day="2026-11-20")
    wrote(cora, to_come, new_barrier="no-interpreter", new_barrier_element="stakeholders")
    close(cora, at)
    reworded(db, START, gone="stakeholders")
    page = words(cora, at)
    assert ("Coaching session on Stakeholders, Safety Mapping" in page, "No interpreter: Stakeholders" in page) == (
        True,
        True,
    )
    assert link not in cora.get(at).text
    # It was chosen from the list of that day, and it is what was said.
    page = words(cora, to_come)
    assert ("Coaching session on Mapping for safety" in page, "No interpreter: Stakeholders" in page) == (True, True)
    (following,) = [part for part in cora.get(at).text.split('"') if "after=" in part]
    assert '<option value="safety-mapping/" selected>' in " ".join(cora.get(following).text.split())


def test_what_was_closed_before_gets_the_words_that_were_in_force_then(world: World, database_url: str) -> None:
    database = Database(database_url)
    with database.writing() as db:
        first = version_of(db, world, "safety-mapping").version_id
        db.get_one(ProfileVersion, first).loaded_at = START
        ids = [held(db, world, "cora", "wren", START + timedelta(hours=hours), note="Ours") for hours in (-1, 1, 3)]
        for hours, of in ((1, ids[1]), (3, ids[2])):
            add_rows(
                db, viewer_of(db, world, "cora"), db.get_one(CoachingSession, of),
                [NewBarrier(Reason.COURT, "stakeholders")], form_key=UUID(int=hours), at=START + timedelta(hours=hours),
            )  # fmt: skip
        reworded(db, START + timedelta(hours=2))
        second = version_of(db, world, "safety-mapping").version_id
        planned_id = put_down(db, world, "cora", "wren", START).id
    config = alembic_config(database_url)
    command.downgrade(config, "0013")
    upgrade(database_url)
    command.check(config)
    with database.reading() as db:
        found = {row.id: row.version_id for row in db.scalars(sa.select(CoachingSession))}
        barriers = {row.session_id: row.version_id for row in db.scalars(sa.select(Barrier))}
    database.engine.dispose()
    assert found == dict(zip(ids, (first, first, second), strict=True)) | {planned_id: None}
    assert barriers == {ids[1]: first, ids[2]: second}
