"""The decision about one place of a field: which text in the returned draft it is now, or that the person must say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from plandocs.draft.claims import Claim
from plandocs.draft.manifest import Manifest, Occurrence
from plandocs.draft.match import SAME, Pair, carried, key, likeness
from plandocs.draft.outcome import Status
from plandocs.draft.scan import Line, Revision
from plandocs.draft.torn import Torn
from plandocs.draft.units import Unit, pair_lines, same_cells

#: Texts shorter than this (numbers, units, abbreviations) say nothing by likeness alone.
SHORT = 12


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of one occurrence; `line` is where it stands now."""

    key: str
    status: Status
    before: str
    after: str
    line: int | None
    revisions: tuple[Revision, ...] = ()
    reason: str = ""
    copies: int = 0


@dataclass(frozen=True, slots=True)
class _Found:
    line: int
    text: str
    score: float
    moved: bool
    sure: bool
    revisions: tuple[Revision, ...] = ()


def decide(
    record: Manifest,
    lines: Sequence[Line],
    claims: dict[int, list[Claim]],
    old_units: Sequence[Unit],
    new_units: Sequence[Unit],
    pairs: Sequence[Pair],
) -> dict[int, Decided]:
    """Return the decision for every occurrence of the record, by number."""
    aligned = _aligned(record, lines, old_units, new_units, pairs)
    owned = _owned(record, claims)
    for occurrence in record.occurrences:  # a line that is another field's by its anchors is not this one's
        there = aligned.get(occurrence.number)
        if occurrence.number in claims or there is None:
            continue
        if occurrence.line not in owned.get(there.line, {occurrence.line}):
            del aligned[occurrence.number]
    owners = _owners(record)
    strangers = _strangers(record, claims, new_units, pairs)
    found = {
        occurrence.number: _one(
            occurrence,
            _standing(claims.get(occurrence.number, [])),
            aligned.get(occurrence.number),
            owners,
            strangers=strangers,
        )
        for occurrence in record.occurrences
    }
    torn = Torn(record, lines, old_units, new_units, pairs)
    return {
        number: replace(one, status=Status.ASK, reason=why) if (why := torn.reason(one, number)) else one
        for number, one in found.items()
    }


def _standing(claims: list[Claim]) -> list[Claim]:
    """Return the claims whose text is still there, or all when none is: what moved away left an anchor behind."""
    return [claim for claim in claims if claim.text.strip() or not claim.deleted] or claims


def _owned(record: Manifest, claims: dict[int, list[Claim]]) -> dict[int, set[int]]:
    """Return the draft's lines whose fields have their anchors in each returned line."""
    line_of = {occurrence.number: occurrence.line for occurrence in record.occurrences}
    out: dict[int, set[int]] = {}
    for number, found in claims.items():
        for claim in found:
            out.setdefault(claim.line, set()).add(line_of[number])
    return out


def _strangers(
    record: Manifest, claims: dict[int, list[Claim]], new_units: Sequence[Unit], pairs: Sequence[Pair]
) -> bool:
    """Return whether a lost field may hide in text that belongs to nothing: only where anchors were lost too."""
    if 3 * len(claims) >= len(record.occurrences):
        return False
    taken = {pair.new for pair in pairs}
    return any(unit.text.strip() for number, unit in enumerate(new_units) if number not in taken)


def _owners(record: Manifest) -> dict[str, set[str]]:
    """Return which fields printed each longer text: the same words under another field's anchor are suspicious."""
    out: dict[str, set[str]] = {}
    for occurrence in record.occurrences:
        if len(occurrence.text) >= SHORT:
            out.setdefault(key(occurrence.text), set()).add(occurrence.key)
    return out


def _aligned(
    record: Manifest,
    lines: Sequence[Line],
    old_units: Sequence[Unit],
    new_units: Sequence[Unit],
    pairs: Sequence[Pair],
) -> dict[int, _Found]:
    """Return where each occurrence stands by the alignment of lines alone."""
    partner: dict[int, tuple[int, Pair]] = {}
    for pair in pairs:
        old, new = old_units[pair.old], new_units[pair.new]
        # Where a column came or went, only what is still the same says which cell is which.
        shifted = old.is_row and new.is_row and not same_cells(record.lines, lines, old, new)
        for old_line, new_line in pair_lines(record.lines, lines, old, new):
            same = key(record.lines[old_line].text) == key(lines[new_line].text)
            partner[old_line] = (new_line, replace(pair, sure=pair.sure and (same or not shifted)))
    out = {}
    for occurrence in record.occurrences:
        if occurrence.line not in partner:
            continue
        new_line, pair = partner[occurrence.line]
        before, after = record.lines[occurrence.line].text, lines[new_line].text
        text, sure = (
            carried(before, occurrence.start, occurrence.end, after) if before != after else (occurrence.text, True)
        )
        marks = _revisions(lines[new_line], text) if text != occurrence.text else ()
        out[occurrence.number] = _Found(new_line, text, pair.score, pair.moved, pair.sure and sure, marks)
    return out


def _revisions(line: Line, text: str) -> tuple[Revision, ...]:
    """Return the tracked changes that made `text` of a line: those inside it and those that touch it."""
    start = line.text.find(text) if text else -1
    if start < 0:
        return tuple(piece.revision for piece in line.pieces if piece.revision is not None)
    out, position = [], 0
    for piece in line.pieces:
        end = position + (0 if piece.gone else len(piece.text))
        if piece.revision is not None and position <= start + len(text) and end >= start:
            out.append(piece.revision)
        position = end
    return tuple(out)


def _one(
    occurrence: Occurrence,
    claims: Sequence[Claim],
    aligned: _Found | None,
    owners: dict[str, set[str]],
    *,
    strangers: bool,
) -> Decided:
    """Decide about one occurrence from its claims and its aligned line."""
    if not claims:
        return _by_text(occurrence, aligned, strangers=strangers)
    same = [claim for claim in claims if key(claim.text) == key(occurrence.text)]
    here = [claim for claim in claims if aligned is not None and claim.line == aligned.line]
    chosen = next((claim for claim in here if claim in same), None) or (same or here or list(claims))[0]
    copies = len(claims) - 1
    moved = aligned is not None and aligned.moved and aligned.line == chosen.line

    def answer(status: Status, reason: str = "") -> Decided:
        return Decided(
            occurrence.key, status, occurrence.text, chosen.text, chosen.line, chosen.revisions, reason, copies
        )

    if chosen in same:
        return answer(Status.DUPLICATED if copies else Status.MOVED if moved else Status.KEPT)
    if copies and not here:
        return answer(Status.ASK, "ช่องนี้ถูกคัดลอกไปหลายแห่งและแก้ทุกแห่ง ไม่แน่ใจว่าแห่งใดเป็นของเดิม")
    if not chosen.text.strip():
        return answer(Status.DELETED)
    others = owners.get(key(chosen.text), set()) - {occurrence.key}
    if _names_a_unit(occurrence.key):  # one unit answers for many goals: its name is no one field's
        others = {other for other in others if not _names_a_unit(other)}
    if others:
        return answer(Status.ASK, "ข้อความในช่องนี้ตรงกับข้อความของช่องอื่น อาจถูกวางสลับกัน")
    if _supported(occurrence, chosen, aligned):
        return answer(Status.EDITED)
    return answer(Status.ASK, "ข้อความในช่องนี้ต่างจากเดิมมากและไม่อยู่ที่เดิม")


def _names_a_unit(field: str) -> bool:
    return field.rpartition(".")[2] == "owner"


def _supported(occurrence: Occurrence, claim: Claim, aligned: _Found | None) -> bool:
    """Return whether both anchors, likeness, place or tracked changes make a changed text surely the field's."""
    if len(claim.ways) == 2 or (aligned is not None and aligned.line == claim.line):
        return True
    if claim.deleted and key(claim.deleted) in key(occurrence.text):
        return True
    return len(occurrence.text) >= SHORT and likeness(occurrence.text, claim.text) >= SAME


def _by_text(occurrence: Occurrence, aligned: _Found | None, *, strangers: bool) -> Decided:
    """Decide without anchors, from the aligned line alone."""

    def answer(status: Status, reason: str = "") -> Decided:
        line = aligned.line if aligned is not None and status is not Status.DELETED else None
        after = aligned.text if aligned is not None and status is not Status.DELETED else ""
        marks = aligned.revisions if aligned is not None and status is not Status.KEPT else ()
        return Decided(occurrence.key, status, occurrence.text, after, line, marks, reason)

    if aligned is None and strangers:
        return answer(Status.ASK, "ไม่มีเครื่องหมายกำกับในไฟล์ และหาข้อความเดิมไม่พบ อาจถูกแก้มากหรือถูกลบ")
    if aligned is None:
        return answer(Status.DELETED)
    if key(aligned.text) == key(occurrence.text):
        return answer(Status.MOVED if aligned.moved else Status.KEPT)
    if not aligned.sure:
        return answer(Status.ASK, "ไม่มีเครื่องหมายกำกับในไฟล์ และมีข้อความคล้ายกันหลายแห่ง")
    if not aligned.text.strip():
        return answer(Status.DELETED)
    if not aligned.moved:
        return answer(Status.EDITED)
    alike = (
        aligned.score if len(occurrence.text) < SHORT else min(aligned.score, likeness(occurrence.text, aligned.text))
    )
    return answer(Status.EDITED if alike >= SAME else Status.ASK, "ไม่มีเครื่องหมายกำกับในไฟล์ ข้อความถูกย้ายและแก้มาก")
