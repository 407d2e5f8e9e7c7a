"""A result as mappings, lists and numbers, for whoever reads it with another program."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from math import isfinite
from typing import Any

from app.statistics.results import RefusedError


def plain(found: object) -> Any:
    """Dataclasses by their field names; keys that are pairs become one text, since JSON knows no pairs as keys.

    Days become text such as 2026-03-31. Refuses what is not a number, and infinity, which JSON does not know either.
    """
    if is_dataclass(found) and not isinstance(found, type):
        return {field.name: plain(getattr(found, field.name)) for field in fields(found)}
    if isinstance(found, tuple) and hasattr(found, "_asdict"):
        return plain(found._asdict())
    if isinstance(found, Mapping):
        return {_key(key): plain(value) for key, value in found.items()}
    if isinstance(found, list | tuple):
        return [plain(value) for value in found]
    return _single(found)


def _single(found: object) -> Any:
    if isinstance(found, date):
        return found.isoformat()
    if isinstance(found, float) and not isfinite(found):
        raise RefusedError("A figure that is no finite number cannot be written.")
    return found.value if isinstance(found, Enum) else found


def _key(key: object) -> str:
    return " and ".join(str(part) for part in key) if isinstance(key, tuple) else str(key)
