"""The check of one template expression against the names that are known where it stands."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from typing import Any

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

from plandocs.draft.hints import syntax_hint
from plandocs.draft.names import Shape
from plandocs.draft.sandbox import environment

Found = list[tuple[str, str, str]]
_ANY = Shape("any", {})
_TEXT = Shape("text", {})
_TESTS = {
    "defined",
    "undefined",
    "none",
    "string",
    "number",
    "odd",
    "even",
    "divisibleby",
    "in",
    "true",
    "false",
    "eq",
    "ne",
    "lt",
    "gt",
}


@functools.cache
def _environment() -> Any:
    return environment()


def nearest(name: str, known: Iterable[str]) -> str:
    """
    Return the known name most like `name`, or "" when none is near.

    >>> nearest("เป้าหมายทั้งหมก", ["เป้าหมายทั้งหมด", "หน่วยงาน"])
    'เป้าหมายทั้งหมด'
    """
    from rapidfuzz import fuzz, process

    best = process.extractOne(name, list(known), scorer=fuzz.ratio, score_cutoff=50)
    return str(best[0]) if best else ""


def check(source: str, known: Mapping[str, Shape | None]) -> tuple[Shape | None, Found]:
    """
    Return the shape of the expression in the tag `source`, and what is wrong as (code, Thai, suggestion).

    `known` are the names in scope; None stands for a value nothing is known about.
    """
    try:
        tree = _environment().parse(source)
    except TemplateSyntaxError:
        return None, [("syntax", "เขียนคำสั่งไม่ถูกไวยากรณ์", syntax_hint(_words(source)))]
    found: Found = []
    output = tree.body[0] if tree.body else None
    if isinstance(output, nodes.If):
        return _shape(output.test, known, found), found
    expressions = [node for node in getattr(output, "nodes", []) if not isinstance(node, nodes.TemplateData)]
    shapes = [_shape(node, known, found) for node in expressions]
    return (shapes[0] if shapes else None), found


def _words(source: str) -> str:
    """Return what stands inside the first tag of `source`, without the word `if`."""
    found = re.match(r"\{[{%]\s*(?:if\b)?(.*?)[}%]\}", source, re.DOTALL)
    return found[1].strip() if found else source


def _shape(node: nodes.Node, known: Mapping[str, Shape | None], found: Found) -> Shape | None:
    if isinstance(node, nodes.Name):
        return _name(node, known, found)
    if isinstance(node, nodes.Getattr):
        return _member(node.node, node.attr, known, found)
    if isinstance(node, nodes.Getitem):
        return _item(node, known, found)
    if isinstance(node, nodes.Filter):
        return _filter(node, known, found)
    if isinstance(node, nodes.Test):
        if node.name not in _TESTS:
            found.append(("unknown-test", f"ไม่รู้จักเงื่อนไข is {node.name}", nearest(node.name, _TESTS)))
        _children(node, known, found)
        return Shape("bool", {})
    if isinstance(node, nodes.Call):
        return _call(node, known, found)
    if isinstance(node, nodes.CondExpr):
        shape = _shape(node.expr1, known, found)
        _shape(node.test, known, found)
        if node.expr2 is not None:
            _shape(node.expr2, known, found)
        return shape
    if isinstance(node, nodes.And | nodes.Or):
        shape = _shape(node.left, known, found)
        _shape(node.right, known, found)
        return shape
    _children(node, known, found)
    return _TEXT


def _children(node: nodes.Node, known: Mapping[str, Shape | None], found: Found) -> None:
    for child in node.iter_child_nodes():
        _shape(child, known, found)


def _name(node: nodes.Name, known: Mapping[str, Shape | None], found: Found) -> Shape | None:
    if node.name in known:
        return known[node.name]
    if node.name == "range":
        return _ANY
    near = nearest(node.name, known)
    found.append(
        (
            "unknown-name",
            f"ไม่มีชื่อ “{node.name}”",
            f"หมายถึง {near} หรือไม่" if near else "ดูชื่อทั้งหมดด้วย plandocs templates fields",
        )
    )
    return None


def _member(owner: nodes.Node, name: str, known: Mapping[str, Shape | None], found: Found) -> Shape | None:
    count = len(found)
    shape = _shape(owner, known, found)
    if name.startswith("_") or (shape is not None and shape.kind in {"text", "field", "bool", "block"}):
        found.append(("forbidden", f"“.{name}” ใช้ไม่ได้: ค่านี้เป็นข้อความ ไม่มีส่วนย่อย", "ใช้ชื่อก่อนจุดอย่างเดียว"))
        return None
    if shape is None or shape.kind == "any" or len(found) > count:
        return None
    if shape.kind == "list":
        found.append(("unknown-name", f"ต้องวนซ้ำรายการก่อนจึงใช้ “.{name}” ได้", "{%p for รายการ in … %}"))
        return None
    if name in shape.inside:
        return shape.inside[name]
    near = nearest(name, shape.inside)
    hint = f"หมายถึง .{near} หรือไม่" if near else "มีชื่อ " + ", ".join(list(shape.inside)[:8])
    found.append(("unknown-name", f"ไม่มีชื่อ “.{name}” ในกลุ่มนี้", hint))
    return None


def _item(node: nodes.Getitem, known: Mapping[str, Shape | None], found: Found) -> Shape | None:
    if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
        return _member(node.node, node.arg.value, known, found)
    shape = _shape(node.node, known, found)
    _children(node.arg, known, found)
    if isinstance(node.arg, nodes.Slice):
        return shape
    return shape.item if shape is not None and shape.kind == "list" else None


def _filter(node: nodes.Filter, known: Mapping[str, Shape | None], found: Found) -> Shape | None:
    shape = _shape(node.node, known, found) if node.node is not None else None
    for argument in [*node.args, *(keyword.value for keyword in node.kwargs)]:
        _shape(argument, known, found)
    if node.name not in _environment().filters:
        near = nearest(node.name, _environment().filters)
        found.append(("unknown-filter", f"ไม่รู้จักตัวกรอง “{node.name}”", f"หมายถึง |{near} หรือไม่" if near else _filters()))
        return None
    if node.name in {"first", "last"}:
        return shape.item if shape is not None and shape.kind == "list" else None
    if node.name in {"sort", "unique", "list", "default", "d", "ไม่อ้างอิง"}:
        return shape
    return _TEXT


def _filters() -> str:
    return "ตัวกรองที่ใช้ได้: " + ", ".join(sorted(_environment().filters))


def _call(node: nodes.Call, known: Mapping[str, Shape | None], found: Found) -> Shape | None:
    for argument in node.args:
        _shape(argument, known, found)
    if isinstance(node.node, nodes.Name) and node.node.name == "range":
        return Shape("list", {}, _TEXT)
    found.append(("forbidden", "แม่แบบเรียกฟังก์ชันไม่ได้", "ใช้ได้เฉพาะชื่อและตัวกรอง"))
    return None
