"""A scale: its ordered points and the named stages they fall into, all of it told by the profile files."""

from dataclasses import dataclass
from typing import Literal, TypeGuard

# Whether a stage's words describe its top point (the points below mean "partly there") or each level as it stands.
WordsDescribe = Literal["top-of-stage", "level"]


@dataclass(frozen=True)
class Source:
    """Where published words come from; pages are as printed in the document, such as "4-7"."""

    document: str
    publisher: str
    license_note: str
    year: int | None = None
    pages: str = ""
    key: str = ""


@dataclass(frozen=True)
class Stage:
    key: str
    title: str
    tagline: str
    words: str
    points: tuple[int, ...]
    index: int


@dataclass(frozen=True)
class Scale:
    slug: str
    title: str
    about: str
    words_describe: WordsDescribe
    stages: tuple[Stage, ...]
    source: Source | None = None

    @property
    def points(self) -> tuple[int, ...]:
        return tuple(point for stage in self.stages for point in stage.points)

    @property
    def lowest(self) -> int:
        return self.points[0]

    @property
    def highest(self) -> int:
        return self.points[-1]

    @property
    def is_single_point(self) -> bool:
        return all(len(stage.points) == 1 for stage in self.stages)

    def holds(self, point: object) -> TypeGuard[int]:
        """Whether this is a whole number on the scale; True, 5.0 and "5" are not, though Python calls them alike."""
        return type(point) is int and point in self.points

    def stage(self, key: str) -> Stage:
        """Raises KeyError for a stage the scale lacks."""
        for stage in self.stages:
            if stage.key == key:
                return stage
        raise KeyError(key)

    def stage_of(self, point: int) -> Stage:
        """Raises ValueError for a point the scale does not hold."""
        if not self.holds(point):
            raise ValueError(f"{point!r} is not on the scale {self.slug}")
        return next(stage for stage in self.stages if point in stage.points)

    def top_of(self, stage: Stage) -> int:
        return stage.points[-1]

    def is_top(self, point: int) -> bool:
        """Whether the point is the top of its own stage. Raises ValueError for a point the scale does not hold."""
        return point == self.top_of(self.stage_of(point))

    def next_stage(self, stage: Stage) -> Stage | None:
        return self.stages[stage.index + 1] if stage.index + 1 < len(self.stages) else None

    def words_for(self, point: int) -> str:
        """Point and stage in a few words. Raises ValueError for a point the scale does not hold."""
        stage = self.stage_of(point)
        if self.words_describe == "level":
            return f"{point}, {stage.title}"
        return f"{point}, {stage.title}: {'all of it' if self.is_top(point) else 'partly there'}"
