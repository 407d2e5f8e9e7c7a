"""What a reader with pencil and paper can find out: every table that agrees with what is shown.

A table stands here with its totals, as one more column and one more row. The rule that chose what is hidden is not used
against it: a hidden count may be any number from zero, as in the published example E31.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linprog

from app.statistics.results import RefusedError

Table = NDArray[np.float64]
Mask = NDArray[np.bool_]

_INFEASIBLE = 2


def equations(rows: int, columns: int) -> Table:
    """What makes totals totals, for a flattened table of this shape: one equation a row, one a column, each equal to 0.

    In each, the counts of a line stand with 1 and its total with -1.
    """
    in_row, in_column = np.ones(columns), np.ones(rows)
    in_row[-1] = in_column[-1] = -1
    return np.vstack([np.kron(np.eye(rows), in_row), np.kron(in_column, np.eye(columns))])


def intervals(published: Table) -> tuple[Table, Table]:
    """The smallest and the largest value of each hidden count; shown ones are their own limits.

    `published` has its totals as last row and column and NaN where something is hidden or left out. A count without an
    upper limit has infinity. By linear programme over totals and non-negativity, as in Fischetti and Salazar (2001),
    Management Science 47, 1008. Refuses counts that no table can have.
    """
    hidden = np.flatnonzero(np.isnan(published))
    low, high = published.flatten(), published.flatten()
    if hidden.size:
        low[hidden], high[hidden] = _extremes(published, hidden)
    return low.reshape(published.shape), high.reshape(published.shape)


def _extremes(published: Table, hidden: NDArray[np.intp]) -> tuple[Table, Table]:
    """One programme for all: a copy of the table for the least, and one for the most, of each hidden count."""
    lines, size = equations(*published.shape), hidden.size
    left = -(lines @ np.nan_to_num(published.ravel()))
    # A corner of these tables is a sum of what is left; what lies beyond the sum of all has no limit.
    most = np.abs(left).sum()
    aims = np.concatenate([np.eye(size), -np.eye(size)])
    found = solve(
        aims.ravel(),
        A_eq=sparse.kron(sparse.eye_array(2 * size), sparse.csc_array(lines[:, hidden])),
        b_eq=np.tile(left, 2 * size),
        bounds=(0, 2 * most + 1),
    )
    if found is None:
        raise RefusedError("No table of people has these counts and totals.")
    ends = np.rint((found.reshape(aims.shape) * np.abs(aims)).sum(axis=1))
    return ends[:size], np.where(ends[size:] > most, np.inf, ends[size:])


def two_tables(lines: Table, table: Table, cost: Table, count: int, apart: float) -> tuple[Table, Table] | None:
    """Two tables with the same totals that differ by `apart` in one count, cheapest in what else they change.

    `table` is flattened, `lines` are its equations, and `cost` is the price of one person more or less in each count,
    infinite where nothing may change. What both tables share with `table` can be shown without telling that count more
    narrowly. None if there are no two such tables.
    """
    nothing, is_free = np.zeros_like(lines), np.isfinite(cost)
    step = np.zeros(table.shape)
    step[count] = 1
    found = solve(
        np.tile(np.where(is_free, cost, 0), 4),
        A_eq=np.block([[lines, -lines, nothing, nothing], [nothing, nothing, lines, -lines]]),
        b_eq=np.zeros(2 * len(lines)),
        A_ub=np.concatenate([-step, step, step, -step])[None, :],
        b_ub=[-apart],
        bounds=np.column_stack(
            [np.zeros(4 * table.size), np.tile([*np.where(is_free, np.inf, 0), *(table * is_free)], 2)]
        ),
    )
    if found is None:
        return None
    more, less, more_too, less_too = found.reshape(4, table.size)
    return table + more - less, table + more_too - less_too


def solve(aim: Table, **programme: Any) -> Table | None:
    """The values that make `aim` smallest, or None where none are possible. Refuses to go on without an answer."""
    found = linprog(aim, method="highs", **programme)
    if found.status == _INFEASIBLE:
        return None
    if found.status:
        raise ArithmeticError(found.message)
    return np.asarray(found.x, dtype=np.float64)
