"""
The pictures of the README: pages of the plan that `make demo` drafts, marked as invented data.

`python scripts/pictures.py` after `make demo`; needs LibreOffice. Pages are found by their words, not their number.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from plandocs.draft.preview import pictures, preview

ROOT = Path(__file__).parent.parent
DRAFT = ROOT / "demo" / "improvement-plan-2568.docx"
FOLDER = ROOT / "docs" / "templates"
MARK = "Sample of an invented agency: all names, numbers and findings are made up"
GAP, BAND, RESOLUTION, COLOURS = 6, 26, 62, 64


def main() -> None:
    """Write the three pictures and print their names."""
    with tempfile.TemporaryDirectory() as name:
        pdf = Path(name) / "plan.pdf"
        preview(DRAFT, pdf)
        pages = pictures(pdf, Path(name) / "pages", resolution=RESOLUTION)
        words = _words(pdf)

        def page(test: Callable[[str], bool], nth: int = 0) -> Path:
            return pages[[n for n, text in enumerate(words) if test(text)][nth]]

        _sheet(
            "plan-front.png",
            [pages[0], page(lambda text: "สารบัญ" in text), page(lambda text: "บทสรุปผู้บริหาร" in text, 1)],
        )
        _sheet(
            "plan-findings-goals.png",
            [
                page(lambda text: "ความเป็นมา" in text and "ที่มาและความเป็นมา" in text),
                page(lambda text: "ภาพที่๑" in text),
                page(lambda text: "ส่วนที่๓" in text and "เหตุผล" in text),
            ],
        )
        _sheet("plan-actions.png", [page(lambda text: "ส่วนที่๔แผนปฏิบัติการ" in text and "แหล่งเงิน" in text)])


def _words(pdf: Path) -> list[str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    return ["".join(document[n].get_textpage().get_text_range().split()) for n in range(len(document))]


def _sheet(name: str, pages: list[Path]) -> None:
    """Write pages side by side under a line that says that their content is invented."""
    shown = [Image.open(one).convert("RGB") for one in pages]
    size = (sum(one.width + GAP for one in shown) + GAP, max(one.height for one in shown) + 2 * GAP + BAND)
    sheet = Image.new("RGB", size, "#9a9a9a")
    ImageDraw.Draw(sheet).text((GAP, 5), MARK, fill="white", font=ImageFont.load_default(14))
    position = GAP
    for one in shown:
        sheet.paste(one, (position, GAP + BAND))
        position += one.width + GAP
    sheet.quantize(COLOURS).save(FOLDER / name, optimize=True)
    sys.stdout.write(f"{name}\n")


if __name__ == "__main__":
    main()
