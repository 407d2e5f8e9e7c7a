"""What is sealed changes no page: every page is the same, whatever points, taps and notes the seal hides.

One picture is taken of every page, the hidden points are written anew, and another is taken. While the pair is sealed
not a letter differs, in text, labels, drawings or figures, for anybody; once it is open, the pages of both sides do.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col

from app.agreements import sharing
from app.agreements.signing import sign
from app.frameworks.queries import loaded
from app.people import actions as people
from app.people.models import AccountRole, PositionKind, Unit
from app.people.permits import Level, Role
from app.ratings.models import Assessment, Rating, Seen
from tests.access.people import account, at_noon
from tests.access.test_matrix import FRAGMENT, is_parted
from tests.clock import START
from tests.conftest import Browser
from tests.goals.given import sent
from tests.stories import assess, open_pair, version_of
from tests.world import World, agreement, as_viewer

Browse = Callable[..., Browser]
PROFILE = "safety-mapping"
NOTE = "canary of the seal sings"
RATERS = ("cora", "wren")
VIEWERS = ("wren", "cora", "sue", "theo", "ash")
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
# Who rated alone, and whether the coach is also the supervisor of the unit.
CASES = (("cora", False), ("wren", False), ("wren", True))


@pytest.fixture(params=CASES, ids=lambda case: f"{case[0]}-rated{'-and-cora-supervises' if case[1] else ''}")
def case(request: pytest.FixtureRequest) -> tuple[str, bool]:
    found: tuple[str, bool] = request.param
    return found


@pytest.fixture
def author(case: tuple[str, bool]) -> str:
    return case[0]


@pytest.fixture
def goals(db: Session, world: World, browse: Browse, case: tuple[str, bool]) -> list[str]:
    """Addresses of a goal that Wren works on since before the seal. Sue, a coach as well, shares Wren's ratings."""
    if case[1]:
        _let_cora_supervise(db, world)
    _share_ratings_with_sue(db, world)
    for rater, day in (("cora", date(2026, 7, 8)), ("wren", date(2026, 8, 4)), ("cora", date(2026, 9, 9))):
        assess(db, world, rater, "wren", day, dict.fromkeys(_elements(db, world), 4))
    db.commit()
    proposed = browse("cora").post(f"/workers/{world['wren']}/goals", sent(indicators=["a1"]))
    goal = proposed.headers["location"].partition("?")[0]
    assert browse("wren").post(f"{goal}/confirmation", {"answer": "confirm"}).status_code == 303
    return [goal, f"{goal}/review"]


@pytest.fixture
def sealed(db: Session, world: World, goals: list[str], case: tuple[str, bool]) -> Assessment:
    """One side has rated for November, and both have a draft."""
    author, elements = case[0], _elements(db, world)
    made = assess(db, world, author, "wren", date(2026, 11, 11), dict.fromkeys(elements, 5), note=NOTE, opened=False)
    db.commit()
    return made


@pytest.fixture
def drafts(db: Session, world: World, sealed: Assessment) -> list[UUID]:
    day = date(2026, 11, 13)
    made = [assess(db, world, rater, "wren", day, {"content": 4}, submit=False).id for rater in RATERS]
    db.commit()
    return made


@pytest.fixture
def picture(
    db: Session, world: World, browse: Browse, sealed: Assessment, drafts: list[UUID], goals: list[str]
) -> Callable[[], Mapping[tuple[str, str], str]]:
    """By viewer and address: every page that can show a point of Wren's."""
    addresses = [*_addresses(db, world, sealed, drafts), *goals]
    db.commit()
    browsers = {name: browse(name) for name in VIEWERS[:4]}
    for name, draft in zip(RATERS, drafts, strict=True):
        # Earlier points stand on the review page only once it is on record that they do.
        assert browsers[name].post(f"/assessments/{draft}", {"go": "review"}).status_code == 303

    def take() -> Mapping[tuple[str, str], str]:
        answers = {(name, address): browser.get(address) for name, browser in browsers.items() for address in addresses}
        # A page that is made of parts says so, and each part is looked at as well.
        parts = {
            (name, f"part of {address}"): _ID.sub("id", browsers[name].get(address, **FRAGMENT).text)
            for (name, address), answer in answers.items()
            if is_parted(answer)
        }
        assert parts
        whole = {where: _ID.sub("id", answer.text) for where, answer in answers.items()}
        return whole | parts

    return take


def test_while_it_is_sealed_no_page_changes_with_what_it_hides(
    db: Session, sealed: Assessment, drafts: list[UUID], picture: Callable[[], Mapping[tuple[str, str], str]]
) -> None:
    before = picture()
    reviews = [before[name, f"/assessments/{draft}/review"] for name, draft in zip(RATERS, drafts, strict=True)]
    assert ["Coach 4," in review for review in reviews] == [True, True]
    _write_anew(db, sealed, point=8)
    after = picture()
    assert [where for where in before if before[where] != after[where]] == []
    assert [where for where, text in after.items() if NOTE in text] == []
    assert len(before) > 60


def test_its_author_alone_reads_it_on_the_page_of_the_assessment(
    browse: Browse, sealed: Assessment, author: str
) -> None:
    answers = {name: browse(name).get(f"/assessments/{sealed.id}") for name in VIEWERS}
    other = "wren" if author == "cora" else "cora"
    assert {name: one.status_code for name, one in answers.items()} == {
        author: 200,
        other: 303,
        "sue": 404,
        "theo": 404,
        "ash": 404,
    }
    assert answers[other].headers["location"].startswith(f"/pairs/{sealed.pair_id}")
    assert [name for name, one in answers.items() if NOTE in one.text] == [author]


def test_once_it_is_open_both_sides_and_whoever_shares_ratings_find_it(
    db: Session, world: World, author: str, sealed: Assessment, picture: Callable[[], Mapping[tuple[str, str], str]]
) -> None:
    open_pair(db, sealed, at=START)
    db.commit()
    before = picture()
    _write_anew(db, sealed, point=8)
    after = picture()
    changed = {where for where in before if before[where] != after[where] and not where[1].startswith("part of")}
    assert {name for name, _ in changed} == {"wren", "cora", "sue"}
    page, pair = f"/workers/{world['wren']}", f"/pairs/{sealed.pair_id}"
    for name in ("wren", "cora"):
        of_person = {address.partition("?")[0] for who, address in changed if who == name}
        # A goal starts from the coach's point where there is one, so the worker's own moves none here.
        assert {page, pair} | ({f"{page}/goals/new"} if author == "cora" else set()) <= of_person, name


def _addresses(db: Session, world: World, sealed: Assessment, drafts: list[UUID]) -> list[str]:
    worker, found = f"/workers/{world['wren']}", ["/", "/people", "/agreements", f"/pairs/{sealed.pair_id}"]
    for element in _elements(db, world):
        chosen = f"profile={PROFILE}&element={element}"
        found += [f"{worker}?{chosen}", f"{worker}/goals/new?{chosen}"]
    for draft in drafts:
        found += [f"/assessments/{draft}", f"/assessments/{draft}/review"]
    found += [worker, f"{worker}?profile={PROFILE}", f"{worker}/assessments", f"{worker}/goals", f"{worker}/goals/new"]
    return [*found, f"{worker}/assessments/new?profile={PROFILE}", f"/agreements/{world.agreements['cora-wren']}"]


def _elements(db: Session, world: World) -> list[str]:
    return [element.key for element in version_of(db, world, PROFILE).profile.rateable_elements]


def _write_anew(db: Session, sealed: Assessment, *, point: int) -> None:
    """Other points, and a tap on every element: nobody could do this to what is submitted, and no page may tell it."""
    version = loaded(db, sealed.version_id)
    of_element = {version.element_ids[element.key]: element for element in version.profile.rateable_elements}
    for rating in db.scalars(sa.select(Rating).where(col(Rating.assessment_id) == sealed.id)):
        rating.point = point
        first = next(iter(of_element[rating.element_id].indicators))
        db.add(Seen(rating_id=rating.id, element_id=rating.element_id, indicator_key=first.key))
    db.commit()


def _share_ratings_with_sue(db: Session, world: World) -> None:
    db.add(AccountRole(account_id=world["sue"], role=Role.COACH))
    db.flush()
    of_wren, wren, sue = agreement(db, world, "cora-wren"), account(db, world, "wren"), account(db, world, "sue")
    at = at_noon(date(2026, 6, 2))
    sharing.offer(db, as_viewer(db, wren), of_wren, supervisor=sue, level=Level.RATINGS, at=at)
    for name in ("cora", "sue"):
        sign(db, as_viewer(db, account(db, world, name)), of_wren, number=2, earlier=None, at=at)


def _let_cora_supervise(db: Session, world: World) -> None:
    db.add(AccountRole(account_id=world["cora"], role=Role.SUPERVISOR))
    north, day = db.get_one(Unit, world.units["north"]), date(2026, 6, 1)
    people.add_position(
        db, None, account(db, world, "cora"), unit=north, kind=PositionKind.SUPERVISOR, starts_on=day, ends_on=None,
        at=at_noon(day),
    )  # fmt: skip
