"""Column types and names that every table shares."""

import enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

# Constraints need names of their own, or SQLite's tables cannot be migrated later.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def word_of(kind: type[enum.Enum]) -> Any:
    """A column type that stores an enum's value as text and lets the database refuse any other word."""
    return sa.Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=32,
        name=kind.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
        validate_strings=True,
    )


def within(column: str, most: int) -> sa.CheckConstraint:
    """A text no longer than this. SQLite reads past the length of a column's type, and would keep a book in a name."""
    return sa.CheckConstraint(f"length({column}) <= {most}", name=f"{column}_length")


class WholePoint(TypeDecorator[int]):
    """An integer and nothing that turns into one: PostgreSQL would round 4.5, and `true` would become 1."""

    impl = sa.Integer
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> int | None:
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        raise ValueError("A point is a whole number of the scale.")
