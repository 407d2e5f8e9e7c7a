"""A right form for every route that changes something, sent by somebody who may, and what each field must refuse."""

from dataclasses import dataclass
from typing import Any

from tests.access.records import Ids
from tests.bad_input import values
from tests.goals.given import sent
from tests.world import World


@dataclass(frozen=True)
class Field:
    """`right` is what does; `refused` must be refused; `odd` may be taken or not, and never breaks anything."""

    right: Any = ""
    refused: tuple[Any, ...] = ()
    odd: tuple[Any, ...] = values.ANY


@dataclass(frozen=True)
class Form:
    """Sent by `person` to `address`; `stores` says that a refusal writes something, too, on purpose."""

    person: str
    address: str
    fields: dict[str, Field]
    stores: bool = False


def name(right: str) -> Field:
    return Field(right, values.NAMES, values.WORDS + values.SQL)


def text(right: str, most: int, odd: tuple[Any, ...] = values.WORDS + values.SQL) -> Field:
    return Field(right, ("x" * (most + 1), "é" * (most + 1)), odd)


def day(right: str) -> Field:
    return Field(right, values.DAYS, values.MARKUP[:3] + values.SQL[:2])


def choice(right: str, *more: Any) -> Field:
    """One of a list: nothing else is taken."""
    return Field(right, (*values.MARKUP[:4], "nothing-like-it", "x" * 300, "-1", b"\xff", *more), values.TEXTS[:4])


def point(right: str) -> Field:
    return Field(right, (*values.POINTS, [right, right]), values.MARKUP[:3])


def one_of(right: Any) -> Field:
    return Field(str(right), values.IDS, values.SQL)


def number(right: str) -> Field:
    return Field(right, (), values.NUMBERS + values.MARKUP[:3])


def some(fields: dict[str, Field], step: int = 4) -> dict[str, Field]:
    """A part of each list, for fields that another route reads with the same lines of code and the whole list."""
    return {key: Field(one.right, one.refused[::step], one.odd[::step]) for key, one in fields.items()}


FREE = Field()


def forms(world: World, ids: Ids, proposed: str) -> dict[str, Form]:
    """By the route's path. `proposed` is a goal that Cora proposed to Wren."""
    mapping = str(world.profiles["safety-mapping"])
    rhythm = f"rhythm-{mapping}"
    wording = {
        "supervisor": Field("", values.IDS[1:], values.SQL), "level": choice("activity", ""),
        "starts_on": day("2026-12-01"), "ends_on": day(""), "focus": one_of(mapping),
        rhythm: choice("1", "0", "13", ""),
        "hours": Field("1.5", ("", "-1", "20.25", "1.3", "2h", "1e1", "100", "٢"), values.MARKUP[:3]),
    }  # fmt: skip
    sheet = {
        "observed_on": day("2026-11-11"), "setting": choice("family-meeting"), "details-were": Field("2026-11-11"),
        "point-content": point("5"), "seen-content": choice("a1", ""), "note-content": text("They drew it.", 10_000),
        "revision-content": number("1"),
    }  # fmt: skip
    element = {key: one for key, one in sheet.items() if key.endswith("-content")}
    account = {
        "name": name("Nia Ford"), "roles": Field("worker", ("", "owner", "operator", "x" * 300), values.ANY),
        "email": Field(
            "nia@example.org", ("", "nia", "@", "nia@b", "nia@b@c.org", "n ia@b.org", "a@b.org\r\nBcc: x@b.org",
            "x" * 201 + "@b.org", "nia@b.org\u202e", "a@\u200b.org\x00\x07"), values.MARKUP + values.SQL,
        ),
    }  # fmt: skip
    password = Field("four new words here", ("", "short", "x" * 300, "aaaaaaaaaaaaaaaaaaaa"), values.MARKUP[:2])
    # Without a first password nobody signs in yet, and that is a choice.
    first = Field(password.right, password.refused[1:], password.odd)
    plan: dict[str, Any] = sent()
    step = {
        "profile": choice(plan["profile"], ""), "element": choice(plan["element"], ""), "form_key": FREE,
        "opened_at": Field("4", ("3", "x", "4.5"), values.MARKUP[:3]), "target": point("5"),
        "other_target": number("7"), "indicators": choice("a3"),
        "situation": text("The next mapping", 500, values.WORDS[::3]),
        "own_words": text("Draw it.", 2000, values.TEXTS[:4]), "help": choice("practice"), "reason": FREE, "go": FREE,
        "check_back_on": day("2026-12-16"),
        "follows": Field("", ("00000000-0000-0000-0000-000000000007",), values.SQL),
        "choose": Field("", (), values.POINTS[:9]), "revision": number("0"),
        "outcome-much-less": text("", 500, values.TEXTS[:2]), "outcome-less": text("We talk.", 500, values.WORDS[::5]),
        "outcome-expected": text("", 500, values.TEXTS[:2]), "outcome-more": text("Two come.", 500, values.TEXTS[:4]),
        "outcome-much-more": text("", 500, values.TEXTS[:2]),
    }  # fmt: skip
    questions = {
        f"{part}-{question}": text("We drew it.", 2000, odd) if part == "answer" else number("1-x")
        for question, odd in (
            ("working-well", values.TEXTS[:4]),
            ("worried", values.TEXTS[:4]),
            ("next", values.WORDS + values.SQL),
        )
        for part in ("answer", "revision")
    }
    meeting = f"/coaching-sessions/{ids['session-ahead']}"
    minutes = Field("60", ("", "x", "-5", "0", "7", "481", "4.5", "٣٠"), values.MARKUP[:3])
    met = {
        "day": day("2026-11-20"), "time": choice("09:30", "", "9:30", "24:00", "10:61"), "length": minutes,
        "where": text("Room 2", 200), "focus": choice("safety-mapping/stakeholders", "", "safety-mapping/x"),
    }  # fmt: skip
    said = {
        f"part-{part}": text("We drew it.", most, odd)
        for part, most, odd in (
            ("next", 2000, values.WORDS + values.SQL), ("note", 5000, values.TEXTS[:4]),
            ("private", 5000, values.TEXTS[:4]),
        )
    } | {
        "scaling-point": choice("6", "11", "-1", "4.5"), "scaling-lower": text("Asked", 2000, values.TEXTS[:4]),
        "scaling-up": text("Asked first", 2000, values.TEXTS[:4]), "revision-next": number("0-x"),
        "revision-note": number("1-x"),
    }  # fmt: skip
    added = {
        "new-line": text("Leave", 500, values.WORDS[::3]), "new-practiced": text("A talk", 500, values.TEXTS[:4]),
        "new-practiced-kind": choice("talked", ""), "new-barrier": choice("court", "not-due"),
        "new-barrier-element": choice("content"), "new-commitment": text("Call", 500, values.TEXTS[:4]),
        "new-commitment-owner": choice("coach", ""), "new-commitment-by": day("2026-11-20"), "form_key": FREE,
        "go": FREE, "remove": FREE, "keep": FREE, "take": FREE, "tick": FREE, "revision-agenda": FREE,
    }  # fmt: skip
    position = f"/agency/accounts/{ids['wren']}/positions"
    draft, pair, ash = f"/assessments/{ids['coras-draft']}", ids["pair:coras-of-wren"], ids["cora-ash"]
    of_ash = f"/agreements/{ids['draft-of-ash']}"
    return {
        "/sign-in": Form(
            "anon", "/sign-in", {"email": FREE, "password": FREE, "next": Field("/", (), values.PATHS)}, stores=True
        ),
        "/demo/sign-in": Form("anon", "/demo/sign-in", {"account": one_of(ids["wren"]), "next": FREE}),
        "/sign-out": Form("wren", "/sign-out", {"next": Field("/", (), values.PATHS)}),
        # A wrong password is counted.
        "/my-account": Form(
            "wren", "/my-account", {"present": Field("x", ("", "x" * 300), ()), "password": password}, stores=True
        ),
        "/my-account/sign-ins/end-others": Form("wren", "/my-account/sign-ins/end-others", {"sure": FREE}),
        "/my-account/sign-ins/{sign_in_id}/end": Form(
            "wren", f"/my-account/sign-ins/{ids['sign-in-of-wren']}/end", {"sure": FREE}
        ),
        "/my-reminders": Form(
            "wren", "/my-reminders",
            {"pace": choice("weekly", ""), "tell": choice("word"), "revision": number("0")},
        ),
        "/my-reminders/calendar": Form("wren", "/my-reminders/calendar", {"sure": FREE}),
        "/my-reminders/calendar/removal": Form("wren", "/my-reminders/calendar/removal", {"sure": FREE}),
        "/stop-mail/{token}": Form("anon", f"/stop-mail/{ids['stop-of-wren']}", {"List-Unsubscribe": FREE}),
        "/sign-in/renewal": Form("wren", "/sign-in/renewal", {"next": Field("/", (), values.PATHS)}),
        "/forgotten-password": Form("anon", "/forgotten-password", {"email": FREE}, stores=True),
        "/links/{token}": Form("anon", f"/links/{ids['link-of-wren']}", {"password": password}),
        "/workers/{worker_id}/assessments": Form(
            "cora", f"/workers/{ids['wren']}/assessments",
            {"profile": one_of(mapping), "observed_on": day("2026-11-10"), "setting": choice("home-visit")},
        ),
        "/assessments/{assessment_id}": Form(
            "cora", draft, some(sheet) | some({"go": FREE, "keep": FREE, "clear": FREE}, 2)
        ),
        "/assessments/{assessment_id}/elements/{element_key}": Form("cora", f"{draft}/elements/content", element),
        "/assessments/{assessment_id}/details": Form(
            "cora", f"{draft}/details", {key: sheet[key] for key in ("observed_on", "setting", "details-were")}
        ),
        "/assessments/{assessment_id}/submission": Form(
            "cora", f"{draft}/submission", {"gap": Field(["group-agreements", "context", "next-steps"])}
        ),
        "/assessments/{assessment_id}/removal": Form("cora", f"{draft}/removal", {"confirm": FREE}),
        "/assessments/{assessment_id}/amendment": Form(
            "cora", f"/assessments/{ids['coras-of-ash']}/amendment", {"sure": FREE}
        ),
        "/assessments/{assessment_id}/withdrawal": Form(
            "cora", f"/assessments/{ids['coras-of-ash']}/withdrawal",
            {"reason": Field("It was about another meeting.", ("", "x", "x" * 1001), values.WORDS[::3]),
             "confirm": choice("yes", "", "no")},
        ),
        "/amendments/{request_id}/decision": Form(
            "sue", f"/amendments/{ids['request-of-cora']}/decision", {"answer": choice("approve", "")}
        ),
        "/amendments/{request_id}/removal": Form(
            "cora", f"/amendments/{ids['request-of-cora']}/removal", {"sure": FREE}
        ),
        # The page that refuses shows the pair, and who saw it is on record.
        "/pairs/{pair_id}/opening": Form(
            "cora", f"/pairs/{ids['pair:wrens-sealed']}/opening", {"confirm": choice("yes", "", "no", "true")},
            stores=True,
        ),
        "/pairs/{pair_id}/answers": Form("wren", f"/pairs/{pair}/answers", some(questions) | {"keep": FREE}),
        "/pairs/{pair_id}/answers/{question}": Form(
            "wren", f"/pairs/{pair}/answers/next", {key: questions[key] for key in ("answer-next", "revision-next")}
        ),
        "/workers/{worker_id}/coaching-sessions": Form(
            "cora", f"/workers/{ids['wren']}/coaching-sessions",
            met | {"form_key": FREE},
        ),
        "/coaching-sessions/{session_id}/plan": Form(
            "wren", f"{meeting}/plan", some(met, 8) | {"revision": number("0"), "go": Field("save")}
        ),
        "/coaching-sessions/{session_id}/sheet": Form("wren", f"{meeting}/sheet", some(said, 8) | some(added, 8)),
        "/coaching-sessions/{session_id}/sheet/agenda": Form(
            "wren", f"{meeting}/sheet/agenda", {"tick": FREE, "revision-agenda": FREE}
        ),
        "/coaching-sessions/{session_id}/sheet/{part}": Form(
            "wren", f"{meeting}/sheet/next", {key: said[key] for key in ("part-next", "revision-next")}
        ),
        "/coaching-sessions/{session_id}/private": Form(
            "wren", f"/coaching-sessions/{ids['session-of-wren']}/private",
            {"part-private": said["part-private"], "revision-private": number("0-x"), "keep": FREE},
        ),
        # It is of a day to come, so it cannot be closed yet.
        "/coaching-sessions/{session_id}/closing": Form("wren", f"{meeting}/closing", {"minutes": minutes}),
        "/commitments": Form(
            "wren", "/commitments",
            {
                "done": FREE, "revision-done": FREE, "let-go": FREE, "take-back": FREE,
                "next": Field("/", (), values.PATHS),
            },
        ),
        "/workers/{worker_id}/goals": Form("cora", f"/workers/{ids['wren']}/goals", step),
        "/goals/{goal_id}/confirmation": Form(
            "wren", f"{proposed}/confirmation",
            {"answer": Field("decline"), "words": text("Not now.", 2000, values.WORDS[1::3]), "reason": FREE},
        ),
        "/goals/{goal_id}/withdrawal": Form("cora", f"{proposed}/withdrawal", {"confirm": FREE}),
        "/goals/{goal_id}/removal": Form("cora", f"{proposed}/removal", {"confirm": FREE}),
        "/goals/{goal_id}/review": Form(
            "wren", f"/goals/{ids['goal-of-wren']}/review",
            {
                "ending": choice("achieved", ""), "challenges": text("Time", 2000, values.WORDS[::3]),
                "helped": text("A talk", 2000, values.TEXTS[:4]),
                "other_areas": text("None", 2000, values.TEXTS[:4]), "point_now": Field("5", tuple(
                    one for one in values.POINTS if one not in ("", " ")), values.MARKUP[:3]),
                "attained": Field("", (*values.MARKUP[:4], "best", "-2", "more"), values.TEXTS[:2]),
            },
        ),
        "/goals/{goal_id}/gift": Form(
            "otto", f"/goals/{ids['past-of-otto']}/gift",
            {"text": text("A card.", 2000), "with_step": FREE, "revision": number("0")},
        ),
        "/goals/{goal_id}/gift/removal": Form("ash", f"/goals/{ids['past-of-ash']}/gift/removal", {"sure": FREE}),
        "/shelf/waiting/{gift_id}/decision": Form(
            "cora", f"/shelf/waiting/{ids['gift-waiting']}/decision",
            {"answer": choice("send-back", ""), "wish": text("Say which.", 500),
             "revision": Field("1", ("0", "7", "x"))},
        ),
        "/agreements": Form(
            "ada", "/agreements", {"worker": one_of(ids["sol"]), "coach": one_of(ids["theo"])} | wording
        ),
        "/agreements/{agreement_id}": Form("pia", of_ash, some(wording) | {"number": Field("1", (), values.NUMBERS)}),
        "/agreements/{agreement_id}/signature": Form(
            "ash", f"{of_ash}/signature",
            {"number": Field("1", values.NUMBERS, values.SQL), "earlier": choice("all", "")},
        ),
        "/agreements/{agreement_id}/sharing": Form(
            "ash", f"/agreements/{ash}/sharing",
            {"go": choice("offer", ""), "level": choice("ratings", "", "points"), "supervisor": one_of(ids["gus"]),
             "number": number("")},
        ),
        "/agreements/{agreement_id}/end": Form(
            "ash", f"/agreements/{ash}/end", {"go": FREE, "ends_on": day("2026-12-31"), "ends-were": FREE, "sure": FREE}
        ),
        "/agreements/{agreement_id}/rhythm": Form(
            "ash", f"/agreements/{ash}/rhythm",
            {"profile": one_of(mapping), "months": choice("2", "0", "4", "12", "1.5", ""),
             f"read-{mapping}": number("0"),
             "from_month": choice("2026-12", "2026-10", "2027-07", "2026-13", "2026-1", "2026-12-01", "")},
        ),
        "/agreements/{agreement_id}/pauses": Form(
            "ash", f"/agreements/{ash}/pauses", {"first_day": day("2026-12-01"), "last_day": day("2026-12-20")}
        ),
        "/agreements/{agreement_id}/pauses/{pause_id}": Form(
            "wren", f"/agreements/{ids['cora-wren']}/pauses/{ids['pause']}",
            {"first_day": day("2026-12-21"), "last_day": day("2027-01-02"), "revision": number("0")},
        ),
        "/agreements/{agreement_id}/pauses/{pause_id}/removal": Form(
            "wren", f"/agreements/{ids['cora-wren']}/pauses/{ids['pause']}/removal", {}
        ),
        "/agreements/{agreement_id}/removal": Form("ash", f"{of_ash}/removal", {"sure": choice("yes", "", "no")}),
        "/agency/units": Form("ada", "/agency/units", {"name": name("Intake"), "form_key": FREE}),
        "/agency/units/{unit_id}": Form(
            "ada", f"/agency/units/{ids['north']}", {"name": name("Intake"), "revision": number("0")}
        ),
        "/agency/accounts": Form("ada", "/agency/accounts", account | {"password": first, "form_key": FREE}),
        "/agency/accounts/{account_id}": Form(
            "ada", f"/agency/accounts/{ids['wren']}", some(account) | {"revision": number("0")}
        ),
        "/agency/accounts/{account_id}/password": Form(
            "ada", f"/agency/accounts/{ids['wren']}/password", {"password": password, "username": FREE}
        ),
        "/agency/accounts/{account_id}/link": Form("ada", f"/agency/accounts/{ids['wren']}/link", {"form_key": FREE}),
        "/agency/accounts/{account_id}/closing": Form("ada", f"/agency/accounts/{ids['wren']}/closing", {"sure": FREE}),
        "/agency/accounts/{account_id}/reopening": Form(
            "ada", f"/agency/accounts/{ids['wren']}/reopening", {"sure": FREE}
        ),
        "/agency/accounts/{account_id}/positions": Form(
            "ada", position,
            {"unit": one_of(ids["north"]), "kind": choice("manager", ""), "starts_on": day("2026-12-01"),
             "ends_on": day(""), "form_key": FREE},
        ),
        "/agency/accounts/{account_id}/positions/{position_id}/end": Form(
            "ada", f"{position}/{ids['place-of-wren']}/end", {"last_day": day("2026-12-31"), "revision": number("0")}
        ),
    }  # fmt: skip
