"""How many people are where: groups and categories, with totals that are counted, open or not given at all."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from app.statistics.results import RefusedError


class Totals(Enum):
    """What the reader is given of a margin.

    *Counted* totals are figures like the cells and are hidden where they are small. *Open* ones are facts of the
    organisation, such as who is on a roster or has been rated: they are shown however small they are, and nothing can
    hide them. *Left out* means that the page has no such total, as where columns are months of the same people.
    """

    COUNTED = "counted"
    OPEN = "open"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class Counts:
    """People by group (rows) and category (columns); each is in one category of one group.

    `sensitive` names the categories of which a zero tells something, such as nobody at Accomplished: all are below.
    `known` names groups whose people share their records with the reader: their figures are exact and always shown, and
    the others are protected from subtraction. `ordered` prefers neighboring categories where one more has to be hidden,
    so that what is hidden can be shown together. Refuses labels that are double or unknown, fewer than one group or two
    categories, rows of another length, and counts that are not whole numbers from 0.
    """

    groups: tuple[str, ...]
    categories: tuple[str, ...]
    people: tuple[tuple[int, ...], ...]
    sensitive: frozenset[str]
    group_totals: Totals = Totals.COUNTED
    category_totals: Totals = Totals.COUNTED
    grand_total: Totals = Totals.COUNTED
    known: frozenset[str] = frozenset()
    ordered: bool = False

    def __post_init__(self) -> None:
        _refuse_labels(self.groups, self.known, 1)
        _refuse_labels(self.categories, self.sensitive, 2)
        if len(self.people) != len(self.groups) or {len(row) for row in self.people} != {len(self.categories)}:
            raise RefusedError("A table has one row for each group and one count for each category.")
        if any(isinstance(count, bool) or not isinstance(count, int) for row in self.people for count in row):
            raise RefusedError("A count of people is a whole number.")
        if Totals.OPEN in (self.group_totals, self.category_totals) and self.grand_total is Totals.COUNTED:
            raise RefusedError("Where the totals of all groups are open, so is their sum.")
        if any(count < 0 for row in self.people for count in row):
            raise RefusedError("A count of people is not below zero.")

    def with_totals(self) -> NDArray[np.float64]:
        """The counts with group totals as one more column, category totals as one more row."""
        rows = np.array(self.people, dtype=np.float64)
        wide = np.column_stack([rows, rows.sum(axis=1)])
        return np.vstack([wide, wide.sum(axis=0)])


def _refuse_labels(labels: tuple[str, ...], named: Iterable[str], fewest: int) -> None:
    if len(labels) < fewest:
        raise RefusedError("A table has one group or more, and two categories or more.")
    if len(set(labels)) != len(labels):
        raise RefusedError("Two rows or columns of a table have the same label.")
    if not set(named) <= set(labels):
        raise RefusedError("A group or category is named that the table does not have.")
