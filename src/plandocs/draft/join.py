"""One answer for a field from all the places where the draft printed it."""

from __future__ import annotations

from collections.abc import Sequence

from plandocs.draft.decide import Decided
from plandocs.draft.digits import to_arabic, to_thai
from plandocs.draft.manifest import Manifest, ManifestField
from plandocs.draft.match import carried, key
from plandocs.draft.outcome import FieldEdit, Status
from plandocs.draft.scan import Line


def join_field(value: ManifestField, places: Sequence[Decided], digits: str, headings: Sequence[str]) -> FieldEdit:
    """Return what became of a field; differing edits of its places must be asked about."""
    asked = [one for one in places if one.status is Status.ASK]
    edited = [one for one in places if one.status is Status.EDITED]
    deleted = [one for one in places if one.status is Status.DELETED]
    texts = list(dict.fromkeys(key(one.after) for one in edited))
    copies = sum(one.copies for one in places)
    if asked and not edited:
        return _answer(value, Status.ASK, asked[0], digits, headings, copies, _options(value, places))
    if len(texts) > 1:
        reason = "ค่าเดียวกันถูกแก้ไม่เหมือนกันในหลายแห่ง"
        return _answer(value, Status.ASK, edited[0], digits, headings, copies, _options(value, edited), reason)
    if edited:
        return _answer(value, Status.EDITED, edited[0], digits, headings, copies)
    if len(deleted) == len(places):
        return _answer(value, Status.DELETED, deleted[0], digits, headings, copies)
    kept = next((one for one in places if one.status is Status.DUPLICATED), None)
    kept = kept or next((one for one in places if one.status is Status.MOVED), None)
    kept = kept or next(one for one in places if one.status is Status.KEPT)
    return _answer(value, kept.status, kept, digits, headings, copies)


def _options(value: ManifestField, places: Sequence[Decided]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([value.value, *(one.after for one in places if one.after.strip())]))


def _answer(
    value: ManifestField,
    status: Status,
    one: Decided,
    digits: str,
    headings: Sequence[str],
    copies: int,
    options: tuple[str, ...] = (),
    reason: str = "",
) -> FieldEdit:
    unchanged = status in {Status.KEPT, Status.MOVED, Status.DUPLICATED}
    after = value.value if unchanged else plain_digits(one.after.strip(), digits)
    marks = [mark for mark in one.revisions if mark.author]
    return FieldEdit(
        key=value.key,
        label=value.label,
        status=status,
        before=value.value,
        after="" if status is Status.DELETED else after,
        author=", ".join(dict.fromkeys(mark.author for mark in marks)),
        date=max((mark.date for mark in marks), default=""),
        place=headings[one.line] if one.line is not None else "",
        reason=reason or one.reason,
        options=options,
        copies=copies,
    )


def plain_digits(text: str, digits: str) -> str:
    """
    Return a person's text with Arabic digits when printing it again gives the very same text, else as it is.

    >>> plain_digits("ร้อยละ ๘๕", "thai"), plain_digits("PMQA ๔.๐", "thai")
    ('ร้อยละ 85', 'PMQA ๔.๐')
    """
    arabic = to_arabic(text)
    return arabic if digits == "thai" and to_thai(arabic) == text else text


def without_fields(record: Manifest, number: int, line: Line | None = None) -> str:
    """Return the words of a draft line that belong to no field, or (with `line`) those of its returned version."""
    spans = sorted((one.start, one.end) for one in record.occurrences if one.line == number)
    before = record.lines[number].text
    if line is None:
        out, last = [], 0
        for start, end in spans:
            out.append(before[last:start])
            last = max(last, end)
        return "".join([*out, before[last:]])
    anchored = {claim for piece in line.pieces for claim in piece.controls if claim[0] == record.draft}
    if anchored:
        return "".join(
            piece.text
            for piece in line.pieces
            if not piece.gone and not any(owner == record.draft for owner, _ in piece.controls)
        )
    marked = {claim for piece in line.pieces for claim in piece.bookmarks if claim[0] == record.draft}
    if marked:
        return "".join(
            piece.text
            for piece in line.pieces
            if not piece.gone and not any(owner == record.draft for owner, _ in piece.bookmarks)
        )
    rest = line.text
    for start, end in spans:
        found, _ = carried(before, start, end, line.text)
        rest = rest.replace(found, "", 1) if found else rest
    return rest
