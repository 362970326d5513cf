"""Office Open XML packages: parts, relationships and safe XML."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote

from lxml import etree

from plandocs.ingest.archive import open_zip, read_member
from plandocs.ingest.readers.base import Source
from plandocs.ingest.refusals import corrupt, too_much

#: Strict packages use other namespaces for the same elements; they are read as the transitional ones.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/presentationml/main", b"http://schemas.openxmlformats.org/presentationml/2006/main"),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
)
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DOCTYPE = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship of a part: last word of its type, target part, and whether the target is outside."""

    kind: str
    target: str
    external: bool


class Package:
    """An opened package; use it as a context manager."""

    def __init__(self, source: Source) -> None:
        self._limits = source.limits
        self._zip: zipfile.ZipFile = open_zip(source.path, source.limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    @cached_property
    def names(self) -> dict[str, str]:
        """Part names as stored, by lower-case name: part names are compared without case."""
        return {name.lower(): name for name in self._zip.namelist()}

    def has(self, part: str) -> bool:
        """Return whether a part exists."""
        return part.lower() in self.names

    def xml(self, part: str) -> Any:
        """Return the root element of a part; `CorruptFileError` when it is missing or no well-formed XML."""
        stored = self.names.get(part.lower())
        if stored is None:
            raise corrupt(f"part {part} is missing")
        return parse_xml(read_member(self._zip, stored, self._limits.xml_bytes), part)

    def relations(self, part: str) -> dict[str, Relation]:
        """Return the relationships of a part ("" for the package) by id."""
        folder, _, base = part.rpartition("/")
        path = f"{folder}/_rels/{base}.rels".lstrip("/")
        if not self.has(path):
            return {}
        out: dict[str, Relation] = {}
        for item in self.xml(path):
            if not isinstance(item.tag, str):
                continue
            external = item.get("TargetMode") == "External"
            target = item.get("Target") or ""
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
            out[item.get("Id") or ""] = Relation((item.get("Type") or "").rpartition("/")[2], target, external)
        return out

    def related(self, relations: Mapping[str, Relation], relation_id: str) -> Any | None:
        """Return the root of the XML part behind one of a part's `relations`, None where there is none."""
        relation = relations.get(relation_id)
        if relation is None or relation.external or not self.has(relation.target):
            return None
        return self.xml(relation.target) if relation.target.endswith(".xml") else None

    def main_part(self, *fallbacks: str) -> str:
        """Return the name of the main part; the usual names are tried when the package does not say."""
        for relation in self.relations("").values():
            if relation.kind == "officeDocument" and not relation.external and self.has(relation.target):
                return relation.target
        for name in fallbacks:
            if self.has(name):
                return name
        raise corrupt("the package has no main part")

    def title(self) -> str:
        """Return the title in the document's properties."""
        if not self.has("docProps/core.xml"):
            return ""
        root = self.xml("docProps/core.xml")
        found = root.find("{http://purl.org/dc/elements/1.1/}title")
        return " ".join((found.text or "").split()) if found is not None else ""


def parse_xml(data: bytes, part: str) -> Any:
    """Return the root of XML bytes: no DTD, no entities, no network, bounded depth and text."""
    if _DOCTYPE.search(data[:4096]) or (data[:2] in {b"\xff\xfe", b"\xfe\xff"} and _has_doctype_utf16(data)):
        raise corrupt(f"part {part} contains a DOCTYPE")
    for strict, usual in _STRICT:
        if strict in data[:8192]:
            data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        message = " ".join(str(error).split())[:120]
        if "depth" in message.lower() or "too long" in message.lower() or "huge" in message.lower():
            raise too_much("ซ้อนกันลึกหรือยาว", f"part {part}: {message}") from error
        raise corrupt(f"part {part} is no well-formed XML: {message}") from error
    except ValueError as error:
        raise corrupt(f"part {part} is no well-formed XML: {error}") from error


def _has_doctype_utf16(data: bytes) -> bool:
    return bool(_DOCTYPE.search(data[:8192].replace(b"\x00", b"")))
