"""People in words: how the viewer works with them, and what is done or due, as each role may know it."""

from collections.abc import Sequence
from datetime import date, datetime

from app.clock import day_of
from app.home.acquaintances import Acquaintance, Coming
from app.home.between import Between
from app.home.queries import Focus, Proposal
from app.home.words import Titles
from app.people.access import Viewer
from app.web.words import counted, day, first_name, sentence_case, short_day

NBSP = "\N{NO-BREAK SPACE}"


def self_assessment_fact(focuses: Sequence[Focus], titles: Titles, today: date) -> str:
    """Done or due, on what and the day, as the coach reads it; never a point."""
    due = [focus for focus in focuses if focus.is_due(today)]
    done = [focus.last for focus in focuses if focus.last]
    if done and not due:
        return f"Done {short_day(max(done))}"
    if not focuses:
        return "No coaching agreement"
    first = min(due or focuses, key=lambda focus: (focus.due, titles[focus.profile_id]))
    rest = f", and {counted(len(due) - 1, 'more', 'more')}" if len(due) > 1 else ""
    # The day stays in one line, however narrow the column is.
    return f"{titles[first.profile_id][0]} due {short_day(first.due).replace(' ', NBSP)}{rest}"


def proposal_fact(proposal: Proposal) -> str:
    return f"Proposed, waits for {first_name(proposal.waits_for) if proposal.is_mine else 'you'}"


def done_or_not(focuses: Sequence[Focus], between: Between | None, today: date) -> str:
    """What a supervisor knows of it: done or not, and when it was; since when it is due is worker's and coach's."""
    if not focuses:
        return _between(between)
    done = [focus.last for focus in focuses if focus.last]
    is_done = done and not any(focus.is_due(today) for focus in focuses)
    return f"Done {short_day(max(done))}" if is_done else "Not done yet"


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
