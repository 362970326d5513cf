"""The store: one SQLite file, opened with write-ahead logging so that readers never wait for a writer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert as upsert

from plandocs.model.document import Document, DocumentMeta
from plandocs.model.errors import NotFoundError
from plandocs.model.finding import Facts, Finding, FindingCorrection, Goal, LevelClaim, Outcome, Proposal
from plandocs.model.plan import Suggestion
from plandocs.model.review import Decision
from plandocs.model.text import Block, BlockCorrection
from plandocs.store import pictures
from plandocs.store import tables as t
from plandocs.store.codec import decode, encode
from plandocs.store.corrections import applied, keep, kept
from plandocs.store.failures import told
from plandocs.store.migrations import migrate
from plandocs.store.rows import block_of, block_row, document_of, fact_rows

FACT_TYPES: dict[str, type] = {
    "finding": Finding, "goal": Goal, "outcome": Outcome, "proposal": Proposal, "level": LevelClaim,
}  # fmt: skip


class Store:
    """
    The system of record of one workspace.

    Every method is one transaction; `path=None` keeps everything in memory, for tests.
    """

    def __init__(self, path: Path | None) -> None:
        url = "sqlite://" if path is None else f"sqlite:///{path.as_posix()}"
        options: dict[str, Any] = {"poolclass": sa.StaticPool} if path is None else {}
        self._engine = sa.create_engine(url, connect_args={"check_same_thread": False, "timeout": 30}, **options)
        sa.event.listen(self._engine, "connect", _configure)
        try:
            with self._begin() as connection:
                migrate(connection)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Release the file."""
        self._engine.dispose()

    @contextmanager
    def _begin(self) -> Iterator[sa.Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except sa.exc.IntegrityError:  # a mistake of ours, not of the file
            raise
        except sa.exc.DatabaseError as error:
            raise told(error, self._engine.url.database or "") from error

    # Documents

    def add_document(
        self,
        document: Document,
        blocks: Sequence[Block],
        facts: Facts,
        sketch: Sequence[int] = (),
        *,
        replaces: Sequence[str] = (),
        folds: Sequence[str] = (),
        corrections: Mapping[str, Any] | None = None,
    ) -> None:
        """
        Keep a document with its blocks and facts, all or nothing; one with the same id is replaced.

        With it the documents `replaces` become superseded, and the documents `folds` copies of it. A document that is
        new here begins with `corrections` of its description.
        """
        with self._begin() as c:
            old = c.execute(sa.select(t.document.c.corrections).where(t.document.c.id == document.id)).scalar()
            c.execute(sa.delete(t.block).where(t.block.c.document_id == document.id))
            c.execute(sa.delete(t.fact).where(t.fact.c.document_id == document.id))
            position = c.execute(sa.select(sa.func.coalesce(sa.func.max(t.document.c.position), 0))).scalar_one()
            values = {
                "sha256": document.sha256, "path": document.path, "status": document.status, "pages": document.pages,
                "engine": document.engine, "meta": encode(document.meta), "notes": encode(document.notes),
                "same_as": document.same_as, "sketch": list(sketch),
            }  # fmt: skip
            row = {"id": document.id, **values, "corrections": old or dict(corrections or {}), "position": position + 1}
            c.execute(upsert(t.document).values(row).on_conflict_do_update(index_elements=["id"], set_=values))
            for copy_id in folds:
                self._fold(c, copy_id, document.id)
            for old_id in replaces:
                self._supersede(c, old_id)
            self._add_name(c, document.path, document.id)
            rows = [block_row(document.id, number, block) for number, block in enumerate(blocks)]
            if rows:
                c.execute(sa.insert(t.block), rows)
            found = list(fact_rows(document.id, facts))
            if found:
                c.execute(sa.insert(t.fact), found)
            self._touch(c)

    def add_name(self, path: str, document_id: str) -> None:
        """Remember that `path` holds the same bytes as the document."""
        with self._begin() as c:
            self._add_name(c, path, document_id)

    @staticmethod
    def _add_name(c: sa.Connection, path: str, document_id: str) -> None:
        row = {"path": path, "document_id": document_id}
        change = {"document_id": document_id}
        c.execute(upsert(t.document_name).values(row).on_conflict_do_update(index_elements=["path"], set_=change))

    def bring_back(self, document_id: str, path: str, replaces: Sequence[str] = ()) -> None:
        """Use a superseded document again, now that `path` holds its bytes; `replaces` become superseded with it."""
        with self._begin() as c:
            for old_id in replaces:
                self._supersede(c, old_id)
            c.execute(sa.update(t.document).where(t.document.c.id == document_id).values(status="read", same_as=""))
            self._add_name(c, path, document_id)
            self._touch(c)

    @staticmethod
    def _supersede(c: sa.Connection, document_id: str) -> None:
        """Take a document out of use; the first of the copies folded into it takes its place."""
        d = t.document.c
        c.execute(sa.update(t.document).where(d.id == document_id).values(status="superseded"))
        copies = sa.select(d.id).where(d.same_as == document_id, d.status == "read").order_by(d.position)
        heir, *_others = [*c.execute(copies).scalars(), ""]
        if heir:
            c.execute(sa.update(t.document).where(d.same_as == document_id).values(same_as=heir))
            c.execute(sa.update(t.document).where(d.id == heir).values(same_as=""))

    def set_status(self, document_id: str, status: str) -> None:
        """Set the document's status ("read", "superseded")."""
        self._update(document_id, {"status": status})

    def set_same_as(self, document_id: str, other_id: str) -> None:
        """Fold a near-duplicate, with its own copies, into the document it repeats."""
        with self._begin() as c:
            self._fold(c, document_id, other_id)
            self._touch(c)

    @staticmethod
    def _fold(c: sa.Connection, document_id: str, other_id: str) -> None:
        chosen = (t.document.c.id == document_id) | (t.document.c.same_as == document_id)
        c.execute(sa.update(t.document).where(chosen).values(same_as=other_id))

    def correct(self, document_id: str, corrections: Mapping[str, Any]) -> None:
        """Keep a planner's corrections of the description; they win over every later reading."""
        self._update(document_id, {"corrections": dict(corrections)})

    def _update(self, document_id: str, values: Mapping[str, Any]) -> None:
        with self._begin() as c:
            if c.execute(sa.update(t.document).where(t.document.c.id == document_id).values(values)).rowcount == 0:
                raise NotFoundError(f"ไม่พบเอกสาร {document_id}", f"no document {document_id}")
            self._touch(c)

    @staticmethod
    def _touch(c: sa.Connection) -> None:
        """Count a change of what can be searched, so that the index knows when it is behind."""
        row = {"key": "revision", "value": "1"}
        next_value = sa.cast(sa.cast(t.about.c.value, sa.Integer) + 1, sa.Text)
        c.execute(upsert(t.about).values(row).on_conflict_do_update(index_elements=["key"], set_={"value": next_value}))

    def revision(self) -> int:
        """Return a number that grows with every change of documents."""
        with self._begin() as c:
            value = c.execute(sa.select(t.about.c.value).where(t.about.c.key == "revision")).scalar()
        return int(value or 0)

    def describe(self, document_id: str, meta: DocumentMeta) -> None:
        """Replace what a document says of itself; planners' corrections of it still win."""
        self._update(document_id, {"meta": encode(meta)})

    def replace_facts(self, document_id: str, facts: Facts) -> None:
        """Replace the facts of a document, after its description was corrected."""
        with self._begin() as c:
            c.execute(sa.delete(t.fact).where(t.fact.c.document_id == document_id))
            rows = list(fact_rows(document_id, facts))
            if rows:
                c.execute(sa.insert(t.fact), rows)
            self._touch(c)

    def fact_count(self, document_id: str) -> int:
        """Return how many facts were read out of the document."""
        query = sa.select(sa.func.count()).select_from(t.fact).where(t.fact.c.document_id == document_id)
        with self._begin() as c:
            return int(c.execute(query).scalar_one())

    def sketches(self) -> dict[str, tuple[int, ...]]:
        """Return the similarity sketches of documents in use, by id."""
        query = sa.select(t.document.c.id, t.document.c.sketch).where(t.document.c.status == "read")
        with self._begin() as c:
            return {key: tuple(sketch) for key, sketch in c.execute(query)}

    def corrections(self, document_id: str) -> dict[str, Any]:
        """Return what planners corrected in the document's description."""
        with self._begin() as c:
            found = c.execute(sa.select(t.document.c.corrections).where(t.document.c.id == document_id)).scalar()
        return dict(found or {})

    def read_as(self, document_id: str) -> DocumentMeta | None:
        """Return the document's description as it was read, without corrections; None for one that is not there."""
        with self._begin() as c:
            found = c.execute(sa.select(t.document.c.meta).where(t.document.c.id == document_id)).scalar()
        return None if found is None else decode(DocumentMeta, found)

    def document_by_hash(self, sha256: str) -> Document | None:
        """Return the document with these bytes, or None."""
        found = self._documents(t.document.c.sha256 == sha256)
        return found[0] if found else None

    def document_by_path(self, path: str) -> Document | None:
        """Return the document that this path last held, or None."""
        chosen = sa.select(t.document_name.c.document_id).where(t.document_name.c.path == path).scalar_subquery()
        found = self._documents(t.document.c.id == chosen)
        return found[0] if found else None

    def versions_at(self, path: str) -> list[Document]:
        """Return the documents that this path, and no other, holds or held: earlier contents of one file."""
        named = sa.select(t.document_name.c.document_id).where(t.document_name.c.path == path)
        found = self._documents((t.document.c.path == path) | t.document.c.id.in_(named))
        return [document for document in found if set(document.names) <= {path}]

    def document(self, document_id: str) -> Document:
        """Return a document by its id or a unique beginning of it; raises `NotFoundError`."""
        if not document_id:
            raise NotFoundError("โปรดระบุรหัสเอกสาร", "a document id is needed")
        found = self._documents(t.document.c.id.startswith(document_id, autoescape=True))
        exact = [d for d in found if d.id == document_id]
        if len(exact or found) != 1:
            raise NotFoundError(f"ไม่พบเอกสาร {document_id}", f"no (single) document {document_id}")
        return (exact or found)[0]

    def documents(self) -> list[Document]:
        """Return all documents in the order they were added."""
        return self._documents(sa.true())

    def _documents(self, where: sa.ColumnElement[bool]) -> list[Document]:
        with self._begin() as c:
            rows = c.execute(sa.select(t.document).where(where).order_by(t.document.c.position)).all()
            names: dict[str, list[str]] = {}
            for path, document_id in c.execute(sa.select(t.document_name.c.path, t.document_name.c.document_id)):
                names.setdefault(document_id, []).append(path)
        return [document_of(row, names.get(row.id, [])) for row in rows]

    def blocks(self, document_id: str, *, as_read: bool = False) -> list[Block]:
        """Return the document's blocks in reading order, corrected by planners unless they are wanted `as_read`."""
        query = sa.select(t.block.c.text, t.block.c.payload).where(t.block.c.document_id == document_id)
        with self._begin() as c:
            found = [block_of(text, payload) for text, payload in c.execute(query.order_by(t.block.c.position))]
            return found if as_read else pictures.applied(found, pictures.kept(c, document_id))

    def blocks_at(self, document_id: str, positions: Collection[int]) -> dict[int, Block]:
        """Return the document's blocks at these positions, corrected by planners; a position it lacks is left out."""
        c = t.block.c
        query = sa.select(c.position, c.text, c.payload).where(c.document_id == document_id, c.position.in_(positions))
        with self._begin() as connection:
            if not pictures.kept(connection, document_id):
                return {at: block_of(text, payload) for at, text, payload in connection.execute(query)}
        return {at: block for at, block in enumerate(self.blocks(document_id)) if at in positions}

    def corrected(self, document_id: str, blocks: Sequence[Block]) -> list[Block]:
        """Return blocks just read with what planners said of the same words before."""
        return pictures.applied(list(blocks), self.block_corrections(document_id))

    def correct_block(self, correction: BlockCorrection) -> None:
        """Keep what a planner says of a block recognised from a picture; it wins over this and every later reading."""
        with self._begin() as c:
            pictures.keep(c, correction)
            self._touch(c)

    def forget_block(self, document_id: str, block: int) -> None:
        """Forget what planners said of a block: it is as it was read, and unconfirmed."""
        with self._begin() as c:
            pictures.forget(c, document_id, block)
            self._touch(c)

    def block_corrections(self, document_id: str | None = None) -> list[BlockCorrection]:
        """Return what planners said of blocks recognised from pictures, of one document or of all."""
        with self._begin() as c:
            return pictures.kept(c, document_id)

    # Facts

    def facts(self) -> Facts:
        """Return the facts of all documents in use, in order of documents and places."""
        query = (
            sa.select(t.fact.c.type, t.fact.c.payload)
            .join(t.document, t.document.c.id == t.fact.c.document_id)
            .where(t.document.c.status == "read", t.document.c.same_as == "")
            .order_by(t.document.c.position, t.fact.c.position)
        )
        found: dict[str, list[Any]] = {name: [] for name in FACT_TYPES}
        with self._begin() as c:
            for name, payload in c.execute(query):
                found[name].append(decode(FACT_TYPES[name], payload))
            corrections = kept(c)
        facts = Facts(*(tuple(found[name]) for name in FACT_TYPES))
        return replace(facts, findings=applied(facts.findings, corrections)) if corrections else facts

    def correct_finding(self, correction: FindingCorrection) -> None:
        """Keep what a planner says of a finding; it wins over this and every later reading."""
        with self._begin() as c:
            keep(c, correction)
            self._touch(c)

    def finding_corrections(self) -> list[FindingCorrection]:
        """Return what planners said of findings."""
        with self._begin() as c:
            return kept(c)

    def append_decision(self, decision: Decision, suggestion: Suggestion | None = None) -> Decision:
        """Append to the log and return the decision with its number; keeps what the suggestion said then."""
        return self.append_decisions([(decision, suggestion)])[0]

    def append_decisions(self, entries: Sequence[tuple[Decision, Suggestion | None]]) -> list[Decision]:
        """Append several decisions, all or none, and return them with their numbers."""
        with self._begin() as c:
            return [self._append(c, decision, suggestion) for decision, suggestion in entries]

    @staticmethod
    def _append(c: sa.Connection, decision: Decision, suggestion: Suggestion | None) -> Decision:
        row = {
            "year": int(decision.year), "suggestion_id": decision.suggestion_id, "action": decision.action.value,
            "who": decision.who, "at": decision.when.isoformat(), "reason": decision.reason,
            "changes": dict(decision.changes), "source": decision.source, "undoes": decision.undoes,
        }  # fmt: skip
        number = c.execute(sa.insert(t.decision).values(row)).inserted_primary_key or (0,)
        if suggestion is not None:
            row = {"year": int(decision.year), "id": suggestion.id, "payload": encode(suggestion)}
            c.execute(upsert(t.suggested).values(row).on_conflict_do_nothing())
        return replace(decision, number=number[0])

    def decisions(self, year: int) -> list[Decision]:
        """Return the log of a plan year, oldest first."""
        query = sa.select(t.decision).where(t.decision.c.year == int(year)).order_by(t.decision.c.number)
        with self._begin() as c:
            rows = [dict(row._mapping) for row in c.execute(query)]  # noqa: SLF001 - SQLAlchemy's documented name
        return [decode(Decision, {**row, "when": row["at"]}) for row in rows]

    def decided_years(self) -> dict[int, int]:
        """Return the number of log entries of each plan year."""
        years = sa.select(t.decision.c.year, sa.func.count()).group_by(t.decision.c.year)
        with self._begin() as c:
            return {int(year): int(count) for year, count in c.execute(years)}

    def suggested(self, year: int) -> dict[str, Suggestion]:
        """Return what suggestions said when they were first decided on, by id."""
        query = sa.select(t.suggested.c.id, t.suggested.c.payload).where(t.suggested.c.year == int(year))
        with self._begin() as c:
            return {key: decode(Suggestion, payload) for key, payload in c.execute(query)}

    def append_theme_decision(self, action: str, theme_id: str, payload: Mapping[str, Any], who: str) -> None:
        """Append what a planner decided about themes: merge, split, rename or pin."""
        row = {"action": action, "theme_id": theme_id, "payload": dict(payload), "who": who}
        with self._begin() as c:
            c.execute(sa.insert(t.theme_decision).values(**row, at=dt.datetime.now(dt.UTC).isoformat()))

    def theme_decisions(self) -> list[tuple[str, str, dict[str, Any]]]:
        """Return (action, theme id, details) of all theme decisions, oldest first."""
        d = t.theme_decision.c
        with self._begin() as c:
            rows = c.execute(sa.select(d.action, d.theme_id, d.payload).order_by(d.number)).all()
        return [(action, theme_id, payload) for action, theme_id, payload in rows]


def _configure(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
