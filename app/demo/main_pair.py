"""The pair that the manual's pictures show: Cora and Wren on Safety Mapping, each with own points, notes and taps."""

from app.pairs.rules import Question
from app.ratings.rules import Answer, Kind, Reason

WORKER, COACH, PROFILE = "Wren", "Cora", "safety-mapping"


def _saw(point: int, note: str, *seen: str) -> Answer:
    return Answer(point=point, not_observed=False, reason=None, note=note, seen=frozenset(seen))


ANSWERS: dict[Kind, dict[str, Answer]] = {
    Kind.COACH: {
        "group-agreements": _saw(
            7, "Asked the grandmother what would make it safe to speak, and wrote her words on the wall first.",
            "a1", "d1", "d2",
        ),
        "stakeholders": _saw(
            4, "Mother and grandmother took part. The neighbor was named but not yet invited.", "e2", "a1"
        ),
        "context": _saw(5, "Asked about shift work before setting a time.", "e1", "a1"),
        "content": _saw(5, "Three questions to everyone; some answers were shortened on the map.", "a1"),
        "next-steps": Answer(
            point=None, not_observed=True, reason=Reason.COURT, note="The meeting ended early for a court date.",
            seen=frozenset(),
        ),
    },
    Kind.SELF: {
        "group-agreements": _saw(
            7, "I explained why we make agreements and let the family write most of them.", "e1", "a1", "d1"
        ),
        "stakeholders": _saw(
            6, "I called the neighbor the next day, and the teacher sent her view by phone.", "e2", "a1", "a2", "a3"
        ),
        "context": _saw(5, "I asked each person what gets in the way of coming.", "a1"),
        "content": _saw(6, "I used the family’s own words for most of the map.", "a1", "a2", "d1"),
        "next-steps": _saw(5, "We wrote down who calls whom until Friday.", "e3", "e4", "a3"),
    },
}  # fmt: skip
# Who wrote which answer; the third question is left for the next coaching session.
QUESTIONS: dict[Question, tuple[str, str]] = {
    Question.WORKING_WELL: (
        COACH, "The family wrote the agreements, and the grandmother spoke first. Keep that opening."
    ),
    Question.WORRIED: (WORKER, "People who could help are named, but come late or not at all."),
}  # fmt: skip


def is_main_pair(worker: str, slug: str, back: int) -> bool:
    return (worker, slug, back) == (WORKER, PROFILE, 0)


def coach_points() -> dict[str, int]:
    """Where the coach's points of the months before lead."""
    coach, own = ANSWERS[Kind.COACH], ANSWERS[Kind.SELF]
    points = {key: answer.point or own[key].point for key, answer in coach.items()}
    return {key: point for key, point in points.items() if point is not None}
