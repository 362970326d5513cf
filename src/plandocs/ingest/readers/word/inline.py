"""The text inside a paragraph: runs, fields, revisions, hidden text, text boxes, notes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from plandocs.ingest.readers.word.names import MC, A, M, W, local, on, val
from plandocs.ingest.readers.word.styles import Styles, is_bold

#: Elements that only wrap what they contain.
_WRAPPERS = {
    "ins", "moveTo", "smartTag", "hyperlink", "fldSimple", "customXml", "dir", "bdo", "sdtContent", "ruby", "rubyBase",
    "oMath", "oMathPara",
}  # fmt: skip
_DELETED = {"del", "moveFrom"}
_NOTE_MARKS = {"footnoteReference": "footnote", "endnoteReference": "endnote", "commentReference": "comment"}
_SYMBOLS = {
    "F0FC": "✓", "F0FE": "☑", "F06F": "☐", "F0A8": "☐", "F071": "☐", "F0FB": "✗", "F0FD": "☒", "F0B7": "•", "F0A7": "▪",
    "F0E0": "→", "F0D8": "➢", "F06C": "●", "F0A1": "○", "F0B0": "°", "F0B3": "≥", "F0A3": "≤", "F0B1": "±", "F0B4": "×",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Revision:
    """A tracked change: "deleted" or "inserted", its words and who made it."""

    change: str
    text: str
    author: str


@dataclass(slots=True)
class Inline:
    """What the runs of one paragraph say; `text` is the final text without deletions and hidden words."""

    parts: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    marks: list[tuple[str, str]] = field(default_factory=list)
    drawings: list[Any] = field(default_factory=list)
    bold_letters: int = 0
    pictures: int = 0

    @property
    def text(self) -> str:
        """The visible final text."""
        return "".join(self.parts)

    @property
    def bold(self) -> bool:
        """Whether all of the visible text is bold."""
        letters = sum(len(part.strip()) for part in self.parts)
        return letters > 0 and self.bold_letters >= 0.9 * letters


@dataclass(slots=True)
class Fields:
    """
    Open complex fields (§17.16.18), kept across paragraphs.

    A field is in its instruction or in its result.
    """

    open: list[str] = field(default_factory=list)

    @property
    def in_instruction(self) -> bool:
        """Whether text now belongs to a field's instruction and not to the document."""
        return "instruction" in self.open

    def see(self, mark: str) -> None:
        """Follow a begin, separate or end mark."""
        if mark == "begin":
            self.open.append("instruction")
        elif mark == "separate" and self.open:
            self.open[-1] = "result"
        elif mark == "end" and self.open:
            self.open.pop()


class InlineReader:
    """Walks the children of paragraphs."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields = Fields()

    def read(self, paragraph: Any, *, bold: bool = False, hidden: bool = False) -> Inline:
        """Return the inline content of a paragraph whose style has these run properties."""
        out = Inline()
        self._walk(paragraph, out, bold, hidden, "")
        return out

    def _walk(self, parent: Any, out: Inline, bold: bool, hidden: bool, author: str) -> None:
        for child in parent:
            name = local(child)
            if name == "r":
                if child.tag.startswith(M):
                    self._add(out, "".join(child.itertext(f"{M}t")), bold, hidden)
                else:
                    self._run(child, out, bold, hidden, author)
            elif name in {"ins", "moveTo"}:
                self._walk(child, out, bold, hidden, child.get(f"{W}author") or "?")
            elif name in _WRAPPERS or child.tag.startswith(M):
                self._walk(child, out, bold, hidden, author)
            elif name in _DELETED:
                self._deleted(child, out)
            elif name == "sdt":
                self._control(child, out, bold, hidden, author)
            elif name == "AlternateContent":
                self._walk(chosen(child), out, bold, hidden, author)

    def _control(self, control: Any, out: Inline, bold: bool, hidden: bool, author: str) -> None:
        if is_placeholder(control):
            return
        content = control.find(f"{W}sdtContent")
        if content is not None:
            self._walk(content, out, bold, hidden, author)

    def _run(self, run: Any, out: Inline, bold: bool, hidden: bool, author: str) -> None:
        properties = run.find(f"{W}rPr")
        if properties is not None:
            style = self._styles.get(val(properties.find(f"{W}rStyle")))
            bold = is_bold(properties, base=bold or style.bold)
            hidden = on(properties.find(f"{W}vanish"), base=hidden or style.hidden)
            if properties.find(f"{W}del") is not None:
                return
        before = len(out.parts)
        for child in run:
            self._run_child(child, out, bold, hidden)
        if len(out.parts) > before and _is_symbolic(properties):
            out.parts[before:] = [_symbols(part) for part in out.parts[before:]]
        if author and len(out.parts) > before:
            out.revisions.append(Revision("inserted", "".join(out.parts[before:]), author))

    def _run_child(self, child: Any, out: Inline, bold: bool, hidden: bool) -> None:
        name = local(child)
        if name == "t":
            self._add(out, child.text or "", bold, hidden)
        elif name == "fldChar":
            self._fields.see(child.get(f"{W}fldCharType") or "")
            self._form_field(child, out, bold, hidden)
        elif name in {"tab", "ptab"}:
            self._add(out, "\t", bold, hidden)
        elif name in {"br", "cr"}:
            if child.get(f"{W}type") not in {"page", "column"}:
                self._add(out, "\n", bold, hidden)
        elif name == "noBreakHyphen":
            self._add(out, "-", bold, hidden)
        elif name == "sym":
            self._add(out, _symbol(child.get(f"{W}char") or ""), bold, hidden)
        elif name in _NOTE_MARKS:
            out.marks.append((_NOTE_MARKS[name], child.get(f"{W}id") or ""))
        elif name == "AlternateContent":
            for inner in chosen(child):
                self._run_child(inner, out, bold, hidden)
        elif name in {"drawing", "pict", "object"}:
            _drawing(child, out)
        elif name == "ruby":
            self._walk(child, out, bold, hidden, "")

    def _add(self, out: Inline, text: str, bold: bool, hidden: bool) -> None:
        if not text or self._fields.in_instruction:
            return
        if hidden:
            out.hidden.append(text)
            return
        out.parts.append(text)
        if bold:
            out.bold_letters += len(text.strip())

    def _form_field(self, mark: Any, out: Inline, bold: bool, hidden: bool) -> None:
        box = mark.find(f"{W}ffData/{W}checkBox")
        if box is not None:
            state = box.find(f"{W}checked")
            state = box.find(f"{W}default") if state is None else state
            symbol = "☑" if on(state) else "☐"
            (out.hidden if hidden else out.parts).append(symbol)
            out.bold_letters += len(symbol) if bold else 0

    def _deleted(self, element: Any, out: Inline) -> None:
        text = "".join(node.text or "" for node in element.iter(f"{W}delText", f"{W}t"))
        if text.strip():
            out.revisions.append(Revision("deleted", text, element.get(f"{W}author") or "?"))


def chosen(alternate: Any) -> Any:
    """
    Return the branch of mc:AlternateContent to read.

    The first choice that has content, else the fallback.
    """
    fallback = alternate.find(f"{MC}Fallback")
    for choice in alternate.iterchildren(f"{MC}Choice"):
        if len(choice) and (fallback is None or _has_text(choice) or not _has_text(fallback)):
            return choice
    return fallback if fallback is not None else alternate


def is_placeholder(control: Any) -> bool:
    """Return whether a content control shows only its prompt ("click here to enter text")."""
    mark = control.find(f"{W}sdtPr/{W}showingPlcHdr")
    return mark is not None and on(mark)


def _has_text(element: Any) -> bool:
    return next(element.iter(f"{W}t", f"{A}t"), None) is not None


def _drawing(element: Any, out: Inline) -> None:
    boxes = _outermost_boxes(element)
    if boxes:
        out.boxes.extend(boxes)
    elif any(local(node) in {"blip", "imagedata"} for node in element.iter()):
        out.pictures += 1
    else:
        out.drawings.append(element)


def _outermost_boxes(element: Any) -> list[Any]:
    """Text box contents; a box inside a box is found when its outer one is read, a fallback copy never."""
    found: list[Any] = []
    stack = [element]
    while stack:
        node = stack.pop()
        name = local(node)
        if name == "txbxContent":
            found.append(node)
        elif name == "AlternateContent":
            stack.append(chosen(node))
        else:
            stack.extend(reversed(node))
    return found


def _is_symbolic(properties: Any | None) -> bool:
    """Whether a run is set in a font of ticks, boxes and arrows."""
    fonts = None if properties is None else properties.find(f"{W}rFonts")
    names = () if fonts is None else (fonts.get(f"{W}ascii") or "", fonts.get(f"{W}hAnsi") or "")
    return any("wingdings" in name.lower() for name in names)


def _symbols(text: str) -> str:
    """What a text in such a font shows: private codes anywhere, Latin letters where they stand alone."""
    alone = len(text.strip()) == 1
    return "".join(
        _SYMBOLS.get(f"{ord(sign) | 0xF000:04X}", sign) if alone or "\uf020" <= sign <= "\uf0ff" else sign
        for sign in text
    )


def _symbol(code: str) -> str:
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if code.upper() in _SYMBOLS:
        return _SYMBOLS[code.upper()]
    if 0xF020 <= number <= 0xF0FF:
        # A symbol font's private codes: the letter beneath is the best that can be said of it.
        return _SYMBOLS.get(f"{number:04X}", "▪")
    return chr(number) if 32 <= number < 0x110000 and not 0xD800 <= number < 0xE000 else ""
