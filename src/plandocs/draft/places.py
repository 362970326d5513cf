"""Where a line stands, in the words of the document: the heading above it."""

from __future__ import annotations

from collections.abc import Sequence

from plandocs.draft.scan import Line


def headings_before(lines: Sequence[Line]) -> list[str]:
    """Return for each line the text of the last heading above it ("" at the start)."""
    out, last = [], ""
    for line in lines:
        if line.row is None and line.text.strip() and _is_heading(line.style):
            last = " ".join(line.text.split())
        out.append(last)
    return out


def _is_heading(style: str) -> bool:
    return style.lower().replace(" ", "").startswith(("heading", "berschrift", "toc-", "title"))
