"""The table of the audit trail. Triggers of the database refuse to change or delete what stands in it."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, SQLModel


class AuditEntry(SQLModel, table=True):
    __tablename__ = "audit_entry"

    # Counted by the trail itself, without a gap: a counter of the database's own leaves gaps that mean nothing.
    sequence: int = Field(
        sa_column=sa.Column(sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=False)
    )
    at: datetime
    # Nobody is signed in when the command line acts or when a sign-in fails.
    actor_id: UUID | None = Field(default=None, index=True)
    # The roles that the actor held at that moment.
    acting_as: str = Field(default="", max_length=100)
    agency_id: UUID | None = Field(default=None, index=True)
    action: str = Field(max_length=64)
    subject_kind: str = Field(max_length=32)
    subject_id: UUID | None = Field(default=None, index=True)
    outcome: str = Field(default="done", max_length=16)
    # The same as in the log, so that one request can be followed through both.
    request_id: str = Field(default="", max_length=32)
    details: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    # What is put on record once an hour at most has a name of its own for that hour.
    once: str | None = Field(default=None, max_length=200, unique=True)
    hash: str = Field(max_length=64)


# Every entry is written and checked as a row of columns, not as an object.
TABLE: sa.Table = SQLModel.metadata.tables["audit_entry"]
