"""Near-duplicates and versions: one report as Word and as PDF, a plan's draft beside its approved text."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from plandocs.model.document import Document, DocumentKind
from plandocs.model.text import Block
from plandocs.thai.normalise import normalise

#: Letters in a shingle: short enough that recognised text still shares most of them with its original.
SHINGLE = 6
#: One shingle hash in this many is kept, so that containment can be estimated from sketches of different lengths
#: (scaled MinHash, Irber et al. 2022).
SCALE = 32
#: Containment above which two documents of one kind, year and state are copies of one another.
COPY = 0.80
#: The same where one of them was recognised from pictures.
COPY_OCR = 0.45
#: Containment above which documents of one kind and year are versions of one another.
VERSION = 0.50
_MIN_SKETCH = 12


def sketch(blocks: Iterable[Block]) -> tuple[int, ...]:
    """Return sampled hashes of the letters in the body text, sorted."""
    text = "".join(re.sub(r"[\W\d_]+", "", normalise(b.text).text) for b in blocks if b.stream == "body")
    kept = set()
    for start in range(len(text) - SHINGLE + 1):
        digest = hashlib.blake2b(text[start : start + SHINGLE].encode(), digest_size=6).digest()
        value = int.from_bytes(digest, "big")
        if value % SCALE == 0:
            kept.add(value)
    return tuple(sorted(kept))


class NearIndex:
    """Sketches of all documents in use, from which those that share text with a new one are found at once."""

    def __init__(self, sketches: Mapping[str, Sequence[int]]) -> None:
        self._sizes: dict[str, int] = {}
        self._holders: defaultdict[int, list[str]] = defaultdict(list)
        for document_id, letters in sketches.items():
            self.add(document_id, letters)

    def add(self, document_id: str, letters: Sequence[int]) -> None:
        """Remember a document's sketch."""
        if document_id not in self._sizes:
            self._sizes[document_id] = len(letters)
            for value in letters:
                self._holders[value].append(document_id)

    def size(self, document_id: str) -> int:
        """Return the length of a document's sketch."""
        return self._sizes.get(document_id, 0)

    def similar(self, letters: Sequence[int]) -> dict[str, float]:
        """
        Return which share of the smaller sketch lies in the other.

        For each document that shares enough to matter.
        """
        if len(letters) < _MIN_SKETCH:
            return {}
        shared = Counter(holder for value in letters for holder in self._holders.get(value, ()))
        shares = {i: n / min(len(letters), self._sizes[i]) for i, n in shared.items() if self._sizes[i] >= _MIN_SKETCH}
        return {i: share for i, share in shares.items() if share >= min(COPY_OCR, VERSION)}


def is_copy(a: Document, b: Document, share: float, sizes: tuple[int, int], *, ocr: bool) -> bool:
    """Return whether two documents that share this much text say the same in the same state."""
    same = (a.meta.kind, a.meta.fiscal_year, a.meta.approval) == (b.meta.kind, b.meta.fiscal_year, b.meta.approval)
    comparable = ocr or min(sizes) >= 0.6 * max(sizes)
    return same and comparable and share >= (COPY_OCR if ocr else COPY)


def is_version(a: Document, b: Document, share: float) -> bool:
    """Return whether two documents of a known kind and year are states of one text: a draft and the approved plan."""
    known = a.meta.kind is not DocumentKind.OTHER and a.meta.fiscal_year is not None
    return known and (a.meta.kind, a.meta.fiscal_year) == (b.meta.kind, b.meta.fiscal_year) and share >= VERSION
