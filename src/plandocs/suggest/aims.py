"""Turning what assessors wrote into an aim: verb first, one aim, nothing that would fit another finding as well."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from plandocs.model.finding import Finding
from plandocs.suggest.titles import is_nominal, lead, plain
from plandocs.suggest.verbs import begins_with_verb
from plandocs.suggest.words import shown
from plandocs.thai.segment import default_segmenter

SHORTEST, LONGEST = 14, 150
#: An aim shorter than this says too little without what follows; one shorter than the other keeps its purpose.
TOO_SHORT, SHORT = 22, 45
#: "ควร" or "พึง" that asks, not "จุดที่ควรพัฒนา" or "เท่าที่ควร".
_ASKED = re.compile(r"(?<!ที่)(?<!ไม่)(?:ควร|พึง(?!พอใจ|ประสงค์|ได้|มี))(?:จะ|มีการ|ให้มีการ|ให้มี|เร่งรัดให้|เร่ง(?!รัด))?")
#: Where the first aim of an advice ends: a means, a reason or a contrast follows.
_ASIDE = re.compile(
    r"\s+(?:พร้อม|รวมทั้ง|ตลอดจน|โดย(?!ไม่)|เพื่อ|เพราะ|มิฉะนั้น|เช่น|ควบคู่|ซึ่ง|จึง|เนื่องจาก|ทั้งนี้|มิให้)|เพื่อไม่ให้|มิฉะนั้น|เพราะ|(?<=[ก-๎])เพื่อให้"
)
#: A second aim: "and" or "then" with a verb behind it.
_AND_THEN = re.compile(r"\s*(?:และ|แล้วจึง|แล้ว|รวมถึง)\s*(?=[ก-๎])")
_PURPOSE = re.compile(r"\s*เพื่อ[^ ]+")
_LISTED = re.compile(r"(?:และ|หรือ)(?!ไม่|ยัง|มี|เรื่อง|เมื่อ|ที่ประชุม|ผู้ที่)")
#: What a statement says of its subject: with one of these it can stand behind "ทำให้".
_PREDICATE = re.compile(
    r"ได้|มี(?!ส่วน)|ไม่ต้อง|ปลอด|ไร้|โปร่งใส|ใช้|เห็น|ลดลง|เพิ่มขึ้น|เลือก|พร้อม|เป็น|อยู่|ถูก|ทัน|ครบ|เข้าถึง|ปลอดภัย|ยื่น|รับ|ส่ง|จบ|ผ่าน|พอใจ|เชื่อมั่น"
)
#: What is missing, and what would be there: "ไม่มี X" asks for X, "ยังไม่ได้ V" asks to do V.
_MISSING = re.compile(
    r"(?:ยัง)?ไม่เห็น(?=แผน|ตัวชี้วัด|ตัววัด|ระบบ|กลไก|แนวทาง|มาตรการ|วิธี|เกณฑ์)|(?:ยัง)?ไม่มี|(?:ยัง)?ไม่(?:พบ|ปรากฏ)(?!ว่า)(?:ชัดเจน)?(?:การมี|มี)?|(?:ยัง)?ขาด"
)
_UNDONE = re.compile(
    r"(?:ยัง)?ไม่(?:เคย|ได้)?(?=วิเคราะห์|กำหนด|ระบุ|แยก|จำแนก|จัดทำ|จัดลำดับ|ประเมิน|วัด|ทบทวน|เชื่อมโยง|บูรณาการ|รายงาน|แสดง|ถ่ายทอด|สื่อสาร"
    r"|ติดตาม|คำนวณ|เปิดเผย|เผยแพร่|ตั้งเป้าหมาย|ครอบคลุม|เปรียบเทียบ|ทดสอบ|ซ้อม|สำรวจ|รับฟัง|แจ้ง|บันทึก|ตรวจสอบ|แปลง|คัดเลือก|แบ่งเป็น|หยิบ|เสนอ)"
)
#: What cannot be asked for: a rest of a sentence, not a thing.
_NO_THING = re.compile(
    r"(?:จาก|เป็น|ต่อ|หาย|กำหนด(?![ก-๎])|ใด|ใคร|ว่า|ที่|ใน|ถึง|ความต่าง|เหตุผลกำกับ|แนวโน้ม|คน(?!กลาง)|แม้|อะไร|เลย|เวลา(?:แก้|พอ)?|ผล(?=ของ))"
)
_CONTRAST = re.compile(
    r"\s+(?:จึง|ทำให้|ส่งผล|แต่|ทว่า|ขณะ|ทั้งที่|ส่วน|เพราะ|เนื่อง|ผลคือ|เมื่อ|หาก)|จึง|แม้แต่|ทั้งที่|ตามที่|มากกว่าครึ่ง|ทำให้|(?<=[ก-๎])(?:และ|หรือ)(?:ไม่|ยัง|ขาด|มี)|แต่(?!ง|ละ)(?=[ก-๎])"
)


@dataclass(frozen=True, slots=True)
class Aim:
    """
    An aim in words.

    And whether assessors asked for it in so many words or it was turned round from what is missing.
    """

    text: str
    asked: bool


def verb_first(goal: str) -> str:
    """
    Return a planner's goal with its verb first, empty where it is only a topic.

    >>> verb_first("การพัฒนาระบบเตือนภัย"), verb_first("ช่างทุกสถานีได้รับการอบรมตามรอบ"), verb_first("ข้อมูลเปิด")
    ('พัฒนาระบบเตือนภัย', 'ทำให้ช่างทุกสถานีได้รับการอบรมตามรอบ', '')
    """
    words = " ".join(goal.split())
    if begins_with_verb(words):
        return words
    if words.startswith("การ") and _STATE.search(words):
        return f"ทำให้{words}"
    if words.startswith("การ") and begins_with_verb(words.removeprefix("การ")):
        return words.removeprefix("การ")
    return f"ทำให้{words}" if len(words) >= SHORTEST and _PREDICATE.search(words, 4) else ""


#: What a deed should be like: the goal is not to do it but to do it so.
_STATE = re.compile("(?:โปร่งใส|ตรวจสอบได้|รวดเร็ว|เร็วขึ้น|ทันเวลา|ทั่วถึง|เป็นธรรม|ปลอดภัย|ถูกต้อง|เดียวกัน|สอดคล้องกัน|เท่าเทียม)$")
#: A second deed or a means inside one goal: it is no longer one aim.
_TWO = re.compile(r"(?:และ|แล้วจึง|แล้ว|หรือ|รวมทั้ง|รวมถึง|พร้อมทั้ง|ตลอดจน)(?:การ|ให้)?")
_MEANS = re.compile(r"\s(?:โดย|พร้อม|ควบคู่|ซึ่ง|จึง|เพราะ|มิฉะนั้น)")
#: Words that begin like a verb but name a thing behind "and" ("ระบบรับเรื่องและติดตาม" joins two deeds of one system).
_ONE_THING = re.compile(
    r"(?:ทักษะ|สมรรถนะ|ความรู้|ความสามารถ|ระบบ|การ|แผน|งาน|กลไก|เกณฑ์|กระบวนงาน|ผล|ข้อมูล|วิธี|มาตรการ|แนวทาง|ศูนย์|เครือข่าย)"
)
_DEED = re.compile("นำ|ให้(?!บริการ)|แจ้ง|ส่ง(?!เสริม)|จัดทำ|กำหนด|เผยแพร่|ประกาศ|ทบทวน|ใช้|สร้าง|เพิ่ม|ลด")


def one_aim(goal: str) -> bool:
    """
    Return whether a goal states one aim: a verb first, no second deed joined to it, no means, no figure.

    >>> one_aim("จัดทำทะเบียนมติที่ประชุม"), one_aim("จัดหมวดเรื่อง และนำเข้าระบบ"), one_aim("ตั้งเป้าหมายเฉพาะเขต 4")
    (True, False, False)
    """
    words = " ".join(goal.split())
    if (
        not begins_with_verb(words)
        or _MEANS.search(words)
        or re.search(r"\d", re.sub(r"4\.0|[A-Z][A-Za-z/]*[ -]?\d+", "", words))
    ):
        return False
    return first_aim(words) == words


def first_aim(goal: str) -> str:
    """
    Return a goal up to where a second deed is joined to the first.

    >>> first_aim("วิเคราะห์ต้นทุนของงานหลักและนำผลไปใช้จัดสรรงบประมาณ")
    'วิเคราะห์ต้นทุนของงานหลัก'
    """
    words = " ".join(goal.split())
    starts = _starts(words)
    for match in _TWO.finditer(words):
        before, behind = words[: match.start()].rstrip(), words[match.end() :].lstrip()
        if match.start() < SHORTEST or match.start() not in starts or not begins_with_verb(behind):
            continue
        verb = next((token.text for token in default_segmenter().tokens(words) if token.text.strip()), "")
        if match[0].endswith("การ") or (_ONE_THING.match(words[len(verb) :].lstrip()) and not _DEED.match(behind)):
            # Two nouns made from verbs, or two deeds of one thing ("a system that receives and follows …").
            continue
        return _tidy(before)
    return words


def missing_things(text: str) -> list[tuple[str, str]]:
    """Return what a sentence says is not there, each with the words before it (who or what lacks it)."""
    return _said_behind(text, _MISSING)


def undone_deeds(text: str) -> list[tuple[str, str]]:
    """Return what a sentence says is not done, verb first, each with the words before it (who or what does not)."""
    return [(deed, subject) for deed, subject in _said_behind(text, _UNDONE) if begins_with_verb(deed)]


def _said_behind(text: str, pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    starts = _starts(text)
    found = []
    for match in pattern.finditer(text):
        thing = _thing(text[match.end() :])
        if match.start() in starts and not _NO_THING.match(thing) and len(thing) <= LONGEST - 30:
            clause = text[: match.start()].rsplit(" ", 1)[-1]
            found.append((thing, re.sub("^(?:ขณะที่|เพราะ|แต่|และ|ทั้งที่|เนื่องจาก|เมื่อ|ส่วน)", "", clause)))
    return found


def aim_of(finding: Finding) -> Aim | None:
    """
    Return the aim that a finding asks for: by its advice, by "ควร", else by what it says is missing.

    None when it says neither.
    """
    for text in (finding.advice, *_asked(plain(finding))):
        words = _first_aim(text)
        if words:
            return Aim(words, asked=True)
    turned = _turned(finding)
    return Aim(turned, asked=False) if turned else None


def steps_of(finding: Finding) -> tuple[str, ...]:
    """Return what assessors advise to do, as activities: whole sentences, nothing added."""
    texts = [finding.advice] if finding.advice else _asked(plain(finding))
    steps = (_tidy(shown(text)) for text in texts)
    return tuple(dict.fromkeys(step for step in steps if len(step) >= SHORTEST and begins_with_verb(step)))


def _asked(sentence: str) -> list[str]:
    return [part.strip() for part in _ASKED.split(sentence)[1:] if len(part.strip()) >= SHORTEST]


def _first_aim(text: str) -> str:
    words = _tidy(shown(text))
    if not words or not begins_with_verb(words):
        return ""
    starts = _starts(words)
    ends = [match.start() for match in _ASIDE.finditer(words) if match.start() >= TOO_SHORT]
    ends += [
        match.start()
        for match in _AND_THEN.finditer(words)
        if match.start() >= TOO_SHORT and match.end() in starts and begins_with_verb(words[match.end() :])
    ]
    cut = min(ends, default=len(words))
    first = words[:cut]
    purpose = _PURPOSE.match(words, cut)
    if purpose and len(first) < SHORT and len(first) + len(purpose[0]) <= LONGEST:
        first += purpose[0].rstrip()
    return _tidy(first) if SHORTEST <= len(first) <= LONGEST else ""


def _turned(finding: Finding) -> str:
    """Return what a finding misses as an aim: "ไม่มี X" becomes จัดให้มี X, "ไม่ได้ V" becomes V."""
    sentence = plain(finding)
    about = lead(finding.text)
    starts = _starts(sentence)
    for pattern, verb in ((_MISSING, "จัดให้มี"), (_UNDONE, "")):
        for match in pattern.finditer(sentence):
            missing = _thing(sentence[match.end() :]) if match.start() in starts else ""
            if not 10 <= len(missing) <= LONGEST - 30 or _NO_THING.match(missing):
                continue
            done = f"{verb}{missing}"
            if not begins_with_verb(done):
                continue
            if (
                is_nominal(about)
                and not about.startswith("การปรับปรุง")
                and len(about) >= 8
                and about[:14] not in done
                and len(about) + len(done) < LONGEST
            ):
                return f"ปรับปรุง{about} โดย{done}"
            if len(done) >= 30:
                return done
    if is_nominal(about) and len(about) >= 12:
        rest = sentence[sentence.find(about) + len(about) :][:60]
        if re.match(r"\s*(?:ที่[^ ]{3,20})?(?:ล่าช้า|ช้า|ใช้เวลา|ยาว|รอ|เกินกำหนด)", rest):
            return f"ลดระยะเวลา{about}" if not about.startswith("เวลา") else f"ลด{about}"
    return ""


def _thing(rest: str) -> str:
    """Return the thing named at the beginning of `rest`, with the members of a list but not the next sentence."""
    cut = _CONTRAST.search(rest, 2)
    # Figures and Latin words are set off by spaces without ending the phrase.
    parts = re.split(r" (?![\dA-Za-z(๐-๙])(?<![\dA-Za-z)๐-๙] )", (rest[: cut.start()] if cut else rest).strip())
    taken = 1
    for number, part in enumerate(parts[1:4], 1):
        if _LISTED.match(part) and all(len(between) <= 30 for between in parts[1:number]):
            taken = number + 1
            break
    words = " ".join(parts[:taken])
    words = re.sub(r"^ผู้ใด(?:ได้รับ)?", "ผู้", words)
    words = re.sub(r"สัก(?:เรื่อง|ตัว|แห่ง|ครั้ง|ข้อ)(?=ที่|$)", "", words)
    return _tidy(re.sub(r"^([ก-๎]{3,20}?)ใด(?:ที่)?(?=[ก-๎])", r"\1ที่", words))


def _starts(text: str) -> set[int]:
    return {token.start for token in default_segmenter().tokens(text)}


def _tidy(text: str) -> str:
    words = " ".join(text.split()).strip(" .;:,–-")
    words = re.sub(r"^(?:ดังนั้น|ทั้งนี้|นอกจากนี้|จึง|ให้(?=[ก-ฮเแ]{3,}(?:ระบบ|กอง|หน่วย)))\s*", "", words)
    if words.count("(") > words.count(")"):
        words = words[: words.rindex("(")].strip()
    return words


def spell_out(text: str, names: Mapping[str, str]) -> str:
    """
    Return `text` with the abbreviations in `names` spelled out at their first use.

    >>> spell_out("ให้ ตสน. ทวนสอบ", {"ตสน.": "กลุ่มตรวจสอบภายใน"})
    'ให้กลุ่มตรวจสอบภายใน (ตสน.) ทวนสอบ'
    """
    for short, full in sorted(names.items(), key=lambda pair: -len(pair[0])):
        if short and full and full not in text:
            text = re.sub(rf"\s?(?<![ก-๎.]){re.escape(short)}", f"{full} ({short})", text, count=1)
    return text


def abbreviations(text: str) -> list[str]:
    """
    Return the abbreviations in `text` that no bracket or full form explains.

    >>> abbreviations("เพิ่มคะแนน ITA ของ กมบ."), abbreviations("กลุ่มตรวจสอบภายใน (ตสน.)")
    (['ITA', 'กมบ.'], [])
    """
    found = re.findall(r"(?<![ก-๎.(])(?:[ก-ฮ]{1,5}\.){1,5}(?![ก-๎])|(?<![A-Za-z(])[A-Z]{2,6}(?![A-Za-z])", text)
    return [short for short in found if short not in {"พ.ศ.", "ก.พ.ร.", "PMQA", "พ.ร.บ.", "PDF", "CSV", "API", "ก.พ."}]
