"""What a name, an address, a password and a position must be like, as sentences for the form."""

from collections.abc import Collection
from datetime import date
from zoneinfo import available_timezones

NAME_LENGTH = 200
PASSWORD_LENGTHS = (15, 256)


def name_problems(*, name: str, time_zone: str | None = None) -> dict[str, str]:
    problems = {}
    if not name or len(name) > NAME_LENGTH:
        problems["name"] = f"Write a name of 1 to {NAME_LENGTH} characters."
    if time_zone is not None and time_zone not in available_timezones():
        problems["time_zone"] = "Name a time zone such as America/Los_Angeles."
    return problems


def account_problems(*, name: str, email: str, roles: Collection[str]) -> dict[str, str]:
    problems = name_problems(name=name)
    local, at_sign, host = email.partition("@")
    if not (local and at_sign and "." in host) or any(c.isspace() for c in email) or len(email) > NAME_LENGTH:
        problems["email"] = "Write an e-mail address such as name@agency.gov."
    if not roles:
        problems["roles"] = "Choose at least one role."
    return problems


def password_problem(password: str) -> str | None:
    """The sentence why a password does not do, or None. Length is what counts; characters are free."""
    shortest, longest = PASSWORD_LENGTHS
    if not shortest <= len(password) <= longest:
        return f"Choose a password of {shortest} to {longest} characters. A few words in a row are easy to keep."
    if len(set(password)) < 5:
        return "Choose a password with more than a few different characters."
    return None


def position_problems(*, starts_on: date, ends_on: date | None) -> dict[str, str]:
    if ends_on is not None and ends_on < starts_on:
        return {"ends_on": "The last day comes before the first day."}
    return {}
