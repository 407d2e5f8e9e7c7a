"""Results for another program."""

import json
import math
from datetime import date

import pytest

from app.statistics.growth.slope import Slope, change_per_month
from app.statistics.plain import plain
from app.statistics.results import Estimate, Interval, RefusedError
from app.statistics.scale import Scale


def test_the_days_of_a_slope_are_written_as_text() -> None:
    days = [date(2026, month, 28) for month in range(1, 7)]
    found = change_per_month(days, [3, 4, 4, 6, 5, 7], Scale(1, 9))
    assert isinstance(found, Slope)
    written = json.loads(json.dumps(plain(found), allow_nan=False))
    assert (written["first"], written["last"]) == ("2026-01-28", "2026-06-28")
    assert written["points"] == 6


def test_days_may_stand_in_lists_and_as_keys() -> None:
    assert plain([date(2026, 3, 1), None]) == ["2026-03-01", None]
    assert plain({date(2026, 3, 1): 1}) == {"2026-03-01": 1}


@pytest.mark.parametrize("figure", [math.nan, math.inf, -math.inf])
def test_what_is_no_finite_number_is_never_written(figure: float) -> None:
    for holder in (figure, [figure], {"a": figure}, Estimate(1.0, Interval(0.0, figure, "invented"))):
        with pytest.raises(RefusedError, match=r"^A figure that is no finite number cannot be written\.$"):
            plain(holder)


def test_ordinary_numbers_stay_as_they_are() -> None:
    assert plain([0.0, -1.5, 3, True, None, "nan"]) == [0.0, -1.5, 3, True, None, "nan"]
