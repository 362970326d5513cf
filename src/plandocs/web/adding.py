"""Reading uploaded documents in the background: the page shows how far it is, and closing it stops nothing."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from starlette.datastructures import UploadFile

from plandocs.app import add as job
from plandocs.app.add import AddReport
from plandocs.app.disk import told
from plandocs.model.errors import PlandocsError
from plandocs.web.uploads import UPLOADS, in_folder, keep

if TYPE_CHECKING:
    from plandocs.web.site import Site


@dataclass(slots=True)
class Adding:
    """One upload on its way: how many files are stored, which is next, its pages, and what became of all of them."""

    count: int
    key: str = field(default_factory=lambda: secrets.token_urlsafe(9))
    number: int = 0
    name: str = ""
    page: int = 0
    pages: int = 0
    report: AddReport | None = None
    error: tuple[str, str] | None = None
    done: Event = field(default_factory=Event)


def start(site: Site, uploads: Sequence[UploadFile]) -> Adding:
    """Keep the uploads on disk, begin to read them, and return where their progress can be seen."""
    adding = Adding(len(uploads))
    place = Path(tempfile.mkdtemp(prefix="plandocs-"))
    try:
        for upload in uploads:
            keep(place, upload)
    except BaseException:  # a full disk, for one: what came so far must not stay
        shutil.rmtree(place, ignore_errors=True)
        raise
    site.remember(f"adding {adding.key}", adding)
    Thread(target=_run, args=(site, adding, place), name="adding", daemon=True).start()
    return adding


def folder_of(site: Site) -> Path:
    """Return the folder that all uploads go through, so that a changed file sent again replaces its older version."""
    return site.workspace.path / UPLOADS


def _run(site: Site, adding: Adding, place: Path) -> None:
    def progress(name: str, number: int, total: int) -> None:
        adding.name, adding.number, adding.count = Path(name).name, number - 1, total
        adding.page, adding.pages = read.get(adding.name, (0, 0))

    def pages(name: str, page: int, total: int) -> None:
        read[Path(name).name] = page, total
        if Path(name).name == adding.name:
            adding.page, adding.pages = page, total

    read: dict[str, tuple[int, int]] = {}
    try:
        with site.adding, in_folder(place, folder_of(site)) as paths:
            report = job.add(site.workspace, paths, progress, pages)
        adding.name, adding.number, adding.pages = "", adding.count, 0  # all are read
        site.sync_index()
        adding.report = report
        if report.added:
            site.warm()
    except PlandocsError as error:
        adding.error = (error.thai, error.english)
    except OSError as error:
        thai, english = told(error)
        adding.error = f"{thai} เอกสารที่อ่านแล้วยังอยู่ครบ", english
    except Exception as error:  # noqa: BLE001 - a thread's error would be seen by nobody
        adding.error = "อ่านไฟล์ไม่สำเร็จ เอกสารที่อ่านแล้วยังอยู่ครบ โปรดเพิ่มไฟล์เดิมอีกครั้ง", type(error).__name__
    finally:
        adding.done.set()
        shutil.rmtree(place, ignore_errors=True)
