"""The goals of the invented county: one after the other for each person, and every state to be seen."""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from app.demo import cast
from app.demo.stories import working_day
from app.frameworks.queries import LoadedVersion
from app.goals import actions
from app.goals.anchors import Anchor
from app.goals.models import Goal
from app.goals.plans import Footing, LookBack, Plan
from app.goals.rules import Ending, GoalKind, Help, a_month_after, open_targets
from app.goals.standing import Standing, points_to_go_from, standing
from app.people.access import Viewer
from app.people.models import Account
from app.ratings.pairs import sealed_pairs

# What becomes of a goal that is not reached: most go on, some are turned, some are put away.
_NOT_YET = (Ending.CONTINUE, Ending.CONTINUE, Ending.ADJUST, Ending.SET_ASIDE)
_MOST = 3


@dataclass
class GoalStory:
    """One person's goals through the months; each month looks back at the last one and sets the next."""

    worker: Account
    # How the newest goal stands when the story ends today.
    ends_as: str
    # The element of the newest goal, where it is told.
    newest: str | None = None
    goal: Goal | None = None
    element: str = ""

    def month(
        self, db: Session, chance: random.Random, version: LoadedVersion, *, worker: Viewer, coach: Viewer | None,
        month: date, at: datetime, is_last: bool,
    ) -> None:  # fmt: skip
        """What happens to goals in one month, some days after its assessments."""
        changed_coach = self.goal is not None and self.goal.coach_id != (coach.id if coach else None)
        follows = None
        if self.goal and (changed_coach or self._is_due(at, is_last=is_last)):
            follows = self._look_back(db, chance, worker if changed_coach else coach or worker, self.goal, at)
        # A goal belongs to the coach it was made with, so a new coach begins a new one.
        told = self.newest if is_last else None
        follows = None if changed_coach or told else follows
        if self.goal or (chance.random() < 0.7 and not is_last and follows is None):
            return
        if version.profile_id in sealed_pairs(db, self.worker, now=at):
            # A goal starts from what both have seen, so a sealed profile waits until its pair opens.
            return
        self._set(db, chance, version, worker, coach, month, at, follows=follows, is_last=is_last, told=told)

    def _is_due(self, at: datetime, *, is_last: bool) -> bool:
        # Today some goals are still being worked on, and a few wait for a look back.
        if self.goal is None or (is_last and self.ends_as == "active"):
            return self.goal is not None and self.goal.check_back_on < at.date() - timedelta(days=7)
        return True

    def _look_back(self, db: Session, chance: random.Random, viewer: Viewer, goal: Goal, at: datetime) -> Goal | None:
        self.goal = None
        present = points_to_go_from(db, viewer, self.worker, now=at).get((goal.profile_id, self.element), 0)
        # Nobody says "we are there" before a point says so, or the same step would be set again.
        is_reached = present >= (goal.target_point or goal.from_point)
        ending = Ending.ACHIEVED if is_reached else chance.choice(_NOT_YET)
        sealed = sealed_pairs(db, self.worker, now=at)
        point_now = present or goal.from_point
        actions.review_goal(
            db, viewer, goal, at=at,
            look_back=LookBack(
                ending, challenges=chance.choice(cast.CHALLENGES), helped=chance.choice(cast.HELPED),
                other_areas=chance.choice(cast.OTHER_AREAS),
                point_now=None if goal.profile_id in sealed else point_now,
                attained=None if goal.profile_id in sealed else self._attained(goal, ending),
            ),
        )  # fmt: skip
        return goal if ending in (Ending.CONTINUE, Ending.ADJUST) else None

    def _attained(self, goal: Goal, ending: Ending) -> Anchor | None:
        if self.worker.name.split()[0] not in cast.SAYS_OUTCOMES or goal.target_point is None:
            return None
        return {Ending.ACHIEVED: Anchor.EXPECTED, Ending.CONTINUE: Anchor.LESS}.get(ending)

    def _set(
        self, db: Session, chance: random.Random, version: LoadedVersion, worker: Viewer, coach: Viewer | None,
        month: date, at: datetime, *, follows: Goal | None, is_last: bool, told: str | None,
    ) -> None:  # fmt: skip
        on = self._where(db, chance, version, worker, at, follows, told)
        if on is None or on.footing is None:
            return
        proposer, other = (coach, worker) if coach and chance.random() < 0.6 else (worker, coach)
        plan = _plan(chance, on, on.footing, working_day(chance, a_month_after(month), 8, 20))
        key = UUID(int=chance.getrandbits(128), version=4)
        if is_last and self.ends_as == "draft":
            actions.save_draft_goal(db, worker, on, plan=plan, form_key=key, follows=follows, at=at)
            return
        goal = actions.propose_goal(db, proposer, on, plan=plan, form_key=key, follows=follows, most=_MOST, at=at)
        if other and not (is_last and self.ends_as == "proposed"):
            reason = cast.BORDER_COACH if other is coach else cast.BORDER_WORKER
            reason = reason if plan.reason else ""
            actions.confirm_goal(db, other, goal, reason=reason, most=_MOST, at=at + timedelta(hours=1))
        self.goal = goal

    def _where(
        self, db: Session, chance: random.Random, version: LoadedVersion, worker: Viewer, at: datetime,
        follows: Goal | None, told: str | None,
    ) -> Standing | None:  # fmt: skip
        """The element to work on: the same as before when a goal goes on, else any that has a point."""
        keys = [element.key for element in version.profile.rateable_elements]
        chance.shuffle(keys)
        for key in [told] if told else [self.element] if follows else keys:
            on = standing(db, worker, self.worker, version=version, element_key=key, now=at)
            if on.footing is not None:
                self.element = key
                return on
        return None


def _plan(chance: random.Random, on: Standing, footing: Footing, check_back_on: date) -> Plan:
    targets = open_targets(on.scale, footing.present)
    following = on.scale.next_stage(on.scale.stage_of(footing.present))
    crosses = bool(following) and not on.scale.is_top(footing.present) and chance.random() < 0.06
    target = following.points[0] if crosses and following else (targets[0] if targets else None)
    offered = [indicator.key for indicator in footing.menu.to_try]
    return Plan(
        kind=GoalKind.STEP if target else chance.choice([GoalKind.SUSTAIN, GoalKind.PASS_ON]),
        target=target,
        check_back_on=max(check_back_on, on.today + timedelta(days=7)),
        indicators=tuple(offered[: chance.randint(1, 2)]),
        own_words="" if offered else cast.OWN_WORDS,
        situation=chance.choice(cast.SITUATIONS),
        help_wanted=tuple(chance.sample([Help.PRACTICE, Help.SIT_IN, Help.EXAMPLE], chance.randint(0, 2))),
        reason=cast.BORDER_WORKER if crosses else "",
        outcomes=cast.OUTCOMES if on.worker.name.split()[0] in cast.SAYS_OUTCOMES and target else (),
    )
