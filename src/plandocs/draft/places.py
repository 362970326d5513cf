"""Where a line stands, in the words of the document: the heading above it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class _Styled(Protocol):
    @property
    def row(self) -> tuple[int, int, int] | None: ...
    @property
    def text(self) -> str: ...
    @property
    def style(self) -> str: ...


def headings_before(lines: Sequence[_Styled]) -> list[str]:
    """Return for each line the text of the last heading above it ("" at the start)."""
    out, last = [], ""
    for line in lines:
        if line.row is None and line.text.strip() and _is_heading(line.style):
            last = " ".join(line.text.split())
        out.append(last)
    return out


def _is_heading(style: str) -> bool:
    return style.lower().replace(" ", "").startswith(("heading", "berschrift", "toc-", "title"))
