"""Searching a workspace: the index follows the store; hits are told with document, place and marked words."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from plandocs.app.workspace import Workspace
from plandocs.model.document import Document
from plandocs.model.finding import Finding
from plandocs.model.text import Block
from plandocs.search.index import IndexDocument, IndexPassage, SearchIndex
from plandocs.search.query import parse

#: In the index directory: which revision of the store, and which documents, the index holds.
STATE = "follows.json"


@dataclass(frozen=True, slots=True)
class Filters:
    """Hard filters of a search; empty ones do not filter. `only` is "ofi", "strength" or empty."""

    years: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    only: str = ""
    agency: str = ""
