from __future__ import annotations

import re
from pathlib import Path

import pytest
from docx import Document

from plandocs.ingest.facts import parse_facts
from plandocs.ingest.meta import describe
from plandocs.ingest.readers import read
from plandocs.model.document import DocumentKind, Extracted
from plandocs.model.finding import Finding

LAYOUTS = sorted((Path(__file__).parent / "layouts").glob("*.md"))
#: A printed label, list number or reference is no longer than this.
MARKS = 40


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def _missed(findings: tuple[Finding, ...], gold: list[tuple[str, str, str]]) -> tuple[list, list]:
    """Return the gold that no finding says, and the findings that no gold says."""
    left = [(finding.kind.value, finding.item, _plain(finding.text)) for finding in findings]
    missing = []
    for kind, item, text in gold:
        words = _plain(text)
        same = [one for one in left if one[:2] == (kind, item) and one[2] in words and len(words) - len(one[2]) < MARKS]
        if same:
            left.remove(max(same, key=lambda one: len(one[2])))
        else:
            missing.append((kind, item, text))
    return missing, left


@pytest.mark.parametrize("paged", [False, True], ids=["word", "page"])
@pytest.mark.parametrize("path", LAYOUTS, ids=[path.stem for path in LAYOUTS])
def test_every_finding_of_a_layout_is_found_and_nothing_else(written, path, paged):
    document = written(path.read_text("utf-8"), paged=paged)
    about = describe(Extracted(tuple(document.blocks), "test"), "เอกสาร.docx")

    findings = parse_facts("d1", about, document.blocks).findings

    assert about.kind is DocumentKind.FEEDBACK_REPORT
    assert _missed(findings, document.gold) == ([], [])
    assert all(finding.anchor.verify(document.blocks[finding.anchor.block].text) for finding in findings)


def _save_word(text: str, path: Path) -> None:
    """Write the marks of a layout as a Word file with styles, automatic lists and merged cells."""
    document = Document()
    text = re.sub(r"[⟦⟧]", "", text)
    rows: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            cells = line.strip().removeprefix("|").removesuffix("|").split("|")
            rows.append([re.sub(r"\s*\{\{.*?\}\}", "", cell).strip() for cell in cells])
            continue
        if rows:
            _save_table(document, rows)
            rows = []
        words = re.sub(r"\s*\{\{.*?\}\}", "", line).removeprefix("[[bold]] ").strip()
        if heading := re.match(r"(#{1,3}) (.*)", words):
            document.add_heading(heading[2], len(heading[1]))
        elif words.startswith("- "):
            document.add_paragraph(words[2:], style="List Bullet")
        elif words.startswith("#. "):
            document.add_paragraph(words[3:], style="List Number")
        elif words:
            document.add_paragraph(words)
    document.save(str(path))


def _save_table(document, rows):
    width = max(map(len, rows))
    table = document.add_table(len(rows), width)
    for y, row in enumerate(rows):
        for x, words in enumerate(row):
            if words == "^":
                table.cell(y - 1, x).merge(table.cell(y, x))
            elif words == "<":
                table.cell(y, x - 1).merge(table.cell(y, x))
            else:
                table.cell(y, x).text = words.replace("<br>", "\n")


@pytest.mark.parametrize("path", LAYOUTS, ids=[path.stem for path in LAYOUTS])
def test_the_same_findings_are_found_in_a_real_word_file(written, tmp_path, path):
    target = tmp_path / "รายงาน.docx"
    text = path.read_text("utf-8")
    _save_word(text, target)

    extracted = read(target)
    findings = parse_facts("d1", describe(extracted, target.name), extracted.blocks).findings

    assert _missed(findings, written(text).gold) == ([], [])
