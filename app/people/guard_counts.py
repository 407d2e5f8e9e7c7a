"""How many texts were kept that may name somebody: by agency, month and kind, and nothing else of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from app.guard.kinds import SpotKind
from app.people.access import Viewer
from app.people.models import GuardCount

_TABLE = sa.inspect(GuardCount).local_table


@dataclass(frozen=True)
class MonthOfCounts:
    """One month with the kinds that were kept in it, in the order of the kinds."""

    month: date
    kinds: Mapping[SpotKind, int]


def add_counts(db: Session, agency_id: UUID, month: date, kinds: Mapping[SpotKind, int]) -> None:
    """Count these on top of what was counted in the month. Two people who save at once are both counted."""
    # In one order, so that two who count the same kinds never wait for each other.
    rows = [
        {"agency_id": agency_id, "month": month, "kind": kind, "kept": kinds[kind]}
        for kind in SpotKind
        if kinds.get(kind)
    ]
    if not rows:
        return
    insert = (sqlite if db.get_bind().dialect.name == "sqlite" else postgresql).insert(_TABLE)
    more = insert.on_conflict_do_update(
        index_elements=["agency_id", "month", "kind"], set_={"kept": _TABLE.c.kept + insert.excluded.kept}
    )
    db.connection().execute(more, rows)


def counts_of(db: Session, viewer: Viewer, *, since: date) -> list[MonthOfCounts]:
    """The months of the viewer's agency in which something was kept, the newest first."""
    of_agency = (col(GuardCount.agency_id) == viewer.agency_id, col(GuardCount.month) >= since)
    found: dict[date, dict[SpotKind, int]] = {}
    for row in db.execute(
        sa.select(col(GuardCount.month), col(GuardCount.kind), col(GuardCount.kept)).where(*of_agency)
    ):
        found.setdefault(row.month, {})[row.kind] = row.kept
    return [
        MonthOfCounts(month, {kind: found[month][kind] for kind in SpotKind if kind in found[month]})
        for month in sorted(found, reverse=True)
    ]
