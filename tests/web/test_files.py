"""Style sheets, scripts and the font: packed, kept for a year, and small."""

import gzip
from collections.abc import Callable

from app.settings import ROOT
from app.web.pages import asset
from tests.conftest import Browser

Browse = Callable[..., Browser]


def test_a_script_comes_packed_and_is_kept_for_a_year(browse: Browse) -> None:
    answer = browse().get(asset("js/rating.js"), **{"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_the_script_of_a_first_visit_is_small() -> None:
    files = ("vendor/htmx-4.0.1.min.js", "js/app.js", "js/rating.js", "js/time-out.js")
    packed = sum(len(gzip.compress((ROOT / "static" / name).read_bytes(), 6)) for name in files)
    assert packed <= 20_000


def test_a_file_that_is_not_there_tells_nothing(browse: Browse) -> None:
    for path in ("/static/nothing.js", "/static/../pyproject.toml", "/static/%2e%2e/pyproject.toml"):
        assert browse().get(path).status_code == 404
