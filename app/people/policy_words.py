"""The rules behind the table of who sees what, in plain sentences."""

RULES: tuple[tuple[str, str], ...] = (
    ("Drafts", "A draft belongs to the one who writes it. Nobody else sees it, not even as a number."),
    (
        "Two sealed views",
        "In a month with a self-assessment due, worker and coach rate alone. Neither sees the other’s points until"
        " both have rated, or until one of them opens without rating, which is on record. If one side never rates, both"
        " views open when the following month is over. The end of an agreement opens nothing earlier.",
    ),
    (
        "Dates",
        "What counts is when something was submitted, never the day it tells of. A coach reads what was submitted"
        " while the agreement ran.",
    ),
    (
        "The record from before",
        "At signing, the worker chooses what a new coach sees of the earlier record: nothing, the points, or all of"
        " it. The page of a pair stays with the two people who rated.",
    ),
    (
        "Coaching sessions",
        "What worker and coach write while they meet is open to the two, and to a later coach where the worker opened"
        " all of the earlier record. What counts is when a session was closed, and until then when it was planned. A"
        " supervisor sees the day, the minutes and what it was about. Administrators see the hours of closed sessions,"
        " added up by month and by coach.",
    ),
    ("Private notes", "A private note of a coaching session is its author’s alone. Nothing opens it to anybody else."),
    (
        "The supervisor",
        "Who supervises the unit sees that assessments took place, and of each coaching session the day, the minutes"
        " and what it was about, up to 12 months back. No words of it. Anything more needs the signatures of worker,"
        " coach and supervisor, and goes to the one who signed.",
    ),
    ("Sharing more", "It counts for what is still to come, and never for what was written before."),
    (
        "Sharing less",
        "Worker, coach or supervisor can do this alone. It counts at once, also for what was open before.",
    ),
    (
        "The end of an agreement",
        "Worker, coach or an administrator can end it at once. The coach writes no more, and the supervisor sees"
        " that assessments took place, and of each coaching session the day, the minutes and what it was about. Nothing"
        " else.",
    ),
    (
        "A former coach",
        "A former coach keeps what was open until the last day, sees nothing newer, and is not told who came later.",
    ),
    (
        "Rhythm and pauses",
        "Worker and coach can each change how often a self-assessment is due, from this month or a later one on; the"
        " other reads it on Today and can change it again. The two of them see the days of a pause. No reason is"
        " asked or kept. A supervisor of the unit reads the word “paused”, and nobody else anything.",
    ),
    (
        "Another unit",
        "When worker or supervisor moves to another unit, what they signed for the supervisor is closed until they"
        " sign again. The supervisor of before sees nothing from that day on, also not the page of the"
        " agreement.",
    ),
    ("One person, two roles", "Somebody can be coach and supervisor of the same worker. The page says so."),
    (
        "Who opened it",
        "When somebody else opens a page with something of your record, that is kept, and you can read it: who, on"
        " which day, and what kind of page. Nobody can change or remove it.",
    ),
    (
        "Mail and calendar",
        "A mail says how many things wait and by when, and a calendar address shows the own dates, both without names"
        " and points. Whoever has the address can read the dates, until its owner revokes it.",
    ),
    (
        "The shelf",
        "A worker can give what helped with a goal to everybody in the agency who coaches, is coached or supervises. A"
        " coach reads it first. Neither is told who gave it, and the giver can take it back at any time. The words, and"
        " in a small agency the step, can still tell whose they are.",
    ),
    ("Closed accounts", "Somebody whose account is closed, or who has lost the role, sees nothing."),
    ("What is not open to you", "The page says that nothing is there, as if it did not exist."),
    (
        "The operator",
        "Whoever runs the machine has no page with a record. But who can read its disk can read the database, so that"
        " person needs your trust, too.",
    ),
)
