"""The coaching sessions of everybody who is coached in the county: every few weeks since an agreement began.

There are hundreds, so they are written as rows: through the actions that everybody else uses, the county would take
twice as long to build. What those hold true of a coaching session, the tests ask of these.
"""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import uuid4

from sqlmodel import Session, SQLModel, col, select

from app.coaching.models import CoachingSession
from app.coaching.row_models import Commitment, Practiced
from app.coaching.rules import Owner, Part, Practice, State
from app.coaching.text_models import CoachingText
from app.demo import coaching, meeting_words
from app.demo.agreements import AWAY
from app.demo.county import County
from app.frameworks.queries import LoadedVersion
from app.people.models import Agreement, AgreementFocus
from app.ratings.rhythm import months_later

SEED = "Meadow County meets"
# Days from the first day of an agreement to the first coaching session, and from one to the next.
_FIRST, _APART = (4, 12), (20, 42)
_MINUTES, _HOURS = range(30, 80, 5), (9, 10, 11, 13, 14, 15)
# What is said is done until two people meet again; one in so many is no longer needed.
_LET_GO = 6
# So long before the end of an agreement they meet for the last time.
_LAST = timedelta(days=10)


@dataclass
class Story:
    """A worker and a coach with their agreement and the profile they work on, and what was said the last time."""

    agreement: Agreement
    version: LoadedVersion
    chance: random.Random
    first: date
    ends: date
    said: list[Commitment] = field(default_factory=list)


def tell(db: Session, county: County) -> None:
    """Every closed coaching session but those of which more is told."""
    signed = select(Agreement).where(col(Agreement.agency_id) == county.agency.id, col(Agreement.opens_at).is_not(None))
    focuses = defaultdict(list)
    for focus in db.exec(select(AgreementFocus)):
        focuses[focus.agreement_id].append(focus)
    for agreement in db.exec(signed).all():
        story = _begin(county, agreement, focuses[agreement.id])
        for number, day in enumerate(_days(story)):
            db.add_all(_meet(county, story, day, number))
        if agreement.ends_on or _is_told_elsewhere(county, agreement):
            # They had some days left, or have met again, which is told with all that was written.
            _look_back(story, county.at(story.ends + _LAST))
    db.flush()


def _begin(county: County, agreement: Agreement, focuses: Sequence[AgreementFocus]) -> Story:
    """The profile is the one with the shortest rhythm."""
    worker, coach = (county.name_of(one) for one in (agreement.worker_id, agreement.coach_id))
    months = {focus.profile_id: focus.rhythm_months for focus in focuses}
    version = min(
        (version for version in county.profiles.values() if version.profile_id in months),
        key=lambda version: (months[version.profile_id], version.slug),
    )
    ago, _ = AWAY.get(worker, (0, 0))
    ends = agreement.ends_on - _LAST if agreement.ends_on else county.today - timedelta(days=ago)
    if _is_told_elsewhere(county, agreement):
        ends = months_later(county.month, -1)
    # One for each two people: who else lives in the county changes nothing for them.
    chance = random.Random(f"{SEED}: {worker} and {coach}")  # noqa: S311 - invented stories, not secrets
    return Story(agreement, version, chance, agreement.starts_on, ends)


def _is_told_elsewhere(county: County, agreement: Agreement) -> bool:
    people = (county.name_of(agreement.coach_id), county.name_of(agreement.worker_id))
    return people == (coaching.COACH, coaching.WORKER)


def _days(story: Story) -> Iterator[date]:
    """Working days every few weeks, none of them today or later, and none in a pause."""
    day = _weekday(story.first + timedelta(days=story.chance.randint(*_FIRST)))
    while day < story.ends:
        yield day
        day = _weekday(day + timedelta(days=story.chance.randint(*_APART)))


def _meet(county: County, story: Story, day: date, number: int) -> Iterator[SQLModel]:
    chance, agreement, version = story.chance, story.agreement, story.version
    at = county.at(day, chance.choice(_HOURS))
    minutes = chance.choice(_MINUTES)
    over = at + timedelta(minutes=minutes)
    _look_back(story, at)
    made = CoachingSession(
        form_key=uuid4(), agreement_id=agreement.id, worker_id=agreement.worker_id, coach_id=agreement.coach_id,
        starts_at=at, planned_minutes=60, place=chance.choice(meeting_words.PLACES), state=State.HELD,
        profile_id=version.profile_id, version_id=version.version_id, minutes_spent=minutes, closed_at=over,
        element_key=chance.choice([one.key for one in version.profile.rateable_elements]),
        planned_by=agreement.coach_id, created_at=max(agreement.opens_at or at, at - timedelta(days=7)),
    )  # fmt: skip
    yield made
    note = meeting_words.NOTES[(number + chance.randrange(2)) % len(meeting_words.NOTES)]
    for part, text in {Part.WORKING_WELL: chance.choice(meeting_words.WORKING_WELL), Part.NOTE: note}.items():
        yield CoachingText(
            session_id=made.id, part=part, text=text, revision=1, saved_by=agreement.coach_id, saved_at=over
        )
    if chance.random() < 0.4:
        text = chance.choice(meeting_words.PRACTICED)
        yield Practiced(id=uuid4(), session_id=made.id, kind=Practice.TOGETHER, text=text, added_at=over)
    story.said = list(_say(story, made, day, over))
    yield from story.said


def _say(story: Story, made: CoachingSession, day: date, at: datetime) -> Iterator[Commitment]:
    """What the worker will do until they meet again, and sometimes the coach."""
    said: dict[Owner, tuple[str, ...]] = {Owner.WORKER: meeting_words.OF_WORKER}
    if story.chance.random() < 0.25:
        said[Owner.COACH] = meeting_words.OF_COACH
    due_on = day + timedelta(days=story.chance.randint(14, 28))
    for owner, texts in said.items():
        yield Commitment(
            id=uuid4(), session_id=made.id, worker_id=made.worker_id, coach_id=made.coach_id, owner=owner,
            text=story.chance.choice(texts), due_on=due_on, added_at=at,
        )  # fmt: skip


def _look_back(story: Story, at: datetime) -> None:
    """When they meet again, what was said the last time is done, or life has moved on."""
    for one in story.said:
        by = one.worker_id if one.owner is Owner.WORKER else one.coach_id
        on = at - timedelta(days=story.chance.randint(1, 8))
        if story.chance.randrange(_LET_GO) == 0:
            one.let_go_at, one.let_go_by = on, by
        else:
            one.done_at, one.done_by = on, by


def _weekday(day: date) -> date:
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day
