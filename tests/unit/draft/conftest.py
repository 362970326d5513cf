"""Drafts that many tests look at, made once."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import sample_plan

from plandocs.draft import templates
from plandocs.draft.package import Package
from plandocs.draft.render import DraftResult, render


@dataclass(frozen=True)
class Drafts:
    """Renders templates with the sample plan, each combination once."""

    folder: Path
    made: dict[tuple[str, bool, str], DraftResult]

    def __call__(self, name: str = "improvement-plan", *, final: bool = False, digits: str = "thai") -> DraftResult:
        key = (name, final, digits)
        if key not in self.made:
            out = self.folder / f"{name}-{final}-{digits}.docx"
            self.made[key] = render(
                templates.find(name),
                sample_plan.context(),
                out,
                final=final,
                digits=digits,
                pages=False,
                isolated=False,
            )
        return self.made[key]

    def package(self, name: str = "improvement-plan", **options: object) -> Package:
        return Package.read(self(name, **options).path)


@pytest.fixture(scope="session")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> Drafts:
    return Drafts(tmp_path_factory.mktemp("drafts"), {})
