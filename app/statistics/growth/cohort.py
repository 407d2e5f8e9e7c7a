"""The people whose growth is looked at together, and when there are enough of them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.statistics.growth.series import in_order
from app.statistics.results import NotComputable, RefusedError

PEOPLE = 10
POINTS = 3


@dataclass(frozen=True, slots=True)
class Trajectory:
    """One person's points, each at a time in months from whatever day the figure is to count from."""

    person: str
    times: Sequence[float]
    points: Sequence[float]


@dataclass(frozen=True, slots=True)
class Track:
    """A trajectory that was checked and sorted by time."""

    person: str
    times: NDArray[np.float64]
    points: NDArray[np.float64]

    @property
    def has_a_line(self) -> bool:
        """Whether a line through these points could miss one: three points, and not all at one time."""
        return self.points.size >= POINTS and bool(self.times[0] < self.times[-1])


def tracks(trajectories: Iterable[Trajectory]) -> list[Track]:
    """Every person who has a point, in an order that depends on the points and not on names.

    Sums then come out the same to the last bit however people are called or listed. Refuses a person listed twice.
    """
    found = [Track(one.person, *in_order(one.times, one.points)) for one in trajectories]
    if any(times > 1 for times in Counter(track.person for track in found).values()):
        raise RefusedError("Each person must be listed once.")
    return sorted(
        (track for track in found if track.points.size),
        key=lambda track: (track.times.tolist(), track.points.tolist()),
    )


def too_few(found: Sequence[Track]) -> NotComputable | None:
    """The sentence for a group with fewer than ten people whose points can make a line."""
    people = sum(track.has_a_line for track in found)
    if people >= PEOPLE:
        return None
    return NotComputable(
        f"cannot tell yet: {people} of the people have {POINTS} points or more at different times, "
        f"and growth of a group needs {PEOPLE}"
    )
