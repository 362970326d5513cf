"""Trend charts as native Word charts: editable in Word, drawn in the document's own font, with alternative text."""

from __future__ import annotations

import io
from collections.abc import Sequence

from lxml import etree
from markupsafe import escape

from plandocs.draft.digits import to_thai
from plandocs.draft.ledger import ChartData
from plandocs.draft.ooxml import NS
from plandocs.draft.package import Package

FONT = "TH Sarabun New"
#: Size of a chart in English Metric Units: 15 × 7.5 cm.
WIDTH, HEIGHT = 5_400_000, 2_700_000
#: Number format prefix for Thai digits (numeral shape 0D, language 041E).
THAI_DIGITS = "[$-D00041E]"
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SERIES = (("เป้าหมาย", "7F7F7F", "diamond"), ("ผล", "1F4E9E", "circle"))


def drawing(package: Package, part: str, data: ChartData, number: int, *, thai: bool = False) -> etree._Element:
    """
    Add chart number `number` to the package and return the w:drawing that shows it in `part`.

    `thai` prints its years and numbers in Thai digits.
    """
    name = package.free_name("word/charts/chart%d.xml")
    package.put(name, _chart_xml(data, thai=thai).encode(), _CHART_TYPE)
    book = package.free_name("word/embeddings/chart%d.xlsx")
    package.put(book, _workbook(data, thai=thai))
    package.default_type("xlsx", _XLSX_TYPE)
    package.relate(name, "package", book)
    rel = package.relate(part, "chart", name)
    description = escape(data.description.replace("\n", " "))
    title = escape(data.title.replace("\n", " "))
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NS.items())
    return etree.fromstring(
        f"<w:drawing {names}>"
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{WIDTH}" cy="{HEIGHT}"/>'
        f'<wp:docPr id="{number}" name="กราฟ {number}" descr="{description}" title="{title}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{NS["c"]}"><c:chart r:id="{rel}"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )


def _years(data: ChartData, *, thai: bool) -> tuple[str, ...]:
    return tuple(to_thai(str(year)) if thai else str(year) for year in data.years)


def _formats(data: ChartData, *, thai: bool) -> tuple[str, str]:
    """Return the number formats of labels and axis; "#.##" would leave a lone point behind whole numbers."""
    values = [value for value in (*data.targets, *data.results) if value is not None]
    whole = all(value == int(value) for value in values)
    most = max((abs(value) for value in values), default=0.0)
    form = "#,##0" if most >= 1000 else "0"
    axis = form if most >= 5 else form + ".0"
    if not thai:
        return (form, axis) if whole else ("General", axis)
    return THAI_DIGITS + (form if whole else form + ".0"), THAI_DIGITS + axis


def _text(size: int) -> str:
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{size}"><a:latin typeface="{FONT}"/><a:cs '
        f'typeface="{FONT}"/>'
        '</a:defRPr></a:pPr><a:endParaRPr lang="th-TH"/></a:p></c:txPr>'
    )


def _chart_xml(data: ChartData, *, thai: bool) -> str:
    years = _years(data, thai=thai)
    labels, axis = _formats(data, thai=thai)
    names = " ".join(f'xmlns:{prefix}="{NS[prefix]}"' for prefix in ("a", "c", "r"))
    # Where the result is above the target their numbers change sides, else they would lie on each other.
    turned = [n for n, (one, two) in enumerate(zip(data.targets, data.results, strict=True)) if (two or 0) > (one or 0)]
    series = "".join(
        _series(index, name, color, symbol, years, values, labels, turned)
        for index, ((name, color, symbol), values) in enumerate(zip(_SERIES, (data.targets, data.results), strict=True))
    )
    no_line = (
        '<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="D9D9D9"/></a:solidFill></a:ln>'
        "</c:spPr></c:majorGridlines>"
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {names}><c:roundedCorners val="0"/>'
        f"<c:chart>"
        f'<c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:lineChart><c:grouping val="standard"/>'
        f'<c:varyColors val="0"/>{series}'
        '<c:marker val="1"/><c:axId val="111"/><c:axId val="222"/></c:lineChart>'
        '<c:catAx><c:axId val="111"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="b"/>'
        f'<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="out"/><c:minorTickMark '
        f'val="none"/><c:tickLblPos val="low"/>{_text(1400)}<c:crossAx val="222"/></c:catAx>'
        f'<c:valAx><c:axId val="222"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="l"/>{no_line}'
        f'<c:numFmt formatCode="{axis}" sourceLinked="0"/><c:majorTickMark val="out"/><c:minorTickMark '
        f'val="none"/><c:tickLblPos val="nextTo"/>{_text(1400)}<c:crossAx val="111"/></c:valAx>'
        f'</c:plotArea><c:legend><c:legendPos val="r"/><c:overlay val="0"/>{_text(1400)}</c:legend><c:plotVisOnly '
        f'val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _series(
    index: int,
    name: str,
    color: str,
    symbol: str,
    years: tuple[str, ...],
    values: tuple[float | None, ...],
    label_format: str,
    turned: Sequence[int],
) -> str:
    letter, last = "BC"[index], len(years) + 1
    fill = f'<a:solidFill><a:srgbClr val="{color}"/></a:solidFill>'
    dash = '<a:prstDash val="dash"/>' if index == 0 else ""
    usual, other = ("t", "b") if index == 0 else ("b", "t")
    own = "".join(_label(other, label_format, point) for point in turned)
    labels = f"<c:dLbls>{own}{_label(usual, label_format)}</c:dLbls>"
    categories = "".join(f'<c:pt idx="{i}"><c:v>{year}</c:v></c:pt>' for i, year in enumerate(years))
    points = "".join(
        f'<c:pt idx="{i}"><c:v>{value!r}</c:v></c:pt>' for i, value in enumerate(values) if value is not None
    )
    return (
        f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/><c:tx><c:strRef><c:f>Sheet1!${letter}$1</c:f>'
        f'<c:strCache><c:ptCount val="1"/>'
        f'<c:pt idx="0"><c:v>{name}</c:v></c:pt></c:strCache></c:strRef></c:tx><c:spPr><a:ln '
        f'w="28575">{fill}{dash}</a:ln></c:spPr>'
        f'<c:marker><c:symbol val="{symbol}"/><c:size val="7"/><c:spPr>{fill}</c:spPr></c:marker>{labels}'
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${last}</c:f><c:strCache><c:ptCount "
        f'val="{len(years)}"/>{categories}</c:strCache></c:strRef></c:cat>'
        f"<c:val><c:numRef><c:f>Sheet1!${letter}$2:${letter}${last}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(years)}"/>{points}</c:numCache></c:numRef></c:val><c:smooth val="0"/></c:ser>'
    )


def _label(position: str, label_format: str, point: int | None = None) -> str:
    """Return how the numbers beside all points look, or that beside one."""
    inside = (
        f'<c:numFmt formatCode="{label_format}" sourceLinked="0"/><c:spPr><a:noFill/></c:spPr>'
        f'{_text(1200)}<c:dLblPos val="{position}"/><c:showLegendKey val="0"/><c:showVal val="1"/>'
        '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )
    return inside if point is None else f'<c:dLbl><c:idx val="{point}"/>{inside}</c:dLbl>'


def _workbook(data: ChartData, *, thai: bool) -> bytes:
    """Return the chart's numbers as a workbook, so that "Edit data" works in Word."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    sheet.append(["ปี", *(name for name, _, _ in _SERIES)])
    for year, target, result in zip(_years(data, thai=thai), data.targets, data.results, strict=True):
        sheet.append([year, target, result])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
