"""Ways in, and closing them: trying a password, the own sign-ins, and links that set a password."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.audit.entries import record, record_once
from app.people import actions, sign_ins, tries
from app.people.access import Viewer
from app.people.chosen import Ready
from app.people.guessing import Hindrance
from app.people.links import MOST_AT_A_TIME, account_behind, kind_for, mail_link, make_link, working_links
from app.people.models import Account, LinkKind, SignIn
from app.people.passwords import Claim
from app.people.queries import account_named, open_account_named
from app.web.errors import ProblemsError
from app.web.revisions import take


def attempt(
    db: Session,
    claim: Claim,
    marks: tries.Marks,
    *,
    token_digest: str,
    browser: str,
    at: datetime,
    mark_digest: str | None = None,
) -> Account | Hindrance | None:
    """Sign in, once nobody else is trying the same. None for a wrong password, which counts; a hindrance does not."""
    tries.take_turn(db, marks)
    # It was too early when the password came, and may not be any more.
    early = None if claim.was_checked else Hindrance("That was wrong a few times. Wait 1 second, then try again.", 1)
    hindrance = tries.hindered(db, marks, at=at) or early
    if hindrance:
        _note_hindered(db, claim.email, marks, hindrance, at)
        return hindrance
    account = actions.sign_in(db, claim, token_digest=token_digest, mark_digest=mark_digest, browser=browser, at=at)
    if account is None:
        tries.note_failure(db, marks, at=at)
    else:
        tries.forget(db, marks)
    return account


def _note_hindered(db: Session, email: str, marks: tries.Marks, hindrance: Hindrance, at: datetime) -> None:
    """Once an hour for each address, or for each network that tries many: guessing on does not fill the trail."""
    account = account_named(db, email)
    agency_id, account_id = (account.agency_id, account.id) if account else (None, None)
    slowed, details = marks.subject, dict[str, str]()
    if hindrance.is_of_client:
        # Which address came last says nothing; each agency whose people are tried has an entry of its own.
        slowed, account_id, details = f"{marks.client} {agency_id}", None, {"by": "network"}
    record_once(
        db, f"hindered {slowed} {at:%Y%m%dT%H}", at=at, actor_id=None, agency_id=agency_id, action="sign-in:hinder",
        subject=("account", account_id), outcome="refused", **details,
    )  # fmt: skip


def close_sign_in(db: Session, by: Viewer, found: SignIn, *, at: datetime) -> None:
    """End one sign-in of the person who asks."""
    found.ended_at = at
    db.add(found)
    _note(db, by.id, by.id, at, by.agency_id, "sign-in:close")


def close_other_sign_ins(db: Session, by: Viewer, *, but: UUID, at: datetime) -> None:
    ended = sign_ins.end_all(db, by.id, at=at, but=but)
    _note(db, by.id, by.id, at, by.agency_id, "sign-in:close-others", count=ended)


def send_link(db: Session, by: Viewer, account: Account, *, sends_mail: bool, origin: str, at: datetime) -> None:
    """Mail a link that sets a password: an invitation for whoever has none yet."""
    if not sends_mail:
        raise ProblemsError({"link": "This Ninestep sends no mail. Whoever runs it can make a link."})
    take(db, account)
    if account.disabled_at:
        raise ProblemsError({"link": "This account is closed. Open it again first."})
    kind = kind_for(account)
    mail_link(db, account, kind, origin=origin, at=at)
    _note(db, by.id, account.id, at, account.agency_id, "password-link:send", kind=kind.value)


def make_link_for(db: Session, account: Account, *, at: datetime) -> tuple[LinkKind, str]:
    """For whoever runs the program and hands the link over: its kind and its token."""
    take(db, account)
    link, token = make_link(db, account, kind_for(account), at=at)
    _note(db, None, account.id, at, account.agency_id, "password-link:make", kind=link.kind.value)
    return link.kind, token


def set_password_by_link(db: Session, token: str, *, password: str, at: datetime, ready: Ready | None = None) -> bool:
    """Whether the link was good; then the account behind it has this password. Nobody is signed in by it."""
    account = account_behind(db, token, at=at)
    if account is None:
        return False
    # The account before its links, as everybody takes them; another use of the same link may have come first.
    take(db, account)
    if account_behind(db, token, at=at) is None:
        return False
    actions.set_password(db, None, account, password=password, at=at, ready=ready, by_link=True)
    return True


def ask_for_link(db: Session, email: str, *, origin: str, at: datetime) -> None:
    """Mail a link if an open account has this address. On record in any case: both answers take the same work."""
    account = open_account_named(db, email, in_turn=True)
    if account and working_links(db, account.id, at=at) < MOST_AT_A_TIME:
        mail_link(db, account, LinkKind.RESET, origin=origin, at=at)
    agency_id, account_id = (account.agency_id, account.id) if account else (None, None)
    _note(db, None, account_id, at, agency_id, "password-link:ask")


def _note(
    db: Session, actor_id: UUID | None, account_id: UUID | None, at: datetime, agency_id: UUID | None, action: str,
    **details: str | int,
) -> None:  # fmt: skip
    subject = ("account", account_id)
    record(db, at=at, actor_id=actor_id, agency_id=agency_id, action=action, subject=subject, **details)
