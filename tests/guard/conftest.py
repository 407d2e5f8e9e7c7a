"""The world and the browsers of its people, as the forms of the guard need them."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from tests.conftest import Browser
from tests.guard.every_form import Given
from tests.ratings.conftest import Desk, desk
from tests.world import World

__all__ = ["desk"]


@pytest.fixture
def given(db: Session, world: World, desk: Desk, browse: Callable[..., Browser]) -> Given:
    return Given(db, world, desk, browse)
