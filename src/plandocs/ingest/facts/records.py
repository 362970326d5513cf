"""Findings written as records of fields, one line each: "ประเภท: จุดแข็ง", "หัวข้อ: 1.1", "รายละเอียด: …"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from plandocs.ingest.facts.candidate import Candidate, candidate_of
from plandocs.ingest.facts.finding_tables import item_in
from plandocs.ingest.facts.label_words import kind_of_word
from plandocs.ingest.facts.lines import Line
from plandocs.ingest.facts.vocabulary import FINDING_COLUMNS, role_of

_FIELD = re.compile(r"^\s*(?:[•●▪*–-]\s*)?(?P<name>[ก-๙A-Za-z][ก-๙A-Za-z ./]{1,28}?)\s*[:：]\s*(?=\S)")
_NEEDED = {"kind", "finding"}
#: So many records make a report of records; lines between two fields of one record are no more than this.
MANY, GAP = 2, 2


@dataclass(frozen=True, slots=True)
class _Field:
    position: int
    role: str
    line: Line
    start: int

    @property
    def value(self) -> str:
        return self.line.text[self.start :].strip()


def read_records(lines: Sequence[Line], edition: str) -> tuple[list[Candidate], set[int]]:
    """Return the findings written as records, and the positions of the lines they take."""
    records = [record for record in _records(lines) if record.keys() >= _NEEDED]
    records = [record for record in records if kind_of_word(record["kind"].value)[0] is not None]
    if len(records) < MANY:
        return [], set()
    found = [one for record in records if (one := _candidate(record, edition)) is not None]
    return found, {part.position for record in records for part in record.values()}


def _records(lines: Sequence[Line]) -> list[dict[str, _Field]]:
    records: list[dict[str, _Field]] = [{}]
    last = 0
    for position, line in enumerate(lines):
        match = _FIELD.match(line.text)
        role = role_of(match["name"], FINDING_COLUMNS) if match else ""
        if match is None or not role:
            continue
        if role in records[-1] or position - last > GAP:
            records.append({})
        records[-1][role] = _Field(position, role, line, match.end())
        last = position
    return records


def _candidate(record: dict[str, _Field], edition: str) -> Candidate | None:
    said = record["finding"]
    found = candidate_of(said.line, said.start)
    if found is None:
        return None
    beside = {role: record[role].value for role in ("advice", "evidence", "level", "item") if role in record}
    item = found.item or item_in(beside.get("item", ""), edition)
    return replace(
        found,
        kind=kind_of_word(record["kind"].value)[0],
        item=item,
        category=item[:1],
        advice=beside.get("advice", ""),
        evidence=beside.get("evidence", ""),
        level=beside.get("level", ""),
    )
