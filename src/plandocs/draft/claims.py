"""The anchors found in a returned draft, as claims: this text is occurrence number n."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from plandocs.draft.manifest import Manifest
from plandocs.draft.scan import Line, Piece, Revision


@dataclass(frozen=True, slots=True)
class Claim:
    """
    Text under an anchor in one line. `ways` are "control" and "bookmark".

    `revisions` are the tracked changes inside it, `deleted` the text they took away.
    """

    line: int
    text: str
    ways: frozenset[str]
    revisions: tuple[Revision, ...] = ()
    deleted: str = ""


def claims_of(record: Manifest, lines: Sequence[Line]) -> dict[int, list[Claim]]:
    """Return the claims for each occurrence number, in reading order; those of other drafts are left out."""
    out: dict[int, list[Claim]] = {}
    known = {occurrence.number for occurrence in record.occurrences}
    for number, line in enumerate(lines):
        if not any(piece.controls or piece.bookmarks for piece in line.pieces):
            continue
        for index, claim in _in_line(record.draft, number, line.pieces):
            if index in known:
                out.setdefault(index, []).append(claim)
    return out


def _in_line(draft: str, number: int, pieces: Sequence[Piece]) -> list[tuple[int, Claim]]:
    by_control = _collect(draft, pieces, lambda piece: piece.controls)
    by_bookmark = _collect(draft, pieces, lambda piece: piece.bookmarks)
    out = []
    for index in dict.fromkeys([*by_control, *by_bookmark]):
        control, bookmark = by_control.get(index), by_bookmark.get(index)
        chosen = control if control is not None else bookmark
        if chosen is None:
            continue
        ways = {"control"} if control is not None else set()
        ways |= {"bookmark"} if bookmark is not None else set()
        text = "".join(piece.text for piece in chosen if not piece.gone)
        deleted = "".join(piece.text for piece in chosen if piece.gone)
        revisions = tuple(piece.revision for piece in chosen if piece.revision is not None)
        out.append((index, Claim(number, text, frozenset(ways), revisions, deleted)))
    return out


def _collect(
    draft: str, pieces: Sequence[Piece], anchors: Callable[[Piece], Iterable[tuple[str, int]]]
) -> dict[int, list[Piece]]:
    out: dict[int, list[Piece]] = {}
    for piece in pieces:
        for owner, index in anchors(piece):
            if owner == draft:
                out.setdefault(index, []).append(piece)
    return out
