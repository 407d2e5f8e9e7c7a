"""Lee's page has every figure to show, and Ash's page says what it takes."""

from sqlmodel import col, select

from app.analytics.access import circumstances_of, reach_of
from app.analytics.findings import Findings, findings_of
from app.analytics.paired import pairs_of
from app.analytics.queries import Record, record_of
from app.analytics.series import Given
from app.db import Database
from app.frameworks.profile import Element
from app.frameworks.queries import LoadedVersion
from app.people.models import Account
from app.statistics.growth.slope import Slope
from app.statistics.results import Interval
from tests.demo.conftest import NOVEMBER
from tests.world import as_viewer


def _look(november: Database, name: str, slug: str, element: str) -> tuple[Findings, list[Given], int]:
    with november.reading() as db:
        worker = db.exec(select(Account).where(col(Account.name) == name)).one()
        viewer = as_viewer(db, worker)
        where = circumstances_of(db, worker, reach_of(db, viewer, worker, now=NOVEMBER))
        record: Record = record_of(db, viewer, where, {}, now=NOVEMBER)
        version: LoadedVersion = record.version(slug)
        chosen: Element = version.profile.element(element)
        series, given = record.coached(version, chosen), list(record.of(version, chosen))
        return findings_of(series, version.profile.scale), given, len(pairs_of(given, series))


def test_lees_series_is_long_enough_for_a_slope_a_median_and_a_gap(november: Database) -> None:
    found, _, pairs = _look(november, "Lee Tran", "safety-networks", "context")

    assert isinstance(found.change, Slope)
    assert found.change.reading == "ordinary"
    assert isinstance(found.change.per_month.interval, Interval)
    assert found.change.per_month.interval.low > 0
    assert found.middle is not None
    assert pairs >= 8


def test_ashs_points_are_too_few_for_a_slope(november: Database) -> None:
    found, _, _ = _look(november, "Ash Whitfield", "safety-planning", "context")

    assert found.change is None
    assert found.middle is None
