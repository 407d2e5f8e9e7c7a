"""The draft that another tab has saved, beside what was typed meanwhile."""

from dataclasses import replace
from typing import Any

from sqlmodel import Session

from app.frameworks.profile import Element
from app.goals.forms import GoalForm
from app.goals.plans import Plan
from app.goals.rules import Help
from app.goals.sentence import help_words
from app.goals.store import goal_of_form, kept_plan
from app.people.access import Viewer
from app.web.revisions import Newer
from app.web.words import day, listed, sentence_case


def beside(db: Session, viewer: Viewer, form: GoalForm, plan: Plan, element: Element, *, go: str) -> dict[str, Any]:
    """What the page of the form shows more: both texts, and the form on top of the newer one."""
    goal = goal_of_form(db, viewer, form.form_key)
    pairs = zip(_words(kept_plan(db, goal), element), _words(plan, element), strict=True)
    rows = [(label, saved, own) for (label, saved), (_, own) in pairs]
    newer = Newer.between(rows, form="field-form", place=f"/goals/{goal.id}", go=go or "save")
    return {"status": 409, "newer": newer, "form": replace(form, revision=goal.revision)}


def _words(plan: Plan, element: Element) -> list[tuple[str, str]]:
    texts = {indicator.key: indicator.text for indicator in element.indicators}
    return [
        ("Step", str(plan.target) if plan.target is not None else plan.kind.replace("-", " ")),
        ("To try", " ".join(texts.get(key, "") for key in sorted(plan.indicators))),
        ("In own words", plan.own_words),
        ("The place to try it", plan.situation),
        ("Help", listed(help_words(wish, None) for wish in Help if wish in plan.help_wanted)),
        ("Check back", day(plan.check_back_on)),
        ("Outcomes", " ".join(f"{sentence_case(anchor.words)}: {text}" for anchor, text in plan.outcomes)),
        ("Reason", plan.reason),
    ]
