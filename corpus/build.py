"""
Builds the sample documents from their hand-written sources.

``python corpus/build.py [Dnn …]`` reads ``corpus/sources/Dnn.md`` and writes real .docx, .pdf, .xlsx, .txt and
.doc files to ``corpus/documents`` and what the sources say about findings to ``corpus/gold/findings.jsonl``. PDF
and .doc need LibreOffice, the scan needs poppler as well. The built files are kept in the repository: only
someone who changes a source needs this script. The dialect of the sources is described in ``corpus/README.md``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tools import docx_writer, other_writers
from tools.source import Source, parse

HERE = Path(__file__).parent
SOURCES, DOCUMENTS, GOLD = HERE / "sources", HERE / "documents", HERE / "gold"

#: The files made of each source: name → how it is made.
OUTPUTS: dict[str, dict[str, str]] = {
    "D01": {"D01_รายงานป้อนกลับ_PMQA4.0_2563.docx": "docx"},
    "D02": {"D02_รายงานป้อนกลับ_รางวัลหมวด4_2563.pdf": "pdf:Norasi"},
    "D03": {"D03_สรุปประชุมเชิงปฏิบัติการ_2564.txt": "txt"},
    "D04": {"D04_แผนเพิ่มประสิทธิภาพองค์การ_2564.docx": "docx"},
    "D05": {"D05_รายงานผล_รอบ12เดือน_2564.docx": "docx"},
    "D06": {"D06_รายงานป้อนกลับ_PMQA4.0_2564.pdf": "pdf:Laksaman"},
    "D07": {"D07_แผนพัฒนาองค์การ_2565.docx": "docx"},
    "D08": {"D08_รายงานติดตาม_รอบ6เดือน_2565.xlsx": "xlsx"},
    "D09": {"D09_รายงานติดตาม_รอบ12เดือน_2565.docx": "docx", "D09_สำเนาสแกน.pdf": "scan"},
    "D10": {"D10_ApplicationReport_2566.docx": "docx"},
    "D11": {"D11_รายงานป้อนกลับ_PMQA4.0_2565.docx": "docx", "D11_สำเนาจากระบบเก่า.pdf": "damaged"},
    "D12": {"D12_รายงานป้อนกลับ_PMQA4.0_2566.pdf": "decomposed"},
    "D13": {"D13_แผนเพิ่มประสิทธิภาพองค์การ_2566.docx": "docx"},
    "D14": {"D14_ร่างแผนเพิ่มประสิทธิภาพองค์การ_2567.docx": "docx"},
    "D15": {"D15_แผนเพิ่มประสิทธิภาพองค์การ_2567_อนุมัติ.pdf": "pdf:Garuda"},
    "D16": {"D16_แผนปฏิบัติราชการรายปี_2567.docx": "docx"},
    "D17": {"D17_รายงานป้อนกลับ_PMQA4.0_2567.docx": "docx", "D17_รายงานป้อนกลับ_PMQA4.0_2567.pdf": "pdf:Laksaman"},
    "D18": {"D18_บันทึกเชิญประชุม_2568.docx": "docx", "D18_บันทึกเชิญประชุม_2568.doc": "doc"},
}


def write(source: Source, target: Path, how: str) -> None:
    """Write one output file of a source."""
    method, _, font = how.partition(":")
    match method:
        case "docx":
            docx_writer.write(source, target)
        case "pdf":
            other_writers.write_pdf(source, target, font)
        case "decomposed":
            other_writers.write_pdf(source, target, "Laksaman", change=other_writers.decompose)
        case "damaged":
            other_writers.write_pdf(source, target, "Laksaman", change=other_writers.lose_marks, blocks=60)
        case "scan":
            other_writers.write_scan(source, target)
        case "doc":
            other_writers.write_doc(source, target)
        case "xlsx":
            other_writers.write_xlsx(source, target)
        case "txt":
            other_writers.write_txt(source, target)


def main(names: list[str]) -> None:
    """Build the named sources, or all of them."""
    DOCUMENTS.mkdir(exist_ok=True)
    GOLD.mkdir(exist_ok=True)
    gold: list[dict[str, str]] = []
    for path in sorted(SOURCES.glob("D*.md")):
        source = parse(path.read_text("utf-8"))
        if not names or source.id in names:
            for name, how in OUTPUTS[source.id].items():
                print(f"{source.id} → {name}", flush=True)
                write(source, DOCUMENTS / name, how)
        file = next(iter(OUTPUTS[source.id]))
        gold += [
            {"document": source.id, "file": file, "edition": source.head.get("edition", ""), **f}
            for f in source.findings
        ]
    lines = (json.dumps(entry, ensure_ascii=False) for entry in gold)
    (GOLD / "findings.jsonl").write_text("".join(line + "\n" for line in lines), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
