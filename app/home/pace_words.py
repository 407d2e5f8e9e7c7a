"""What the other side changed about rhythm and pauses, as news."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from app.clock import day_of
from app.home.news_words import Item
from app.home.queries import Focus
from app.home.rules import is_recent
from app.home.words import Titles
from app.people.access import Viewer
from app.people.models import AgreementPause, RhythmChange
from app.ratings.due_words import span
from app.ratings.rhythm import rhythm_words
from app.web.words import first_name, month, sentence_case


def changes(focuses: Iterable[Focus], titles: Titles, viewer: Viewer, now: datetime) -> list[Item]:
    """Of the agreements in which the viewer is worker or coach; a pause is told once, whatever rests with it."""
    items, told = [], set()
    for focus in focuses:
        if not (focus.is_coached or focus.worker_id == viewer.id):
            continue
        # Of several changes of one rhythm the last one says what counts.
        newest = [one for one in focus.changes[-1:] if _is_news(one, viewer, now)]
        items += [_rhythm(one, focus, titles, viewer) for one in newest]
        pauses = [one for one in focus.pauses if one.id not in told and _is_news(one, viewer, now)]
        told |= {one.id for one in pauses}
        items += _pauses([one for one in pauses if not _is_back(one, focus.pauses)], focus, viewer)
    return items


def _is_news(row: RhythmChange | AgreementPause, viewer: Viewer, now: datetime) -> bool:
    return row.set_by != viewer.id and is_recent(row.set_at, now)


def _is_back(row: AgreementPause, pauses: Iterable[AgreementPause]) -> bool:
    """Whether a pause that was removed has been set again for the same days, so that the removal counts no more."""
    days = {(one.starts_on, one.ends_on) for one in pauses if one.removed_at is None}
    return row.removed_at is not None and (row.starts_on, row.ends_on) in days


def _rhythm(row: RhythmChange, focus: Focus, titles: Titles, viewer: Viewer) -> Item:
    said = f"{_other(focus, viewer)} changed the rhythm of {titles[focus.profile_id][0]}"
    words = (
        f"{sentence_case(rhythm_words(row.months))} from {month(row.from_month)} on. Either of you can change it again."
    )
    on = day_of(row.set_at, viewer.zone)
    return Item(on, said, words, "Read it", f": {said}", f"/agreements/{focus.agreement_id}#rhythm")


def _pauses(rows: Iterable[AgreementPause], focus: Focus, viewer: Viewer) -> Iterator[Item]:
    for row in rows:
        verb = "removed" if row.removed_at else "changed" if row.revision else "set"
        said = f"{_other(focus, viewer)} {verb} a pause"
        meant = "What is due comes as before." if row.removed_at else "Nothing is due in that time."
        words = f"{sentence_case(span(row.starts_on, row.ends_on))}. {meant}"
        on = day_of(row.set_at, viewer.zone)
        yield Item(on, said, words, "Read it", f": {said}", f"/agreements/{focus.agreement_id}#pauses")


def _other(focus: Focus, viewer: Viewer) -> str:
    return first_name(focus.coach_name if focus.worker_id == viewer.id else focus.worker_name)
