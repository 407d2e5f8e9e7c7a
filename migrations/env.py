"""How migrations run: one transaction, and no cascade that could take child rows along."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import context
from sqlalchemy import event, pool
from sqlalchemy.engine import Connection

from app import tables
from app.db import Database
from app.settings import Settings

_PLAIN: tuple[tuple[type[Any], Callable[[Any], str]], ...] = (
    (sa.Uuid, lambda _: "sa.Uuid()"),
    (sa.Enum, lambda v: _words(v)),
    (sa.DateTime, lambda _: "sa.DateTime(timezone=True)"),
    (sa.Text, lambda _: "sa.Text()"),
    (sa.String, lambda v: f"sa.String(length={v.length})"),
    (sa.BigInteger, lambda _: "sa.BigInteger().with_variant(sa.Integer(), 'sqlite')"),
    (sa.Integer, lambda _: "sa.Integer()"),
)


def _render(kind: str, value: Any, _context: Any) -> str | bool:
    """Migrations speak plain SQLAlchemy, so that they still run when a library's own types have changed."""
    plain = value.impl_instance if isinstance(value, sa.types.TypeDecorator) else value
    if kind == "type":
        for known, written in _PLAIN:
            if isinstance(plain, known):
                return written(plain)
    return False


def _words(kind: sa.Enum) -> str:
    words = ", ".join(repr(word) for word in kind.enums)
    return f"sa.Enum({words}, name={kind.name!r}, native_enum=False, create_constraint=True, length={kind.length})"


def _prepare(connection: Any, _record: object) -> None:
    # SQLite rebuilds a table to change it. With foreign keys on, dropping the old one deletes its children.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys=OFF")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _check_children(connection: Connection) -> None:
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if orphans:
        raise RuntimeError(f"The migration would leave {len(orphans)} rows without their parent; nothing was changed.")


def run() -> None:
    url = context.config.get_main_option("sqlalchemy.url") or Settings().database_url
    is_sqlite = Database(url).is_sqlite
    engine = sa.create_engine(url, poolclass=pool.NullPool)
    if is_sqlite:
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=tables.metadata,
            render_as_batch=True,
            render_item=_render,
            compare_type=True,
            compare_server_default=True,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            if not is_sqlite:
                # Several processes may start at once; one migrates, and the others find it done.
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(1852403301)")
            context.run_migrations()
            if is_sqlite:
                _check_children(connection)


run()
