"""The people whose growth is looked at together."""

import pytest

from app.statistics.growth.cohort import Trajectory, too_few, tracks
from app.statistics.results import NotComputable, RefusedError


def people(number: int, times: tuple[float, ...] = (0, 1, 2)) -> list[Trajectory]:
    return [Trajectory(f"P{place}", times, [4.0 + place] * len(times)) for place in range(number)]


def test_people_are_sorted_by_their_points_and_not_by_their_names() -> None:
    listed = [Trajectory("Ash", [1, 0], [5, 9]), Trajectory("Wren", [0, 1], [4, 5]), Trajectory("Lee", [0], [4])]
    found = tracks(listed)
    assert [track.person for track in found] == ["Lee", "Wren", "Ash"]
    assert found[2].times.tolist() == [0, 1]
    assert found[2].points.tolist() == [9, 5]
    assert [track.person for track in tracks(listed[::-1])] == ["Lee", "Wren", "Ash"]


def test_people_without_points_are_left_out() -> None:
    assert tracks([Trajectory("Ash", [], [])]) == []


def test_a_person_listed_twice_is_refused() -> None:
    with pytest.raises(RefusedError, match=r"^Each person must be listed once\.$"):
        tracks([Trajectory("Ash", [0], [4]), Trajectory("Ash", [1], [5])])


def test_a_line_needs_three_points_at_different_times() -> None:
    assert [track.has_a_line for track in tracks(people(1, (0, 1)))] == [False]
    assert [track.has_a_line for track in tracks(people(1, (1, 1, 1)))] == [False]
    assert [track.has_a_line for track in tracks(people(1, (0, 0, 1)))] == [True]


def test_ten_people_are_enough_and_nine_are_not() -> None:
    assert too_few(tracks(people(10))) is None
    assert too_few(tracks(people(9))) == NotComputable(
        "cannot tell yet: 9 of the people have 3 points or more at different times, and growth of a group needs 10"
    )
    mixed = people(9) + [Trajectory("X", [0, 1], [4, 5])]
    assert isinstance(too_few(tracks(mixed)), NotComputable)
