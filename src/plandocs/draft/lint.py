"""The check of a Word template: all errors at once, each with its place, in Thai, with what to write instead."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from plandocs.draft.braces import brace_errors
from plandocs.draft.names import ALONE, Shape, schema
from plandocs.draft.package import Package
from plandocs.draft.tags import Tag, Where, places, split_scope, tags

_OPENERS = {"for": "endfor", "if": "endif"}
_MIDDLE = {"else": ("if", "for"), "elif": ("if",)}
_FORBIDDEN = {
    "include",
    "import",
    "from",
    "extends",
    "block",
    "macro",
    "call",
    "filter",
    "raw",
    "with",
    "autoescape",
    "do",
}
_DOCX_WORDS = {"cellbg", "colspan", "vm", "hm"}


@dataclass(frozen=True, slots=True)
class TemplateIssue:
    """
    One error of a template. `code` is stable; `thai` says what is wrong.

    `suggestion` is what to write ("" when nobody can tell). `paragraph` counts from 1 in `part`; `text` is the
    paragraph's text, `tag` the tag as typed.
    """

    code: str
    thai: str
    part: str
    paragraph: int
    text: str
    tag: str = ""
    suggestion: str = ""

    def __str__(self) -> str:
        end = f" → {self.suggestion}" if self.suggestion else ""
        return f"{self.part} ย่อหน้าที่ {self.paragraph} “{self.text[:60]}”: {self.thai}{end}"


@dataclass(slots=True)
class _Open:
    tag: Tag
    scope: dict[str, Shape | None]


@dataclass(slots=True)
class Linter:
    """The state of one part's check: open blocks and the names known inside them."""

    root: Shape
    stack: list[_Open] = field(default_factory=list)
    issues: list[TemplateIssue] = field(default_factory=list)
    own: dict[str, Shape | None] = field(default_factory=dict)

    def add(self, code: str, thai: str, where: Where, tag: str = "", suggestion: str = "") -> None:
        """Note an issue."""
        self.issues.append(TemplateIssue(code, thai, where.part, where.paragraph, where.text, tag, suggestion))

    def names(self) -> dict[str, Shape | None]:
        """Return the names that a tag may use here."""
        known: dict[str, Shape | None] = {**self.root.inside, **self.own}
        for one in self.stack:
            known |= one.scope
        return known


def lint(data: bytes) -> tuple[TemplateIssue, ...]:
    """
    Return every error of the template in `data`, part by part in reading order.

    Nothing is rendered here. Raises `TemplateError` when it is no Word file.
    """
    package = Package.read(data)
    root = schema()
    issues: list[TemplateIssue] = []
    for part in package.story_parts():
        linter = Linter(root)
        tree = package.tree(part)
        broken = [tag for _, where in places(tree, part) for tag in _plain_errors(where, linter)]
        for tag in sorted([*tags(tree, part), *broken], key=lambda tag: tag.where.paragraph):
            if tag.kind == "broken":
                _balance(tag, linter)
            else:
                _check(tag, linter)
        for one in linter.stack:
            end = _OPENERS[one.tag.word]
            linter.add(
                "unclosed-block", f"คำสั่ง {one.tag.word} ไม่มีคำสั่งปิด", one.tag.where, one.tag.raw, _shown(one.tag, end)
            )
        issues += sorted(linter.issues, key=lambda issue: issue.paragraph)
    return tuple(issues)


def _shown(tag: Tag, words: str) -> str:
    return "{%" + (tag.scope + " " if tag.scope else " ") + words + " %}"


def _plain_errors(where: Where, linter: Linter) -> list[Tag]:
    """Note what is wrong with a paragraph's braces; return the block tags among it, which still open and close."""
    broken = []
    for error in brace_errors(where.text, linter.root.inside):
        linter.add(error.code, error.thai, where, error.tag, error.suggestion)
        if error.command:
            broken.append(Tag("broken", *split_scope(error.command), error.tag, where, "", "", alone=True))
    return broken


def _balance(tag: Tag, linter: Linter) -> None:
    """Let a tag that was told already open or close its block, so that its partner is not told as well."""
    told = len(linter.issues)
    if tag.word in _OPENERS:
        scope = _for_scope(tag, linter) if tag.word == "for" else {}
        linter.stack.append(_Open(tag, scope))
    elif tag.word in _OPENERS.values() and linter.stack:
        _close(tag, linter)
    del linter.issues[told:]


def _check(tag: Tag, linter: Linter) -> None:
    if tag.scope == "r" or (tag.kind == "print" and tag.scope):
        linter.add(
            "rich-value",
            "ค่าของ plandocs เป็นข้อความธรรมดา ใช้ {{ … }} โดยไม่มีอักษรนำหน้า มิฉะนั้นข้อความจะหายไป",
            tag.where,
            tag.raw,
            "{{ " + tag.body + " }}" if tag.kind == "print" else "{% " + tag.body + " %}",
        )
    if tag.kind == "print":
        _print(tag, linter)
    else:
        _layout(tag, linter)
        _block(tag, linter)


def _layout(tag: Tag, linter: Linter) -> None:
    """Check that a p or tr tag has its paragraph or row for itself."""
    if tag.scope == "p" and (tag.others.strip() or not tag.alone):
        linter.add(
            "tag-not-alone",
            "คำสั่ง {%p … %} ต้องอยู่ลำพังในย่อหน้า ข้อความอื่นในย่อหน้าจะหายไป",
            tag.where,
            tag.raw,
            "ย้ายไปไว้ย่อหน้าของตัวเอง",
        )
    if tag.scope in {"tr", "tc"} and not tag.where.table:
        linter.add(
            "outside-table",
            f"คำสั่ง {{%{tag.scope} … %}} ใช้ได้เฉพาะในตาราง",
            tag.where,
            tag.raw,
            "{%p " + tag.body + " %}",
        )
    elif tag.scope == "tr" and tag.row_text.strip():
        linter.add(
            "tag-not-alone",
            "คำสั่ง {%tr … %} ต้องอยู่ในแถวของตัวเอง ข้อความอื่นในแถวจะหายไป",
            tag.where,
            tag.raw,
            "เพิ่มแถวว่างสำหรับคำสั่งนี้",
        )


def _block(tag: Tag, linter: Linter) -> None:
    word = tag.word
    if word in _OPENERS:
        scope = _for_scope(tag, linter) if word == "for" else {}
        if word == "if":
            _expression(tag.body[2:], tag, linter, "{% if ", " %}")
        linter.stack.append(_Open(tag, scope))
    elif word in _OPENERS.values():
        _close(tag, linter)
    elif word in _MIDDLE:
        if not linter.stack or linter.stack[-1].tag.word not in _MIDDLE[word]:
            linter.add("unbalanced", f"คำสั่ง {word} ไม่ได้อยู่ใน if", tag.where, tag.raw, "ลบคำสั่งนี้ หรือเพิ่ม if ก่อนหน้า")
        elif word == "elif":
            _expression(tag.body[4:], tag, linter, "{% if ", " %}")
    elif word == "set":
        _set(tag, linter)
    elif word in _FORBIDDEN:
        linter.add("forbidden", f"คำสั่ง {word} ใช้ในแม่แบบไม่ได้", tag.where, tag.raw, "ลบคำสั่งนี้")
    elif word not in _DOCX_WORDS and word.removeprefix("end") not in _FORBIDDEN:  # those were told where they open
        near = _nearest(word, [*_OPENERS, *_OPENERS.values(), *_MIDDLE, "set"])
        meant = f"{near} {tag.body[len(word) :].strip()}".strip()
        hint = _shown(tag, meant) if near else "ใช้ได้ for, if, elif, else, endfor, endif, set"
        linter.add("unknown-tag", f"ไม่รู้จักคำสั่ง “{word}”", tag.where, tag.raw, hint)
        if near:
            _balance(replace(tag, body=meant), linter)


def _close(tag: Tag, linter: Linter) -> None:
    word = tag.word
    if not linter.stack:
        linter.add("unbalanced", f"คำสั่ง {word} ไม่มีคำสั่งเปิด", tag.where, tag.raw, "ลบคำสั่งนี้ หรือเพิ่มคำสั่งเปิด")
        return
    opened = linter.stack[-1].tag
    if _OPENERS[opened.word] != word:
        linter.add(
            "unbalanced",
            f"คำสั่ง {word} ปิดผิดคู่ ที่เปิดอยู่คือ {opened.raw}",
            tag.where,
            tag.raw,
            _shown(opened, _OPENERS[opened.word]),
        )
        if any(_OPENERS[one.tag.word] == word for one in linter.stack):
            while _OPENERS[linter.stack[-1].tag.word] != word:
                linter.stack.pop()
        linter.stack.pop()  # else it was typed for the block that is open: told once, closed
        return
    linter.stack.pop()
    if not (
        opened.kind == "broken" or (opened.scope == tag.scope and opened.scope in {"tr", "tc"} and not tag.where.table)
    ):
        _pair(opened, tag, linter)


def _pair(opened: Tag, closed: Tag, linter: Linter) -> None:
    """Check that a block is opened and closed at places that Word can repeat."""
    one, two = opened.where, closed.where
    if opened.scope != closed.scope:
        linter.add(
            "unbalanced", f"เปิดด้วย {opened.raw} แต่ปิดด้วย {closed.raw}", two, closed.raw, _shown(opened, closed.word)
        )
    elif opened.scope == "tr":
        if one.row == two.row:
            linter.add("same-row", "คำสั่งเปิดและปิดของ {%tr %} อยู่แถวเดียวกัน ต้องอยู่คนละแถวคร่อมแถวที่ซ้ำ", two, closed.raw)
        elif one.table != two.table:
            linter.add("across-cells", "คำสั่ง {%tr %} เปิดและปิดคนละตาราง", two, closed.raw)
    elif one.cell != two.cell or one.table != two.table:
        thai = "วนซ้ำหรือเงื่อนไขคร่อมช่องตาราง ตารางจะเสียโดยไม่มีคำเตือน"
        near = (
            "{%tr " + opened.body + " %} ในแถวของตัวเอง"
            if one.table and one.table == two.table
            else "เปิดและปิดในช่องเดียวกัน"
        )
        linter.add("across-cells", thai, one, opened.raw, near)
    elif not opened.scope and one.paragraph != two.paragraph:
        linter.add("across-paragraphs", "คำสั่งคร่อมหลายย่อหน้า", one, opened.raw, "{%p " + opened.body + " %}")


def _print(tag: Tag, linter: Linter) -> None:
    shape = _expression(tag.body, tag, linter, "{{ ", " }}")
    if shape is None:
        return
    name = tag.body.split("|")[0].strip().rsplit(".", 1)[-1]
    if shape.kind in {"list", "group"}:
        inside = [*(shape.item.inside if shape.item else {}), *shape.inside]
        hint = (
            "{%p for รายการ in " + tag.body + " %}"
            if shape.kind == "list"
            else "{{ " + tag.body + "." + (inside or ["ชื่อ"])[0] + " }}"
        )
        linter.add("not-text", f"“{tag.body}” เป็นรายการหรือกลุ่ม พิมพ์ตรง ๆ ไม่ได้", tag.where, tag.raw, hint)
    elif shape.kind == "block" and name in ALONE and (tag.others.strip() or not tag.alone):
        linter.add("rich-value", f"“{name}” เป็นบล็อก ต้องอยู่ลำพังในย่อหน้า", tag.where, tag.raw, "ย้ายไปไว้ย่อหน้าของตัวเอง")


def _for_scope(tag: Tag, linter: Linter) -> dict[str, Shape | None]:
    match = re.match(r"for\s+(.+?)\s+in\s+(.+)$", tag.body, re.DOTALL)
    text = Shape("text", {})
    loop = Shape(
        "group",
        dict.fromkeys(("index", "index0", "first", "last", "length", "revindex", "revindex0", "depth"), text),
    )
    if not match:
        linter.add("syntax", "คำสั่ง for เขียนไม่ครบ", tag.where, tag.raw, "{% for เป้าหมาย in เป้าหมายทั้งหมด %}")
        return {"loop": loop}
    names = [name.strip() for name in match[1].split(",")]
    whole, _, condition = match[2].partition(" if ")
    shape = _expression(whole.replace(" recursive", ""), tag, linter, "{{ ", " }}")
    item = shape.item if shape is not None and shape.kind == "list" else None
    if shape is not None and shape.kind not in {"list", "any"}:
        lists = [name for name, one in linter.names().items() if one is not None and one.kind == "list"]
        near = _nearest(whole.strip(), lists) or "รายการที่วนซ้ำได้ เช่น " + ", ".join(lists[:6])
        linter.add("not-list", f"“{whole.strip()}” ไม่ใช่รายการ วนซ้ำไม่ได้", tag.where, tag.raw, near)
    scope: dict[str, Shape | None] = dict.fromkeys(names)
    if len(names) == 1:
        scope[names[0]] = item
    scope["loop"] = loop
    if condition:
        linter.stack.append(_Open(tag, scope))
        _expression(condition, tag, linter, "{% if ", " %}")
        linter.stack.pop()
    return scope


def _set(tag: Tag, linter: Linter) -> None:
    match = re.match(r"set\s+(\S+)\s*=\s*(.+)$", tag.body, re.DOTALL)
    if not match:
        linter.add("syntax", "คำสั่ง set เขียนไม่ครบ", tag.where, tag.raw, "{% set ชื่อ = ค่า %}")
        return
    linter.own[match[1]] = _expression(match[2], tag, linter, "{{ ", " }}")


def _expression(text: str, tag: Tag, linter: Linter, before: str, after: str) -> Shape | None:
    """Check one expression; return the shape of its value, None when it cannot be told."""
    from plandocs.draft.expressions import check

    end = "{% endif %}" if before.startswith("{% if") else ""
    shape, found = check(before + text.strip() + after + end, linter.names())
    for code, thai, suggestion in found:
        linter.add(code, thai, tag.where, tag.raw, suggestion)
    return None if found else shape


def _nearest(name: str, known: list[str]) -> str:
    from plandocs.draft.expressions import nearest

    return nearest(name, known)
