"""Documents as plandocs knows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from plandocs.model.text import Block
from plandocs.model.year import FiscalYear


class DocumentKind(StrEnum):
    """The kinds of documents in a planning office's folder."""

    FEEDBACK_REPORT = "feedback-report"
    IMPROVEMENT_PLAN = "improvement-plan"
    APPLICATION_REPORT = "application-report"
    ACTION_PLAN = "action-plan"
    MONITORING_REPORT = "monitoring-report"
    WORKSHOP = "workshop"
    MEMO = "memo"
    OTHER = "other"


class Approval(StrEnum):
    """Whether a plan says of itself that it is a draft (ร่าง) or approved."""

    DRAFT = "draft"
    APPROVED = "approved"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Note:
    """Something that a reader must say about a file: Thai for planners, English behind it."""

    code: str
    thai: str
    english: str

    def __str__(self) -> str:
        return f"{self.thai} ({self.english})"


@dataclass(frozen=True, slots=True)
class Extracted:
    """
    What a reader returns: blocks in reading order and notes on what it could not read.

    `engine` names the engine and version that produced the text (several joined with "+"), `pages` is None where the
    format has none, `title` is the document property when it has one.
    """

    blocks: tuple[Block, ...]
    engine: str
    pages: int | None = None
    notes: tuple[Note, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class DocumentMeta:
    """
    What kind of document this is, read from its content.

    `report_year` is the year a report is about, `plan_year` the year a plan is for (each None where it does not apply);
    `event_date` is the date as printed, in text. `round_months` is 6, 9 or 12 for monitoring reports.
    `confidence` is 0–1.
    """

    title: str
    kind: DocumentKind = DocumentKind.OTHER
    edition: str = ""
    report_year: FiscalYear | None = None
    plan_year: FiscalYear | None = None
    event_date: str = ""
    agency: str = ""
    approval: Approval = Approval.UNKNOWN
    round_months: int | None = None
    confidence: float = 0.0

    @property
    def fiscal_year(self) -> FiscalYear | None:
        """The year people file the document under: the report's, else the plan's."""
        return self.report_year if self.report_year is not None else self.plan_year


@dataclass(frozen=True, slots=True)
class Document:
    """A document in the workspace. `id` never changes; `sha256` is of the original file's bytes."""

    id: str
    sha256: str
    path: str
    meta: DocumentMeta
    pages: int | None = None
    engine: str = ""
    status: str = "read"
    notes: tuple[Note, ...] = ()
    names: tuple[str, ...] = field(default=())
    same_as: str = ""
