"""Today, as each role finds it."""

import re
from datetime import UTC, date, datetime

from sqlmodel import Session

from app.people import actions as people
from app.people.models import Account, Agency
from app.people.permits import Role
from tests.clock import START, Clock
from tests.goals.given import rated, sent, words, wren_stands_at
from tests.home.given import Browse, Count, first_of, titles, today_of
from tests.stories import assess, viewer_of
from tests.world import World, agree


def test_a_stranger_is_sent_to_sign_in(browse: Browse) -> None:
    answer = browse().get("/")

    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=%2F")


def test_wren_starts_with_the_oldest_self_assessment_and_reads_the_other_below(browse: Browse) -> None:
    html = today_of(browse("wren"))

    assert "Monday, November 16, 2026" in html
    assert first_of(html) == "Assess yourself on Harm and Danger/Risk Statements"
    assert titles(html) == ["Assess yourself on Safety Mapping"]
    assert "Since Tue, Jun 30" in html
    assert html.count('class="button"') == 1


def test_a_self_assessment_of_this_month_takes_the_profile_off_the_list(
    browse: Browse, world: World, db: Session
) -> None:
    assess(db, world, "wren", "wren", date(2026, 11, 3), {"stakeholders": 3}, opened=False)
    assess(db, world, "wren", "wren", date(2026, 10, 3), {"purpose": 3}, profile="harm-and-danger")
    db.commit()
    html = today_of(browse("wren"))

    assert first_of(html) == "Assess yourself on Harm and Danger/Risk Statements"
    assert "By Mon, Nov 30" in html
    assert titles(html) == []


def test_when_all_is_done_nothing_is_due(browse: Browse, world: World, db: Session) -> None:
    assess(db, world, "wren", "wren", date(2026, 11, 3), {"stakeholders": 3}, opened=False)
    assess(db, world, "wren", "wren", date(2026, 11, 3), {"purpose": 3}, profile="harm-and-danger", opened=False)
    db.commit()

    assert first_of(today_of(browse("wren"))) == "Nothing is due"


def test_a_new_coach_reads_nothing_as_due_that_the_worker_does_not_owe_and_learns_no_day_of_before(
    browse: Browse, world: World, db: Session, clock: Clock
) -> None:
    assess(db, world, "sol", "sol", date(2026, 11, 5), {"stakeholders": 3})
    sol, theo = (db.get_one(Account, world[name]) for name in ("sol", "theo"))
    focuses = {world.profiles["safety-mapping"]: 3}
    agree(db, worker=sol, coach=theo, focuses=focuses, starts_on=date(2026, 11, 16), at=START)
    db.commit()
    clock.at = datetime(2026, 12, 16, 18, tzinfo=UTC)
    own, of_theo = today_of(browse("sol")), words(today_of(browse("theo")))

    assert first_of(own) == "Nothing is due"
    assert "Safety Mapping due Feb 28" in of_theo.replace("\N{NO-BREAK SPACE}", " ")
    assert [said for said in ("Nov 30", "Nov 5", "November 5", "Done") if said in of_theo] == []
    assess(db, world, "sol", "sol", date(2027, 2, 3), {"stakeholders": 3}, opened=False)
    db.commit()
    clock.at = datetime(2027, 2, 4, 18, tzinfo=UTC)
    assert "Done Feb 3" in words(today_of(browse("theo")))


def test_a_worker_without_a_coach_owes_nothing(browse: Browse) -> None:
    assert first_of(today_of(browse("sol"))) == "Nothing is due"


def test_a_proposal_waits_for_cora_before_all_else_and_for_wren_it_is_no_task(
    browse: Browse, world: World, db: Session
) -> None:
    wren_stands_at(db, world, 4)
    proposed = browse("wren").post(f"/workers/{world['wren']}/goals", sent())
    assert proposed.status_code == 303

    assert first_of(today_of(browse("cora"))) == "Wren proposes a goal"
    assert "proposes a goal" not in today_of(browse("wren"))


def test_a_check_back_is_due_in_its_month_for_both(browse: Browse, world: World, db: Session) -> None:
    wren_stands_at(db, world, 4)
    proposed = browse("wren").post(f"/workers/{world['wren']}/goals", sent(check_back_on="2026-11-25"))
    browse("cora").post(f"{proposed.headers['location'].partition('?')[0]}/confirmation")

    assert first_of(today_of(browse("cora"))) == "Check back with Wren"
    assert "Check back with Cora" in today_of(browse("wren"))
    assert "Stakeholders, from 4 toward 5. Ask what helped." in today_of(browse("cora"))


def test_a_draft_waits_for_its_author_alone(browse: Browse, world: World, db: Session) -> None:
    assess(db, world, "cora", "ash", date(2026, 11, 9), {"stakeholders": 8}, submit=False)
    db.commit()
    html = today_of(browse("cora"))

    # She has met nobody yet, and a draft goes after everything else.
    assert first_of(html) == "Pick a date with Ash"
    assert "Finish your rating of Ash" in titles(html)
    assert "Safety Mapping, 1 of 5 elements. Nobody but you sees the draft." in html
    assert "rating of" not in today_of(browse("ash"))


def test_a_self_assessment_that_nothing_asks_for_is_begun_and_not_due(
    browse: Browse, world: World, db: Session
) -> None:
    assess(db, world, "wren", "wren", date(2026, 11, 3), {"stakeholders": 3}, opened=False)
    assess(db, world, "wren", "wren", date(2026, 11, 10), {"stakeholders": 4}, submit=False)
    db.commit()
    page = words(today_of(browse("wren")))
    begun = page[page.index("Begun") :]
    assert "A self-assessment you began Safety Mapping, 1 of 5 elements. None is due now." in begun
    assert ("Finish your self-assessment" in page, "by Mon, Nov 30" in page, "One thing" in page) == (
        False, False, False,
    )  # fmt: skip
    assess(db, world, "wren", "wren", date(2026, 11, 4), {"purpose": 3}, profile="harm-and-danger", opened=False)
    db.commit()
    assert first_of(today_of(browse("wren"))) == "A self-assessment you began"


def test_coras_people_stand_by_first_name_with_goal_and_self_assessment(
    browse: Browse, world: World, db: Session
) -> None:
    assess(db, world, "lee", "lee", date(2026, 11, 2), {"stakeholders": 3})
    assess(db, world, "lee", "lee", date(2026, 11, 4), {"purpose": 3}, profile="harm-and-danger")
    db.commit()
    html = today_of(browse("cora"))
    said = words(html)

    assert re.findall(r'row-title"><a href="[^"]*">([^<]+)<', html) == ["Ash Whitfield", "Lee Tran", "Wren Castillo"]
    assert "By first name, A to Z." in said
    assert said.count("No goal yet") == 3
    assert "Done Nov 4" in said
    assert said.count("Harm and Danger/Risk Statements due Jun 30, and one more") == 2


def test_a_former_coach_has_nobody_on_the_page_of_the_day(browse: Browse) -> None:
    said = words(today_of(browse("theo")))

    assert "Nobody has a coaching agreement with you now." in said
    assert "Wren" not in said


def test_sue_sees_done_or_not_done_and_neither_a_point_nor_since_when_it_is_due(
    browse: Browse, world: World, db: Session
) -> None:
    wren_stands_at(db, world, 4)
    assess(db, world, "lee", "lee", date(2026, 11, 4), {"stakeholders": 3})
    assess(db, world, "lee", "lee", date(2026, 11, 6), {"purpose": 3}, profile="harm-and-danger")
    db.commit()
    html = today_of(browse("sue"))
    said = words(html)

    assert re.findall(r'scope="row"><a href="[^"]*">([^<]+)<', html) == ["Ash Whitfield", "Lee Tran", "Wren Castillo"]
    assert "Ash Whitfield Not done yet" in said
    assert "Lee Tran Done Nov 6 None" in said
    for word in ("Due ", "since", "Stakeholders", "Accomplished", "submitted", "stair"):
        assert word not in html


def test_sue_reads_of_several_practices_that_one_is_done_and_how_many_are_asked_for_and_not_which(
    browse: Browse, world: World, db: Session
) -> None:
    assess(db, world, "lee", "lee", date(2026, 11, 4), {"stakeholders": 3})
    db.commit()
    said = words(today_of(browse("sue")))

    assert "Lee Tran Done Nov 4; one more asked for None you can see" in said
    assert "Ash Whitfield Not done yet" in said
    for title in ("Safety Mapping", "Harm and Danger"):
        assert title not in said


def test_what_was_done_in_an_earlier_month_is_not_told_as_done_while_another_is_asked_for(
    browse: Browse, world: World, db: Session
) -> None:
    sol, cora = (db.get_one(Account, world[name]) for name in ("sol", "cora"))
    rhythms = {world.profiles["safety-mapping"]: 1, world.profiles["harm-and-danger"]: 3}
    agree(db, worker=sol, coach=cora, focuses=rhythms, starts_on=date(2026, 6, 1), at=datetime(2026, 6, 1, tzinfo=UTC))
    assess(db, world, "sol", "sol", date(2026, 9, 2), {"purpose": 3}, profile="harm-and-danger")
    assess(db, world, "sol", "sol", date(2026, 10, 5), {"stakeholders": 3})
    db.commit()
    assert "Sol Haddad Not done yet" in words(today_of(browse("stan")))

    assess(db, world, "sol", "sol", date(2026, 11, 9), {"purpose": 4}, profile="harm-and-danger")
    db.commit()
    assert "Sol Haddad Done Nov 9; one more asked for" in words(today_of(browse("stan")))


def test_a_closed_account_leaves_the_page_of_the_day_of_coach_and_supervisor(
    browse: Browse, world: World, db: Session
) -> None:
    people.disable_account(db, viewer_of(db, world, "ada"), db.get_one(Account, world["wren"]), at=START)
    db.commit()

    for reader in ("cora", "sue"):
        said = words(today_of(browse(reader)))
        assert "Ash Whitfield" in said
        assert "Wren" not in said


def test_what_is_due_is_named_beside_what_was_done(browse: Browse, world: World, db: Session) -> None:
    assess(db, world, "lee", "lee", date(2026, 11, 10), {"stakeholders": 3})
    db.commit()

    assert "Harm and Danger/Risk Statements due Jun 30" in words(today_of(browse("cora")))


def test_of_several_goals_the_one_checked_back_first_is_shown_with_the_way_to_the_others(
    browse: Browse, world: World, db: Session, count_queries: Count
) -> None:
    wren_stands_at(db, world, 4)
    rated(db, world, "wren", "wren", point=4, on=date(2026, 11, 13), element="context")
    cora = browse("cora")

    def agreed(**changes: object) -> None:
        proposed = browse("wren").post(f"/workers/{world['wren']}/goals", sent(**changes))
        assert proposed.status_code == 303, words(proposed.text)
        browse("cora").post(f"{proposed.headers['location'].partition('?')[0]}/confirmation")

    agreed()
    assert "more goal" not in words(today_of(cora))
    one = count_queries(lambda: today_of(cora))
    agreed(element="context", indicators=["a1"], check_back_on="2026-12-10")
    html = today_of(cora)

    assert "check back Dec 10 and one more goal of Wren" in words(html)
    assert f'href="/workers/{world["wren"]}/goals"' in html
    assert count_queries(lambda: today_of(cora)) == one


def test_a_proposal_has_the_day_it_was_made_and_none_by_which(browse: Browse, world: World, db: Session) -> None:
    wren_stands_at(db, world, 4)
    browse("cora").post(f"/workers/{world['wren']}/goals", sent())
    said = words(today_of(browse("wren")))

    assert "Cora proposes a goal" in said
    assert "Proposed Mon, Nov 16" in said
    assert "by Mon, Nov 16" not in said


def test_a_proposal_stands_in_the_place_of_the_goal_and_says_whose_word_it_waits_for(
    browse: Browse, world: World, db: Session
) -> None:
    wren_stands_at(db, world, 4)
    browse("cora").post(f"/workers/{world['wren']}/goals", sent())
    cora, wren = words(today_of(browse("cora"))), words(today_of(browse("wren")))

    assert cora.count("Stakeholders: proposed, waits for Wren") == 1
    assert cora.count("No goal yet") == 2
    assert "Stakeholders: proposed, waits for you" in wren
    assert "No goal yet" not in wren
    for stranger in ("theo", "ash", "sue", "ada"):
        assert "proposed, waits" not in today_of(browse(stranger))


def test_an_agency_is_set_up_from_units_to_people_to_agreements(browse: Browse, world: World, db: Session) -> None:
    agency = people.add_agency(db, name="New County", time_zone="UTC", at=START)

    def add(name: str, role: Role) -> None:
        made = people.add_account(
            db, None, agency=agency, name=name, email=f"{name[:2]}@new.example", roles={role}, password=None, at=START
        )
        world.people[f"new {name}"] = made.id
        db.commit()

    add("Vera Lund", Role.ADMINISTRATOR)
    vera = browse("new Vera Lund")
    html = today_of(vera)
    assert first_of(html) == "Add your first unit"
    assert "Every worker has a coach now" not in html
    vera.post("/agency/units", {"name": "Intake"})
    assert first_of(today_of(vera)) == "Add the people"
    add("Wim Boer", Role.WORKER)
    assert first_of(today_of(vera)) == "Add a coach"
    add("Cleo Vance", Role.COACH)
    html = today_of(vera)
    assert first_of(html) == "Find a coach for one worker"
    assert '<a class="button" href="/agreements/new">Draft an agreement</a>' in " ".join(html.split())
    for name in ("Vera Lund", "Wim Boer", "Cleo Vance"):
        del world.people[f"new {name}"]


def test_ada_reads_counts_of_people_and_agreements_and_how_many_have_no_coach(browse: Browse) -> None:
    said = words(today_of(browse("ada")))

    assert "Nine accounts" in said
    assert "Three coaching agreements in force" in said
    assert "Two workers without a coach now" in said
    assert "You see no points." in said


def test_an_academy_lead_reads_honestly_that_there_is_nothing_yet(browse: Browse, world: World, db: Session) -> None:
    agency = db.get_one(Agency, world.agency)
    lead = people.add_account(
        db, None, agency=agency, name="Lena Fox", email="lena@example.org", roles={Role.ACADEMY_LEAD}, password=None,
        at=START,
    )  # fmt: skip
    db.commit()
    world.people["lena"] = lead.id
    html = today_of(browse("lena"))
    del world.people["lena"]

    assert "Pages for groups of people come in a later version." in html
    assert "first-title" not in html


def test_five_things_are_listed_and_the_rest_is_folded(browse: Browse, world: World, db: Session) -> None:
    for profile, element in (
        ("safety-mapping", "context"),
        ("harm-and-danger", "purpose"),
        ("safety-planning", "purpose"),
        ("safety-networks", "context"),
    ):
        assess(db, world, "cora", "wren", date(2026, 11, 9), {element: 3}, profile=profile, submit=False)
    db.commit()
    # Two dates to pick are there as well, beside the first of all.
    html = today_of(browse("cora"))

    assert "Six things." in html
    assert "<summary>1 more</summary>" in html
    assert len(titles(html[: html.index('<details class="disclosure"')])) == 5


def test_five_self_assessments_that_are_begun_are_listed_and_the_rest_is_folded(
    browse: Browse, world: World, db: Session
) -> None:
    for profile, element in (
        ("safety-planning", "purpose"), ("safety-networks", "context"), ("childs-perspective", "context"),
        ("key-expectations", "child-youth-voice"), ("actions-social-worker", "family-relationships-1"),
        ("actions-supervisor", "family-relationships-1"),
    ):  # fmt: skip
        assess(db, world, "wren", "wren", date(2026, 11, 9), {element: 3}, profile=profile, submit=False)
    db.commit()
    _, _, begun = today_of(browse("wren")).partition('part-title">Begun<')
    shown, _, folded = begun.partition('<details class="disclosure"')
    told = "A self-assessment you began"
    assert (shown.count(f">{told}<"), folded.count(f">{told}<")) == (5, 1)


def test_five_news_are_listed_and_the_rest_is_folded(browse: Browse, world: World, db: Session) -> None:
    for number in range(6):
        assess(db, world, "cora", "lee", date(2026, 11, 6 + number), {"purpose": 3}, profile="safety-planning")
    db.commit()
    html = today_of(browse("lee"))
    told = "Cora rated you"
    _, _, new = html.partition('part-title">New<')
    shown, _, folded = new.partition('<details class="disclosure"')

    assert (shown.count(f">{told}<"), folded.count(f">{told}<")) == (5, 1)
    assert "<summary>1 more</summary>" in new


def test_today_asks_as_many_questions_for_one_thing_as_for_many(
    browse: Browse, world: World, db: Session, count_queries: Count
) -> None:
    cora = browse("cora")
    today_of(cora)
    rated(db, world, "wren", "wren", point=4, on=date(2026, 11, 12))
    one = count_queries(lambda: today_of(cora))
    for worker in ("ash", "lee"):
        rated(db, world, worker, worker, point=4, on=date(2026, 11, 12))
        assess(db, world, "cora", worker, date(2026, 11, 9), {"stakeholders": 8}, submit=False)
    db.commit()

    # One asks for the coaching sessions to come, one for what was said there that one would do, two for rhythm and
    # pauses, one for what waits to be put on the shelf and one for what became of own texts there, which somebody may
    # have given before coaching, one for what the other side said of coaching sessions, and two for when one last met
    # and how much time was agreed, where no date is set.
    assert count_queries(lambda: today_of(cora)) == one <= 32


def test_nobodys_account_leaks_from_another_agency(browse: Browse, db: Session, world: World) -> None:
    assert db.get_one(Account, world["otto"]).name == "Otto Brandt"
    db.commit()
    for reader in ("wren", "cora", "sue", "ada", "theo", "stan"):
        assert "Otto" not in today_of(browse(reader))
