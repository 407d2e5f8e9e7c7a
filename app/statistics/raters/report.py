"""Everything that can be said about how alike raters rate, with its counts, in the order a page shows it."""

from dataclasses import dataclass

import numpy as np

from app.statistics import VERSION
from app.statistics.raters.alpha import alpha
from app.statistics.raters.chance import ac2
from app.statistics.raters.connected import groups
from app.statistics.raters.counts import Counts, counts
from app.statistics.raters.kappa import kappa
from app.statistics.raters.severity import Severity, severity
from app.statistics.raters.study import Study, study
from app.statistics.raters.table import Basis, Ratings
from app.statistics.raters.trust import Trust, trust
from app.statistics.results import Estimate, NotComputable


@dataclass(frozen=True, slots=True)
class Pair:
    """Two raters on the cases that both rated; counts before the index. Who shares no case makes no pair."""

    raters: tuple[str, str]
    cases: int
    counts: Counts | NotComputable
    kappa: Estimate | NotComputable


@dataclass(frozen=True, slots=True)
class RaterAgreement:
    """Rater agreement of one table. `alpha` is the headline; `ac2` stands beside it and never alone.

    `common_cases` have two ratings or more; counts, alpha and AC2 rest on them (`rests_on`). `empty` counts cells
    without a rating. `groups` are raters whom common cases join; between groups nothing is compared. `data` names what
    was computed from, `version` what computed it: the same two give the same figures to the last digit.
    """

    cases: int
    common_cases: int
    raters: int
    ratings: int
    empty: int
    rests_on: Basis
    counts: Counts | NotComputable
    alpha: Estimate | NotComputable
    ac2: Estimate | NotComputable
    pairs: list[Pair]
    trust: Trust | NotComputable
    study: Study | NotComputable
    severity: dict[str, Severity]
    groups: list[tuple[str, ...]]
    data: str
    version: str


@dataclass(frozen=True, slots=True)
class OwnReport:
    """What one rater reads first and alone: the own figures, nobody else's."""

    severity: Severity
    alpha: Estimate | NotComputable


def rater_agreement(table: Ratings) -> RaterAgreement:
    """Every index of a table, each with its interval or the sentence why not. Raters are in alphabetical order."""
    trusted = trust(table)
    return RaterAgreement(
        cases=len(table.cases),
        common_cases=len(table.common().cases),
        raters=len(table.raters),
        ratings=table.rated,
        empty=table.empty,
        rests_on=table.common().basis,
        counts=counts(table),
        alpha=alpha(table),
        ac2=ac2(table),
        pairs=[_pair(table, *raters) for raters in _met(table)],
        trust=trusted,
        study=_study(trusted, len(table.common().raters)),
        severity=severity(table),
        groups=groups(table),
        data=table.digest(),
        version=VERSION,
    )


def _met(table: Ratings) -> list[tuple[str, str]]:
    """Every two raters who share a case: of hundreds of raters most never meet."""
    rated = (~np.isnan(table.cells)).astype(np.float64)
    places = np.argwhere(np.triu(rated.T @ rated, k=1)).tolist()
    names = ((table.raters[one], table.raters[other]) for one, other in places)
    return sorted((min(pair), max(pair)) for pair in names)


def _study(trusted: Trust | NotComputable, raters: int) -> Study | NotComputable:
    if isinstance(trusted, NotComputable):
        return trusted
    if trusted.variances.left == 0:
        return NotComputable("not computable: raters never differed, so chance has no size here")
    return study(trusted.one, trusted.variances, raters)


def _pair(table: Ratings, first: str, second: str) -> Pair:
    both = table.of(first, second)
    return Pair((first, second), len(both.common().cases), counts(both), kappa(table, first, second))


def own_report(found: RaterAgreement, rater: str) -> OwnReport | NotComputable:
    """One rater's part of a report, for that rater to see before anybody else does."""
    own = found.severity.get(rater)
    return OwnReport(own, found.alpha) if own else NotComputable("not computable: no rating by this person")
