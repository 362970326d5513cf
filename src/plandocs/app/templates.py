"""Templates and the typography of Word files, for the command line and the web page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from plandocs.app.disk import naming
from plandocs.model.errors import NotFoundError


def listing() -> list[dict[str, str]]:
    """Return name, Thai name and file of each template."""
    from plandocs.draft.templates import listing as templates

    return [{"name": t.name, "thai": t.thai, "path": str(t.path)} for t in templates()]


def fields() -> list[dict[str, str]]:
    """Return every name that a template may use, with meaning, type and example."""
    from plandocs.draft.names import fields as documented

    return [{"name": f.name, "type": f.kind, "meaning": f.meaning, "example": f.example} for f in documented()]


def check_template(path: Path, annotated: Path | None = None) -> list[dict[str, Any]]:
    """Return all errors of a template; `annotated` gets a copy with a Word comment at each."""
    from plandocs.draft.templates import annotate, check

    _exists(path)
    with naming(path):
        issues = check(path)
        if annotated is not None:
            annotate(path, issues, annotated)
    return [
        {
            "code": i.code,
            "thai": i.thai,
            "part": i.part,
            "paragraph": i.paragraph,
            "text": i.text,
            "suggestion": i.suggestion,
        }
        for i in issues
    ]


def check_typography(
    path: Path, *, digits: str = "", final: bool = False, language: bool = False
) -> list[dict[str, Any]]:
    """Return every breach of the typography rules of a Word file."""
    from plandocs.draft.check import check_docx

    _exists(path)
    with naming(path):
        found = check_docx(path, digits=digits, final=final, language=language)
    return [{"code": p.code, "thai": p.thai, "part": p.part, "paragraph": p.paragraph, "text": p.text} for p in found]


def _exists(path: Path) -> None:
    if not path.is_file():
        raise NotFoundError(f"ไม่พบไฟล์ {path}", f"no file {path}")
