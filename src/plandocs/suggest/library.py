"""Goals and KPIs in common use, for subjects that no plan of the office has answered yet."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from plandocs.model.plan import SuggestedKpi
from plandocs.model.text import Picture


@dataclass(frozen=True, slots=True)
class CommonGoal:
    """
    A goal and KPI in common use at some PMQA 4.0 items; baseline and target must come from documents.

    `named` is a pattern that the findings must hold: without it they speak of the subject only in passing.
    """

    items: tuple[str, ...]
    goal: str
    kpi: str
    unit: str
    definition: str
    named: str = ""

    def as_kpi(
        self,
        baseline: float | None = None,
        source: str = "",
        document_id: str = "",
        *,
        ocr: bool = False,
        pictures: tuple[Picture, ...] = (),
    ) -> SuggestedKpi:
        """Return the KPI to be confirmed, with a baseline where a document states one."""
        base = source or "ยังไม่พบค่าฐานในเอกสาร"
        return SuggestedKpi(
            self.kpi,
            self.unit,
            baseline,
            None,
            f"{base}; ยังไม่เคยมีค่าเป้าหมายในแผน โปรดกำหนด",
            definition=self.definition,
            baseline_document_id=document_id,
            unconfirmed=ocr,
            pictures=pictures,
        )


@lru_cache(maxsize=1)
def common_goals() -> Mapping[str, CommonGoal]:
    """Return the goals in common use by the subject's name."""
    data = tomllib.loads(resources.files("plandocs.suggest").joinpath("data/measures.toml").read_text("utf-8"))
    return {name: CommonGoal(**{**row, "items": tuple(row["items"])}) for name, row in data.items()}
