"""The indicators that were tapped as seen."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from app.ratings.models import Seen


def seen_indicators(db: Session, rating_ids: Collection[UUID]) -> dict[UUID, frozenset[str]]:
    """The indicators tapped in each of these ratings, which a query here has found for the viewer."""
    if not rating_ids:
        return {}
    rows = db.execute(
        sa.select(col(Seen.rating_id), col(Seen.indicator_key)).where(col(Seen.rating_id).in_(rating_ids))
    )
    return by_rating(rows)


def by_rating(rows: Iterable[Any]) -> dict[UUID, frozenset[str]]:
    found: dict[UUID, set[str]] = defaultdict(set)
    for rating_id, indicator_key in rows:
        found[rating_id].add(indicator_key)
    return {rating_id: frozenset(keys) for rating_id, keys in found.items()}
