"""
The context of all Word templates: what `build` makes of the reviewed goals and the documents behind them.

Template authors see Thai names (`{{ เป้าหมาย.ชื่อ }}`); `plandocs.draft.names` documents every one. The values a reader of
the draft may change are fields (`plandocs.draft.values.Field`) with a key, a source, and a mark when nobody knows them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from plandocs.draft.inputs import FreeText, PlanActivity, PlanGoal, Profile, SourceDocument
from plandocs.draft.ledger import ChartData, KeptText, Ledger
from plandocs.draft.sections import Material, make_values
from plandocs.draft.values import BLOCKS, BlockText, Field, clean
from plandocs.model.agency import Agency
from plandocs.model.finding import Finding
from plandocs.model.plan import Coverage, Theme
from plandocs.model.year import FiscalYear

__all__ = [
    "ChartData",
    "DraftContext",
    "FreeText",
    "KeptText",
    "PlanActivity",
    "PlanGoal",
    "Profile",
    "SourceDocument",
    "build",
]


@dataclass(frozen=True, slots=True)
class DraftContext:
    """
    Everything a template can print: `values` by Thai name, the fields behind them, charts, and document properties.

    `kept` names the fields in which a person's words were left alone.
    """

    year: int
    title: str
    author: str
    values: dict[str, Any]
    fields: tuple[Field, ...]
    charts: tuple[ChartData, ...] = ()
    kept: tuple[KeptText, ...] = ()


def build(
    year: int,
    agency: Agency,
    goals: Sequence[PlanGoal],
    findings: Sequence[Finding] = (),
    themes: Sequence[Theme] = (),
    sources: Sequence[SourceDocument] = (),
    *,
    coverage: Sequence[Coverage] = (),
    item_names: Mapping[str, str] | None = None,
    profile: Profile | None = None,
    changes: Mapping[str, str] | None = None,
    free_text: Sequence[FreeText] = (),
    title: str = "",
) -> DraftContext:
    """
    Return the template context of the plan for fiscal year `year` (BE).

    `findings` are those of the feedback reports in force (usually the latest year's), `item_names` maps item codes
    to their names in the criteria, `changes` maps field keys ("plan.vision") to what a person wrote; each goal
    brings its own. A document that is cited but missing from `sources` is shown by its id. Nothing is made up: what
    is not given becomes a placeholder. Raises `YearOutOfRangeError`.
    """
    fiscal = FiscalYear(year)
    merged = dict(changes or {})
    for goal in goals:
        merged.update({f"{goal.id}.{name}": text for name, text in goal.changes.items()})
    ledger = Ledger(merged)
    plan_title = title or f"แผนเพิ่มประสิทธิภาพ{agency.organisation_word}"
    material = Material(
        year=fiscal,
        agency=agency,
        profile=profile or Profile(),
        title=plan_title,
        goals=tuple(goals),
        findings=tuple(findings),
        themes=tuple(themes),
        coverage={entry.finding_id: entry for entry in coverage},
        documents={document.id: document for document in sources},
        item_names=dict(item_names or {}),
        free_text=tuple(free_text),
    )
    values = make_values(material, ledger)
    values |= _blocks()
    full_title = f"{plan_title} {agency.name} ประจำปีงบประมาณ พ.ศ. {int(fiscal)}"
    return DraftContext(
        year=int(fiscal),
        title=clean(" ".join(full_title.split())),
        author=clean(agency.name),
        values=values,
        fields=tuple(ledger.fields),
        charts=tuple(ledger.charts),
        kept=tuple(ledger.kept),
    )


def _blocks() -> dict[str, BlockText]:
    return {
        "สารบัญ": BlockText(BLOCKS["toc"]),
        "รายการข้อมูลที่ยังขาด": BlockText(BLOCKS["missing"]),
        "เลขตาราง": BlockText(BLOCKS["table"]),
        "เลขภาพ": BlockText(BLOCKS["figure"]),
    }
