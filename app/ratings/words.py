"""How an assessment reads on its pages: sentences about points, taps, gaps, and who sees them."""

from app.frameworks.profile import Element, Profile, Status
from app.frameworks.scale import Scale
from app.people.access import Viewer
from app.people.models import Account
from app.ratings.models import Assessment
from app.ratings.rules import (
    DECIDES_ALONE,
    NOT_RATED_WORDS,
    NOTHING_YET,
    REASON_WORDS,
    SETTING_WORDS,
    Answer,
    Kind,
    Setting,
)
from app.ratings.sheets import Sheet, StoredRating
from app.web.words import counted, day, first_name, listed, sentence_case

# On the form that starts an assessment, before the profile is chosen.
CAN_BE_SEALED = (
    "Working on these:",
    "points and notes can stay sealed until both have rated, or until the month after is over.",
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def form_title(sheet: Sheet) -> str:
    title = sheet.version.profile.title
    if sheet.assessment.amends_id:
        return f"Amend {title}"
    return f"Assess yourself: {title}" if sheet.assessment.kind is Kind.SELF else f"Rate {title}"


def trail(viewer: Viewer, worker: Account) -> list[tuple[str, str]]:
    """The way back to the person, for the breadcrumbs."""
    home = f"/workers/{worker.id}"
    return [("My practice", home)] if worker.id == viewer.id else [("People", "/people"), (worker.name, home)]


def state_of(answer: Answer) -> str:
    if answer.not_observed:
        return "not-observed"
    return "open" if answer.point is None else "point"


def point_words(answer: Answer, scale: Scale) -> str:
    if answer.not_observed:
        return "Not observed. No point this time."
    return "No point chosen yet" if answer.point is None else scale.words_for(answer.point)


def in_sentences(stored: StoredRating | None, element: Element, scale: Scale) -> tuple[str, ...]:
    """All that is saved of one element: the point, the taps, and the note as it was typed."""
    answer = stored.answer if stored else NOTHING_YET
    reason = f"Reason: {REASON_WORDS[answer.reason].lower()}." if answer.reason else ""
    said = (point_words(answer, scale), reason, taps_sentence(element, answer, scale), answer.note)
    return tuple(one for one in said if one)


def details_in_words(assessment: Assessment) -> tuple[str, ...]:
    """The day, and the setting where one is chosen."""
    setting = SETTING_WORDS[Setting(assessment.setting)] if assessment.setting else ""
    return tuple(one for one in (day(assessment.observed_on), setting) if one)


def taps_help(sheet: Sheet) -> str:
    """What the taps are good for, said to whoever fills the sheet."""
    if sheet.assessment.kind is Kind.COACH:
        return f"Taps help you and {first_name(sheet.worker.name)} talk later."
    return "Taps help you and your coach talk later." if sheet.coach_name else "Taps help you look back later."


def choice_sentence(answer: Answer, scale: Scale, *, subject: str = "You") -> str:
    """You chose 7, the first point of Distinguished."""
    if answer.not_observed:
        reason = f" Reason: {REASON_WORDS[answer.reason].lower()}." if answer.reason else ""
        return f"Not observed this time.{reason}"
    if answer.point is None:
        return "No point yet."
    stage = scale.stage_of(answer.point)
    if len(stage.points) == 1:
        return f"{subject} chose {answer.point}, {stage.title}."
    place = stage.points.index(answer.point)
    return f"{subject} chose {answer.point}, the {_ORDINALS[place]} point of {stage.title}."


def taps_sentence(element: Element, answer: Answer, scale: Scale) -> str:
    """Tapped as seen: Emergent 1 of 2, Accomplished 1 of 4. Taps are never summed over stages."""
    counts = []
    for text in element.stages:
        keys = {indicator.key for indicator in text.indicators}
        if tapped := len(keys & answer.seen):
            counts.append(f"{scale.stage(text.stage).title} {tapped} of {len(keys)}")
    return f"Tapped as seen: {', '.join(counts)}." if counts else ""


def not_rated(profile: Profile) -> list[str]:
    """One sentence for each ground on which elements take no points."""
    found = []
    for status in Status:
        titles = [element.title for element in profile.elements if element.status is status]
        if titles and status is not Status.PUBLISHED:
            many = len(titles) > 1
            words = f"{listed(titles)} {'are' if many else 'is'} {NOT_RATED_WORDS[status]}."
            found.append(f"{words} {'They take' if many else 'It takes'} no points.")
    return found


def difference(before: Answer, after: Answer) -> list[str]:
    """What an amendment says otherwise about one element: "4, was 5", "the note"."""
    found = []
    if _choice(before) != _choice(after):
        found.append(f"{_choice(after)}, was {_choice(before)}")
    elif before.reason != after.reason:
        found.append("the reason why it was not observed")
    if before.seen != after.seen:
        found.append("what is marked as seen")
    if before.note != after.note:
        found.append("the note")
    return found


def details_difference(before: Assessment, after: Assessment) -> list[str]:
    """The same of the day and the setting."""
    found = []
    if before.observed_on != after.observed_on:
        found.append(f"Day: {day(after.observed_on)}, was {day(before.observed_on)}")
    if before.setting != after.setting:
        found.append(f"Setting: {setting_words(after) or 'none'}, was {(setting_words(before) or 'none').lower()}")
    return found


def setting_words(assessment: Assessment) -> str:
    return SETTING_WORDS[Setting(assessment.setting)] if assessment.setting else ""


def approval(approvers: list[str], worker: str) -> str:
    """Who has to approve a change of what is older than 30 days; `worker` is a first name, or "you"."""
    old = f"It is more than {DECIDES_ALONE.days} days old, so"
    if approvers:
        return f"{old} {listed(approvers, 'or')} has to approve this. Nothing changes until then."
    whose = "your unit" if worker == "you" else f"{worker}’s unit"
    return (
        f"{old} a supervisor has to approve this, and nobody who could supervises {whose} now. "
        "An administrator has to name somebody. Nothing changes until then."
    )


def _choice(answer: Answer) -> str:
    if answer.not_observed:
        return "not observed"
    return "open" if answer.point is None else str(answer.point)


def gaps_help(count: int) -> str:
    """How many elements are open, and that they can stay so; nothing where none is."""
    if not count:
        return ""
    stay = {1: "It", 2: "Both"}.get(count, "All of them")
    return f"{sentence_case(counted(count, 'element'))} {'is' if count == 1 else 'are'} open. {stay} can stay open."


def submit_words(open_elements: list[Element], total: int) -> tuple[str, str, str]:
    """How much is submitted, what stays open, and the button that says so."""
    if not open_elements:
        return f"You submit all {counted(total, 'element')}.", "", "Submit"
    titles = [element.title for element in open_elements]
    few = len(titles) <= 2
    what = listed(titles) if few else counted(len(titles), "element")
    done = total - len(titles)
    stay = f"{what[:1].upper()}{what[1:]} {'stays' if len(titles) == 1 else 'stay'} open."
    some = counted(done, " ", " ").strip()
    return f"You submit {some} of {counted(total, 'element')}.", stay, f"Submit with {what} open"


def draft_lines(readers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those who will read a draft, after who does now."""
    now = ("Now:", "you alone, until you submit. A draft belongs to the one who writes it.")
    return [now, *readers]
