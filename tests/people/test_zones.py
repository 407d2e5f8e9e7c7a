"""The time zone of an agency is a place, in one spelling."""

from zoneinfo import ZoneInfo, available_timezones

import pytest

from app.people.zones import zone_named
from app.web.words import zone_place


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("America/Los_Angeles", "America/Los_Angeles"), ("america/los_angeles", "America/Los_Angeles"),
        ("  America/Los Angeles ", "America/Los_Angeles"),
        ("AMERICA/NORTH DAKOTA/CENTER", "America/North_Dakota/Center"),
        ("utc", "UTC"), ("Pacific/Honolulu", "Pacific/Honolulu"),
    ],
)  # fmt: skip
def test_capitals_and_spaces_do_not_matter(typed: str, meant: str) -> None:
    assert zone_named(typed) == meant


@pytest.mark.parametrize(
    "typed",
    ["", "Mars/Olympus", "Factory", "localtime", "EST", "EST5EDT", "Etc/GMT+8", "US/Pacific", "posix/America/New_York",
     "right/America/New_York", "America", "America/", "../America/New_York", "America/Los\x00Angeles", "PST", "-08:00"],
)  # fmt: skip
def test_what_is_no_place_is_no_time_zone(typed: str) -> None:
    assert zone_named(typed) is None


def test_every_zone_that_is_accepted_is_one_and_is_called_by_its_place() -> None:
    accepted = {zone for zone in available_timezones() if zone_named(zone) == zone}
    assert len(accepted) > 300
    for zone in accepted:
        assert ZoneInfo(zone).key == zone
        assert "_" not in zone_place(zone)
        assert "/" not in zone_place(zone)
    assert zone_place("America/Los_Angeles") == "Los Angeles"
    assert zone_place("America/Indiana/Indianapolis") == "Indianapolis"
    assert zone_place("UTC") == "UTC"
