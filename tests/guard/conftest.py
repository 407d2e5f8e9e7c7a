"""Assessments for the tests of the guard."""

from tests.ratings.conftest import desk

__all__ = ["desk"]
