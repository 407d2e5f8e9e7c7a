"""What stands where no form can: the elements to choose from, what waits, and why there is no step yet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from app.frameworks.profile import Status
from app.frameworks.queries import LoadedVersion
from app.goals.seal import Seal
from app.goals.standing import Standing
from app.people.access import Viewer
from app.web.words import first_name


@dataclass(frozen=True)
class ProfileChoice:
    """A profile to plan the next step on: key, title and point of its elements, or what it waits for and where."""

    title: str
    slug: str
    elements: list[tuple[str, str, str]]
    waits: tuple[str, str] | None = None


def choices_of(
    versions: Iterable[LoadedVersion], points: Mapping[tuple[UUID, str], int], seals: Mapping[UUID, Seal],
    viewer: Viewer,
) -> list[ProfileChoice]:  # fmt: skip
    """The profiles with a point to go on from, or with a pair to wait for, of which no point is named."""
    found = []
    for version in versions:
        profile, seal = version.profile, seals.get(version.profile_id)
        elements = [
            (element.key, element.title, profile.scale.words_for(points[version.profile_id, element.key]))
            for element in profile.rateable_elements
            if (version.profile_id, element.key) in points
        ]
        if seal:
            waits = seal.sentence(viewer, profile.title), seal.address
            found.append(ProfileChoice(profile.title, version.slug, [], waits))
        elif elements:
            found.append(ProfileChoice(profile.title, version.slug, elements))
    return found


def why_not_yet(on: Standing, viewer: Viewer) -> tuple[str, str, str]:
    """Why no goal can be set on this element, and the one thing to do about it: sentence, address, its words."""
    title, slug = on.element.title, on.version.slug
    if on.element.status is Status.UNDER_DEVELOPMENT:
        sentence = f"{title} takes no points yet, because its publisher is at work on it. So it has no goals."
        return sentence, f"/profiles/{on.version.framework}/{slug}", f"Read {on.version.profile.title}"
    if on.element.status is Status.NOT_IN_OUR_COPY:
        sentence = f"{title} is not in our copy of the source, so it takes no points and has no goals."
        return sentence, f"/profiles/{on.version.framework}/{slug}", f"Read {on.version.profile.title}"
    if on.seal:
        return on.seal.sentence(viewer, on.version.profile.title), on.seal.address, "Go to the pair"
    address = f"/workers/{on.worker.id}/assessments/new?profile={slug}"
    own = viewer.id == on.worker.id
    # A new coach may not see the record of before, and then a goal cannot start from it.
    other = on.worker if not own else on.coach
    seen = f" that you and {first_name(other.name)} can both see" if other else ""
    sentence = f"A goal starts from a point of the last 12 months{seen}, and {title} has none yet."
    return (
        sentence,
        address,
        f"Assess {'yourself' if own else first_name(on.worker.name)} on {on.version.profile.title}",
    )
