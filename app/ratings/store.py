"""Rows of a sheet on their way into the database: one goes first, and the database's own rules are heard."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from app.frameworks.queries import LoadedVersion
from app.ratings.models import Assessment, Pair, Rating, Seen
from app.ratings.rules import Answer
from app.ratings.sheets import StoredRating
from app.web.errors import ConflictError, ProblemsError


def lock(db: Session, assessment: Assessment) -> None:
    """Wait for another tab of the same author. Raises ConflictError when that one has removed the draft."""
    row = select(Assessment).where(col(Assessment.id) == assessment.id).with_for_update()
    if db.exec(row.execution_options(populate_existing=True)).first() is None:
        raise ConflictError("This draft was removed a moment ago.")


def write(
    db: Session, assessment: Assessment, version: LoadedVersion, changed: Mapping[str, Answer],
    stored: Mapping[str, StoredRating], at: datetime, *, shown: Collection[str] = (),
) -> None:  # fmt: skip
    """Store these answers. `shown` are the elements of which the author has been shown earlier points."""
    ids = {key: stored[key].rating_id if key in stored else uuid4() for key in changed}
    insert = insert_into(db, Rating)
    replaced = ("point", "not_observed", "reason", "note", "revision", "saved_at", "changed_after_review")
    upsert = insert.on_conflict_do_update(
        index_elements=["assessment_id", "element_id"], set_={name: insert.excluded[name] for name in replaced}
    )
    rows = [
        {
            "id": ids[key], "assessment_id": assessment.id, "version_id": version.version_id,
            "element_id": version.element_ids[key], "scale_id": version.scale_id, "point": answer.point,
            "not_observed": answer.not_observed, "reason": answer.reason, "note": answer.note,
            "revision": stored[key].revision + 1 if key in stored else 1, "saved_at": at,
            "changed_after_review": _after_review(answer, stored.get(key), is_shown=key in shown),
        }
        for key, answer in changed.items()
    ]  # fmt: skip
    # One statement run for many rows is compiled once in the life of the process; a row list in it never is.
    db.connection().execute(upsert, rows)
    _write_seen(db, version, {ids[key]: (key, answer) for key, answer in changed.items()})


def _after_review(answer: Answer, stored: StoredRating | None, *, is_shown: bool) -> bool:
    # Earlier points are shown where a choice was made, so a first choice is nobody's echo.
    if stored is None:
        return False
    return stored.changed_after_review or (is_shown and stored.answer.is_given and answer.point != stored.answer.point)


def _write_seen(db: Session, version: LoadedVersion, changed: Mapping[UUID, tuple[str, Answer]]) -> None:
    db.execute(sa.delete(Seen).where(col(Seen.rating_id).in_(changed)))
    rows = [
        {"rating_id": rating_id, "element_id": version.element_ids[key], "indicator_key": indicator}
        for rating_id, (key, answer) in changed.items()
        for indicator in sorted(answer.seen)
    ]
    if rows:
        db.connection().execute(sa.insert(Seen), rows)


def set_values(db: Session, assessment: Assessment, values: Mapping[str, Any], *, overtaken: str) -> None:
    # Two tabs can pass every check at once; the database's own rule then lets one of them through. The values are
    # set inside the savepoint, because opening it flushes: a refusal before it would end the whole transaction.
    try:
        with db.begin_nested():
            for name, value in values.items():
                setattr(assessment, name, value)
            db.add(assessment)
    except IntegrityError as error:
        raise ProblemsError({"observed_on": overtaken}) from error


def copy_ratings(db: Session, source: Assessment, target: Assessment, *, at: datetime) -> None:
    """Give a new draft all that another assessment holds: points, reasons, notes and taps."""
    ids: dict[UUID, UUID] = {}
    for rating in db.exec(select(Rating).where(col(Rating.assessment_id) == source.id)).all():
        ids[rating.id] = uuid4()
        db.add(
            Rating(
                **rating.model_dump()
                | {"id": ids[rating.id], "assessment_id": target.id, "revision": 1, "saved_at": at}
            )
        )
    db.flush()
    for seen in db.exec(select(Seen).where(col(Seen.rating_id).in_(ids))).all():
        db.add(Seen(**seen.model_dump() | {"rating_id": ids[seen.rating_id]}))
    db.flush()


def insert_into(db: Session, table: type[Assessment] | type[Rating] | type[Pair]) -> Any:
    dialect = db.get_bind().dialect.name
    rows = sa.inspect(table).local_table
    return sqlite.insert(rows) if dialect == "sqlite" else postgresql.insert(rows)
