"""Reading one framework file: every field is checked, and every complaint names the file and the field."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

from plandocs.frameworks.values import Band, Crosswalk, Default, Entry, Framework
from plandocs.model.errors import WorkspaceError

SCHEMA = 1
KINDS = ("criteria", "alignment")
TABLES = {"schema", "framework", "entry", "crosswalk", "default", "band"}
HEAD = {
    "id", "kind", "family", "title", "short", "edition", "source",
    "verified", "valid_from", "valid_to", "rank", "levels", "entry_word",
}  # fmt: skip
ENTRY = {"code", "name", "short", "parent", "kind", "aliases", "verified", "entry_word"}


class _Reader:
    """One table of the file, with the words that say where it stands."""

    def __init__(self, data: object, where: str, known: set[str]) -> None:
        self.where = where
        if not isinstance(data, Mapping):
            raise _broken(where, "ต้องเป็นตาราง", "must be a table")
        self.data: Mapping[str, Any] = data
        for name in sorted(set(data) - known):
            raise _broken(f"{where}.{name}", "ไม่รู้จักช่องนี้", f"unknown field; known: {', '.join(sorted(known))}")

    def text(self, name: str, default: str | None = None) -> str:
        value = self.data.get(name, default)
        if not isinstance(value, str):
            raise _broken(f"{self.where}.{name}", "ต้องเป็นข้อความ", "must be a string")
        return value

    def flag(self, name: str, default: bool | None = None) -> bool:
        value = self.data.get(name, default)
        if not isinstance(value, bool):
            raise _broken(f"{self.where}.{name}", "ต้องเป็น true หรือ false", "must be true or false")
        return value

    def year(self, name: str) -> int | None:
        value = self.data.get(name)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not 2400 <= value <= 2700:
            raise _broken(f"{self.where}.{name}", "ต้องเป็นปี พ.ศ.", "must be a Buddhist-era year")
        return value

    def number(self, name: str, default: float | None = None) -> float:
        value = self.data.get(name, default)
        if not isinstance(value, (int, float)) or isinstance(value, bool):
            raise _broken(f"{self.where}.{name}", "ต้องเป็นตัวเลข", "must be a number")
        return float(value)

    def texts(self, name: str) -> tuple[str, ...]:
        return _texts(self.data.get(name, []), f"{self.where}.{name}")


def parse(text: str, where: str) -> Framework:
    """Return the framework in TOML `text`; raises `WorkspaceError` naming `where` and the field that is wrong."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _broken(where, "ไม่ใช่ TOML ที่ถูกต้อง", str(error)) from error
    _Reader(data, where, TABLES)
    if data.get("schema") != SCHEMA:
        raise _broken(f"{where}: schema", f"ต้องเป็น {SCHEMA}", f"must be {SCHEMA}")
    head = _Reader(data.get("framework", {}), f"{where}: framework", HEAD)
    kind = head.text("kind")
    if kind not in KINDS:
        raise _broken(f"{head.where}.kind", f"ต้องเป็น {' หรือ '.join(KINDS)}", f"must be one of {KINDS}")
    first, last = head.year("valid_from"), head.year("valid_to")
    if first is not None and last is not None and first > last:
        raise _broken(f"{head.where}.valid_to", "ต้องไม่ก่อน valid_from", "must not be before valid_from")
    verified = head.flag("verified")
    entries = _entries(data.get("entry", []), where, head.text("entry_word", ""), verified)
    codes = {entry.code for entry in entries}
    identity = head.text("id")
    return Framework(
        id=identity,
        kind=kind,
        family=head.text("family", identity),
        title=head.text("title"),
        short=head.text("short"),
        edition=head.text("edition", ""),
        source=head.text("source"),
        verified=verified,
        valid_from=first,
        valid_to=last,
        rank=int(head.number("rank", 99)),
        levels=head.texts("levels"),
        entries=entries,
        crosswalks=_crosswalks(data.get("crosswalk", []), where, identity, codes),
        defaults=_defaults(data.get("default", []), where, codes),
        bands=_bands(data.get("band", []), where),
    )


def _entries(rows: object, where: str, word: str, verified: bool) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    for number, row in enumerate(_rows(rows, f"{where}: entry"), 1):
        reader = _Reader(row, f"{where}: entry {number}", ENTRY)
        entry = Entry(
            code=reader.text("code"),
            name=reader.text("name"),
            short=reader.text("short", ""),
            parent=reader.text("parent", ""),
            kind=reader.text("kind", ""),
            word=reader.text("entry_word", word),
            aliases=reader.texts("aliases"),
            verified=reader.flag("verified", verified),
        )
        if any(entry.code == other.code for other in entries):
            raise _broken(f"{reader.where}.code", f"รหัส {entry.code} ซ้ำ", f"code {entry.code} occurs twice")
        entries.append(entry)
    return tuple(entries)


def _crosswalks(rows: object, where: str, identity: str, codes: set[str]) -> tuple[Crosswalk, ...]:
    found = []
    for number, row in enumerate(_rows(rows, f"{where}: crosswalk"), 1):
        reader = _Reader(row, f"{where}: crosswalk {number}", {"to", "verified", "source", "pairs"})
        pairs = []
        for pair in _rows(reader.data.get("pairs"), f"{reader.where}.pairs"):
            if not (isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], str)):
                raise _broken(f"{reader.where}.pairs", 'ต้องเป็น ["รหัส", ["รหัส", …]]', 'must be ["code", ["code", …]]')
            if pair[0] not in codes:
                raise _broken(f"{reader.where}.pairs", f"ไม่มีรหัส {pair[0]}", f"no entry has code {pair[0]}")
            pairs.append((pair[0], _texts(pair[1], f"{reader.where}.pairs")))
        found.append(
            Crosswalk(
                identity, reader.text("to"), tuple(pairs), reader.text("source", ""), reader.flag("verified", False)
            )
        )
    return tuple(found)


def _defaults(rows: object, where: str, codes: set[str]) -> tuple[Default, ...]:
    found = []
    for number, row in enumerate(_rows(rows, f"{where}: default"), 1):
        reader = _Reader(row, f"{where}: default {number}", {"items", "codes", "words"})
        default = Default(reader.texts("items"), reader.texts("codes"), reader.texts("words"))
        for code in default.codes:
            if code not in codes:
                raise _broken(f"{reader.where}.codes", f"ไม่มีรหัส {code}", f"no entry has code {code}")
        found.append(default)
    return tuple(found)


def _bands(rows: object, where: str) -> tuple[Band, ...]:
    found = []
    for number, row in enumerate(_rows(rows, f"{where}: band"), 1):
        reader = _Reader(row, f"{where}: band {number}", {"from", "to", "name", "source", "verified"})
        found.append(
            Band(
                reader.number("from"),
                reader.number("to"),
                reader.text("name"),
                reader.text("source"),
                reader.flag("verified", False),
            )
        )
    return tuple(found)


def _rows(rows: object, where: str) -> list[Any]:
    if not isinstance(rows, list):
        raise _broken(where, "ต้องเป็นรายการ", "must be a list")
    return rows


def _texts(values: object, where: str) -> tuple[str, ...]:
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise _broken(where, "ต้องเป็นรายการข้อความ", "must be a list of strings")
    return tuple(values)


def _broken(where: str, thai: str, english: str) -> WorkspaceError:
    return WorkspaceError(f"ไฟล์กรอบ {where}: {thai}", f"framework file {where}: {english}")
