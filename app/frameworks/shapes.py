"""The shapes of the three kinds of data file, checked against one another: from fields to frozen values."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import get_args

from app.frameworks.fields import LONGEST_ABOUT, Fields
from app.frameworks.profile import (
    EVIDENCE,
    POSITIONS,
    Element,
    Entry,
    Figure,
    Framework,
    Indicator,
    Item,
    ItemList,
    Profile,
    Section,
    StageText,
    Status,
)
from app.frameworks.scale import Scale, Source, Stage, WordsDescribe
from app.frameworks.strict_yaml import shortened

_OLDEST_YEAR, _NEWEST_YEAR = 1900, 2100


@dataclass(frozen=True)
class _Around:
    """What an element may name; None where the file that would tell is itself broken, so nothing can be said."""

    scale: Scale | None
    shelf: Collection[str] | None
    values: Collection[str] | None


def read_framework(fields: Fields, *, folder: str, profiles: Collection[str] | None) -> Framework:
    """`profiles` are the slugs the folder holds, None where that is not known for sure."""
    slug = fields.key("slug", among=[folder])
    title = fields.title("title")
    short_title = fields.title("short_title")
    about = fields.text("about", longest=LONGEST_ABOUT)
    place = fields.number("place")
    if not fields.has("place"):
        fields.note("place", "is missing", "a whole number: 1 stands first among the frameworks")
    order = _order(fields, profiles)
    seen: dict[str, str] = {}
    sources = tuple(_source(source, key=source.key("key", seen=seen)) for source in fields.each("sources"))
    documents = [source.key for source in sources]
    sections = _sections(fields.each("sections"), documents)
    return Framework(slug, title, short_title, about, sources, sections, order, place or 0)


def _order(fields: Fields, profiles: Collection[str] | None) -> tuple[str, ...]:
    if not fields.has("profiles"):
        fields.note("profiles", "is missing", "the slugs of the profiles in their order, or []")
    order = fields.keys("profiles", among=profiles)
    for slug in sorted(set(profiles or ()) - set(order)):
        fields.note("profiles", f"lacks {shortened(slug)}, which has a file", "every profile of the folder")
    return order


def read_scale(fields: Fields, *, slugs: dict[str, str]) -> Scale:
    describes = fields.key("words_describe", among=get_args(WordsDescribe))
    seen: dict[str, str] = {}
    listed = fields.each("stages")
    stages = tuple(_stage(stage, index, seen) for index, stage in enumerate(listed))
    _refuse_gaps(listed, stages)
    if sum(len(stage.points) for stage in stages) == 1:
        fields.note("stages", "have one point in all", "two points or more")
    return Scale(
        slug=fields.key("slug", seen=slugs),
        title=fields.title("title"),
        about=fields.text("about", longest=LONGEST_ABOUT),
        words_describe="level" if describes == "level" else "top-of-stage",
        stages=stages,
        source=_source(fields.inner("source")),
    )


def read_profile(
    fields: Fields, *, framework: Framework | None, scales: dict[str, Scale], sure: bool, slugs: dict[str, str]
) -> Profile | None:
    """None where the scale is not known, which is the profile's own fault only if we are sure to know them all."""
    framework_slug = fields.key("framework", among=[framework.slug] if framework else None)
    scale = scales.get(fields.key("scale", among=scales if sure else None))
    sections = framework.sections if framework else ()
    shelf = {entry.key for section in sections for entry in section.entries} if framework else None
    values = {entry.key for section in sections if section.key == "values" for entry in section.entries}
    around = _Around(scale, shelf, values if framework else None)
    seen: dict[str, str] = {}
    slug = fields.key("slug", seen=slugs)
    title = fields.title("title")
    source = _source(fields.inner("source"))
    fits = fields.keys("fits", among=POSITIONS, required=True)
    about = fields.text("about", longest=LONGEST_ABOUT, required=False)
    components = fields.keys("components", among=shelf)
    elements = tuple(_element(element, around, seen) for element in fields.each("elements"))
    if scale is None:
        return None
    return Profile(framework_slug, slug, title, scale, source, fits, about, components, elements)


def _source(fields: Fields, *, key: str = "") -> Source:
    year = fields.number("year")
    if year is not None and not _OLDEST_YEAR <= year <= _NEWEST_YEAR:
        fields.note("year", f"is {year}", f"a year from {_OLDEST_YEAR} to {_NEWEST_YEAR}")
    return Source(
        document=fields.title("document"),
        publisher=fields.title("publisher"),
        license_note=fields.text("license_note"),
        year=year,
        pages=fields.title("pages", required=False),
        key=key,
    )


def _sections(sections: list[Fields], documents: list[str]) -> tuple[Section, ...]:
    seen: dict[str, str] = {}
    # An entry's key is its own in the whole shelf: profiles link to it without naming the section.
    entries_seen: dict[str, str] = {}
    return tuple(
        Section(
            key=section.key("key", seen=seen),
            title=section.title("title"),
            source=section.key("source", among=documents),
            about=section.text("about", required=False),
            entries=tuple(_entry(entry, entries_seen) for entry in section.each("entries")),
        )
        for section in sections
    )


def _entry(fields: Fields, seen: dict[str, str]) -> Entry:
    return Entry(
        key=fields.key("key", seen=seen),
        title=fields.title("title"),
        text=fields.text("text", required=False),
        figure=_figure(fields.inner("figure")) if fields.has("figure") else None,
        status=fields.optional_key("status", among=["announced"]) or "",
        lists=tuple(_item_list(items) for items in fields.each("lists", required=False)),
    )


def _figure(fields: Fields) -> Figure:
    return Figure(value=fields.title("value"), period=fields.title("period"), n=fields.number("n"))


def _item_list(fields: Fields) -> ItemList:
    seen: dict[str, str] = {}
    return ItemList(fields.title("title"), tuple(_item(item, seen) for item in fields.each("items")))


def _item(fields: Fields, seen: dict[str, str]) -> Item:
    return Item(fields.key("key", seen=seen), fields.text("text"), fields.texts("parts"))


def _stage(fields: Fields, index: int, seen: dict[str, str]) -> Stage:
    return Stage(
        key=fields.key("key", seen=seen),
        title=fields.title("title"),
        tagline=fields.title("tagline", required=False),
        words=fields.text("words"),
        points=fields.numbers("points"),
        index=index,
    )


def _refuse_gaps(listed: list[Fields], stages: tuple[Stage, ...]) -> None:
    """The first stage where the points leave the row of whole numbers; after it the others would be noise."""
    if not all(stage.points for stage in stages):
        return
    following = max(stages[0].points[0], 0) if stages else 0
    for fields, stage in zip(listed, stages, strict=True):
        expected = tuple(range(following, following + len(stage.points)))
        if stage.points != expected:
            fields.note("points", f"are {list(stage.points)}", f"points that go up by one, from {following}")
            return
        following = expected[-1] + 1


def _element(fields: Fields, around: _Around, seen: dict[str, str]) -> Element:
    status = fields.optional_key("status", among=list(Status)) or Status.PUBLISHED
    known = Status(status) if status in list(Status) else None
    return Element(
        key=fields.key("key", seen=seen),
        title=fields.title("title"),
        definition=fields.text("definition", required=False),
        group=fields.optional_key("group", among=around.values),
        evidence=fields.keys("evidence", among=EVIDENCE),
        components=fields.keys("components", among=around.shelf),
        status=known or Status.PUBLISHED,
        stages=_stage_texts(fields, around.scale, known),
    )


def _stage_texts(fields: Fields, scale: Scale | None, status: Status | None) -> tuple[StageText, ...]:
    given = fields.has("stages")
    levels = scale is not None and scale.words_describe == "level"
    if levels or status is not Status.PUBLISHED:
        if given and status is not None:
            fields.note("stages", "stand under an element that has none", _why_none(status))
        return ()
    if scale is None and not given:
        return ()
    texts = fields.inner("stages")
    stages = scale.stages if scale else _as_written(texts.names)
    in_order = [stage.key for stage in stages]
    if [name for name in texts.names if name in in_order] != [name for name in in_order if name in texts.names]:
        fields.note("stages", "are out of order", ", ".join(in_order))
    seen: dict[str, str] = {}
    return tuple(_stage_text(texts.inner(stage.key), stage, seen) for stage in stages)


def _as_written(names: list[str]) -> tuple[Stage, ...]:
    """Stages to read on with when the scale is unknown, so that what is wrong inside them is told as well."""
    return tuple(Stage(name, name, "", "", (), index) for index, name in enumerate(names))


def _why_none(status: Status) -> str:
    if status is Status.PUBLISHED:
        return "no stages: the words of this scale belong to its levels"
    return "no stages until the element is published"


def _stage_text(fields: Fields, stage: Stage, seen: dict[str, str]) -> StageText:
    builds = fields.flag("builds_on_previous")
    if builds and stage.index == 0:
        fields.note("builds_on_previous", "is true at the first stage", "a stage with one before it")
    indicators = tuple(_indicator(indicator, stage, seen) for indicator in fields.each("indicators"))
    return StageText(stage.key, indicators, builds)


def _indicator(fields: Fields, stage: Stage, seen: dict[str, str]) -> Indicator:
    starting = fields.flag("starting_point")
    if starting and stage.index > 0:
        fields.note("starting_point", f"is true at the stage {stage.title}", "starting points at the first stage alone")
    return Indicator(fields.key("key", seen=seen), fields.text("text"), fields.texts("parts"), starting)
