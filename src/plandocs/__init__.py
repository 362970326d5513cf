"""plandocs: from years of planning documents to a Word draft of the next improvement plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from plandocs.app.workspace import Workspace

__version__ = "0.1.0"
__all__ = ["__version__", "open"]


def open(workspace: str | Path | None = None) -> Workspace:  # noqa: A001 - reads as plandocs.open(...)
    """
    Return the opened workspace: the Python API over the same core as the command line and the web page.

    Without a path the workspace is chosen as on the command line: ``PLANDOCS_WORKSPACE``, then the user's data
    directory. Raises `plandocs.model.errors.WorkspaceMissingError` when no workspace is there.
    """
    from plandocs.app.workspace import open_workspace

    return open_workspace(workspace)
