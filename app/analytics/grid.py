"""The element grid: every element's newest points and the steps of the last year."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from app.analytics.queries import Record
from app.analytics.series import Axis, Series, months_until
from app.frameworks.profile import Element
from app.frameworks.queries import LoadedVersion

SPARK_MONTHS = 12
MOST_COLUMNS = 9


@dataclass(frozen=True)
class Cell:
    """One element of one profile: its newest points and the steps of the last year."""

    version: LoadedVersion
    element: Element
    coach: int | None
    own: int | None
    not_observed: bool
    series: Series | None

    @property
    def has_points(self) -> bool:
        return self.coach is not None or self.own is not None


@dataclass(frozen=True)
class Row:
    """A profile with its cells; `waits` says for whom its newest pair waits, and where that pair is."""

    version: LoadedVersion
    rhythm: int | None
    cells: tuple[Cell | None, ...]
    waits: tuple[str, str] | None

    @property
    def has_points(self) -> bool:
        return any(cell is not None and cell.has_points for cell in self.cells)

    @property
    def is_told(self) -> bool:
        """Whether there is more to say of it than that no points are there yet."""
        return self.has_points or self.waits is not None or any(cell and cell.not_observed for cell in self.cells)

    @property
    def is_open(self) -> bool:
        return self.rhythm is not None or self.has_points


@dataclass(frozen=True)
class Block:
    """The profiles of one framework: a table where they share their columns, else lists."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def has_unobserved(self) -> bool:
        """Whether a cell with points says that the coach's newest look had none."""
        return any(
            cell is not None and cell.has_points and cell.not_observed for row in self.rows for cell in row.cells
        )

    @property
    def has_unrated(self) -> bool:
        return any(cell is not None and not cell.element.rateable for row in self.told for cell in row.cells)

    @property
    def told(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.is_told)

    @property
    def without(self) -> tuple[Row, ...]:
        """The profiles of which one line below the grid is enough."""
        return tuple(row for row in self.rows if not row.is_told)


def blocks_of(record: Record) -> list[Block]:
    """The element grid, a block for each framework, because points of two scales are never compared."""
    by_framework: dict[str, list[LoadedVersion]] = defaultdict(list)
    for version in record.versions:
        by_framework[version.framework].append(version)
    axis = months_until(record.reach.on, SPARK_MONTHS)
    return [_block(record, versions, axis) for versions in by_framework.values()]


def _block(record: Record, versions: Sequence[LoadedVersion], axis: Axis) -> Block:
    columns = {element.key: element.title for version in versions for element in version.profile.elements}
    is_table = len(columns) <= MOST_COLUMNS
    rows = [_row(record, version, list(columns) if is_table else None, axis) for version in versions]
    return Block(tuple(columns.values()) if is_table else (), tuple(rows))


def _row(record: Record, version: LoadedVersion, columns: Sequence[str] | None, axis: Axis) -> Row:
    elements = {element.key: element for element in version.profile.elements}
    found = [elements.get(key) for key in columns or elements]
    cells = tuple(_cell(record, version, element, axis) if element else None for element in found)
    return Row(version, record.rhythms.get(version.profile_id), cells, record.waits.get(version.profile_id))


def _cell(record: Record, version: LoadedVersion, element: Element, axis: Axis) -> Cell:
    newest = record.newest(version, element)
    coach = newest.coach.point if newest.coach else None
    own = newest.self_.point if newest.self_ else None
    series = record.series(version, element, axis) if coach is not None or own is not None else None
    return Cell(version, element, coach, own, newest.coach_not_observed is not None, series)
