"""Names and small accessors of WordprocessingML (ECMA-376 part 1, §17)."""

from __future__ import annotations

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V = "{urn:schemas-microsoft-com:vml}"


def val(element: Any | None) -> str:
    """Return the w:val of an element, empty when there is none."""
    return "" if element is None else element.get(f"{W}val") or ""


def on(element: Any | None, *, base: bool = False) -> bool:
    """Return an on/off property (§17.17.4): present without a value means on."""
    if element is None:
        return base
    return (element.get(f"{W}val") or "1").lower() not in {"0", "false", "off"}


def local(element: Any) -> str:
    """Return the tag without its namespace, empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
