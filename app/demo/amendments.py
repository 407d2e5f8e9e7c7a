"""What was put right afterwards: one rating is amended and one self-assessment withdrawn, as happens to everybody."""

from dataclasses import replace
from datetime import date, timedelta

from sqlmodel import Session, col, select

from app.demo.county import County
from app.ratings.actions import save_sheet, submit
from app.ratings.amending import begin_amendment
from app.ratings.approvals import withdraw_or_ask
from app.ratings.models import Assessment
from app.ratings.rules import State
from app.ratings.sheets import stored_ratings

_AMENDED = ("Cora", "Ash", "safety-planning")
_WITHDRAWN = "Sol"
_WHY_AMENDED = "I had the earlier visit in mind. The family wrote this part of the plan themselves."
_WHY_WITHDRAWN = "I filled this in for the wrong week, before the meeting that it speaks of."


def put_right(db: Session, county: County) -> None:
    """Each a few days after it was submitted, in the months before the one under way."""
    _amend(db, county, *_AMENDED)
    _withdraw(db, county, _WITHDRAWN)


def _amend(db: Session, county: County, rater: str, worker: str, slug: str) -> None:
    made = _newest(db, county, rater, worker, slug, before=county.month)
    if made is None:
        return
    viewer, version, at = county.viewer(rater), county.profiles[slug], county.at(made.observed_on + timedelta(days=3))
    draft = begin_amendment(db, viewer, made, at=at)
    given = {key: one.answer for key, one in stored_ratings(db, draft).items() if one.answer.point is not None}
    key, answer = next(iter(sorted(given.items())))
    point, scale = answer.point or version.profile.scale.lowest, version.profile.scale
    changed = replace(answer, point=point + 1 if point < scale.highest else point - 1)
    save_sheet(db, viewer, draft, version, answers={key: changed}, revisions={}, at=at)
    submit(db, viewer, draft, version, reason=_WHY_AMENDED, at=at)


def _withdraw(db: Session, county: County, name: str) -> None:
    made = _newest(db, county, name, name, None, before=county.month - timedelta(days=40))
    if made is not None:
        at = county.at(made.observed_on + timedelta(days=2))
        withdraw_or_ask(db, county.viewer(name), made, reason=_WHY_WITHDRAWN, at=at)


def _newest(
    db: Session, county: County, rater: str, worker: str, slug: str | None, *, before: date
) -> Assessment | None:
    """On this profile, or on whichever."""
    if not {rater, worker} <= county.accounts.keys():
        return None
    of_profile = [col(Assessment.profile_id) == county.profiles[slug].profile_id] if slug else []
    slugs = {version.profile_id: slug for slug, version in county.profiles.items()}
    found = db.exec(
        select(Assessment)
        .where(
            col(Assessment.rater_id) == county.accounts[rater].id,
            col(Assessment.worker_id) == county.accounts[worker].id,
            *of_profile, col(Assessment.state) == State.SUBMITTED, col(Assessment.observed_on) < before,
        )
    )  # fmt: skip
    return max(found, key=lambda one: (one.observed_on, slugs[one.profile_id]), default=None)
