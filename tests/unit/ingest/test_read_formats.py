"""The smaller formats, detection by content, sources and archives."""

from __future__ import annotations

import datetime as dt
import email.message
import email.policy
import struct
import time
import zipfile

import pytest

from plandocs.ingest.expand import member_name, members
from plandocs.ingest.limits import MEGABYTE
from plandocs.ingest.readers import read
from plandocs.ingest.readers.delimited import separator
from plandocs.ingest.readers.grid import find_head
from plandocs.ingest.readers.markdown import markdown_blocks
from plandocs.ingest.readers.numberformat import display
from plandocs.ingest.readers.plain import decode
from plandocs.ingest.sources import walk
from plandocs.ingest.tools import Tools, install_line, report
from plandocs.ingest.wire import pack, pack_refusal, unpack, unpack_refusal
from plandocs.model.errors import CorruptFileError, LimitExceededError, MissingToolError, UnsupportedFormatError

TEXT = "แผนเพิ่มประสิทธิภาพองค์การ ๒๕๖๘ “ก” – ข"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp874"])
def test_text_is_decoded_in_every_encoding_that_offices_use(encoding):
    assert decode(TEXT.encode(encoding))[0] == TEXT


def test_short_cp874_that_happens_to_be_utf8_is_still_thai():
    assert decode("แผน".encode("cp874"))[0] == "แผน"


def test_text_cut_inside_a_letter_is_still_utf8():
    text, encoding, notes = decode((TEXT * 5).encode()[:-1])
    assert (text[:4], encoding, [note.code for note in notes]) == ("แผนเ", "utf-8", ["undecodable"])


@pytest.mark.parametrize("data", [bytes(3000), bytes(range(1, 32)) * 50])
def test_bytes_that_are_no_text_are_refused(data):
    with pytest.raises(UnsupportedFormatError):
        decode(data)


@pytest.mark.parametrize(("line", "mark"), [("a,b,c", ","), ("a;b;c", ";"), ("a\tb", "\t"), ("ก|ข|ค", "|")])
def test_the_separator_is_found(line, mark):
    assert separator("\n".join([line] * 4)) == mark


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.758, "0.0%", "75.8%"),
        (1200000, "#,##0", "1,200,000"),
        (1200000, "#,##0.00", "1,200,000.00"),
        (75.0, "General", "75"),
        (0.1 + 0.2, "General", "0.3"),
        (40, "[$-D000000]0", "๔๐"),
        (True, "General", "จริง"),
        (dt.date(2022, 3, 31), "[$-107041E]d mmm yy;@", "31 มี.ค. 2565"),
        (dt.date(2022, 3, 31), "yyyy-mm-dd", "2022-03-31"),
        ("ข้อความ", "@", "ข้อความ"),
    ],
)
def test_cells_read_as_people_see_them(value, number_format, text):
    assert display(value, number_format) == text


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([["แบบรายงาน"], ["ลำดับ", "เป้าหมาย", "ผล"], ["1", "ก", "5"], ["2", "ข", "6"]], (1, 1)),
        ([["ลำดับ", "ปี", "2564", "2565"], ["1", "ก", "5", "7"], ["2", "ข", "6", "8"]], (0, 1)),
        ([["1", "2"], ["3", "4"]], (0, 0)),
        ([["ข้อความ"], ["ข้อความ"]], (0, 0)),
    ],
)
def test_the_head_of_a_sheet_is_found(rows, found):
    assert find_head(rows)[1] == found[1]
    if found[1]:
        assert find_head(rows) == found


def test_a_workbook_with_merged_heads_names_columns_fully(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "เป้าหมาย"
    for row in (
        ["แบบรายงาน"],
        ["ลำดับ", "เป้าหมาย", "ผล", None],
        [None, None, "แผน", "จริง"],
        [1, "ก", 5, 6],
        [2, "ข", 7, 8],
    ):
        sheet.append(row)
    for area in ("A1:D1", "A2:A3", "B2:B3", "C2:D2"):
        sheet.merge_cells(area)
    hidden = book.create_sheet("ซ่อน")
    hidden.append(["ลับ"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "b.xlsx")
    found = read(tmp_path / "b.xlsx", tools=Tools())
    row = next(block for block in found.blocks if block.place.row == 4)
    assert [cell.header for cell in row.cells] == ["ลำดับ", "เป้าหมาย", "ผล แผน", "ผล จริง"]
    assert row.place.label == "แผ่นงาน เป้าหมาย แถวที่ 4"
    assert row.headings == ("เป้าหมาย",)
    assert {block.stream for block in found.blocks if block.place.sheet == "ซ่อน"} == {"hidden"}


def test_formulas_without_values_are_named(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["ก", "=1+1"])
    book.save(tmp_path / "b.xlsx")
    assert [note.code for note in read(tmp_path / "b.xlsx", tools=Tools()).notes] == ["formulas-without-values"]


def test_slides_are_read_in_order_with_tables_and_notes(tmp_path):
    pptx = pytest.importorskip("pptx")
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    box = slide.shapes.add_textbox(0, 4_000_000, 3_000_000, 500_000)
    box.text_frame.text = "ล่าง"
    box = slide.shapes.add_textbox(0, 2_500_000, 3_000_000, 500_000)
    box.text_frame.text = "บน"
    slide.shapes.title.text = "หัวเรื่อง"
    slide.notes_slide.notes_text_frame.text = "บันทึก"
    deck.save(tmp_path / "s.pptx")
    found = read(tmp_path / "s.pptx", tools=Tools())
    assert [(block.stream, block.text) for block in found.blocks] == [
        ("body", "หัวเรื่อง"), ("body", "บน"), ("body", "ล่าง"), ("comment", "บันทึก"),
    ]  # fmt: skip
    assert found.blocks[1].headings == ("หัวเรื่อง",)


def test_markdown_has_headings_lists_and_tables(tmp_path):
    table = "| ตัวชี้วัด | เป้า |\n|:--|--:|\n| ก \\| ข | **80** |"
    text = f"# แผน **หลัก** #\n\n{table}\n\n1. หนึ่ง\n   - ย่อย\n```\ncode | x\n```\n---\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    found = read(tmp_path / "a.md", tools=Tools()).blocks
    assert [(block.kind.value, block.level, block.number, block.text) for block in found] == [
        ("heading", 1, "", "แผน หลัก"),
        ("row", 0, "", "ตัวชี้วัด\tเป้า"),
        ("row", 0, "", "ก | ข\t80"),
        ("list-item", 1, "1.", "หนึ่ง"),
        ("list-item", 2, "•", "ย่อย"),
        ("paragraph", 0, "", "code | x"),
        ("paragraph", 0, "", "---"),
    ]
    assert [cell.header for cell in found[2].cells] == ["ตัวชี้วัด", "เป้า"]


LONG = {
    "bold marks": "**a __b" * 5000,
    "an indent": " " * 20_000 + "- x",
    "a heading": "# a" + " " * 20_000 + "b",
    "a rule": "|" + "-" * 20_000,
}


@pytest.mark.parametrize("line", LONG.values(), ids=LONG)
def test_no_line_of_markdown_takes_long(line):
    started = time.process_time()
    assert len(list(markdown_blocks(["| ก |", line, "ข"]))) in {2, 3}
    assert time.process_time() - started < 2


def test_comments_and_titles_of_charts_on_a_sheet_are_read(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    from openpyxl.chart import BarChart, Reference
    from openpyxl.comments import Comment

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "ผล"
    for row in (["ปี", "คะแนน"], [2566, 75.8], [2567, 80]):
        sheet.append(row)
    sheet["B2"].comment = Comment("โปรดตรวจสอบ", "ผู้ตรวจ")
    chart = BarChart()
    chart.title = "กราฟคะแนน"
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    sheet.add_chart(chart, "D2")
    book.save(tmp_path / "b.xlsx")
    found = read(tmp_path / "b.xlsx", tools=Tools()).blocks
    beside = {(block.stream, block.text, block.place.label) for block in found[-2:]}
    assert beside == {
        ("comment", "โปรดตรวจสอบ", "ความเห็นในแผ่นงาน ผล ช่อง B2"), ("body", "กราฟคะแนน", "แผนภูมิในแผ่นงาน ผล"),
    }  # fmt: skip


def test_a_broken_drawing_costs_only_itself(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    from openpyxl.comments import Comment

    book = openpyxl.Workbook()
    book.active.append(["ตัวชี้วัด", "ผล"])
    book.active["A1"].comment = Comment("หาย", "ก")
    book.save(tmp_path / "b.xlsx")
    with zipfile.ZipFile(tmp_path / "b.xlsx") as old, zipfile.ZipFile(tmp_path / "c.xlsx", "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<comments><" if "comments" in name else old.read(name))
    found = read(tmp_path / "c.xlsx", tools=Tools())
    assert [note.code for note in found.notes] == ["beside-cells"]
    assert "ตัวชี้วัด" in found.blocks[-1].text


def test_charts_and_diagrams_on_slides_are_read(tmp_path):
    pptx = pytest.importorskip("pptx")
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    data = CategoryChartData()
    data.categories = ["ปี 2566", "ปี 2567"]
    data.add_series("คะแนนเฉลี่ย", (75.8, 80))
    chart = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, 3_000_000, 3_000_000, data).chart
    chart.has_title = True
    chart.chart_title.text_frame.text = "กราฟคะแนน"
    deck.save(tmp_path / "s.pptx")
    a, dgm = (f"http://schemas.openxmlformats.org/drawingml/2006/{name}" for name in ("main", "diagram"))
    point = f'<dgm:pt><dgm:t><a:p xmlns:a="{a}"><a:r><a:t>ขั้นที่ 1 วางแผน</a:t></a:r></a:p></dgm:t></dgm:pt>'
    frame = f'<p:graphicFrame><a:graphic><dgm:relIds xmlns:dgm="{dgm}" r:dm="rId77"/></a:graphic></p:graphicFrame>'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/diagramData"
    relation = f'<Relationship Id="rId77" Type="{kind}" Target="../diagrams/data1.xml"/>'
    model = f'<dgm:dataModel xmlns:dgm="{dgm}"><dgm:ptLst>{point}</dgm:ptLst></dgm:dataModel>'
    with zipfile.ZipFile(tmp_path / "s.pptx") as old, zipfile.ZipFile(tmp_path / "d.pptx", "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "ppt/slides/slide1.xml":
                text = text.replace(b"</p:spTree>", frame.encode() + b"</p:spTree>")
            if name == "ppt/slides/_rels/slide1.xml.rels":
                text = text.replace(b"</Relationships>", relation.encode() + b"</Relationships>")
            new.writestr(name, text)
        new.writestr("ppt/diagrams/data1.xml", model)
    found = [(block.text, block.place.label) for block in read(tmp_path / "d.pptx", tools=Tools()).blocks]
    assert found == [
        ("กราฟคะแนน", "แผนภูมิในสไลด์ที่ 1"),
        ("ปี 2566: คะแนนเฉลี่ย 75.8", "แผนภูมิในสไลด์ที่ 1"),
        ("ปี 2567: คะแนนเฉลี่ย 80", "แผนภูมิในสไลด์ที่ 1"),
        ("ขั้นที่ 1 วางแผน", "แผนผังในสไลด์ที่ 1"),
    ]


def test_a_web_page_gives_headings_lists_and_tables(tmp_path):
    page = (
        "<html><head><title>รายงาน</title><style>p{}</style></head><body><nav>เมนู</nav><h2>ผล</h2><p>บรรทัด\nหนึ่ง<br>สอง</p>"
        "<ol start=3><li>ข้อ</ol><p hidden>ซ่อน</p><table><tr><th>ก<th>ข<tr><td>1<td>2</table></body></html>"
    )
    (tmp_path / "p.html").write_text(page, encoding="utf-8")
    found = read(tmp_path / "p.html", tools=Tools())
    assert [(block.kind.value, block.number, block.text) for block in found.blocks] == [
        ("heading", "", "ผล"),
        ("paragraph", "", "บรรทัด หนึ่ง\nสอง"),
        ("list-item", "3.", "ข้อ"),
        ("row", "", "ก\tข"),
        ("row", "", "1\t2"),
    ]
    assert (found.title, found.blocks[-1].cells[1].header) == ("รายงาน", "ข")


def test_lists_inside_lists_and_tables_inside_cells_of_a_web_page(tmp_path):
    page = (
        "<ul><li>หนึ่ง<ul><li>ย่อย</ul><li>สอง</ul><table><tr><th>ก<th>ข<tr><td>1"
        "<td>นอก<table><tr><td>ใน<td>10<tr><td>ล่าง<td>20</table></table>"
    )
    (tmp_path / "p.html").write_text(page, encoding="utf-8")
    found = read(tmp_path / "p.html", tools=Tools()).blocks
    assert [(block.level, block.text) for block in found[:3]] == [(1, "หนึ่ง"), (2, "ย่อย"), (1, "สอง")]
    assert found[-1].cell_text(1) == "นอก\nใน 10\nล่าง 20"


def mail():
    message = email.message.EmailMessage()
    message["Subject"] = "ส่งแผน"
    message["From"] = "a@example.org"
    message.set_content("เรียน ผู้อำนวยการ\n\nตามแนบ")
    message.add_attachment("แผนงาน".encode(), maintype="text", subtype="plain", filename="แผน.txt")
    return message.as_bytes()


def test_a_mail_is_read_and_its_attachment_is_a_document_of_its_own(tmp_path):
    path = tmp_path / "m.eml"
    path.write_bytes(mail())
    assert [block.text for block in read(path, tools=Tools()).blocks] == [
        "เรื่อง: ส่งแผน", "จาก: a@example.org", "เรียน ผู้อำนวยการ", "ตามแนบ",
    ]  # fmt: skip
    names = [source.display_name.rpartition("m.eml")[2] for source in walk([path])]
    assert names == ["", "/แผน.txt"]


def test_a_mail_is_known_by_its_content_and_a_forwarded_one_is_a_document_of_its_own(tmp_path):
    outer = email.message.EmailMessage()
    outer["Subject"] = "ส่งต่อ"
    outer["From"] = "b@example.org"
    outer.set_content("โปรดดู")
    outer.add_attachment(email.message_from_bytes(mail(), policy=email.policy.default))
    path = tmp_path / "จดหมาย.txt"
    path.write_bytes(b"MIME-Version: 1.0\n" + outer.as_bytes().replace(b"MIME-Version: 1.0\n", b"", 1))
    names = [source.display_name.removeprefix(str(path)) for source in walk([path])]
    assert names == ["", "/ส่งแผน.eml", "/ส่งแผน.eml/แผน.txt"]
    assert "ส่งแผน.eml" in read(path, tools=Tools()).notes[0].thai


def test_a_folder_is_walked_in_order_without_leftovers(tmp_path):
    for name in ("ข.txt", "ก.txt", "~$ก.docx", ".DS_Store", "Thumbs.db", "ย่อย/ค.txt", ".git/config"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name, encoding="utf-8")
    assert [source.path.name for source in walk([tmp_path, tmp_path / "ก.txt"])] == ["ก.txt", "ข.txt", "ค.txt"]


def zipped(path, parts):
    with zipfile.ZipFile(path, "w") as out:
        for name, data in parts.items():
            out.writestr(name, data)
    return path


def test_members_of_archives_are_documents_of_their_own(tmp_path):
    inner = zipped(tmp_path / "in.zip", {"ลึก.txt": "ลึก"}).read_bytes()
    outer = zipped(tmp_path / "นอก.zip", {"ก.txt": "หนึ่ง", "แฟ้ม/ข.zip": inner, "__MACOSX/x": "x", "ว่าง.txt": ""})
    found = [(source.display_name, source.path.read_text(encoding="utf-8")) for source in members(outer)]
    assert found == [("นอก.zip/ก.txt", "หนึ่ง"), ("นอก.zip/แฟ้ม/ข.zip/ลึก.txt", "ลึก")]


def test_archives_without_end_are_refused(tmp_path):
    path = zipped(tmp_path / "0.zip", {"a.txt": "x"})
    for level in range(1, 7):
        path = zipped(tmp_path / f"{level}.zip", {"next.zip": path.read_bytes()})
    with pytest.raises(LimitExceededError):
        list(members(path))


def test_what_is_wrong_inside_an_archive_does_not_cost_the_rest(tmp_path):
    deep = zipped(tmp_path / "4.zip", {"ลึก.txt": "ลึก"}).read_bytes()
    for level in (3, 2, 1):
        deep = zipped(tmp_path / f"{level}.zip", {f"{level + 1}.zip": deep}).read_bytes()
    damaged = zipped(tmp_path / "d.zip", {"ก.txt": "ดี", "ข.txt": "AAAABBBBCCCC", "ค.txt": "ดี"}).read_bytes()
    parts = {
        "ต้น.txt": "หนึ่ง",
        "เสีย.zip": b"PK\x03\x04broken",
        "ชำรุด.zip": damaged.replace(b"AAAABBBB", b"AAAAXXXX", 1),
        "1.zip": deep,
        "ท้าย.txt": "สอง",
    }
    path = zipped(tmp_path / "นอก.zip", parts)
    found = [(source.display_name.removeprefix(str(path)), source.refusal) for source in walk([path])]
    assert [name for name, refusal in found if refusal is None] == [
        "/ต้น.txt", "/เสีย.zip", "/ชำรุด.zip/ก.txt", "/ชำรุด.zip/ค.txt", "/ท้าย.txt",
    ]  # fmt: skip
    refused = {name: refusal for name, refusal in found if refusal is not None}
    assert {name: type(refusal) for name, refusal in refused.items()} == {
        "/ชำรุด.zip": CorruptFileError,
        "/1.zip/2.zip/3.zip/4.zip/ลึก.txt": LimitExceededError,
    }
    assert "ข.txt" in refused["/ชำรุด.zip"].english


def test_an_archive_of_too_many_entries_is_refused_before_they_are_listed(tmp_path, monkeypatch):
    entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", *[0] * 16)
    count = 17 * MEGABYTE // len(entry)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, count * len(entry), 4, 0)
    path = tmp_path / "x.zip"
    path.write_bytes(b"PK\x03\x04" + entry * count + end)

    def never(*_):
        raise AssertionError("the entries were listed")

    monkeypatch.setattr(zipfile, "ZipFile", never)
    with pytest.raises(LimitExceededError, match="list of entries"):
        read(path, tools=Tools())


def test_a_mail_with_parts_without_end_is_refused(tmp_path):
    head = b"From: a@b\nSubject: x\nMIME-Version: 1.0\n"
    nested = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(3000))
    path = tmp_path / "m.eml"
    path.write_bytes(head + nested + b"Content-Type: text/plain\n\nx\n")
    assert [source.path for source in walk([path])] == [path]
    with pytest.raises(CorruptFileError):
        read(path, tools=Tools())


def test_a_refused_archive_is_reported_as_itself(tmp_path):
    path = zipped(tmp_path / "x.zip", {"../../out.txt": "x"})
    assert [source.path for source in walk([path])] == [path]
    assert not (tmp_path.parent / "out.txt").exists()


def test_member_names_written_by_thai_windows_are_read():
    entry = zipfile.ZipInfo("แผน.docx".encode("cp874").decode("cp437"))
    assert member_name(entry) == "แผน.docx"


def test_a_missing_program_is_named_with_its_install_line(tmp_path):
    path = tmp_path / "a.rtf"
    path.write_bytes(b"{\\rtf1 x}")
    with pytest.raises(MissingToolError) as caught:
        read(path, tools=Tools())
    assert install_line("soffice") in caught.value.thai


def test_the_report_on_programs_tells_what_each_is_for():
    lines = report(Tools())
    assert [line.name for line in lines] == ["soffice", "pdftotext", "tesseract", "chromium"]
    assert not any(line.present for line in lines)


def test_what_a_worker_sends_comes_back_equal(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("ลำดับ,เป้าหมาย\n1,ก\n2,ข", encoding="utf-8")
    found = read(path, tools=Tools())
    assert unpack(pack(found)) == found
    refusal = unpack_refusal(pack_refusal(LimitExceededError("ก", "a")))
    assert (type(refusal), str(refusal)) == (LimitExceededError, "ก (a)")


@pytest.mark.libreoffice
@pytest.mark.parametrize("target", ["doc"])
def test_old_and_open_formats_read_like_their_word_original(tmp_path, corpus, target):
    import subprocess

    from plandocs.ingest.tools import detect

    original = next((corpus / "documents").glob("D05*.docx"))
    subprocess.run(
        [detect().soffice, f"-env:UserInstallation={(tmp_path / 'p').as_uri()}", "--headless", "--convert-to", target,
         "--outdir", str(tmp_path), str(original)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    there = [block.text for block in read(original, tools=Tools()).blocks if block.stream == "body"]
    found = read(tmp_path / f"{original.stem}.{target}")
    assert [block.text for block in found.blocks if block.stream == "body"] == there
    assert "converted" in {note.code for note in found.notes}


def open_document(path, body):
    names = "".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0" '
        for name, urn in (("office", "office"), ("text", "text"), ("draw", "drawing"))
    )
    content = (
        f'<office:document-content {names}xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    return zipped(path, {"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


@pytest.mark.libreoffice
def test_an_input_field_of_an_open_document_is_read_once(tmp_path):
    from plandocs.ingest.tools import detect

    field = '<text:text-input text:description="x">ที่พิมพ์</text:text-input>'
    found = read(open_document(tmp_path / "a.odt", f"<text:p>ก่อน {field} หลัง</text:p>"), tools=detect())
    assert [block.text for block in found.blocks] == ["ก่อน ที่พิมพ์ หลัง"]


@pytest.mark.libreoffice
def test_no_picture_is_fetched_for_a_document_that_links_to_one(tmp_path):
    import http.server
    import threading

    from plandocs.ingest.tools import detect

    asked = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        def __getattr__(self, name):
            if name.startswith("do_"):
                return self.do_GET
            raise AttributeError(name)

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}/x.png"
        page = f'{{\\rtf1 text {{\\field{{\\*\\fldinst INCLUDEPICTURE "{address}" \\\\d}}{{\\fldrslt x}}}}}}'
        (tmp_path / "a.rtf").write_text(page, encoding="ascii")
        picture = f'<draw:frame><draw:image xlink:href="{address}"/></draw:frame>'
        open_document(tmp_path / "a.odt", f"<text:p>แผน{picture}</text:p>")
        tools = Tools(soffice=detect().soffice)
        texts = [read(tmp_path / name, tools=tools).blocks[0].text for name in ("a.rtf", "a.odt")]
        server.shutdown()
    assert asked == []
    assert texts[1].startswith("แผน")
