"""What was typed on the sheet: values, and a sentence for what does not do."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.frameworks.profile import Element, Profile
from app.frameworks.scale import Scale
from app.ratings.rules import NOTHING_YET, Answer, Reason, off_scale, problems
from app.web.forms import Posted

NOT_OBSERVED = "not-observed"
_PARTS = ("point", "seen", "reason", "note", "revision")
_NO_REVISION = -1


@dataclass(frozen=True)
class SheetForm:
    """All elements that came with one form. `errors` speaks of fields such as `note-purpose`, in the sheet's order.

    An element of which nothing came is not in `answers`: what is stored of it stays.
    """

    answers: Mapping[str, Answer]
    revisions: Mapping[str, int]
    kept: str
    errors: Mapping[str, str]

    @classmethod
    def read(cls, posted: Posted, profile: Profile, *, only: str | None = None) -> "SheetForm":
        """Every element that came, or the one that is asked for, which then has to be there."""
        answers, revisions, errors = {}, {}, _strangers(posted, profile, only)
        for element in profile.rateable_elements:
            if not _came(posted, element) or only not in (None, element.key):
                continue
            answers[element.key], wrong = read_answer(posted, element, profile.scale)
            errors |= {f"{part}-{element.key}": sentence for part, sentence in wrong.items()}
            revision = read_revision(posted, element.key)
            if revision is not None:
                revisions[element.key] = revision
        # "Keep mine" names the newer one that was read, "Take the newer" gives up what was typed.
        kept, _, newer = posted.text("keep").partition(":")
        if kept in answers:
            revisions[kept] = revision_number(newer)
        answers.pop(posted.text("take"), None)
        return cls(_cleared(answers, posted.text("clear")), revisions, kept, errors)


def read_answer(posted: Posted, element: Element, scale: Scale) -> tuple[Answer, dict[str, str]]:
    """What the fields of one element say, and part to sentence for what does not do.

    A point that is not on the scale never gets into the answer, however it was written.
    """
    key = element.key
    point, not_observed, wrong = _choice(posted.all(f"point-{key}"), scale)
    reason, wrong_reason = _reason(posted.text(f"reason-{key}") if not_observed else "")
    answer = Answer(
        point=point, not_observed=not_observed, reason=reason, note=posted.text(f"note-{key}"),
        seen=frozenset(posted.all(f"seen-{key}")),
    )  # fmt: skip
    return answer, problems(answer, element, scale) | wrong | wrong_reason


def read_revision(posted: Posted, key: str) -> int | None:
    name = f"revision-{key}"
    if name not in posted.names():
        return None
    return revision_number(posted.text(name))


def revision_number(text: str) -> int:
    # What is no number of ours agrees with no stored revision, so it can overwrite nothing.
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else _NO_REVISION


def _choice(values: list[str], scale: Scale) -> tuple[int | None, bool, dict[str, str]]:
    """Point, not observed, and what is wrong. Radios send nothing or one value; anything else was made by hand."""
    if not values:
        return None, False, {}
    if len(values) > 1:
        return None, False, {"point": "Two choices came for this element. Choose one."}
    if values[0] == NOT_OBSERVED:
        return None, True, {}
    point = {str(point): point for point in scale.points}.get(values[0].strip())
    return point, False, {} if point is not None else {"point": off_scale(values[0].strip(), scale)}


def _reason(text: str) -> tuple[Reason | None, dict[str, str]]:
    if not text:
        return None, {}
    if text not in list(Reason):
        return None, {"reason": "Choose a reason from the list, or none."}
    return Reason(text), {}


def _came(posted: Posted, element: Element) -> bool:
    return any(f"{part}-{element.key}" in posted.names() for part in _PARTS)


def _cleared(answers: dict[str, Answer], key: str) -> dict[str, Answer]:
    if key in answers:
        answers[key] = Answer(note=answers[key].note, seen=answers[key].seen)
    return answers


def _strangers(posted: Posted, profile: Profile, only: str | None) -> dict[str, str]:
    """A sentence when the form names an element that this profile lacks or that takes no rating."""
    rateable = {element.key: element for element in profile.rateable_elements}
    known = {element.key: element for element in profile.elements}
    named = {key for part, _, key in (name.partition("-") for name in posted.names()) if part in _PARTS and key}
    for key in sorted(named | ({only} if only else set())):
        if key in known and key not in rateable:
            return {"sheet": problems(NOTHING_YET, known[key], profile.scale)["point"]}
        if key not in known:
            return {"sheet": f"Something on this sheet is not part of {profile.title}. Load the page again."}
    if only in rateable and not _came(posted, rateable[only]):
        return {"sheet": "Nothing came with this. Load the page again."}
    return {}
