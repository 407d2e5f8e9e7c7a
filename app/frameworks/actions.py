"""Loading the data files into versioned rows; the same words twice change nothing."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.audit.entries import record
from app.frameworks import profile as plain
from app.frameworks.files import Library
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
from app.frameworks.scale import Scale


@dataclass
class LoadReport:
    """What loading did: a line for each version it made, and one for each text it knew already."""

    made: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)


def load(db: Session, library: Library, *, at: datetime) -> LoadReport:
    """Put a validated library into the database.

    A changed text becomes a new version beside the old one; no stored words are ever altered. A text that went
    back to earlier words is a new version, too, because what stood between is part of the history. What the
    library lacks stays as it is.
    """
    report = LoadReport()
    for framework in library.frameworks:
        _load_framework(db, framework, report, at)
    for profile in library.profiles:
        place = library.framework(profile.framework).profiles.index(profile.slug)
        _load_profile(db, profile, place, report, at)
    if report.made:
        record(
            db, at=at, actor_id=None, agency_id=None, action="profiles:load", subject=("library", None),
            versions=report.made,
        )  # fmt: skip
    return report


def _load_framework(db: Session, framework: plain.Framework, report: LoadReport, at: datetime) -> None:
    row = _framework(db, framework)
    content = plain.as_plain(framework)
    digest = plain.content_hash(content)
    newest = db.exec(
        select(FrameworkVersion)
        .where(col(FrameworkVersion.framework_id) == row.id)
        .order_by(col(FrameworkVersion.number).desc())
    ).first()
    if newest and newest.content_hash == digest:
        report.known.append(f"framework {framework.slug}, version {newest.number}")
        return
    number = newest.number + 1 if newest else 1
    db.add(FrameworkVersion(framework_id=row.id, number=number, content=content, content_hash=digest, loaded_at=at))
    db.flush()
    report.made.append(f"framework {framework.slug}, version {number}")


def _framework(db: Session, framework: plain.Framework) -> Framework:
    row = db.exec(select(Framework).where(col(Framework.slug) == framework.slug)).first()
    row = row or Framework(slug=framework.slug, place=framework.place)
    row.place = framework.place
    db.add(row)
    db.flush()
    return row


def _load_profile(db: Session, profile: plain.Profile, place: int, report: LoadReport, at: datetime) -> None:
    row = _profile(db, profile, place)
    content = plain.as_plain(profile)
    digest = plain.content_hash(content)
    newest = db.exec(
        select(ProfileVersion)
        .where(col(ProfileVersion.profile_id) == row.id)
        .order_by(col(ProfileVersion.number).desc())
    ).first()
    if newest and newest.content_hash == digest:
        report.known.append(f"profile {profile.framework}/{profile.slug}, version {newest.number}")
        return
    version = ProfileVersion(
        profile_id=row.id, number=newest.number + 1 if newest else 1, scale_id=_scale(db, profile.scale, at),
        title=profile.title, content=content, content_hash=digest, loaded_at=at,
    )  # fmt: skip
    db.add(version)
    db.flush()
    for order, element in enumerate(profile.elements):
        _add_element(db, version, element, order)
    report.made.append(f"profile {profile.framework}/{profile.slug}, version {version.number}")


def _profile(db: Session, profile: plain.Profile, place: int) -> Profile:
    framework = db.exec(select(Framework).where(col(Framework.slug) == profile.framework)).one()
    same = (col(Profile.framework_id) == framework.id, col(Profile.slug) == profile.slug)
    row = db.exec(select(Profile).where(*same)).first()
    row = row or Profile(framework_id=framework.id, slug=profile.slug, place=place)
    row.place = place
    db.add(row)
    db.flush()
    return row


def _scale(db: Session, scale: Scale, at: datetime) -> UUID:
    """The stored scale of this slug with the same stages and points, or a new one.

    Words belong to the profile's version. A scale that is merely worded anew stays the same scale, so that
    points given before and after can stand on one axis.
    """
    content = {"slug": scale.slug, "stages": {stage.key: list(stage.points) for stage in scale.stages}}
    digest = plain.content_hash(content)
    versions = db.exec(
        select(ScaleVersion).where(col(ScaleVersion.slug) == scale.slug).order_by(col(ScaleVersion.number).desc())
    ).all()
    for version in versions:
        if version.content_hash == digest:
            return version.id
    number = versions[0].number + 1 if versions else 1
    row = ScaleVersion(slug=scale.slug, number=number, content=content, content_hash=digest, loaded_at=at)
    db.add(row)
    db.flush()
    db.add_all(
        ScalePoint(scale_id=row.id, point=point, stage=stage.key) for stage in scale.stages for point in stage.points
    )
    db.flush()
    return row.id


def _add_element(db: Session, version: ProfileVersion, element: plain.Element, place: int) -> None:
    row = Element(
        version_id=version.id, key=element.key, title=element.title, place=place,
        scale_id=version.scale_id if element.rateable else None,
    )  # fmt: skip
    db.add(row)
    db.flush()
    keyed = [(stage.stage, indicator) for stage in element.stages for indicator in stage.indicators]
    db.add_all(
        Indicator(
            element_id=row.id, key=indicator.key, stage=stage, starting_point=indicator.starting_point, place=order
        )
        for order, (stage, indicator) in enumerate(keyed)
    )
    db.flush()
