"""The agency profile, the planners' own words, the state of this computer, and a backup to take away."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Thread
from typing import Annotated, ClassVar

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse
from starlette.background import BackgroundTask
from starlette.datastructures import FormData

from plandocs.app import backup as backup_job
from plandocs.app import doctor as doctor_job
from plandocs.app.doctor import Check
from plandocs.app.settings import DIGITS, PROFILE, known_units
from plandocs.model.agency import Agency, Settings, Unit
from plandocs.model.errors import UsageError
from plandocs.web.render import page
from plandocs.web.site import Here, Posted, seen, text, texts

router = APIRouter()
WORDS = ("องค์การ", "องค์กร")
#: What the checks are called for people.
CHECKS = {
    "soffice": "LibreOffice",
    "pdftotext": "poppler",
    "tesseract": "Tesseract",
    "chromium": "Chromium",
    "TH Sarabun": "ฟอนต์ TH Sarabun",
    "workspace": "พื้นที่ทำงาน",
    "documents": "เอกสาร",
    "quotes": "ข้อความอ้างอิง",
    "index": "ดัชนีค้นหา",
}
#: What the parts of the profile are called, in the order of the plan.
PARTS: Mapping[str, str] = {
    "vision": "วิสัยทัศน์",
    "missions": "พันธกิจ บรรทัดละข้อ",
    "values": "ค่านิยม",
    "competencies": "สมรรถนะหลัก",
    "challenges": "ความท้าทายเชิงกลยุทธ์",
    "advantages": "ความได้เปรียบเชิงกลยุทธ์",
}


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """What the workspace knows of the agency, to be changed here."""

    template: ClassVar[str] = "settings.html"
    section: ClassVar[str] = "settings"

    title: Annotated[str, "heading"]
    settings: Annotated[Settings, "agency profile and settings as they are"]
    units: Annotated[str, "units of the agency, one a line: name = abbreviation"]
    known: Annotated[tuple[str, ...], "units that documents name and the settings do not, most often named first"]
    acronyms: Annotated[str, "what acronyms mean here, one a line: acronym = meaning"]
    parts: Annotated[Mapping[str, str], "names of the parts of the profile by field"]
    words: Annotated[tuple[str, ...], "words for an organisation to choose from"]
    dictionary: Annotated[str, "the planners' own words, one a line"]
    place: Annotated[str, "folder of the workspace"]


@dataclass(frozen=True, slots=True)
class DoctorPage:
    """What this computer and the workspace have, and what is missing."""

    template: ClassVar[str] = "doctor.html"
    section: ClassVar[str] = "settings"

    title: Annotated[str, "heading"]
    checks: Annotated[tuple[Check, ...], "one line of the report each"]


@router.get("/settings", response_class=HTMLResponse)
def show(request: Request, site: Here) -> HTMLResponse:
    """Return the settings."""
    settings = site.workspace.settings
    agency = settings.agency
    context = SettingsPage(
        title="ตั้งค่า",
        settings=settings,
        units=_pairs((unit.name, unit.short) for unit in agency.units),
        known=known_units(site.facts(), agency),
        acronyms=_pairs(agency.acronyms.items()),
        parts=PARTS,
        words=WORDS,
        dictionary=site.workspace.dictionary,
        place=str(site.workspace.path.resolve()),
    )
    return page(request, context)


@router.post("/settings")
def change(site: Here, form: Posted) -> RedirectResponse:
    """Keep what was changed; search follows new words in the background."""
    settings = _changed(site.workspace.settings, form)
    site.workspace.keep_settings(settings, text(form, "dictionary"))
    site.forget()
    Thread(target=site.sync_index, name="dictionary", daemon=True).start()
    return seen("/settings?done=saved")


@router.get("/doctor", response_class=HTMLResponse)
def doctor(request: Request, site: Here) -> HTMLResponse:
    """Return the state of this computer and of the workspace."""
    checks = tuple(
        replace(check, name=CHECKS.get(check.name, check.name))
        for check in (*doctor_job.check_machine(), *doctor_job.check_workspace(site.workspace))
    )
    return page(request, DoctorPage("ตรวจเครื่องและพื้นที่ทำงาน", checks))


@router.post("/backup")
def backup(site: Here, form: Posted) -> FileResponse:
    """Return the whole workspace as one file, to be kept elsewhere."""
    del form  # it was only needed for its token
    folder = Path(tempfile.mkdtemp(prefix="plandocs-"))
    name = f"plandocs-{dt.datetime.now().astimezone():%Y-%m-%d}.zip"
    try:
        backup_job.backup(site.workspace, folder / name)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    remove = BackgroundTask(shutil.rmtree, folder, ignore_errors=True)
    return FileResponse(folder / name, media_type="application/zip", filename=name, background=remove)


def _changed(before: Settings, form: FormData) -> Settings:
    word, digits = text(form, "organisation_word"), text(form, "digits")
    if word not in WORDS or digits not in DIGITS:
        raise UsageError("โปรดเลือกคำและตัวเลขจากรายการ", "organisation word or digits not in the list")
    agency = Agency(
        name=text(form, "name"),
        short=text(form, "short"),
        ministry=text(form, "ministry"),
        units=_units(form),
        acronyms={short: meaning for short, meaning in _read(text(form, "acronyms")) if meaning},
        organisation_word=word,
    )
    return replace(before, agency=agency, digits=digits, profile={name: text(form, name) for name in PROFILE})


def _units(form: FormData) -> tuple[Unit, ...]:
    """Return the units as typed, and those chosen from what documents name behind them."""
    typed = [Unit(name, short) for name, short in _read(text(form, "units"))]
    named = {word for unit in typed for word in (unit.name, unit.short)}
    return (*typed, *(Unit(name, "") for name in dict.fromkeys(texts(form, "known")) if name not in named))


def _pairs(pairs: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"{left} = {right}" if right else left for left, right in pairs)


def _read(lines: str) -> list[tuple[str, str]]:
    pairs = ((left.strip(), right.strip()) for left, _, right in (line.partition("=") for line in lines.splitlines()))
    return [pair for pair in pairs if pair[0]]
