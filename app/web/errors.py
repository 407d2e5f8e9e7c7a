"""What can go wrong for a person. Each has its page in `error_pages`."""

from collections.abc import Mapping


class NotFoundError(Exception):
    """The thing does not exist, or this viewer may not know that it does: one answer for both."""


class SignInNeededError(Exception):
    """Nobody is signed in; the message is the path to come back to."""


class RefusedError(Exception):
    """The viewer may see it and may not change it; the message is the sentence to show."""


class ConflictError(Exception):
    """It stands otherwise now, as when somebody was faster; the message is the sentence to show.

    `way` is the address at which the thing stands as it is now, and the words that lead there.
    """

    def __init__(self, sentence: str, *, way: tuple[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.way = way


class ProblemsError(Exception):
    """An action refuses its values: field name to sentence, the same sentences a form shows."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{field}: {sentence}" for field, sentence in problems.items()))
        self.problems = dict(problems)


class TooManyFieldsError(Exception):
    """A form of more fields than any page of ours has."""


class TooFastError(Exception):
    """Somebody sends more than a person can; the number is the seconds to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class NewerError(ConflictError):
    """Somebody saved something newer since this page was opened. Its page shows both."""

    def __init__(self) -> None:
        super().__init__("Somebody changed this after you opened it. Nothing was saved over it.")


class DoneAlreadyError(Exception):
    """The same form was sent before and did what it is for; the message is the address it led to."""
