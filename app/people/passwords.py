"""Hashing passwords, and checking one: slow on purpose, so never while others wait to save."""

from dataclasses import dataclass

import argon2

_hasher = argon2.PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
# Compared with when nobody has the name that was typed, so that both answers take the same time.
_NOBODY = _hasher.hash("nobody has this password")


@dataclass(frozen=True)
class Claim:
    """An address and what its password came to: the hash that it fits, or None.

    `renewed` is the same password under the settings of today, where the kept hash was made under older ones.
    """

    email: str
    fits: str | None
    renewed: str | None


def claim(email: str, password: str, kept: str | None) -> Claim:
    """Check a password against the hash kept for this address; None where nobody has the address."""
    # The password is checked in any case: how long an answer takes must not tell which accounts exist.
    fits = kept if is_password_of(kept, password) else None
    renewed = hashed(password) if fits and _hasher.check_needs_rehash(fits) else None
    return Claim(email, fits, renewed)


def hashed(password: str) -> str:
    return _hasher.hash(password)


def is_password_of(kept: str | None, password: str) -> bool:
    try:
        _hasher.verify(kept or _NOBODY, password)
    except argon2.exceptions.VerificationError:
        return False
    return kept is not None
