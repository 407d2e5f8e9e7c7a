"""What was published is what the program computes."""

import pytest

from app.statistics.published import COMPUTED, Example, compare, read

EXAMPLES = read()


def test_every_example_is_computed_and_nothing_else() -> None:
    assert {example.key for example in EXAMPLES} == set(COMPUTED)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.key)
def test_what_was_published_is_what_is_computed(example: Example) -> None:
    lines = compare(example, COMPUTED[example.key](example.data))
    assert lines
    assert [line for line in lines if not line.holds] == []
