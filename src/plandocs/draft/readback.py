"""
Reading a draft back: what people did to each field, and every word that is not a field's.

A field is looked for in three ways at once: by its content control, by its bookmark, and by the likeness of its line
with the
draft's. Programs drop some anchors and copying doubles others, so an anchor is a claim that the text must bear out;
where the ways disagree the person is asked, never guessed.
"""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from plandocs.draft.claims import Claim, claims_of
from plandocs.draft.decide import Decided, decide
from plandocs.draft.manifest import Manifest, Occurrence, embedded, manifest_path
from plandocs.draft.match import Pair, align, key
from plandocs.draft.outcome import Added, FieldEdit, ReadBack, ReviewComment, Status
from plandocs.draft.package import Package
from plandocs.draft.places import headings_before
from plandocs.draft.scan import SIGN, Comment, Line, comments, scan
from plandocs.draft.units import Unit, pair_lines, units_of
from plandocs.model.errors import TemplateError

__all__ = ["Added", "FieldEdit", "ReadBack", "ReviewComment", "Status", "read_back"]

#: How an added picture is told, and paragraphs that hold nothing but a break.
PICTURE = "(ภาพ)"
BREAKS = (SIGN + "page", SIGN + "section")
#: Formats that LibreOffice turns into .docx before they are read.
CONVERTED = (".odt", ".doc", ".rtf", ".ott", ".fodt")


def read_back(path: Path, manifest: Manifest | Path | None = None) -> ReadBack:
    """
    Return what happened to each field of a returned draft, and all text that belongs to no field.

    `manifest` is the draft's record; without it the one beside the file or inside it is used. .odt and .doc need
    LibreOffice. Raises `TemplateError` when the file cannot be read or no record is found.
    """
    package = open_returned(path)
    return read_package(package, record_of(path, package, manifest))


def read_package(package: Package, record: Manifest) -> ReadBack:
    """Return what happened to each field of an opened copy of the draft of `record`."""
    return compare(record, scan(package), comments(package), _notes(record, package))


def open_returned(path: Path) -> Package:
    """Return a returned copy as a Word file; other formats go through LibreOffice."""
    if path.suffix.lower() not in CONVERTED:
        return Package.read(path)
    from plandocs.draft import office

    with tempfile.TemporaryDirectory(prefix="plandocs-readback-") as folder:
        return Package.read(office.convert(path.resolve(), "docx", Path(folder)))


def record_of(path: Path, package: Package, manifest: Manifest | Path | None = None) -> Manifest:
    """Return the record of a returned copy: the one given, else the one inside it, else the one beside it."""
    if isinstance(manifest, Manifest):
        return manifest
    if manifest is not None:
        return Manifest.read(manifest)
    found = embedded(package)  # it came with these very words; what lies beside may be of a later draft of this name
    if found is None and manifest_path(path).exists():
        return Manifest.read(manifest_path(path))
    if found is None:
        raise TemplateError(
            "ไม่พบข้อมูลกำกับร่างในไฟล์นี้ โปรดระบุไฟล์ .manifest.json ที่อยู่ข้างร่างเดิม",
            "no manifest in this file; give the .manifest.json that was written beside the draft",
        )
    return found


def _notes(record: Manifest, package: Package) -> tuple[str, ...]:
    found = embedded(package)
    if found is not None and found.draft != record.draft:
        return ("ไฟล์นี้มาจากร่างฉบับอื่น โปรดตรวจว่าเลือกไฟล์กำกับถูกฉบับ",)
    return ()


def compare(
    record: Manifest, lines: Sequence[Line], notes_in_file: dict[str, Comment], notes: tuple[str, ...] = ()
) -> ReadBack:
    """Return the comparison of a draft's record with the returned `lines`."""
    if not record.when:  # written before records told what paragraphs without text hold
        lines = [replace(line, mark="") for line in lines]
    old_units = units_of([line.row for line in record.lines], [line.shown for line in record.lines])
    new_units = units_of([line.row for line in lines], [line.shown for line in lines])
    claims = claims_of(record, lines)
    fixed = fixed_pairs(record, claims, old_units, new_units)
    pairs = align([unit.text for unit in old_units], [unit.text for unit in new_units], fixed)
    found = decide(record, lines, claims, old_units, new_units, pairs)
    places = headings_before(lines)
    fields = _fields(record, found, places)
    added, free = _others(record, lines, old_units, new_units, pairs, found, places)
    return ReadBack(
        draft=record.draft,
        template=record.template,
        year=record.year,
        fields=fields,
        added=added,
        free=free,
        comments=_comments(lines, notes_in_file, found, places),
        order=_order(record, found),
        notes=notes,
        removed=_removed(record, old_units, pairs, headings_before(record.lines))
        + _cut(record, old_units, found, fields, headings_before(record.lines)),
    )


def _removed(
    record: Manifest, old_units: Sequence[Unit], pairs: Sequence[Pair], places: Sequence[str]
) -> tuple[Added, ...]:
    """Return the draft's paragraphs and rows without fields that are no longer there."""
    kept = {pair.old for pair in pairs}
    with_fields = {one.line for one in record.occurrences}
    return tuple(
        Added("removed", "", unit.text.strip(), place=places[unit.lines[0]])
        for number, unit in enumerate(old_units)
        if number not in kept
        and unit.text.strip()
        and SIGN not in unit.text
        and not with_fields.intersection(unit.lines)
        and not record.lines[unit.lines[0]].contents
    )


def _cut(
    record: Manifest,
    old_units: Sequence[Unit],
    found: dict[int, Decided],
    fields: Sequence[FieldEdit],
    places: Sequence[str],
) -> tuple[Added, ...]:
    """Return the rows and values that people cut in one place of several: their fields are kept by the others."""
    gone = {one.key for one in fields if one.status in {Status.DELETED, Status.ASK}}
    by_line: dict[int, list[Occurrence]] = defaultdict(list)
    for occurrence in record.occurrences:
        by_line[occurrence.line].append(occurrence)
    out = []
    for unit in old_units:
        inside = [one for line in unit.lines for one in by_line[line]]
        cut = [one for one in inside if found[one.number].status is Status.DELETED]
        if all(one.key in gone for one in cut):
            continue
        texts = [unit.text] if len(cut) == len(inside) else [one.text for one in cut if one.key not in gone]
        marks = [mark for one in cut for mark in found[one.number].revisions if mark.author]
        author = ", ".join(dict.fromkeys(mark.author for mark in marks))
        date = max((mark.date for mark in marks), default="")
        out += [Added("removed", "", text.strip(), author, date, places[unit.lines[0]]) for text in texts]
    return tuple(out)


def fixed_pairs(
    record: Manifest, claims: dict[int, list[Claim]], old_units: Sequence[Unit], new_units: Sequence[Unit]
) -> list[tuple[int, int]]:
    """Return unit pairs on which most anchors in the returned unit agree, each unit at most once."""
    old_of = {line: number for number, unit in enumerate(old_units) for line in unit.lines}
    new_of = {line: number for number, unit in enumerate(new_units) for line in unit.lines}
    votes: dict[tuple[int, int], float] = defaultdict(float)
    for occurrence in record.occurrences:
        for claim in claims.get(occurrence.number, ()):
            weight = 2.0 if key(claim.text) == key(occurrence.text) else 1.0
            votes[old_of[occurrence.line], new_of[claim.line]] += weight
    for pair in votes:
        if key(old_units[pair[0]].text) == key(new_units[pair[1]].text):
            votes[pair] += 10.0
    out, used_old, used_new = [], set(), set()
    for one, two in sorted(votes, key=lambda pair: (-votes[pair], pair)):
        if one not in used_old and two not in used_new:
            out.append((one, two))
            used_old.add(one)
            used_new.add(two)
    return out


def _fields(record: Manifest, found: dict[int, Decided], places: Sequence[str]) -> tuple[FieldEdit, ...]:
    """Join the occurrences of each field into one answer."""
    from plandocs.draft.join import join_field

    by_key: dict[str, list[Decided]] = defaultdict(list)
    for occurrence in record.occurrences:
        by_key[occurrence.key].append(found[occurrence.number])
    return tuple(join_field(one, by_key[one.key], record.digits, places) for one in record.fields if by_key[one.key])


def _others(
    record: Manifest,
    lines: Sequence[Line],
    old_units: Sequence[Unit],
    new_units: Sequence[Unit],
    pairs: Sequence[Pair],
    found: dict[int, Decided],
    places: Sequence[str],
) -> tuple[tuple[Added, ...], tuple[Added, ...]]:
    """Return added rows and paragraphs, and changed lines that no field explains: kept, not understood."""
    paired = {pair.new: pair for pair in pairs}
    managed = {n for n, line in enumerate(lines) if line.contents}  # Word writes the contents anew by itself
    explained = {one.line for one in found.values() if one.line is not None}
    with_fields = {one.line for one in record.occurrences}
    added, free = [], []
    for number, unit in enumerate(new_units):
        if not unit.text.strip() or managed.issuperset(unit.lines) or unit.text in BREAKS:
            continue
        pair = paired.get(number)
        if pair is None:
            said = [lines[n] for n in unit.lines if n not in explained]
            if not any(line.shown.strip() for line in said):
                continue
            kind = "row" if unit.is_row else "paragraph"
            added.append(_added(kind, "", unit.text.replace(SIGN + "picture", PICTURE), said, places[unit.lines[0]]))
            continue
        free += _changed(record, lines, old_units[pair.old], unit, explained, places, with_fields)
    return tuple(added), tuple(free)


def _changed(
    record: Manifest,
    lines: Sequence[Line],
    old: Unit,
    new: Unit,
    explained: set[int],
    places: Sequence[str],
    with_fields: set[int],
) -> list[Added]:
    """Return the changed lines of a paired unit: those without a field, and words around a field."""
    from plandocs.draft.join import without_fields

    out = []
    partner = {two: one for one, two in pair_lines(record.lines, lines, old, new)}
    for line_number in new.lines:
        line, was_line = lines[line_number], partner.get(line_number)
        before = record.lines[was_line] if was_line is not None else None
        if (before is not None and key(before.text) == key(line.text)) or line.contents:
            continue
        if line_number in explained and was_line is not None:
            rest_old = without_fields(record, was_line)
            rest_new = without_fields(record, was_line, line)
            if key(rest_old) == key(rest_new):
                continue
        elif line_number in explained:
            continue
        if line.text.strip() or (before is not None and before.text.strip()):
            was = before.text if before is not None else ""
            out.append(_added("changed" if was else "paragraph", was, line.text, [line], places[line_number]))
    if len(partner) < len(old.lines):  # a cell that is gone; one with a field is told as cut
        there = with_fields.union(partner.values())
        gone = [n for n in old.lines if n not in there and record.lines[n].text.strip()]
        out += [Added("removed", "", record.lines[n].text.strip(), place=places[new.lines[0]]) for n in gone]
    return out


def _added(kind: str, before: str, text: str, lines: Sequence[Line], place: str) -> Added:
    marks = [piece.revision for line in lines for piece in line.pieces if piece.revision is not None]
    author = ", ".join(dict.fromkeys(mark.author for mark in marks if mark.author))
    date = max((mark.date for mark in marks), default="")
    return Added(kind, text.strip(), before.strip(), author, date, place)


def _comments(
    lines: Sequence[Line], said: dict[str, Comment], found: dict[int, Decided], places: Sequence[str]
) -> tuple[ReviewComment, ...]:
    from plandocs.draft.anchors import AUTHOR

    keys: dict[int, list[str]] = defaultdict(list)
    for one in found.values():
        if one.line is not None and one.key not in keys[one.line]:
            keys[one.line].append(one.key)
    out = []
    placed = set()
    for number, line in enumerate(lines):
        for ident in line.comments:
            comment = said.get(ident)
            if comment is None or comment.author == AUTHOR or ident in placed:
                continue
            placed.add(ident)
            out.append(
                ReviewComment(
                    tuple(keys[number]), comment.author, comment.date, comment.text, places[number], line.text
                )
            )
    for ident, comment in said.items():
        if ident not in placed and comment.author != AUTHOR:
            out.append(ReviewComment((), comment.author, comment.date, comment.text, "", ""))
    return tuple(out)


def _order(record: Manifest, found: dict[int, Decided]) -> tuple[str, ...]:
    """
    Return goal ids in their order in the returned text when it differs from the draft's, else ().

    Goals stand in several places of a draft (summary, sections, action table): the place where most of the reordering
    agrees counts.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for index, occurrence in enumerate(record.occurrences):
        if occurrence.key.endswith(".goal"):
            places[occurrence.key].append(index)
    orders: Counter[tuple[str, ...]] = Counter()
    for level in range(max(map(len, places.values()), default=0)):
        at = {
            name: found[record.occurrences[numbers[level]].number].line
            for name, numbers in places.items()
            if len(numbers) > level
        }
        there = {name: record.occurrences[numbers[level]].line for name, numbers in places.items() if name in at}
        old = tuple(sorted((name for name, line in at.items() if line is not None), key=lambda name: there[name]))
        new = tuple(sorted(old, key=lambda name: at[name] or 0))
        if new != old:
            orders[new] += 1
    best = orders.most_common(1)
    return tuple(name.removesuffix(".goal") for name in best[0][0]) if best else ()
