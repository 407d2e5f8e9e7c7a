"""Which version of a record is in view: what became of it is seen until sight of it ends, and no longer."""

from typing import Any

import sqlalchemy as sa

from app.people.access import END


def known(window: sa.Subquery, *, worker: Any, at: Any, came_at: Any) -> sa.ColumnElement[bool]:
    """The condition that one version of a record was ever in view: it came before sight of the record ended.

    `at` is when the first version was submitted, which all versions share, and `came_at` when this one was.
    """
    return sa.exists().where(*_in_sight(window, worker, at, came_at))


def stands(window: sa.Subquery, *, worker: Any, at: Any, came_at: Any, replaced_at: Any) -> sa.ColumnElement[bool]:
    """The condition that a version is the newest in view: what replaced it, if anything, came after sight ended."""
    until = window.c.sees_until
    is_newest = sa.func.coalesce(replaced_at, sa.literal(END, until.type)) >= until
    return sa.exists().where(*_in_sight(window, worker, at, came_at), is_newest)


def _in_sight(window: sa.Subquery, worker: Any, at: Any, came_at: Any) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        window.c.worker_id == worker, window.c.opens_at <= at, at < window.c.closes_at, came_at < window.c.sees_until
    )  # fmt: skip
