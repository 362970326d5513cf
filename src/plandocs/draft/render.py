"""From a template and a context to a draft: `render`."""

from __future__ import annotations

import datetime as dt
import hashlib
import pickle
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from plandocs.draft.context import DraftContext, KeptText
from plandocs.draft.isolate import run_limited
from plandocs.draft.make import Job, Made, Missing, make, title_of
from plandocs.draft.manifest import Manifest, embed, make_manifest, manifest_path
from plandocs.draft.marks import ensure_draft_mark, name_draft, renumber, tag_language, write_properties
from plandocs.draft.package import Package
from plandocs.model.errors import TemplateError

if TYPE_CHECKING:
    from plandocs.draft.resume import Earlier
    from plandocs.draft.told import Kept

DIGITS = ("thai", "arabic")


@dataclass(frozen=True, slots=True)
class DraftResult:
    """
    A written draft: its path, manifest, the placeholders to fill in, and the fields where a person's words were kept.

    `pages_from` says where the contents' page numbers come from: "libreoffice", or "" when they are left to Word.
    `notes` are sentences in Thai for the planner; `went_on` tells what became of the returned draft that it goes on
    from, None for a draft that starts from its template.
    """

    path: Path
    manifest: Manifest | None
    placeholders: tuple[Missing, ...]
    kept: tuple[KeptText, ...] = ()
    pages_from: str = ""
    notes: tuple[str, ...] = ()
    went_on: Kept | None = None


def render(
    template: Path,
    context: DraftContext,
    out: Path,
    *,
    final: bool = False,
    digits: str = "thai",
    pages: bool = True,
    isolated: bool = True,
    draft_id: str = "",
    when: dt.datetime | None = None,
    earlier: Earlier | None = None,
    language: bool = False,
) -> DraftResult:
    """
    Write the template filled with `context` to `out`, its manifest beside it, and return what to know about it.

    `final` leaves out comments, anchors, draft mark and source list. `digits` is "thai" or "arabic". With `pages` the
    contents get page numbers through LibreOffice when it is installed; else they are left to Word. `isolated` runs the
    template in a limited child process. With `earlier` the draft goes on from what people returned. `language` tags
    the text as Thai (`w:lang w:bidi`). Raises `TemplateError`; `out` is written in one step or not at all.
    """
    if digits not in DIGITS:
        raise TemplateError("ตัวเลขต้องเป็น thai หรือ arabic", f"digits must be one of {DIGITS}")
    when = when or dt.datetime.now(dt.UTC).replace(microsecond=0)
    draft = draft_id or secrets.token_hex(4)
    data = Package.read(template).to_bytes()
    job = Job(data, template.stem, context, final, digits, draft, when, earlier is not None or not final)
    made: Made = run_limited("make", pickle.dumps(job)) if isolated else make(job)
    package = Package.read(made.data)
    manifest: Manifest | None = None
    went_on: Kept | None = None
    if job.anchored:
        base = hashlib.sha256(data).hexdigest()[:16]
        manifest = make_manifest(
            package, draft, job.name, context.year, digits, made.keys, context.fields, when=when.isoformat(), base=base
        )
    if earlier is not None and manifest is not None:
        package, manifest, went_on = _go_on(package, manifest, earlier, job)
    pages_from = ""
    notes: list[str] = []
    if pages:
        from plandocs.draft.preview import fill_pages

        pages_from, notes = fill_pages(package, thai_digits=digits == "thai")
    if language:
        tag_language(package)
    manifest = None if final else manifest
    _save(package, manifest, draft, out)
    return DraftResult(out, manifest, made.placeholders, context.kept, pages_from, tuple(notes), went_on)


def _save(package: Package, manifest: Manifest | None, draft: str, out: Path) -> None:
    """Write the draft and, inside it and beside it, its manifest; a final copy has none and keeps no name of ours."""
    name_draft(package, draft if manifest is not None else "")
    if manifest is None:
        package.save(out)
        return
    told = manifest.to_json()
    embed(package, told)
    package.save(out)
    partial = manifest_path(out).with_suffix(".part")
    partial.write_text(told, encoding="utf-8")
    partial.replace(manifest_path(out))


def _go_on(package: Package, manifest: Manifest, earlier: Earlier, job: Job) -> tuple[Package, Manifest, Kept]:
    from plandocs.draft.resume import resume

    package, manifest, told = resume(package, manifest, earlier, final=job.final)
    renumber(package)
    if not job.final:
        ensure_draft_mark(package)
    write_properties(package, title_of(Package.read(job.template), job.context), job.context.author, job.when)
    return package, manifest, told
