"""What a page says, in one sentence, after a change."""

# A page that follows a change says in one sentence what happened; the address carries the key, never text.
NOTICES: dict[str, str] = {
    "saved": "Saved.",
    "submitted": "Your assessment is submitted.",
    "pair-open": "Your assessment is submitted. The pair is open to both of you.",
    "pair-opened": "The pair is open. It is on record that you did not rate first.",
    "draft-removed": "The draft is gone.",
    "goal-saved": "The goal is saved.",
    "goal-proposed": "The goal is proposed. It becomes active when the other side confirms.",
    "goal-draft": "The draft is kept. It is yours alone.",
    "goal-taken-back": "You have the goal back as a draft. It is yours alone.",
    "goal-active": "The goal is active.",
    "goal-ended": "The goal is closed. What you wrote stays with it.",
    "agreement-saved": "The agreement is saved.",
    "agreement-ended": "The agreement has an end date.",
    "account-saved": "The account is saved.",
    "account-closed": "The account is closed. Nobody can sign in with it.",
    "account-open": "The account is open again.",
    "password-set": "The new password is set.",
    "position-saved": "The position is saved.",
    "unit-saved": "The unit is saved.",
    "signed-out": "You are signed out.",
}
