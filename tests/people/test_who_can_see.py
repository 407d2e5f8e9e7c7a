"""The line "Who can see this" and what really opens: page by page, person by person, in every situation.

What a page says is read from its HTML. What somebody gets is asked through HTTP: whether the record opens, whether its
words are in it, and whether it is in the list of what took place.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from html import unescape
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from httpx2 import Response
from sqlmodel import Session, col, select

from app.clock import day_of, start_of
from app.people.models import Account
from app.people.permits import LEVEL_WORDS, Level
from app.people.who import HOURS
from app.ratings.approvals import withdraw_or_ask
from app.ratings.models import AmendmentRequest, Assessment
from app.ratings.seal import is_unsealed
from app.settings import ROOT
from app.web.words import day
from tests.clock import START, Clock
from tests.coaching.given import held
from tests.conftest import Browser
from tests.goals.given import sent
from tests.people.situations import LOOK, SITUATIONS, coaches_now
from tests.stories import assess, open_pair, viewer_of
from tests.world import World

Browse = Callable[..., Browser]
ZONE = "America/Los_Angeles"
CAST = ("wren", "cora", "theo", "sue", "stan", "ash", "ada")
# Who stands in no relation to Wren unless a situation says so: they look where nothing has changed.
_STRANGERS = {"stan", "ash", "ada"}
_WITH_STAN = {
    "a new coach with nothing of before", "a new coach with points of before", "a new coach with all of before",
    "Wren has moved to the other unit",
}  # fmt: skip
# Who writes of Wren before the turn, and on which day; the notes hold words that are nowhere else.
BEFORE = {
    "in-march": ("theo", date(2026, 3, 10)),
    "in-april": ("wren", date(2026, 4, 12)),
    "in-july": ("cora", date(2026, 7, 8)),
    "in-october": ("wren", date(2026, 10, 12)),
}
# The day on which Cora and Wren closed a coaching session.
MET, MET_ON = "session-of-before", date(2026, 7, 8)
# To whom Wren opened the record of before, and which records that person reads for no other reason.
_OPENED = {
    "a new coach with points of before": ("stan", {*BEFORE, "goal-of-before", MET}),
    "a new coach with all of before": ("stan", {*BEFORE, "goal-of-before", MET}),
    "Theo again, with points of before": ("theo", {"in-july", "in-october", "goal-of-before", MET}),
}
AFTER = {"after": ("wren", date(2026, 11, 24))}
ALSO = " Also the supervisor of the unit."
ALL = "sees all of it."
OF_ASSESSMENT = {
    "all": ALL,
    "points": "sees the points. No notes.",
    "activity": "sees that it took place, and when. No points, no notes.",
}
OF_GOAL = {
    "all": ALL,
    "words": "sees the goal in words. No points, no reasons.",
    "no end": "sees the goal. Not its end, and no look back.",
}
OF_MEETING = {"all": ALL, "activity": "sees the day, the minutes and what it was about. No words of it."}
SEALED = "when both have rated, or on January 1, 2027."
TEMPLATES = ROOT / "templates"


class Looking:
    """One person's browser that asks for each page once, as long as nothing is written."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.pages: dict[str, Response] = {}

    def get(self, path: str) -> Response:
        if path not in self.pages:
            self.pages[path] = self.browser.get(path)
        return self.pages[path]


@dataclass(frozen=True)
class Scene:
    """Wren's record in one situation, and the browsers of the cast."""

    people: dict[str, Looking]
    wren: UUID
    assessments: dict[str, tuple[UUID, date]]
    goals: dict[str, str]
    pairs: dict[str, UUID]
    agreements: tuple[UUID, ...]
    meeting: UUID
    # Who reads which records by Wren's choice alone, as far as there is such a choice.
    opened: tuple[str, set[str]]

    def told(self, viewer: str, gets: dict[str, str], name: str) -> dict[str, str]:
        """What the viewer is told of a record: that Wren opened it is between Wren and the coach."""
        coach, records = self.opened
        hidden = {coach} if name in records and viewer not in ("wren", coach) else set()
        return {who: what for who, what in gets.items() if what and who not in hidden}


@pytest.fixture(params=SITUATIONS, ids=lambda name: name.replace(" ", "-"))
def scene(request: pytest.FixtureRequest, db: Session, world: World, browse: Browse, clock: Clock) -> Scene:
    """Records of before, the turn, a record and where Cora coaches a goal of after; then everybody looks."""
    written = {name: _written(db, world, name, *told) for name, told in BEFORE.items()}
    db.commit()
    meeting = held(db, world, "cora", "wren", start_of(MET_ON, ZONE) + timedelta(hours=9), note=_canary(MET))
    db.commit()
    goals = {"goal-of-before": _goal(browse, world, "goal-of-before")}
    SITUATIONS[request.param](db, world)
    written |= {name: _written(db, world, name, *told) for name, told in AFTER.items()}
    coached = coaches_now(db, world)
    db.commit()
    clock.at = LOOK - timedelta(days=1)
    if coached:
        goals["goal-of-after"] = _goal(browse, world, "goal-of-after", element="content", opened_at="5", target="6")
    clock.at = LOOK
    pairs, agreements = _pairs(db, written), tuple(world.agreements[name] for name in ("theo-wren", "cora-wren"))
    cast = [who for who in CAST if who not in _STRANGERS or request.param == "as it was"]
    cast += ["stan"] if request.param in _WITH_STAN else []
    people, opened = _browsers(browse, db, world, cast), _OPENED.get(request.param, ("", set()))
    return Scene(people, world["wren"], written, goals, pairs, agreements, meeting, opened)


def test_what_the_line_says_is_what_everybody_gets(scene: Scene, db: Session, world: World) -> None:
    _records_say_what_they_open(scene)
    _pairs_say_whom_they_open_to(scene)
    _coaching_sessions_say_what_they_open(scene)
    _pages_of_the_person_say_what_opens(scene)
    _a_coaching_session_says_what_comes_true(scene)
    # Safety Networks is in nobody's focus. Harm and Danger is in Cora's, and so that draft is sealed at first.
    _a_draft_says_what_comes_true(scene, db, world, "safety-networks", date(2026, 11, 26))
    _a_draft_says_what_comes_true(scene, db, world, "harm-and-danger", date(2026, 11, 25))
    _a_goal_says_what_comes_true(scene)
    _a_look_back_says_who_reads_it(scene)


def test_every_page_that_carries_the_line_is_compared() -> None:
    carries = {
        str(file.relative_to(TEMPLATES)) for file in TEMPLATES.rglob("*.html") if "{{ strip(" in file.read_text()
    }
    # What stands on the review page in place of the strip is read as well.
    assert carries == {
        "agreements/show.html", "analytics/activity.html", "analytics/summary.html", "analytics/worker.html",
        "coaching/_frame.html", "coaching/list.html", "coaching/new.html", "goals/choose.html",
        "goals/form.html", "goals/list.html", "goals/not_yet.html", "goals/over.html", "goals/review.html",
        "goals/show.html", "pairs/_frame.html", "ratings/form.html", "ratings/list.html", "ratings/new.html",
        "ratings/request.html", "ratings/show.html", "ratings/withdrawal.html",
        # These two speak of the shelf and of nobody's record; who opens it is in the table of access.
        "shelf/give.html", "shelf/list.html",
    }  # fmt: skip


def test_who_decides_about_an_old_assessment_reads_the_line_of_the_person(
    db: Session, world: World, browse: Browse
) -> None:
    made = assess(db, world, "cora", "wren", date(2026, 10, 1), {"content": 4})
    withdraw_or_ask(db, viewer_of(db, world, "cora"), made, reason="It was about another meeting.", at=START)
    asked = db.exec(select(AmendmentRequest.id)).one()
    db.commit()
    sue = browse("sue")
    said = lines(sue.get(f"/amendments/{asked}").text)
    assert said == lines(sue.get(f"/workers/{world['wren']}").text)
    assert said["wren"] == ALL


def test_while_the_pair_is_sealed_the_record_names_who_cannot_see_it_yet(
    db: Session, world: World, browse: Browse
) -> None:
    made = assess(db, world, "cora", "wren", date(2026, 11, 12), {"content": 4}, note="Sealed words.", opened=False)
    db.commit()
    gets = {who: browse(who).get(f"/assessments/{made.id}") for who in CAST}
    assert {who: answer.status_code for who, answer in gets.items()} == dict.fromkeys(CAST, 404) | {
        "cora": 200, "wren": 303,
    }  # fmt: skip
    assert lines(gets["cora"].text) == {
        "wren": "cannot see it yet: the pair opens when both have rated, or on January 1, 2027.",
        "cora": ALL,
        "sue": OF_ASSESSMENT["activity"],
    }


def _records_say_what_they_open(scene: Scene) -> None:
    for name, (record, on) in scene.assessments.items():
        gets = {who: _of_assessment(browser, scene.wren, record, on, name) for who, browser in scene.people.items()}
        _compare(scene, f"/assessments/{record}", gets, name, OF_ASSESSMENT)
        _compare(scene, f"/assessments/{record}/withdrawal", gets, name, OF_ASSESSMENT)
    for name, goal in scene.goals.items():
        gets = {who: _of_goal(browser, goal, name) for who, browser in scene.people.items()}
        _compare(scene, f"/goals/{goal}", gets, name, OF_GOAL)


def _pairs_say_whom_they_open_to(scene: Scene) -> None:
    """The two people have the whole page; of others it says what they get of the assessments in it."""
    for name, pair in scene.pairs.items():
        record, on = scene.assessments[name]
        gets = {who: _of_assessment(browser, scene.wren, record, on, name) for who, browser in scene.people.items()}
        opens = {who: browser.get(f"/pairs/{pair}").status_code == 200 for who, browser in scene.people.items()}
        assert [who for who in opens if opens[who] and gets[who] != "all"] == []
        for viewer in (who for who in opens if opens[who]):
            said = lines(scene.people[viewer].get(f"/pairs/{pair}").text)
            found = {who: _of_pair(sentence, whole=opens[who]) for who, sentence in said.items()}
            _agree(scene, viewer, found, scene.told(viewer, gets, name))


def _coaching_sessions_say_what_they_open(scene: Scene) -> None:
    gets = {who: _of_meeting(one, scene.wren, scene.meeting, MET_ON, MET) for who, one in scene.people.items()}
    for viewer, browser in scene.people.items():
        answer = browser.get(f"/coaching-sessions/{scene.meeting}")
        if answer.status_code == 200:
            told = {who: OF_MEETING[what] for who, what in scene.told(viewer, gets, MET).items()}
            _agree(scene, viewer, _of_readers(answer.text), told)


def _a_coaching_session_says_what_comes_true(scene: Scene) -> None:
    """What the form of a plan says is compared with what everybody then gets; without a coach there is no form."""
    wren, start, on = scene.people["wren"].browser, f"/workers/{scene.wren}/coaching-sessions", LOOK.date()
    form = wren.get(f"{start}/new")
    if form.status_code == 403:
        return
    answer = wren.post(
        start, {"day": str(on), "time": "23:00", "length": "60", "focus": "safety-mapping/", "where": ""}
    )
    place = answer.headers["location"].partition("?")[0]
    assert wren.post(f"{place}/sheet/note", {"part-note": _canary("session-to-come")}).status_code == 200
    record, people = UUID(place.rpartition("/")[2]), {who: Looking(one.browser) for who, one in scene.people.items()}
    gets = {who: _of_meeting(one, scene.wren, record, on, "session-to-come") for who, one in people.items()}
    told = {who: OF_MEETING[what].replace("sees", "will see", 1) for who, what in gets.items() if what}
    assert _of_readers(form.text) == told


def _of_meeting(browser: Looking, wren: UUID, record: UUID, on: date, name: str) -> str:
    answer = browser.get(f"/coaching-sessions/{record}")
    if answer.status_code == 200:
        assert _canary(name) in answer.text
        return "all"
    assert answer.status_code == 404
    history = browser.get(f"/workers/{wren}/coaching-sessions")
    return "activity" if history.status_code == 200 and f"{on:%b} {on.day}, {on.year}" in history.text else ""


def _of_readers(html: str) -> dict[str, str]:
    """The sentences about people; private notes have a line of their own."""
    said = {who: sentence.removesuffix(ALSO) for who, sentence in lines(html).items()}
    assert said.pop("private notes", "are each author’s alone. Nobody else ever sees them.").startswith("are each")
    # Who administers has a sum and no window; that this is so is asked in the tests of hours.
    assert said.pop("administrators") == HOURS[1]
    return said


def _of_pair(sentence: str, *, whole: bool) -> str:
    assert sentence.startswith(ALL) == whole, sentence
    if whole or sentence.startswith("sees the points and notes"):
        return "all"
    return "points" if sentence.startswith("sees the points") else "activity"


def _pages_of_the_person_say_what_opens(scene: Scene) -> None:
    gets = {who: _of_person(scene, browser) for who, browser in scene.people.items()}
    pages = [
        f"/workers/{scene.wren}{page}" for page in ("", "/assessments", "/goals", "/summary", "/coaching-sessions")
    ]
    pages += [f"/agreements/{agreement}" for agreement in scene.agreements]
    for page in pages:
        for viewer, browser in scene.people.items():
            answer = browser.get(page)
            assert answer.status_code in (200, 404)
            # The page of an agreement carries the line for its two people, and for no supervisor or administrator.
            if answer.status_code == 200 and ("/agreements/" not in page or 'class="strip"' in answer.text):
                told = lines(answer.text)
                assert told.pop("administrators", "") == (HOURS[1] if page.endswith("/coaching-sessions") else "")
                said = {who: _foretold(scene, sentence) for who, sentence in told.items()}
                _agree(scene, viewer, said, _told_of_person(scene, viewer, gets))


def _told_of_person(scene: Scene, viewer: str, gets: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    found = {
        who: {name: what if who in scene.told(viewer, {who: what}, name) else "" for name, what in records.items()}
        for who, records in gets.items()
    }
    return {who: records for who, records in found.items() if any(records.values())}


def _a_draft_says_what_comes_true(scene: Scene, db: Session, world: World, slug: str, on: date) -> None:
    """What the form says before anything is written is compared with what everybody then gets, sealed and opened."""
    wren, start, name = scene.people["wren"].browser, f"/workers/{scene.wren}/assessments", f"come-true-{slug}"
    begun = wren.get(f"{start}/new").text
    draft = wren.post(start, {"profile": str(world.profiles[slug]), "observed_on": str(on)})
    place = draft.headers["location"].partition("?")[0]
    written = {page: lines(wren.get(page).text) for page in (place, f"{place}/review")}
    key = re.findall(r'name="note-([a-z-]+)"', wren.get(place).text)[0]
    wren.post(place, {f"point-{key}": "4", f"note-{key}": _canary(name), "go": "save"})
    gaps = re.findall(r'name="gap" value="([a-z-]+)"', wren.get(f"{place}/review").text)
    assert wren.post(f"{place}/submission", {"gap": gaps}).status_code == 303
    record = UUID(place.rpartition("/")[2])

    def got() -> dict[str, str]:
        people = {who: Looking(one.browser) for who, one in scene.people.items()}
        found = {who: _of_assessment(one, scene.wren, record, on, name) for who, one in people.items()}
        return {who: what for who, what in found.items() if what}

    at_first, sealed_by = got(), _sealed_by(db, record)
    waits = {who: SEALED for who in at_first if sealed_by and who != "wren"}
    if sealed_by:
        _the_sealed_pair_says_who_waits(scene, f"/pairs/{sealed_by}", at_first)
        open_pair(db, db.get_one(Assessment, record), at=LOOK)
        db.commit()
    gets = got()
    assert {who for who in at_first if at_first[who] != gets[who]} == {who for who in waits if gets[who] != "activity"}
    opened = {who: OF_ASSESSMENT[what].replace("sees", "will see", 1) for who, what in gets.items()}
    assert _of_people(lines(begun)) == opened
    assert ("working on these:" in lines(begun)) == ("Working on these</" in begun)
    told = {
        who: f"will see it {waits[who]}" if who in waits and gets[who] != "activity" else opened[who] for who in gets
    }
    for page, found in written.items():
        assert _of_people(found) == told, page


def _the_sealed_pair_says_who_waits(scene: Scene, page: str, at_first: dict[str, str]) -> None:
    said = lines(scene.people["wren"].browser.get(page).text)
    assert said.keys() == at_first.keys()
    assert said["wren"] == ALL
    cannot = {who for who, sentence in said.items() if sentence == f"cannot see it yet: the pair opens {SEALED}"}
    assert {who for who in said if said[who] == OF_ASSESSMENT["activity"]} == said.keys() - {"wren"} - cannot
    assert [who for who in cannot if at_first[who] != "activity"] == []
    assert "cora" in cannot


def _sealed_by(db: Session, record: UUID) -> UUID | None:
    sealed = (col(Assessment.id) == record, sa.not_(is_unsealed(LOOK)))
    found: UUID | None = db.scalar(sa.select(col(Assessment.pair_id)).where(*sealed))
    db.commit()
    return found


def _of_people(said: dict[str, str]) -> dict[str, str]:
    """What is said of people, without the lines that begin with something else."""
    return {who: sentence.removesuffix(ALSO) for who, sentence in said.items() if not who.endswith(":")}


def _a_goal_says_what_comes_true(scene: Scene) -> None:
    """The chooser, the form and the page where no form can be, as both sides read them, and who then gets the goal."""
    start, form = f"/workers/{scene.wren}/goals", sent(situation=_canary("goal-to-come"), target="6", indicators=["a1"])
    pages = [f"{start}/new"] + [
        f"{start}/new?profile=safety-mapping&element={element}" for element in ("stakeholders", "group-agreements")
    ]
    sides = ["wren", *(["cora"] if "goal-of-after" in scene.goals else [])]
    texts = {(who, page): scene.people[who].browser.get(page).text for who in sides for page in pages}
    assert {page: '<form method="post"' in texts["wren", page].partition("<main")[2] for page in pages} == {
        pages[0]: False, pages[1]: True, pages[2]: False,
    }  # fmt: skip
    answer = scene.people["wren"].browser.post(start, form)
    assert answer.status_code == 303, answer.text
    goal = answer.headers["location"].partition("?")[0].rpartition("/")[2]
    gets = {who: _of_goal(Looking(one.browser), goal, "goal-to-come") for who, one in scene.people.items()}
    told = {who: OF_GOAL[what].replace("sees", "will see", 1) for who, what in gets.items() if what}
    for where, text in texts.items():
        assert _of_people(lines(text)) == told, where


def _a_look_back_says_who_reads_it(scene: Scene) -> None:
    wren = scene.people["wren"].browser
    for name, goal in scene.goals.items():
        foretold = _of_people(lines(wren.get(f"/goals/{goal}/review").text))
        answer = wren.post(f"/goals/{goal}/review", {"ending": "achieved", "helped": _canary(f"end of {name}")})
        assert answer.status_code == 303, answer.text
        people = {who: Looking(one.browser) for who, one in scene.people.items()}
        gets = {who: _of_ended_goal(browser, goal, name) for who, browser in people.items()}
        said = {who: OF_GOAL[what] for who, what in gets.items() if what}
        assert foretold == said, name
        late = wren.post(f"/goals/{goal}/review", {"ending": "achieved", "helped": "Other words."})
        assert (late.status_code, _of_people(lines(late.text))) == (409, scene.told("wren", said, name))
        # Whoever reads the end reads the same; the others read on what they were told.
        for viewer in (who for who in gets if gets[who] in ("all", "words")):
            page = _of_people(lines(people[viewer].get(f"/goals/{goal}").text))
            assert page == scene.told(viewer, said, name), (name, viewer)
        for viewer in (who for who in gets if gets[who] == "no end"):
            assert _of_people(lines(people[viewer].get(f"/goals/{goal}").text))[viewer] == ALL, (name, viewer)


def lines(html: str) -> dict[str, str]:
    """By first name in small letters: the sentence of the strip, or of its part on the review page."""
    place = re.search(r'<div class="strip">.*?</ul>|Who will see it</h2>.*?</ul>', html, re.DOTALL)
    assert place, "The page carries no line."
    assert html.count('href="/who-sees-what"') >= 2  # beside the line and in the foot
    found = re.findall(r"<li>\s*<b>(.*?)</b>\s*(.*?)\s*</li>", place[0], re.DOTALL)
    return {name.lower(): " ".join(unescape(said).split()) for name, said in found}


def _compare(scene: Scene, page: str, gets: dict[str, str], name: str, words: dict[str, str]) -> None:
    for viewer, browser in scene.people.items():
        answer = browser.get(page)
        if answer.status_code == 200:
            said = {who: sentence.removesuffix(ALSO) for who, sentence in lines(answer.text).items()}
            told = scene.told(viewer, gets, name)
            _agree(scene, viewer, said, {who: words[what] for who, what in told.items()})


def _agree(scene: Scene, viewer: str, said: dict[str, Any], gets: dict[str, Any]) -> None:
    """All readers are named with what they get; to a former coach, those alone who were there before the end."""
    record, on = scene.assessments["after"]
    if _of_assessment(scene.people[viewer], scene.wren, record, on, "after"):
        assert said == gets, viewer
        return
    both = {"wren", viewer}
    assert {who: said.get(who) for who in both} == {who: gets.get(who) for who in both}, viewer
    assert said.keys() <= both | ({"theo"} if viewer == "cora" else set()), viewer


def _of_assessment(browser: Looking, wren: UUID, record: UUID, on: date, name: str) -> str:
    answer = browser.get(f"/assessments/{record}")
    if answer.status_code == 200:
        return "all" if _canary(name) in answer.text else "points"
    # While it is sealed, the other side of the pair is led to the page that says so.
    assert answer.status_code == 404 or answer.headers["location"].startswith("/pairs/")
    history = browser.get(f"/workers/{wren}/assessments")
    return "activity" if history.status_code == 200 and f">{day(on)}" in re.sub(r">\s+", ">", history.text) else ""


def _of_goal(browser: Looking, record: str, name: str) -> str:
    answer = browser.get(f"/goals/{record}")
    if answer.status_code == 404:
        return ""
    assert _canary(name) in answer.text
    return "all" if re.search(r"From \d to \d", answer.text) else "words"


def _of_ended_goal(browser: Looking, record: str, name: str) -> str:
    """The same of a goal with a look back: to whom it is closed, the goal stands as it did before."""
    what, page = _of_goal(browser, record, name), browser.get(f"/goals/{record}").text
    is_told = "Ended: we are there" in page
    assert (_canary(f"end of {name}") in page) == (is_told and what == "all")
    return what if is_told or not what else "no end"


def _of_person(scene: Scene, browser: Looking) -> dict[str, str]:
    found = {
        name: _of_assessment(browser, scene.wren, record, on, name) for name, (record, on) in scene.assessments.items()
    }
    return found | {name: _of_goal(browser, record, name) for name, record in scene.goals.items()}


def _foretold(scene: Scene, sentence: str) -> dict[str, str]:
    """What a sentence about the whole record means for each record, by the time it was submitted."""
    found = {}
    for name, (_, on) in scene.assessments.items():
        levels = _levels(sentence, start_of(on, ZONE) + timedelta(minutes=30))
        found[name] = next(
            (what for level, what in ((Level.RATINGS, "all"), (Level.POINTS, "points")) if level in levels),
            "activity" if levels else "",
        )
    for name in scene.goals:
        at = LOOK - timedelta(days=1) if name == "goal-of-after" else LOOK - timedelta(days=10)
        levels = _levels(sentence, at)
        found[name] = "all" if Level.RATINGS in levels else "words" if Level.GOALS in levels else ""
    return found


def _levels(sentence: str, at: datetime) -> set[Level]:
    """The levels that a sentence gives of a record of this instant."""
    if sentence == ALL:
        return {Level.RATINGS}
    found = {
        level
        for words, dated in re.findall(
            rf"({'|'.join(_phrases())}) ((?:since|from) \w+ \d+, \d+(?: until \w+ \d+, \d+)?)", sentence
        )
        for level in [_phrases()[words]]
        if _holds(dated, at)
    }
    began = re.search(r"(?:since|from) (\w+ \d+, \d+)", sentence)
    for words, level in (("the points from before", Level.POINTS), ("everything from before", Level.RATINGS)):
        if words in sentence and began and day_of(at, ZONE) < _day(began[1]):
            found.add(level)
    took_place = LEVEL_WORDS[Level.ACTIVITY] in sentence or ALSO in sentence
    return found | ({Level.ACTIVITY} if took_place and at > LOOK - timedelta(days=366) else set())


def _phrases() -> dict[str, Level]:
    return {words: level for level, words in LEVEL_WORDS.items()} | {"what was written": Level.RATINGS}


def _holds(dated: str, at: datetime) -> bool:
    days = [_day(text) for text in re.findall(r"\w+ \d+, \d+", dated)]
    return days[0] <= day_of(at, ZONE) <= (days[1] if len(days) > 1 else date.max)


def _day(text: str) -> date:
    return datetime.strptime(f"{text} +0000", "%B %d, %Y %z").date()


def _pairs(db: Session, written: dict[str, tuple[UUID, date]]) -> dict[str, UUID]:
    found = {name: db.get_one(Assessment, record).pair_id for name, (record, _) in written.items()}
    db.commit()
    assert [name for name in found if found[name]] != []
    return {name: pair for name, pair in found.items() if pair}


def _written(db: Session, world: World, name: str, rater: str, on: date) -> tuple[UUID, date]:
    points = {"stakeholders": 4, "content": 5}
    return assess(db, world, rater, "wren", on, points, note=_canary(name)).id, on


def _goal(browse: Browse, world: World, name: str, **changes: str) -> str:
    form = sent(situation=_canary(name), indicators=["a1"], **changes)
    answer = browse("cora").post(f"/workers/{world['wren']}/goals", form)
    assert answer.status_code == 303, answer.text
    goal = answer.headers["location"].partition("?")[0].rpartition("/")[2]
    assert browse("wren").post(f"/goals/{goal}/confirmation", {"answer": "confirm"}).status_code == 303
    return goal


def _browsers(browse: Browse, db: Session, world: World, cast: Iterable[str]) -> dict[str, Looking]:
    """Those who can sign in; whoever has left gets nothing, as a stranger does."""
    accounts = {who: db.get_one(Account, world[who]) for who in cast}
    db.commit()
    return {who: Looking(browse(who)) for who, account in accounts.items() if account.disabled_at is None}


def _canary(name: str) -> str:
    return f"canary {name} sings"
