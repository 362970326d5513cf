"""The web page on this computer: the same jobs as the command line, for reading and deciding with the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI

    from plandocs.app.workspace import Workspace


def create_app(workspace: Workspace) -> FastAPI:
    """Return the web application over an opened workspace; FastAPI is loaded by this call, not before."""
    from plandocs.web.application import build

    return build(workspace)
