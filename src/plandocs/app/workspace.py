"""A workspace: one directory with the store, the originals, the rebuildable index and the drafts."""

from __future__ import annotations

import os
from collections.abc import Hashable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from plandocs.app.settings import dump_settings, load_settings, load_words, read_text
from plandocs.model.agency import Settings
from plandocs.model.errors import WorkspaceExistsError, WorkspaceMissingError

if TYPE_CHECKING:
    from plandocs.store import Store
    from plandocs.thai.segment import Segmenter

DATABASE = "plandocs.db"
SETTINGS = "plandocs.toml"
DICTIONARY = "dictionary.txt"
DICTIONARY_HEAD = "# คำเฉพาะของหน่วยงาน บรรทัดละหนึ่งคำ / words of your own, one a line\n"


class Workspace:
    """
    An opened workspace; use it in a ``with`` statement or call `close`.

    Everything heavy (store, segmenter) is opened when first asked for.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        #: What was computed from the store, by (name, revision, …): a long-running program asks again and again.
        self.computed: dict[tuple[Hashable, ...], Any] = {}

    @cached_property
    def store(self) -> Store:
        """The system of record."""
        from plandocs.store import Store
        from plandocs.suggest import meaning

        meaning.keep_in(self.cache)
        return Store(self.path / DATABASE)

    @cached_property
    def settings(self) -> Settings:
        """Agency profile and settings as they were when first asked for."""
        return load_settings(self.path / SETTINGS, load_words(self.path / DICTIONARY))

    def keep_settings(self, settings: Settings, dictionary: str) -> None:
        """
        Write changed settings and the text of the dictionary, and use them from now on.

        Each file takes the place of the old one only when it is whole.
        """
        for name, text in ((SETTINGS, dump_settings(settings)), (DICTIONARY, dictionary.rstrip("\n") + "\n")):
            partial = self.path / (name + ".partial")
            partial.write_text(text, "utf-8")
            partial.replace(self.path / name)
        for name in ("settings", "segmenter"):
            self.__dict__.pop(name, None)
        self.computed.clear()

    @property
    def dictionary(self) -> str:
        """The text of the planners' own dictionary, comments and all."""
        return read_text(self.path / DICTIONARY)

    @cached_property
    def segmenter(self) -> Segmenter:
        """Thai segmentation with the planners' own words added."""
        from plandocs.thai.segment import segmenter_with

        return segmenter_with([*self.settings.words, *(unit.name for unit in self.settings.agency.units)])

    @property
    def files(self) -> Path:
        """Directory of the originals, named by hash."""
        return self.path / "files"

    @property
    def index_path(self) -> Path:
        """Directory of the search index."""
        return self.path / "index"

    @property
    def drafts(self) -> Path:
        """Directory of drafts and their manifests."""
        return self.path / "drafts"

    @property
    def cache(self) -> Path:
        """Directory of recognised pages and of vectors of sentences: what was begun goes on there; safe to delete."""
        return self.path / "cache"

    def close(self) -> None:
        """Release the database file."""
        if "store" in self.__dict__:
            self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


def choose_path(given: str | Path | None) -> Path:
    """Return the workspace directory: `given`, else ``PLANDOCS_WORKSPACE``, else one in the user's data directory."""
    if given:
        return Path(given)
    if named := os.environ.get("PLANDOCS_WORKSPACE"):
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("plandocs", appauthor=False) / "workspace"


def open_workspace(given: str | Path | None = None) -> Workspace:
    """Return the chosen workspace; raises `WorkspaceMissingError` when it has not been made yet."""
    path = choose_path(given)
    if not (path / DATABASE).is_file():
        raise WorkspaceMissingError(
            f"ไม่พบพื้นที่ทำงานที่ {path} โปรดสร้างด้วย plandocs init", f"no workspace at {path}; make one with: plandocs init"
        )
    return Workspace(path)


def init_workspace(given: str | Path | None, settings: Settings) -> Workspace:
    """Make a new workspace and return it opened; raises `WorkspaceExistsError` rather than touch an existing one."""
    path = choose_path(given)
    if (path / DATABASE).exists():
        raise WorkspaceExistsError(f"มีพื้นที่ทำงานอยู่แล้วที่ {path}", f"a workspace already exists at {path}")
    if path.exists() and not path.is_dir():
        raise WorkspaceExistsError(f"{path} เป็นไฟล์ ไม่ใช่โฟลเดอร์", f"{path} is a file, not a directory")
    for folder in (path, path / "files", path / "index", path / "drafts"):
        folder.mkdir(parents=True, exist_ok=True)
    (path / SETTINGS).write_text(dump_settings(settings), "utf-8")
    (path / DICTIONARY).write_text(DICTIONARY_HEAD, "utf-8")
    workspace = Workspace(path)
    _ = workspace.store
    return workspace
