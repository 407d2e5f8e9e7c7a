"""A new password, a closed account or another address while somebody comes in by the old one: the old opens nothing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta
from typing import Any, TypeVar

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.db import Database
from app.outbox import OutgoingMail
from app.people import actions, proofs, tries
from app.people.access import Viewer
from app.people.chosen import Ready
from app.people.entry import ask_for_link, attempt, send_link, set_password_by_link
from app.people.links import make_link
from app.people.models import Account, LinkKind, PasswordLink, SignIn
from app.people.passwords import Claim, claim, hashed
from app.people.permits import Role
from tests.clock import START
from tests.conftest import ORIGIN
from tests.world import PASSWORD, World

Ask = Callable[[Any], list[Any]]
Viewers = Callable[[str], Viewer]
Outcome = TypeVar("Outcome")
NEW = "another four plain words"
LATER = START + timedelta(seconds=1)
WREN = "wren@example.org"


def both_at_once(
    database: Database, first: Callable[[Session], object], second: Callable[[Session], Outcome]
) -> Outcome:
    """What the second comes to, who asks after the first has written and before the first is committed."""

    def follow() -> Outcome:
        with database.writing() as db:
            return second(db)

    with ThreadPoolExecutor(max_workers=1) as pool:
        with database.writing() as db:
            first(db)
            db.flush()
            following = pool.submit(follow)
            # As long as the first is under way, the second waits.
            assert wait([following], timeout=1).done == set()
        return following.result(timeout=30)


@pytest.fixture
def old(ask: Ask) -> Claim:
    """Wren's password, checked while it was hers, under settings that have been renewed since."""
    kept = ask(select(Account.password_hash).where(col(Account.email) == WREN))[0]
    checked = claim(WREN, PASSWORD, kept)
    assert checked.fits == kept
    return Claim(WREN, checked.fits, hashed(PASSWORD))


@pytest.fixture
def wren(database: Database, world: World) -> Callable[[Session], Account]:
    return lambda db: db.get_one(Account, world["wren"])


def come_in(db: Session, old: Claim) -> object:
    return attempt(db, old, tries.marks_of_address(WREN), token_digest="d", browser="", at=LATER)


def open_ones(ask: Ask, world: World) -> list[SignIn]:
    return ask(select(SignIn).where(col(SignIn.account_id) == world["wren"], col(SignIn.ended_at).is_(None)))


def test_the_old_password_opens_nothing_while_a_new_one_is_being_set(
    database: Database, old: Claim, wren: Callable[[Session], Account], ask: Ask, world: World
) -> None:
    fresh = hashed(NEW)

    def set_new(db: Session) -> None:
        actions.set_password(db, None, wren(db), password=NEW, ready=Ready(None, fresh), at=START)

    assert both_at_once(database, set_new, lambda db: come_in(db, old)) is None
    assert open_ones(ask, world) == []
    assert ask(select(Account.password_hash).where(col(Account.email) == WREN)) == [fresh]


def test_who_comes_in_by_the_old_password_just_before_is_signed_out_by_the_new_one(
    database: Database, old: Claim, wren: Callable[[Session], Account], ask: Ask, world: World
) -> None:
    fresh = hashed(NEW)

    def set_new(db: Session) -> None:
        actions.set_password(db, None, wren(db), password=NEW, ready=Ready(None, fresh), at=LATER)

    both_at_once(database, lambda db: come_in(db, old), set_new)
    assert open_ones(ask, world) == []
    assert ask(select(Account.password_hash).where(col(Account.email) == WREN)) == [fresh]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_an_account_that_is_being_closed_lets_nobody_in_and_leaves_nobody_in(
    database: Database, old: Claim, wren: Callable[[Session], Account], viewer: Viewers, ask: Ask, world: World,
    order: tuple[int, int],
) -> None:  # fmt: skip
    ada = viewer("ada")
    steps: list[Callable[[Session], object]] = [
        lambda db: actions.disable_account(db, ada, wren(db), at=START), lambda db: come_in(db, old),
    ]  # fmt: skip
    both_at_once(database, *[steps[number] for number in order])
    assert open_ones(ask, world) == []


def move(db: Session, ada: Viewer, wren: Account) -> None:
    actions.change_account(
        db, ada, wren, name=wren.name, email="wren.castillo@example.org", roles={Role.WORKER}, at=START
    )


def test_a_link_asked_for_while_the_address_moves_is_not_mailed_to_the_old_one(
    database: Database, wren: Callable[[Session], Account], viewer: Viewers, ask: Ask
) -> None:
    ada = viewer("ada")
    both_at_once(
        database, lambda db: move(db, ada, wren(db)), lambda db: ask_for_link(db, WREN, origin=ORIGIN, at=LATER)
    )
    assert ask(select(OutgoingMail)) == []
    assert ask(select(PasswordLink)) == []


def test_a_link_sent_while_the_address_moves_goes_to_the_new_one(
    database: Database, wren: Callable[[Session], Account], viewer: Viewers, ask: Ask
) -> None:
    ada = viewer("ada")

    def send(db: Session) -> None:
        send_link(db, ada, wren(db), sends_mail=True, origin=ORIGIN, at=LATER)

    both_at_once(database, lambda db: move(db, ada, wren(db)), send)
    assert ask(select(OutgoingMail.recipient)) == ["wren.castillo@example.org"]


def test_a_link_mailed_just_before_the_address_moves_ends_with_it(
    database: Database, wren: Callable[[Session], Account], viewer: Viewers, ask: Ask
) -> None:
    ada = viewer("ada")
    both_at_once(
        database, lambda db: ask_for_link(db, WREN, origin=ORIGIN, at=START), lambda db: move(db, ada, wren(db))
    )
    assert ask(select(PasswordLink.ended_at)) == [START]


def test_a_link_that_is_used_while_the_address_moves_sets_no_password(
    database: Database, wren: Callable[[Session], Account], viewer: Viewers, ask: Ask
) -> None:
    ada = viewer("ada")
    with database.writing() as db:
        _, token = make_link(db, wren(db), LinkKind.RESET, at=START)
        kept = wren(db).password_hash
    used = both_at_once(
        database, lambda db: move(db, ada, wren(db)), lambda db: set_password_by_link(db, token, password=NEW, at=LATER)
    )
    assert used is False
    assert ask(select(Account.password_hash).where(col(Account.name) == "Wren Castillo")) == [kept]


def test_the_old_password_proves_nothing_while_a_new_one_is_being_set(
    database: Database, old: Claim, wren: Callable[[Session], Account]
) -> None:
    right = proofs.Proof("own", is_typed=True, fits=old.fits)

    def set_new(db: Session) -> None:
        actions.set_password(db, None, wren(db), password=NEW, at=START)

    assert both_at_once(database, set_new, lambda db: proofs._is_right(db, right, wren(db).id)) is False


def test_two_who_use_one_link_at_the_same_instant_set_one_password(
    database: Database, wren: Callable[[Session], Account], ask: Ask
) -> None:
    with database.writing() as db:
        _, token = make_link(db, wren(db), LinkKind.RESET, at=START)
    fresh = hashed(NEW)
    uses = [
        lambda db, text=text, ready=ready: set_password_by_link(db, token, password=text, ready=ready, at=LATER)
        for text, ready in ((NEW, Ready(None, fresh)), ("yet another four words", None))
    ]
    assert both_at_once(database, *uses) is False
    assert ask(sa.select(col(Account.password_hash)).where(col(Account.email) == WREN))[0][0] == fresh
