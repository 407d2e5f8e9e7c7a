"""The forms of the shelf: what is given, and a coach's word on it."""

from dataclasses import dataclass

from app.goals.queries import GoalView
from app.shelf.models import ShelfGift
from app.shelf.rules import Answer
from app.web.forms import Posted
from app.web.revisions import revision_of


@dataclass(frozen=True)
class GiftForm:
    """What stands in the form of the giver."""

    text: str
    with_step: bool
    revision: int | None

    @classmethod
    def fresh(cls, view: GoalView, gift: ShelfGift | None) -> "GiftForm":
        """What helped, as the look back says it, or the text that came back. The step is told by choice alone."""
        if gift is None:
            return cls(view.review.helped if view.review else "", with_step=False, revision=0)
        return cls(gift.text, with_step=gift.from_point is not None, revision=gift.revision)

    @classmethod
    def read(cls, posted: Posted) -> "GiftForm":
        return cls(posted.text("text"), with_step=posted.text("with_step") == "yes", revision=revision_of(posted))


@dataclass(frozen=True)
class WordForm:
    """A coach's word on a text that waits or stands on the shelf."""

    answer: str = ""
    wish: str = ""
    revision: int | None = None

    @classmethod
    def read(cls, posted: Posted) -> "WordForm":
        return cls(posted.text("answer"), posted.text("wish"), revision_of(posted))

    @property
    def chosen(self) -> Answer | None:
        return Answer(self.answer) if self.answer in set(Answer) else None

    @property
    def texts(self) -> dict[str, str]:
        """What is kept of the coach's own words: a wish comes with what is sent back."""
        return {"wish": self.wish} if self.chosen in (Answer.SEND_BACK, Answer.TAKE_OFF) else {}
