"""The web application: pages, static files, the guard in front, and a page for every error."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.middleware import Middleware

from plandocs.app.workspace import Workspace
from plandocs.web.errors import handle_errors
from plandocs.web.pages import (
    add,
    audit,
    documents,
    doubtful,
    drafts,
    findings,
    home,
    log,
    readback,
    review,
    scans,
    search,
    settings,
    strategy,
    themes,
)
from plandocs.web.render import error_page
from plandocs.web.security import Guard
from plandocs.web.site import Site

PAGES = (
    home, search, documents, scans, findings, doubtful, themes, strategy, log, review, drafts, readback, add,
    audit, settings,
)  # fmt: skip


def build(workspace: Workspace) -> FastAPI:
    """Return the application over an opened workspace."""
    app = FastAPI(
        title="plandocs",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        middleware=[Middleware(Guard, refuse=error_page)],
    )
    _ = workspace.store  # opened here once, not by two first requests at the same time
    app.state.site = Site(workspace)
    static = Path(str(resources.files("plandocs.web") / "static"))
    app.mount("/static", StaticFiles(directory=static), name="static")
    for module in PAGES:
        app.include_router(module.router)
    handle_errors(app)
    return app
