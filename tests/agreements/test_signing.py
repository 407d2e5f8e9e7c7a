"""Worker and coach put an agreement in force with their signatures; nobody signs for somebody else."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.agreements.actions import change_draft, end_agreement, end_now, remove_draft
from app.agreements.sharing import terms_in_force
from app.agreements.signing import CHANGED, sign, signed_parts
from app.audit.entries import put_on_record
from app.audit.models import AuditEntry
from app.people.access import Viewer
from app.people.models import Account, AccountRole, Agreement, AgreementSignature, AgreementTerms, Earlier, Part
from app.people.permits import Level, Role
from app.web.errors import ConflictError, ProblemsError, RefusedError
from tests.agreements.given import account, draft, drafted_by_ada, of_sol, sign_on_page, signed
from tests.agreements.test_agreements import fields_for
from tests.clock import START, Clock
from tests.conftest import Browser
from tests.goals.given import words
from tests.world import World, as_viewer

Browse = Callable[..., Browser]
Ask = Callable[[Any], list[Any]]


def viewer_of(db: Session, world: World, name: str) -> Viewer:
    return as_viewer(db, account(db, world, name))


def leave(db: Session, world: World, name: str) -> None:
    db.execute(sa.update(Account).where(col(Account.id) == world[name]).values(disabled_at=START))
    db.expire_all()


def opens_at(agreement: Agreement) -> datetime | None:
    return agreement.opens_at


def first_terms(db: Session, agreement: Agreement) -> AgreementTerms:
    return db.exec(select(AgreementTerms).where(col(AgreementTerms.agreement_id) == agreement.id)).one()


@pytest.mark.parametrize("order", [("sol", "cora"), ("cora", "sol"), ("stan", "sol", "cora"), ("stan", "cora", "sol")])
def test_worker_and_coach_put_it_in_force_in_whatever_order(db: Session, world: World, order: tuple[str, ...]) -> None:
    made = draft(db, world, level=Level.ACTIVITY)
    signed(db, world, made, *order[:-1])
    assert opens_at(made) is None
    signed(db, world, made, order[-1])
    # The first of December begins at eight in the morning of Greenwich where Bay County is.
    assert (made.opens_at, made.closes_at) == (datetime(2026, 12, 1, 8, tzinfo=UTC), None)
    assert first_terms(db, made).in_force_at == made.opens_at


def test_goals_wait_for_the_supervisor_while_coaching_begins_without(db: Session, world: World) -> None:
    made = draft(db, world, starts_on=date(2026, 11, 16))
    signed(db, world, made, "sol", "cora")
    assert (made.opens_at, terms_in_force(db, made)) == (START, None)
    later = START + timedelta(days=2)
    signed(db, world, made, "stan", at=later)
    terms = first_terms(db, made)
    assert (terms.in_force_at, terms.unit_id, terms.bound_on) == (later, world.units["south"], date(2026, 11, 18))


def test_a_supervisor_who_signs_first_sees_goals_from_the_last_signature_on(db: Session, world: World) -> None:
    made = draft(db, world, starts_on=date(2026, 11, 16))
    signed(db, world, made, "stan")
    later = START + timedelta(hours=1)
    signed(db, world, made, "cora", "sol", at=later)
    terms = first_terms(db, made)
    assert (made.opens_at, terms.in_force_at, terms.unit_id) == (later, later, world.units["south"])


def test_signing_twice_is_signing_once(browse: Browse, ask: Ask, world: World) -> None:
    path = drafted_by_ada(browse, fields_for(world))
    cora = browse("cora")
    assert [sign_on_page(cora, path).status_code for _ in range(2)] == [303, 303]
    assert len(ask(select(AgreementSignature).where(col(AgreementSignature.account_id) == world["cora"]))) == 3 + 1
    signings = select(AuditEntry).where(
        col(AuditEntry.action) == "agreement:sign", col(AuditEntry.actor_id) == world["cora"],
        col(AuditEntry.at) >= START,
    )  # fmt: skip
    assert len(ask(signings)) == 1


def test_the_worker_chooses_what_is_seen_from_before_and_may_choose_anew_until_the_coach_has_signed(
    browse: Browse, ask: Ask, world: World
) -> None:
    path = drafted_by_ada(browse, fields_for(world))
    sol = browse("sol")
    refused = sign_on_page(sol, path)
    assert (refused.status_code, 'id="error-earlier"' in refused.text) == (422, True)
    for choice in ("all", "points"):
        assert sign_on_page(sol, path, earlier=choice).status_code == 303
        assert [agreement.earlier for agreement in ask(of_sol(world))] == [Earlier(choice)]
    sign_on_page(browse("cora"), path)
    assert sign_on_page(sol, path, earlier="all").status_code == 303
    assert [agreement.earlier for agreement in ask(of_sol(world))] == [Earlier.POINTS]


def test_nothing_is_the_choice_that_is_made_for_sol_until_sol_makes_another(browse: Browse, world: World) -> None:
    path = drafted_by_ada(browse, fields_for(world))
    form = browse("sol").get(path).text.partition('name="earlier"')[2]
    before, _, after = form.partition("checked")
    assert ('value="nothing"' in before, 'value="points"' in before, "checked" in after) == (True, False, False)


def test_changed_words_are_not_signed_by_whoever_read_the_old_ones(
    browse: Browse, db: Session, ask: Ask, world: World
) -> None:
    path = drafted_by_ada(browse, fields_for(world))
    sign_on_page(browse("cora"), path)
    changed = browse("ada").post(path, fields_for(world, number="1", level="ratings"))
    assert changed.status_code == 303
    answer = sign_on_page(browse("sol"), path, earlier="nothing")
    assert (answer.status_code, CHANGED in words(answer.text)) == (409, True)
    made = db.exec(of_sol(world)).one()
    newest = db.exec(
        select(AgreementTerms).where(col(AgreementTerms.agreement_id) == made.id, col(AgreementTerms.number) == 2)
    ).one()
    assert (signed_parts(db, newest), made.opens_at) == (set(), None)


@pytest.mark.parametrize("number", ["", "0", "2", "one", "-1", "٣", "9" * 30])
def test_a_number_that_nobody_read_signs_nothing(browse: Browse, ask: Ask, world: World, number: str) -> None:
    path = drafted_by_ada(browse, fields_for(world))
    assert browse("cora").post(f"{path}/signature", {"number": number}).status_code == 409
    assert [agreement.opens_at for agreement in ask(of_sol(world))] == [None]


def test_nobody_signs_in_somebody_elses_stead(browse: Browse, ask: Ask, world: World) -> None:
    path = drafted_by_ada(browse, fields_for(world))
    found = {
        name: sign_on_page(browse(name), path, earlier="all").status_code for name in ("ada", "wren", "theo", "sue")
    }
    assert found == {"ada": 403, "wren": 404, "theo": 404, "sue": 404}
    assert sign_on_page(browse("olga"), path).status_code == 404
    assert sign_on_page(browse(), path).status_code == 401
    made = {row.id for row in ask(of_sol(world))}
    assert made
    assert ask(select(AgreementSignature).where(col(AgreementSignature.signed_at) >= START)) == []


def test_an_administrator_who_is_a_coach_elsewhere_cannot_sign_for_others(db: Session, world: World) -> None:
    made = draft(db, world)
    with pytest.raises(RefusedError):
        sign(db, viewer_of(db, world, "ada"), made, number=1, earlier=Earlier.ALL, at=START)


def test_a_supervisor_of_another_unit_reads_why_there_is_nothing_to_sign(
    browse: Browse, db: Session, world: World
) -> None:
    # As after a move: the form takes nobody who does not supervise the worker.
    path = f"/agreements/{draft(db, world, supervisor='sue', by=None).id}"
    db.commit()
    sue = browse("sue")
    said = "You do not supervise Sol’s unit today, so there is nothing for you to sign yet."
    assert said in words(sue.get(path).text)
    assert "Sign as supervisor" not in sue.get(path).text
    assert sign_on_page(sue, path).status_code == 422


def test_whoever_is_coach_and_supervisor_signs_both_at_once(
    browse: Browse, db: Session, ask: Ask, world: World
) -> None:
    db.add(AccountRole(account_id=world["stan"], role=Role.COACH))
    db.commit()
    path = drafted_by_ada(browse, fields_for(world, coach=str(world["stan"]), level="goals"))
    stan = browse("stan")
    page = words(stan.get(path).text)
    assert "Also the supervisor of the unit." in page
    assert "Sign as coach and supervisor" in page
    sign_on_page(stan, path)
    sign_on_page(browse("sol"), path, earlier="nothing")
    (agreement,) = ask(of_sol(world))
    (terms,) = ask(select(AgreementTerms).where(col(AgreementTerms.agreement_id) == agreement.id))
    assert (agreement.opens_at, terms.in_force_at) == (terms.in_force_at, agreement.opens_at)
    signatures = ask(select(AgreementSignature).where(col(AgreementSignature.terms_id) == terms.id))
    assert {one.part for one in signatures} == {Part.WORKER, Part.COACH, Part.SUPERVISOR}


def test_a_coach_who_supervises_another_unit_signs_as_coach_alone(db: Session, world: World) -> None:
    db.add(AccountRole(account_id=world["sue"], role=Role.COACH))
    made = draft(db, world, coach="sue", supervisor="sue", by=None)
    signed(db, world, made, "sol", "sue")
    assert made.opens_at is not None
    assert signed_parts(db, first_terms(db, made)) == {Part.WORKER, Part.COACH}
    assert terms_in_force(db, made) is None


def test_the_agreement_from_before_ends_with_the_new_one_and_the_worker_alone_is_told(
    browse: Browse, ask: Ask, world: World
) -> None:
    fields = fields_for(world, worker=str(world["wren"]), coach=str(world["theo"]), supervisor=str(world["sue"]))
    path = drafted_by_ada(browse, fields)
    said = "Your agreement with Cora ends when this one begins: one worker has one coach at a time."
    assert said in words(browse("wren").get(path).text)
    for name in ("theo", "sue", "ada"):
        assert "Cora" not in browse(name).get(path).text
    sign_on_page(browse("wren"), path, earlier="nothing")
    sign_on_page(browse("theo"), path)
    (before,) = ask(select(Agreement).where(col(Agreement.id) == world.agreements["cora-wren"]))
    assert (before.ends_on, before.closes_at.isoformat()) == (date(2026, 11, 30), "2026-12-01T08:00:00+00:00")


def test_days_that_a_signed_agreement_takes_are_told_to_the_worker_and_not_to_the_coach(
    browse: Browse, db: Session, world: World
) -> None:
    first = draft(db, world, coach="theo", supervisor=None, level=Level.ACTIVITY, starts_on=date(2026, 12, 15))
    second = draft(db, world)
    signed(db, world, first, "theo", "sol")
    db.commit()
    path, cora, sol = f"/agreements/{second.id}", browse("cora"), browse("sol")
    answer = sign_on_page(sol, path, earlier="nothing")
    assert answer.status_code == 422
    assert "Another agreement that is signed already begins on these days." in words(answer.text)
    assert sign_on_page(cora, path).status_code == 303
    assert sign_on_page(sol, path, earlier="nothing").status_code == 422
    page = cora.get(path).text
    assert ("Theo" in page, "December 15" in page, "cannot begin" in page) == (False, False, False)


def test_a_coach_who_signs_last_is_told_no_more_than_to_ask_the_worker(
    browse: Browse, db: Session, world: World
) -> None:
    first = draft(db, world, coach="theo", supervisor=None, level=Level.ACTIVITY, starts_on=date(2026, 12, 15))
    second = draft(db, world)
    signed(db, world, first, "theo", "sol")
    # As from a time when the worker could sign over such days.
    db.add(AgreementSignature(
        terms_id=first_terms(db, second).id, account_id=world["sol"], part=Part.WORKER, signed_at=START
    ))  # fmt: skip
    db.commit()
    answer = sign_on_page(browse("cora"), f"/agreements/{second.id}")
    assert answer.status_code == 422
    said = words(answer.text)
    assert "Something changed since the worker signed. Please ask the worker to read this again." in said
    assert "Theo" not in answer.text
    assert "December 15" not in answer.text


def test_sol_reads_which_agreement_takes_the_days(browse: Browse, db: Session, world: World) -> None:
    first = draft(db, world, coach="theo", supervisor=None, level=Level.ACTIVITY, starts_on=date(2026, 12, 15))
    second = draft(db, world)
    signed(db, world, first, "theo", "sol")
    signed(db, world, second, "cora")
    db.commit()
    page = words(browse("sol").get(f"/agreements/{second.id}").text)
    assert "Your agreement with Theo begins on December 15, 2026. This one needs a last day before that." in page


def test_a_draft_that_sol_signed_before_another_came_in_force_is_signed_again(db: Session, world: World) -> None:
    waits = draft(db, world, supervisor=None, level=Level.ACTIVITY, starts_on=date(2026, 12, 20))
    signed(db, world, waits, "sol", earlier=Earlier.ALL)
    other = draft(db, world, coach="theo", supervisor=None, level=Level.ACTIVITY)
    signed(db, world, other, "theo", "sol")
    assert signed_parts(db, first_terms(db, waits)) == set()
    signed(db, world, waits, "cora")
    assert (waits.opens_at, other.closes_at) == (None, None)
    signed(db, world, waits, "sol")
    assert other.closes_at == waits.opens_at
    put_on_record(db)
    asked = db.exec(select(AuditEntry).where(col(AuditEntry.subject_id) == waits.id)).all()
    assert "agreement:ask-again" in {entry.action for entry in asked}


@pytest.mark.parametrize("gone", ["sol", "cora"])
def test_nobody_signs_with_somebody_who_has_left(db: Session, world: World, gone: str) -> None:
    made = draft(db, world, level=Level.ACTIVITY)
    signed(db, world, made, gone)
    leave(db, world, gone)
    stays = "cora" if gone == "sol" else "sol"
    with pytest.raises(ProblemsError) as refused:
        signed(db, world, made, stays)
    assert list(refused.value.problems) == ["sign"]
    assert made.opens_at is None


def test_a_coach_without_the_role_signs_nothing(db: Session, world: World) -> None:
    made = draft(db, world)
    db.execute(sa.delete(AccountRole).where(col(AccountRole.account_id) == world["cora"]))
    with pytest.raises(RefusedError):
        signed(db, world, made, "cora")


def test_a_removed_draft_is_gone_for_whoever_still_has_its_page_open(browse: Browse, ask: Ask, world: World) -> None:
    path = drafted_by_ada(browse, fields_for(world))
    sign_on_page(browse("cora"), path)
    assert (
        browse("sol").post(f"{path}/removal", {"sure": "yes"}).headers["location"]
        == "/agreements?done=agreement-removed"
    )
    assert sign_on_page(browse("cora"), path).status_code == 404
    assert ask(of_sol(world)) == []
    removed = ask(select(AuditEntry).where(col(AuditEntry.action) == "agreement:remove-draft"))
    assert [entry.actor_id for entry in removed] == [world["sol"]]


def test_a_draft_removed_in_the_same_moment_is_no_error(db: Session, world: World) -> None:
    made = draft(db, world)
    of_sol_then = db.get_one(Agreement, made.id)
    db.expunge(of_sol_then)
    remove_draft(db, viewer_of(db, world, "ada"), db.get_one(Agreement, made.id), at=START)
    steps: list[Callable[[], None]] = [
        lambda: signed(db, world, of_sol_then, "cora"),
        lambda: remove_draft(db, viewer_of(db, world, "cora"), of_sol_then, at=START),
        lambda: end_now(db, viewer_of(db, world, "cora"), of_sol_then, at=START),
    ]
    for late in steps:
        with pytest.raises(ConflictError):
            late()


@pytest.mark.parametrize("name", ["ada", "cora", "sol", "stan"])
def test_everybody_whom_a_draft_names_and_the_administrator_may_decline_it(
    browse: Browse, ask: Ask, world: World, name: str
) -> None:
    path = drafted_by_ada(browse, fields_for(world))
    assert browse(name).post(f"{path}/removal", {"sure": "yes"}).status_code == 303
    assert ask(of_sol(world)) == []


def test_what_is_in_force_is_neither_removed_nor_changed(browse: Browse, world: World) -> None:
    path = f"/agreements/{world.agreements['cora-wren']}"
    assert browse("wren").post(f"{path}/removal", {"sure": "yes"}).status_code == 409
    cora = browse("cora")
    assert [cora.get(f"{path}/edit").status_code, cora.post(path, fields_for(world, number="1")).status_code] == [
        409,
        409,
    ]


def test_a_draft_has_no_end_and_what_has_ended_has_no_signature(db: Session, world: World) -> None:
    made, cora = draft(db, world), viewer_of(db, world, "cora")
    endings: list[Callable[[], None]] = [
        lambda: end_now(db, cora, made, at=START),
        lambda: end_agreement(db, cora, made, on=date(2026, 12, 31), at=START),
    ]
    for ending in endings:
        with pytest.raises(ConflictError):
            ending()
    signed(db, world, made, "sol", "cora")
    end_now(db, cora, made, at=START)
    with pytest.raises(ConflictError):
        signed(db, world, made, "stan")


def test_a_changed_draft_is_signed_anew_and_a_change_sent_twice_is_one(
    browse: Browse, ask: Ask, world: World, clock: Clock
) -> None:
    path = drafted_by_ada(browse, fields_for(world))
    sign_on_page(browse("cora"), path)
    clock.forward(minutes=1)
    cora, change = browse("cora"), fields_for(world, number="1", level="goals", ends_on="2027-06-30")
    assert 'value="2026-12-01"' in cora.get(f"{path}/edit").text
    assert [cora.post(path, change).status_code for _ in range(2)] == [303, 303]
    (made,) = ask(of_sol(world))
    terms = ask(
        select(AgreementTerms).where(col(AgreementTerms.agreement_id) == made.id).order_by(col(AgreementTerms.number))
    )
    assert [(one.number, one.level, one.withdrawn_at) for one in terms] == [
        (1, Level.ACTIVITY, clock()), (2, Level.GOALS, None),
    ]  # fmt: skip
    assert (made.ends_on, made.coach_id) == (date(2027, 6, 30), world["cora"])
    late = browse("ada").post(path, fields_for(world, number="1", level="ratings"))
    assert late.status_code == 409


def test_a_change_that_does_not_do_keeps_what_was_typed(browse: Browse, world: World) -> None:
    path = drafted_by_ada(browse, fields_for(world))
    answer = browse("cora").post(path, fields_for(world, number="1", ends_on="2026-11-30"))
    assert answer.status_code == 422
    assert 'value="2026-11-30"' in answer.text
    assert 'name="number" value="1"' in answer.text


def test_neither_worker_nor_supervisor_changes_a_draft(browse: Browse, world: World) -> None:
    path = drafted_by_ada(browse, fields_for(world))
    for name, answer in {"sol": 403, "stan": 403, "theo": 404, "olga": 404}.items():
        assert browse(name).get(f"{path}/edit").status_code == answer
        assert browse(name).post(path, fields_for(world, number="1")).status_code == answer


def test_the_action_refuses_a_stale_change(db: Session, world: World) -> None:
    made, stan = draft(db, world), account(db, world, "stan")
    of_mapping = {world.profiles["safety-mapping"]: 1}

    def change(level: Level, number: int) -> None:
        change_draft(
            db, viewer_of(db, world, "cora"), made, supervisor=stan, level=level, focuses=of_mapping,
            starts_on=date(2026, 12, 1), ends_on=None, number=number, at=START,
        )  # fmt: skip

    change(Level.RATINGS, 1)
    with pytest.raises(ConflictError):
        change(Level.ACTIVITY, 1)
    change(Level.RATINGS, 1)
    assert (
        db.scalar(sa.select(sa.func.max(AgreementTerms.number)).where(col(AgreementTerms.agreement_id) == made.id)) == 2
    )


def test_the_account_of_the_supervisor_is_not_needed_for_coaching(db: Session, world: World) -> None:
    made = draft(db, world)
    leave(db, world, "stan")
    signed(db, world, made, "sol", "cora")
    assert made.opens_at is not None
