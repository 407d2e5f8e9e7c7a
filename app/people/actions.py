"""Changes to agencies, units, accounts, positions and sign-ins."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.audit.entries import record
from app.people import sign_ins, tries
from app.people.access import Viewer
from app.people.chosen import Ready, known_words, made_ready
from app.people.links import end_links
from app.people.models import Account, AccountRole, Agency, Position, PositionKind, SignIn, Unit
from app.people.passwords import Claim
from app.people.permits import Role
from app.people.queries import account_named, roles_of, take_turn
from app.people.rules import account_problems, day_problems, name_problems
from app.people.zones import zone_named
from app.web.errors import NewerError, ProblemsError
from app.web.revisions import claim, refuse_newer, take


def add_agency(db: Session, *, name: str, time_zone: str, at: datetime, invented: bool = False) -> Agency:
    _refuse(name_problems(name=name, time_zone=time_zone))
    if db.exec(select(Agency).where(col(Agency.name) == name)).first():
        raise ProblemsError({"name": "There is an agency of this name already."})
    agency = Agency(name=name, time_zone=zone_named(time_zone) or time_zone, invented=invented, created_at=at)
    db.add(agency)
    db.flush()
    record(db, at=at, actor_id=None, agency_id=agency.id, action="agency:add", subject=("agency", agency.id))
    return agency


def add_unit(db: Session, by: Viewer | None, *, agency: Agency, name: str, at: datetime) -> Unit:
    _refuse(name_problems(name=name) or _unit_problems(db, agency.id, name))
    unit = Unit(agency_id=agency.id, name=name)
    db.add(unit)
    db.flush()
    _note(db, by, at, agency.id, "unit:add", ("unit", unit.id))
    return unit


def rename_unit(db: Session, by: Viewer, unit: Unit, *, name: str, at: datetime, revision: int | None = None) -> None:
    """Raises NewerError when the unit was saved since the `revision` that came with the name."""
    take(db, unit)
    if unit.name == name:
        return
    refuse_newer(unit, revision)
    _refuse(name_problems(name=name) or _unit_problems(db, unit.agency_id, name, but=unit.id))
    claim(db, unit, revision)
    unit.name = name
    db.add(unit)
    _note(db, by, at, unit.agency_id, "unit:rename", ("unit", unit.id))


def add_account(
    db: Session, by: Viewer | None, *, agency: Agency, name: str, email: str, roles: set[Role],
    password: str | None, at: datetime, ready: Ready | None = None,
) -> Account:  # fmt: skip
    """A new account. Raises ProblemsError for a name, address, role or password that does not do.

    `ready` is what the password came to where a request has worked it out before its turn to write.
    """
    address = email.lower()
    problems = account_problems(name=name, email=address, roles=roles)
    if password is not None:
        ready = ready or made_ready(password, (agency.name, name, address))
        problems |= {"password": ready.problem} if ready.problem else {}
    if "email" not in problems and account_named(db, address):
        problems["email"] = "An account with this address exists already."
    _refuse(problems)
    account = Account(
        agency_id=agency.id, name=name, email=address, created_at=at,
        password_hash=ready.hash if password is not None and ready else None,
    )  # fmt: skip
    db.add(account)
    db.flush()
    db.add_all(AccountRole(account_id=account.id, role=role) for role in roles)
    _note(db, by, at, agency.id, "account:add", ("account", account.id), roles=sorted(roles))
    return account


def change_account(
    db: Session, by: Viewer, account: Account, *, name: str, email: str, roles: set[Role], at: datetime,
    revision: int | None = None, with_entry: bool = True,
) -> None:  # fmt: skip
    """Refuses to take the administrator's role from the person who asks: the agency would be locked out.

    Raises NewerError when the account was saved since `revision`, unless the same is saved again. So it does when
    roles or address would change that were the same when the change was begun: `with_entry` says that they were not,
    and that the own password was asked for.
    """
    address = email.lower()
    take(db, account)
    changed = _changed(db, account, name=name, email=address, roles=roles)
    if not changed:
        return
    if not with_entry and {"email", "roles"} & set(changed):
        raise NewerError
    refuse_newer(account, revision)
    problems = account_problems(name=name, email=address, roles=roles)
    other = account_named(db, address)
    if other and other.id != account.id:
        problems["email"] = "An account with this address exists already."
    if account.id == by.id and Role.ADMINISTRATOR not in roles:
        problems["roles"] = "Ask another administrator to take this role from you."
    _refuse(problems)
    claim(db, account, revision)
    if account.email != address:
        # A link that was sent to the old address is for whoever reads mail there.
        end_links(db, account.id, at=at)
    were: list[str] = sorted(roles_of(db, account.id))
    account.name, account.email = name, address
    db.execute(sa.delete(AccountRole).where(col(AccountRole.account_id) == account.id))
    db.add_all(AccountRole(account_id=account.id, role=role) for role in roles)
    db.add(account)
    told: dict[str, list[str]] = {"roles": sorted(roles), "roles_were": were} if "roles" in changed else {}
    _note(db, by, at, account.agency_id, "account:change", ("account", account.id), changed=changed, **told)


def set_password(
    db: Session, by: Viewer | None, account: Account, *, password: str, at: datetime, ready: Ready | None = None,
    by_link: bool = False,
) -> None:  # fmt: skip
    """A new password. Everywhere the account is signed in, it is signed out; no link works, no wrong try counts."""
    # Whoever signs in with the old one at this moment is done before, and so ended below, or finds the new one.
    take(db, account)
    ready = ready or made_ready(password, known_words(db, account))
    _refuse({"password": ready.problem} if ready.problem else {})
    account.password_hash = ready.hash
    db.add(account)
    sign_ins.end_all(db, account.id, at=at)
    end_links(db, account.id, at=at)
    known = [tries.marks_of_known(account.id, mark) for mark in sign_ins.marks_of(db, account.id)]
    tries.forget(db, tries.marks_of_address(account.email), tries.marks_of_own(account.id), *known)
    details = {"by": "link"} if by_link else {}
    _note(db, by, at, account.agency_id, "password:set", ("account", account.id), **details)


def disable_account(db: Session, by: Viewer, account: Account, *, at: datetime) -> None:
    _refuse({"account": "You cannot close your own account."} if account.id == by.id else {})
    take(db, account)
    account.disabled_at = at
    db.add(account)
    sign_ins.end_all(db, account.id, at=at)
    end_links(db, account.id, at=at)
    _note(db, by, at, account.agency_id, "account:disable", ("account", account.id))


def enable_account(db: Session, by: Viewer, account: Account, *, at: datetime) -> None:
    take(db, account)
    account.disabled_at = None
    db.add(account)
    _note(db, by, at, account.agency_id, "account:enable", ("account", account.id))


def add_position(
    db: Session, by: Viewer | None, account: Account, *, unit: Unit, kind: PositionKind, starts_on: date,
    ends_on: date | None, at: datetime,
) -> Position:  # fmt: skip
    """A dated position. One person holds one position at a time; the earlier one ends the day before."""
    problems = day_problems(starts_on=starts_on, ends_on=ends_on)
    if unit.agency_id != account.agency_id:
        problems["unit"] = "Choose a unit of this person's agency."
    held = _positions_in_turn(db, account)
    if any(other.starts_on >= starts_on for other in held):
        problems["starts_on"] = "There is a position from that day or later. Choose a later day."
    _refuse(problems)
    for earlier in held:
        if earlier.ends_on is None or earlier.ends_on >= starts_on:
            claim(db, earlier, None)
            earlier.ends_on = starts_on - timedelta(days=1)
            db.add(earlier)
    position = Position(account_id=account.id, unit_id=unit.id, kind=kind, starts_on=starts_on, ends_on=ends_on)
    db.add(position)
    db.flush()
    _note(db, by, at, account.agency_id, "position:add", ("account", account.id), kind=kind.value)
    return position


def end_position(
    db: Session, by: Viewer, account: Account, position: Position, *, on: date, at: datetime,
    revision: int | None = None,
) -> None:  # fmt: skip
    """Set the last day. Raises NewerError when it was set since `revision`, unless to the same day.

    Refuses a day before the first, a later day than one that is set already, and a day on which another position
    runs: one person holds one position at a time.
    """
    later = [other for other in _positions_in_turn(db, account) if other.starts_on > position.starts_on]
    if position.ends_on == on:
        return
    refuse_newer(position, revision)
    sentence = day_problems(starts_on=position.starts_on, ends_on=on).get("ends_on")
    if position.ends_on is not None and on > position.ends_on:
        sentence = "This position ends before that day. Add a new position to go on."
    elif any(other.starts_on <= on for other in later):
        sentence = "Another position begins before that day. Choose an earlier day."
    _refuse({"last_day": sentence} if sentence else {})
    claim(db, position, revision)
    position.ends_on = on
    db.add(position)
    _note(db, by, at, account.agency_id, "position:end", ("account", account.id), ends_on=str(on))


def sign_in(
    db: Session, claim: Claim, *, token_digest: str, mark_digest: str | None = None, browser: str = "", at: datetime
) -> Account | None:
    """The account, signed in, if the password was right and is still the account's; None otherwise."""
    account = account_named(db, claim.email, in_turn=True)
    # It was checked before this transaction began, and may have been changed or closed since.
    is_right = claim.fits is not None and account is not None and account.password_hash == claim.fits
    if account is None or not is_right or account.disabled_at:
        agency_id, account_id = (account.agency_id, account.id) if account else (None, None)
        _note(db, None, at, agency_id, "sign-in:refuse", ("account", account_id))
        return None
    if claim.renewed:
        account.password_hash = claim.renewed
        db.add(account)
    open_sign_in(db, account, token_digest=token_digest, mark_digest=mark_digest, browser=browser, at=at)
    return account


def open_sign_in(
    db: Session, account: Account, *, token_digest: str, mark_digest: str | None = None, browser: str = "",
    at: datetime,
) -> SignIn:  # fmt: skip
    opened = SignIn(
        account_id=account.id, token_digest=token_digest, mark_digest=mark_digest, browser=browser, created_at=at,
        last_seen_at=at, proven_at=at,
    )  # fmt: skip
    db.add(opened)
    record(
        db, at=at, actor_id=account.id, agency_id=account.agency_id, action="sign-in:open",
        subject=("account", account.id),
    )  # fmt: skip
    return opened


def leave(db: Session, *, token_digest: str, at: datetime) -> None:
    """End what this browser was signed in as, if anything: the next person starts with a clean one."""
    of_browser = (col(SignIn.token_digest) == token_digest, col(SignIn.ended_at).is_(None))
    found = db.exec(select(SignIn).where(*of_browser)).first()
    if found is None:
        return
    found.ended_at = at
    db.add(found)
    account = db.get_one(Account, found.account_id)
    record(
        db, at=at, actor_id=account.id, agency_id=account.agency_id, action="sign-in:close",
        subject=("account", account.id),
    )  # fmt: skip


def _positions_in_turn(db: Session, account: Account) -> Sequence[Position]:
    take_turn(db, account.id)
    held = select(Position).where(col(Position.account_id) == account.id)
    return db.exec(held.execution_options(populate_existing=True)).all()


def _changed(db: Session, account: Account, *, name: str, email: str, roles: set[Role]) -> list[str]:
    """The names of the fields that will differ. Only of roles does the audit trail tell what they were as well."""
    differs = {
        "name": account.name != name, "email": account.email != email,
        "roles": set(roles_of(db, account.id)) != roles,
    }  # fmt: skip
    return [field for field, is_other in differs.items() if is_other]


def _unit_problems(db: Session, agency_id: UUID, name: str, but: UUID | None = None) -> dict[str, str]:
    taken = db.exec(select(Unit).where(col(Unit.agency_id) == agency_id, col(Unit.name) == name)).first()
    return {"name": "There is a unit of this name already."} if taken and taken.id != but else {}


def _refuse(problems: dict[str, str]) -> None:
    if problems:
        raise ProblemsError(problems)


def _note(
    db: Session, by: Viewer | None, at: datetime, agency_id: UUID | None, action: str,
    subject: tuple[str, UUID | None], /, **details: str | list[str],
) -> None:  # fmt: skip
    actor = by.id if by else None
    record(db, at=at, actor_id=actor, agency_id=agency_id, action=action, subject=subject, **details)
