"""What the application hands over for a draft: reviewed goals and the documents they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from plandocs.model.document import Approval, DocumentKind
from plandocs.model.plan import Alignment, Evidence, SuggestedKpi, Suggestion

KIND_NAMES = {
    DocumentKind.FEEDBACK_REPORT: "รายงานป้อนกลับ",
    DocumentKind.IMPROVEMENT_PLAN: "แผนเพิ่มประสิทธิภาพองค์การ",
    DocumentKind.APPLICATION_REPORT: "รายงานผลการดำเนินการพัฒนาองค์การ",
    DocumentKind.ACTION_PLAN: "แผนปฏิบัติราชการ",
    DocumentKind.MONITORING_REPORT: "รายงานติดตามผล",
    DocumentKind.WORKSHOP: "สรุปผลการประชุมเชิงปฏิบัติการ",
    DocumentKind.MEMO: "บันทึกข้อความหรือคำสั่ง",
    DocumentKind.OTHER: "เอกสารอื่น",
}


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """
    A document that the draft may cite: its id, title, kind, fiscal year (BE) and whether it was approved.

    `short` is how source notes name it; without it they give the kind and year, or the title where those are unknown.
    """

    id: str
    title: str
    kind: DocumentKind = DocumentKind.OTHER
    fiscal_year: int | None = None
    status: Approval = Approval.UNKNOWN
    short: str = ""

    @property
    def citation(self) -> str:
        """The name used in source notes, short enough for a table cell."""
        if self.short or self.kind is DocumentKind.OTHER or not self.fiscal_year:
            return self.short or self.title
        return f"{KIND_NAMES[self.kind]} ปี {self.fiscal_year}"


@dataclass(frozen=True, slots=True)
class PlanActivity:
    """
    An activity of a goal. `months` are fiscal months 1 (October) to 12 (September), empty when nobody has said.

    `owner` falls back to the goal's; `budget` in baht is None when unknown.
    """

    name: str
    months: tuple[int, ...] = ()
    owner: str = ""
    budget: float | None = None


@dataclass(frozen=True, slots=True)
class PlanGoal:
    """
    A goal that goes into the draft.

    `themes` are ids into the themes given to `build`. `budget` is in baht, None when unknown; `budget_source` says
    where it comes from. `changes` maps field names ("goal", "owner", "budget", "kpi1.target", "activity2" …) to
    what a person wrote: that text is printed instead of the generated one.
    """

    id: str
    goal: str
    kpis: tuple[SuggestedKpi, ...] = ()
    owner: str = ""
    items: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    reasons: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    alignment: tuple[Alignment, ...] = ()
    activities: tuple[PlanActivity, ...] = ()
    budget: float | None = None
    budget_source: str = ""
    budget_note: str = ""
    fund: str = ""
    relation: str = "new"
    changes: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        suggestion: Suggestion,
        *,
        changes: Mapping[str, str] | None = None,
        owner: str = "",
        budget: float | None = None,
        budget_source: str = "",
    ) -> Self:
        """Return the goal of a reviewed suggestion; `changes` are the reviewer's texts by field name."""
        return cls(
            id=suggestion.id,
            goal=suggestion.goal,
            kpis=suggestion.kpis,
            owner=owner or suggestion.owner,
            items=suggestion.items,
            evidence=suggestion.evidence,
            reasons=suggestion.reasons,
            risks=suggestion.risks,
            themes=suggestion.themes,
            alignment=suggestion.alignment,
            activities=tuple(PlanActivity(name) for name in suggestion.activities),
            budget=budget,
            budget_source=budget_source,
            budget_note=suggestion.budget_note,
            relation=suggestion.relation,
            changes=dict(changes or {}),
        )


@dataclass(frozen=True, slots=True)
class Profile:
    """What part 1 of a plan says of the agency, as the agency wrote it; whatever is empty becomes a placeholder."""

    vision: str = ""
    missions: tuple[str, ...] = ()
    values: str = ""
    competencies: str = ""
    challenges: str = ""
    advantages: str = ""


@dataclass(frozen=True, slots=True)
class FreeText:
    """Text that somebody added to an earlier draft outside all fields: kept, not understood."""

    text: str
    place: str = ""
    author: str = ""
