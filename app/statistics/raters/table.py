"""Who rated which case at which point, with its empty places, in an order that no name decides."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from app.statistics import seeds
from app.statistics.arrays import Floats
from app.statistics.results import RefusedError
from app.statistics.scale import Scale

FEWEST_CASES = 10
# A table is held whole, empty cells too; this many take 160 MB.
MOST_CELLS = 20_000_000


@dataclass(frozen=True, slots=True)
class Basis:
    """What a figure rests on: cases and raters that have a rating, and the ratings."""

    cases: int
    raters: int
    ratings: int


@dataclass(frozen=True, slots=True, eq=False)
class Ratings:
    """`cells` has a row a case and a column a rater; NaN where a rater did not rate a case."""

    scale: Scale
    cases: tuple[str, ...]
    raters: tuple[str, ...]
    cells: Floats

    @property
    def rated(self) -> int:
        return int(np.count_nonzero(~np.isnan(self.cells)))

    @property
    def empty(self) -> int:
        return self.cells.size - self.rated

    @property
    def basis(self) -> Basis:
        return Basis(len(self.filled().cases), len(self.filled().raters), self.rated)

    def filled(self) -> "Ratings":
        """The table without cases and raters that have no rating at all."""
        return self._part(self._rated_by(1))

    def common(self) -> "Ratings":
        """The cases that two raters or more have rated, and their raters: only these say how alike raters rate."""
        return self._part(self._rated_by(2))

    def _rated_by(self, fewest: int) -> NDArray[np.intp]:
        return np.flatnonzero(np.count_nonzero(~np.isnan(self.cells), axis=1) >= fewest)

    def _part(self, rows: NDArray[np.intp]) -> "Ratings":
        columns = np.flatnonzero(~np.isnan(self.cells[rows]).all(axis=0))
        cases = tuple(self.cases[row] for row in rows)
        raters = tuple(self.raters[column] for column in columns)
        return Ratings(self.scale, cases, raters, self.cells[np.ix_(rows, columns)])

    def of(self, *raters: str) -> "Ratings":
        """The same cases, as these raters rated them. Refuses a rater who is not in the table."""
        for rater in raters:
            if rater not in self.raters:
                raise RefusedError(f"{rater} is not among the raters.")
        columns = [self.raters.index(rater) for rater in raters]
        return Ratings(self.scale, self.cases, raters, self.cells[:, columns])

    def digest(self) -> str:
        """A name for what was rated, whatever cases and raters are called."""
        return seeds.digest([self.scale.low, self.scale.high, self.cells.tolist()])


def ratings(scale: Scale, given: Iterable[tuple[str, str, int | None]]) -> Ratings:
    """A table from (case, rater, point) rows; None where a rater was asked and did not rate.

    Refuses a point that is not a whole one on the declared scale, and a second rating of a case by the same rater: of
    an amended rating hand in the newest, once. Refuses more cases times raters than a machine should hold.
    """
    held: dict[tuple[str, str], int | None] = {}
    for case, rater, point in given:
        if (case, rater) in held:
            raise RefusedError(f"{rater} rated {case} twice; hand in the newest rating alone.")
        if point is not None:
            scale.check(point)
        held[case, rater] = point
    cases, raters = sorted({case for case, _ in held}), sorted({rater for _, rater in held})
    if len(cases) * len(raters) > MOST_CELLS:
        raise RefusedError(f"{len(cases)} cases by {len(raters)} raters are more than {MOST_CELLS} cells.")
    cells = np.full((len(cases), len(raters)), np.nan)
    rows, columns = _places(cases), _places(raters)
    for (case, rater), point in held.items():
        if point is not None:
            cells[rows[case], columns[rater]] = point
    return _ordered(Ratings(scale, tuple(cases), tuple(raters), cells))


def _places(names: list[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(names)}


def _ordered(table: Ratings) -> Ratings:
    """Sums of decimals depend on their order, so rows and columns stand by what is in them, not by their names.

    Columns get ranks from their points and the ranks of their rows, rows likewise, until no rank splits further. Where
    columns still share a rank they look the same from everywhere: one goes first, whichever, and ranks are found anew.
    With the columns in order, rows are sorted by what they hold, and equal rows may change places.
    """
    filled = np.where(np.isnan(table.cells), table.scale.low - 1, table.cells).astype(int)
    columns = _refined(filled, [0] * len(table.raters))
    while len(set(columns)) < len(columns):
        first = next(place for place, rank in enumerate(columns) if columns.count(rank) > 1)
        columns = _refined(filled, [2 * rank + (place != first) for place, rank in enumerate(columns)])
    by_column = np.argsort(columns, kind="stable")
    by_row = np.lexsort(filled[:, by_column[::-1]].T)
    return Ratings(
        table.scale,
        tuple(table.cases[place] for place in by_row),
        tuple(table.raters[place] for place in by_column),
        table.cells[np.ix_(by_row, by_column)],
    )


def _refined(filled: NDArray[np.int64], columns: list[int]) -> list[int]:
    rows, split = [0] * len(filled), -1
    while len(set(rows)) + len(set(columns)) > split:
        split = len(set(rows)) + len(set(columns))
        rows = _ranks(rows, columns, filled.tolist())
        columns = _ranks(columns, rows, filled.T.tolist())
    return columns


def _ranks(ranks: list[int], across: list[int], lines: list[list[int]]) -> list[int]:
    keys = [(rank, sorted(zip(across, line, strict=True))) for rank, line in zip(ranks, lines, strict=True)]
    order = [key for key, _ in groupby(sorted(keys))]
    return [bisect_left(order, key) for key in keys]


@dataclass(frozen=True, slots=True)
class Dated:
    """One rating as it was submitted; `version` rises when the same rater amends or withdraws it."""

    case: str
    rater: str
    point: int | None
    version: int
    is_withdrawn: bool = False


def newest(rows: Iterable[Dated]) -> list[tuple[str, str, int | None]]:
    """Of each rater's ratings of a case the newest version alone: an amendment counts once, what is withdrawn never."""
    held: dict[tuple[str, str], Dated] = {}
    for row in rows:
        known = held.get((row.case, row.rater))
        if known is None or row.version > known.version:
            held[row.case, row.rater] = row
    return [(row.case, row.rater, row.point) for row in held.values() if not row.is_withdrawn]
