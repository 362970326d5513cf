"""Small templates for tests, on the base of our own ones."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType


def wordbase() -> ModuleType:
    path = Path(__file__).resolve().parents[3] / "templates" / "wordbase.py"
    spec = importlib.util.spec_from_file_location("wordbase_for_tests", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


BASE = wordbase()


def make_template(
    path: Path, paragraphs: list[str], *, header: str = BASE.DRAFT_LINE, body: str = "", footnotes=None
) -> Path:
    """Write a template with these paragraphs (or this ready XML) and return its path."""
    content = "".join(BASE.p(one) for one in paragraphs) + body + BASE.section(last=True)
    BASE.document(path, "ทดสอบ", content, header=header, footnotes=footnotes)
    return path


def table(*cells: str) -> str:
    """Return a one-row table with these cells."""
    width = 15.9 / len(cells)
    return BASE.table([width] * len(cells), BASE.row(*(BASE.cell(one, BASE.twips(width)) for one in cells)))
