"""A reader who tries to work out hidden counts from a published table, written apart from the program's own attacker.

Unknown are the people in each group and category, nothing else. Everything that is shown is one equation about them.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linprog

from app.statistics.suppression.shown import HIDDEN, Hidden, Shown
from app.statistics.suppression.tables import ShownTable

Sum = NDArray[np.float64]


def statements(table: ShownTable) -> list[tuple[Sum, float | None, str | None]]:
    """Each place of the page: which people it adds up, what stands there (None: hidden), and the group it tells of."""
    rows, columns = len(table.groups), len(table.categories)
    found = []
    for row, group in enumerate(table.groups):
        for column in range(columns):
            found.append((_sum(rows, columns, [row], [column]), table.cells[row][column], group))
        found.append((_sum(rows, columns, [row], range(columns)), table.group_totals[row], group))
    for column in range(columns):
        found.append((_sum(rows, columns, range(rows), [column]), table.category_totals[column], None))
    found.append((_sum(rows, columns, range(rows), range(columns)), table.grand_total, None))
    return [(people, _value(stands), group) for people, stands, group in found if stands is not None]


def can_be_narrowed(table: ShownTable, width: dict[str | None, float]) -> bool:
    """Whether some hidden number is told more narrowly than the width that is asked of its group (5 if not named).

    One programme for all: for each hidden number two tables of people that fit everything shown and are that far apart.
    """
    said = statements(table)
    known = np.array([people for people, value, _ in said if value is not None])
    values = np.array([value for _, value, _ in said if value is not None])
    hidden = [(people, width.get(group, 5.0)) for people, value, group in said if value is None]
    if not hidden:
        return False
    apart = sparse.block_diag([np.concatenate([-people, people])[None, :] for people, _ in hidden])
    size = apart.shape[1]
    if known.size:
        fits = {"A_eq": sparse.kron(sparse.eye_array(2 * len(hidden)), known), "b_eq": np.tile(values, 2 * len(hidden))}
    else:
        fits = {}
    found = linprog(np.zeros(size), A_ub=apart, b_ub=[-need for _, need in hidden], **fits)
    assert found.status in (0, 2), found.message
    return bool(found.status == 2)


def _sum(rows: int, columns: int, these: object, those: object) -> Sum:
    chosen = np.zeros((rows, columns))
    chosen[np.ix_(list(these), list(those))] = 1  # type: ignore[call-overload] # Both are lists of places.
    return chosen.ravel()


def _value(stands: Shown | Hidden | int) -> float | None:
    if stands is HIDDEN:
        return None
    return float(stands.value if isinstance(stands, Shown) else stands)
