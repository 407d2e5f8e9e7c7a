"""A new password, measured and hashed: both take long, so a request does them before its turn to write."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session

from app.people.models import Account, Agency
from app.people.passwords import hashed
from app.people.rules import password_problem


@dataclass(frozen=True)
class Ready:
    """What a new password came to: the sentence why it does not do, or its hash."""

    problem: str | None
    hash: str | None


def made_ready(password: str, known: Collection[str]) -> Ready:
    """`known` are the names that anybody would try first."""
    problem = password_problem(password, known)
    return Ready(problem, None if problem else hashed(password))


def known_words(db: Session, account: Account) -> tuple[str, str, str]:
    return db.get_one(Agency, account.agency_id).name, account.name, account.email
