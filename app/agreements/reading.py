"""One agreement with everything its page tells: wordings, signatures, names."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.agreements.access import counting_of, is_told, parts_of, supervisor_of, wordings_of
from app.agreements.queries import State, never_began, state_of
from app.agreements.waits import missing_parts, signed_by_terms
from app.people.access import Viewer
from app.people.models import Agreement, AgreementTerms, Part
from app.people.permits import Level
from app.people.queries import names_of
from app.web.words import first_name


@dataclass(frozen=True)
class LoadedAgreement:
    """`terms` are the wordings told to the viewer, the oldest first; `parts` those in which the viewer stands now."""

    agreement: Agreement
    terms: list[AgreementTerms]
    signed: dict[UUID, dict[Part, datetime]]
    names: dict[UUID, str]
    state: State
    parts: frozenset[Part]

    @property
    def newest(self) -> AgreementTerms:
        return self.terms[-1]

    @property
    def counting(self) -> AgreementTerms | None:
        return counting_of(self.terms)

    @property
    def waiting(self) -> AgreementTerms | None:
        """The newest wording while it wants signatures and the agreement has not ended."""
        return self.newest if self.missing else None

    @property
    def missing(self) -> set[Part]:
        of_newest = self.signed.get(self.newest.id, {})
        return set() if self.state is State.ENDED else missing_parts(self.newest, of_newest)

    @property
    def supervisor_id(self) -> UUID | None:
        return supervisor_of(self.terms)

    @property
    def level(self) -> Level:
        return Level(self.counting.level) if self.counting else Level.ACTIVITY

    @property
    def between_two(self) -> bool:
        """Whether the viewer is the worker or the coach: what is between the two is told to nobody else."""
        return bool(self.parts & {Part.WORKER, Part.COACH})

    @property
    def never_began(self) -> bool:
        return never_began(self.agreement)

    def first(self, person: UUID | None) -> str:
        return first_name(self.names[person]) if person else ""


def load(db: Session, viewer: Viewer, agreement: Agreement, *, now: datetime) -> LoadedAgreement:
    every = wordings_of(db, [agreement.id])[agreement.id]
    terms = [one for one in every if is_told(viewer, agreement, one)]
    people = {agreement.worker_id, agreement.coach_id}
    people |= {person for one in terms for person in (one.supervisor_id, one.proposed_by) if person}
    stands = {part for one in terms if one.withdrawn_at is None for part in parts_of(viewer.id, agreement, one)}
    return LoadedAgreement(
        agreement, terms, signed_by_terms(db, [one.id for one in terms]), names_of(db, people),
        state_of(agreement, now), frozenset(stands),
    )  # fmt: skip
