"""What was chosen, from posted text."""

from app.reminders.rules import Choices, Kind, Pace
from app.web.errors import ProblemsError
from app.web.forms import Posted
from app.web.revisions import revision_of


def read_choices(form: Posted) -> tuple[Choices, int | None]:
    """What is to hold, and the revision it was chosen on. Raises ProblemsError for a word that is no choice."""
    pace, told = form.text("pace"), set(form.all("tell"))
    problems = {}
    if pace not in set(Pace):
        problems["pace"] = "Choose how often the mail comes."
    if not told <= set(Kind):
        problems["tell"] = "Choose from this list."
    if problems:
        raise ProblemsError(problems)
    return Choices(Pace(pace), frozenset(Kind) - {Kind(one) for one in told}), revision_of(form)
