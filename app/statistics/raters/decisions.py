"""What other numbers of tasks, cases and raters would buy: error in points, generalizability and dependability."""

from dataclasses import dataclass

import numpy as np

from app.statistics.arrays import Floats
from app.statistics.raters.designs import COMPONENTS, METHOD, Study, draws, estimate
from app.statistics.results import Estimate, NotComputable, RefusedError

GIVEN = "middle of the draws that were given"


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
class Crossed:
    """Variances in squared points from a study in which raters rated the same persons.

    `case`: between cases of one person; None where the study cannot tell. `drawn` (draws x person, rater, residual, and
    case where it is known) spread as the estimates do, such as the draws behind their Monte Carlo limits.
    """

    person: float
    rater: float
    residual: float
    case: float | None = None
    drawn: Floats | None = None


@dataclass(frozen=True, slots=True)
class Purchase:
    """What `cases` cases of one person, each rated by `raters` raters, would buy; `standard_error` is in points."""

    cases: int
    raters: int
    ratings: int
    standard_error: Estimate
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
        relative_error=_estimated(relative, METHOD),
        absolute_error=_estimated(absolute, METHOD),
        standard_error=_estimated(absolute**0.5, METHOD),
        generalizability=_share(person, relative, METHOD),
        dependability=_share(person, absolute, METHOD),
        notes=study.notes,
    )


def buy(components: Crossed, cases: int, raters: int, *, same_raters: bool = False) -> Purchase:
    """The design study of persons x raters: what `cases` cases with `raters` ratings each would give for one person.

    Each case has raters of its own, or all cases have the `same_raters`, who then bring their severity to every one.
    Where the spread between cases is not known it is taken as part of the residual, with a note. Components below zero
    count as zero. Intervals need the draws of the components. Refuses fewer than one case or rater, and components that
    are no numbers. Shavelson & Webb (1991), Generalizability Theory: A Primer.
    """
    _at_least_one(cases, raters)
    person, rater, residual, case = _with_draws(components).clip(min=0.0).T
    error = rater / (raters if same_raters else cases * raters) + residual / (cases * raters) + case / cases
    unknown = components.case is None and cases > 1
    return Purchase(
        cases=cases,
        raters=raters,
        ratings=cases * raters,
        standard_error=_estimated(error**0.5, GIVEN),
        dependability=_share(person, error, GIVEN),
        notes=("how much cases of one person differ is not known: it counts as residual",) if unknown else (),
    )


def _with_draws(components: Crossed) -> Floats:
    """The estimates, and below them their draws; the case is zero in all where it is not known."""
    known = [components.person, components.rater, components.residual]
    known = known if components.case is None else [*known, components.case]
    drawn = np.empty((0, len(known))) if components.drawn is None else components.drawn
    if drawn.ndim != 2 or drawn.shape[1] != len(known):
        raise RefusedError("Each draw needs one number for each component.")
    rows = np.vstack([known, drawn])
    if not np.isfinite(rows).all():
        raise RefusedError("Variance components are numbers.")
    return np.pad(rows, ((0, 0), (0, 4 - len(known))))


def _at_least_one(*counts: int) -> None:
    if min(counts) < 1:
        raise RefusedError("There is at least one of each.")


def _estimated(values: Floats, method: str) -> Estimate:
    """The first of the values, with the middle of the others as its interval."""
    if len(values) == 1:
        return Estimate(float(values[0]), NotComputable("not computable: the components came without their spread"))
    return estimate(float(values[0]), values[1:], method)


def _share(person: Floats, error: Floats, method: str) -> Estimate | NotComputable:
    total = person + error
    if total[0] == 0:
        return NotComputable("not computable: neither persons nor errors vary")
    if person[0] == 0:
        return NotComputable("not computable: no difference between persons was detected")
    return _estimated(np.divide(person, total, out=np.zeros(len(total)), where=total > 0), method)


def spend(total: int) -> tuple[Split, ...]:
    """All ways to have `total` ratings of one person, as cases with equally many raters, from one case upwards.

    The order is that of the number of cases and says nothing of which is better. Refuses fewer than one rating.
    """
    _at_least_one(total)
    return tuple(Split(cases, total // cases) for cases in range(1, total + 1) if total % cases == 0)
