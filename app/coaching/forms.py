"""The forms of coaching sessions: posted text to values, with a sentence beside each field that does not do."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID, uuid4

from app.coaching.letting_go import Asked
from app.coaching.new_rows import NewBarrier, NewCommitment, NewLine, NewPracticed, NewRow
from app.coaching.parts import FIELDS, Values, digest
from app.coaching.rows import ROW_TABLES
from app.coaching.rules import LineKind, Owner, Part, Practice
from app.ratings.rules import Reason
from app.web.forms import FORM_KEY, Posted

# Not every word of the coded list is something that stands in the way.
BARRIERS = tuple(reason for reason in Reason if reason is not Reason.NOT_DUE)


@dataclass(frozen=True)
class SheetForm:
    """What was typed into the sheet; of it, the parts that were changed since the page was loaded.

    `tokens` are those posted with the parts. `turned` are the ticks that the viewer turned, whatever stands there now.
    """

    form_key: UUID
    typed: dict[Part, Values]
    changed: dict[Part, Values]
    revisions: dict[Part, int]
    tokens: dict[Part, str]
    ticks: frozenset[str]
    ticks_were: str
    turned: frozenset[str]
    new: tuple[NewRow, ...]
    raw: dict[str, str]
    remove: tuple[str, UUID] | None
    let_go: UUID | None
    go: str
    problems: dict[str, str]

    @property
    def new_texts(self) -> dict[str, str]:
        """What would be added in own words, by field."""
        return {name: self.raw.get(name, "") for name in ("new-line", "new-practiced", "new-commitment")}

    def promised(self, keys: Iterable[str]) -> set[UUID]:
        """The commitments among these lines."""
        kinds = (key.partition(":") for key in keys)
        return _ids(about for kind, _, about in kinds if kind == LineKind.COMMITMENT)

    @classmethod
    def read(cls, form: Posted, elements: Collection[str], parts: Iterable[Part] = Part) -> "SheetForm":
        # Whoever takes the newer text gives up the own one.
        came = [one for one in parts if set(FIELDS[one]) & form.names() and one != form.text("take")]
        typed = {one: tuple(form.text(name) for name in FIELDS[one]) for one in came}
        # Whoever keeps the own text has read the newer one, and names it.
        kept, _, newer = form.text("keep").partition(":")
        tokens = {one: newer if kept == one else form.text(f"revision-{one}") for one in typed}
        ticks, were = frozenset(form.all("tick")), frozenset(form.text("revision-agenda").split())
        new, problems = _new_rows(form, elements)
        return cls(
            form_key=form.id(FORM_KEY) or uuid4(), typed=typed,
            changed={one: values for one, values in typed.items() if tokens[one].partition("-")[2] != digest(values)},
            revisions={one: _number(token) for one, token in tokens.items()}, tokens=tokens, ticks=ticks,
            ticks_were=form.text("revision-agenda"),
            turned=ticks ^ were if "revision-agenda" in form.names() else frozenset(), new=new,
            raw={name: form.text(name) for name in form.names() if name.startswith("new-")},
            remove=_remove(form.text("remove")), let_go=_id(form.text("let-go")), go=form.text("go"),
            problems=problems,
        )  # fmt: skip


def asked_of_promises(form: Posted) -> Asked:
    """What is ticked, whose tick was turned since the page was loaded, and the one whose button was pressed."""
    ticked = set(form.all("done"))
    turned = ticked ^ set(form.text("revision-done").split())
    return Asked(_ids(ticked), _ids(turned), _id(form.text("let-go")), _id(form.text("take-back")))


def _new_rows(form: Posted, elements: Collection[str]) -> tuple[tuple[NewRow, ...], dict[str, str]]:
    new: list[NewRow] = []
    # Whoever presses the button of an empty row is told what is missing; of the others nothing is asked.
    problems, asked = {}, form.text("go")
    if (line := form.text("new-line")) or asked == "agenda":
        new.append(NewLine(line))
    kind, text = form.text("new-practiced-kind"), form.text("new-practiced")
    if text or asked == "practiced":
        new.append(NewPracticed(Practice(kind) if kind in set(Practice) else None, text))
    reason, element = form.text("new-barrier"), form.text("new-barrier-element")
    if reason and reason not in BARRIERS:
        problems["new-barrier"] = "Choose one of the list."
    elif reason and element and element not in elements:
        problems["new-barrier-element"] = "Choose one of the list."
    elif reason:
        new.append(NewBarrier(Reason(reason), element))
    elif asked == "barriers":
        problems["new-barrier"] = "Choose what stood in the way."
    owner, text, by = (form.text(f"new-commitment{name}") for name in ("-owner", "", "-by"))
    if text or asked == "commitments":
        new.append(NewCommitment(Owner(owner) if owner in set(Owner) else None, text, form.day("new-commitment-by")))
    return tuple(new), problems


def _remove(text: str) -> tuple[str, UUID] | None:
    kind, _, row = text.partition(":")
    found = _id(row)
    return (kind, found) if found and kind in ROW_TABLES else None


def _number(token: str) -> int:
    head = token.partition("-")[0]
    return int(head) if head.isascii() and head.isdigit() and len(head) < 10 else 0


def _ids(texts: Iterable[str]) -> set[UUID]:
    return {found for text in texts if (found := _id(text))}


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
