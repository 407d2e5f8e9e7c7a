"""What figures say beside a chart. This is the one door to them: a page without a coach's point never loads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.analytics import charts
from app.analytics.growth import Growth
from app.analytics.paired import PairOfPoints, pairs_of
from app.analytics.series import Middle
from app.analytics.shapes import Drawing
from app.ratings.doubles import Double

if TYPE_CHECKING:
    from app.analytics.finding_words import Said
    from app.analytics.gap_words import PairRow


@dataclass(frozen=True)
class Says:
    """Sentences about one coach's series, and the middle line of its run chart where there is one."""

    said: "Sequence[Said]" = ()
    middle: Middle | None = None


@dataclass(frozen=True)
class TwoViews:
    """Opened pairs of one element, as counts, picture and table."""

    counts: str
    whole: str
    figures: str
    wide: Drawing
    narrow: Drawing
    paper: Drawing
    rows: "Sequence[PairRow]"


def says_of(growth: Growth, doubles: Sequence[Double] = ()) -> Says:
    if not growth.coached:
        return Says()
    from app.analytics import finding_words, findings

    scale = growth.version.profile.scale
    found = findings.findings_of(growth.coached, scale, doubles)
    return Says(finding_words.said_of(found, scale), found.middle)


def short_words(growth: Growth) -> str:
    """The change per month of one of many small charts; nothing where there is no point at all."""
    if not growth.coached:
        return ""
    from app.analytics import finding_words, findings

    found = findings.slope_of(growth.coached, growth.version.profile.scale)
    return finding_words.short_change_words(growth.coached, found)


def two_views_of(growth: Growth, worker: str) -> TwoViews | None:
    """None before the first pair of the newest coach's series has opened. `worker` is a first name."""
    pairs: tuple[PairOfPoints, ...] = pairs_of(growth.given, growth.coached)
    if not pairs:
        return None
    from app.analytics import gap_words

    wide, narrow, paper = charts.paired(pairs, growth.version.profile.scale, growth.series)
    return TwoViews(
        counts=gap_words.counts_words(pairs, worker),
        whole=gap_words.plain_words(pairs, worker),
        figures=gap_words.figure_words(pairs, worker),
        wide=wide,
        narrow=narrow,
        paper=paper,
        rows=gap_words.pair_rows(pairs),
    )
