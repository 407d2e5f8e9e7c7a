"""What the parser of the posted sheet makes of anything at all."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import FormData

from app.frameworks.files import read_folder
from app.ratings.details_form import DetailsForm
from app.ratings.forms import SheetForm
from app.ratings.rules import Answer, Reason
from app.settings import ROOT
from app.web.forms import Posted

PROFILES = {profile.slug: profile for profile in read_folder(ROOT / "profiles").profiles}
MAPPING = PROFILES["safety-mapping"]
KEYS = [element.key for element in MAPPING.elements]

others = st.sampled_from(["clear", "keep", "go", "observed_on", "setting", "details-were"])
fields_of_elements = st.builds(
    "{}-{}".format,
    st.sampled_from(["point", "seen", "reason", "note", "revision"]),
    st.sampled_from([*KEYS, "stranger", ""]),
)
names = fields_of_elements | others | st.text(max_size=8)
odd = ["4", "9", "0", "10", "-1", "4.5", "five", "", "true", "not-observed", "e1", "a1", "court", "٤", "04", " 4 "]
values = st.sampled_from(odd) | st.text(max_size=30)
forms = st.lists(st.tuples(names, values), max_size=25)


def posted(*fields: tuple[str, str]) -> Posted:
    return Posted(FormData(list(fields)))


@given(forms)
def test_no_form_breaks_the_parser_or_gets_a_point_off_the_scale(fields: list[tuple[str, str]]) -> None:
    form = SheetForm.read(posted(*fields), MAPPING)
    assert {answer.point for answer in form.answers.values()} <= {None, *MAPPING.scale.points}
    assert set(form.answers) <= {element.key for element in MAPPING.rateable_elements}
    assert all(not (answer.point is not None and answer.not_observed) for answer in form.answers.values())


@given(forms)
def test_no_form_breaks_the_parser_of_day_and_setting(fields: list[tuple[str, str]]) -> None:
    today = date(2026, 11, 16)
    form = DetailsForm.read(posted(*fields), coached=(), today=today)
    assert "observed_on" in form.errors or (form.observed_on is not None and form.observed_on <= today)


def test_a_whole_answer_is_read() -> None:
    form = SheetForm.read(
        posted(
            ("point-content", "4"), ("seen-content", "a1"), ("seen-content", "e2"), ("reason-content", "court"),
            ("note-content", " Three questions.\r\nTo everyone. "), ("revision-content", "3"),
            ("point-context", "not-observed"), ("reason-context", "court"),
        ),
        MAPPING,
    )  # fmt: skip
    assert form.errors == {}
    assert form.answers == {
        "content": Answer(point=4, note="Three questions.\nTo everyone.", seen=frozenset({"a1", "e2"})),
        "context": Answer(not_observed=True, reason=Reason.COURT),
    }
    assert form.revisions == {"content": 3}


def test_an_element_of_which_nothing_came_is_left_alone() -> None:
    assert SheetForm.read(posted(("point-content", "4")), MAPPING).answers == {"content": Answer(point=4)}


def test_clear_takes_the_choice_back_and_keeps_the_note_and_the_taps() -> None:
    form = SheetForm.read(
        posted(("point-content", "4"), ("seen-content", "a1"), ("note-content", "Kept."), ("clear", "content")),
        MAPPING,
    )
    assert form.answers == {"content": Answer(note="Kept.", seen=frozenset({"a1"}))}


def test_keep_mine_names_the_newer_one_that_was_read_of_that_element_alone() -> None:
    form = SheetForm.read(posted(("revision-content", "1"), ("revision-context", "1"), ("keep", "content:3")), MAPPING)
    assert form.revisions == {"content": 3, "context": 1}


def test_keep_mine_without_the_newer_one_overwrites_nothing() -> None:
    form = SheetForm.read(posted(("revision-content", "1"), ("keep", "content")), MAPPING)
    assert form.revisions == {"content": -1}


def test_a_revision_that_is_no_number_agrees_with_none() -> None:
    form = SheetForm.read(posted(("revision-content", "newest"), ("revision-context", "9" * 40)), MAPPING)
    assert form.revisions == {"content": -1, "context": -1}
