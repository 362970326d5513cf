"""
The query language: words, "phrases", -not, field:value, -field:value, OR; whatever is not well formed is read as words.

Fields: ปี/year (2564, 63-65), ประเภท/ชนิด/kind, หัวข้อ/item, เฉพาะ/only (ofi, strength, จุดแข็ง), หน่วยงาน/agency,
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from plandocs.model.agency import Agency
from plandocs.model.document import DocumentKind
from plandocs.search.chips import KIND_WORDS, ONLY_WORDS, barring, chips_in
from plandocs.search.values import Chip, Expansion, Filters
from plandocs.thai.dates import buddhist_year
from plandocs.thai.digits import to_arabic
from plandocs.thai.keyboard import meant_thai
from plandocs.thai.normalise import normalise
from plandocs.thai.segment import default_segmenter

_FIELDS = {
    "ปี": "years", "ปีงบ": "years", "ปีงบประมาณ": "years", "year": "years", "fy": "years",
    "ประเภท": "kinds", "ชนิด": "kinds", "kind": "kinds",
    "หัวข้อ": "items", "ข้อ": "items", "item": "items",
    "เฉพาะ": "only", "only": "only",
    "หน่วยงาน": "agency", "agency": "agency",
    "เอกสาร": "documents", "document": "documents", "doc": "documents",
}  # fmt: skip
_PIECE = re.compile(
    r'(?P<minus>(?<!\S)-)?"(?P<phrase>[^"]*[^"\s][^"]*)"'
    r'|(?<!\S)(?P<unlike>-)?(?P<field>[^\s:"-][^\s:"]*):(?:"(?P<quoted>[^"]+)"|(?P<value>[^\s"]+))'
    r"|(?<!\S)-(?P<not>[^\s\"-][^\s\"]*)"
    r"|(?<!\S)(?P<or>OR)(?!\S)"
    r'|(?P<word>[^\s"]+|")'
)


#: Tags that a field's values are kept under.
_TAGS = {"years": "year", "kinds": "kind", "items": "item", "only": "only", "agency": "agency", "documents": "doc"}
_YEAR = re.compile(r"\d{4}|\d{2}")
#: Between the first and the last year of a value, and the longest such range.
_TO = re.compile(r"\s*(?:[-–—]|\.\.|ถึง)\s*")
_MOST_YEARS = 40
_ITEM = re.compile(r"(?:[\w-]+:)?\d+(?:\.\d+)*")

#: What Word and telephones make of quotation marks (round the whole query; inside it they came with a pasted title),
#: and of the minus before a word.
_QUOTED = re.compile(r"[“”„«]([^“”„«»\"]+)[“”»]")
_MINUS = re.compile(r"(?<!\S)[–−](?=[^\s–−])")


@dataclass(frozen=True, slots=True)
class Query:
    """
    What a query asks for.

    `words` is the text to be ranked by. `phrases` are groups: of each, one phrase must occur. `excluded` are words
    and phrases that must not, `barred` what its fields must not be. `expansions` and `ranked` (what of `words` is
    ranked by; "" where chips say it all) are filled in when the query is analysed for an index. `retyped`: the text
    was Thai typed while the keyboard was set to English.
    """

    text: str
    words: str = ""
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[str, ...] = ()
    filters: Filters = field(default_factory=Filters)
    chips: tuple[Chip, ...] = ()
    barred: tuple[Chip, ...] = ()
    agency: Agency = field(default_factory=Agency)
    expansions: tuple[Expansion, ...] = ()
    ranked: str | None = None
    retyped: bool = False


def parse(text: str, agency: Agency | None = None, *, without: Collection[str] = ()) -> Query:
    """
    Return what `text` asks for; never fails. `without` names chips that were removed ("item:4.1", "-year:2564").

    >>> query = parse('ข้อมูลเปิด 4.1 ปี 64 "ชุดข้อมูล" -แผน')
    >>> query.words, query.phrases, query.excluded, [chip.label for chip in query.chips]
    ('ข้อมูลเปิด 4.1 ปี 64 ชุดข้อมูล', (('ชุดข้อมูล',),), ('แผน',), ['ปี 2564', 'หัวข้อ 4.1'])
    """
    retyped = typed_in_thai(text)
    clean = _MINUS.sub("-", retyped or normalise(text).text)
    if quoted := _QUOTED.fullmatch(clean.strip()):
        clean = f'"{quoted[1]}"'
    barred, clean = _cut_barred(clean)
    barred = tuple(chip for chip in barred if f"{chip.field}:{chip.value}" not in without)
    words: list[str] = []
    phrases: list[tuple[str, ...]] = []
    excluded: list[str] = []
    chosen: dict[str, list[str]] = {}
    joined = False
    for piece in _PIECE.finditer(clean):
        if piece["or"]:
            joined = True
            continue
        if piece["phrase"] is not None and piece["minus"]:
            excluded.append(piece["phrase"].strip())
        elif piece["phrase"] is not None:
            phrase = piece["phrase"].strip()
            words.append(phrase)
            if joined and phrases:
                phrases[-1] = (*phrases[-1], phrase)
            else:
                phrases.append((phrase,))
        elif piece["not"]:
            excluded.append(piece["not"])
        elif piece["unlike"]:
            excluded.append(piece[0][1:].replace('"', ""))
        elif piece["field"] and (known := _field(piece["field"], piece["quoted"] or piece["value"])):
            chosen.setdefault(known[0], []).append(known[1])
        elif piece[0] != '"':
            words.append(piece[0])
        joined = False
    asked = " ".join(words)
    if not (asked or chosen or barred):  # nothing but exclusions: read as words
        asked, excluded = " ".join(re.sub(r'["]', " ", clean).split()), []
    chips = tuple(chip for chip in chips_in(asked) if f"{chip.field}:{chip.value}" not in without)
    return Query(
        text,
        asked,
        tuple(phrases),
        tuple(excluded),
        _filters(chosen),
        chips,
        barred,
        agency or Agency(),
        retyped=bool(retyped),
    )


def typed_in_thai(text: str) -> str:
    """
    Return the Thai that was typed while the keyboard was set to English, or an empty string.

    >>> typed_in_thai("-hv,^]gxbf 4.1"), typed_in_thai("open data")
    ('ข้อมูลเปิด 4.1', '')
    """
    cut = default_segmenter()
    return meant_thai(text, cut.words, cut.dictionary.__contains__)


def plain(text: str, agency: Agency | None = None) -> Query:
    """Return the query that takes all of `text` as words, without chips: for text that nobody typed as a query."""
    return Query(text, normalise(text).text, agency=agency or Agency())


def with_filters(query: Query, filters: Filters) -> Query:
    """Return the query narrowed by `filters` as well."""
    own = query.filters
    return replace(
        query,
        filters=Filters(
            years=filters.years or own.years,
            kinds=filters.kinds or own.kinds,
            items=filters.items or own.items,
            only=filters.only or own.only,
            agency=filters.agency or own.agency,
            documents=filters.documents or own.documents,
        ),
    )


def _cut_barred(text: str) -> tuple[tuple[Chip, ...], str]:
    """Return what `-field:value` leaves out, and `text` without it; a value that cannot be stays, as a word."""
    barred: dict[Chip, None] = {}

    def cut(piece: re.Match[str]) -> str:
        known = _field(piece["field"], piece["quoted"] or piece["value"]) if piece["unlike"] else None
        if known is None or not _can_be(*known):
            return piece[0]
        for value in known[1].split() if known[0] == "years" else (known[1],):
            barred[barring(_TAGS[known[0]], value)] = None
        return " "

    rest = _PIECE.sub(cut, text)
    return tuple(barred), rest


def _can_be(field: str, value: str) -> bool:
    """Return whether anything can have this value: what nothing has is found by no filter, but leaves nothing out."""
    if field == "kinds":
        return value in set(DocumentKind)
    return field != "items" or _ITEM.fullmatch(value) is not None


def _field(name: str, value: str) -> tuple[str, str] | None:
    field = _FIELDS.get(name.lower())
    value = to_arabic(value).strip()
    if field == "years":
        years = _years(value)
        return (field, years) if years else None
    if field == "kinds":
        return field, KIND_WORDS.get(value.lower(), value.lower())
    if field == "only":
        only = ONLY_WORDS.get(value.lower())
        return (field, only) if only else None
    return (field, value) if field else None


def _years(value: str) -> str:
    """
    Return the years that a field's value names, with a space between two of them, or nothing.

    >>> _years("64"), _years("2563-2565"), _years("63,65"), _years("2565-")
    ('2564', '2563 2564 2565', '2563 2565', '')
    """
    years: dict[int, None] = {}
    for part in value.split(","):
        ends = [buddhist_year(end) if _YEAR.fullmatch(end) else None for end in _TO.split(part)]
        first, last = ends[0], ends[-1]
        if first is None or last is None or len(ends) > 2 or not 0 <= last - first <= _MOST_YEARS:
            return ""
        years |= dict.fromkeys(range(first, last + 1))
    return " ".join(map(str, years))


def _filters(chosen: dict[str, list[str]]) -> Filters:
    return Filters(
        years=tuple(int(year) for years in chosen.get("years", ()) for year in years.split()),
        kinds=tuple(chosen.get("kinds", ())),
        items=tuple(chosen.get("items", ())),
        only=chosen.get("only", [""])[-1],
        agency=chosen.get("agency", [""])[-1],
        documents=tuple(chosen.get("documents", ())),
    )
