"""Scales and points to draw, as plain values."""

from datetime import date

from app.analytics.series import Axis, Change, Flag, Given, Series, months_until, series_of
from app.frameworks.scale import Scale, Stage
from app.ratings.rules import Kind

THEO, CORA, WREN = "Theo Marsh", "Cora Lindqvist", "Wren Castillo"
CHANGE = Change("coach", date(2026, 6, 1), THEO, CORA)
FLAGS = (Flag(date(2025, 12, 1), 2, 3), Flag(date(2026, 9, 1), 4, 5))

_COACHED = [
    ("2025-12", 2, THEO), ("2026-01", 3, THEO), ("2026-03", 3, THEO), ("2026-04", 3, THEO), ("2026-05", 4, THEO),
    ("2026-06", 3, CORA), ("2026-07", 4, CORA), ("2026-09", 4, CORA), ("2026-10", 5, CORA), ("2026-11", 4, CORA),
]  # fmt: skip
_OWN = [
    ("2025-12", 3), ("2026-01", 3), ("2026-02", 4), ("2026-03", 4), ("2026-04", 4), ("2026-05", 5), ("2026-06", 4),
    ("2026-07", 4), ("2026-09", 5), ("2026-10", 5), ("2026-11", 6),
]  # fmt: skip


def nine_points() -> Scale:
    stages = (("emergent", (1, 2, 3)), ("accomplished", (4, 5, 6)), ("distinguished", (7, 8, 9)))
    return _scale("sop-nine-point", [(key, points) for key, points in stages])


def five_levels() -> Scale:
    keys = ("novice", "emerging", "accomplished", "distinguished", "master")
    return _scale("set-cqi", [(key, (level,)) for level, key in enumerate(keys, start=1)])


def _scale(slug: str, stages: list[tuple[str, tuple[int, ...]]]) -> Scale:
    made = tuple(Stage(key, key.capitalize(), "", "", points, index) for index, (key, points) in enumerate(stages))
    return Scale(slug, slug, "", "top-of-stage", made)


def coach(on: str, point: int | None, rater: str = CORA, *, version: int = 1, reason: str = "") -> Given:
    return Given(Kind.COACH, _day(on, 3), point, rater, version, reason)


def own(on: str, point: int | None, *, version: int = 1) -> Given:
    return Given(Kind.SELF, _day(on, 12), point, WREN, version)


def wrens_year() -> list[Given]:
    """Twelve months in which Cora followed Theo, with an August in which there was no interpreter."""
    august = coach("2026-08", None, reason="No interpreter")
    return [*(coach(*one) for one in _COACHED), *(own(*one) for one in _OWN), august]


def until_november(months: int = 12) -> Axis:
    return months_until(date(2026, 11, 16), months)


def wrens_series(months: int = 12) -> Series:
    return series_of(wrens_year(), until_november(months), changes=[CHANGE])


def _day(on: str, usual: int) -> date:
    return date.fromisoformat(on if len(on) > 7 else f"{on}-{usual:02}")
