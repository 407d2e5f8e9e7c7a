"""A form that makes something makes it once, however often it is sent."""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request, Response
from sqlmodel import Session

from app import kept
from app.clock import Now
from app.db import Db
from app.people.signin import SignedIn
from app.web.errors import DoneAlreadyError, ProblemsError
from app.web.forms import FORM_KEY, Posted, PostedForm

OTHER_WORDS = (
    "This form was sent before with other words, and what it made then is stored. "
    "Load the page again to make another one."
)


@dataclass(frozen=True)
class Once:
    """This sending of a form; a form without a key of ours is not known again."""

    db: Session
    sent: kept.Sent | None
    at: datetime

    def keep(self, response: Response) -> Response:
        """The way to what was made, remembered for the case that the form comes again."""
        if self.sent:
            kept.keep(self.db, self.sent, response.headers["location"], at=self.at)
        return response


def once(request: Request, db: Db, now: Now, viewer: SignedIn, form: PostedForm) -> Once:
    """Raises DoneAlreadyError for a form that has made its thing, and ProblemsError when it holds other words now."""
    key = form.id(FORM_KEY)
    if key is None:
        return Once(db, None, now)
    of_key = hashlib.sha256(f"{key} {viewer.id} {request.url.path}".encode()).hexdigest()
    sent = kept.Sent(viewer.id, of_key, hmac.new(key.bytes, _words_of(form), hashlib.sha256).hexdigest())
    found = kept.recall(db, sent, at=now)
    if found and not hmac.compare_digest(found.body_digest, sent.body_digest):
        raise ProblemsError({"form": OTHER_WORDS})
    if found:
        raise DoneAlreadyError(found.location)
    return Once(db, sent, now)


MadeOnce = Annotated[Once, Depends(once)]


def _words_of(form: Posted) -> bytes:
    # The token of the page is another one after signing in again; the words are the same.
    return json.dumps(sorted(form.without_marks())).encode()
