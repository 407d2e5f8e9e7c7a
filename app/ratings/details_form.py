"""The day and the setting as they were typed, and the form that starts an assessment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.people.rules import DAY_NEEDED
from app.ratings.rules import Days, Setting, day_problem
from app.web.forms import Posted


@dataclass(frozen=True)
class DetailsForm:
    """The day and the setting. `typed` is the day as it stood in the field."""

    typed: str
    observed_on: date | None
    setting: Setting | None
    were: str | None
    errors: Mapping[str, str]

    @classmethod
    def read(cls, posted: Posted, *, coached: Sequence[Days], today: date, stays: date | None = None) -> "DetailsForm":
        """`coached` are the days of which a coach can tell, as `day_problem` takes them; none for the worker.

        `stays` is the day of what a draft amends, which does however long ago it is.
        """
        typed, errors = posted.text("observed_on"), {}
        observed_on = posted.day("observed_on")
        if observed_on is None:
            errors["observed_on"] = DAY_NEEDED
        elif observed_on != stays and (sentence := day_problem(observed_on, today=today, coached=coached)):
            errors["observed_on"] = sentence
        setting = posted.text("setting")
        if setting and setting not in list(Setting):
            errors["setting"] = "Choose a setting from the list."
        kept, _, newer = posted.text("keep").partition(":")
        were = posted.text("details-were") if "details-were" in posted.names() else None
        # "Keep mine" names the newer ones that were read.
        were = newer if kept == "details" else were
        known = Setting(setting) if setting and "setting" not in errors else None
        return cls(typed, observed_on, known, were, errors)


@dataclass(frozen=True)
class StartForm:
    profile_id: UUID | None
    details: DetailsForm
    errors: Mapping[str, str]

    @classmethod
    def read(cls, posted: Posted, *, offered: set[UUID], coached: Sequence[Days], today: date) -> "StartForm":
        details = DetailsForm.read(posted, coached=coached, today=today)
        profile_id = posted.id("profile")
        wrong = {} if profile_id in offered else {"profile": "Choose one of these profiles."}
        return cls(profile_id, details, wrong | dict(details.errors))
