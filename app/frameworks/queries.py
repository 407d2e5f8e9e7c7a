"""Questions about frameworks and profiles: which version is in force, and its words in memory."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

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


def loaded(db: Session, version_id: UUID) -> LoadedVersion:
    if version_id not in _loaded:
        _loaded[version_id] = _read_version(db, version_id)
    return _loaded[version_id]


def in_force(db: Session, profile_id: UUID) -> LoadedVersion:
    """The newest version of a profile."""
    newest = (
        select(ProfileVersion.id)
        .where(col(ProfileVersion.profile_id) == profile_id)
        .order_by(col(ProfileVersion.number).desc())
    )
    version_id = db.exec(newest).first()
    if version_id is None:
        raise NotFoundError
    return loaded(db, version_id)


def profile_or_404(db: Session, framework: str, slug: str) -> LoadedVersion:
    found = db.exec(
        select(Profile.id)
        .join(Framework, col(Framework.id) == col(Profile.framework_id))
        .where(col(Framework.slug) == framework, col(Profile.slug) == slug)
    ).first()
    if found is None:
        raise NotFoundError
    return in_force(db, found)


def profiles_in_force(db: Session) -> list[LoadedVersion]:
    """Every profile's newest version, in the order of the frameworks and of the profiles in them."""
    newest = sa.select(
        col(ProfileVersion.profile_id).label("profile_id"), sa.func.max(ProfileVersion.number).label("number")
    ).group_by(col(ProfileVersion.profile_id))
    highest = newest.subquery()
    rows = db.execute(
        sa.select(col(ProfileVersion.id))
        .join(
            highest,
            sa.and_(
                highest.c.profile_id == col(ProfileVersion.profile_id), highest.c.number == col(ProfileVersion.number)
            ),
        )
        .join(Profile, col(Profile.id) == col(ProfileVersion.profile_id))
        .join(Framework, col(Framework.id) == col(Profile.framework_id))
        .order_by(col(Framework.slug).desc(), col(Profile.place))
    )
    return [loaded(db, row.id) for row in rows]


def frameworks_in_force(db: Session) -> list[plain.Framework]:
    found: dict[str, plain.Framework] = {}
    for slug, content in db.execute(_newest_frameworks()):
        found[slug] = plain.framework_from_plain(content)
    return list(found.values())


def framework_or_404(db: Session, slug: str) -> plain.Framework:
    row = db.execute(_newest_frameworks().where(col(Framework.slug) == slug)).first()
    if row is None:
        raise NotFoundError
    return plain.framework_from_plain(row.content)


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
        element_ids={key: element_id for key, element_id in ids},
    )


def _newest_frameworks() -> sa.Select[Any]:
    highest = (
        sa.select(col(FrameworkVersion.framework_id), sa.func.max(FrameworkVersion.number).label("number"))
        .group_by(col(FrameworkVersion.framework_id))
        .subquery()
    )
    return (
        sa.select(col(Framework.slug), col(FrameworkVersion.content))
        .join(FrameworkVersion, col(FrameworkVersion.framework_id) == col(Framework.id))
        .join(
            highest,
            sa.and_(
                highest.c.framework_id == col(FrameworkVersion.framework_id),
                highest.c.number == col(FrameworkVersion.number),
            ),
        )
        .order_by(col(Framework.slug).desc())
    )
