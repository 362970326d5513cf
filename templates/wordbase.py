# ruff: noqa: INP001
# (scripts beside the templates they build, no package)

"""The base that all Word templates share: styles, numbering, settings, headers, footers, and building words."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

FONT = "TH Sarabun New"
NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EPOCH = (2020, 1, 1, 0, 0, 0)
#: 1 cm in twentieths of a point.
CM = 567


def twips(centimetres: float) -> int:
    """Return centimetres as twentieths of a point."""
    return round(centimetres * CM)


def fonts() -> str:
    """Return the font of all scripts."""
    return f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'


def rpr(size: float | None = None, *, bold: bool | None = None, color: str = "", family: bool = False) -> str:
    """Return run properties; sizes in points, always for Latin and complex script together."""
    out = fonts() if family else ""
    if bold is not None:
        value = "" if bold else ' w:val="0"'
        out += f"<w:b{value}/><w:bCs{value}/>"
    if color:
        out += f'<w:color w:val="{color}"/>'
    if size is not None:
        out += f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'
    return f"<w:rPr>{out}</w:rPr>" if out else ""


def _style(
    kind: str, ident: str, name: str, ppr: str = "", run: str = "", *, based: str = "Normal", extra: str = ""
) -> str:
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    default = ' w:default="1"' if ident == "Normal" else ""
    custom = "" if ident in _BUILT_IN else ' w:customStyle="1"'
    ppr = f"<w:pPr>{ppr}</w:pPr>" if ppr else ""
    return (
        f'<w:style w:type="{kind}"{default}{custom} w:styleId="{ident}"><w:name w:val="{name}"/>{base}{extra}'
        f"<w:qFormat/>{ppr}{run}</w:style>"
    )


_BUILT_IN = [
    "Normal",
    "Heading1",
    "Heading2",
    "Heading3",
    "Title",
    "Subtitle",
    "Caption",
    "Header",
    "Footer",
    "FootnoteText",
    "FootnoteReference",
    "Hyperlink",
    "TOC1",
    "TOC2",
    "TOC3",
    "TOCHeading",
    "CommentText",
    "CommentReference",
    "ListBullet",
    "ListNumber",
    "TableGrid",
    "PlaceholderText",
]


def styles() -> str:
    """Return styles.xml."""
    tab = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{twips(16)}"/></w:tabs>'

    def para(ident: str, name: str, ppr: str = "", run: str = "", **more: str) -> str:
        return _style("paragraph", ident, name, ppr, run, **more)

    heading = '<w:keepNext/><w:keepLines/>{}<w:spacing w:before="{}" w:after="{}"/>{}<w:outlineLvl w:val="{}"/>'
    center = '<w:jc w:val="center"/>'
    parts = [
        para("Normal", "Normal", based=""),
        para("PlanBody", "เนื้อความ", f'<w:ind w:firstLine="{twips(2.5)}"/><w:jc w:val="thaiDistribute"/>'),
        para("PlanBlock", "เนื้อความไม่ย่อหน้า", '<w:jc w:val="thaiDistribute"/>'),
        para(
            "Heading1",
            "heading 1",
            heading.format("<w:pageBreakBefore/>", 0, 120, center, 0),
            rpr(20, bold=True, family=True),
            extra='<w:next w:val="PlanBody"/>',
        ),
        para(
            "Heading2",
            "heading 2",
            heading.format("", 200, 60, "", 1),
            rpr(18, bold=True, family=True),
            extra='<w:next w:val="PlanBody"/>',
        ),
        para(
            "Heading3",
            "heading 3",
            heading.format("", 160, 40, "", 2),
            rpr(16, bold=True, family=True),
            extra='<w:next w:val="PlanBody"/>',
        ),
        para("Title", "Title", f'<w:spacing w:before="120" w:after="120"/>{center}', rpr(30, bold=True, family=True)),
        para("Subtitle", "Subtitle", center, rpr(22, bold=True, family=True)),
        para("CoverText", "ข้อความปก", center, rpr(18, family=True)),
        para(
            "FrontHeading",
            "หัวเรื่องส่วนหน้า",
            f'<w:keepNext/><w:spacing w:after="160"/>{center}',
            rpr(20, bold=True, family=True),
        ),
        para("TableText", "ข้อความในตาราง", '<w:spacing w:before="20" w:after="20"/>', rpr(14, family=True)),
        para("TableCenter", "ข้อความกลางในตาราง", center, based="TableText"),
        para("TableNumber", "ตัวเลขในตาราง", '<w:jc w:val="right"/>', based="TableText"),
        para("TableHead", "หัวตาราง", f"<w:keepNext/>{center}", rpr(14, bold=True, family=True), based="TableText"),
        para("TableCompact", "ข้อความกระชับในตาราง", "", rpr(12, family=True), based="TableText"),
        para("TableSmall", "ข้อความเล็กในตาราง", center, rpr(12, family=True), based="TableText"),
        para(
            "Caption",
            "caption",
            '<w:keepNext/><w:spacing w:before="160" w:after="60"/>',
            rpr(16, bold=True, family=True),
        ),
        para(
            "FigureCaption",
            "คำบรรยายภาพ",
            f'<w:spacing w:before="40" w:after="160"/>{center}',
            rpr(16, bold=True, family=True),
        ),
        para("Figure", "ภาพ", f'<w:keepNext/><w:spacing w:before="160"/>{center}'),
        para(
            "SourceNote", "หมายเหตุที่มา", '<w:spacing w:before="40" w:after="80"/>', rpr(14, family=True, color="404040")
        ),
        para(
            "ListBullet",
            "List Bullet",
            '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:jc w:val="thaiDistribute"/>',
        ),
        para(
            "ListNumber",
            "List Number",
            '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr><w:jc w:val="thaiDistribute"/>',
        ),
        para(
            "PlanItem",
            "ข้อย่อย",
            f'<w:ind w:left="{twips(2.5)}" w:hanging="{twips(0.9)}"/><w:jc w:val="thaiDistribute"/>',
        ),
        para(
            "MemoTitle",
            "หัวบันทึกข้อความ",
            f'<w:spacing w:after="200" w:line="700" w:lineRule="exact"/>{center}',
            rpr(29, bold=True, family=True),
        ),
        para("MemoLine", "บรรทัดหัวบันทึก", f'<w:tabs><w:tab w:val="left" w:pos="{twips(8)}"/></w:tabs>'),
        para("Signature", "Signature", f'<w:ind w:left="{twips(8)}"/>{center}', based="Normal"),
        para("Header", "header", '<w:jc w:val="right"/>', rpr(14, family=True)),
        para("Footer", "footer", center, rpr(14, family=True)),
        para("FootnoteText", "footnote text", "", rpr(14, family=True)),
        para("CommentText", "annotation text", "", rpr(14, family=True)),
        para("TOCHeading", "TOC Heading", f'<w:spacing w:after="160"/>{center}', rpr(20, bold=True, family=True)),
        para("TOC1", "toc 1", tab, rpr(16, family=True)),
        para("TOC2", "toc 2", tab + f'<w:ind w:left="{twips(0.8)}"/>', rpr(16, family=True)),
        para("TOC3", "toc 3", tab + f'<w:ind w:left="{twips(1.6)}"/>', rpr(16, family=True)),
        _style("character", "Hyperlink", "Hyperlink", run=rpr(family=True), based=""),
        _style(
            "character",
            "FootnoteReference",
            "footnote reference",
            run='<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>',
            based="",
        ),
        _style("character", "CommentReference", "annotation reference", run=rpr(12, family=True), based=""),
        _style("character", "PlanLabel", "ป้ายชื่อ", run=rpr(bold=True), based=""),
        _style("character", "MemoLabel", "ป้ายหัวบันทึก", run=rpr(20, bold=True, family=True), based=""),
        _table_style(),
    ]
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts()}<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US"/>'
        '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
    )
    return f"{HEAD}<w:styles {NS}>{defaults}{''.join(parts)}</w:styles>"


def _table_style() -> str:
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblInd w:w="0"'
        ' w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom '
        'w:w="0" w:type="dxa"/>'
        '<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{edges}</w:tblBorders></w:tblPr></w:style>"
    )


def numbering() -> str:
    """Return numbering.xml: bullets, Thai numbers with Thai letters below; every level carries fonts and both sizes."""
    level = (
        '<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/><w:lvlText w:val="{text}"/><w:lvlJc '
        'w:val="left"/>'
        '<w:pPr><w:ind w:left="{left}" w:hanging="{hang}"/></w:pPr>' + rpr(16, family=True) + "</w:lvl>"
    )
    bullets = "".join(
        level.format(i=i, fmt="bullet", text=sign, left=twips(1.2 + 0.8 * i), hang=twips(0.6))
        for i, sign in enumerate("•–•")
    )
    numbers = "".join(
        level.format(i=i, fmt=fmt, text=f"%{i + 1}{end}", left=twips(1.4 + 0.9 * i), hang=twips(0.9))
        for i, (fmt, end) in enumerate((("thaiNumbers", "."), ("thaiLetters", ")"), ("thaiNumbers", ")")))
    )
    return (
        f"{HEAD}<w:numbering {NS}>"
        f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/>{bullets}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>{numbers}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        "</w:numbering>"
    )


def settings() -> str:
    """Return settings.xml: compatibility mode 15, Shift+Return lines not spread, fields refreshed on opening."""
    mode = "http://schemas.microsoft.com/office/word"
    return (
        f'{HEAD}<w:settings {NS}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:updateFields w:val="true"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        "<w:compat><w:doNotExpandShiftReturn/>"
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{mode}" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:bidi="th-TH"/></w:settings>'
    )


def font_table() -> str:
    """Return fontTable.xml; the alternative name helps where only the older file of the same design is installed."""
    return (
        f'{HEAD}<w:fonts {NS}><w:font w:name="{FONT}"><w:altName w:val="TH SarabunPSK"/><w:panose1 '
        f'w:val="020B0500040200020003"/>'
        '<w:charset w:val="DE"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )


# --- words for building bodies -------------------------------------------------------------------


def r(text: str, *, style: str = "", bold: bool = False, size: float | None = None) -> str:
    """Return a run; `style` is a character style."""
    inner = f'<w:rStyle w:val="{style}"/>' if style else ""
    inner += "<w:b/><w:bCs/>" if bold else ""
    inner += f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>' if size else ""
    props = f"<w:rPr>{inner}</w:rPr>" if inner else ""
    pieces = escape(text).split("\t")
    body = "<w:tab/>".join(f'<w:t xml:space="preserve">{piece}</w:t>' if piece else "" for piece in pieces)
    return f"<w:r>{props}{body}</w:r>"


def p(*runs: str, style: str = "", ppr: str = "") -> str:
    """Return a paragraph of runs; a plain string becomes a run."""
    inner = f'<w:pStyle w:val="{style}"/>' if style else ""
    body = "".join(one if one.startswith("<w:") else r(one) for one in runs)
    props = f"<w:pPr>{inner}{ppr}</w:pPr>" if inner or ppr else ""
    return f"<w:p>{props}{body}</w:p>"


def label(name: str, text: str, style: str = "PlanBlock") -> str:
    """Return a paragraph that starts with a bold label."""
    return p(r(name, style="PlanLabel"), r(" " + text), style=style)


def tag(expression: str) -> str:
    """Return a paragraph that holds only a block tag ({%p … %})."""
    return p("{%p " + expression + " %}")


def page_break() -> str:
    """Return a page break."""
    return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def cell(content: str, width: int, *, style: str = "TableText", span: int = 1, merge: str = "", fill: str = "") -> str:
    """Return a table cell; `content` is text (a paragraph of `style`) or ready paragraphs."""
    body = content if content.startswith("<w:p") else p(content, style=style)
    pr = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    pr += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    pr += {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[merge]
    pr += f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    if style == "TableSmall":  # twelve months side by side: no room for side margins
        pr += '<w:tcMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tcMar>'
    pr += '<w:vAlign w:val="center"/>' if style == "TableHead" else ""
    return f"<w:tc><w:tcPr>{pr}</w:tcPr>{body}</w:tc>"


def row(*cells: str, head: bool = False, height: float = 0) -> str:
    """Return a table row that does not split over pages; `head` repeats it on every page."""
    pr = "<w:cantSplit/>"
    pr += f'<w:trHeight w:val="{twips(height)}" w:hRule="atLeast"/>' if height else ""
    pr += "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr>{pr}</w:trPr>{''.join(cells)}</w:tr>"


def loop_row(expression: str, columns: int, width: int) -> str:
    """Return a row that holds only a row tag ({%tr … %})."""
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell('{%tr ' + expression + ' %}', width, span=columns)}</w:tr>"


def table(widths: list[float], *rows: str, style: str = "TableGrid") -> str:
    """Return a table of fixed layout; `widths` in centimetres."""
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    total = sum(twips(width) for width in widths)
    head = (
        f'<w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{total}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
        'w:noVBand="1"/></w:tblPr>'
    )
    return f"<w:tbl>{head}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def simple_table(columns: list[tuple[str, float, str]], loop: str, contents: list[str], empty: str = "") -> str:
    """
    Return a table with one head row and one row for each item of a loop.

    `columns` are (head, width in cm, paragraph style); `contents` the cells' text.
    """
    widths = [width for _, width, _ in columns]
    total = sum(twips(width) for width in widths)
    head = row(*(cell(name, twips(w), style="TableHead", fill="D9E2F3") for name, w, _ in columns), head=True)
    body = row(*(cell(text, twips(w), style=style) for text, (_, w, style) in zip(contents, columns, strict=True)))
    rows = [head, loop_row(f"for {loop}", len(columns), total), body, loop_row("endfor", len(columns), total)]
    if empty:
        items = loop.split(" in ", 1)[1]
        none = row(cell(empty, total, span=len(columns)))
        rows += [loop_row(f"if not {items}", len(columns), total), none, loop_row("endif", len(columns), total)]
    return table(widths, *rows)


def section(
    *, landscape: bool = False, header: bool = True, start: int | None = None, memo: bool = False, last: bool = False
) -> str:
    """
    Return section properties, in a paragraph of their own unless `last`.

    Margins of official papers: left 3, right 2, top 2.5, bottom 2 cm (memo: top 1.5); landscape pages are the same
    sheet turned.
    """
    footer = "rIdFooter" if header else "rIdEmpty"
    refs = (
        f'<w:headerReference w:type="default" r:id="rIdHeader"/><w:footerReference w:type="default" r:id="{footer}"/>'
    )
    size = (
        '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>' if landscape else '<w:pgSz w:w="11906" w:h="16838"/>'
    )
    top, right, bottom, left = (3.0, 2.5, 2.0, 2.0) if landscape else (1.5 if memo else 2.5, 2.0, 2.0, 3.0)
    margins = (
        f'<w:pgMar w:top="{twips(top)}" w:right="{twips(right)}" w:bottom="{twips(bottom)}" w:left="{twips(left)}" '
        f'w:header="{twips(1.2)}" w:footer="{twips(0.9)}" w:gutter="0"/>'
    )
    begin = f' w:start="{start}"' if start is not None else ""
    numbers = f'<w:pgNumType w:fmt="thaiNumbers"{begin}/>'
    pr = f'<w:sectPr>{refs}<w:type w:val="nextPage"/>{size}{margins}{numbers}</w:sectPr>'
    # the paragraph that carries a section break is one point high, so that a full page is not followed by an empty one
    thin = '<w:spacing w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>'
    return pr if last else f"<w:p><w:pPr>{thin}{pr}</w:pPr></w:p>"


def page_field() -> str:
    """Return the page number field with a stored result."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar '
        'w:fldCharType="end"/></w:r>'
    )


def footnote(number: int) -> str:
    """Return the mark of a footnote."""
    return f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'


def _footnotes(texts: list[str]) -> str:
    marks = (
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
        "</w:footnote>"
    )
    own = "".join(
        f'<w:footnote w:id="{number}">'
        + p(
            '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>',
            r(" " + text),
            style="FootnoteText",
        )
        + "</w:footnote>"
        for number, text in enumerate(texts, 1)
    )
    return f"{HEAD}<w:footnotes {NS}>{marks}{own}</w:footnotes>"


DRAFT_LINE = "{% if ร่าง %}ร่าง · ยังไม่ได้รับอนุมัติ{% endif %}"


def document(
    path: Path, title: str, body: str, *, footnotes: list[str] | None = None, header: str = DRAFT_LINE
) -> None:
    """Write the template `path` with this body."""
    relationships = [
        ("rIdStyles", "styles", "styles.xml"),
        ("rIdNumbering", "numbering", "numbering.xml"),
        ("rIdSettings", "settings", "settings.xml"),
        ("rIdFonts", "fontTable", "fontTable.xml"),
        ("rIdFootnotes", "footnotes", "footnotes.xml"),
        ("rIdHeader", "header", "header1.xml"),
        ("rIdFooter", "footer", "footer1.xml"),
        ("rIdEmpty", "footer", "footer2.xml"),
    ]
    overrides = {
        "word/document.xml": TYPE + "document.main+xml",
        "word/styles.xml": TYPE + "styles+xml",
        "word/numbering.xml": TYPE + "numbering+xml",
        "word/settings.xml": TYPE + "settings+xml",
        "word/fontTable.xml": TYPE + "fontTable+xml",
        "word/footnotes.xml": TYPE + "footnotes+xml",
        "word/header1.xml": TYPE + "header+xml",
        "word/footer1.xml": TYPE + "footer+xml",
        "word/footer2.xml": TYPE + "footer+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    relation = '<Relationship Id="{}" Type="{}/{}" Target="{}"/>'
    rels_ns = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    core_type = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"
    parts = {
        "[Content_Types].xml": HEAD
        + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        + '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
        + "</Types>",
        "_rels/.rels": f"{HEAD}<Relationships {rels_ns}>"
        + relation.format("rId1", OFFICE, "officeDocument", "word/document.xml")
        + relation.format("rId2", core_type, "core-properties", "docProps/core.xml")
        + "</Relationships>",
        "docProps/core.xml": HEAD
        + '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        + 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        + f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{escape(title)}</dc:title><dc:creator>plandocs</dc:creator>'
        + "<dc:language>th-TH</dc:language><dcterms:created "
        'xsi:type="dcterms:W3CDTF">2024-10-01T00:00:00Z</dcterms:created></cp:coreProperties>',
        "word/_rels/document.xml.rels": f"{HEAD}<Relationships {rels_ns}>"
        + "".join(relation.format(ident, OFFICE, kind, target) for ident, kind, target in relationships)
        + "</Relationships>",
        "word/styles.xml": styles(),
        "word/numbering.xml": numbering(),
        "word/settings.xml": settings(),
        "word/fontTable.xml": font_table(),
        "word/footnotes.xml": _footnotes(footnotes or []),
        "word/header1.xml": f"{HEAD}<w:hdr {NS}>{p(r(header), style='Header')}</w:hdr>",
        "word/footer1.xml": f"{HEAD}<w:ftr {NS}>{p(page_field(), style='Footer')}</w:ftr>",
        "word/footer2.xml": f"{HEAD}<w:ftr {NS}>{p(style='Footer')}</w:ftr>",
        "word/document.xml": f"{HEAD}<w:document {NS}><w:body>{body}</w:body></w:document>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text.encode("utf-8"))
    path.write_bytes(out.getvalue())
