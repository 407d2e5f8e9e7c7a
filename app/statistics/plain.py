"""A result as mappings, lists and numbers, for whoever reads it with another program."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any


def plain(found: object) -> Any:
    """Dataclasses by their field names; keys that are pairs become one text, since JSON knows no pairs as keys."""
    if is_dataclass(found) and not isinstance(found, type):
        return {field.name: plain(getattr(found, field.name)) for field in fields(found)}
    if isinstance(found, tuple) and hasattr(found, "_asdict"):
        return plain(found._asdict())
    if isinstance(found, Mapping):
        return {_key(key): plain(value) for key, value in found.items()}
    if isinstance(found, list | tuple):
        return [plain(value) for value in found]
    return found.value if isinstance(found, Enum) else found


def _key(key: object) -> str:
    return " and ".join(str(part) for part in key) if isinstance(key, tuple) else str(key)
