"""The system of record: documents, the facts read from them, and people's decisions, in one SQLite file."""

from plandocs.store.database import Store

__all__ = ["Store"]
