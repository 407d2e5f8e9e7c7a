"""Changes to assessments: start, save, submit and remove. Drafts leave no trace in the audit."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.audit.entries import record
from app.frameworks.queries import LoadedVersion
from app.people.access import Viewer
from app.people.models import Account, Agreement
from app.ratings.amending import amended_by
from app.ratings.approvals import amend_or_ask, forget_draft, refuse_waiting
from app.ratings.models import Assessment, Pair, Rating, Seen
from app.ratings.pairs import seal
from app.ratings.points import visible_points
from app.ratings.rhythm import month_of
from app.ratings.rules import (
    NOTHING_YET,
    Answer,
    Kind,
    Setting,
    State,
    day_problem,
    differing,
    gaps,
    gaps_sentence,
    problems,
    reason_problem,
)
from app.ratings.sheets import (
    StoredRating,
    as_shown,
    before_of,
    coached_days,
    details_of,
    running_agreement,
    stored_ratings,
)
from app.ratings.store import insert_into, lock, set_values, write
from app.web.errors import ConflictError, NewerError, ProblemsError

ALREADY_SUBMITTED = "An assessment of this profile is already submitted for this day. Choose another day."
_OTHER_DRAFT = "You have another draft of this profile for this day. Choose another day, or go on with that draft."
_CLOSED = "This assessment is submitted. What it holds stays as it is."


def start_assessment(
    db: Session, viewer: Viewer, *, worker: Account, kind: Kind, version: LoadedVersion, observed_on: date,
    setting: Setting | None, agreement: Agreement | None, at: datetime,
) -> Assessment:  # fmt: skip
    """The open draft for this day: a new one, or the one that exists.

    Raises ProblemsError for a day that does not do, or for which the viewer has submitted one already.
    """
    _refuse_day(db, viewer, worker, observed_on, at)
    day = {
        "worker_id": worker.id, "rater_id": viewer.id, "kind": kind, "profile_id": version.profile_id,
        "observed_on": observed_on,
    }  # fmt: skip
    if _of_day(db, State.SUBMITTED, day):
        raise ProblemsError({"observed_on": ALREADY_SUBMITTED})
    # A double click finds the row of the first click instead of making a second.
    values = day | {
        "id": uuid4(), "version_id": version.version_id, "agreement_id": agreement.id if agreement else None,
        "setting": setting or "", "state": State.DRAFT, "created_at": at, "saved_at": at,
    }  # fmt: skip
    db.execute(insert_into(db, Assessment).values(values).on_conflict_do_nothing())
    draft = _of_day(db, State.DRAFT, day)
    if draft is None:
        raise ConflictError("This draft was submitted or removed a moment ago.")
    return draft


def save_sheet(
    db: Session, viewer: Viewer, assessment: Assessment, version: LoadedVersion, *, answers: Mapping[str, Answer],
    revisions: Mapping[str, int], at: datetime,
) -> dict[str, int]:  # fmt: skip
    """Save these elements, all or none, and give the revision of each.

    Raises ProblemsError with fields such as `point-purpose`, and StaleError when another tab has saved an
    element since the revision that came with it and says something else. An answer that is stored already
    changes nothing, whatever its revision.
    """
    _lock_draft(db, assessment)
    _refuse(_answer_problems(version, answers))
    stored = stored_ratings(db, assessment)
    changed = {key: answer for key, answer in answers.items() if _differs(answer, stored.get(key))}
    stale = [key for key in changed if key in revisions and revisions[key] != _revision(stored.get(key))]
    if stale:
        raise StaleError(stale)
    if changed:
        write(db, assessment, version, changed, stored, at, shown=_shown(db, viewer, assessment, version, at))
        assessment.saved_at = at
        db.add(assessment)
    return {key: _revision(stored.get(key)) + (key in changed) for key in answers}


def change_details(
    db: Session, viewer: Viewer, assessment: Assessment, *, observed_on: date, setting: Setting | None,
    were: str | None, at: datetime,
) -> None:  # fmt: skip
    """Change the day and the setting of a draft, which stood as `were` (see `details_of`) when they were read.

    Raises ProblemsError for a day that does not do or is taken, and StaleError when another tab changed them.
    """
    _lock_draft(db, assessment)
    if (observed_on, setting or "") == (assessment.observed_on, assessment.setting):
        return
    if were is not None and were != details_of(assessment):
        raise StaleError(["details"])
    day = _day_of(assessment) | {"observed_on": observed_on}
    _refuse(_day_problems(db, viewer, assessment, day, at))
    other = _of_day(db, State.DRAFT, day)
    if other is not None and other.id != assessment.id:
        raise ProblemsError({"observed_on": _OTHER_DRAFT})
    set_values(
        db, assessment, {"observed_on": observed_on, "setting": setting or "", "saved_at": at}, overtaken=_OTHER_DRAFT
    )


def submit(
    db: Session, viewer: Viewer, assessment: Assessment, version: LoadedVersion, *, at: datetime,
    gaps_shown: Collection[str] | None = None, reason: str = "", shown: str | None = None,
) -> None:  # fmt: skip
    """Make the draft a submitted assessment. Submitting again changes nothing.

    `gaps_shown` are the keys of the open elements that the person was shown; without it nobody is asked. `shown` is
    the review that was read, as `as_shown` tells it. An amendment takes the place of the version before, for this
    `reason`; where it needs approval it stays a draft.
    Raises ProblemsError when nothing is chosen yet, when the day or the reason does not do, or when other elements
    are open than those shown, NewerError when the draft is another one than was read, and ReplacedError when what it
    amends does not stand any more.
    """
    lock(db, assessment)
    if assessment.state is not State.DRAFT:
        return
    before = amended_by(db, assessment)
    _refuse(_day_problems(db, viewer, assessment, _day_of(assessment), at))
    stored = stored_ratings(db, assessment)
    if shown not in (None, as_shown(assessment, stored)):
        raise NewerError
    answers = {key: rating.answer for key, rating in stored.items()}
    _refuse(_sheet_problems(version, answers, gaps_shown))
    if before:
        _refuse(_amendment_problems(db, before, assessment, answers, reason))
        amend_or_ask(db, viewer, before, assessment, reason=reason, at=at)
        return
    # Who reads an assessment is decided by when it is submitted, and so is whose pair it belongs to.
    agreement = running_agreement(db, assessment, at)
    values = {"state": State.SUBMITTED, "submitted_at": at, "saved_at": at}
    if agreement:
        values["agreement_id"] = agreement.id
    set_values(db, assessment, values, overtaken=ALREADY_SUBMITTED)
    seal(db, assessment, agreement, at=at)
    record(
        db, at=at, actor_id=viewer.id, agency_id=viewer.agency_id, action="assessment:submit",
        subject=("assessment", assessment.id), kind=assessment.kind.value,
        points=sum(answer.point is not None for answer in answers.values()),
        not_observed=sum(answer.not_observed for answer in answers.values()),
        gaps=len(gaps(version.profile, answers)), notes=sum(bool(answer.note) for answer in answers.values()),
    )  # fmt: skip


def note_review(db: Session, _viewer: Viewer, assessment: Assessment, *, at: datetime) -> None:
    """Keep that the author is shown earlier points from now on, so that a point changed afterwards is known."""
    lock(db, assessment)
    if assessment.state is State.DRAFT and assessment.review_shown_at is None:
        assessment.review_shown_at = at
        db.add(assessment)


def remove_draft(db: Session, _viewer: Viewer, assessment: Assessment) -> None:
    """Delete a draft with all it holds. Raises ConflictError for a submitted assessment."""
    _lock_draft(db, assessment)
    # That its review page was shown is forgotten with it. Whoever throws a whole sheet away and rates anew has seen
    # earlier points as anybody has who looked at the worker's page first, and those are never of a sealed pair.
    ratings = sa.select(col(Rating.id)).where(col(Rating.assessment_id) == assessment.id)
    db.execute(sa.delete(Seen).where(col(Seen.rating_id).in_(ratings)))
    db.execute(sa.delete(Rating).where(col(Rating.assessment_id) == assessment.id))
    forget_draft(db, assessment)
    db.execute(sa.delete(Assessment).where(col(Assessment.id) == assessment.id))


class StaleError(ConflictError):
    """Another tab saved these elements since this one was loaded."""

    def __init__(self, elements: list[str]) -> None:
        super().__init__("This was changed in another tab. Nothing was saved over it.")
        self.elements = elements


def _refuse(found: Mapping[str, str]) -> None:
    if found:
        raise ProblemsError(found)


def _refuse_day(db: Session, viewer: Viewer, worker: Account, observed_on: date, at: datetime) -> None:
    coached = coached_days(db, worker, viewer.id, at=at)
    sentence = day_problem(observed_on, today=viewer.today(at), coached=coached)
    _refuse({"observed_on": sentence} if sentence else {})


def _answer_problems(version: LoadedVersion, answers: Mapping[str, Answer]) -> dict[str, str]:
    known = {element.key: element for element in version.profile.elements}
    found: dict[str, str] = {}
    for key, answer in answers.items():
        if key not in known:
            found["sheet"] = f"This sheet has an element that is not part of {version.profile.title}."
            continue
        of_element = problems(answer, known[key], version.profile.scale)
        found |= {f"{part}-{key}": sentence for part, sentence in of_element.items()}
    return found


def _day_problems(
    db: Session, viewer: Viewer, assessment: Assessment, day: Mapping[str, Any], at: datetime
) -> dict[str, str]:
    """Why this draft cannot tell of the day. The day of what it amends does, however long ago that is."""
    before, observed_on = before_of(db, assessment), day["observed_on"]
    if before and observed_on == before.observed_on:
        return {}
    coached = coached_days(db, db.get_one(Account, assessment.worker_id), viewer.id, at=at)
    sentence = day_problem(observed_on, today=viewer.today(at), coached=coached)
    if before and before.pair_id and sentence is None:
        month = db.get_one(Pair, before.pair_id).month
        if month_of(observed_on) != month:
            sentence = f"This assessment belongs to the pair of {month:%B %Y}. Choose a day in that month."
    if sentence is None and _of_day(db, State.SUBMITTED, day):
        sentence = ALREADY_SUBMITTED
    return {"observed_on": sentence} if sentence else {}


def _sheet_problems(
    version: LoadedVersion, answers: Mapping[str, Answer], gaps_shown: Collection[str] | None
) -> dict[str, str]:
    if not any(answer.is_given for answer in answers.values()):
        return {"sheet": "Choose a point, or “not observed”, for at least one element first."}
    left = gaps(version.profile, answers)
    if gaps_shown is not None and set(gaps_shown) != {element.key for element in left}:
        return {"gaps": gaps_sentence(left)}
    return {}


def _amendment_problems(
    db: Session, before: Assessment, draft: Assessment, answers: Mapping[str, Answer], reason: str
) -> dict[str, str]:
    old = {key: rating.answer for key, rating in stored_ratings(db, before).items()}
    if details_of(before) == details_of(draft) and not differing(old, answers):
        return {"sheet": "Nothing here differs from what you submitted. Change something first, or remove the draft."}
    sentence = reason_problem(reason)
    return {"reason": sentence} if sentence else {}


def _lock_draft(db: Session, assessment: Assessment) -> None:
    lock(db, assessment)
    if assessment.state is not State.DRAFT:
        raise ConflictError(_CLOSED)
    refuse_waiting(db, assessment)


def _shown(db: Session, viewer: Viewer, assessment: Assessment, version: LoadedVersion, at: datetime) -> frozenset[str]:
    """The elements of which the review page has shown earlier points."""
    if assessment.review_shown_at is None:
        return frozenset()
    worker = db.get_one(Account, assessment.worker_id)
    earlier = visible_points(db, viewer, worker, now=at, version=version)
    return frozenset(
        one.element_key for one in earlier if one.point is not None and one.observed_on <= assessment.observed_on
    )


def _differs(answer: Answer, stored: StoredRating | None) -> bool:
    return answer != (stored.answer if stored else NOTHING_YET)


def _revision(stored: StoredRating | None) -> int:
    return stored.revision if stored else 0


def _day_of(assessment: Assessment) -> dict[str, Any]:
    return {name: getattr(assessment, name) for name in ("worker_id", "rater_id", "kind", "profile_id", "observed_on")}


def _of_day(db: Session, state: State, day: Mapping[str, Any]) -> Assessment | None:
    return db.exec(select(Assessment).filter_by(state=state, **day)).first()
