"""
A zoo of hostile and broken files, generated: `build(folder)` writes them all and returns their paths by name.

Each function makes the bytes of one animal. Nothing here is copied from anywhere, and every file is small on disk.
"""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

ANIMALS: dict[str, Callable[[], bytes]] = {}


def animal(name: str) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Register the maker of a file."""

    def keep(make: Callable[[], bytes]) -> Callable[[], bytes]:
        ANIMALS[name] = make
        return make

    return keep


def build(folder: Path) -> dict[str, Path]:
    """Write every animal into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    out = {}
    for name, make in ANIMALS.items():
        path = folder / name
        path.write_bytes(make())
        out[name] = path
    return out


def pack(parts: dict[str, bytes] | list[tuple[str, bytes]], level: int = 9) -> bytes:
    """Return a zip of parts (a list may repeat names)."""
    import warnings

    pairs = list(parts.items()) if isinstance(parts, dict) else parts
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as out:
        warnings.simplefilter("ignore")
        for name, data in pairs:
            out.writestr(name, data)
    return stream.getvalue()


def document(body: str = "<w:p><w:r><w:t>ข้อความ</w:t></w:r></w:p>", head: str = "") -> bytes:
    return f'{head}<w:document xmlns:w="{W}" xmlns:r="{RELATION}"><w:body>{body}</w:body></w:document>'.encode()


def docx_parts(main: bytes | None = None, extra: dict[str, bytes] | None = None) -> dict[str, bytes]:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
        ).encode(),
        "_rels/.rels": (
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" Type="{RELATION}/officeDocument" '
            'Target="word/document.xml"/></Relationships>'
        ).encode(),
        "word/document.xml": document() if main is None else main,
        **(extra or {}),
    }


def docx(main: bytes | None = None, extra: dict[str, bytes] | None = None) -> bytes:
    return pack(docx_parts(main, extra))


def xlsx_parts(sheet: bytes) -> dict[str, bytes]:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{TYPES}"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>'
        ).encode(),
        "_rels/.rels": (
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" Type="{RELATION}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>'
        ).encode(),
        "xl/workbook.xml": (
            f'<workbook xmlns="{space}" xmlns:r="{RELATION}"><sheets>'
            '<sheet name="แผ่น" sheetId="1" r:id="s"/></sheets></workbook>'
        ).encode(),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="s" Type="{RELATION}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>'
        ).encode(),
        "xl/worksheets/sheet1.xml": sheet,
    }


def sheet(rows: str, before: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}">{before}<sheetData>{rows}</sheetData></worksheet>'.encode()


def pdf(
    content: bytes = b"BT /F 12 Tf 50 700 Td (Plan) Tj ET", *, filters: bytes = b"", pages: int = 1, extra: bytes = b""
) -> bytes:
    """Return a PDF whose pages share one content stream."""
    kids = b" ".join(b"%d 0 R" % (5 + index) for index in range(pages))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R" + extra + b">>",
        b"<</Type/Pages/Count %d/Kids[" % pages + kids + b"]>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Length %d%s>>\nstream\n" % (len(content), filters) + content + b"\nendstream",
    ]
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents 4 0 R>>"
    objects += [page] * pages
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, 2)
    places = []
    for number, item in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % number + item + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()


def compound(*names: str) -> bytes:
    """Return an OLE compound file whose directory lists `names` ([MS-CFB])."""
    free, end, fat_sector = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += (
        struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0)
        + struct.pack("<I", 0)
        + struct.pack("<108I", *[free] * 108)
    )
    fat = struct.pack("<128I", fat_sector, end, *[free] * 126)
    entries = b""
    for name in ("Root Entry", *names, "", "")[:4]:
        raw = name.encode("utf-16-le")
        size = len(raw) + 2 if name else 0
        entries += raw.ljust(64, b"\x00") + struct.pack("<HBB", size, 5 if name == "Root Entry" else 2, 1) + bytes(60)
    return head + fat + entries


# --- zip and Word

animal("empty.docx")(bytes)
animal("garbage.docx")(lambda: bytes(range(256)) * 40)
animal("garbage-after-pk.docx")(lambda: b"PK\x03\x04" + os.urandom(3000))
animal("truncated.docx")(lambda: docx()[:-120])
animal("no-directory.docx")(lambda: docx()[:300])
animal("text-named.docx")("แผนงานประจำปี".encode)
animal("pdf-named.docx")(pdf)
animal("html-named.docx")("<html><body><p>แผน</p></body></html>".encode)
animal("docx-named.pdf")(docx)
animal("no-main-part.docx")(
    lambda: pack({key: value for key, value in docx_parts().items() if key != "word/document.xml"})
)
animal("no-body.docx")(lambda: docx(f'<w:document xmlns:w="{W}"/>'.encode()))
animal("not-xml.docx")(lambda: docx(b"this is no XML"))
animal("cut-xml.docx")(lambda: docx(document()[:-30]))
animal("wrong-namespace.docx")(lambda: docx(b'<document xmlns="urn:x"><body/></document>'))
animal("duplicate-part.docx")(lambda: pack([*docx_parts().items(), ("word/document.xml", document())]))
animal("duplicate-by-case.docx")(lambda: pack([*docx_parts().items(), ("WORD/document.xml", document())]))
animal("traversal.docx")(lambda: pack({**docx_parts(), "../../outside.txt": b"x"}))
animal("absolute.docx")(lambda: pack({**docx_parts(), "/etc/outside.txt": b"x"}))
animal("drive-letter.docx")(lambda: pack({**docx_parts(), "C:\\outside.txt": b"x"}))
animal("doctype.docx")(lambda: docx(document(head="<!DOCTYPE w:document>")))
animal("billion-laughs.docx")(
    lambda: docx(
        document(
            "<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>",
            '<!DOCTYPE x [<!ENTITY a0 "ฮา">'
            + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
            + "]>",
        )
    )
)
animal("xxe.docx")(
    lambda: docx(
        document("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
    )
)
animal("external-dtd.docx")(lambda: docx(document(head='<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">')))
animal("utf16-doctype.docx")(
    lambda: docx(('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><x/>').encode("utf-16"))
)
animal("bomb-one-text.docx")(lambda: docx(document("<w:p><w:r><w:t>" + "ก" * 60_000_000 + "</w:t></w:r></w:p>")))
animal("bomb-many-paragraphs.docx")(lambda: docx(document("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 3_000_000)))
animal("bomb-unused-part.docx")(lambda: docx(extra={"word/media/x.bin": bytes(90_000_000)}))
animal("deep-tables.docx")(
    lambda: docx(document("<w:tbl><w:tr><w:tc>" * 4000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 4000))
)
animal("deep-controls.docx")(
    lambda: docx(
        document(
            "<w:sdt><w:sdtContent>" * 120 + "<w:p><w:r><w:t>ลึก</w:t></w:r></w:p>" + "</w:sdtContent></w:sdt>" * 120
        )
    )
)
animal("many-entries.docx")(lambda: pack({**docx_parts(), **{f"x/{number}": b"" for number in range(12_000)}}, level=1))
animal("huge-span.docx")(
    lambda: docx(
        document(
            '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>'
            "<w:p><w:r><w:t>ก</w:t></w:r></w:p></w:tc>"
            "<w:tc><w:p><w:r><w:t>ข</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        )
    )
)
animal("style-circle.docx")(
    lambda: docx(
        document('<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>วน</w:t></w:r></w:p>'),
        {
            "word/_rels/document.xml.rels": (
                f'<Relationships xmlns="{PACKAGE}"><Relationship Id="s" Type="{RELATION}/styles" '
                'Target="styles.xml"/></Relationships>'
            ).encode(),
            "word/styles.xml": (
                f'<w:styles xmlns:w="{W}"><w:style w:styleId="a"><w:basedOn w:val="b"/></w:style>'
                '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'
            ).encode(),
        },
    )
)
animal("missing-relations.docx")(
    lambda: docx(
        extra={
            "word/_rels/document.xml.rels": (
                f'<Relationships xmlns="{PACKAGE}"><Relationship Id="s" Type="{RELATION}/styles" '
                'Target="../../../etc/passwd"/>'
                f'<Relationship Id="t" Type="{RELATION}/footnotes" Target="gone.xml"/></Relationships>'
            ).encode()
        }
    )
)
animal("external-picture.docx")(
    lambda: docx(
        extra={
            "word/_rels/document.xml.rels": (
                f'<Relationships xmlns="{PACKAGE}"><Relationship Id="s" Type="{RELATION}/image" '
                'Target="http://127.0.0.1:9/x.png" TargetMode="External"/></Relationships>'
            ).encode()
        }
    )
)
animal("field-never-closed.docx")(
    lambda: docx(
        document(
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>หาย</w:t></w:r></w:p>'
            "<w:p><w:r><w:t>ต่อ</w:t></w:r></w:p>"
        )
    )
)
animal("odd-values.docx")(
    lambda: docx(
        document(
            '<w:p><w:pPr><w:numPr><w:ilvl w:val="-9"/><w:numId w:val="x"/></w:numPr><w:outlineLvl w:val="zz"/></w:pPr>'
            '<w:r><w:sym w:char="FFFFFFFFF"/><w:sym w:char="D800"/><w:t>ค่า</w:t></w:r></w:p>'
        )
    )
)


@animal("lying-size.docx")
def lying_size() -> bytes:
    """The directory says that the main part is tiny."""
    data = bytearray(docx(document("<w:p><w:r><w:t>" + "ก" * 200_000 + "</w:t></w:r></w:p>")))
    place = data.rfind(b"PK\x01\x02", 0, data.rfind(b"word/document.xml"))
    struct.pack_into("<I", data, place + 24, 10)
    return bytes(data)


@animal("encrypted-member.docx")
def encrypted_member() -> bytes:
    data = bytearray(docx())
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    return bytes(data)


@animal("overlapping.zip")
def overlapping() -> bytes:
    """All directory entries point at the same bytes."""
    data = bytearray(pack({f"{number}.txt": bytes(1000) for number in range(50)}))
    at, first = 0, None
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        if first is None:
            first = struct.unpack_from("<I", data, at + 42)[0]
        struct.pack_into("<I", data, at + 42, first)
        at += 4
    return bytes(data)


animal("nested.zip")(lambda: _nested(8))
animal("bomb.zip")(lambda: pack({f"{number}.txt": bytes(40_000_000) for number in range(20)}))
animal("empty.zip")(lambda: pack({}))
animal("only-leftovers.zip")(lambda: pack({"__MACOSX/._a.docx": b"x", ".DS_Store": b"x", "~$a.docx": b"x"}))
animal("long-name.zip")(lambda: pack({"ก" * 300 + ".txt": "แผน".encode()}))


def _nested(depth: int) -> bytes:
    data = "แผนงาน".encode()
    for level in range(depth):
        data = pack({f"{level}.zip" if level else "a.txt": data})
    return data


# --- OLE
animal("encrypted.docx")(lambda: compound("EncryptionInfo", "EncryptedPackage"))
animal("unknown-ole.doc")(lambda: compound("Something"))
animal("outlook.msg")(lambda: compound("__properties_version1.0"))
animal("cut-ole.doc")(lambda: compound("WordDocument")[:200])


@animal("endless-directory.doc")
def endless_directory() -> bytes:
    data = bytearray(compound("WordX"))
    struct.pack_into("<I", data, 512 + 4, 1)
    return bytes(data)


# --- spreadsheets
animal("far-cell.xlsx")(
    lambda: pack(xlsx_parts(sheet('<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>ไกล</t></is></c></row>')))
)
animal("lying-dimension.xlsx")(
    lambda: pack(
        xlsx_parts(
            sheet(
                "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 400)),
                '<dimension ref="A1"/>',
            )
        )
    )
)
animal("million-rows.xlsx")(
    lambda: pack(
        xlsx_parts(sheet("".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 1_000_001))))
    )
)
animal("bad-reference.xlsx")(lambda: pack(xlsx_parts(sheet('<row r="x"><c r="!!"><v>1</v></c></row>'))))
animal("bad-string-index.xlsx")(lambda: pack(xlsx_parts(sheet('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'))))
animal("cut.xlsx")(lambda: pack(xlsx_parts(sheet('<row r="1"><c r="A1"><v>1</v></c></row>')[:-40])))
animal("doctype.xlsx")(lambda: pack(xlsx_parts(b'<!DOCTYPE x [<!ENTITY a "b">]>' + sheet(""))))
animal("no-sheet.xlsx")(lambda: pack({k: v for k, v in xlsx_parts(b"").items() if "sheet1" not in k}))
animal("huge-merge.xlsx")(
    lambda: pack(
        xlsx_parts(
            sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>รวม</t></is></c></row>').replace(
                b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
            )
        )
    )
)
animal("endless-line.csv")(lambda: b'"' + b"a" * 3_000_000)
animal("many-columns.csv")(lambda: b"1," * 300_000)

# --- PDF
animal("empty.pdf")(lambda: b"%PDF-1.7\n")
animal("garbage.pdf")(lambda: b"%PDF-1.4\n" + bytes(range(256)) * 100)
animal("cut.pdf")(lambda: pdf()[:200])
animal("no-xref.pdf")(lambda: pdf().replace(b"startxref", b"stopxref_"))
animal("double-flate.pdf")(
    lambda: pdf(zlib.compress(zlib.compress(bytes(400_000_000), 9), 9), filters=b"/Filter[/FlateDecode/FlateDecode]")
)
animal("flate-bomb.pdf")(lambda: pdf(zlib.compress(b" " * 300_000_000, 9), filters=b"/Filter/FlateDecode"))
animal("many-operators.pdf")(
    lambda: pdf(zlib.compress(b"BT (a) Tj ET " * 1_500_000, 9), filters=b"/Filter/FlateDecode")
)
animal("many-pages.pdf")(lambda: pdf(pages=12_000))
animal("page-circle.pdf")(lambda: pdf().replace(b"/Kids[5 0 R]", b"/Kids[2 0 R]"))
animal("huge-page.pdf")(lambda: pdf().replace(b"[0 0 595 842]", b"[0 0 1e9 1e9]"))
animal("javascript.pdf")(lambda: pdf(extra=b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"))
animal("launch.pdf")(lambda: pdf(extra=b"/OpenAction<</S/Launch/F(/bin/true)>>"))
animal("password.pdf")(
    lambda: pdf().replace(
        b"trailer<<",
        b"trailer<</ID[<00><00>]/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -44/O<"
        + b"41" * 32
        + b">/U<"
        + b"42" * 32
        + b">>>",
    )
)
animal("form-circle.pdf")(
    lambda: (
        pdf(b"/X Do")
        .replace(b"/Font<</F 3 0 R>>", b"/XObject<</X 4 0 R>>")
        .replace(b"/Length 5", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>/Length 5")
    )
)

# --- text, web, mail, pictures, others
animal("zeros.txt")(lambda: bytes(5000))
animal("random.txt")(lambda: bytes((number * 7919 + 13) % 256 for number in range(20_000)))
animal("half-utf8.txt")(lambda: "แผนงานประจำปี พ.ศ. ๒๕๖๘ ของกรม".encode()[:-1])
animal("only-bom.txt")(lambda: b"\xff\xfe")
animal("odd-utf16.txt")(lambda: "แผน".encode("utf-16")[:-1])
animal("long-line.txt")(("ก" * 2_000_000).encode)
animal("deep.html")(lambda: b"<html><body>" + b"<div>" * 50_000 + b"x")
animal("deep-table.html")(lambda: b"<html><body>" + b"<table><tr><td>" * 3000 + b"x")
animal("wide-span.html")(lambda: b"<html><table><tr><td colspan=99999999 rowspan=99999999>a<td>b</table>")
animal("script.html")("<html><script>alert('ไม่ใช่ข้อความ')</script><p>ข้อความ</p>".encode)
animal("no-end.eml")(
    lambda: b"From: a@b\nSubject: =?utf-8?B?4Lic?=\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"
)
animal("odd-charset.eml")(lambda: b"From: a\nSubject: b\nContent-Type: text/plain; charset=no-such\n\n\xe1\xbc\xb9\n")
animal("deep.eml")(
    lambda: b"".join(b"From: a\nContent-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(300))
)
animal("cut.png")(lambda: b"\x89PNG\r\n\x1a\n" + bytes(40))
animal("program.docx")(lambda: b"MZ" + bytes(3000))
animal("archive.rar")(lambda: b"Rar!\x1a\x07\x00" + bytes(500))
animal("braces.rtf")(lambda: b"{\\rtf1" + b"{" * 5000)
