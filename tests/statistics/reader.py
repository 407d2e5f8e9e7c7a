"""A reader who tries to work out hidden counts from what is shown, written apart from the program's own attacker.

Unknown are the people in each group and category, and nothing else. Whatever is shown is one equation about them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linprog

from app.statistics.suppression.shown import Hidden, Shown
from app.statistics.suppression.tables import ShownTable


@dataclass(frozen=True)
class Place:
    """One number of a page: which people it adds up, what stands there (None where hidden), and of which group."""

    people: NDArray[np.float64]
    stands: float | None
    group: str | None


def places(table: ShownTable) -> list[Place]:
    rows, columns = range(len(table.groups)), range(len(table.categories))
    found: list[tuple[NDArray[np.float64], Shown | Hidden | int | None, str | None]] = []
    for row, group in enumerate(table.groups):
        found += [(_sum(table, [row], [column]), table.cells[row][column], group) for column in columns]
        found.append((_sum(table, [row], columns), table.group_totals[row], group))
    found += [(_sum(table, rows, [column]), table.category_totals[column], None) for column in columns]
    found.append((_sum(table, rows, columns), table.grand_total, None))
    return [Place(people, _number(stands), group) for people, stands, group in found if stands is not None]


def can_narrow(page: list[Place], widths: dict[str | None, int] | None = None) -> bool:
    """Whether a hidden number is told more narrowly than its group's width (5 where none is given).

    One programme for all: for each hidden number two tables of people that fit everything shown, so far apart.
    """
    shown = [place for place in page if place.stands is not None]
    hidden = [place for place in page if place.stands is None]
    if not hidden:
        return False
    apart = sparse.block_diag([np.concatenate([-place.people, place.people])[None, :] for place in hidden])
    needs = [-float((widths or {}).get(place.group, 5)) for place in hidden]
    fits: dict[str, Any] = {}
    if shown:
        sums = sparse.csr_array(np.array([place.people for place in shown]))
        fits = {
            "A_eq": sparse.kron(sparse.eye_array(2 * len(hidden)), sums),
            "b_eq": np.tile([place.stands for place in shown], 2 * len(hidden)),
        }
    found = linprog(np.zeros(apart.shape[1]), **{"A_ub": apart, "b_ub": needs} | fits)
    assert found.status in (0, 2), found.message
    return bool(found.status == 2)


def _sum(table: ShownTable, rows: Iterable[int], columns: Iterable[int]) -> NDArray[np.float64]:
    chosen = np.zeros((len(table.groups), len(table.categories)))
    chosen[np.ix_(list(rows), list(columns))] = 1
    return chosen.ravel()


def _number(stands: Shown | Hidden | int) -> float | None:
    if isinstance(stands, Hidden):
        return None
    return float(stands.value if isinstance(stands, Shown) else stands)
