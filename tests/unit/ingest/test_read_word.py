"""Word documents: every construct that readers are known to lose, as a table of XML and what must be read."""

from __future__ import annotations

import zipfile

import pytest

from plandocs.ingest.readers import read
from plandocs.ingest.tools import Tools
from plandocs.model.errors import CorruptFileError, LimitExceededError

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(content, properties=""):
    if not content.startswith("<"):
        content = run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def cell(content, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content if content.startswith('<') else p(content)}</w:tc>"


def row(*cells, properties=""):
    made = "".join(item if item.startswith("<w:tc>") else cell(item) for item in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{made}</w:tr>"


def table(*rows):
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def write(path, body, parts=None, main_type="document.main"):
    """Write a package; `parts` maps kind (styles, numbering, footnotes …) to the part's inner XML."""
    parts = parts or {}
    relations = "".join(
        f'<Relationship Id="r{index}" Type="{RELATION}/{kind}" Target="{kind}.xml"/>'
        for index, kind in enumerate(parts)
    )
    roots = {"styles": "styles", "numbering": "numbering", "header": "hdr", "footer": "ftr"}
    with zipfile.ZipFile(path, "w") as out:
        out.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Override PartName="/word/document.xml" '
            f'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{main_type}+xml"/></Types>',
        )
        out.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
            f'Type="{RELATION}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        out.writestr("word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>")
        out.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>',
        )
        for kind, content in parts.items():
            root = roots.get(kind, kind)
            out.writestr(f"word/{kind}.xml", f"<w:{root} {NAMES}>{content}</w:{root}>")
    return path


@pytest.fixture
def blocks(tmp_path):
    def make(body, parts=None):
        return read(write(tmp_path / "d.docx", body, parts), tools=Tools()).blocks

    return make


INLINE = [
    ("a tracked insertion is text", f'<w:ins w:author="ก">{run("เพิ่ม")}</w:ins>', "เพิ่ม"),
    ("a tracked deletion is not", f'{run("คง")}<w:del w:author="ก"><w:r><w:delText>ลบ</w:delText></w:r></w:del>', "คง"),
    ("text moved here is text", f'<w:moveTo w:author="ก">{run("ย้าย")}</w:moveTo>', "ย้าย"),
    ("text moved away is not", f'{run("คง")}<w:moveFrom w:author="ก">{run("ย้าย")}</w:moveFrom>', "คง"),
    ("a content control", f"<w:sdt><w:sdtContent>{run('ในกล่อง')}</w:sdtContent></w:sdt>", "ในกล่อง"),
    (
        "nested content controls",
        f"<w:sdt><w:sdtContent><w:sdt><w:sdtContent>{run('ลึก')}</w:sdtContent></w:sdt></w:sdtContent></w:sdt>",
        "ลึก",
    ),
    ("a smart tag", f"<w:smartTag>{run('กรุงเทพ')}</w:smartTag>", "กรุงเทพ"),
    ("custom XML", f"<w:customXml>{run('ค่า')}</w:customXml>", "ค่า"),
    ("a hyperlink", f"<w:hyperlink>{run('ลิงก์')}</w:hyperlink>", "ลิงก์"),
    ("a simple field", f'<w:fldSimple w:instr=" PAGE ">{run("5")}</w:fldSimple>', "5"),
    (
        "the result of a field without its instruction",
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x </w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("ผล")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        ),
        "ผล",
    ),
    ("a tab and a line break", "<w:r><w:t>ก</w:t><w:tab/><w:t>ข</w:t><w:br/><w:t>ค</w:t></w:r>", "ก\tข\nค"),
    ("a formula's letters", "<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>", "x=2"),
    ("a ticked symbol", '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + run(" ใช่"), "☑ ใช่"),
    (
        "symbols typed as letters of their font",
        run("\uf0a8 ", '<w:rFonts w:ascii="Wingdings"/>') + run("ไม่ใช่ ") + run("þ", '<w:rFonts w:hAnsi="Wingdings"/>'),
        "☐ ไม่ใช่ ☑",
    ),
    ("a hyphen that does not break", "<w:r><w:t>ก</w:t><w:noBreakHyphen/><w:t>ข</w:t></w:r>", "ก-ข"),
    (
        "a prompt of an empty control is no text",
        f"{run('คง')}<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('คลิกที่นี่')}</w:sdtContent></w:sdt>",
        "คง",
    ),
]


@pytest.mark.parametrize(("what", "xml", "text"), INLINE, ids=[case[0] for case in INLINE])
def test_a_paragraph_reads(blocks, what, xml, text):
    assert [block.text for block in blocks(p(xml)) if block.stream == "body"] == [text]


def test_revisions_are_kept_beside_the_final_text(tmp_path):
    body = p(
        f'<w:ins w:author="สมศรี">{run("ใหม่")}</w:ins>'
        '<w:del w:author="สมชาย"><w:r><w:delText>เก่า</w:delText></w:r></w:del>'
    )
    found = read(write(tmp_path / "d.docx", body), tools=Tools())
    assert [(block.stream, block.text) for block in found.blocks] == [
        ("body", "ใหม่"),
        ("revision", "ใหม่"),
        ("revision", "เก่า"),
    ]
    assert [note.code for note in found.notes] == ["tracked-changes"]
    assert "สมชาย" in found.notes[0].thai


def test_a_deleted_paragraph_mark_joins_two_paragraphs(blocks):
    body = p(run("ต้น"), '<w:rPr><w:del w:author="ก"/></w:rPr>') + p("ปลาย")
    assert [block.text for block in blocks(body)] == ["ต้นปลาย"]


def test_a_text_box_is_read_once_though_it_stands_in_choice_and_fallback(blocks):
    box = f"<w:txbxContent>{p('ในกรอบ')}</w:txbxContent>"
    shape = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">'
        f"<w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert [block.text for block in blocks(p(run("นอก") + shape))] == ["นอก", "ในกรอบ"]


def test_hidden_text_has_a_stream_of_its_own(blocks):
    found = blocks(p(run("เห็น") + run("ซ่อน", "<w:vanish/>")))
    assert [(block.stream, block.text) for block in found] == [("body", "เห็น"), ("hidden", "ซ่อน")]


STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="n"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="h1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="own"><w:name w:val="หัวใหญ่"/><w:basedOn w:val="h1"/></w:style>
<w:style w:type="paragraph" w:styleId="lo"><w:name w:val="หัวเรื่อง 2"/></w:style>
<w:style w:type="paragraph" w:styleId="out"><w:name w:val="x"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="loop"><w:name w:val="loop"/><w:basedOn w:val="loop"/></w:style>
"""


@pytest.mark.parametrize(
    ("style", "direct", "level"),
    [
        ("h1", "", 1),
        ("own", "", 1),
        ("lo", "", 2),
        ("out", "", 3),
        ("n", "", 0),
        ("n", '<w:outlineLvl w:val="0"/>', 1),
        ("h1", '<w:outlineLvl w:val="9"/>', 0),
        ("loop", "", 0),
        ("missing", "", 0),
    ],
)
def test_heading_levels_come_from_outline_names_and_inheritance(blocks, style, direct, level):
    found = blocks(p("ข้อความ", f'<w:pStyle w:val="{style}"/>{direct}'), {"styles": STYLES})
    assert (found[0].kind.value == "heading", found[0].level) == (bool(level), level)


def test_blocks_know_the_headings_above_them(blocks):
    one, two = '<w:outlineLvl w:val="0"/>', '<w:outlineLvl w:val="1"/>'
    found = blocks(p("ก", one) + p("ก.1", two) + p("ข้อความ") + p("ข", one) + p("ท้าย"))
    assert [block.headings for block in found] == [(), ("ก",), ("ก", "ก.1"), (), ("ข",)]


NUMBERING = """
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="thaiNumbers"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="thaiLetters"/><w:lvlText w:val="(%3)"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0">
<w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
"""


def item(num, level=0):
    return p("ข้อ", f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


@pytest.mark.parametrize(
    ("items", "labels"),
    [
        ([(1, 0), (1, 0)], ["๑.", "๒."]),
        ([(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)], ["๑.", "๑.1", "๑.2", "๒.", "๒.1"]),
        ([(1, 0), (1, 2), (1, 2)], ["๑.", "(ก)", "(ข)"]),
        ([(2, 0)], ["•"]),
        ([(1, 0), (1, 0), (3, 0), (3, 0)], ["๑.", "๒.", "๑.", "๒."]),
        ([(0, 0)], [""]),
        ([(9, 0)], [""]),
    ],
)
def test_list_labels_are_those_that_word_shows(blocks, items, labels):
    found = blocks("".join(item(*each) for each in items), {"numbering": NUMBERING})
    assert [block.number for block in found] == labels


def test_a_merged_cell_is_read_once_and_keeps_its_column(blocks):
    found = blocks(
        table(
            row("ก", "ข", "ค", properties="<w:tblHeader/>"),
            row(cell("รวม", '<w:gridSpan w:val="2"/>'), "3"),
            row(cell("สูง", '<w:vMerge w:val="restart"/>'), "4", "5"),
            row(cell("", "<w:vMerge/>"), "6", "7"),
        )
    )
    assert [[(c.column, c.header) for c in block.cells] for block in found] == [
        [(0, ""), (1, ""), (2, "")],
        [(0, "ก"), (2, "ค")],
        [(0, "ก"), (1, "ข"), (2, "ค")],
        [(1, "ข"), (2, "ค")],
    ]
    assert [block.text for block in found][2:] == ["สูง\t4\t5", "6\t7"]
    assert found[0].is_table_head


def test_a_head_of_two_rows_names_columns_with_both(blocks):
    head = "<w:tblHeader/>"
    found = blocks(
        table(
            row(
                cell("ตัวชี้วัด", '<w:vMerge w:val="restart"/>'), cell("ปี 2567", '<w:gridSpan w:val="2"/>'), properties=head
            ),
            row(cell("", "<w:vMerge/>"), "แผน", "ผล", properties=head),
            row("จำนวน", "3", "4"),
        )
    )
    assert [c.header for c in found[2].cells] == ["ตัวชี้วัด", "ปี 2567 แผน", "ปี 2567 ผล"]


@pytest.mark.parametrize(
    ("rows", "headers"),
    [
        ([("หัวข้อ", "ระดับ", "ข้อค้นพบ"), ("4.1", "2", "ยังไม่มีแนวทางที่เป็นระบบในการเปิดเผยข้อมูล")], ["หัวข้อ", "ระดับ", "ข้อค้นพบ"]),
        ([("ชื่อ", "กรม"), ("ปี", "2564")], ["", ""]),
        ([("1", "2", "3"), ("4", "5", "6")], ["", "", ""]),
    ],
)
def test_without_a_mark_the_first_row_is_a_head_only_when_it_looks_like_one(blocks, rows, headers):
    found = blocks(table(*(row(*cells) for cells in rows)))
    assert [c.header for c in found[1].cells] == headers


def test_a_bold_first_row_is_a_head(blocks):
    bold = [cell(p(run(text, "<w:bCs/>"))) for text in ("รายการ", "ผล")]
    found = blocks(table(row(*bold), row("ก", "ข")))
    assert [c.header for c in found[1].cells] == ["รายการ", "ผล"]


def test_rows_and_cells_inside_controls_are_read(blocks):
    inside = f"<w:sdt><w:sdtContent>{row('ค', 'ง')}</w:sdtContent></w:sdt>"
    wrapped = f"<w:tr><w:sdt><w:sdtContent>{cell('จ')}</w:sdtContent></w:sdt>{cell('ฉ')}</w:tr>"
    found = blocks(table(row("ก", "ข"), inside, wrapped))
    assert [block.text for block in found] == ["ก\tข", "ค\tง", "จ\tฉ"]


def test_a_nested_table_follows_its_row_and_is_not_in_the_cell(blocks):
    inner = table(row("ใน1", "ใน2"), row("ใน3", "ใน4"))
    found = blocks(table(row("นอก", cell(p("ข้าง") + inner + p(""))), row("ท้าย", "แถว")))
    assert [block.text for block in found] == ["นอก\tข้าง", "ใน1\tใน2", "ใน3\tใน4", "ท้าย\tแถว"]
    assert found[1].place.label == "ตารางที่ 1 แถวที่ 1 ตารางที่ 2 แถวที่ 1"


def test_a_table_of_one_cell_is_a_frame_around_text(blocks):
    found = blocks(table(row(cell(p("หัวเรื่อง", '<w:outlineLvl w:val="0"/>') + p("ข้อความ")))))
    assert [block.kind.value for block in found] == ["heading", "paragraph"]


def test_deleted_rows_are_left_out_and_kept_as_a_revision(blocks):
    gone = row("เก่า", "แถว", properties='<w:del w:author="ก"/>')
    found = blocks(table(row("ก", "ข"), gone, row("ค", "ง")))
    assert [block.text for block in found if block.stream == "body"] == ["ก\tข", "ค\tง"]
    assert [(block.stream, block.text, block.place.label) for block in found[2:]] == [
        ("revision", "เก่า\tแถว", "ข้อความที่ถูกลบโดย ก (ตารางที่ 1)")
    ]


def test_what_stands_beside_the_text_is_under_no_heading(blocks):
    heading = p(run("หัวข้อ"), '<w:outlineLvl w:val="0"/>')
    found = blocks(heading + p(run("เนื้อ")), {"header": p("หัวหน้า")})
    assert [(block.text, block.headings) for block in found] == [("หัวข้อ", ()), ("เนื้อ", ("หัวข้อ",)), ("หัวหน้า", ())]


def test_notes_comments_and_margins_are_streams_of_their_own(blocks):
    body = p(run("เนื้อ") + '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="7"/></w:r>')
    found = blocks(
        body,
        {
            "footnotes": f'<w:footnote w:id="-1" w:type="separator">{p("x")}</w:footnote>'
            f'<w:footnote w:id="2">{p("อ้างอิง")}</w:footnote>',
            "comments": f'<w:comment w:id="7" w:author="สมศรี">{p("แก้ด้วย")}</w:comment>',
            "header": p("หัวหน้า"),
            "footer": p("ท้ายหน้า"),
        },
    )
    assert [(block.stream, block.text) for block in found] == [
        ("body", "เนื้อ"),
        ("footnote", "อ้างอิง"),
        ("comment", "แก้ด้วย"),
        ("header", "หัวหน้า"),
        ("footer", "ท้ายหน้า"),
    ]
    assert found[1].place.label == "เชิงอรรถที่ 1 (ย่อหน้าที่ 1)"
    assert found[2].place.label == "ความเห็นที่ 1 ของ สมศรี (ย่อหน้าที่ 1)"


def test_templates_and_macro_files_are_read_by_content(tmp_path):
    for kind in ("template.main", "document.macroEnabled.main"):
        path = write(tmp_path / "ไม่มีนามสกุล", p("ข้อความ"), main_type=kind)
        assert read(path, tools=Tools()).blocks[0].text == "ข้อความ"


def test_a_strict_document_reads_like_any_other(tmp_path):
    path = write(tmp_path / "d.docx", p("ข้อความ"))
    strict = tmp_path / "s.docx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(strict, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = data.replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            new.writestr(name, data)
    assert read(strict, tools=Tools()).blocks[0].text == "ข้อความ"


def test_a_doctype_is_refused(tmp_path):
    path = tmp_path / "d.docx"
    write(path, p("ก"))
    evil = tmp_path / "e.docx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(evil, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = b'<!DOCTYPE x [<!ENTITY a "b">]>' + data
            new.writestr(name, data)
    with pytest.raises(CorruptFileError, match="DOCTYPE"):
        read(evil, tools=Tools())


def test_tables_nested_without_end_are_refused(tmp_path):
    inner = table(row("ก", "ข"))
    for _ in range(60):
        inner = table(row(cell(inner + p("")), "ข"))
    with pytest.raises((LimitExceededError, CorruptFileError)):
        read(write(tmp_path / "d.docx", inner), tools=Tools())
