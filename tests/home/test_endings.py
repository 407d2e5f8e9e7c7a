"""Today, when an agreement has ended or will end: who is told, in which words, and for how long."""

from datetime import date, timedelta

from sqlmodel import Session

from app.agreements import sharing
from app.agreements.actions import end_agreement, end_now
from app.people.models import Account, Earlier
from app.people.permits import Level
from tests.clock import START, Clock
from tests.goals.given import words
from tests.home.given import Browse, drafted, signs, titles, today_of
from tests.stories import viewer_of
from tests.world import World, agree, agreement

HOUR = timedelta(hours=1)


def sue_sees_goals(db: Session, world: World, pair: str, worker: str) -> None:
    running, at = agreement(db, world, pair), START - timedelta(days=3)
    sue = db.get_one(Account, world["sue"])
    sharing.offer(db, viewer_of(db, world, worker), running, supervisor=sue, level=Level.GOALS, at=at)
    for name in ("cora", "sue"):
        signs(db, world, name, running, number=2, at=at)


def test_an_end_at_once_is_news_to_worker_coach_and_the_named_supervisor(
    browse: Browse, world: World, db: Session
) -> None:
    sue_sees_goals(db, world, "cora-lee", "lee")
    end_now(db, viewer_of(db, world, "lee"), agreement(db, world, "cora-lee"), at=START - HOUR)
    db.commit()
    lee, cora, sue = (words(today_of(browse(who))) for who in ("lee", "cora", "sue"))

    assert "Your agreement with Cora ended on November 16" in lee
    assert (
        "Cora goes on reading what was written until then. Sue sees that assessments took place, and when, and of each"
        " coaching session the day, the minutes and what it was about, no words of it." in lee
    )
    assert "Your coaching of Lee ended on November 16" in cora
    assert "You go on reading what was written until then." in cora
    assert "Lee’s agreement with Cora ended on November 16" in sue
    assert "You see that assessments took place, and when, and of each coaching session the day, the minutes and" in sue
    for stranger in ("wren", "ash", "theo", "stan", "ada"):
        assert "Lee" not in " ".join(titles(today_of(browse(stranger))))


def test_what_an_ended_agreement_shared_is_news_no_more(browse: Browse, world: World, db: Session) -> None:
    sue_sees_goals(db, world, "cora-lee", "lee")
    db.commit()
    assert "Lee’s agreement shares more" in titles(today_of(browse("sue")))
    end_now(db, viewer_of(db, world, "lee"), agreement(db, world, "cora-lee"), at=START - HOUR)
    db.commit()

    for who in ("lee", "cora", "sue"):
        html = today_of(browse(who))
        assert "shares more" not in html
        assert "goals in words" not in html


def test_a_last_day_set_ahead_is_news_and_then_the_end_is(
    browse: Browse, world: World, db: Session, clock: Clock
) -> None:
    end_agreement(
        db, viewer_of(db, world, "cora"), agreement(db, world, "cora-lee"), on=date(2026, 11, 30), at=START - HOUR
    )
    db.commit()
    told = {who: [one for one in titles(today_of(browse(who))) if "November 30" in one] for who in ("lee", "cora")}
    assert told == {
        "lee": ["Your agreement with Cora ends on November 30"],
        "cora": ["Your coaching of Lee ends on November 30"],
    }  # fmt: skip

    clock.forward(days=15)
    assert "Your agreement with Cora ended on November 30" in titles(today_of(browse("lee")))
    clock.forward(days=15)
    assert "November 30" not in today_of(browse("lee"))


def test_a_replaced_coach_is_told_of_the_end_and_not_of_who_came(browse: Browse, world: World, db: Session) -> None:
    made = drafted(db, world, "lee", "theo")
    for name in ("theo", "lee"):
        signs(db, world, name, made)
    db.commit()
    cora, lee = today_of(browse("cora")), titles(today_of(browse("lee")))

    assert "Your coaching of Lee ended on November 16" in titles(cora)
    assert "Theo" not in cora
    assert "Your agreement with Cora ended on November 16" in lee
    assert "Your agreement with Theo is in force" in lee


def test_of_two_changes_of_what_is_shared_the_newest_alone_is_news(browse: Browse, world: World, db: Session) -> None:
    sue_sees_goals(db, world, "cora-lee", "lee")
    lee = viewer_of(db, world, "lee")
    sharing.narrow(db, lee, agreement(db, world, "cora-lee"), level=Level.ACTIVITY, at=START - HOUR)
    db.commit()

    for who in ("lee", "cora", "sue"):
        told = titles(today_of(browse(who)))
        assert [one for one in told if "shares" in one] == [
            "Lee’s agreement shares less" if who == "sue" else f"Your agreement with {_other(who)} shares less"
        ]
        assert "goals in words" not in today_of(browse(who))


def test_the_news_of_an_agreement_in_force_says_what_the_worker_chose_of_before(
    browse: Browse, world: World, db: Session
) -> None:
    agree(
        db, worker=db.get_one(Account, world["sol"]), coach=db.get_one(Account, world["theo"]),
        focuses={world.profiles["safety-mapping"]: 1}, starts_on=date(2026, 11, 16), earlier=Earlier.POINTS,
        at=START - HOUR,
    )  # fmt: skip
    db.commit()

    assert "Theo sees what you submit from now on, and the points from before." in words(today_of(browse("sol")))
    assert "You see what Sol submits from now on, and the points from before." in words(today_of(browse("theo")))


def _other(who: str) -> str:
    return "Cora" if who == "lee" else "Lee"
