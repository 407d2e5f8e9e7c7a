"""The page that explains figures: its pictures and its numbers are what the package computes today."""

import re
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from app.cli.main import app as ninestep
from app.cli.statistics import commands as statistics
from app.settings import ROOT
from app.statistics.published.compare import read
from docs.drawing import svg
from docs.facts import growth, raters, shares
from docs.invented import data
from docs.pictures import FOLDER, PICTURES

PAGE = (ROOT / "docs" / "figures.md").read_text(encoding="utf-8")
FACTS = raters.FACTS | growth.FACTS | shares.FACTS
SVG = "{http://www.w3.org/2000/svg}"
# What may be drawn with: no script, no style, nothing that is fetched, nothing that moves.
_ELEMENTS = {"svg", "title", "desc", "defs", "pattern", "rect", "line", "path", "circle", "text"}
_REASONS = ("not computable:", "cannot tell yet:", "not enough data", "not shown")


def sections() -> dict[str, str]:
    """The text below each heading, by the heading."""
    parts = re.split(r"^#{2,3} (.+)$", PAGE, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


SECTIONS = sections()


def in_one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def bold_numbers(text: str) -> list[str]:
    return [words for words in re.findall(r"\*\*([^*]+)\*\*", text) if re.search(r"\d", words)]


def sentences(text: str) -> list[str]:
    """What the page quotes as said in the place of a figure."""
    quoted = re.findall(r"`([^`]+)`", in_one_line(text))
    return [words for words in quoted if words.startswith(_REASONS)]


def tree(name: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg(PICTURES[name]()))  # noqa: S314 # It was written here, a moment ago.


def anchor(heading: str) -> str:
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_is_what_is_drawn_today(name: str) -> None:
    assert (FOLDER / f"{name}.svg").read_text(encoding="utf-8") == svg(PICTURES[name]())


def test_no_other_picture_lies_in_the_folder() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(f"{name}.svg" for name in PICTURES)


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_can_be_read_without_seeing_it(name: str) -> None:
    root = tree(name)
    title, description = root[0], root[1]
    assert (title.tag, description.tag) == (f"{SVG}title", f"{SVG}desc")
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert f"![{title.text}](figures/{name}.svg)" in PAGE
    assert re.search(r"[\w%)][.]$", description.text or "")
    assert description.text != title.text


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_is_a_still_card_whose_words_stay_large_enough_on_a_phone(name: str) -> None:
    root = tree(name)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= _ELEMENTS
    names = {attribute for element in root.iter() for attribute in element.attrib}
    assert not any(attribute == "style" or attribute.startswith("on") or "href" in attribute for attribute in names)
    width = float(root.attrib["width"])
    sizes = [float(element.get("font-size", root.attrib["font-size"])) for element in root.iter(f"{SVG}text")]
    on_a_phone = min(1, 358 / width)
    assert min(sizes) * on_a_phone >= 12
    ground = root.find(f"{SVG}rect")
    assert ground is not None
    assert ground.get("fill") == "#ffffff"


def test_every_figure_has_a_section_and_every_picture_a_place() -> None:
    explained = [heading for heading, text in SECTIONS.items() if "*It answers:*" in text]
    assert explained == list(FACTS)
    assert [facts().picture for facts in FACTS.values()] == list(PICTURES)


@pytest.mark.parametrize("heading", FACTS)
def test_every_bold_number_is_what_the_package_computes(heading: str) -> None:
    assert bold_numbers(SECTIONS[heading]) == list(FACTS[heading]().numbers)


@pytest.mark.parametrize("heading", FACTS)
def test_a_worked_example_has_no_digit_that_is_not_held_to_the_package(heading: str) -> None:
    examples = [line for line in SECTIONS[heading].splitlines() if line.startswith(">")]
    assert examples[0].startswith("> **For example.**")
    held = re.sub(r"\*\*[^*]+\*\*|\]\([^)]*\)|95 of 100", "", " ".join(examples))
    assert re.findall(r".{0,20}(?<![A-Za-z])\d.{0,20}", held) == []


@pytest.mark.parametrize("heading", FACTS)
def test_what_stands_in_the_place_of_a_figure_is_what_the_package_says(heading: str) -> None:
    assert sentences(SECTIONS[heading]) == list(FACTS[heading]().sentences)


@pytest.mark.parametrize("heading", FACTS)
def test_every_section_answers_the_same_questions(heading: str) -> None:
    text = SECTIONS[heading]
    for question in ("*It answers:*", "*It does not say*", "*Shown from:*", "*Until then:*"):
        assert text.count(question) == 1, question
    assert f"(figures/{FACTS[heading]().picture}.svg)" in text


def test_the_page_says_in_which_files_each_figure_is_worked_out() -> None:
    rows = re.findall(r"^\| \[[^]]+\]\(#([\w-]+)\) \| (.+) \|$", SECTIONS["Check it yourself"], flags=re.MULTILINE)
    named = [(place, tuple(re.findall(r"`([\w/]+\.py)`", files))) for place, files in rows]
    assert named == [(anchor(heading), facts().modules) for heading, facts in FACTS.items()]
    assert [file for _, files in named for file in files if not (ROOT / "app" / "statistics" / file).is_file()] == []


def test_the_contents_lead_to_every_section() -> None:
    links = re.findall(r"\]\(#([^)]+)\)", PAGE)
    places = {anchor(heading) for heading in SECTIONS}
    assert set(links) <= places
    contents = PAGE[: PAGE.index("\n## ")]
    listed = re.findall(r"\]\(#([^)]+)\)", contents)
    chapters = {anchor(heading) for heading in re.findall(r"^## (.+)$", PAGE, flags=re.MULTILINE)}
    assert {anchor(heading) for heading in FACTS} <= set(listed)
    assert places - set(listed) <= chapters
    assert len(listed) == len(set(listed))


def printed_after(words: str) -> str:
    (printed,) = re.findall(rf"{re.escape(words)}\n\n```text\n(.*?)```", PAGE, flags=re.DOTALL)
    return str(printed)


def test_the_page_prints_what_the_command_prints() -> None:
    printed = printed_after("For instance, `ninestep statistics share 45 60 --bar 0.75` prints:")
    assert CliRunner().invoke(ninestep, ["statistics", "share", "45", "60", "--bar", "0.75"]).stdout == printed


def test_the_page_shows_a_line_of_the_check_and_says_where_expected_figures_come_from() -> None:
    found = CliRunner().invoke(ninestep, ["statistics", "check"])
    lines = [in_one_line(line).strip() for line in found.stdout.splitlines()]
    assert printed_after("below an example's name and source:").strip() in lines
    kinds = {words for line in lines for words in re.findall(r"^\d+ figures: (.+)\.$", line)}
    text = re.sub(r"```.*?```", "", SECTIONS["Check it yourself"], flags=re.DOTALL)
    assert {words for words in re.findall(r"`([^`]+)`", in_one_line(text)) if words in kinds} == kinds
    assert len(kinds) == 3


def test_the_page_counts_and_names_the_commands_that_print_figures_today() -> None:
    names = [command.name for command in statistics.registered_commands]
    assert "Today three commands print some of them" in in_one_line(PAGE)
    assert re.findall(r"^\| `ninestep statistics (\w+)", PAGE, flags=re.MULTILINE) == ["check", "agreement", "share"]
    assert sorted(map(str, names)) == ["agreement", "check", "share"]


def test_the_table_with_hidden_counts_is_the_worked_example() -> None:
    example = next(one for one in read() if one.key.startswith("E31"))
    assert "the worked example E31" in in_one_line(PAGE)
    assert example.data["counts"] == [list(row) for row in data.PEOPLE]
    assert example.data["stages"] == list(data.STAGES)


@pytest.mark.parametrize("word", ["strict", "lenient", "severity", "harsh", "trust", "cheapest", "interval"])
def test_the_page_keeps_to_words_that_label_nobody_and_need_no_dictionary(word: str) -> None:
    prose = re.sub(r"`[^`]*`|\]\([^)]*\)", "", PAGE)
    assert word not in prose.lower()


@pytest.mark.parametrize(
    "word", ["p-value", "significan", "substantial agreement", "almost perfect", "outlier", "failed", "underperform"]
)
def test_no_verdict_is_passed_on_anybody(word: str) -> None:
    assert word not in PAGE.lower()
