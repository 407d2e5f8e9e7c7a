"""Questions about frameworks and profiles: which version is in force, and its words in memory."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.frameworks import profile as plain
from app.frameworks.models import Element, Framework, FrameworkVersion, Profile, ProfileVersion
from app.web.errors import NotFoundError


@dataclass(frozen=True)
class LoadedVersion:
    """One immutable version of a profile: its rows' ids beside its words."""

    profile_id: UUID
    version_id: UUID
    number: int
    scale_id: UUID
    framework: str
    slug: str
    profile: plain.Profile
    element_ids: Mapping[str, UUID]


# Versions never change, so what was read once is kept for as long as the process lives.
_loaded: dict[UUID, LoadedVersion] = {}
_frameworks: dict[UUID, plain.Framework] = {}


def loaded(db: Session, version_id: UUID) -> LoadedVersion:
    if version_id not in _loaded:
        _loaded[version_id] = _read_version(db, version_id)
    return _loaded[version_id]


def in_force(db: Session, profile_id: UUID) -> LoadedVersion:
    """The newest version of a profile. Raises NotFoundError for a profile that is not there."""
    return _one(db, _newest_profiles().where(col(Profile.id) == profile_id))


def profile_or_404(db: Session, framework: str, slug: str) -> LoadedVersion:
    return _one(db, _newest_profiles().where(col(Framework.slug) == framework, col(Profile.slug) == slug))


def profiles_in_force(db: Session) -> list[LoadedVersion]:
    """Every profile's newest version, in the order of the frameworks and of the profiles in them."""
    return [loaded(db, version_id) for version_id in db.scalars(_newest_profiles()).all()]


def profiles_of(db: Session, framework: str) -> list[LoadedVersion]:
    """The newest version of each profile of one framework, in its own order."""
    newest = _newest_profiles().where(col(Framework.slug) == framework)
    return [loaded(db, version_id) for version_id in db.scalars(newest).all()]


def frameworks_in_force(db: Session) -> list[plain.Framework]:
    return [_framework(db, version_id) for version_id in db.scalars(_newest_frameworks()).all()]


def framework_or_404(db: Session, slug: str) -> plain.Framework:
    version_id = db.scalar(_newest_frameworks().where(col(Framework.slug) == slug))
    if version_id is None:
        raise NotFoundError
    return _framework(db, version_id)


def _one(db: Session, newest: sa.Select[UUID]) -> LoadedVersion:
    version_id = db.scalar(newest)
    if version_id is None:
        raise NotFoundError
    return loaded(db, version_id)


def _newest_profiles() -> sa.Select[UUID]:
    highest = _highest(col(ProfileVersion.profile_id), col(ProfileVersion.number))
    return (
        sa.select(col(ProfileVersion.id))
        .join(Profile, col(Profile.id) == col(ProfileVersion.profile_id))
        .join(Framework, col(Framework.id) == col(Profile.framework_id))
        .where(sa.tuple_(col(ProfileVersion.profile_id), col(ProfileVersion.number)).in_(highest))
        .order_by(col(Framework.place), col(Framework.slug), col(Profile.place), col(Profile.slug))
    )


def _newest_frameworks() -> sa.Select[UUID]:
    highest = _highest(col(FrameworkVersion.framework_id), col(FrameworkVersion.number))
    return (
        sa.select(col(FrameworkVersion.id))
        .join(Framework, col(Framework.id) == col(FrameworkVersion.framework_id))
        .where(sa.tuple_(col(FrameworkVersion.framework_id), col(FrameworkVersion.number)).in_(highest))
        .order_by(col(Framework.place), col(Framework.slug))
    )


def _highest(owner: Any, number: Any) -> sa.Select[Any]:
    return sa.select(owner, sa.func.max(number)).group_by(owner)


def _framework(db: Session, version_id: UUID) -> plain.Framework:
    if version_id not in _frameworks:
        content = db.execute(
            sa.select(col(FrameworkVersion.content)).where(col(FrameworkVersion.id) == version_id)
        ).scalar_one()
        _frameworks[version_id] = plain.framework_from_plain(content)
    return _frameworks[version_id]


def _read_version(db: Session, version_id: UUID) -> LoadedVersion:
    row = db.execute(
        sa.select(ProfileVersion, col(Framework.slug).label("framework"), col(Profile.slug).label("slug"))
        .join(Profile, col(Profile.id) == col(ProfileVersion.profile_id))
        .join(Framework, col(Framework.id) == col(Profile.framework_id))
        .where(col(ProfileVersion.id) == version_id)
    ).one()
    version: ProfileVersion = row[0]
    ids = db.execute(sa.select(col(Element.key), col(Element.id)).where(col(Element.version_id) == version_id))
    return LoadedVersion(
        profile_id=version.profile_id,
        version_id=version.id,
        number=version.number,
        scale_id=version.scale_id,
        framework=row.framework,
        slug=row.slug,
        profile=plain.profile_from_plain(version.content),
        element_ids={row.key: row.id for row in ids},
    )
