"""What the review page and the page of a submitted assessment show: every element in a sentence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.frameworks.profile import Element
from app.people.access import Viewer, visible_workers
from app.people.guarded import caution_of
from app.people.permits import Permission
from app.people.who import lines_for_record
from app.ratings import words
from app.ratings.latest import PointSeen
from app.ratings.lines import draft_lines, seal_on
from app.ratings.pairs import comes_later
from app.ratings.rules import NOTHING_YET, Answer, Kind, gaps, without_note
from app.ratings.sheets import Sheet
from app.web.words import day, first_name


@dataclass(frozen=True)
class RowView:
    """One element on the review page and on the page of a submitted assessment."""

    element: Element
    answer: Answer
    sentence: str
    label: str
    taps: str
    earlier: list[PointSeen]


def review_context(
    db: Session, viewer: Viewer, sheet: Sheet, *, now: datetime, answers: Mapping[str, Answer],
    points: Iterable[PointSeen], errors: Mapping[str, str],
) -> dict[str, Any]:  # fmt: skip
    profile = sheet.version.profile
    left = gaps(profile, answers)
    done, stay, button = words.submit_words(left, len(profile.rateable_elements))
    before = [seen for seen in points if seen.observed_on <= sheet.assessment.observed_on]
    return {
        "sheet": sheet, "title": f"Review: {profile.title}", "form_title": words.form_title(sheet), "errors": errors,
        "trail": words.trail(viewer, sheet.worker), "setting": words.setting_words(sheet.assessment),
        "gaps": left,
        "gaps_help": words.gaps_help(len(left)), "noteless": without_note(profile, answers),
        "telling": [
            (element, caution) for element in profile.rateable_elements
            if (caution := caution_of(answers.get(element.key, NOTHING_YET).note))
        ],
        "not_rated": words.not_rated(profile),
        "answers": {element.key: answers.get(element.key, NOTHING_YET) for element in profile.rateable_elements},
        "rows": _rows(sheet, answers, _earlier(before, sheet.assessment.kind), subject="You"),
        "who": draft_lines(db, viewer, sheet, now=now),
        "submit": {"done": done, "stay": stay, "button": button},
        "beside": bool(sheet.agreement and comes_later(db, sheet.assessment, sheet.agreement, now=now)),
    }  # fmt: skip


def read_context(
    db: Session, viewer: Viewer, sheet: Sheet, *, now: datetime, answers: Mapping[str, Answer]
) -> dict[str, Any]:
    assessment, profile = sheet.assessment, sheet.version.profile
    subject = "You" if assessment.rater_id == viewer.id else first_name(sheet.rater_name)
    return {
        "sheet": sheet, "title": f"{profile.title}, {day(assessment.observed_on)}",
        "trail": words.trail(viewer, sheet.worker), "history_href": f"/workers/{sheet.worker.id}/assessments",
        "setting": words.setting_words(assessment), "not_rated": words.not_rated(profile),
        "rows": _rows(sheet, answers, {}, subject=subject), "may_set_goal": _may_set_goal(db, viewer, sheet, now),
        "who": lines_of_submitted(db, viewer, sheet, now=now),
    }  # fmt: skip


def _may_set_goal(db: Session, viewer: Viewer, sheet: Sheet, now: datetime) -> bool:
    reached = sa.literal(sheet.worker.id, sa.Uuid()).in_(visible_workers(viewer, Permission.SET_GOAL, now))
    return bool(db.scalar(sa.select(reached)))


def lines_of_submitted(db: Session, viewer: Viewer, sheet: Sheet, *, now: datetime) -> list[tuple[str, str]]:
    """Who can see an assessment that is submitted."""
    sealed = seal_on(db, viewer, sheet, now=now)
    at = sheet.assessment.submitted_at or now
    came_at = sheet.assessment.amended_at
    return lines_for_record(db, viewer, sheet.worker, at, now, sealed=sealed, came_at=came_at)


def _rows(
    sheet: Sheet, answers: Mapping[str, Answer], earlier: Mapping[str, list[PointSeen]], *, subject: str
) -> list[RowView]:
    scale, found = sheet.version.profile.scale, []
    for element in sheet.version.profile.rateable_elements:
        answer = answers.get(element.key, NOTHING_YET)
        sentence = words.choice_sentence(answer, scale, subject=subject)
        label = sentence if answer.point is None else f"{scale.words_for(answer.point)}."
        taps = words.taps_sentence(element, answer, scale)
        found.append(RowView(element, answer, sentence, label, taps, earlier.get(element.key, [])))
    return found


def _earlier(points: Iterable[PointSeen], kind: Kind) -> dict[str, list[PointSeen]]:
    """By element: the newest two points of this kind and the newest of the other, coach before self."""
    found: dict[str, list[PointSeen]] = {}
    for seen in sorted(points, key=lambda seen: (seen.observed_on, seen.submitted_at), reverse=True):
        chosen = found.setdefault(seen.element_key, [])
        same_kind = sum(one.kind is seen.kind for one in chosen)
        if seen.point is not None and same_kind < (2 if seen.kind is kind else 1):
            chosen.append(seen)
    return {key: sorted(chosen, key=lambda seen: seen.kind) for key, chosen in found.items()}
