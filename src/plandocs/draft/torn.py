"""Paragraphs that people divided or joined: an edit that lost words to its neighbour, or took its neighbour's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from plandocs.draft.manifest import Manifest
from plandocs.draft.match import Pair, key
from plandocs.draft.outcome import Status
from plandocs.draft.scan import Line
from plandocs.draft.units import Unit

if TYPE_CHECKING:
    from plandocs.draft.decide import Decided

#: Shorter words stand in any two lines.
_LEAST = 6
DIVIDED = "ข้อความนี้ถูกแยกเป็นหลายย่อหน้า ไม่แน่ใจว่าส่วนใดยังเป็นของช่องนี้"
JOINED = "ย่อหน้านี้ถูกรวมกับย่อหน้าข้างเคียง ไม่แน่ใจว่าส่วนใดเป็นของช่องนี้"


class Torn:
    """Tells of edits whether their words went to, or came from, a neighbouring paragraph that has no partner."""

    def __init__(
        self,
        record: Manifest,
        lines: Sequence[Line],
        old_units: Sequence[Unit],
        new_units: Sequence[Unit],
        pairs: Sequence[Pair],
    ) -> None:
        """Note which lines of either side belong to no pair."""
        self._record, self._lines = record, lines
        self._occurrences = {one.number: one for one in record.occurrences}
        paired_old, paired_new = {pair.old for pair in pairs}, {pair.new for pair in pairs}
        self._lost = {n for number, unit in enumerate(old_units) if number not in paired_old for n in unit.lines}
        self._extra = {n for number, unit in enumerate(new_units) if number not in paired_new for n in unit.lines}

    def reason(self, one: Decided, number: int) -> str:
        """Return why the edit of occurrence `number` must be asked about, "" when it need not."""
        if one.status is not Status.EDITED or one.line is None:
            return ""
        before, after = key(one.before), key(one.after)
        for n in (one.line - 1, one.line + 1):
            words = key(self._lines[n].text) if n in self._extra else ""
            if len(words) >= _LEAST and words in before and words not in after:
                return DIVIDED
        line = self._occurrences[number].line
        for n in (line - 1, line + 1):
            words = key(self._record.lines[n].text) if n in self._lost else ""
            if len(words) >= _LEAST and words in after and words not in before:
                return JOINED
        return ""
