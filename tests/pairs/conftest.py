"""Assessments for the tests of pairs."""

from tests.ratings.conftest import desk

__all__ = ["desk"]
