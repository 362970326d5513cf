"""Reading and writing `plandocs.toml`: the agency profile and the settings of a workspace."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

from plandocs.model.agency import Agency, Settings, Unit
from plandocs.model.errors import UsageError, WorkspaceError
from plandocs.model.finding import Facts

DIGITS = ("thai", "arabic")
PROFILE = ("vision", "missions", "values", "competencies", "challenges", "advantages")


#: Units offered on the settings page.
MOST_UNITS = 40
_BESIDE = re.compile(r"\s*(?:ร่วมกับ|ร่วม|[,;/+()\n]|\bและ\s)\s*|\s+และ\s*|(?<=[.])และ")


def known_units(facts: Facts, agency: Agency) -> tuple[str, ...]:
    """Return the units that plans and proposals name as owners and the profile does not, most often named first."""
    owners = [*(goal.owner for goal in facts.goals), *(proposal.owner for proposal in facts.proposals)]
    parts = Counter(part.strip(" ()") for owner in owners for part in _BESIDE.split(owner))
    listed = {word for unit in agency.units for word in (unit.name, unit.short)}
    fitting = [part for part, _ in parts.most_common() if 3 <= len(part) <= 60 and part not in listed]
    return tuple(fitting[:MOST_UNITS])


def load_settings(path: Path, words: tuple[str, ...] = ()) -> Settings:
    """
    Return the settings in the TOML file at `path`.

    Raises `WorkspaceError` naming file and place when it is broken.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        data = {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WorkspaceError(
            f"ไฟล์ตั้งค่า {path.name} เขียนผิดรูปแบบ โปรดแก้ไข", f"{path} is no valid TOML: {error}"
        ) from error
    return parse_settings(data, str(path), words)


def parse_settings(data: dict[str, Any], where: str, words: tuple[str, ...] = ()) -> Settings:
    """
    Return the settings in parsed TOML `data`; `where` names their source in errors.

    Raises `UsageError` for a value that cannot be used.
    """
    try:
        return _settings(data, where, words)
    except (AttributeError, TypeError, ValueError) as error:
        raise UsageError(f"{where}: มีค่าผิดชนิดในไฟล์ตั้งค่า", f"{where}: a value of the wrong type: {error}") from error


def _settings(data: dict[str, Any], where: str, words: tuple[str, ...]) -> Settings:
    agency = data.get("agency", {})
    draft = data.get("draft", {})
    digits = draft.get("digits", "thai")
    if digits not in DIGITS:
        raise UsageError(f"{where}: ค่า digits ต้องเป็น thai หรือ arabic", f"{where}: draft.digits must be one of {DIGITS}")
    units = tuple(Unit(str(u.get("name", "")), str(u.get("short", ""))) for u in agency.get("units", []))
    return Settings(
        agency=Agency(
            name=str(agency.get("name", "")),
            short=str(agency.get("short", "")),
            ministry=str(agency.get("ministry", "")),
            units=units,
            acronyms={str(k): str(v) for k, v in agency.get("acronyms", {}).items()},
            organisation_word=str(agency.get("organisation_word", "องค์การ")),
        ),
        digits=digits,
        weights={str(k): float(v) for k, v in data.get("weights", {}).items()},
        words=words,
        profile={name: _lines(data.get("profile", {}).get(name, "")) for name in PROFILE},
        encoder=str(data.get("search", {}).get("encoder", "")),
        learned_order=_switch(data.get("ranking", {}).get("learned", True)),
    )


def dump_settings(settings: Settings) -> str:
    """Return `settings` as TOML with a word of explanation above each part."""
    agency = settings.agency
    lines = [
        "# ข้อมูลหน่วยงาน / the agency whose documents this workspace holds",
        "[agency]",
        *(f"{key} = {_text(getattr(agency, key))}" for key in ("name", "short", "ministry", "organisation_word")),
        "",
        "# อักษรย่อที่หน่วยงานใช้ / what ambiguous acronyms mean here",
        "[agency.acronyms]",
        *(f"{_text(key)} = {_text(value)}" for key, value in agency.acronyms.items()),
        "",
    ]
    for unit in agency.units:
        lines += ["[[agency.units]]", f"name = {_text(unit.name)}", f"short = {_text(unit.short)}", ""]
    lines += ["# ข้อมูลองค์การในส่วนที่ 1 ของแผน / part 1 of the plan", "[profile]"]
    lines += [f"{name} = {_text(settings.profile.get(name, ''))}" for name in PROFILE]
    lines += [
        "",
        "# เลขในร่างแผน: thai หรือ arabic / digits of drafts",
        "[draft]",
        f"digits = {_text(settings.digits)}",
        "",
        "# โฟลเดอร์แบบจำลองสำหรับค้นหาตามความหมาย ถ้ามี / folder of a local sentence-transformers model, if any",
        "[search]",
        f"encoder = {_text(settings.encoder)}",
        "",
        "# ให้เรียนลำดับข้อเสนอจากผลพิจารณาเมื่อดีกว่าน้ำหนัก: true หรือ false / order learned from decisions",
        "[ranking]",
        f"learned = {'true' if settings.learned_order else 'false'}",
        "",
        "# น้ำหนักการจัดลำดับข้อเสนอ / weights of the ranking; leave out to use the defaults",
        "[weights]",
        *(f"{_text(key)} = {value}" for key, value in settings.weights.items()),
    ]
    return "\n".join(lines) + "\n"


def load_words(path: Path) -> tuple[str, ...]:
    """
    Return the planners' own words in `dictionary.txt`: one a line, `#` starts a comment.

    Raises `WorkspaceError` as `read_text` does.
    """
    lines = (line.split("#", 1)[0].strip() for line in read_text(path).splitlines())
    return tuple(line for line in lines if line)


def read_text(path: Path) -> str:
    """
    Return the text of a file that planners edit, empty when there is none.

    Raises `WorkspaceError` for a file that is neither UTF-8 nor what an editor on a Thai Windows saves.
    """
    if not path.exists():
        return ""
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            return data.decode("cp874")
        except UnicodeDecodeError as error:
            raise WorkspaceError(f"โปรดบันทึก {path.name} เป็น UTF-8", f"{path} is not UTF-8: {error}") from error


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"ranking.learned must be true or false, not {value!r}")
    return value


def _lines(value: object) -> str:
    return "\n".join(str(line) for line in value) if isinstance(value, list) else str(value)


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
