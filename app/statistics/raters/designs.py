"""How much of the spread of ratings comes from persons, tasks, raters and their combinations, in a balanced study."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from fractions import Fraction
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from app.statistics.arrays import Floats
from app.statistics.results import LEVEL, Estimate, Interval, NotComputable, RefusedError
from app.statistics.scale import Scale
from app.statistics.seeds import digest, generator

DRAWS = 10_000
METHOD = f"generalized pivot, {DRAWS} draws"


@dataclass(frozen=True, slots=True)
class MeanSquares:
    """In squared points."""

    person: float
    task: float
    rater_in_task: float
    person_by_task: float
    residual: float


@dataclass(frozen=True, slots=True)
class Components:
    """Variances in squared points; an estimate may lie below zero."""

    person: Estimate
    task: Estimate
    rater_in_task: Estimate
    person_by_task: Estimate
    residual: Estimate


COMPONENTS = tuple(field.name for field in fields(Components))


@dataclass(frozen=True, slots=True)
class Study:
    """A study of persons x (raters in tasks), with `raters` in each task. `notes` name the components below zero."""

    persons: int
    tasks: int
    raters: int
    ratings: int
    mean_squares: MeanSquares
    components: Components
    notes: tuple[str, ...]


def nested_study(scores: Sequence[Sequence[int | None]], tasks: Sequence[str], scale: Scale) -> Study | NotComputable:
    """Mean squares and variance components of persons x (raters nested in tasks): each task has raters of its own.

    `scores` has a row for each person and a column for each rater; `tasks` names the task of each column; None is not
    rated. Steps are treated as equal. Components are the ANOVA estimates; one below zero is reported as it is, with a
    note, and counts as zero in a decision study. Intervals draw mean squares from their chi-square distributions.

    Refuses points off the scale, and rows that are not as long as `tasks`. Not computable where a rating is missing or
    tasks differ in their number of raters, with fewer than two persons, tasks or raters in a task, or without spread.

    Brennan (2001), Generalizability Theory, chapter 3; Weerahandi (1993), J. American Statistical Association 88.
    """
    _check(scores, tasks, scale)
    sizes = {list(tasks).count(task) for task in tasks}
    if len(sizes) > 1 or any(point is None for row in scores for point in row):
        return NotComputable(
            "not computable: every person needs a rating by every rater, and every task as many raters"
        )
    if len(scores) < 2 or len(set(tasks)) < 2 or sizes == {1}:
        return NotComputable("not computable: fewer than two persons, two tasks, or two raters in a task")
    order = sorted(range(len(tasks)), key=lambda column: tasks[column])
    cube = np.array(scores, dtype=np.int64)[:, order].reshape(len(scores), len(set(tasks)), -1)
    return _study(cube) if np.ptp(cube) else NotComputable("not computable: every rating was the same")


def _check(scores: Sequence[Sequence[int | None]], tasks: Sequence[str], scale: Scale) -> None:
    if any(len(row) != len(tasks) for row in scores):
        raise RefusedError("Every person needs as many ratings or gaps as there are columns.")
    for point in chain.from_iterable(scores):
        if point is not None:
            scale.check(point)


def _study(cube: NDArray[np.int64]) -> Study:
    squares = _mean_squares(cube)
    persons, tasks, raters = cube.shape
    values = _weights(persons, tasks, raters) @ np.array(astuple(squares))
    spread = _pivots(squares, persons, tasks, raters)
    figures = [estimate(float(value), drawn, METHOD) for value, drawn in zip(values, spread.T, strict=True)]
    below = [name.replace("_", " ") for name, value in zip(COMPONENTS, values, strict=True) if value < 0]
    notes = tuple(f"the estimate for {name} lies below zero, and counts as zero in a decision" for name in below)
    return Study(persons, tasks, raters, cube.size, squares, Components(*figures), notes)


def _mean_squares(cube: NDArray[np.int64]) -> MeanSquares:
    """In whole numbers and fractions until the end, so that no order of persons or raters shows."""
    persons, tasks, raters = cube.shape
    all_of, by_person, by_task = (_squares(cube, axes) for axes in ((0, 1, 2), (1, 2), (0, 2)))
    by_rater, by_both, every = (_squares(cube, axes) for axes in ((0,), (2,), ()))
    sums = (
        by_person - all_of,
        by_task - all_of,
        by_rater - by_task,
        by_both - by_person - by_task + all_of,
        every - by_rater - by_both + by_task,
    )
    freedom = _degrees_of_freedom(persons, tasks, raters)
    return MeanSquares(*(float(part / df) for part, df in zip(sums, freedom, strict=True)))


def _squares(cube: NDArray[np.int64], axes: tuple[int, ...]) -> Fraction:
    """The squared totals over `axes`, each divided by how many ratings it is of."""
    totals = cube.sum(axis=axes) if axes else cube
    return Fraction(int((totals**2).sum()) * totals.size, cube.size)


def _degrees_of_freedom(persons: int, tasks: int, raters: int) -> tuple[int, ...]:
    within = tasks * (raters - 1)
    return persons - 1, tasks - 1, within, (persons - 1) * (tasks - 1), (persons - 1) * within


def _weights(persons: int, tasks: int, raters: int) -> Floats:
    """Components (rows) from mean squares (columns): Brennan (2001), Table 3.2."""
    person, task, person_by_task, rater = tasks * raters, persons * raters, raters, persons
    return np.array(
        [
            [1 / person, 0, 0, -1 / person, 0],
            [0, 1 / task, -1 / task, -1 / task, 1 / task],
            [0, 0, 1 / rater, 0, -1 / rater],
            [0, 0, 0, 1 / person_by_task, -1 / person_by_task],
            [0, 0, 0, 0, 1],
        ]
    )


def draws(study: Study) -> Floats:
    """Components (draws x components) that spread as their estimates do; always the same ones for the same study."""
    return _pivots(study.mean_squares, study.persons, study.tasks, study.raters)


def _pivots(squares: MeanSquares, persons: int, tasks: int, raters: int) -> Floats:
    freedom = np.array(_degrees_of_freedom(persons, tasks, raters))
    random = generator(digest([*astuple(squares), persons, tasks, raters]))
    drawn = np.array(astuple(squares)) * freedom / random.chisquare(freedom, (DRAWS, len(freedom)))
    return np.asarray(drawn @ _weights(persons, tasks, raters).T)


def estimate(value: float, drawn: Floats, method: str) -> Estimate:
    """A figure with the middle of its draws as the interval, widened to the figure where draws lean to one side."""
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Estimate(value, Interval(float(min(low, value)), float(max(high, value)), method))
