"""How profiles, their parts and their sources read in words, on pages, on paper and on the command line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from app.frameworks.files import Library
from app.frameworks.profile import Element, Entry, Figure, Framework, Profile, Section, Status
from app.frameworks.scale import Scale, Source, Stage
from app.web.words import counted, listed, sentence_case

EVIDENCE = {
    "explain": "how the worker explains it",
    "document": "what is written in the case",
    "in-the-room": "what happens in the room",
    "supervision": "what comes up in supervision",
}
POSITIONS = {"social-worker": "social workers", "supervisor": "supervisors", "manager": "managers"}
STATUS = {
    Status.PUBLISHED: "",
    Status.UNDER_DEVELOPMENT: "Under development at its publisher.",
    Status.NOT_IN_OUR_COPY: "Not in our copy of the source.",
}
EXPLANATION = {
    Status.PUBLISHED: "",
    Status.UNDER_DEVELOPMENT: (
        "The source names this element and says that its words are still to come. "
        "Until they are out, it takes no points."
    ),
    Status.NOT_IN_OUR_COPY: (
        "The publication holds this element, but the copy that these words were restated from lost it. "
        "Nothing is made up in its place, so it takes no points here."
    ),
}
STARTING_POINT = "a starting point: describes early practice"

# The reasons for "not observed" in their order, as the key of the paper form prints them, a letter each.
REASONS = (
    "not due in this case",
    "no opportunity to see it",
    "workload",
    "court or deadline",
    "no network yet",
    "no interpreter",
    "policy or form",
    "supervisor not available",
    "other",
)
SETTINGS = ("family meeting", "home visit", "in supervision", "document review", "other")


def evidence(element: Element) -> str:
    return listed((EVIDENCE[kind] for kind in element.evidence), "or")


def for_whom(profile: Profile) -> str:
    """Social workers, supervisors and managers, without the capital."""
    return listed(POSITIONS[position] for position in profile.fits)


def size(profile: Profile) -> str:
    """Eight elements; seven of them can be rated."""
    count, rateable = len(profile.elements), len(profile.rateable_elements)
    if count == rateable:
        return sentence_case(f"{counted(count, 'element')}, all of them can be rated")
    return sentence_case(f"{counted(count, 'element')}; {counted(rateable, 'of them', 'of them')} can be rated")


def not_rateable(profile: Profile) -> str:
    """One sentence for each status that keeps elements from taking points; empty where all take points."""
    sentences = []
    for status, words in _WITHOUT_POINTS.items():
        titles = [element.title for element in profile.elements if element.status is status]
        if titles:
            sentences.append(f"{listed(titles)} {'is' if len(titles) == 1 else 'are'} {words}.")
    return " ".join([*sentences, "There is nothing to rate there."]) if sentences else ""


_WITHOUT_POINTS = {
    Status.NOT_IN_OUR_COPY: "not in our copy of the source",
    Status.UNDER_DEVELOPMENT: "under development at the publisher",
}


def figure_n(figure: Figure) -> str:
    return "n not published" if figure.n is None else f"n = {figure.n:,}"


def published(source: Source) -> str:
    """Publisher and year, as far as they are known."""
    return ", ".join(part for part in (source.publisher, str(source.year or "")) if part)


def source_line(source: Source) -> str:
    """Document, publisher, year and pages, as far as they are known."""
    pages = f"pages {source.pages}" if source.pages else ""
    return ", ".join(part for part in (source.document, published(source), pages) if part)


def points(stage: Stage) -> str:
    first, last = stage.points[0], stage.points[-1]
    return str(first) if first == last else f"{first}–{last}"


def tops(scale: Scale) -> str:
    """3, 6 and 9: the points whose words the stages hold."""
    return listed(str(scale.top_of(stage)) for stage in scale.stages)


def paragraphs(text: str) -> list[str]:
    return [paragraph for paragraph in text.split("\n") if paragraph]


def announced(framework: Framework) -> list[Entry]:
    """Profiles that the publisher has announced and not yet brought out."""
    return [entry for section in framework.sections for entry in section.entries if entry.status == "announced"]


@dataclass(frozen=True)
class Shelved:
    """An entry of the reference shelf and where it stands."""

    anchor: str
    entry: Entry


def anchor(section: Section, entry: Entry) -> str:
    # Keys hold no double hyphen, so no two entries of a shelf share an anchor.
    return f"{section.key}--{entry.key}"


def components(framework: Framework, keys: Iterable[str]) -> list[Shelved]:
    """The entries of the shelf with these keys, in the shelf's order."""
    wanted = set(keys)
    return [
        Shelved(anchor(section, entry), entry)
        for section in framework.sections
        for entry in section.entries
        if entry.key in wanted
    ]


def in_order(library: Library) -> str:
    """9 profiles in order: …, with the counts of what they hold."""
    elements = [element for profile in library.profiles for element in profile.elements]
    held = (
        (len(library.frameworks), "framework"),
        (len(library.scales), "scale"),
        (len(elements), "element"),
        (sum(len(element.indicators) for element in elements), "indicator"),
    )
    counts = ", ".join(_number(count, what) for count, what in held)
    rateable = sum(element.rateable for element in elements)
    return f"{_number(len(library.profiles), 'profile')} in order: {counts}; {rateable} of the elements can be rated."


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def outlines(library: Library) -> list[dict[str, Any]]:
    return [
        outline(framework, [(item, None) for item in library.profiles if item.framework == framework.slug])
        for framework in library.frameworks
    ]


def outline(framework: Framework, profiles: Iterable[tuple[Profile, int | None]]) -> dict[str, Any]:
    """A framework with its profiles and their versions, as `ninestep profiles show --json` prints them.

    The field names are those of the data files; `version` is null for words that were read from files.
    """
    return {
        "slug": framework.slug,
        "title": framework.title,
        "short_title": framework.short_title,
        "announced_profiles": [entry.title for entry in announced(framework)],
        "profiles": [_profile_outline(profile, version) for profile, version in profiles],
    }


def _profile_outline(profile: Profile, version: int | None) -> dict[str, Any]:
    return {
        "slug": profile.slug,
        "title": profile.title,
        "version": version,
        "scale": profile.scale.slug,
        "points": list(profile.scale.points),
        "fits": list(profile.fits),
        "elements": [_element_outline(element) for element in profile.elements],
    }


def _element_outline(element: Element) -> dict[str, Any]:
    return {
        "key": element.key,
        "title": element.title,
        "status": element.status.value,
        "rateable": element.rateable,
        "group": element.group,
        "stages": {
            text.stage: {
                "builds_on_previous": text.builds_on_previous,
                "indicators": [
                    {
                        "key": indicator.key,
                        "text": indicator.text,
                        "parts": list(indicator.parts),
                        "starting_point": indicator.starting_point,
                    }
                    for indicator in text.indicators
                ],
            }
            for text in element.stages
        },
    }


def told(outlines: Iterable[dict[str, Any]]) -> str:
    """Outlines as text for people: a line for each framework, profile and element."""
    return "\n".join(line for outline in outlines for line in _framework_lines(outline))


def _framework_lines(framework: dict[str, Any]) -> Iterator[str]:
    yield f"{framework['title']} ({framework['slug']})"
    for title in framework["announced_profiles"]:
        yield f"  {title}: announced, not published yet"
    for profile in framework["profiles"]:
        version = f", version {profile['version']}" if profile["version"] else ""
        yield f"  {profile['title']} ({framework['slug']}/{profile['slug']}{version}), scale {profile['scale']}"
        yield from (f"    {element['title']}{_element_words(element)}" for element in profile["elements"])


def _element_words(element: dict[str, Any]) -> str:
    if not element["rateable"]:
        return f": {element['status'].replace('-', ' ')}"
    stages = [
        f"{name} {'+' if stage['builds_on_previous'] else ''}{len(stage['indicators'])}"
        for name, stage in element["stages"].items()
    ]
    return f": {', '.join(stages)}" if stages else ""
