"""Today, while an agreement waits for signatures, and when it begins to share something."""

from datetime import timedelta

from sqlmodel import Session

from app.agreements import sharing
from app.people.models import Account
from app.people.permits import Level
from tests.clock import START
from tests.goals.given import words
from tests.home.given import Browse, drafted, first_of, signs, titles, today_of
from tests.stories import viewer_of
from tests.world import World, agreement


def test_sol_reads_first_that_the_agreement_with_theo_waits_for_the_own_signature(
    browse: Browse, world: World, db: Session
) -> None:
    made = drafted(db, world, "sol", "theo")
    db.commit()
    html = today_of(browse("sol"))

    assert first_of(html) == "Your agreement with Theo waits for your signature"
    assert f'<a class="button" href="/agreements/{made.id}">' in " ".join(html.split())
    assert "It opens nothing to Theo before you sign." in html
    assert "Still to come" not in html


def test_a_coach_who_drafted_signs_too_and_is_told_so_in_the_own_words(
    browse: Browse, world: World, db: Session
) -> None:
    drafted(db, world, "sol", "theo")
    db.commit()

    assert first_of(today_of(browse("theo"))) == "Your agreement with Sol waits for your signature"


def test_who_has_signed_reads_that_it_is_still_to_come_and_nothing_is_asked(
    browse: Browse, world: World, db: Session
) -> None:
    made = drafted(db, world, "sol", "theo")
    signs(db, world, "theo", made)
    db.commit()
    html = today_of(browse("theo"))

    assert first_of(html) == "Nothing is due"
    assert "Agreement with Sol Haddad" in html
    assert "A draft. Coaching begins when both of you have signed." in html
    assert "with you since" not in html


def test_the_supervisor_named_in_a_draft_signs_the_own_part(browse: Browse, world: World, db: Session) -> None:
    drafted(db, world, "sol", "theo", supervisor="stan", level=Level.GOALS)
    db.commit()

    assert first_of(today_of(browse("stan"))) == "Sol’s agreement with Theo waits for your signature"


def test_an_offer_to_share_more_waits_for_those_who_have_not_signed_and_for_nobody_else(
    browse: Browse, world: World, db: Session
) -> None:
    sue = db.get_one(Account, world["sue"])
    running = agreement(db, world, "cora-lee")
    sharing.offer(db, viewer_of(db, world, "lee"), running, supervisor=sue, level=Level.GOALS, at=START)
    db.commit()

    assert first_of(today_of(browse("cora"))) == "Your agreement with Lee waits for your signature"
    assert first_of(today_of(browse("sue"))) == "Lee’s agreement with Cora waits for your signature"
    assert "signature" not in today_of(browse("lee"))
    for stranger in ("wren", "ash", "theo", "stan", "ada"):
        assert "Lee’s agreement" not in today_of(browse(stranger))


def test_an_offer_that_all_have_signed_is_news_and_says_what_sue_sees_from_then_on(
    browse: Browse, world: World, db: Session
) -> None:
    sue, running = db.get_one(Account, world["sue"]), agreement(db, world, "cora-ash")
    at = START - timedelta(days=3)
    sharing.offer(db, viewer_of(db, world, "ash"), running, supervisor=sue, level=Level.GOALS, at=at)
    for name in ("cora", "sue"):
        signs(db, world, name, running, number=2, at=at)
    db.commit()
    cora, own = today_of(browse("cora")), today_of(browse("sue"))

    assert "Your agreement with Ash shares more" in titles(cora)
    assert "From this day on: Sue sees goals in words without points." in words(cora)
    assert "Ash’s agreement shares more" in titles(own)
    assert "From this day on: you see goals in words without points." in words(own)
    assert "shares more" not in today_of(browse("wren"))


def test_narrowing_is_news_that_acts_at_once(browse: Browse, world: World, db: Session) -> None:
    sue, running = db.get_one(Account, world["sue"]), agreement(db, world, "cora-ash")
    lee = viewer_of(db, world, "ash")
    sharing.offer(db, lee, running, supervisor=sue, level=Level.GOALS, at=START - timedelta(days=60))
    for name in ("cora", "sue"):
        signs(db, world, name, running, number=2, at=START - timedelta(days=60))
    sharing.narrow(db, lee, running, level=Level.ACTIVITY, at=START - timedelta(days=1))
    db.commit()
    said = words(today_of(browse("cora")))

    assert "Your agreement with Ash shares less" in said
    assert (
        "At once, also of what was open: Sue sees that assessments took place, and when, and of each coaching"
        " session the day, the minutes and what it was about, no words of it." in said
    )
    assert "shares more" not in said


def test_an_agreement_that_both_have_signed_is_news_for_both(browse: Browse, world: World, db: Session) -> None:
    made = drafted(db, world, "sol", "theo")
    for name in ("theo", "sol"):
        signs(db, world, name, made)
    db.commit()

    assert "Your agreement with Theo is in force" in titles(today_of(browse("sol")))
    assert "You see what Sol submits from now on." in words(today_of(browse("theo")))


def test_ada_reads_that_a_draft_waits_and_is_not_asked_for_a_second_one(
    browse: Browse, world: World, db: Session
) -> None:
    assert first_of(today_of(browse("ada"))) == "Find a coach for two workers"
    drafted(db, world, "sol", "theo")
    db.commit()
    html = today_of(browse("ada"))

    assert first_of(html) == "Find a coach for one worker"
    assert "Three coaching agreements in force" in words(html)
    assert "One draft waits for signatures" in words(html)
    assert "Two workers without a coach now" in words(html)
