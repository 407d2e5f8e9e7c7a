"""Ratings and pairs for the tests of coaching sessions."""

from tests.ratings.conftest import desk, later

__all__ = ["desk", "later"]
