"""The three questions of a pair."""

from enum import StrEnum

ANSWER_LENGTH = 2000


class Question(StrEnum):
    """The three questions that worker and coach answer together."""

    WORKING_WELL = "working-well"
    WORRIED = "worried"
    NEXT = "next"


QUESTION_WORDS = {
    Question.WORKING_WELL: "What is working well?",
    Question.WORRIED: "What are we worried about?",
    Question.NEXT: "What needs to happen next?",
}
