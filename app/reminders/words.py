"""What a digest and a calendar say. No name, no point and no title stands in either."""

from datetime import date

from app.home.rules import by_or_since
from app.reminders.rules import Kind, Line, Pace
from app.web.words import counted, day, sentence_case

SUBJECT = "Ninestep: something waits for you"
# Of what: on the page where it is chosen, and in a mail that stops it.
KINDS: dict[Kind, tuple[str, str]] = {
    Kind.SELF_ASSESSMENT: ("Self-assessments that are due", "self-assessments"),
    Kind.SESSION: ("Coaching sessions that come up", "coaching sessions"),
    Kind.CHECK_BACK: ("Goals to check back on", "goals to check back on"),
    Kind.WORD: ("What waits for your word: a signature, a proposal, an approval, a pair", "what waits for your word"),
}
# Of each: from when on the mail has a line for it, and what that line never says.
LIMITS: dict[Kind, str] = {
    Kind.SELF_ASSESSMENT: "While one is due. The mail never says on which profile, and has no points.",
    Kind.SESSION: "In the week before one, and until it is closed. The mail never says with whom, where or about what.",
    Kind.CHECK_BACK: "From the month of the check-back on. The mail never says what the goal is, or whose.",
    Kind.WORD: "From the day on which it waits. The mail never says who asks, or for what.",
}
PACES: dict[Pace, tuple[str, str]] = {
    Pace.WEEKLY: ("On Monday morning", "After 7 o’clock, if something waits for you then."),
    Pace.DAILY: ("Every weekday morning", "After 7 o’clock, Monday to Friday, if something waits for you that day."),
    Pace.NEVER: ("Never", "No mail comes. You find everything on Today."),
}
TITLES: dict[Kind, str] = {
    Kind.SELF_ASSESSMENT: "Self-assessment", Kind.SESSION: "Coaching session", Kind.CHECK_BACK: "Check back on a goal",
}  # fmt: skip
_THINGS: dict[Kind, tuple[str, str]] = {
    Kind.SELF_ASSESSMENT: ("self-assessment", "self-assessments"),
    Kind.SESSION: ("coaching session", "coaching sessions"),
    Kind.CHECK_BACK: ("goal to check back on", "goals to check back on"),
    Kind.WORD: ("thing that waits for your word", "things that wait for your word"),
}


def body(lines: tuple[Line, ...], stops: dict[Kind | None, str], *, origin: str, today: date) -> str:
    """The digest. `stops` holds a link for each line, and under none the one that stops all."""
    told = "\n".join(f"- {_line(line, today)}" for line in lines)
    single = "\n".join(f"  {KINDS[line.kind][1]}: {stops[line.kind]}" for line in lines)
    return (
        f"This waits for you in Ninestep:\n\n{told}\n\nSign in to see it:\n{origin}/\n\n"
        f"How often this mail comes, and what it tells, is yours to choose:\n{origin}/my-reminders\n\n"
        f"Get no more mail about:\n{single}\n  all of this: {stops[None]}\n"
    )


def _line(line: Line, today: date) -> str:
    things, first = counted(line.count, *_THINGS[line.kind]), "" if line.count == 1 else "the first "
    return f"{sentence_case(things)}, {first}{_lead(line, today)} {day(line.first)}"


def _lead(line: Line, today: date) -> str:
    if line.kind is Kind.SESSION and line.first >= today:
        return "on"
    # What waits for a word waits since the day itself.
    return "since" if line.kind is Kind.WORD and line.first == today else by_or_since(line.first, today)
