"""The grammar of item codes, references and typed list numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass


#: An item code with optional sub-item is 4.1, 4.1ก, 4.1ก(2) or 1.1.2. A Thai letter counts only when no word
#: follows it.
def _code(prefix: str = "", *, sub_item: bool = False) -> str:
    """Return the pattern of a code, its groups named with `prefix`; with `sub_item` the letter must be there."""
    return (
        rf"(?<![\d.,])(?P<{prefix}cat>[1-7])\s?\.\s?(?P<{prefix}item>[1-6])(?!\d|%|,\d(?!\.\d))"
        rf"(?:\.(?P<{prefix}third>[1-9])(?![\d.]))?(?!\.\d)"
        rf"(?:\s?(?P<{prefix}letter>[กขคงจฉ])(?![ก-ฮะ-ู็-๎.])){'' if sub_item else '?'}"
        rf"(?:\s?\((?P<{prefix}sub>\d{{1,2}})\))?"
    )


_CODE = _code()
_WORD = r"(?:หัวข้อ(?:ย่อย)?(?:ที่|การประเมิน)?|ข้อกำหนด|เกณฑ์(?:หัวข้อ|ข้อ)?|รหัส(?:หัวข้อ)?|ข้อ(?:ที่)?|items?(?:\s?ref\.?)?)"
CODE = re.compile(_CODE)
NAMED_CODE = re.compile(rf"{_WORD}\s*[:.]?\s*{_CODE}", re.IGNORECASE)
LEADING = re.compile(
    rf"[\[(]?\s*(?P<word>{_WORD}\s*[:.]?\s*)?{_CODE}(?:[-/]\d{{1,2}}(?=[\s:)\]]))?\s*[\])]?[\s:;.\-–—|]*(?:(?<=\s)/\s)?",
    re.IGNORECASE,
)
_PLAIN = re.sub(r"\?P<\w+>", "", _CODE)
TRAILING = re.compile(
    rf"\s*(?:[\[(]\s*(?:(?:อ้างอิง|อ้างถึง|ตาม|PMQA 4\.0)\s*)?(?:{_WORD}\s*[:.]?\s*)?{_CODE}"
    rf"(?:\s*(?:,|/|และ|กับ)\s*(?:{_WORD}\s*)?{_PLAIN})*\s*[\])]|(?:[–—-]|(?<=[ก-๙)\d])\s(?:ตาม|อ้างอิง|สอดคล้องกับ)(?:เกณฑ์)?)\s*{_WORD}\s*{_code('z')}"
    rf"|(?<=[ก-๙)])\s[–—-]\s{_code('x')}|(?<=[ก-๙)\d]\s){_code('y', sub_item=True)})\s*\.?\s*$",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?:(?P<paren>\((?P<a>\d{1,2}|[ก-ฮ]|[a-hivx]{1,4}|[A-H])\))"
    r"|(?P<close>(?P<b>\d{1,2}|[ก-ฮ]|[a-h])\))"
    r"|(?P<dot>(?P<c>\d{1,2}|[ก-ฮ])\.(?![\d.])(?=\s|[^\d\s.]{4})|[ก-ฮ]\.\d{1,2}\.?(?=\s))"
    r"|(?P<bullet>[•●▪■◆➢➤✓✔❖o·*](?=\s)|[-–—](?![-–—−])\s?(?=\S)))\s*"
)
_EMPHASIS = re.compile(r"[(\[]?\s*(?P<sign>\+\s?\+|[-–—−]\s?[-–—−])\s*[)\]]?\s*(?=\S|$)")
#: One sign before a reference or an entry: "+ 3.2 ก(1)", "− 6.1 …"; a dash alone is only a bullet.
_ONE_SIGN = re.compile(
    r"(?:(?P<plus>[+＋])|(?P<minus>[-–—−]))\s*(?=[1-7]\s?\.\s?[1-6](?!\d))|(?P<alone>[+＋−])\s+(?=\S)"
)
_EMPHASIS_END = re.compile(r"\s*[(\[]?\s*(?P<sign>\+\s?\+|[-–—−]\s?[-–—−])\s*[)\]]?\s*$")
_LETTERS = "กขคฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
#: Thai legal lettering leaves out ฃ ฅ; most documents also leave out ฆ.
_LETTERS_SHORT = _LETTERS.replace("ฆ", "")


@dataclass(frozen=True, slots=True)
class Reference:
    """An item reference: `item` is its code ("4.1"), `printed` the words, `exact` tells a sub-item."""

    item: str
    printed: str
    exact: bool
    named: bool = False


@dataclass(frozen=True, slots=True)
class Marker:
    """A typed list number: its shape ("paren", "close", "dot", "bullet"), as typed, and where text begins."""

    style: str
    label: str
    value: str
    end: int


def reference_of(match: re.Match[str], prefix: str = "") -> Reference:
    """Return the reference that `match` of one of the patterns above found (`prefix`: of its group names)."""
    group = {name: match.group(prefix + name) for name in ("cat", "item", "third", "letter", "sub")}
    printed = f"{group['cat']}.{group['item']}"
    if group["third"]:
        printed += f".{group['third']}"
    if group["letter"]:
        printed += group["letter"]
    if group["sub"]:
        printed += f"({group['sub']})"
    item = f"{group['cat']}.{group['item']}"
    return Reference(item, printed, bool(group["letter"] or group["third"]))


def leading_reference(text: str, start: int = 0) -> tuple[Reference, int] | None:
    """Return the reference at `start` and where the text behind it begins."""
    match = LEADING.match(text, start)
    if match is None:
        return None
    found = reference_of(match)
    named = bool(match["word"])
    return Reference(found.item, found.printed, found.exact, named), match.end()


def trailing_reference(text: str) -> tuple[Reference, int] | None:
    """Return the reference in brackets at the end of `text`, and where the text before it ends."""
    match = TRAILING.search(text)
    if match is None:
        return None
    prefix = next(name for name in ("", "z", "y", "x") if match[name + "cat"])
    return reference_of(match, prefix), match.start()


def marker_at(text: str, start: int = 0) -> Marker | None:
    """Return the typed list number at `start`, if there is one."""
    match = _NUMBER.match(text, start)
    if match is None or match.lastgroup is None:
        return None
    style = next(name for name in ("paren", "close", "dot", "bullet") if match[name] is not None)
    value = match["a"] or match["b"] or match["c"] or ""
    return Marker(style, match[style].strip(), value, match.end())


def successor(value: str) -> tuple[str, ...]:
    """Return what may follow `value` in a list: "1" → "2", "ค" → "ฆ" or "ง"."""
    if value.isdigit():
        return (str(int(value) + 1),)
    following = [letters[letters.index(value) + 1] for letters in (_LETTERS, _LETTERS_SHORT) if value in letters[:-1]]
    if not following and len(value) == 1 and value.isalpha():
        following = [chr(ord(value) + 1)]
    return tuple(dict.fromkeys(following))


def first_value(value: str) -> bool:
    """Return whether `value` begins a list."""
    return value in {"1", "ก", "a", "A", "i"}


def emphasis_at(text: str, start: int = 0) -> tuple[str, int] | None:
    """Return "++" or "--" at `start` and where the text behind it begins."""
    match = _EMPHASIS.match(text, start)
    if match is None:
        return None
    return ("++" if "+" in match["sign"] else "--"), match.end()


def sign_at(text: str, start: int = 0) -> tuple[str, int] | None:
    """
    Return "+", "-" or "" (a dash, which may be a bullet) for the single sign at `start`, and where text begins.

    >>> sign_at("+ 3.2 ก(1) มีช่องทาง"), sign_at("- 3.2 ก(1) มีช่องทาง"), sign_at("- มีช่องทาง")
    (('+', 2), ('', 2), None)
    """
    match = _ONE_SIGN.match(text, start)
    if match is None:
        return None
    sign = match["plus"] or match["minus"] or match["alone"]
    return {"+": "+", "＋": "+", "−": "-"}.get(sign, ""), match.end()


def emphasis_end(text: str) -> tuple[str, int] | None:
    """Return "++" or "--" at the end of `text` and where the text before it ends."""
    match = _EMPHASIS_END.search(text)
    if match is None:
        return None
    return ("++" if "+" in match["sign"] else "--"), match.start()


def item_codes(text: str) -> list[Reference]:
    """Return all item references in a cell such as "4.4 และ 6.4" or "รายงาน PMQA 4.0 พ.ศ. 2566 หัวข้อ 4.1", in order."""
    named = [reference_of(match) for match in NAMED_CODE.finditer(text)]
    if named:
        last = max(match.end() for match in NAMED_CODE.finditer(text))
        tail = re.match(rf"(?:\s*(?:,|/|และ|กับ)\s*{_PLAIN})+", text[last:])
        if tail:
            named += [reference_of(match) for match in CODE.finditer(tail[0])]
    else:
        named = [reference_of(match) for match in CODE.finditer(text)]
    return list(dict.fromkeys(named))
