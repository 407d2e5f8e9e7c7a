"""Hashing passwords, and checking one: slow on purpose, so never while others wait to save."""

from dataclasses import dataclass
from threading import BoundedSemaphore

import argon2

# Each takes 19 MiB while it is made. Whoever comes next waits for a moment instead of filling the memory.
AT_ONCE = 4
_hasher = argon2.PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
_places = BoundedSemaphore(AT_ONCE)
# Compared with when nobody has the name that was typed, so that both answers take the same time.
_NOBODY = _hasher.hash("nobody has this password")


@dataclass(frozen=True)
class Claim:
    """An address and what its password came to: the hash that it fits, or None.

    `renewed` is the same password under the settings of today, where the kept hash was made under older ones.
    `was_checked` is false where it was too early for another try, and so nothing was compared.
    """

    email: str
    fits: str | None
    renewed: str | None
    was_checked: bool = True


def claim(email: str, password: str, kept: str | None) -> Claim:
    """Check a password against the hash kept for this address; None where nobody has the address."""
    # The password is checked in any case: how long an answer takes must not tell which accounts exist.
    fits = kept if is_password_of(kept, password) else None
    renewed = hashed(password) if fits and _hasher.check_needs_rehash(fits) else None
    return Claim(email, fits, renewed)


def hashed(password: str) -> str:
    with _places:
        return _hasher.hash(password)


def is_password_of(kept: str | None, password: str) -> bool:
    try:
        with _places:
            _hasher.verify(kept or _NOBODY, password)
    except argon2.exceptions.VerificationError:
        return False
    return kept is not None
