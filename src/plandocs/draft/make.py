"""The work of the limited child process: a template filled and finished."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from plandocs.draft.context import DraftContext
from plandocs.draft.marks import CORE
from plandocs.draft.package import Package


@dataclass(frozen=True, slots=True)
class Missing:
    """A placeholder in the draft, or (with `unconfirmed`) a number that was read from a picture."""

    key: str
    label: str
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """Everything the child process needs."""

    template: bytes
    name: str
    context: DraftContext
    final: bool
    digits: str
    draft: str
    when: dt.datetime
    anchored: bool = True


@dataclass(frozen=True, slots=True)
class Made:
    """What the child process returns; `keys[n]` is the field of occurrence number n."""

    data: bytes
    keys: tuple[str, ...]
    placeholders: tuple[Missing, ...]


def make(job: Job) -> Made:
    """Return the draft of `job`: fill the template, then finish it. Runs in the child process."""
    # Here, so that the parent, which only packs the job, does not load the template engine.
    from plandocs.draft.anchors import Anchors
    from plandocs.draft.finish import finish
    from plandocs.draft.sandbox import fill

    values = dict(job.context.values) | {"ร่าง": not job.final, "แสดงที่มา": not job.final}
    template = Package.read(job.template)
    title = title_of(template, job.context)
    package = Package.read(fill(job.template, values))
    anchors = Anchors(job.draft, not job.anchored, job.when)
    work = finish(
        package,
        job.context.fields,
        job.context.charts,
        anchors,
        title=title,
        author=job.context.author,
        thai_digits=job.digits == "thai",
        when=job.when,
        draft_mark=not job.final,
    )
    missing = [job.context.fields[index] for index in work.missing]
    return Made(
        package.to_bytes(compress=False),
        tuple(key for _, key in anchors.occurrences),
        tuple(Missing(one.key, one.label, one.unconfirmed and not one.placeholder) for one in missing),
    )


def title_of(template: Package, context: DraftContext) -> str:
    """Return the document title: the template's own name before the plan's, unless the plan's says it already."""
    if CORE not in template.parts:
        return context.title
    found = template.tree(CORE).findtext("{http://purl.org/dc/elements/1.1/}title") or ""
    name = found.strip()
    if not name or "{" in name or _one_word(context.title).startswith(_one_word(name)):
        return context.title
    return f"{name} – {context.title}"


def _one_word(title: str) -> str:
    """Return a title as it is compared: offices write องค์การ or องค์กร."""
    return title.replace("องค์การ", "องค์กร")
