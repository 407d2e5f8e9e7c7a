"""Every wording of an agreement, with who offered it, who signed it and since when it counts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.agreements.access import needed_parts
from app.agreements.waits import missing_parts
from app.agreements.words import LEVEL_TITLES, instant
from app.people.models import Agreement, AgreementTerms, Part
from app.people.permits import LEVEL_WORDS, Level
from app.web.words import day, listed, local_day

Signed = Mapping[UUID, Mapping[Part, datetime]]


@dataclass(frozen=True)
class WordingEntry:
    """One wording: what it gives the supervisor, and what became of it, a sentence each."""

    number: int
    gives: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class SignatureEntry:
    """One name under the newest wording that wants signatures; `signed` in words, empty while it is missing."""

    name: str
    part: str
    signed: str


def history(
    agreement: Agreement, terms: list[AgreementTerms], signed: Signed, names: Mapping[UUID, str], zone: str
) -> list[WordingEntry]:
    """The newest first."""
    return [
        WordingEntry(one.number, gives(one, names), tuple(_facts(agreement, one, terms, signed, names, zone)))
        for one in reversed(terms)
    ]


def signatures(
    agreement: Agreement, terms: AgreementTerms, signed: Signed, names: Mapping[UUID, str], zone: str
) -> list[SignatureEntry]:
    of_terms = signed.get(terms.id, {})
    unsigned = "named before signatures were kept" if is_from_before(terms, of_terms) else ""
    return [
        SignatureEntry(
            names[person], part.value, f"signed on {instant(of_terms[part], zone)}" if part in of_terms else unsigned
        )
        for part, person in people_of(agreement, terms).items()
        # Nobody signs any more what was taken back.
        if part in of_terms or (part in needed_parts(terms) and terms.withdrawn_at is None)
    ]


def people_of(agreement: Agreement, terms: AgreementTerms) -> dict[Part, UUID]:
    people = {Part.WORKER: agreement.worker_id, Part.COACH: agreement.coach_id}
    return people | ({Part.SUPERVISOR: terms.supervisor_id} if terms.supervisor_id else {})


def is_from_before(terms: AgreementTerms, signed: Collection[Part]) -> bool:
    """Whether the wording counts from a time when signatures were not kept; what is narrowed has a later number."""
    return terms.number == 1 and terms.in_force_at is not None and not signed


def gives(terms: AgreementTerms, names: Mapping[UUID, str]) -> str:
    who = names[terms.supervisor_id] if terms.supervisor_id else "No supervisor is named. A supervisor of the unit"
    level = Level(terms.level)
    return f"{who} sees {LEVEL_WORDS[level]} ({LEVEL_TITLES[level].lower()})."


def _facts(
    agreement: Agreement, terms: AgreementTerms, every: list[AgreementTerms], signed: Signed,
    names: Mapping[UUID, str], zone: str,
) -> list[str]:  # fmt: skip
    of_terms, people = signed.get(terms.id, {}), people_of(agreement, terms)
    by = names.get(terms.proposed_by, "the office") if terms.proposed_by else "the office"
    from_before = is_from_before(terms, of_terms)
    was_narrowed = terms.in_force_at is not None and Part.WORKER not in of_terms and not from_before
    facts = [f"{'Narrowed' if was_narrowed else 'Written'} by {by} on {day(local_day(terms.proposed_at, zone))}."]
    if from_before:
        facts.append("Made before signatures were kept.")
    if of_terms:
        names_by_day = [f"{names[people[part]]} on {day(local_day(at, zone))}" for part, at in of_terms.items()]
        facts.append(f"Signed by {listed(dict.fromkeys(names_by_day))}.")
    missing = missing_parts(terms, of_terms)
    if missing:
        facts.append(f"Missing: {listed(dict.fromkeys(names[people[part]] for part in Part if part in missing))}.")
    return facts + _what_became(terms, every, zone)


def _what_became(terms: AgreementTerms, every: list[AgreementTerms], zone: str) -> list[str]:
    if terms.withdrawn_at:
        later = next((one for one in every if one.number == terms.number + 1), None)
        replaced = later is not None and later.proposed_at == terms.withdrawn_at
        on = day(local_day(terms.withdrawn_at, zone))
        return [f"{'Replaced' if replaced else 'Taken back'} on {on}, before it counted."]
    if terms.in_force_at is None:
        return []
    later_in_force = [one.in_force_at for one in every if one.number > terms.number and one.in_force_at]
    until = f" until {instant(min(later_in_force), zone)}" if later_in_force else ""
    return [f"Counts from {instant(terms.in_force_at, zone)}{until}."]
