"""Worker and coach change the rhythm, pause it and agree on hours; what both, the supervisor and nobody else reads."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlmodel import Session, col, select

from app.agreements.actions import draft_agreement
from app.agreements.pace_rules import earliest_day, months_offered, pause_problems, rhythm_problems
from app.agreements.pauses import add_pause, change_pause
from app.agreements.rhythms import set_rhythm
from app.agreements.rules import hours_typed, hours_words, minutes_of
from app.audit.models import AuditEntry
from app.people.models import AgreementFocus, AgreementPause, AgreementTerms, RhythmChange
from app.people.permits import Level
from app.ratings.due_words import check_back, plain_day
from app.ratings.models import Pair
from app.ratings.rhythm import Pause
from tests.agreements.given import account, signed
from tests.clock import START, Clock
from tests.conftest import Browser
from tests.goals.given import words
from tests.stories import assess, viewer_of
from tests.world import World, agreement

Browse = Callable[..., Browser]
Ask = Callable[[Any], list[Any]]
TODAY = date(2026, 11, 16)


@pytest.fixture
def path(world: World) -> str:
    return f"/agreements/{world.agreements['cora-wren']}"


def fade(world: World, months: int = 2, month: str = "2026-12", *, read: int = 0) -> dict[str, str]:
    profile = str(world.profiles["safety-mapping"])
    return {"profile": profile, "months": str(months), "from_month": month, f"read-{profile}": str(read)}


def test_wren_fades_the_rhythm_and_cora_reads_who_did_it_and_sets_it_back(
    browse: Browse, ask: Ask, world: World, path: str
) -> None:
    wren, cora = browse("wren"), browse("cora")
    assert wren.post(f"{path}/rhythm", fade(world)).status_code == 303
    assert "Wren changed the rhythm of Safety Mapping" in words(cora.get("/").text)
    assert "changed the rhythm" not in words(wren.get("/").text)
    page = words(cora.get(path).text)
    assert "Safety Mapping Every month; from December 2026 on every 2 months" in page
    assert "Every 2 months from December 2026 on, set by Wren on November 16, 2026. Every month, as signed." in page
    assert cora.post(f"{path}/rhythm", fade(world, 1, "2026-12", read=1)).status_code == 303
    assert "Safety Mapping Every month Every month from December 2026 on, set by Cora" in words(wren.get(path).text)
    assert [(one.number, one.months) for one in ask(select(RhythmChange).order_by(col(RhythmChange.number)))] == [
        (1, 2), (2, 1),
    ]  # fmt: skip
    entries = ask(select(AuditEntry).where(col(AuditEntry.action) == "agreement:set-rhythm"))
    assert [entry.details["from_month"] for entry in entries] == ["2026-12-01", "2026-12-01"]


def test_the_same_rhythm_sent_twice_is_one_change(browse: Browse, ask: Ask, world: World, path: str) -> None:
    wren = browse("wren")
    assert [wren.post(f"{path}/rhythm", fade(world)).status_code for _ in range(2)] == [303, 303]
    # Monthly is what it is in November as well.
    assert wren.post(f"{path}/rhythm", fade(world, 2, "2027-02")).status_code == 303
    assert len(ask(select(RhythmChange))) == 1


def test_whoever_has_not_read_the_others_change_reads_it_first(
    browse: Browse, ask: Ask, world: World, path: str
) -> None:
    browse("wren").post(f"{path}/rhythm", fade(world))
    late = browse("cora").post(f"{path}/rhythm", fade(world, 3, "2027-01"))
    assert late.status_code == 409
    assert "Somebody changed the rhythm after you opened this page" in words(late.text)
    assert '<option value="3" selected>' in late.text
    assert len(ask(select(RhythmChange))) == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"months": "6"}, "months"), ({"months": "0"}, "months"), ({"from_month": "2026-10"}, "from_month"),
        ({"from_month": "2027-06"}, "from_month"), ({"from_month": "soon"}, "from_month"), ({"profile": ""}, "profile"),
    ],
)  # fmt: skip
def test_a_rhythm_that_does_not_do_says_why(
    browse: Browse, ask: Ask, world: World, path: str, change: dict[str, str], field: str
) -> None:
    answer = browse("wren").post(f"{path}/rhythm", fade(world) | change)
    assert answer.status_code == 422
    assert f'href="#field-{field}"' in answer.text
    assert ask(select(RhythmChange)) == []


def test_a_supervisor_reads_the_rhythm_and_neither_who_set_it_nor_the_days_of_a_pause(
    browse: Browse, world: World, path: str
) -> None:
    wren, sue = browse("wren"), browse("sue")
    wren.post(f"{path}/rhythm", fade(world))
    wren.post(f"{path}/pauses", {"first_day": "2026-11-16", "last_day": "2026-12-13"})
    for reader in (sue, browse("ada")):
        page = words(reader.get(path).text)
        assert "Every month; from December 2026 on every 2 months" in page
        assert [said for said in ("set by", "December 13", "December 14", "Pauses", "Paused") if said in page] == []
    unit = words(sue.get("/").text)
    assert "Wren Castillo Paused" in unit
    assert [said for said in ("December 13", "December 14", "Dec 13", "Dec 14") if said in unit] == []
    assert sue.post(f"{path}/rhythm", fade(world, 3)).status_code == 403
    assert sue.post(f"{path}/pauses", {"first_day": "2026-12-20"}).status_code == 403


def test_administrators_read_that_a_rhythm_changed_and_nothing_of_a_leave(
    browse: Browse, world: World, path: str
) -> None:
    browse("wren").post(f"{path}/pauses", {"first_day": "2026-11-16", "last_day": ""})
    browse("wren").post(f"{path}/rhythm", fade(world))
    trail = words(browse("ada").get("/agency/on-record").text)
    assert "changed how often a self-assessment is due" in trail
    assert "pause" not in trail.lower()


def test_in_a_pause_today_asks_neither_of_them_for_anything(
    browse: Browse, world: World, db: Session, clock: Clock, path: str
) -> None:
    assess(db, world, "wren", "wren", date(2026, 11, 12), {"stakeholders": 4}, opened=False)
    db.commit()
    wren, cora = browse("wren"), browse("cora")
    assert "Rate Wren on Safety Mapping" in words(cora.get("/").text)
    cora.post(f"{path}/pauses", {"first_day": "2026-11-16", "last_day": "2026-12-13"})
    own, of_cora = words(wren.get("/").text), words(cora.get("/").text)
    assert "First Paused until December 14 Nothing is due." in own
    assert "Cora set a pause From November 16, 2026 to December 13, 2026. Nothing is due in that time." in own
    assert "Self-assessment Paused until December 14. Nothing is due." in of_cora
    assert "Rate Wren" not in of_cora
    clock.at = datetime(2026, 12, 14, 18, tzinfo=UTC)
    # The seal holds as before, and the day to rate by has moved to the day back.
    back = words(browse("cora").get("/").text)
    assert "Rate Wren on Safety Mapping for November" in back
    assert "By Mon, Dec 14" in back.replace("by Mon", "By Mon")
    again = words(browse("wren").get("/").text)
    assert "Assess yourself on Harm and Danger/Risk Statements" in again
    assert "Thu, Dec 31" in again
    assert "Paused" not in again


def test_the_page_of_a_worker_says_what_is_due_to_the_two_and_one_word_to_the_supervisor(
    browse: Browse, world: World, path: str
) -> None:
    page = f"/workers/{world['wren']}"
    assert "Self-assessment Harm and Danger/Risk Statements due Jun 30, and one more" in _plain(
        browse("cora").get(page)
    )
    browse("wren").post(f"{path}/pauses", {"first_day": "2026-11-16", "last_day": "2026-12-13"})
    for reader in ("wren", "cora"):
        assert "Self-assessment Paused until December 14. Nothing is due." in _plain(browse(reader).get(page))
    of_sue = _plain(browse("sue").get(page))
    assert "Coaching Paused" in of_sue
    assert [said for said in ("December 14", "December 13", "due Jun 30") if said in of_sue] == []
    of_theo = _plain(browse("theo").get(page))
    assert [said for said in ("Paused", "due Jun 30", "due Nov 30") if said in of_theo] == []


def test_a_day_to_look_back_that_lies_in_a_pause_is_told_as_the_day_back() -> None:
    on, back = date(2026, 11, 20), date(2026, 12, 14)
    assert [check_back(on, moved) for moved in (on, back, None)] == [
        "check back Nov 20", "check back after the pause, from Dec 14", "check back after the pause",
    ]  # fmt: skip
    assert [plain_day(one, TODAY) for one in (back, date(2027, 1, 4))] == ["December 14", "January 4, 2027"]


def test_a_pause_is_corrected_ended_early_and_removed_before_it_begins(
    browse: Browse, ask: Ask, world: World, path: str
) -> None:
    wren, cora = browse("wren"), browse("cora")
    days = {"first_day": "2026-12-21", "last_day": "2027-01-03"}
    assert [wren.post(f"{path}/pauses", days).status_code for _ in range(2)] == [303, 303]
    (rest,) = ask(select(AgreementPause))
    one = f"{path}/pauses/{rest.id}"
    assert "From December 21, 2026 to January 3, 2027" in words(cora.get(one).text)
    earlier = {"first_day": "2026-12-21", "last_day": "2026-12-28", "revision": "0"}
    assert cora.post(one, earlier).status_code == 303
    assert "Cora changed a pause From December 21, 2026 to December 28, 2026." in words(wren.get("/").text)
    late = wren.post(one, {"first_day": "2026-12-22", "last_day": "", "revision": "0"})
    assert late.status_code == 409
    assert "Somebody set other days after you opened this page" in words(late.text)
    assert 'value="2026-12-22"' in late.text
    assert [cora.post(f"{one}/removal").status_code for _ in range(2)] == [303, 303]
    assert "Cora removed a pause" in words(wren.get("/").text)
    assert wren.get(one).status_code == 303
    assert wren.post(one, earlier | {"revision": "2"}).status_code == 409
    assert [entry.action for entry in ask(select(AuditEntry).where(col(AuditEntry.action).startswith("pause:")))] == [
        "pause:set", "pause:change", "pause:remove",
    ]  # fmt: skip


def test_a_pause_that_has_begun_is_ended_and_not_removed(
    browse: Browse, ask: Ask, world: World, clock: Clock, path: str
) -> None:
    browse("wren").post(f"{path}/pauses", {"first_day": "2026-11-16"})
    (rest,) = ask(select(AgreementPause))
    one = f"{path}/pauses/{rest.id}"
    assert "Paused, with no end set. Nothing is due." in words(browse("wren").get(path).text)
    clock.forward(days=4)
    wren = browse("wren")
    assert "Remove the pause" not in wren.get(one).text
    assert wren.post(f"{one}/removal").status_code == 409
    done = wren.post(one, {"first_day": "2026-11-16", "last_day": "2026-11-19", "revision": "0"})
    assert done.status_code == 303
    assert "Paused" not in words(wren.get("/").text)


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        ("", "", "first_day"), ("2026-09-30", "2026-11-30", "first_day"), ("2027-11-18", "", "first_day"),
        ("2026-12-02", "2026-12-01", "last_day"), ("2026-12-02", "2028-12-01", "last_day"),
        ("2026-11-25", "2026-12-02", "first_day"), ("2026-11-25", "", "first_day"), ("2026-12-02", "x", "last_day"),
    ],
)  # fmt: skip
def test_days_that_do_not_do_say_why(browse: Browse, ask: Ask, path: str, first: str, last: str, field: str) -> None:
    wren = browse("wren")
    wren.post(f"{path}/pauses", {"first_day": "2026-12-01", "last_day": "2026-12-05"})
    if field == "last_day" or not first:
        wren.post(f"{path}/pauses/{ask(select(AgreementPause))[0].id}/removal")
    answer = wren.post(f"{path}/pauses", {"first_day": first, "last_day": last})
    assert answer.status_code == 422
    assert f'href="#field-{field}"' in answer.text
    assert f'value="{first}"' in answer.text
    assert len(ask(select(AgreementPause))) == 1


def test_a_pause_of_others_is_as_if_it_were_not_there(browse: Browse, ask: Ask, world: World, path: str) -> None:
    browse("wren").post(f"{path}/pauses", {"first_day": "2026-12-21"})
    rest = ask(select(AgreementPause))[0].id
    cora = browse("cora")
    assert cora.get(f"/agreements/{world.agreements['cora-ash']}/pauses/{rest}").status_code == 404
    assert browse("theo").get(f"/agreements/{world.agreements['theo-wren']}/pauses/{rest}").status_code == 404
    assert browse("olga").get(f"{path}/pauses/{rest}").status_code == 404


def test_what_has_ended_has_no_rhythm_to_set(browse: Browse, world: World) -> None:
    ended = f"/agreements/{world.agreements['theo-wren']}"
    theo = browse("theo")
    assert "Change the rhythm" not in theo.get(ended).text
    assert theo.post(f"{ended}/rhythm", fade(world)).status_code == 409
    assert theo.post(f"{ended}/pauses", {"first_day": "2026-12-01"}).status_code == 409


def test_a_pause_stays_with_the_two_when_they_renew_their_agreement_and_no_other_coach_learns_of_it(
    browse: Browse, db: Session, world: World, clock: Clock, path: str
) -> None:
    wren, of_wren = viewer_of(db, world, "wren"), agreement(db, world, "cora-wren")
    add_pause(db, wren, of_wren, first=TODAY, last=date(2026, 12, 13), at=START)
    again = draft_agreement(
        db, viewer_of(db, world, "cora"), worker=account(db, world, "wren"), coach=account(db, world, "cora"),
        supervisor=None, level=Level.ACTIVITY, focuses={world.profiles["safety-mapping"]: 1}, starts_on=TODAY,
        ends_on=None, at=START,
    )  # fmt: skip
    signed(db, world, again, "wren", "cora")
    db.commit()
    clock.forward(days=1)
    assert "Paused until December 14" in words(browse("wren").get("/").text)
    assert "From November 16, 2026 to December 13, 2026" in words(browse("cora").get(f"/agreements/{again.id}").text)
    theo = draft_agreement(
        db, viewer_of(db, world, "theo"), worker=account(db, world, "wren"), coach=account(db, world, "theo"),
        supervisor=None, level=Level.ACTIVITY, focuses={world.profiles["safety-mapping"]: 1},
        starts_on=date(2026, 11, 18), ends_on=None, at=clock(),
    )  # fmt: skip
    signed(db, world, theo, "wren", "theo", at=clock())
    db.commit()
    clock.forward(days=1)
    of_theo = words(browse("theo").get("/").text) + words(browse("theo").get(f"/agreements/{theo.id}").text)
    assert "Safety Mapping due Nov 30" in of_theo.replace("\N{NO-BREAK SPACE}", " ")
    assert [said for said in ("Paused", "December 13", "December 14") if said in of_theo] == []


def test_a_new_coach_in_the_middle_of_a_month_asks_once_and_loses_nothing(
    browse: Browse, db: Session, world: World, clock: Clock
) -> None:
    """Safety Mapping is done for November under Cora, the other profile is not: Theo asks for the one alone."""
    assess(db, world, "wren", "wren", date(2026, 11, 12), {"stakeholders": 4}, opened=False)
    set_rhythm(
        db, viewer_of(db, world, "wren"), agreement(db, world, "cora-wren"), _focus(db, world, "harm-and-danger"),
        months=3, month=date(2026, 12, 1), at=START,
    )  # fmt: skip
    theo = draft_agreement(
        db, viewer_of(db, world, "theo"), worker=account(db, world, "wren"), coach=account(db, world, "theo"),
        supervisor=None, level=Level.ACTIVITY,
        focuses={world.profiles[slug]: 1 for slug in ("safety-mapping", "harm-and-danger")}, starts_on=TODAY,
        ends_on=None, at=START,
    )  # fmt: skip
    signed(db, world, theo, "wren", "theo")
    db.commit()
    clock.forward(days=1)
    own = words(browse("wren").get("/").text)
    assert "Assess yourself on Harm and Danger/Risk Statements" in own
    assert "Mon, Nov 30" in own
    assert "Assess yourself on Safety Mapping" not in own
    assert "Harm and Danger/Risk Statements due Nov 30" in words(browse("theo").get("/").text).replace("\xa0", " ")
    clock.at = datetime(2026, 12, 1, 18, tzinfo=UTC)
    # Both profiles are asked for in December: the rhythm that was faded was that of the agreement before.
    later = words(browse("wren").get("/").text)
    assert "since Mon, Nov 30" in later.replace("Since", "since")
    assert "Assess yourself on Safety Mapping" in later


def test_a_self_assessment_late_on_the_last_evening_counts_for_that_month(
    browse: Browse, db: Session, world: World, clock: Clock
) -> None:
    """At 23:30 in California it is December already where the machine counts."""
    clock.at = datetime(2026, 12, 1, 7, 30, tzinfo=UTC)
    own = assess(db, world, "wren", "wren", date(2026, 11, 30), {"stakeholders": 4}, opened=False)
    assert db.get_one(Pair, own.pair_id).month == date(2026, 11, 1)
    db.commit()
    assert (
        browse("wren").get(f"/workers/{world['wren']}/assessments/new?profile=safety-mapping").text.count("2026-11-30")
    )
    assert "Assess yourself on Safety Mapping" not in words(browse("wren").get("/").text)
    clock.at = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
    assert "Assess yourself on Safety Mapping" in words(browse("wren").get("/").text)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 10, 31), date(2026, 10, 31)), (date(2026, 10, 1), date(2026, 10, 31)),
        (date(2026, 11, 1), date(2026, 12, 13)), (date(2026, 11, 16), None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("by", ["wren", "cora"])
def test_no_pause_that_is_set_once_a_month_has_begun_unseals_it(
    db: Session, world: World, by: str, first: date, last: date | None
) -> None:
    sealed = assess(db, world, "wren", "wren", date(2026, 11, 12), {"stakeholders": 4}, opened=False)
    add_pause(
        db, viewer_of(db, world, by), agreement(db, world, "cora-wren"), first=first, last=last, at=START
    )  # fmt: skip
    # Neither what is late, of October, nor what is of this month stands open.
    late = assess(db, world, "wren", "wren", date(2026, 10, 30), {"stakeholders": 4}, opened=False)
    other = assess(
        db, world, "wren", "wren", date(2026, 11, 14), {"purpose": 4}, profile="harm-and-danger", opened=False
    )
    assert [one.pair_id is None for one in (sealed, late, other)] == [False, False, False]
    theirs = assess(db, world, "cora", "wren", date(2026, 11, 15), {"stakeholders": 6}, opened=False)
    assert theirs.pair_id == sealed.pair_id


@pytest.mark.parametrize("by", ["wren", "cora"])
def test_no_rhythm_that_is_set_once_a_month_has_begun_unseals_it(db: Session, world: World, by: str) -> None:
    assess(db, world, "wren", "wren", date(2026, 10, 12), {"stakeholders": 3})
    of_wren = agreement(db, world, "cora-wren")
    focus = db.exec(
        select(AgreementFocus).where(
            col(AgreementFocus.agreement_id) == of_wren.id,
            col(AgreementFocus.profile_id) == world.profiles["safety-mapping"],
        )
    ).one()
    set_rhythm(db, viewer_of(db, world, by), of_wren, focus, months=3, month=date(2026, 11, 1), at=START)
    own = assess(db, world, "wren", "wren", date(2026, 11, 17), {"stakeholders": 4}, opened=False)
    in_december = assess(db, world, "wren", "wren", date(2026, 12, 8), {"stakeholders": 4}, opened=False)
    assert (own.pair_id is None, in_december.pair_id is None) == (False, True)


def test_a_month_that_was_to_be_paused_before_it_began_seals_nothing(db: Session, world: World) -> None:
    """Unless the pause is given other days once the month has begun."""
    cora, of_wren = viewer_of(db, world, "cora"), agreement(db, world, "cora-wren")
    days = {"first": date(2026, 12, 1), "last": date(2026, 12, 20)}
    pause = add_pause(db, cora, of_wren, **days, at=START)
    free = assess(db, world, "wren", "wren", date(2026, 12, 22), {"stakeholders": 4}, opened=False)
    change_pause(
        db, cora, of_wren, pause, first=date(2026, 12, 1), last=date(2026, 12, 21),
        at=datetime(2026, 12, 18, 18, tzinfo=UTC),
    )  # fmt: skip
    sealed = assess(
        db, world, "wren", "wren", date(2026, 12, 23), {"purpose": 4}, profile="harm-and-danger", opened=False
    )
    assert (free.pair_id is None, sealed.pair_id is None) == (True, False)


def test_hours_are_signed_with_the_rest_and_a_change_makes_new_terms(browse: Browse, ask: Ask, world: World) -> None:
    ada, mapping = browse("ada"), world.profiles["safety-mapping"]
    fields = {
        "worker": str(world["sol"]), "coach": str(world["cora"]), "supervisor": "", "level": "activity",
        "starts_on": "2026-12-01", "ends_on": "", "focus": str(mapping), f"rhythm-{mapping}": "1", "hours": "1.5",
    }  # fmt: skip
    path = ada.post("/agreements", fields).headers["location"].partition("?")[0]
    page = words(browse("sol").get(path).text)
    assert "Coaching 1 hour 30 minutes a month" in page
    assert "Agreed: 1 hour 30 minutes of coaching a month." in page
    assert 'value="1.5"' in ada.get(f"{path}/edit").text
    assert ada.post(path, fields | {"hours": "3", "number": "1"}).status_code == 303
    numbers = ask(
        select(col(AgreementTerms.number)).order_by(col(AgreementTerms.proposed_at), col(AgreementTerms.number))
    )
    assert numbers[-1] == 2
    refused = ada.post(path, fields | {"hours": "1.3", "number": "2"})
    assert refused.status_code == 422
    assert "Write hours from 0 to 20, in quarters" in refused.text
    assert 'value="1.3"' in refused.text


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("2", 120), ("1.5", 90), ("0,25", 15), ("0", 0), ("20", 1200), ("20.25", None), ("1.3", None), ("", None),
        ("-1", None), ("1e1", None), ("٢", None), ("2 h", None),
    ],
)  # fmt: skip
def test_hours_are_read_in_quarters(typed: str, minutes: int | None) -> None:
    assert minutes_of(typed) == minutes
    if minutes is not None:
        assert minutes_of(hours_typed(minutes)) == minutes


def test_hours_in_words() -> None:
    assert [hours_words(one) for one in (0, 15, 60, 120, 135)] == [
        "no set hours", "15 minutes", "1 hour", "2 hours", "2 hours 15 minutes",
    ]  # fmt: skip


def test_a_rhythm_changes_from_this_month_or_one_of_the_next_six() -> None:
    offered = months_offered(TODAY)
    assert (offered[0], offered[-1], len(offered)) == (date(2026, 11, 1), date(2027, 5, 1), 7)
    assert rhythm_problems(months=2, month=offered[0], today=TODAY) == {}
    assert set(rhythm_problems(months=5, month=date(2026, 10, 1), today=TODAY)) == {"months", "from_month"}


def test_the_first_day_of_a_long_pause_stays_and_its_end_rewrites_no_month_gone_by() -> None:
    earliest, began = earliest_day(TODAY, since=date(2026, 6, 1)), date(2026, 8, 3)
    assert earliest == date(2026, 10, 1)

    def problems(first: date, last: date | None) -> dict[str, str]:
        return pause_problems(first, last, earliest=earliest, today=TODAY, others=(), kept=began)

    assert problems(began, date(2026, 11, 15)) == {}
    assert set(problems(date(2026, 10, 2), None)) == {"first_day"}
    assert set(problems(began, date(2026, 9, 30))) == {"last_day"}
    assert set(pause_problems(TODAY, None, earliest=earliest, today=TODAY, others=(Pause(TODAY, TODAY),))) == {
        "first_day"
    }


def _plain(answer: Any) -> str:
    return words(answer.text).replace("\N{NO-BREAK SPACE}", " ")


def _focus(db: Session, world: World, slug: str) -> AgreementFocus:
    return db.exec(
        select(AgreementFocus).where(
            col(AgreementFocus.agreement_id) == world.agreements["cora-wren"],
            col(AgreementFocus.profile_id) == world.profiles[slug],
        )
    ).one()
