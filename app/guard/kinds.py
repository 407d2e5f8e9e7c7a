"""The kinds of text that may tell who somebody is."""

from enum import StrEnum


class SpotKind(StrEnum):
    EMAIL = "e-mail"
    SOCIAL_SECURITY = "social-security"
    PHONE = "phone"
    DATE = "date"
    ADDRESS = "address"
    CASE_NUMBER = "case-number"
    NAME = "name"

    @property
    def words(self) -> str:
        """As in "this looks like a phone number"."""
        return _WORDS[self]

    @property
    def plural(self) -> str:
        return _PLURALS[self]


_WORDS = {
    SpotKind.EMAIL: "an e-mail address",
    SpotKind.SOCIAL_SECURITY: "a Social Security number",
    SpotKind.PHONE: "a phone number",
    SpotKind.DATE: "a full date",
    SpotKind.ADDRESS: "an address",
    SpotKind.CASE_NUMBER: "a case or court number",
    SpotKind.NAME: "a name",
}
_PLURALS = {
    SpotKind.EMAIL: "e-mail addresses",
    SpotKind.SOCIAL_SECURITY: "Social Security numbers",
    SpotKind.PHONE: "phone numbers",
    SpotKind.DATE: "full dates",
    SpotKind.ADDRESS: "addresses",
    SpotKind.CASE_NUMBER: "case or court numbers",
    SpotKind.NAME: "names",
}
