"""What is computed for the published examples about small counts."""

from collections.abc import Callable
from typing import Any

import numpy as np

from app.statistics.suppression.attacker import Mask, intervals
from app.statistics.suppression.counts import Counts
from app.statistics.suppression.primary import primary
from app.statistics.suppression.rule import NARROWEST, OUTSIDE
from app.statistics.suppression.shown import HIDDEN
from app.statistics.suppression.tables import suppress


def _small_cells(data: dict[str, Any]) -> dict[str, Any]:
    counts = Counts(tuple(data["units"]), tuple(data["stages"]), tuple(map(tuple, data["counts"])), frozenset())
    small, table = primary(counts, OUTSIDE), suppress(counts, OUTSIDE)
    hidden = np.pad([[cell is HIDDEN for cell in row] for row in table.cells], (0, 1))
    beside = hidden & ~small
    return {
        "primary_suppressed": _names(counts, small),
        "if_only_primary_were_hidden": _limits(counts, small),
        "cheapest_safe_complement": _names(counts, beside),
        "people_in_the_complement": int(counts.with_totals()[beside].sum()),
        "attacker_intervals": _limits(counts, hidden),
        "minimum_width_required": NARROWEST,
        "shares_of_hidden_cells_are_hidden_too": not any(
            hasattr(cell, "share") for row in table.cells for cell in row if cell is HIDDEN
        ),
        "row_totals_published": list(table.group_totals),
        "column_totals_published": [getattr(cell, "value", None) for cell in table.category_totals],
    }


def _names(counts: Counts, chosen: Mask) -> list[list[str]]:
    return [[counts.groups[row], counts.categories[column]] for row, column in np.argwhere(chosen).tolist()]


def _limits(counts: Counts, hidden: Mask) -> dict[str, list[int]]:
    low, high = intervals(np.where(hidden, np.nan, counts.with_totals()))
    return {
        f"{counts.groups[row]}_{counts.categories[column]}": [int(low[row, column]), int(high[row, column])]
        for row, column in np.argwhere(hidden).tolist()
    }


COMPUTED: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {"E31_small_cell_suppression": _small_cells}
