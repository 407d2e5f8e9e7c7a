"""What can become of Wren's record: who coaches, who supervises, and what they have signed, each told in one line."""

from collections.abc import Callable
from datetime import date, timedelta

from sqlmodel import Session, col, select

from app.agreements.actions import end_now
from app.agreements.sharing import narrow, offer
from app.agreements.signing import sign
from app.people import actions
from app.people.access import Viewer
from app.people.models import Account, AccountRole, Agreement, Earlier, PositionKind, Unit
from app.people.permits import Level, Role
from tests.clock import START
from tests.world import World, agree, agreement, as_viewer

# When what a situation tells happens, and when everything is looked at: later records lie between.
TURN = START + timedelta(days=1)
LOOK = START + timedelta(days=10)

Situation = Callable[[Session, World], None]


def share(level: Level) -> Situation:
    """Wren offers that Sue sees so much, and Cora and Sue sign."""

    def signed_by_all(db: Session, world: World) -> None:
        made = agreement(db, world, "cora-wren")
        wren, cora, sue = (_viewer(db, world, name) for name in ("wren", "cora", "sue"))
        offer(db, wren, made, supervisor=db.get_one(Account, world["sue"]), level=level, at=TURN)
        sign(db, cora, made, number=2, earlier=None, at=TURN)
        sign(db, sue, made, number=2, earlier=None, at=TURN)

    return signed_by_all


def shared_and_narrowed(db: Session, world: World) -> None:
    share(Level.RATINGS)(db, world)
    narrow(
        db, _viewer(db, world, "wren"), agreement(db, world, "cora-wren"), level=Level.GOALS,
        at=LOOK - timedelta(hours=1),
    )  # fmt: skip


def new_coach(earlier: Earlier, level: Level = Level.ACTIVITY, coach: str = "stan") -> Situation:
    """Somebody else coaches Wren from the turn on, and Wren has chosen what of the record from before is open."""

    def signed_by_all(db: Session, world: World) -> None:
        give_role(db, world, coach, Role.COACH)
        wren, theirs, sue = (db.get_one(Account, world[name]) for name in ("wren", coach, "sue"))
        agree(
            db, worker=wren, coach=theirs, supervisor=sue, level=level, earlier=earlier,
            focuses={world.profiles["safety-mapping"]: 1}, starts_on=date(2026, 11, 17), at=TURN,
        )  # fmt: skip

    return signed_by_all


def ended(db: Session, world: World) -> None:
    share(Level.RATINGS)(db, world)
    end_now(db, None, agreement(db, world, "cora-wren"), at=TURN + timedelta(days=1))


def moved(db: Session, world: World) -> None:
    share(Level.RATINGS)(db, world)
    move(db, world, "wren", "south", date(2026, 11, 20))


def without_role(db: Session, world: World) -> None:
    held = (AccountRole.account_id == world["theo"], AccountRole.role == Role.COACH)
    db.delete(db.exec(select(AccountRole).where(*held)).one())
    db.flush()


def closed_account(db: Session, world: World) -> None:
    actions.disable_account(db, _viewer(db, world, "ada"), db.get_one(Account, world["sue"]), at=TURN)


def again_with_theo(db: Session, world: World) -> None:
    """Theo coaches Wren a second time, and has the time of Cora with its points."""
    new_coach(Earlier.POINTS, coach="theo")(db, world)


def as_it_was(_db: Session, _world: World) -> None:
    return None


SITUATIONS: dict[str, Situation] = {
    "as it was": as_it_was,
    "Sue sees goals": share(Level.GOALS),
    "Sue sees ratings": share(Level.RATINGS),
    "Sue saw ratings and sees goals": shared_and_narrowed,
    "a new coach with nothing of before": new_coach(Earlier.NOTHING),
    "a new coach with points of before": new_coach(Earlier.POINTS),
    "a new coach with all of before": new_coach(Earlier.ALL),
    "Theo again, with points of before": again_with_theo,
    "Sue is coach and supervisor": new_coach(Earlier.NOTHING, Level.RATINGS, coach="sue"),
    "the agreement has ended": ended,
    "Wren has moved to the other unit": moved,
    "Theo is no coach any more": without_role,
    "Sue has left": closed_account,
}


def coaches_now(db: Session, world: World) -> bool:
    """Whether Cora is Wren's coach when it is looked at."""
    found = db.exec(select(Agreement).where(col(Agreement.id) == world.agreements["cora-wren"])).one()
    return found.closes_at is None


def give_role(db: Session, world: World, who: str, role: Role) -> None:
    if db.get(AccountRole, (world[who], role)) is None:
        db.add(AccountRole(account_id=world[who], role=role))
        db.flush()


def move(
    db: Session, world: World, who: str, to: str, on: date, kind: PositionKind = PositionKind.SOCIAL_WORKER
) -> None:
    account, unit = db.get_one(Account, world[who]), db.get_one(Unit, world.units[to])
    actions.add_position(db, None, account, unit=unit, kind=kind, starts_on=on, ends_on=None, at=START)


def _viewer(db: Session, world: World, who: str) -> Viewer:
    return as_viewer(db, db.get_one(Account, world[who]))
