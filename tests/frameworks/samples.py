"""A small sound framework, scale and profile, as text to be spoilt one way at a time, and what reading then says."""

from pathlib import Path

import pytest

from app.frameworks.files import Problem, ProfileFilesError, read_folder

FRAMEWORK = """\
kind: framework
slug: fw
title: A framework
short_title: FW
place: 1
profiles: [mapping]
about: What it is.
sources:
  - {key: doc, document: A document, publisher: A publisher, year: 2013, pages: "1-2", license_note: Restated.}
sections:
  - key: values
    title: Values
    source: doc
    entries:
      - key: respect
        title: Respect
        figure: {value: "22%", n: null, period: "2023"}
        lists:
          - title: Principles
            items:
              - {key: p1, text: Be kind., parts: [To children, To parents]}
"""
SCALE = """\
kind: scale
slug: four
title: Four points
source: {document: A document, publisher: A publisher, license_note: Restated.}
about: Two stages.
words_describe: top-of-stage
stages:
  - {key: low, title: Low, tagline: Now using, words: Uses it., points: [1, 2]}
  - {key: high, title: High, words: Sustains it., points: [3, 4]}
"""
PROFILE = """\
kind: profile
framework: fw
slug: mapping
title: Mapping
scale: four
source: {document: A document, publisher: A publisher, license_note: Restated.}
fits: [social-worker]
about: A map.
components: [respect]
elements:
  - key: purpose
    title: Purpose
    definition: Why.
    group: respect
    evidence: [explain]
    components: [respect]
    stages:
      low: {indicators: [{key: e1, text: Make a map., starting_point: true}]}
      high:
        builds_on_previous: true
        indicators:
          - {key: a1, text: Share the map.}
          - {key: a2, text: Keep the map., parts: [Here, There]}
  - {key: next-steps, title: Next steps, status: under-development}
"""
LEVELS = SCALE.replace("top-of-stage", "level")


def folder_with(root: Path, *, profile: str = PROFILE, scale: str = SCALE, framework: str = FRAMEWORK) -> Path:
    folder = root / "fw"
    folder.mkdir()
    for name, text in {"framework": framework, "scale": scale, "mapping": profile}.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return root


def problems_of(path: Path) -> list[Problem]:
    """What reading refuses; the test fails where it does not."""
    with pytest.raises(ProfileFilesError) as refused:
        read_folder(path)
    return refused.value.problems


def one_problem(path: Path) -> Problem:
    problems = problems_of(path)
    assert len(problems) == 1, problems
    return problems[0]
