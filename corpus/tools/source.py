"""The dialect in which the sample documents are written."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import Any

ANNOTATION = re.compile(r"\s*\{\{(ofi|strength) (\d\.\d)(?: ([CS]\d+))?\}\}")
NOTICE = "เอกสารตัวอย่างสมมติ – หน่วยงาน บุคคล คะแนน และงบประมาณในเอกสารนี้ไม่มีอยู่จริง"


@dataclass
class Node:
    """One line or table of a source: kind and text, or rows of cells."""

    kind: str
    text: str = ""
    level: int = 0
    bold: bool = False
    rows: list[list[str]] = field(default_factory=list)


@dataclass
class Source:
    """A parsed source: front matter, nodes in order, and the findings it marks."""

    id: str
    head: dict[str, Any]
    nodes: list[Node]
    findings: list[dict[str, str]]


def parse(text: str) -> Source:
    """Return the source in `text`; annotations are taken out of the text and become its findings."""
    _, front, body = text.split("+++", 2)
    head = tomllib.loads(front)
    findings: list[dict[str, str]] = []
    nodes: list[Node] = []
    for raw in body.strip().splitlines():
        line = raw.strip()
        if not line:
            nodes.append(Node("gap"))
        elif line.startswith("|"):
            cells = [_finding(cell.strip(), findings) for cell in line.strip("|").split("|")]
            if not nodes or nodes[-1].kind != "table":
                nodes.append(Node("table"))
            nodes[-1].rows.append(cells)
        else:
            nodes.append(_line(line, findings))
    return Source(head["id"], head, [node for node in nodes if node.kind != "gap"], findings)


def _line(line: str, findings: list[dict[str, str]]) -> Node:
    if line == "===":
        return Node("page")
    if line in {"[[landscape]]", "[[portrait]]"}:
        return Node(line.strip("[]"))
    if match := re.match(r"(#{1,3}) (.*)", line):
        return Node("heading", match[2], len(match[1]))
    if line.startswith("#. "):
        return Node("numbered", _finding(line[3:], findings))
    if line.startswith("- "):
        return Node("bullet", _finding(line[2:], findings))
    bold = "[[bold]]" in line
    kind = "center" if "[[center]]" in line else "paragraph"
    return Node(kind, _finding(re.sub(r"\[\[\w+\]\]\s*", "", line), findings), bold=bold)


def _finding(text: str, findings: list[dict[str, str]]) -> str:
    parts = []
    for part in text.split("<br>"):
        match = ANNOTATION.search(part)
        clean = ANNOTATION.sub("", part).strip()
        if match:
            entry = {"kind": match[1], "item": match[2], "chain": match[3] or "", "text": clean}
            findings.append(entry)
        parts.append(clean)
    return "<br>".join(parts)
