"""Tables of invented ratings that several tests share."""

from collections.abc import Sequence

import numpy as np

from app.statistics.arrays import Floats
from app.statistics.raters.table import Ratings, ratings
from app.statistics.scale import Scale

NINE = Scale(1, 9, (3, 6, 9))


Rows = Sequence[Sequence[int | None]]


def table(rows: Rows, scale: Scale = NINE) -> Ratings:
    """A row a case, a column a rater; cases are c000, c001 …, raters r0, r1 …"""
    return ratings(scale, triples(rows))


def triples(rows: Rows) -> list[tuple[str, str, int | None]]:
    return [(f"c{case:03}", f"r{rater}", point) for case, row in enumerate(rows) for rater, point in enumerate(row)]


def drawn(seed: int, cases: int, raters: int, holes: float = 0.0, noise: float = 1.0) -> list[list[int | None]]:
    """Ratings of cases that differ, by raters who differ a little, some of them missing."""
    random = np.random.default_rng(seed)
    shape = (cases, raters)
    level = 5 + random.normal(0, 1.6, (cases, 1)) + random.normal(0, 0.5, (1, raters))
    points = np.clip(np.rint(level + random.normal(0, noise, shape)), 1, 9).astype(int)
    missing = random.random(shape) < holes
    return [
        [None if gone else int(point) for point, gone in zip(row, lost, strict=True)]
        for row, lost in zip(points, missing, strict=True)
    ]


def cells(rows: Rows) -> Floats:
    return np.array([[np.nan if point is None else point for point in row] for row in rows], dtype=np.float64)
