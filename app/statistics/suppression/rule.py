"""How few people a figure may rest on, and how narrowly a hidden count may be told."""

from dataclasses import dataclass

from app.statistics.results import RefusedError

FEWEST_OUTSIDE = 11
FEWEST_INSIDE = 5
NARROWEST = 5


@dataclass(frozen=True, slots=True)
class Threshold:
    """The smallest group whose figures may be shown to readers without a right to the individual records.

    An agency may ask for more people. Refuses fewer than 11 for what leaves an agency (a cohort always does) and fewer
    than 5 inside one. The 11 is the cell size policy of the Centers for Medicare and Medicaid Services.
    """

    people: int
    leaves_agency: bool

    def __post_init__(self) -> None:
        if isinstance(self.people, bool) or not isinstance(self.people, int):
            raise RefusedError("A threshold is a whole number of people.")
        fewest = FEWEST_OUTSIDE if self.leaves_agency else FEWEST_INSIDE
        if self.people < fewest:
            where = "for what leaves an agency" if self.leaves_agency else "inside an agency"
            raise RefusedError(f"A threshold is {fewest} people or more {where}, not {self.people}.")

    def shows(self, people: int) -> bool:
        """Whether a group of this many may have a figure."""
        return people >= self.people

    def hides(self, count: int) -> bool:
        """Whether a count is too small to be shown. Of a zero this says nothing: see `sensitive` in `Counts`."""
        return 0 < count < self.people

    def allows(self, count: int) -> bool:
        """Whether a count is nobody at all or enough people."""
        return count == 0 or self.shows(count)


OUTSIDE = Threshold(FEWEST_OUTSIDE, leaves_agency=True)
