"""What a draft said when it was made: its fields, where each stands, every line; kept beside the draft and in it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from plandocs.draft.ooxml import P, paragraph_text
from plandocs.draft.package import Package
from plandocs.draft.scan import Line, scan, shown
from plandocs.draft.values import Field
from plandocs.model.errors import TemplateError

NAMESPACE = "urn:plandocs:manifest:1"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place where a field stands: `line` is its paragraph's number, `start`/`end` the span in that line's text."""

    number: int
    key: str
    text: str
    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ManifestField:
    """A field as it was printed; `value` is the text before digits were changed."""

    key: str
    label: str
    value: str
    placeholder: bool
    human: bool


@dataclass(frozen=True, slots=True)
class ManifestLine:
    """A paragraph of the draft; `row` is (table, row, cell) or None; `mark` and `contents` are as in `scan.Line`."""

    text: str
    row: tuple[int, int, int] | None
    style: str
    mark: str = ""
    contents: bool = False

    @property
    def shown(self) -> str:
        """The text as lines are compared."""
        return shown(self.text, self.mark)


@dataclass(frozen=True, slots=True)
class MadeLine:
    """
    A paragraph as plandocs wrote it, when people's words stand in the draft too.

    `line` is the number of the draft's line that it became, -1 when people had taken it out; `fields` are the
    (key, start, end) in its text.
    """

    text: str
    row: tuple[int, int, int] | None
    mark: str
    line: int
    fields: tuple[tuple[str, int, int], ...] = ()
    contents: bool = False

    @property
    def shown(self) -> str:
        """The text as lines are compared."""
        return shown(self.text, self.mark)


@dataclass(frozen=True, slots=True)
class Manifest:
    """
    The whole record of one draft. `template` is the template's name, `digits` "thai" or "arabic".

    `made` are the lines as plandocs wrote them, empty when they are the draft's own. `when` is the time of writing
    (ISO 8601), `base` a hash of the template, `stories` the lines of headers, footers and notes.
    """

    draft: str
    template: str
    year: int
    digits: str
    fields: tuple[ManifestField, ...]
    occurrences: tuple[Occurrence, ...]
    lines: tuple[ManifestLine, ...]
    made: tuple[MadeLine, ...] = ()
    when: str = ""
    base: str = ""
    stories: tuple[str, ...] = ()

    def to_json(self) -> str:
        """Return the manifest as JSON (documented by these classes; `version` counts changes of shape)."""
        data: dict[str, Any] = {
            "version": VERSION,
            "draft": self.draft,
            "template": self.template,
            "year": self.year,
            "digits": self.digits,
            "fields": [_values(one) for one in self.fields],
            "occurrences": [_values(one) for one in self.occurrences],
            "lines": [_values(one) for one in self.lines],
            "made": [_values(one) for one in self.made],
            "when": self.when,
            "base": self.base,
            "stories": list(self.stories),
        }
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        """Return the manifest that `to_json` wrote. Raises `TemplateError` for anything else."""
        try:
            data = json.loads(text)
            if data.pop("version") != VERSION:
                raise TemplateError("ไฟล์กำกับร่างมาจาก plandocs รุ่นอื่น", "the manifest was written by another version")
            return cls(
                draft=data["draft"],
                template=data["template"],
                year=data["year"],
                digits=data["digits"],
                fields=tuple(ManifestField(**one) for one in data["fields"]),
                occurrences=tuple(Occurrence(**one) for one in data["occurrences"]),
                lines=tuple(ManifestLine(**_with_row(one)) for one in data["lines"]),
                made=tuple(_made(one) for one in data.get("made", ())),
                when=data.get("when", ""),
                base=data.get("base", ""),
                stories=tuple(data.get("stories", ())),
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise TemplateError("ไฟล์กำกับร่างเสียหาย", f"the manifest is damaged: {error}") from error

    @classmethod
    def read(cls, path: Path) -> Manifest:
        """Return the manifest stored at `path`."""
        try:
            return cls.from_json(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise TemplateError(f"ไม่พบไฟล์กำกับร่าง {path.name}", f"no manifest at {path.name}") from error


def _values(one: ManifestField | Occurrence | ManifestLine | MadeLine) -> dict[str, Any]:
    """
    Return a flat record as a mapping without what is usual.

    (`dataclasses.asdict` copies deeply: half a second for a long plan.)
    """
    values = {name: getattr(one, name) for name in one.__slots__}
    for name in ("mark", "contents"):
        if name in values and not values[name]:
            del values[name]
    return values


def _with_row(one: dict[str, Any]) -> dict[str, Any]:
    return {**one, "row": tuple(one["row"]) if one["row"] else None}


def _made(one: dict[str, Any]) -> MadeLine:
    spans = tuple((key, start, end) for key, start, end in one["fields"])
    return MadeLine(**{"mark": "", **_with_row(one), "fields": spans})


def manifest_path(draft: Path) -> Path:
    """Return where the manifest of a draft is stored: ``plan.docx`` → ``plan.docx.manifest.json``."""
    return draft.with_name(draft.name + ".manifest.json")


def make_manifest(
    package: Package,
    draft: str,
    template: str,
    year: int,
    digits: str,
    keys: Sequence[str],
    values: Sequence[Field],
    *,
    when: str = "",
    base: str = "",
) -> Manifest:
    """Return the manifest of a finished draft; `keys[n]` is the field of occurrence number n."""
    lines = scan(package)
    used = set(keys)
    kept: dict[str, Field] = {}
    for value in values:
        if value.key in used:
            kept.setdefault(value.key, value)
    return Manifest(
        draft=draft,
        template=template,
        year=year,
        digits=digits,
        fields=tuple(ManifestField(v.key, v.label, v.text, v.placeholder, v.human) for v in kept.values()),
        occurrences=tuple(occurrences(lines, draft, keys)),
        lines=manifest_lines(lines),
        when=when,
        base=base,
        stories=stories(package),
    )


def manifest_lines(lines: Sequence[Line]) -> tuple[ManifestLine, ...]:
    """Return lines as a manifest keeps them."""
    return tuple(ManifestLine(line.text, line.row, line.style, line.mark, line.contents) for line in lines)


def stories(package: Package) -> tuple[str, ...]:
    """Return the lines of headers, footers and notes that hold text."""
    parts = [package.tree(name) for name in package.story_parts() if name != package.main]
    texts = (" ".join(paragraph_text(one).split()) for root in parts for one in root.iter(P))
    return tuple(dict.fromkeys(text for text in texts if text))


def occurrences(lines: Sequence[Line], draft: str, keys: Sequence[str]) -> list[Occurrence]:
    """Return where the content controls of `draft` stand in `lines`; `keys[n]` is the field of number n."""
    out = []
    for number, line in enumerate(lines):
        position = 0
        spans: dict[int, list[int]] = {}
        for piece in line.pieces:
            end = position + len(piece.text)
            for owner, index in piece.controls:
                if owner == draft:
                    spans.setdefault(index, [position, end])[1] = end
            position = end
        text = line.text
        out += [Occurrence(i, keys[i], text[s:e], number, s, e) for i, (s, e) in spans.items() if i < len(keys)]
    return out


def embed(package: Package, text: str) -> None:
    """Store the manifest's JSON in the draft as a custom XML part under a free name."""
    root = etree.Element(f"{{{NAMESPACE}}}manifest", nsmap={None: NAMESPACE})
    root.text = text
    name = package.free_name("customXml/item%d.xml")
    package.put(name, root)
    package.relate(package.main, "customXml", name)


def unembed(package: Package) -> None:
    """Take all embedded manifests out of a draft."""
    for name in [name for name in package.parts if name.startswith("customXml/item")]:
        if NAMESPACE.encode() in package.parts[name][:400]:
            package.drop(name)


def embedded(package: Package) -> Manifest | None:
    """Return the manifest stored in a draft, or None when a program dropped it."""
    for name in package.parts:
        if name.startswith("customXml/item") and NAMESPACE.encode() in package.parts[name][:400]:
            root = package.tree(name)
            if root.tag == f"{{{NAMESPACE}}}manifest":
                return Manifest.from_json(root.text or "")
    return None
