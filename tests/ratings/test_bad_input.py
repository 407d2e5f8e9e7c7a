"""What the form must stand up to: a clear sentence, what was typed kept, nothing stored."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import col

from app.db import Database
from app.people.rules import DAY_NEEDED
from app.ratings.models import Assessment, Rating
from app.ratings.rules import Answer
from tests.conftest import Browser
from tests.ratings.conftest import Desk, submit
from tests.world import World

Browse = Callable[..., Browser]
HOSTILE = '<script>alert(1)</script> {{ 7 * 7 }} {% raw %} & "quoted" ‘’ </textarea>'
NO_POINT = "is not a point of this scale. Choose 1 to 9, or “not observed”."

BAD: list[tuple[dict[str, Any], str]] = [
    ({"point-content": "0"}, f"“0” {NO_POINT}"),
    ({"point-content": "10"}, f"“10” {NO_POINT}"),
    ({"point-content": "-1"}, f"“-1” {NO_POINT}"),
    ({"point-content": "4.5"}, f"“4.5” {NO_POINT}"),
    ({"point-content": "five"}, f"“five” {NO_POINT}"),
    ({"point-content": "true"}, f"“true” {NO_POINT}"),
    ({"point-content": "04"}, f"“04” {NO_POINT}"),
    ({"point-content": "٤"}, f"“٤” {NO_POINT}"),
    ({"point-content": "9" * 5000}, f"“{'9' * 20}…” {NO_POINT}"),
    ({"point-content": "<b>"}, f"“<b>” {NO_POINT}"),
    ({"point-content": ""}, "No point came with this. Choose 1 to 9, or “not observed”."),
    ({"point-content": ["4", "5"]}, "Two choices came for this element. Choose one."),
    ({"point-content": ["4", "not-observed"]}, "Two choices came for this element. Choose one."),
    ({"point-content": "not-observed", "reason-content": "tired"}, "Choose a reason from the list, or none."),
    ({"seen-content": "z9"}, "One of the taps belongs to another element."),
    ({"note-content": "x" * 10_001}, "This note has 10,001 characters and 10,000 fit. Take out 1."),
]


@pytest.fixture
def draft(desk: Desk) -> str:
    return f"/assessments/{desk.draft('cora', 'wren')}"


def stored(database: Database) -> int:
    with database.reading() as db:
        return db.scalar(sa.select(sa.func.count()).select_from(Rating)) or 0


@pytest.mark.parametrize(("fields", "sentence"), BAD)
def test_a_bad_element_is_explained_beside_it_and_nothing_is_stored(
    browse: Browse, draft: str, database: Database, fields: dict[str, Any], sentence: str
) -> None:
    cora = browse("cora")
    alone = cora.post(f"{draft}/elements/content", {"note-content": "Typed.", "revision-content": "0", **fields})
    assert alone.status_code == 422
    assert sentence in unescape(alone.text)
    sheet = {"note-context": "Typed elsewhere.", "point-context": "5", "revision-content": "0", **fields}
    whole = cora.post(draft, sheet)
    page = unescape(whole.text)
    assert whole.status_code == 422
    assert page.count(sentence) == 2  # once at the top, once beside the field
    assert "Typed elsewhere." in page
    assert fields.get("note-content", "") in page
    assert stored(database) == 0


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("purpose", "Purpose takes no points: it is not in our copy."),
        ("harm-statement", "Something on this sheet is not part of Safety Mapping."),
        ("x" * 300, "Something on this sheet is not part of Safety Mapping."),
        ("{{ 7 * 7 }}", "Something on this sheet is not part of Safety Mapping."),
    ],
)
def test_an_element_that_is_not_there_or_takes_no_rating_is_refused(
    browse: Browse, draft: str, database: Database, key: str, sentence: str
) -> None:
    cora = browse("cora")
    alone = cora.post(f"{draft}/elements/{key}", {f"point-{key}": "4"})
    assert (alone.status_code, sentence in unescape(alone.text)) == (422, True)
    whole = cora.post(draft, {"point-content": "4", "note-content": "Kept.", f"point-{key}": "4"})
    assert (whole.status_code, sentence in unescape(whole.text)) == (422, True)
    assert "Kept." in whole.text
    assert stored(database) == 0


def test_an_element_of_which_nothing_came_does_not_empty_what_is_stored(
    browse: Browse, desk: Desk, database: Database
) -> None:
    path = f"/assessments/{desk.draft('cora', 'wren', answers={'content': Answer(point=4, note='Kept.')})}"
    cora = browse("cora")
    assert cora.post(f"{path}/elements/content").status_code == 422
    assert cora.post(path, {"go": "save"}).status_code == 303
    assert "Kept." in cora.get(path).text


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2026-11-17", "This day lies ahead. Choose today or an earlier day."),
        ("2099-12-31", "This day lies ahead. Choose today or an earlier day."),
        ("9999-12-31", DAY_NEEDED),
        ("2026-05-31", "The coaching agreement begins on June 1, 2026. Choose that day or a later one."),
        ("2025-11-15", "This day is more than a year ago. Choose a later day."),
        ("1951-01-01", "This day is more than a year ago. Choose a later day."),
        ("0001-01-01", DAY_NEEDED),
        ("2026-02-30", DAY_NEEDED),
        ("2026-W47-1", DAY_NEEDED),
        ("20261116", DAY_NEEDED),
        ("yesterday", DAY_NEEDED),
        ("", DAY_NEEDED),
    ],
)
def test_a_day_that_does_not_do_is_refused_at_every_door(
    browse: Browse, world: World, draft: str, database: Database, day: str, sentence: str
) -> None:
    cora = browse("cora")
    fields = {"observed_on": day, "setting": "home-visit"}
    started = cora.post(
        f"/workers/{world['wren']}/assessments", {"profile": str(world.profiles["harm-and-danger"]), **fields}
    )
    alone = cora.post(f"{draft}/details", fields)
    whole = cora.post(draft, {**fields, "point-content": "4", "note-content": "Kept."})
    for answer in (started, alone, whole):
        assert (answer.status_code, sentence in unescape(answer.text)) == (422, True)
    assert f'value="{day}"' in started.text
    assert f'value="{day}"' in whole.text
    assert "Kept." in whole.text
    assert stored(database) == 0
    with database.reading() as db:
        assert [str(found) for found in db.scalars(sa.select(col(Assessment.observed_on)))] == ["2026-11-16"]


def test_a_worker_may_look_back_before_the_agreement(browse: Browse, world: World) -> None:
    fields = {"profile": str(world.profiles["safety-mapping"]), "observed_on": "2026-05-31"}
    assert browse("wren").post(f"/workers/{world['wren']}/assessments", fields).status_code == 303


def test_a_setting_that_is_not_on_the_list_is_refused(browse: Browse, draft: str) -> None:
    answer = browse("cora").post(f"{draft}/details", {"observed_on": "2026-11-16", "setting": "on-the-moon"})
    assert (answer.status_code, "Choose a setting from the list." in answer.text) == (422, True)


@pytest.mark.parametrize("profile", ["", "no-id", "00000000-0000-0000-0000-000000000000", "actions-manager"])
def test_a_profile_that_is_not_on_offer_is_refused(browse: Browse, world: World, profile: str) -> None:
    chosen = str(world.profiles.get(profile, profile))
    answer = browse("cora").post(
        f"/workers/{world['wren']}/assessments", {"profile": chosen, "observed_on": "2026-11-16"}
    )
    assert (answer.status_code, "Choose one of these profiles." in answer.text) == (422, True)


def test_a_day_taken_by_another_draft_or_a_submitted_one_is_refused(browse: Browse, desk: Desk, draft: str) -> None:
    other = desk.draft("cora", "wren", on=desk.clock().date().replace(day=12))
    cora = browse("cora")
    taken = cora.post(f"/assessments/{other}/details", {"observed_on": "2026-11-16"})
    assert (taken.status_code, "another draft" in taken.text) == (422, True)
    cora.post(f"{draft}/elements/content", {"point-content": "4"})
    submit(cora, draft)
    taken = cora.post(f"/assessments/{other}/details", {"observed_on": "2026-11-16"})
    assert (taken.status_code, "already submitted" in taken.text) == (422, True)


def test_a_good_day_and_a_bad_point_store_neither(browse: Browse, draft: str, database: Database) -> None:
    fields = {"observed_on": "2026-11-12", "setting": "home-visit", "point-content": "10"}
    assert browse("cora").post(draft, fields).status_code == 422
    with database.reading() as db:
        assert [str(found) for found in db.scalars(sa.select(col(Assessment.observed_on)))] == ["2026-11-16"]


def test_hostile_text_in_a_note_is_shown_as_text_everywhere(browse: Browse, draft: str) -> None:
    cora = browse("cora")
    fields = {"point-content": "4", "note-content": HOSTILE, "revision-content": "0"}
    assert cora.post(f"{draft}/elements/content", fields).status_code == 200
    pages = [cora.get(draft), cora.get(f"{draft}/review"), cora.post(draft, {**fields, "point-content": "10"})]
    pair, wren = str(submit(cora, draft).headers["location"]).partition("?")[0], browse("wren")
    assert wren.post(f"{pair}/opening", {"confirm": "yes"}).status_code == 303
    for answer in [*pages, cora.get(draft), wren.get(draft), wren.get(pair), cora.get(pair)]:
        assert answer.status_code in {200, 422}
        assert "<script>alert" not in answer.text
        assert "{{ 7 * 7 }}" in answer.text
        assert HOSTILE in unescape(answer.text)


def test_a_note_of_exactly_ten_thousand_characters_fits(browse: Browse, draft: str) -> None:
    fields = {"note-content": "é" * 10_000, "revision-content": "0"}
    assert browse("cora").post(f"{draft}/elements/content", fields).status_code == 200


def test_a_sheet_of_all_elements_with_long_notes_fits(browse: Browse, desk: Desk) -> None:
    wren = browse("wren")
    path = f"/assessments/{desk.draft('wren', 'wren', profile='actions-social-worker')}"
    keys = [f"{value}-{number}" for value in ("family-relationships", "kinship-partners") for number in range(1, 7)]
    sheet = {f"note-{key}": "word " * 1999 for key in keys}
    assert wren.post(path, sheet).status_code == 303
    assert wren.get(path).text.count("word word word") > len(keys)


@pytest.mark.parametrize("path", ["/assessments/not-an-id", "/assessments/00000000-0000-0000-0000-000000000000"])
def test_an_id_of_nothing_is_not_there(browse: Browse, path: str) -> None:
    cora = browse("cora")
    assert [cora.get(path).status_code, cora.post(path, {"go": "save"}).status_code] == [404, 404]


def test_a_form_without_its_token_changes_nothing(browse: Browse, draft: str, database: Database) -> None:
    answer = browse("cora").post(f"{draft}/elements/content", {"point-content": "4", "csrf_token": "other"})
    assert answer.status_code == 403
    assert stored(database) == 0
