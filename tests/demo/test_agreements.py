"""The agreements of the invented county: every level, every choice, and some that wait."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from app.agreements.waits import waiting_for_signature
from app.db import Database
from app.people.models import Account, Agreement, AgreementSignature, AgreementTerms, Earlier
from app.people.permits import Level
from tests.demo.conftest import NOVEMBER
from tests.world import as_viewer


def levels_of(database: Database, name: str) -> list[tuple[Level, bool]]:
    """What the person's newest agreement that is in force shares, from its beginning on, and whether it counts."""
    with database.reading() as db:
        rows = db.execute(
            sa.select(col(AgreementTerms.level), col(AgreementTerms.in_force_at))
            .join(Agreement, col(Agreement.id) == col(AgreementTerms.agreement_id))
            .join(Account, col(Account.id) == col(Agreement.worker_id))
            .where(
                col(Account.name).startswith(name), col(Agreement.opens_at) <= NOVEMBER,
                col(Agreement.closes_at).is_(None),
            )
            .order_by(col(AgreementTerms.number))
        )  # fmt: skip
        return [(Level(row.level), row.in_force_at is not None) for row in rows]


def test_most_share_activity_some_goals_and_one_ratings(november: Database) -> None:
    assert levels_of(november, "Noor") == [(Level.ACTIVITY, True)]
    assert levels_of(november, "Chloe") == [(Level.GOALS, True)]
    assert levels_of(november, "Ash") == [(Level.RATINGS, True)]


def test_abel_narrowed_and_wren_widened(november: Database) -> None:
    assert levels_of(november, "Abel") == [(Level.RATINGS, True), (Level.GOALS, True)]
    assert levels_of(november, "Wren") == [(Level.ACTIVITY, True), (Level.GOALS, True)]


def test_lees_offer_waits_for_sue_alone_and_hanas_draft_for_hana_alone(november: Database) -> None:
    assert levels_of(november, "Lee") == [(Level.GOALS, True), (Level.RATINGS, False)]
    with november.reading() as db:
        people = list(db.exec(select(Account).order_by(col(Account.name))))
        found = [
            (person.name, one.worker, one.coach, one.is_offer)
            for person in people
            for one in waiting_for_signature(db, as_viewer(db, person), NOVEMBER)
        ]
    assert found == [
        ("Hana Sato", "Hana Sato", "Priya Nair", False),
        ("Sue Okafor", "Lee Tran", "Cora Lindqvist", True),
    ]


def test_two_have_signed_what_waits_for_hana(november: Database) -> None:
    with november.reading() as db:
        signed = db.scalar(
            sa.select(sa.func.count())
            .select_from(AgreementSignature)
            .join(AgreementTerms, col(AgreementTerms.id) == col(AgreementSignature.terms_id))
            .join(Agreement, col(Agreement.id) == col(AgreementTerms.agreement_id))
            .where(col(Agreement.opens_at).is_(None))
        )
    assert signed == 2


def test_zoes_agreement_is_signed_and_still_to_come(november: Database) -> None:
    with november.reading() as db:
        rows = db.execute(
            sa.select(col(Account.name), col(Agreement.starts_on))
            .join(Account, col(Account.id) == col(Agreement.worker_id))
            .where(col(Agreement.opens_at) > NOVEMBER)
        ).all()
    assert [tuple(row) for row in rows] == [("Zoe Marin", date(2026, 12, 1))]


def test_all_three_choices_about_the_earlier_record_occur_where_a_coach_followed_another(november: Database) -> None:
    before = aliased(Agreement)
    with november.reading() as db:
        rows = db.execute(
            sa.select(col(Account.name), col(Agreement.earlier))
            .join(Account, col(Account.id) == col(Agreement.worker_id))
            .join(
                before,
                sa.and_(
                    col(before.worker_id) == col(Agreement.worker_id), col(before.opens_at) < col(Agreement.opens_at)
                ),
            )
        )
        chosen = {row.name.split()[0]: row.earlier for row in rows}
    assert chosen == {"Wren": Earlier.ALL, "Noor": Earlier.POINTS, "Gina": Earlier.NOTHING}


def test_every_agreement_in_force_is_signed_by_worker_and_coach(november: Database) -> None:
    terms = aliased(AgreementTerms)
    first = sa.and_(col(terms.agreement_id) == col(Agreement.id), col(terms.number) == 1)
    with november.reading() as db:
        rows = db.execute(
            sa.select(col(Agreement.id), sa.func.count(col(AgreementSignature.id)).label("signatures"))
            .join(terms, first)
            .outerjoin(AgreementSignature, col(AgreementSignature.terms_id) == col(terms.id))
            .where(col(Agreement.opens_at).is_not(None))
            .group_by(col(Agreement.id))
        ).all()
    assert {row.signatures for row in rows} <= {2, 3}
    assert len(rows) > 10
