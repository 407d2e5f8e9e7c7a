"""What is computed for the published examples."""

from collections.abc import Callable
from typing import Any

COMPUTED: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {}
