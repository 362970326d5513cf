"""Styles of a Word document: heading levels, numbering, bold and hidden, resolved through "based on"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from plandocs.ingest.readers.word.names import W, on, val

#: Heading styles by name: English is what Word stores, the others come from LibreOffice, WPS and translated
#: files.
_HEADING_NAME = re.compile(r"^(?:heading|หัวเรื่อง|หัวข้อ|ส่วนหัว|überschrift|titre|标题|見出し)\s*([1-9])$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """
    What a style says, with everything inherited.

    `level` is the heading level from 1, 0 for body text; `number` is (numbering id, level).
    """

    name: str = ""
    level: int = 0
    number: tuple[str, int] | None = None
    bold: bool = False
    hidden: bool = False
    head_bold: bool = False


class Styles:
    """All styles by id; unknown ids give a plain style."""

    def __init__(self, root: Any | None) -> None:
        self._raw: dict[str, Any] = {}
        self._done: dict[str, Style] = {}
        self._default = ""
        if root is None:
            return
        for item in root.iterchildren(f"{W}style"):
            name = item.get(f"{W}styleId") or ""
            self._raw.setdefault(name, item)
            if item.get(f"{W}type") == "paragraph" and item.get(f"{W}default") in {"1", "true", "on"}:
                self._default = name

    def paragraph(self, style_id: str) -> Style:
        """Return the style of a paragraph; without an id the default paragraph style."""
        return self.get(style_id or self._default)

    def get(self, style_id: str) -> Style:
        """Return a style with what it inherits."""
        if style_id not in self._done:
            self._done[style_id] = self._resolve(style_id)
        return self._done[style_id]

    def raw(self, style_id: str) -> Any | None:
        """Return the style's element."""
        return self._raw.get(style_id)

    def _resolve(self, style_id: str) -> Style:
        chain: list[Any] = []
        seen: set[str] = set()
        current = style_id
        while current in self._raw and current not in seen and len(chain) < 50:
            seen.add(current)
            chain.append(self._raw[current])
            current = val(self._raw[current].find(f"{W}basedOn"))
        out = Style()
        for item in reversed(chain):
            out = _merge(out, item)
        return out


def _merge(base: Style, item: Any) -> Style:
    name = val(item.find(f"{W}name"))
    properties = item.find(f"{W}pPr")
    level, number = base.level, base.number
    if found := _HEADING_NAME.match(name.strip()):
        level = int(found.group(1))
    if properties is not None:
        outline = properties.find(f"{W}outlineLvl")
        if outline is not None:
            level = outline_level(outline)
        number = number_of(properties, number)
    runs = item.find(f"{W}rPr")
    bold = is_bold(runs, base=base.bold)
    hidden = on(runs.find(f"{W}vanish"), base=base.hidden) if runs is not None else base.hidden
    head_bold = base.head_bold
    for part in item.iterchildren(f"{W}tblStylePr"):
        if part.get(f"{W}type") == "firstRow":
            head_bold = is_bold(part.find(f"{W}rPr"), base=False) or part.find(f"{W}tcPr/{W}shd") is not None
    return Style(name, level, number, bold, hidden, head_bold)


def outline_level(element: Any) -> int:
    """Return the heading level of an outlineLvl element: 0–8 are headings 1–9, 9 is body text."""
    text = val(element)
    return int(text) + 1 if text.isdecimal() and int(text) <= 8 else 0


def number_of(properties: Any, inherited: tuple[str, int] | None) -> tuple[str, int] | None:
    """
    Return (numbering id, level) of paragraph properties over what is inherited.

    Id "0" takes numbering away.
    """
    element = properties.find(f"{W}numPr")
    if element is None:
        return inherited
    numbering, level = inherited or ("", 0)
    given = element.find(f"{W}numId")
    if given is not None:
        numbering = val(given)
    depth = val(element.find(f"{W}ilvl"))
    if depth.isdecimal():
        level = min(int(depth), 8)
    return (numbering, level) if numbering else None


def is_bold(runs: Any | None, *, base: bool) -> bool:
    """Return whether run properties are bold; Thai text is bold by bCs, Latin by b."""
    if runs is None:
        return base
    plain, complex_script = runs.find(f"{W}b"), runs.find(f"{W}bCs")
    if plain is None and complex_script is None:
        return base
    return (plain is not None and on(plain)) or (complex_script is not None and on(complex_script))
