"""Which marks a report explains: "✓ คือ จุดแข็ง", "รหัส S หมายถึงจุดแข็ง", "ช่อง “ผลงาน” หมายถึงจุดแข็ง"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plandocs.ingest.facts.codes import leading_reference
from plandocs.ingest.facts.label_words import OFI_WORDS, STRENGTH_WORDS, kind_of_word
from plandocs.ingest.facts.lines import clean, squeeze
from plandocs.ingest.facts.marks import NO_LEGEND, Legend, legend_of, usual_signs
from plandocs.model.finding import FindingKind
from plandocs.model.text import Block, BlockKind

_SIGN = r"[(\[]?\s?[^\w\sก-๙()\[\]{}\"'“”‘’.,:;/|=•●]{1,3}\s?[)\]]?|[(\[]\s?[^\w\sก-๙()\[\]]{1,3}\s?[)\]]|●|○"
_CODE = r"[A-Z]{1,4}|[ก-ฮ]{1,3}(?![ก-๙])"
_CALLED = r"(?:รหัส|(?:ตัว)?อักษร(?:ย่อ)?|สัญลักษณ์|เครื่องหมาย|ตัวย่อ)\s*"
_MEANS = (
    r"\s*(?:=|⇒|→|คือ|หมายถึง|หมายความว่า|ใช้แทน|แทน|ถือ(?:ว่า)?เป็น|ถือเป็น|สื่อถึง|แสดง(?:ถึง)?|บอก|ได้แก่)\s*(?:ว่า)?(?:เป็น)?\s*"
)
_KIND = rf"(?:ข้อค้นพบ(?:ที่เป็น|ด้าน)?)?(?:(?P<strength>{STRENGTH_WORDS})|(?P<ofi>{OFI_WORDS}))"
_WHERE = r"(?:\s*(?:หน้า|นำหน้า|ที่|ท้าย|ตามด้วย)[ก-๙]{0,20})?"
_EXPLAINED = re.compile(
    rf"(?:(?P<quoted>[“\"'‘][^”\"'’]{{1,40}}[”\"'’])|{_CALLED}[(“\"'‘]?(?P<called>{_CODE})[)”\"'’]?{_WHERE}"
    rf"|(?<![A-Za-z])(?P<latin>[A-Z]{{1,3}})|(?:(?<=[\s,;])|^)(?P<thai>[ก-ฮ]{{1,3}}\.?)(?=\s*(?:=|คือ\s|หมายถึง|แทน))"
    rf"|(?P<sign>{_SIGN})|(?:(?<=\s)|^)(?P<phrase>(?:สิ่ง|เรื่อง|ด้าน|ช่อง|คอลัมน์|สี|แถบสี)[ก-๙]{{2,40}}?))"
    rf"{_MEANS}{_KIND}"
)
_SHOWN = re.compile(
    rf"{_KIND}\s*(?:\([A-Za-z ]+\)\s*)?(?:แทนด้วย|แสดงด้วย|ใช้|ทำเครื่องหมาย|ขึ้นต้นด้วย|กำกับด้วย|นำหน้าด้วย)\s*"
    rf"(?:{_CALLED})?[“\"'‘]?(?:(?P<latin>[A-Z]{{1,3}})|(?P<sign>{_SIGN}))(?=[\s”\"'’,;]|$)"
)
#: "[S] สิ่งที่ทำได้ดี [O] สิ่งที่ควรทำให้ดีขึ้น": explains only where both kinds follow their mark.
_BRACKETED = re.compile(rf"[\[(](?P<code>{_CODE})[\])]\s*{_KIND}", re.IGNORECASE)
#: Passages that explain marks are short; a longer word than a code is explained only where it is not known anyway.
_LONGEST, _LONGEST_CODE = 600, 4
_QUOTES = "“”\"'‘’() "


def read_legend(blocks: Sequence[Block]) -> tuple[Legend, set[int]]:
    """Return the legend of a report, and the positions of the blocks that explain it (no findings stand there)."""
    signs: dict[str, FindingKind] = {}
    codes: dict[str, FindingKind] = {}
    names: dict[str, FindingKind] = {}
    taken: set[int] = set()
    for index, block in enumerate(blocks):
        if block.stream != "body" or len(block.text) > _LONGEST:
            continue
        for mark, kind in (*_explained(clean(block.text)), *_bracketed(clean(block.text)), *_in_cells(block)):
            into = codes if re.fullmatch(rf"(?:{_CODE})\.?", mark) else names if re.search(r"[\wก-๙]", mark) else signs
            into.setdefault(_name(mark) if into is names else mark.rstrip("."), kind)
            taken.add(index)
    if not signs:
        signs = usual_signs(_fronts(blocks))
    return (legend_of(signs, codes, names), taken) if signs or codes or names else (NO_LEGEND, set())


def _name(mark: str) -> str:
    """Return a name as columns and cells say it: "สีเขียว" is "เขียว", "ช่องผลงาน" is "ผลงาน"."""
    return re.sub("^(?:แถบ)?สี|^(?:ช่อง|คอลัมน์)", "", squeeze(mark))


def _explained(text: str) -> Iterator[tuple[str, FindingKind]]:
    for pattern in (_EXPLAINED, _SHOWN):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            mark = next(
                (groups[name] for name in ("quoted", "called", "latin", "thai", "sign", "phrase") if groups.get(name)),
                "",
            )
            bare = mark.strip() if groups.get("sign") else mark.strip(_QUOTES)
            if bare and (len(bare) <= _LONGEST_CODE or kind_of_word(bare)[0] is None):
                yield bare, FindingKind.STRENGTH if match["strength"] else FindingKind.OFI


def _bracketed(text: str) -> list[tuple[str, FindingKind]]:
    """Return the marks in brackets that stand before both kinds in one passage."""
    marks = [
        (match["code"], FindingKind.STRENGTH if match["strength"] else FindingKind.OFI)
        for match in _BRACKETED.finditer(text)
    ]
    return marks if len({kind for _, kind in marks}) == len(marks) == 2 else []


def _in_cells(block: Block) -> Iterator[tuple[str, FindingKind]]:
    """Yield what a row "✓ | จุดแข็ง" of a table of signs explains."""
    if block.kind is not BlockKind.ROW or len(block.cells) != 2:
        return
    mark, meaning = (clean(block.cell_text(n)).strip() for n in (0, 1))
    kind = kind_of_word(meaning)[0] if len(meaning) <= 60 else None
    if kind is not None and re.fullmatch(rf"(?:{_SIGN})|[A-Z]{{1,3}}", mark):
        yield mark, kind


def _fronts(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the first character of every paragraph, behind its reference, and of its list mark."""
    for block in blocks:
        if block.stream != "body" or block.kind is BlockKind.ROW:
            continue
        yield block.number[:1]
        text = clean(block.text).lstrip()
        reference = leading_reference(text)
        yield text[:1]
        if reference is not None:
            yield text[reference[1] : reference[1] + 1]
