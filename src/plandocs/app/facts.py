"""Reading a document's facts again: under its description, planners' corrections and what the classifier has learnt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from plandocs.ingest.facts import parse_facts
from plandocs.model.document import DocumentMeta
from plandocs.model.finding import Facts, Finding, Goal, Outcome, Proposal
from plandocs.model.text import Block

if TYPE_CHECKING:
    from plandocs.app.workspace import Workspace
    from plandocs.ingest.facts.classifier import Example

F = TypeVar("F", bound=Finding | Goal | Outcome | Proposal)


def facts_of(
    workspace: Workspace,
    document_id: str,
    meta: DocumentMeta,
    learnt: tuple[Example, ...],
    read: Sequence[Block] | None = None,
) -> Facts:
    """
    Return the facts of a document, from its blocks as planners corrected them.

    `read` are its blocks as they were read, where they are not stored yet. A fact keeps the id it had before a number
    in it was corrected: decisions on it and on what follows from it stay with it.
    """
    store = workspace.store
    blocks = store.blocks(document_id) if read is None else store.corrected(document_id, read)
    now = parse_facts(document_id, meta, blocks, corrections=learnt)
    if not any(correction.changed for correction in store.block_corrections(document_id)):
        return now
    raw = store.blocks(document_id, as_read=True) if read is None else read
    before = parse_facts(document_id, meta, raw, corrections=learnt)
    return Facts(
        _named(now.findings, before.findings),
        _named(now.goals, before.goals),
        _named(now.outcomes, before.outcomes),
        _named(now.proposals, before.proposals),
    )


def reread(workspace: Workspace, document_id: str, learnt: tuple[Example, ...]) -> None:
    """Read the facts of a stored document again and keep them."""
    meta = workspace.store.document(document_id).meta
    workspace.store.replace_facts(document_id, facts_of(workspace, document_id, meta, learnt))


def _named(now: Sequence[F], before: Sequence[F]) -> tuple[F, ...]:
    """Return the facts of now under the ids of before, where a block holds as many of them as it did."""
    then: defaultdict[int, list[F]] = defaultdict(list)
    today: defaultdict[int, list[F]] = defaultdict(list)
    for fact in before:
        then[fact.anchor.block].append(fact)
    for fact in now:
        today[fact.anchor.block].append(fact)
    names = {
        id(fact): old.id
        for block, some in today.items()
        if len(some) == len(then[block])
        for fact, old in zip(some, then[block], strict=True)
    }
    return tuple(replace(fact, id=names.get(id(fact), fact.id)) for fact in now)
