"""
Migrations: named functions, applied once each, in order.

The number applied is kept in ``about``; a workspace with more than this version knows is refused untouched.
"""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa

from plandocs.model.errors import WorkspaceTooNewError
from plandocs.store import tables

Migration = Callable[[sa.Connection], None]


def m001_create(connection: sa.Connection) -> None:
    """Create the first tables."""
    tables.metadata.create_all(connection)


def m002_finding_corrections(connection: sa.Connection) -> None:
    """Add the table of planners' corrections of findings, which a workspace made by an earlier version lacks."""
    tables.finding_correction.create(connection, checkfirst=True)


def m003_block_corrections(connection: sa.Connection) -> None:
    """Add the table of planners' corrections of what was recognised from pictures."""
    tables.block_correction.create(connection, checkfirst=True)


MIGRATIONS: tuple[Migration, ...] = (m001_create, m002_finding_corrections, m003_block_corrections)


def migrate(connection: sa.Connection) -> None:
    """Bring the database to the newest version, or raise `WorkspaceTooNewError` and leave it as it is."""
    applied = applied_count(connection)
    if applied > len(MIGRATIONS):
        raise WorkspaceTooNewError(
            "พื้นที่ทำงานนี้สร้างด้วย plandocs รุ่นใหม่กว่า โปรดปรับปรุงโปรแกรมก่อนเปิด",
            f"workspace schema {applied} is newer than this program's {len(MIGRATIONS)}; update plandocs",
        )
    if applied == len(MIGRATIONS):
        return
    for migration in MIGRATIONS[applied:]:
        migration(connection)
    connection.execute(sa.delete(tables.about).where(tables.about.c.key == "schema"))
    connection.execute(sa.insert(tables.about).values(key="schema", value=str(len(MIGRATIONS))))


def applied_count(connection: sa.Connection) -> int:
    """Return how many migrations this database has seen (0 for an empty one)."""
    if not sa.inspect(connection).has_table("about"):
        return 0
    value = connection.execute(sa.select(tables.about.c.value).where(tables.about.c.key == "schema")).scalar()
    return int(value) if value is not None else 0
