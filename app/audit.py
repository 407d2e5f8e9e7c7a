"""The audit trail: who did what to which record, written in the same transaction as the change."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel


class AuditEntry(SQLModel, table=True):
    __tablename__ = "audit_entry"

    sequence: int | None = Field(
        default=None,
        sa_column=sa.Column(sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
    )
    at: datetime
    # Nobody is signed in when the command line acts or when a sign-in fails.
    actor_id: UUID | None = Field(default=None, index=True)
    agency_id: UUID | None = Field(default=None, index=True)
    action: str = Field(max_length=64)
    subject_kind: str = Field(max_length=32)
    subject_id: UUID | None = Field(default=None, index=True)
    details: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)


def record(
    db: Session,
    *,
    at: datetime,
    actor_id: UUID | None,
    agency_id: UUID | None,
    action: str,
    subject: tuple[str, UUID | None],
    **details: str | int | bool | list[str] | None,
) -> None:
    """Put one entry on record.

    Details name what changed: ids, states, dates and counts. They never hold note text, a reason's own
    words or a password, because this table outlives what it speaks about.
    """
    kind, subject_id = subject
    db.add(
        AuditEntry(
            at=at, actor_id=actor_id, agency_id=agency_id, action=action,
            subject_kind=kind, subject_id=subject_id, details=details,
        )
    )  # fmt: skip
