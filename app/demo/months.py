"""What happens in one month of one person: assessments first, goals near its end."""

import random
from collections.abc import Mapping
from datetime import date, datetime

from sqlmodel import Session

from app.demo import long_series, main_pair, pairs
from app.demo.cast import Member
from app.demo.county import County
from app.demo.goals import GoalStory
from app.demo.stories import Practice, working_day
from app.demo.turns import DAYS_AGO, turn_of
from app.frameworks.queries import LoadedVersion
from app.people.models import Agreement
from app.people.queries import agreement_at
from app.ratings import actions as ratings
from app.ratings.models import Assessment
from app.ratings.rules import Answer, Kind, Setting

# Between which days of the month each side rates: the worker early, the coach a little later.
_DAYS = {Kind.SELF: (2, 11), Kind.COACH: (12, 24)}
_LEFT_OUT = 0.04


def assess(
    db: Session, county: County, chance: random.Random, member: Member, practice: Practice,
    agreement: Agreement | None, month: date, back: int,
) -> None:  # fmt: skip
    """One month on one profile, `back` months before the one under way, which holds nothing that lies ahead."""
    slug = practice.profile.slug
    turn = turn_of(member, slug, back, coached=agreement is not None)
    made = None
    for kind in turn.sides:
        day = _day(chance, county, month, kind, is_told=turn.is_told)
        answers = long_series.as_told(practice.answers(chance, kind), member.first_name, slug, back, kind)
        if main_pair.is_main_pair(member.first_name, slug, back):
            answers = main_pair.ANSWERS[kind]
        if day is None or day > county.last_day:
            continue
        rater = county.name_of(agreement.coach_id) if agreement and kind is Kind.COACH else member.first_name
        setting = chance.choice(list(Setting)) if kind is Kind.COACH else None
        made = _submit(db, county, rater, member, county.profiles[slug], day, kind, answers, setting, agreement)
    if made is not None and agreement is not None:
        if turn.is_opened:
            coach = county.viewer(county.name_of(agreement.coach_id))
            pairs.open_without_rating(db, coach, made, agreement, at=county.at(working_day(chance, month, 25, 28)))
        if made.pair_id and main_pair.is_main_pair(member.first_name, slug, back):
            pairs.answer_questions(db, county, made.pair_id)


def step(
    db: Session, county: County, chance: random.Random, goals: GoalStory, practice: Practice,
    agreement: Agreement | None, month: date,
) -> None:  # fmt: skip
    """What happens to the person's goals near the end of the month, or yesterday in the month under way."""
    is_last = month == county.month
    day = county.days_ago(1) if is_last else working_day(chance, month, 25, 28)
    coach = county.viewer(county.name_of(agreement.coach_id)) if agreement else None
    goals.month(
        db, chance, county.profiles[practice.profile.slug], worker=county.viewer(goals.worker.name.split()[0]),
        coach=coach, month=month, at=county.at(day), is_last=is_last,
    )  # fmt: skip


def begin_drafts(db: Session, county: County, chance: random.Random) -> None:
    """Two sheets that are half filled in today, which nobody but their authors can see."""
    for worker, rater, slug in (("Ash", "Cora", "safety-planning"), ("Wren", "Wren", "safety-networks")):
        version, kind = county.profiles[slug], Kind.SELF if worker == rater else Kind.COACH
        whole = Practice.at_start(chance, version.profile).answers(chance, kind)
        account = county.accounts[worker]
        assessment = ratings.start_assessment(
            db, county.viewer(rater), worker=account, kind=kind, version=version, observed_on=county.last_day,
            setting=None, agreement=agreement_at(db, account, county.built_at), at=county.built_at,
        )  # fmt: skip
        _save(db, county, rater, assessment, version, dict(list(whole.items())[:4]), county.built_at)


def _day(chance: random.Random, county: County, month: date, kind: Kind, *, is_told: bool) -> date | None:
    """When this side rates; None in a month in which it does not come to it."""
    day, left_out = working_day(chance, month, *_DAYS[kind]), chance.random() < _LEFT_OUT
    if is_told:
        return county.days_ago(DAYS_AGO[kind]) if month == county.month else day
    return None if left_out else day


def _submit(
    db: Session, county: County, rater: str, member: Member, version: LoadedVersion, day: date, kind: Kind,
    answers: Mapping[str, Answer], setting: Setting | None, agreement: Agreement | None,
) -> Assessment:  # fmt: skip
    at, viewer = county.at(day), county.viewer(rater)
    assessment = ratings.start_assessment(
        db, viewer, worker=county.accounts[member.first_name], kind=kind, version=version, observed_on=day,
        setting=setting, agreement=agreement, at=at,
    )  # fmt: skip
    _save(db, county, rater, assessment, version, answers, at)
    ratings.submit(db, viewer, assessment, version, at=at)
    return assessment


def _save(
    db: Session, county: County, rater: str, assessment: Assessment, version: LoadedVersion,
    answers: Mapping[str, Answer], at: datetime,
) -> None:  # fmt: skip
    ratings.save_sheet(db, county.viewer(rater), assessment, version, answers=answers, revisions={}, at=at)
