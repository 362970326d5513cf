"""The parts of a .docx file: read with limits, changed in memory, written in a fixed order."""

from __future__ import annotations

import io
import posixpath
import zipfile
from pathlib import Path
from typing import Self

from lxml import etree

from plandocs.model.errors import TemplateError

#: A planning document is a few megabytes; what inflates further is broken or hostile.
MAX_TOTAL = 200_000_000
MAX_ENTRIES = 4000
MAX_RATIO = 200

CONTENT_TYPES = "[Content_Types].xml"
_CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
WORDPROCESSING = "application/vnd.openxmlformats-officedocument.wordprocessingml."
#: Main parts that are a Word document, and what each is written back as (macros are refused, not kept).
_MAIN_TYPES = (WORDPROCESSING + "document.main+xml", WORDPROCESSING + "template.main+xml")
_EPOCH = (2020, 1, 1, 0, 0, 0)


def parse_xml(data: bytes) -> etree._Element:
    """Return the root of `data`; entities, DTDs and network access are off."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.doctype:
        raise etree.XMLSyntaxError("a DOCTYPE is not allowed", 0, 0, 0)
    return root


def to_bytes(root: etree._Element) -> bytes:
    """Return the part's XML as Word writes it: UTF-8 with a standalone declaration."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


class Package:
    """A .docx as a mapping of part names to bytes, with parsed trees kept until `save`."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = parts
        self._trees: dict[str, etree._Element] = {}

    @classmethod
    def read(cls, source: Path | bytes) -> Self:
        """Return the package in `source`. Raises `TemplateError` when it is no readable Word file."""
        data = source if isinstance(source, bytes) else _read_file(source)
        package = cls(_unzip(data))
        try:
            types = package.tree(CONTENT_TYPES)
            main = package.main
        except (etree.XMLSyntaxError, KeyError) as error:
            raise _broken(str(error)) from error
        declared = {item.get("PartName", ""): item for item in types.iter(_CT + "Override")}
        override = declared.get("/" + main)
        if override is None or override.get("ContentType") not in _MAIN_TYPES:
            raise TemplateError(
                "ไฟล์นี้ไม่ใช่เอกสาร Word แบบ .docx โปรดบันทึกเป็น .docx ที่ไม่มีมาโคร",
                "not a plain Word document (.docx)",
            )
        override.set("ContentType", _MAIN_TYPES[0])
        return package

    @property
    def main(self) -> str:
        """The name of the main part, usually ``word/document.xml``."""
        for rel in self.tree("_rels/.rels").iter(_REL + "Relationship"):
            if rel.get("Type") == OFFICE + "officeDocument":
                return str(posixpath.normpath(rel.get("Target", ""))).lstrip("/")
        raise KeyError("officeDocument")

    def tree(self, name: str) -> etree._Element:
        """Return the parsed part; changes to it are written by `save`."""
        if name not in self._trees:
            self._trees[name] = parse_xml(self.parts[name])
        return self._trees[name]

    def put(self, name: str, data: bytes | etree._Element, content_type: str = "") -> None:
        """Add or replace a part; `content_type` is declared when given."""
        if isinstance(data, bytes):
            self.parts[name] = data
            self._trees.pop(name, None)
        else:
            self.parts[name] = b""
            self._trees[name] = data
        if content_type:
            self._declare(name, content_type)

    def _declare(self, name: str, content_type: str) -> None:
        types = self.tree(CONTENT_TYPES)
        for item in types.iter(_CT + "Override"):
            if item.get("PartName") == "/" + name:
                item.set("ContentType", content_type)
                return
        types.append(types.makeelement(_CT + "Override", {"PartName": "/" + name, "ContentType": content_type}))

    def default_type(self, extension: str, content_type: str) -> None:
        """Declare the content type of all parts with this file name extension."""
        types = self.tree(CONTENT_TYPES)
        if any(item.get("Extension", "").lower() == extension for item in types.iter(_CT + "Default")):
            return
        types.insert(0, types.makeelement(_CT + "Default", {"Extension": extension, "ContentType": content_type}))

    def rels_name(self, part: str) -> str:
        """Return the name of the relationships part of `part`."""
        folder, name = posixpath.split(part)
        return posixpath.join(folder, "_rels", name + ".rels")

    def related(self, part: str, kind: str) -> list[tuple[str, str]]:
        """Return (relationship id, part name) of the internal targets of one kind ("header", "comments" …)."""
        name = self.rels_name(part)
        if name not in self.parts:
            return []
        folder = posixpath.dirname(part)
        out = []
        for rel in self.tree(name).iter(_REL + "Relationship"):
            if rel.get("Type", "").rsplit("/", 1)[-1] == kind and rel.get("TargetMode") != "External":
                target = rel.get("Target", "")
                full = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                out.append((rel.get("Id", ""), posixpath.normpath(full)))
        return out

    def relate(self, part: str, kind: str, target: str, *, ident: str = "", full_kind: str = "") -> str:
        """
        Return the id of the relationship from `part` to the part `target`, added when it is new.

        `full_kind` is the whole type where it is no office one, `ident` an id to use that is known to be free.
        """
        for rel_id, name in self.related(part, kind):
            if name == target:
                return rel_id
        folder = posixpath.dirname(part)
        relative = posixpath.relpath(target, folder) if folder else target
        return self._add_relation(part, {"Type": full_kind or OFFICE + kind, "Target": relative}, ident)

    def relate_external(self, part: str, kind: str, target: str, *, ident: str = "") -> str:
        """Return the id of the relationship from `part` to an address outside, of the full type `kind`."""
        name = self.rels_name(part)
        for rel in self.tree(name).iter(_REL + "Relationship") if name in self.parts else ():
            if rel.get("TargetMode") == "External" and rel.get("Target") == target and rel.get("Type") == kind:
                return str(rel.get("Id"))
        return self._add_relation(part, {"Type": kind, "Target": target, "TargetMode": "External"}, ident)

    def _add_relation(self, part: str, attributes: dict[str, str], ident: str) -> str:
        name = self.rels_name(part)
        if name not in self.parts:
            self.put(name, etree.Element(_REL + "Relationships", nsmap={None: _REL[1:-1]}))
        root = self.tree(name)
        taken = {rel.get("Id") for rel in root}
        number = len(taken) + 1
        while f"rId{number}" in taken:
            number += 1
        new = ident or f"rId{number}"
        root.append(root.makeelement(_REL + "Relationship", {"Id": new, **attributes}))
        return new

    def part_bytes(self, name: str) -> bytes:
        """Return a part as it would be saved now."""
        return to_bytes(self._trees[name]) if name in self._trees else self.parts[name]

    def drop(self, name: str) -> None:
        """Take a part out, with its own relationships and everything that points to it."""
        for one in (name, self.rels_name(name)):
            self.parts.pop(one, None)
            self._trees.pop(one, None)
        types = self.tree(CONTENT_TYPES)
        for item in list(types.iter(_CT + "Override")):
            if item.get("PartName") == "/" + name:
                types.remove(item)
        for rels in [one for one in self.parts if one.endswith(".rels")]:
            folder = posixpath.dirname(posixpath.dirname(rels))
            for rel in list(self.tree(rels).iter(_REL + "Relationship")):
                target = rel.get("Target", "")
                full = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                if rel.get("TargetMode") != "External" and posixpath.normpath(full) == name:
                    self.tree(rels).remove(rel)

    def relationship(self, part: str, ident: str) -> tuple[str, str, bool]:
        """Return (kind, target, external) of a part's relationship; the target of an internal one is a part name."""
        name = self.rels_name(part)
        folder = posixpath.dirname(part)
        for rel in self.tree(name).iter(_REL + "Relationship") if name in self.parts else ():
            if rel.get("Id") == ident:
                target, kind = rel.get("Target", ""), rel.get("Type", "")
                if rel.get("TargetMode") == "External":
                    return kind, target, True
                full = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                return kind, posixpath.normpath(full), False
        raise KeyError(ident)

    def content_type(self, part: str) -> str:
        """Return the declared content type of a part."""
        types = self.tree(CONTENT_TYPES)
        for item in types.iter(_CT + "Override"):
            if item.get("PartName") == "/" + part:
                return str(item.get("ContentType", ""))
        extension = part.rsplit(".", 1)[-1].lower()
        for item in types.iter(_CT + "Default"):
            if item.get("Extension", "").lower() == extension:
                return str(item.get("ContentType", ""))
        return ""

    def free_name(self, pattern: str) -> str:
        """Return the first unused part name of a pattern such as ``customXml/item%d.xml``."""
        number = 1
        while pattern % number in self.parts:
            number += 1
        return pattern % number

    def story_parts(self) -> list[str]:
        """Return the parts that hold visible text: body, headers, footers, footnotes."""
        main = self.main
        names = [main]
        for kind in ("header", "footer", "footnotes", "endnotes"):
            names += [name for _, name in self.related(main, kind) if name in self.parts]
        return list(dict.fromkeys(names))

    def to_bytes(self, *, compress: bool = True) -> bytes:
        """Return the zip archive: content types first, the other parts sorted, fixed dates."""
        for name, root in self._trees.items():
            self.parts[name] = to_bytes(root)
        out = io.BytesIO()
        names = sorted(self.parts, key=lambda name: (name != CONTENT_TYPES, not name.startswith("_rels/"), name))
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            for name in names:
                info = zipfile.ZipInfo(name, _EPOCH)
                info.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
                archive.writestr(info, self.parts[name])
        return out.getvalue()

    def save(self, path: Path) -> None:
        """Write the archive to `path` in one step, so that a killed run leaves no half file."""
        temporary = path.with_name(path.name + ".part")
        temporary.write_bytes(self.to_bytes())
        temporary.replace(path)


def _read_file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise TemplateError(f"เปิดไฟล์ {path.name} ไม่ได้", f"cannot open {path.name}: {error.strerror}") from error


def _unzip(data: bytes) -> dict[str, bytes]:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise TemplateError(
            "ไฟล์นี้มีรหัสผ่านหรือเป็น .doc รุ่นเก่า โปรดเปิดใน Word แล้วบันทึกใหม่เป็น .docx",
            "password-protected or an old .doc; save it as .docx",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            total = sum(info.file_size for info in infos)
            names = [info.filename for info in infos]
            if len(infos) > MAX_ENTRIES or total > MAX_TOTAL or total > MAX_RATIO * max(len(data), 50_000):
                raise TemplateError("ไฟล์ใหญ่หรือซับซ้อนเกินไป", "the file is too large when unpacked")
            if len(set(names)) != len(names) or any(".." in name.split("/") for name in names):
                raise _broken("duplicate or unsafe part names")
            return {info.filename: archive.read(info) for info in infos}
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise _broken(str(error)) from error


def _broken(detail: str) -> TemplateError:
    return TemplateError("ไฟล์ Word เสียหาย อ่านไม่ได้", f"the Word file is damaged: {detail}")
