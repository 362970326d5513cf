"""Names of categories and items, to recognise a heading that carries them."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from plandocs.ingest.facts.lines import squeeze

_ORGANISATION = re.compile("องค์กร")


@cache
def _table() -> tuple[tuple[str, str, str], ...]:
    """Return (edition, code, squeezed name) of all categories ("4") and items ("4.1")."""
    text = (files("plandocs.ingest.facts") / "data" / "items.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line.strip())
    return tuple((edition, code, _plain(name)) for edition, code, name in rows)


def _plain(name: str) -> str:
    text = re.sub(r"[()\"“”.:,]", "", squeeze(name))
    return re.sub("^(ด้าน|ผลลัพธ์ด้าน|ผลลัพธ์)", "", _ORGANISATION.sub("องค์การ", text))


def name_score(text: str, code: str) -> float:
    """
    Return how much `text` looks like a name of item or category `code` in any edition, 0–1.

    Names are long and often cut short in print, so the shorter of both is sought in the longer one.
    """
    from rapidfuzz import fuzz

    plain = _plain(text)
    if len(plain) < 6:
        return 0.0
    best = 0.0
    for _, known_code, name in _table():
        if known_code == code:
            score = max(fuzz.ratio(plain, name), fuzz.ratio(plain[: len(name)], name[: len(plain)])) / 100
            best = max(best, score)
    return best


def names_it(text: str, code: str) -> bool:
    """
    Return whether `text` names item `code` and says nothing of it, whatever leads to the name.

    >>> names_it("ประเด็นการประเมินที่ 4.3 การจัดการความรู้", "4.3"), names_it("4.3 ยังไม่มีคลังความรู้กลางของกรม", "4.3")
    (True, False)
    """
    bare = re.sub(r"[()\[\]<>{}|/»›:：–—•■▪◆-]", " ", re.sub(rf"(?<!\d){re.escape(code)}(?!\d)", " ", text))
    words = bare.split()
    parts = [" ".join(words[count:]) for count in range(min(4, len(words)))]
    return any(name_score(part, code) >= _NAMED and not exceeds_name(part, code) for part in parts)


#: How much of an item's name (0-1) a title holds; names are often told in other words.
_NAMED = 0.55


def exceeds_name(text: str, code: str) -> bool:
    """Return whether `text` is so much longer than every name of item `code` that it says something of it."""
    longest = max((len(name) for _, known, name in _table() if known == code), default=0)
    return len(_plain(text)) > 1.3 * longest


def code_of_name(text: str, edition: str, category: str = "", *, least: float = 0.82) -> str:
    """
    Return the item whose name `text` is (of `edition`, and in `category` when given), or an empty string.

    `least` is how much of the name must agree, 0–1.
    """
    from rapidfuzz import fuzz

    plain = _plain(text)
    if len(plain) < 8:
        return ""
    best, found = least, ""
    for known_edition, code, name in _table():
        same = known_edition == edition or (edition == "pmqa2558" and known_edition == "pmqa2562")
        if not same or "." not in code or (category and code[0] != category):
            continue
        score = max(fuzz.ratio(plain, name), fuzz.ratio(plain[: len(name)], name[: len(plain)])) / 100
        if score > best:
            best, found = score, code
    return found


#: A name in other words: how alike (0-1) it must be to one item's, and how much less to the next.
_ALIKE, _AHEAD = 0.6, 0.1


def closest_item(text: str, edition: str, category: str = "") -> str:
    """
    Return the item whose name `text` says in other words, or an empty string where none or several come near.

    >>> closest_item("การบริหารจัดการข้อมูลและระบบการทำงานดิจิทัล", "pmqa4"), closest_item("บุคลากรของกรม", "pmqa4")
    ('4.4', '')
    """
    from rapidfuzz import fuzz

    plain = _plain(text)
    if len(plain) < 12:
        return ""
    same = {edition, "pmqa2562" if edition == "pmqa2558" else edition}
    scores: dict[str, float] = {}
    for known, code, name in _table():
        if known in same and "." in code and code.startswith(category):
            score = max(fuzz.ratio(plain, name), fuzz.ratio(plain, name[: len(plain)])) / 100
            scores[code] = max(scores.get(code, 0.0), score)
    ranked = sorted(scores.items(), key=lambda one: -one[1])
    if not ranked or ranked[0][1] < _ALIKE or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _AHEAD):
        return ""
    return ranked[0][0]


_GENERAL = re.compile("^(?:การ|ระบบ|กระบวนการ|ความ)+")
#: So many letters of a name tell which it is.
_TELLING = 10


def code_of_part(text: str, edition: str, category: str = "") -> str:
    """
    Return the one item whose name holds `text` word for word, or an empty string.

    >>> code_of_part("ความพึงพอใจและความผูกพัน", "pmqa4"), code_of_part("การดำเนินการ", "pmqa4")
    ('3.2', '')
    """
    plain = _GENERAL.sub("", _plain(text))
    if len(plain) < _TELLING:
        return ""
    same = {edition, "pmqa2562" if edition == "pmqa2558" else edition}
    found = {
        code
        for known, code, name in _table()
        if known in same and "." in code and code.startswith(category) and plain in name
    }
    return next(iter(found)) if len(found) == 1 else ""


def category_of_name(text: str) -> str:
    """Return the category ("4") whose name `text` is, or an empty string."""
    from rapidfuzz import fuzz

    plain = _plain(text)
    for _, code, name in _table():
        if "." not in code and len(plain) >= 8 and fuzz.ratio(plain, name) >= 85:
            return code
    return ""


def items_of(edition: str, category: str = "") -> tuple[str, ...]:
    """Return all item codes of `edition`, of one category when given, in order."""
    wanted = "pmqa2562" if edition in {"pmqa2558", "pmqa2562"} else "pmqa4"
    codes = [code for known, code, _ in _table() if known == wanted and "." in code and code.startswith(category)]
    return tuple(sorted(set(codes)))
