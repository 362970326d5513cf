"""
Tables of the store.

Facts (findings, goals, outcomes, proposals) are kept as JSON beside the columns that are asked for: they are read back
whole, always by document or by type, and their fields grow with the parsers. Decisions are rows of a log that is only
ever appended to.
"""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData()

about = sa.Table("about", metadata, sa.Column("key", sa.Text, primary_key=True), sa.Column("value", sa.Text))

document = sa.Table(
    "document",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("sha256", sa.Text, nullable=False, unique=True),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("pages", sa.Integer),
    sa.Column("engine", sa.Text, nullable=False),
    sa.Column("meta", sa.JSON, nullable=False),
    sa.Column("corrections", sa.JSON, nullable=False),
    sa.Column("notes", sa.JSON, nullable=False),
    sa.Column("same_as", sa.Text, nullable=False, server_default=""),
    sa.Column("sketch", sa.JSON, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
)

#: Every path under which the same bytes were added; the document's own path is the first.
document_name = sa.Table(
    "document_name",
    metadata,
    sa.Column("path", sa.Text, primary_key=True),
    sa.Column("document_id", sa.Text, sa.ForeignKey("document.id", ondelete="CASCADE"), nullable=False),
)

block = sa.Table(
    "block",
    metadata,
    sa.Column("document_id", sa.Text, sa.ForeignKey("document.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("payload", sa.JSON, nullable=False),
)

fact = sa.Table(
    "fact",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("document_id", sa.Text, sa.ForeignKey("document.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("payload", sa.JSON, nullable=False),
    sa.Index("fact_by_type", "type"),
)

decision = sa.Table(
    "decision",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("suggestion_id", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("changes", sa.JSON, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("undoes", sa.Integer),
    sqlite_autoincrement=True,
)

#: What a suggestion said when a person decided on it: suggested text is kept even when the ranking changes later.
suggested = sa.Table(
    "suggested",
    metadata,
    sa.Column("year", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("payload", sa.JSON, nullable=False),
)

theme_decision = sa.Table(
    "theme_decision",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("theme_id", sa.Text, nullable=False),
    sa.Column("payload", sa.JSON, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sqlite_autoincrement=True,
)

#: What planners say of blocks recognised from pictures; the blocks themselves stay as they were read.
block_correction = sa.Table(
    "block_correction",
    metadata,
    sa.Column("document_id", sa.Text, primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("read", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
)

#: What planners say of findings; the facts themselves stay as they were read.
finding_correction = sa.Table(
    "finding_correction",
    metadata,
    sa.Column("finding_id", sa.Text, primary_key=True),
    sa.Column("document_id", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("edition", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("item", sa.Text, nullable=False),
)
