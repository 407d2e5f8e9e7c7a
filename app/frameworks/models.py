"""Tables of frameworks, scales and practice profiles: versioned rows that never change once loaded."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlmodel import Field, SQLModel


class Framework(SQLModel, table=True):
    id: UUID = Field(default_factory=uuid4, primary_key=True)
    slug: str = Field(max_length=64, unique=True)
    # The place among the frameworks, as their files say, not the alphabet's.
    place: int


class FrameworkVersion(SQLModel, table=True):
    """One text of a framework's reference shelf. The highest number is the one in force."""

    __tablename__ = "framework_version"
    __table_args__ = (sa.UniqueConstraint("framework_id", "number"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    framework_id: UUID = Field(foreign_key="framework.id")
    number: int
    content: dict[str, Any] = Field(sa_type=sa.JSON)
    content_hash: str = Field(max_length=64)
    loaded_at: datetime


class ScaleVersion(SQLModel, table=True):
    """One declared scale. Its points stand as rows, so that the database itself refuses any other point."""

    __tablename__ = "scale_version"
    __table_args__ = (sa.UniqueConstraint("slug", "number"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    slug: str = Field(max_length=64)
    number: int
    content: dict[str, Any] = Field(sa_type=sa.JSON)
    content_hash: str = Field(max_length=64)
    loaded_at: datetime


class ScalePoint(SQLModel, table=True):
    __tablename__ = "scale_point"

    scale_id: UUID = Field(foreign_key="scale_version.id", primary_key=True)
    point: int = Field(primary_key=True)
    stage: str = Field(max_length=64)


class Profile(SQLModel, table=True):
    """A practice profile as such; its words live in versions."""

    __table_args__ = (sa.UniqueConstraint("framework_id", "slug"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    framework_id: UUID = Field(foreign_key="framework.id")
    slug: str = Field(max_length=64)
    # The place in its framework's own order, not the alphabet's.
    place: int


class ProfileVersion(SQLModel, table=True):
    """One immutable text of a profile. Old assessments keep the version they were made on."""

    __tablename__ = "profile_version"
    __table_args__ = (sa.UniqueConstraint("profile_id", "number"), sa.UniqueConstraint("id", "profile_id"))

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    profile_id: UUID = Field(foreign_key="profile.id")
    number: int
    scale_id: UUID = Field(foreign_key="scale_version.id")
    title: str = Field(max_length=200)
    content: dict[str, Any] = Field(sa_type=sa.JSON)
    content_hash: str = Field(max_length=64)
    loaded_at: datetime


class Element(SQLModel, table=True):
    """One row of a profile version. An element that takes no rating has no scale, so no rating can name it."""

    __table_args__ = (
        sa.UniqueConstraint("version_id", "key"),
        sa.UniqueConstraint("id", "version_id", "scale_id"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    version_id: UUID = Field(foreign_key="profile_version.id")
    scale_id: UUID | None = Field(default=None, foreign_key="scale_version.id")
    key: str = Field(max_length=64, index=True)
    title: str = Field(max_length=200)
    place: int


class Indicator(SQLModel, table=True):
    """One behaviour sentence of an element; the sentence itself stands in the version's content."""

    element_id: UUID = Field(foreign_key="element.id", primary_key=True)
    key: str = Field(max_length=64, primary_key=True)
    stage: str = Field(max_length=64)
    starting_point: bool
    place: int
