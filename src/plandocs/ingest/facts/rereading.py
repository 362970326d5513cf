"""What a first reading of a report left: parts set aside, and texts below items whose labels nobody understood."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from plandocs.ingest.facts.candidate import Candidate
from plandocs.ingest.facts.columns import GUESSED
from plandocs.ingest.facts.label import Label
from plandocs.ingest.facts.lines import clean
from plandocs.ingest.facts.polarity import asks_or_advises
from plandocs.ingest.facts.survey import Survey
from plandocs.model.text import Block

#: Text without any label of strengths or weaknesses is a report only when it goes through this many items.
MANY_ITEMS = 3
#: How sure a text below an item is that no label calls a finding, at most.
UNSURE = 0.5

Reading = Callable[[Survey, bool], list[Candidate]]


def set_aside(seen: Survey, found: Sequence[Candidate], reading: Reading) -> list[Candidate]:
    """
    Return what stands in parts that hold no findings elsewhere, where this report has hardly any other place for them.

    A summary restates what is said under the items; findings under items that are named nowhere else restate nothing.
    """
    if not (seen.says_kind and any(label is not None and _ends(label) for label in seen.labels)):
        return []
    known = {one.item for one in found}
    through = replace(seen, labels=[_going_on(label) for label in seen.labels])
    more = [one for one in reading(through, False) if not found or (one.item and one.item not in known)]
    if found and len({one.item for one in more}) < max(MANY_ITEMS, len(known) + 1):
        return []
    return [replace(one, confidence=min(one.confidence, GUESSED)) for one in more]


def unread(blocks: Sequence[Block], seen: Survey, found: Sequence[Candidate], reading: Reading) -> list[Candidate]:
    """
    Return the texts below items where a report goes through many items and the reading found nothing under most.

    Its labels were not understood then: the words propose the kinds, and people are asked to check them.
    """
    announced = {label.item for label in seen.labels if label is not None and label.role == "item" and label.item}
    missing = announced - {one.item for one in found}
    if len(announced) < MANY_ITEMS or 2 * len(missing) <= len(announced):
        return []
    texts = [one for one in reading(seen, True) if one.item in missing and one.kind is None]
    plain = [one for one in texts if not asks_or_advises(clean(one.text(blocks)))]
    if len({one.item for one in plain}) < MANY_ITEMS:
        return []
    return [replace(one, confidence=min(one.confidence, UNSURE)) for one in plain]


def _ends(label: Label) -> bool:
    return label.role == "stop" or label.summary


def _going_on(label: Label | None) -> Label | None:
    """Return a label without what would end or suspend reading."""
    if label is None or label.role == "stop":
        return None
    return replace(label, summary=False) if label.summary else label
