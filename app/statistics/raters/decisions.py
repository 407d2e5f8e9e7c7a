"""What other numbers of tasks and raters would buy one person: error in points, generalizability, dependability."""

from dataclasses import dataclass

import numpy as np

from app.statistics.arrays import Floats
from app.statistics.raters.designs import COMPONENTS, METHOD, Study, draws, estimate
from app.statistics.results import Estimate, NotComputable, RefusedError


@dataclass(frozen=True, slots=True)
class Decision:
    """For one person rated on `tasks` tasks by `raters` raters each, all of them others than in the other tasks.

    Errors are variances in squared points: `relative_error` for comparing persons, `absolute_error` for a person's own
    level, `standard_error` its root in points. `generalizability` and `dependability` are the shares of the spread that
    is due to persons, in the first sense and in the second.
    """

    tasks: int
    raters: int
    relative_error: Estimate
    absolute_error: Estimate
    standard_error: Estimate
    generalizability: Estimate | NotComputable
    dependability: Estimate | NotComputable
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Split:
    cases: int
    raters: int


def decide(study: Study, tasks: int, raters: int) -> Decision:
    """The D-study of persons x (raters in tasks): what `tasks` tasks with `raters` raters each would give.

    Components below zero count as zero, in the estimates and in the draws of their intervals. A share is not computable
    where neither persons nor errors vary. Refuses fewer than one task or rater.

    Brennan (2001), Generalizability Theory, chapter 4.
    """
    _at_least_one(tasks, raters)
    values = np.array([getattr(study.components, name).value for name in COMPONENTS])
    person, task, rater, both, residual = np.vstack([values, draws(study)]).clip(min=0.0).T
    relative = both / tasks + residual / (tasks * raters)
    absolute = relative + task / tasks + rater / (tasks * raters)
    return Decision(
        tasks=tasks,
        raters=raters,
        relative_error=_estimated(relative),
        absolute_error=_estimated(absolute),
        standard_error=_estimated(absolute**0.5),
        generalizability=_share(person, relative),
        dependability=_share(person, absolute),
        notes=study.notes,
    )


def _at_least_one(*counts: int) -> None:
    if min(counts) < 1:
        raise RefusedError("There is at least one of each.")


def _estimated(values: Floats) -> Estimate:
    """The first of the values, with the middle of the others as its interval."""
    return estimate(float(values[0]), values[1:], METHOD)


def _share(person: Floats, error: Floats) -> Estimate | NotComputable:
    total = person + error
    if total[0] == 0:
        return NotComputable("not computable: neither persons nor errors vary")
    if person[0] == 0:
        return NotComputable("not computable: no difference between persons was detected")
    return _estimated(np.divide(person, total, out=np.zeros(len(total)), where=total > 0))


def spend(total: int) -> tuple[Split, ...]:
    """All ways to have `total` ratings of one person, as cases with equally many raters, from one case upwards.

    The order is that of the number of cases and says nothing of which is better. Refuses fewer than one rating.
    """
    _at_least_one(total)
    return tuple(Split(cases, total // cases) for cases in range(1, total + 1) if total % cases == 0)
