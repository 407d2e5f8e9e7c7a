"""People in words: how the viewer works with them, and what is done or due, as each role may know it."""

from collections.abc import Sequence
from datetime import date, datetime

from app.clock import day_of
from app.home.acquaintances import Acquaintance, Coming
from app.home.between import Between
from app.home.queries import Focus, Proposal
from app.home.words import Titles
from app.people.access import Viewer
from app.ratings import due_words
from app.web.words import counted, day, first_name, sentence_case, short_day


def self_assessment_fact(focuses: Sequence[Focus], titles: Titles, today: date) -> str:
    """Done, due or paused, on what and the day, as the coach reads it; never a point."""
    if not focuses:
        return "No coaching agreement"
    return due_words.self_assessment([(focus.standing(today), titles[focus.profile_id][0]) for focus in focuses], today)


def proposal_fact(proposal: Proposal) -> str:
    return f"{proposal.element_title}: {proposal_stands(proposal)}"


def proposal_stands(proposal: Proposal) -> str:
    """How it reads after the name of its element."""
    return f"proposed, waits for {first_name(proposal.waits_for) if proposal.is_mine else 'you'}"


def done_or_not(focuses: Sequence[Focus], between: Between | None, today: date) -> str:
    """What a supervisor knows of it: done or not, and when it was; since when it is due is worker's and coach's.

    That an agreement is paused is told as a word, without a day: whoever supervises plans the leave in any case.
    """
    if not focuses:
        return _between(between)
    stands = [focus.standing(today) for focus in focuses]
    done = [one.done_on for one in stands if one.done_on]
    if stands[0].is_paused:
        return f"Paused; last done {short_day(max(done))}" if done else "Paused"
    asked = sum(one.asked_by is not None for one in stands)
    # Of several profiles one can be done while another is asked for: neither is named here. What was done in an
    # earlier month says nothing of the one that is asked for.
    since = today.replace(day=1) if asked else date.min
    settled = [one.done_on for one in stands if one.done_on and not one.asked_by and one.done_on >= since]
    if not settled:
        return "Not done yet"
    more = f"; {counted(asked, 'more', 'more')} asked for" if asked else ""
    return f"Done {short_day(max(settled))}{more}"


def no_goal(shared_since: date | None) -> str:
    """A goal from before the sharing may well be there, so nothing is said of it."""
    return f"No goal yet. You see those set since {short_day(shared_since)}." if shared_since else "None you can see"


def relation(person: Acquaintance, zone: str, now: datetime) -> str:
    """Why the viewer reaches this person."""
    parts, ended = [], person.closes_at if person.closes_at and person.closes_at <= now else None
    if ended:
        parts.append(f"coached by you until {day(person.coached_until or day_of(ended, zone))}")
    elif person.opens_at is not None:
        parts.append(f"coached by you since {day(day_of(person.opens_at, zone))}")
    if person.unit:
        parts.append(f"in your unit, {person.unit}")
    # A coach of earlier days learns nothing newer, and not that somebody has left.
    if not person.is_open and (person.unit or not ended):
        parts.append("account closed")
    return sentence_case("; ".join(parts))


def coming_fact(one: Coming, viewer: Viewer) -> tuple[str, str]:
    """With whom, and how it stands."""
    other = one.coach_name if one.worker_id == viewer.id else one.worker_name
    if one.is_draft:
        return other, "A draft. Coaching begins when both of you have signed."
    return other, f"Signed. Coaching begins on {day(one.starts_on)}."


def _between(between: Between | None) -> str:
    if between and between.begins_on:
        return f"Coaching begins {between.begins_on:%B} {between.begins_on.day}"
    if between and between.last:
        return f"No agreement now; last self-assessment {between.last:%B} {between.last.day}"
    return "No agreement now"
