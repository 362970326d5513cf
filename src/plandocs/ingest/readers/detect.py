"""What a file is, told by its content; the name decides only between kinds of plain text."""

from __future__ import annotations

import re
import struct
from pathlib import Path

from plandocs.ingest.archive import open_zip, read_member
from plandocs.ingest.limits import Limits
from plandocs.ingest.refusals import corrupt, empty, too_much

HEAD = 8192
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_OTHER_MAGIC = (
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"ID3", "audio"),
    (b"OggS", "audio"),
)
_PROGRAMS = (("word/", "Word"), ("xl/", "Excel"), ("ppt/", "PowerPoint"))
#: Parts that every Office program writes; an archive of somebody's own folder named "word" has other names.
_PART = re.compile(r"(?:word|xl|ppt)/(?:_rels/.+\.rels|(?:styles|settings|theme/theme\d+|fontTable|presProps)\.xml)$")
_OPEN_DOCUMENT = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}


def kind_of(path: Path, name: str, limits: Limits) -> tuple[str, bytes]:
    """
    Return the kind of content ("docx", "pdf", "ole-doc", "text" …) and the first bytes.

    Raises `CorruptFileError` for an empty file, `LimitExceededError` for one above the size limit.
    """
    size = path.stat().st_size
    if size == 0:
        raise empty()
    if size > limits.file_bytes:
        raise too_much("มีขนาดใหญ่", f"{size} bytes; the limit is {limits.file_bytes}")
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    return _kind(path, head, name, limits), head


def _kind(path: Path, head: bytes, name: str, limits: Limits) -> str:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(path, limits)
    if head.startswith(_OLE):
        return _ole_kind(path)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(_PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return "picture"
    for magic, kind in _OTHER_MAGIC:
        if head.startswith(magic):
            return kind
    return _text_kind(head, name)


def _zip_kind(path: Path, limits: Limits) -> str:
    with open_zip(path, limits) as archive:
        names = set(archive.namelist())
        if "[Content_Types].xml" in names:
            types = read_member(archive, "[Content_Types].xml", 4 * 1024 * 1024)
            return _office_kind(types, names)
        if "mimetype" in names:
            mime = read_member(archive, "mimetype", 4096).decode("ascii", "replace")
            for word, kind in _OPEN_DOCUMENT.items():
                if mime.startswith("application/vnd.oasis.opendocument." + word):
                    return kind
    return _office_kind(b"", names)


def _office_kind(types: bytes, names: set[str]) -> str:
    for marker, folder, kind in (
        (b"wordprocessingml", "word/", "docx"),
        (b"ms-word.document.macroEnabled", "word/", "docx"),
        (b"ms-word.template.macroEnabled", "word/", "docx"),
        (b"spreadsheetml", "xl/", "xlsx"),
        (b"ms-excel.sheet", "xl/", "xlsx"),
        (b"presentationml", "ppt/", "pptx"),
        (b"ms-powerpoint", "ppt/", "pptx"),
    ):
        if marker in types and any(name.startswith(folder) for name in names):
            return kind
    for part, kind in (("word/document", "docx"), ("xl/workbook", "xlsx"), ("ppt/presentation", "pptx")):
        if any(name.startswith(part) and name.endswith(".xml") for name in names):
            return kind
    _refuse_remains(names, package=bool(types))
    return "zip"


def _refuse_remains(names: set[str], *, package: bool) -> None:
    """
    Raise `CorruptFileError` for what is left of an Office file without its main part.

    Opened as an archive, such a file would become documents made of XML tags. An archive that holds anything else
    beside parts of a package stays one.
    """
    if not package and "_rels/.rels" not in names and not any(_PART.match(name) for name in names):
        return
    if all(name.endswith(("/", ".xml", ".rels", ".bin")) or "/media/" in name for name in names):
        program = next((program for folder, program in _PROGRAMS if any(n.startswith(folder) for n in names)), "Office")
        raise corrupt(f"a {program} file without its main part")


def _ole_kind(path: Path) -> str:
    names = _ole_names(path)
    for wanted, kind in (
        ("EncryptedPackage", "encrypted-office"),
        ("EncryptionInfo", "encrypted-office"),
        ("WordDocument", "ole-doc"),
        ("Workbook", "ole-xls"),
        ("Book", "ole-xls"),
        ("PowerPoint Document", "ole-ppt"),
        ("__properties_version1.0", "outlook-message"),
    ):
        if wanted in names:
            return kind
    return "ole-unknown"


def _ole_names(path: Path) -> set[str]:
    """Names in the directory of a compound file ([MS-CFB] 2.6), following the directory's sector chain."""
    data = path.read_bytes()
    if len(data) < 512:
        return set()
    shift = struct.unpack_from("<H", data, 30)[0]
    size = 1 << shift if shift in {9, 12} else 512
    sector = struct.unpack_from("<I", data, 48)[0]
    fat = [item for item in struct.unpack_from("<109I", data, 76) if item < 0xFFFFFFFA]
    names: set[str] = set()
    seen: set[int] = set()
    while sector < 0xFFFFFFFA and sector not in seen:
        seen.add(sector)
        start = (sector + 1) * size
        for offset in range(start, min(start + size, len(data) - 127), 128):
            length = struct.unpack_from("<H", data, offset + 64)[0]
            if 2 < length <= 64:
                names.add(data[offset : offset + length - 2].decode("utf-16-le", "replace"))
        table, index = divmod(sector, size // 4)
        if table >= len(fat):
            break
        place = (fat[table] + 1) * size + index * 4
        if place + 4 > len(data):
            break
        sector = struct.unpack_from("<I", data, place)[0]
    return names


def _text_kind(head: bytes, name: str) -> str:
    ending = name.rpartition(".")[2].lower()
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:2048].lower()
    if b"\x00" in head and not _looks_utf16(head):
        return "binary"
    if (
        start.startswith((b"<!doctype html", b"<html"))
        or b"<html" in start
        or (ending in {"html", "htm"} and b"<" in start)
    ):
        return "html"
    if ending == "eml" or is_mail(start):
        return "eml"
    return "csv" if ending in {"csv", "tsv"} else "text"


def is_mail(head: bytes) -> bool:
    """Return whether a text begins as e-mails do, whatever its file is called."""
    start = head[:2048].lower()
    if start.startswith((b"return-path:", b"received:", b"mime-version:", b"delivered-to:")):
        return True
    return start.startswith(b"from:") and b"\nsubject:" in start


def _looks_utf16(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    pairs = len(head) // 2
    # Thai and Latin in UTF-16 have 0x0E or 0x00 in every second byte.
    even = sum(head[index] in {0, 0x0E} for index in range(0, pairs * 2, 2))
    odd = sum(head[index] in {0, 0x0E} for index in range(1, pairs * 2, 2))
    return pairs >= 8 and max(even, odd) > 0.9 * pairs
