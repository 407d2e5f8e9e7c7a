"""How much room words take in a drawing, and how the words over a gap are set."""

from app.web.words import sentence_case

LINE = 18.0  # from one line of words to the next
_NO_POINTS = "No points"
_LETTER = 6.9  # a letter's usual width
_WIDTHS = dict.fromkeys("fijlrtI1 ,.:’", 4.3) | dict.fromkeys("mwMW", 11.5)


def length_of(words: str) -> float:
    """How wide words are, near enough to keep them from running into each other."""
    return len(words) * _LETTER


def width_of(words: str) -> float:
    """Nearer than `length_of`, letter by letter: where a name must not run out of its drawing."""
    return sum(_WIDTHS.get(letter, 7.9) for letter in words)


def gap_lines(reason: str, room: float, height: float) -> list[str]:
    """Why a gap has no points, across it; no lines when a word is wider than the room or the lines are too many."""
    lines = _wrapped(sentence_case(reason) or _NO_POINTS, room)
    fits = max(length_of(line) for line in lines) <= room and len(lines) * LINE <= height / 2
    return lines if fits else []


def gap_upright(reason: str, height: float) -> str:
    """The same along the gap: a long reason gives way, and stands in the table beside the chart."""
    return sentence_case(reason) if reason and length_of(reason) <= height / 2 else _NO_POINTS


def _wrapped(words: str, room: float) -> list[str]:
    lines: list[str] = []
    for word in words.split():
        if lines and length_of(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
