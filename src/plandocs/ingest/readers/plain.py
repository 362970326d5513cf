"""Plain text and Markdown in the encodings that Thai offices have used."""

from __future__ import annotations

import re

from plandocs.ingest.readers.base import Source
from plandocs.ingest.readers.blocks import Outline
from plandocs.ingest.readers.markdown import markdown_blocks
from plandocs.ingest.readers.markers import split_marker
from plandocs.ingest.refusals import unsupported
from plandocs.model.document import Extracted, Note
from plandocs.model.text import Block, BlockKind, Place

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def read(source: Source) -> Extracted:
    """Return one block per line that has text; .md files are read as Markdown."""
    text, encoding, notes = decode(source.path.read_bytes())
    outline = Outline(source.limits)
    lines = text.splitlines()
    if source.name.lower().endswith((".md", ".markdown")):
        blocks = markdown_blocks(lines)
    else:
        blocks = (_block(line, number) for number, line in enumerate(lines, start=1) if line.strip())
    for block in blocks:
        outline.add(block)
    return Extracted(tuple(outline.blocks), engine=f"text {encoding}", notes=notes)


def decode(data: bytes) -> tuple[str, str, tuple[Note, ...]]:
    """
    Return text, encoding and notes: byte order mark, strict UTF-8, UTF-16 by its zero bytes, else cp874.

    cp874 and not tis-620, which turns typographic quotes and dashes into control characters. Raises
    `UnsupportedFormatError` when the bytes are no text in any of these.

    >>> decode("แผน".encode("cp874"))[:2]
    ('แผน', 'cp874')
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), encoding, _damage(data.decode(encoding, "replace"))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if text and "\x00" not in text and not _is_chance(text, data):
        return _checked(text, "utf-8")
    if b"\x00" in data:
        zeros = [sum(byte in {0, 0x0E} for byte in data[start:4096:2]) for start in (0, 1)]
        encoding = "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
        return _checked(data.decode(encoding, "replace"), encoding)
    # An UTF-8 file cut in the middle of a letter is still UTF-8.
    lenient = data.decode("utf-8", "replace")
    if len(lenient) > 20 and lenient.count("�") <= max(1, len(lenient) // 200):
        return lenient, "utf-8", _damage(lenient)
    return _checked(data.decode("cp874", "replace"), "cp874")


def _is_chance(text: str, data: bytes) -> bool:
    """Three Thai letters in cp874 can be one letter of another script in UTF-8: Thai is the likelier."""
    strange = sum(letter.isalpha() and ord(letter) > 0x24F and not "\u0e01" <= letter <= "\u0e5b" for letter in text)
    if not strange or strange < 0.5 * sum(ord(letter) > 0x7F for letter in text):
        return False
    other = data.decode("cp874", "replace")
    return sum("\u0e01" <= letter <= "\u0e5b" for letter in other) >= 2 * strange and "\ufffd" not in other


def _checked(text: str, encoding: str) -> tuple[str, str, tuple[Note, ...]]:
    controls = len(_CONTROL.findall(text)) + text.count("�")
    if controls > max(8, len(text) // 20):
        raise unsupported("the bytes are no text in UTF-8, UTF-16 or cp874")
    return text, encoding, _damage(text)


def _damage(text: str) -> tuple[Note, ...]:
    count = text.count("�")
    if not count:
        return ()
    return (Note("undecodable", f"มีตัวอักษรที่ถอดรหัสไม่ได้ {count} ตัว", f"{count} characters could not be decoded"),)


def _block(line: str, number: int) -> Block:
    place = Place(f"บรรทัดที่ {number}", paragraph=number)
    text = line.strip()
    label, rest = split_marker(text)
    if label and rest and label in "-–—•*●○▪■◦➢✓":
        return Block(BlockKind.LIST_ITEM, rest, place, level=1, number=label)
    return Block(BlockKind.PARAGRAPH, text, place)
