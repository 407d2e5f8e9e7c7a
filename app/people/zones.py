"""Time zones as people write them: by continent and city, in one spelling, and nothing that only looks like a zone."""

from zoneinfo import available_timezones

# Names such as Etc/GMT+8 say the opposite of what they seem to, EST has no summer time, Factory is no place at all, and
# US/Pacific is an old name of a place that has its own.
_CONTINENTS = frozenset(
    {"Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
)
WORDS_OF_NO_ZONE = "Name a time zone by continent and city, such as America/Los_Angeles."


def zone_named(text: str) -> str | None:
    """The zone that is meant, whatever its capitals and with spaces for the lines in it; None where none is."""
    asked = "_".join(text.split()).casefold()
    return next((zone for zone in available_timezones() if zone.casefold() == asked and _is_place(zone)), None)


def _is_place(zone: str) -> bool:
    continent, _, city = zone.partition("/")
    return zone == "UTC" or (continent in _CONTINENTS and bool(city))
