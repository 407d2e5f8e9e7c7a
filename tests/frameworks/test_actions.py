"""Loading the data files: what is new becomes a version, and nothing that was stored ever changes."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, select

from app.audit.entries import put_on_record
from app.audit.models import AuditEntry
from app.frameworks import profile as plain
from app.frameworks.actions import load
from app.frameworks.files import Library, ProfileFilesError, read_folder
from app.frameworks.models import (
    Element,
    Framework,
    FrameworkVersion,
    Indicator,
    Profile,
    ProfileVersion,
    ScalePoint,
    ScaleVersion,
)
from app.frameworks.queries import (
    framework_or_404,
    frameworks_in_force,
    in_force,
    loaded,
    profile_or_404,
    profiles_in_force,
    profiles_of,
)
from app.frameworks.scale import Scale
from app.ratings.models import Assessment, Rating
from app.web.errors import NotFoundError
from tests.clock import START
from tests.frameworks.samples import PROFILE, folder_with
from tests.stories import assess, version_of
from tests.world import World

PROFILES = Path(__file__).parents[2] / "profiles"
TABLES = (Framework, FrameworkVersion, ScaleVersion, ScalePoint, Profile, ProfileVersion, Element, Indicator)


@pytest.fixture
def library() -> Library:
    return read_folder(PROFILES)


def rows(db: Session, *tables: type[SQLModel]) -> list[list[str]]:
    """Everything stored in these tables, in an order of its own."""
    return [sorted(map(repr, db.execute(sa.select(table.__table__)).all())) for table in tables]  # type: ignore[attr-defined] # made by the table=True metaclass


def with_profile(library: Library, changed: plain.Profile) -> Library:
    profiles = tuple(changed if item.slug == changed.slug else item for item in library.profiles)
    return replace(library, profiles=profiles)


def retitled(library: Library, slug: str, title: str) -> Library:
    return with_profile(library, replace(library.profile("sop", slug), title=title))


def test_loading_the_same_files_twice_changes_nothing(db: Session, world: World, library: Library) -> None:
    before = rows(db, *TABLES, AuditEntry)
    report = load(db, library, at=START)
    assert report.made == []
    assert len(report.known) == len(library.frameworks) + len(library.profiles) == 13
    assert rows(db, *TABLES, AuditEntry) == before


def test_an_empty_database_takes_in_everything_once_and_says_so(db: Session, world: World, tmp_path: Path) -> None:
    small = read_folder(folder_with(tmp_path))
    report = load(db, small, at=START)
    assert report.made == ["framework fw, version 1", "profile fw/mapping, version 1"]
    assert report.known == []
    put_on_record(db)
    entry = db.exec(select(AuditEntry).order_by(col(AuditEntry.sequence).desc())).first()
    assert entry is not None
    assert (entry.action, entry.details) == ("profiles:load", {"versions": report.made})


def test_changed_words_become_version_two_and_version_one_stays_with_its_ratings(
    db: Session, world: World, library: Library
) -> None:
    made = assess(db, world, "cora", "wren", date(2026, 11, 2), {"stakeholders": 4, "content": 5})
    first = version_of(db, world, "safety-mapping")
    before = rows(db, Assessment, Rating)
    stored = db.get_one(ProfileVersion, first.version_id).content

    report = load(db, retitled(library, "safety-mapping", "Mapping for safety"), at=START)

    second = version_of(db, world, "safety-mapping")
    assert report.made == ["profile sop/safety-mapping, version 2"]
    assert (second.number, second.profile.title) == (2, "Mapping for safety")
    assert (first.number, loaded(db, first.version_id).profile.title) == (1, "Safety Mapping")
    assert db.get_one(ProfileVersion, first.version_id).content == stored
    assert rows(db, Assessment, Rating) == before
    assert db.get_one(Assessment, made.id).version_id == first.version_id
    assert set(second.element_ids) == set(first.element_ids)
    assert set(second.element_ids.values()).isdisjoint(first.element_ids.values())


def test_words_that_go_back_are_a_third_version(db: Session, world: World, library: Library) -> None:
    load(db, retitled(library, "safety-mapping", "Mapping for safety"), at=START)
    report = load(db, library, at=START)
    assert report.made == ["profile sop/safety-mapping, version 3"]
    assert version_of(db, world, "safety-mapping").profile.title == "Safety Mapping"


def scales_after(db: Session, library: Library, scale: Scale) -> list[int]:
    """Loads the library with this scale in place of the nine points; the numbers of the scale's versions then."""
    nine = library.scale("sop-nine-point")
    profiles = tuple(replace(item, scale=scale) if item.scale == nine else item for item in library.profiles)
    assert len(load(db, replace(library, profiles=profiles), at=START).made) == 5
    return sorted(db.exec(select(ScaleVersion.number).where(col(ScaleVersion.slug) == "sop-nine-point")))


def test_a_scale_in_other_words_makes_new_versions_of_profiles_on_the_same_scale(
    db: Session, world: World, library: Library
) -> None:
    before = version_of(db, world, "safety-mapping")
    reworded = replace(library.scale("sop-nine-point"), about="Nine small steps.")
    assert scales_after(db, library, reworded) == [1]
    after = version_of(db, world, "safety-mapping")
    assert (after.number, after.scale_id) == (before.number + 1, before.scale_id)


def test_a_scale_with_other_points_is_another_scale(db: Session, world: World, library: Library) -> None:
    nine = library.scale("sop-nine-point")
    last = replace(nine.stages[-1], points=nine.stages[-1].points[:-1])
    assert scales_after(db, library, replace(nine, stages=(*nine.stages[:-1], last))) == [1, 2]
    version = version_of(db, world, "safety-mapping")
    points = db.scalars(sa.select(col(ScalePoint.point)).where(col(ScalePoint.scale_id) == version.scale_id))
    assert sorted(points) == [1, 2, 3, 4, 5, 6, 7, 8]


def test_one_broken_file_loads_nothing_of_the_whole_library(db: Session, world: World, tmp_path: Path) -> None:
    before = rows(db, *TABLES)
    folder_with(tmp_path, profile=PROFILE.replace("key: a2", "key: a1"))
    with pytest.raises(ProfileFilesError):
        load(db, read_folder(tmp_path), at=START)
    assert rows(db, *TABLES) == before


def test_what_a_library_lacks_stays_in_force(db: Session, world: World, tmp_path: Path) -> None:
    before = [version.version_id for version in profiles_in_force(db)]
    load(db, read_folder(folder_with(tmp_path)), at=START)
    assert set(before) < {version.version_id for version in profiles_in_force(db)}


def test_elements_without_points_have_no_scale_so_no_rating_can_name_them(db: Session, world: World) -> None:
    version = version_of(db, world, "safety-mapping")
    without = {
        element.key
        for element in db.exec(select(Element).where(col(Element.version_id) == version.version_id))
        if element.scale_id is None
    }
    assert without == {"purpose", "desired-outcomes", "reflection"}


def test_frameworks_and_profiles_stand_in_the_order_of_their_files(db: Session, world: World) -> None:
    assert [framework.slug for framework in frameworks_in_force(db)] == ["sop", "set", "ct", "nd"]
    assert [version.slug for version in profiles_in_force(db)] == [
        "safety-planning", "childs-perspective", "harm-and-danger", "safety-networks", "safety-mapping",
        "key-expectations", "actions-social-worker", "actions-supervisor", "actions-manager",
    ]  # fmt: skip
    assert [version.slug for version in profiles_of(db, "set")] == [
        "key-expectations", "actions-social-worker", "actions-supervisor", "actions-manager",
    ]  # fmt: skip
    assert profiles_of(db, "nd") == []


def test_a_new_order_moves_the_profiles_without_new_versions_of_them(
    db: Session, world: World, library: Library
) -> None:
    sop = library.framework("sop")
    turned = replace(sop, profiles=tuple(reversed(sop.profiles)), place=9)
    frameworks = tuple(turned if item is sop else item for item in library.frameworks)
    report = load(db, replace(library, frameworks=frameworks), at=START)
    assert report.made == ["framework sop, version 2"]
    assert [framework.slug for framework in frameworks_in_force(db)] == ["set", "ct", "nd", "sop"]
    assert [version.slug for version in profiles_of(db, "sop")] == list(turned.profiles)


def test_who_asks_for_a_framework_or_profile_that_is_not_there_is_told_so(db: Session, world: World) -> None:
    for framework, slug in (("sop", "key-expectations"), ("nobody", "safety-mapping"), ("nd", "nd")):
        with pytest.raises(NotFoundError):
            profile_or_404(db, framework, slug)
    with pytest.raises(NotFoundError):
        framework_or_404(db, "nobody")
    with pytest.raises(NotFoundError):
        in_force(db, world.agency)


def test_a_version_read_again_is_the_one_that_was_loaded(db: Session, world: World, library: Library) -> None:
    for version in profiles_in_force(db):
        assert version.profile == library.profile(version.framework, version.slug)
        assert set(version.element_ids) == {element.key for element in version.profile.elements}
    assert frameworks_in_force(db) == list(library.frameworks)


def test_every_version_knows_when_it_was_loaded(db: Session, world: World, library: Library) -> None:
    at = datetime.fromisoformat("2026-11-20T08:00:00+00:00")
    load(db, retitled(library, "safety-networks", "Networks"), at=at)
    second = db.get_one(ProfileVersion, version_of(db, world, "safety-networks").version_id)
    assert second.loaded_at == at
