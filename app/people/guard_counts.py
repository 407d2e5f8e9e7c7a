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
from app.web.words import counted, listed, sentence_case

MONTHS = 6
_TABLE = sa.inspect(GuardCount).local_table


@dataclass(frozen=True)
class MonthOfCounts:
    """One month with the kinds that were kept in it, in the order of the kinds."""

    month: date
    kinds: Mapping[SpotKind, int]

    @property
    def words(self) -> str:
        """Phone numbers in two texts and names in one text."""
        return sentence_case(listed(f"{kind.plural} in {counted(texts, 'text')}" for kind, texts in self.kinds.items()))


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


def counts_of(db: Session, viewer: Viewer, *, today: date) -> list[MonthOfCounts]:
    """Of the last six months of the viewer's agency those in which something was kept, the newest first."""
    # Months counted through all years, so that going back needs no calendar.
    first = today.year * 12 + today.month - MONTHS
    since = date(first // 12, first % 12 + 1, 1)
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
