"""What the additive model refuses."""

import math

import pytest

from app.statistics.raters.additive import Additive, additive
from app.statistics.results import RefusedError

FACETS = {"case": ["a", "a", "b", "b"], "rater": ["x", "y", "x", "y"]}


@pytest.mark.parametrize("point", [math.nan, math.inf, -math.inf])
def test_a_rating_that_is_no_number_is_refused(point: float) -> None:
    assert isinstance(additive(FACETS, [1, 2, 3, 5]), Additive)
    with pytest.raises(RefusedError, match=r"^Every rating must be a finite number\.$"):
        additive(FACETS, [1, 2, 3, point])


def test_no_ratings_and_no_facets_are_refused() -> None:
    for facets, points in (({}, []), ({"rater": []}, []), ({}, [1.0, 2.0])):
        with pytest.raises(RefusedError, match=r"^The additive model needs a facet and ratings\.$"):
            additive(facets, points)


def test_a_list_of_cases_that_is_empty_is_not_one_that_was_left_out() -> None:
    with pytest.raises(RefusedError, match=r"^Each facet needs one name for each rating\.$"):
        additive(FACETS, [1, 2, 3, 5], [])
