"""The world with every relation in it, as the tests of access know it."""

from tests.access.conftest import filled, ids, open_browser, signed_in

__all__ = ["filled", "ids", "open_browser", "signed_in"]
