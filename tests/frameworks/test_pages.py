"""The pages to read: every framework, every profile with all its words, and the paper form of each."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from app.db import Database
from app.frameworks import words
from app.frameworks.actions import load
from app.frameworks.files import Library, read_folder
from app.frameworks.profile import Profile, Status
from app.ratings.rules import REASON_WORDS, SETTING_WORDS
from tests.clock import START
from tests.conftest import Browser
from tests.frameworks import reference_counts
from tests.frameworks.samples import PROFILE, folder_with

PROFILES = Path(__file__).parents[2] / "profiles"
ALL = (
    "sop/safety-planning", "sop/childs-perspective", "sop/harm-and-danger", "sop/safety-networks",
    "sop/safety-mapping", "set/key-expectations", "set/actions-social-worker", "set/actions-supervisor",
    "set/actions-manager",
)  # fmt: skip
SOP = ALL[:5]
ADDRESSES = (
    "/profiles", "/profiles/sop", "/profiles/nd", "/profiles/sop/safety-mapping", "/profiles/sop/safety-mapping/paper",
)  # fmt: skip
Browse = Callable[..., Browser]


@pytest.fixture(scope="module")
def library() -> Library:
    return read_folder(PROFILES)


def profile_at(library: Library, address: str) -> Profile:
    framework, _, slug = address.partition("/")
    return library.profile(framework, slug)


def main_part(browser: Browser, path: str) -> str:
    """What stands between the top bar and the foot of the page, as markup."""
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return answer.text.partition("<main")[2].partition("</main>")[0]


def text_of(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def said(browser: Browser, path: str) -> str:
    return text_of(main_part(browser, path))


def one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("who", ["wren", "cora", "sue", "ada", "otto"])
def test_whoever_is_signed_in_can_read_the_profiles(browse: Browse, who: str) -> None:
    browser = browse(who)
    assert [browser.get(path).status_code for path in ADDRESSES] == [200] * len(ADDRESSES)


@pytest.mark.parametrize("path", ADDRESSES)
def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(browse: Browse, path: str) -> None:
    answer = browse().get(path)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?next=" + path.replace("/", "%2F")


@pytest.mark.parametrize(
    "path",
    [
        "/profiles/nobody", "/profiles/sop/nothing", "/profiles/set/safety-mapping", "/profiles/nd/figures",
        "/profiles/sop/nothing/paper", "/profiles/sop/safety-mapping/pdf", "/profiles/SOP", "/profiles/",
    ],
)  # fmt: skip
def test_a_profile_that_is_not_there_is_not_found(browse: Browse, path: str) -> None:
    assert browse("wren").get(path).status_code == 404


def test_the_list_shows_every_framework_and_profile_with_its_size_in_words(browse: Browse) -> None:
    page = main_part(browse("wren"), "/profiles")
    places = [page.index(f'id="{slug}"') for slug in ("sop", "set", "ct", "nd")]
    assert places == sorted(places)
    assert re.findall(r'href="/profiles/(\w+/[\w-]+)"', page) == list(ALL)
    told = text_of(page)
    assert "Safety Planning Eight elements; seven of them can be rated. For social workers, supervisors" in told
    assert "Harm and Danger/Risk Statements Eight elements, all of them can be rated." in told
    assert "Key manager actions 36 elements, all of them can be rated. For managers." in told
    assert "Its publisher has announced five practice profiles and has not published them yet" in told
    assert "This framework has no practice profiles." in told


@pytest.mark.parametrize("slug", ["sop", "set", "ct", "nd"])
def test_a_framework_shows_its_whole_shelf_and_its_sources(browse: Browse, library: Library, slug: str) -> None:
    framework = library.framework(slug)
    told = said(browse("wren"), f"/profiles/{slug}")
    for section in framework.sections:
        assert section.title in told
        for entry in section.entries:
            assert entry.title in told
            assert one_line(entry.text) in told
            items = [item for listed in entry.lists for item in listed.items]
            assert [text for item in items for text in (item.text, *item.parts) if one_line(text) not in told] == []
    for source in framework.sources:
        assert all(part in told for part in (source.document, source.publisher, str(source.year)))
        assert one_line(source.license_note) in told


def test_the_figures_of_north_dakota_stand_as_printed_with_n_not_published(browse: Browse) -> None:
    told = said(browse("wren"), "/profiles/nd")
    for value, period in reference_counts.ND_FIGURES.values():
        assert f"{value} , n not published ({period})" in told
    assert told.count("n not published") == len(reference_counts.ND_FIGURES)


def test_the_profiles_that_connecticut_announced_are_named_and_not_made_up(browse: Browse, library: Library) -> None:
    page = main_part(browse("wren"), "/profiles/ct")
    titles = [entry.title for entry in words.announced(library.framework("ct"))]
    assert len(titles) == 5
    assert text_of(page).count("announced, not published yet") == 5
    assert all(title in text_of(page) for title in titles)
    assert re.findall(r'href="/profiles/ct/', page) == []


@pytest.mark.parametrize("address", ALL)
def test_every_word_of_a_profile_stands_on_its_page(browse: Browse, library: Library, address: str) -> None:
    profile = profile_at(library, address)
    told = said(browse("wren"), f"/profiles/{address}")
    assert one_line(profile.about) in told
    for stage in profile.scale.stages:
        assert one_line(stage.words) in told
    for element in profile.elements:
        assert element.title in told
        assert one_line(element.definition) in told
        for indicator in element.indicators:
            assert all(one_line(text) in told for text in (indicator.text, *indicator.parts))
    assert profile.source.document in told
    assert one_line(profile.source.license_note) in told
    assert "Version 1 in Ninestep." in told


@pytest.mark.parametrize("address", ALL)
def test_every_word_to_rate_by_stands_on_the_paper_form(browse: Browse, library: Library, address: str) -> None:
    profile = profile_at(library, address)
    told = said(browse("otto"), f"/profiles/{address}/paper")
    for element in profile.elements:
        assert element.title in told
        for indicator in element.indicators:
            assert all(one_line(text) in told for text in (indicator.text, *indicator.parts))
    boxes = " ".join(str(point) for point in profile.scale.points)
    assert told.count("Not observed, reason") == len(profile.rateable_elements)
    if profile.scale.is_single_point:
        assert told.count(boxes) == len(profile.rateable_elements)
        assert all(one_line(stage.words) in told for stage in profile.scale.stages)


@pytest.mark.parametrize("address", ALL)
def test_the_page_and_the_form_show_each_indicator_once(browse: Browse, library: Library, address: str) -> None:
    indicators = sum(len(element.indicators) for element in profile_at(library, address).elements)
    browser = browse("wren")
    assert main_part(browser, f"/profiles/{address}").count("indicator-read") == indicators
    page = main_part(browser, f"/profiles/{address}/paper")
    in_stages = re.findall(r'<div class="paper-stage .*?<p class="paper-points">', page, re.DOTALL)
    assert sum(stage.count('class="box"') for stage in in_stages) == indicators


@pytest.mark.parametrize("address", SOP)
def test_what_builds_on_the_stage_before_says_so_where_the_profile_does(
    browse: Browse, library: Library, address: str
) -> None:
    profile = profile_at(library, address)
    texts = [text for element in profile.elements for text in element.stages]
    building = [text.stage for text in texts if text.builds_on_previous]
    browser = browse("wren")
    told, paper = said(browser, f"/profiles/{address}"), said(browser, f"/profiles/{address}/paper")
    assert told.count("Everything in Emergent, plus") == paper.count("all of Emergent, plus:")
    assert told.count("Everything in Emergent, plus") == building.count("accomplished")
    assert told.count("Everything in Accomplished, plus") == building.count("distinguished")
    assert paper.count("all of Accomplished, plus:") == building.count("distinguished")


def test_a_starting_point_is_told_quietly_and_nowhere_else(browse: Browse, library: Library) -> None:
    profile = profile_at(library, "sop/safety-mapping")
    marked = [item for element in profile.elements for item in element.indicators if item.starting_point]
    page = main_part(browse("wren"), "/profiles/sop/safety-mapping")
    assert page.count("A starting point: describes early practice") == len(marked) > 0
    assert one_line(f"{marked[0].text} A starting point: describes early practice") in text_of(page)


def test_elements_that_take_no_points_say_why(browse: Browse) -> None:
    browser = browse("wren")
    mapping = said(browser, "/profiles/sop/safety-mapping")
    assert mapping.count(words.EXPLANATION[Status.NOT_IN_OUR_COPY]) == 3
    assert words.EXPLANATION[Status.UNDER_DEVELOPMENT] not in mapping
    assert said(browser, "/profiles/sop/safety-planning").count(words.EXPLANATION[Status.UNDER_DEVELOPMENT]) == 1
    assert (
        "Purpose, Desired Outcomes and Reflection are not in our copy of the source. There is nothing to rate there."
        in said(browser, "/profiles/sop/safety-mapping/paper")
    )
    assert "Next Steps is under development at the publisher." in said(browser, "/profiles/sop/safety-planning/paper")
    assert "nothing to rate" not in said(browser, "/profiles/sop/harm-and-danger/paper")


@pytest.mark.parametrize("address", ["set/actions-social-worker", "set/actions-supervisor", "set/actions-manager"])
def test_the_actions_of_set_stand_under_their_value(browse: Browse, library: Library, address: str) -> None:
    browser = browse("wren")
    for path in (f"/profiles/{address}", f"/profiles/{address}/paper"):
        told = said(browser, path)
        at = 0
        for group in profile_at(library, address).groups:
            assert group.key is not None
            at = told.index(library.framework("set").section("values").entry(group.key).title, at)
            for element in group.elements:
                at = told.index(element.title, at)


FIVE_STAGES = """\
kind: scale
slug: four
title: Five stages
source: {document: A document, publisher: A publisher, license_note: Restated.}
about: Five stages of two points.
words_describe: top-of-stage
stages:
  - {key: low, title: Low, words: Uses it., points: [1, 2]}
  - {key: high, title: High, words: Sustains it., points: [3, 4]}
  - {key: higher, title: Higher, words: Spreads it., points: [5, 6]}
  - {key: top, title: Top, words: Leads it., points: [7, 8]}
  - {key: peak, title: Peak, words: Renews it., points: [9, 10]}
"""
MORE_STAGES = """
      higher: {builds_on_previous: true, indicators: [{key: b1, text: Show the map.}]}
      top: {indicators: [{key: c1, text: Teach the map.}]}
      peak: {indicators: [{key: d1, text: Redraw the map.}]}
  - {key: next-steps"""


def test_any_other_scale_is_read_and_printed_the_same_way(browse: Browse, database: Database, tmp_path: Path) -> None:
    profile = PROFILE.replace("\n  - {key: next-steps", MORE_STAGES)
    library = read_folder(folder_with(tmp_path, scale=FIVE_STAGES, profile=profile))
    with database.writing() as db:
        load(db, library, at=START)
    browser = browse("wren")
    told, paper = said(browser, "/profiles/fw/mapping"), said(browser, "/profiles/fw/mapping/paper")
    assert "Peak 9–10 Redraw the map." in told
    assert "Higher 5–6 Everything in High, plus Show the map." in told
    assert "The words show the top of a stage (2, 4, 6, 8 and 10)" in paper
    assert "Higher all of High, plus: Show the map. 5 6 Top Teach the map. 7 8 Peak Redraw the map. 9 10" in paper
    assert main_part(browser, "/profiles/fw/mapping/paper").count("paper-of-5") == 1


def test_links_to_what_can_help_lead_to_the_shelf(browse: Browse, library: Library) -> None:
    browser = browse("wren")
    page = main_part(browser, "/profiles/sop/childs-perspective")
    anchors = set(re.findall(r'href="/profiles/sop#([\w-]+)"', page))
    assert "components--voices-of-children" in anchors
    shelf = main_part(browser, "/profiles/sop")
    assert [anchor for anchor in anchors if f'id="{anchor}"' not in shelf] == []


@pytest.mark.parametrize("path", [*ADDRESSES, "/profiles/set", "/profiles/ct", "/profiles/set/actions-manager"])
def test_no_id_stands_twice_and_every_link_inside_a_page_arrives(browse: Browse, path: str) -> None:
    page = browse("cora").get(path).text
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))
    assert [target for target in re.findall(r'href="#([^"]+)"', page) if target not in ids] == []


def test_the_profile_page_leads_to_its_paper_form_which_names_its_version(browse: Browse) -> None:
    browser = browse("cora")
    assert 'href="/profiles/set/key-expectations/paper"' in main_part(browser, "/profiles/set/key-expectations")
    paper = main_part(browser, "/profiles/set/key-expectations/paper")
    assert 'href="/profiles/set/key-expectations"' in paper
    assert "Key expectations, version 1, restated from Safety Enhanced Together:" in text_of(paper)


@pytest.mark.parametrize("address", ALL)
def test_the_paper_form_has_no_place_for_a_name_and_ends_with_what_works_well(browse: Browse, address: str) -> None:
    told = said(browse("cora"), f"/profiles/{address}/paper")
    assert "No names, no case numbers." in told
    assert re.findall(r"\b(Name|Worker|Family|Case number)\b ?[:_]", told) == []
    assert told.index("Working well today") < told.index("One next small step to talk about")
    assert "Sheet Date Minutes" in told


def test_the_paper_form_gives_the_reasons_and_settings_of_the_rating_form_letter_by_letter(browse: Browse) -> None:
    told = said(browse("cora"), "/profiles/sop/safety-mapping/paper")
    key = " ".join(f"{letter} {reason}" for letter, reason in zip("abcdefghi", words.REASONS, strict=True))
    assert f"Reasons {key}" in told
    assert tuple(reason.lower() for reason in REASON_WORDS.values()) == words.REASONS
    assert tuple(setting.lower() for setting in SETTING_WORDS.values()) == words.SETTINGS
    assert " ".join(words.SETTINGS) in told
