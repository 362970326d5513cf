"""Names of weaknesses: plain Thai noun phrases."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from plandocs.frameworks import Frameworks
from plandocs.model.finding import Finding
from plandocs.suggest import concepts
from plandocs.suggest.measures import measure
from plandocs.suggest.verbs import begins_with_verb
from plandocs.suggest.words import Subject, shown
from plandocs.thai.segment import default_segmenter

LONGEST = 70
#: Typed numbers, references, marks and item codes before or behind the sentence itself.
_REFERENCE = re.compile(
    r"^\s*(?:[\d๐-๙]\.[\d๐-๙]+\s*[ก-ฮ]?\s*(?:\([\d๐-๙]+\))?|\([\d๐-๙ก-ฮ]{1,2}\)|[\d๐-๙]{1,2}[.)])\s+"
)
_MARK = re.compile(r"^\s*(?:\+\+|--|−−|––|\+|−)\s*")
_TRAILING = re.compile(r"\s*[(\[]\s*(?:หัวข้อ|ข้อ|item)\s*[\d๐-๙.]+[^)\]]*[)\]]\s*$", re.IGNORECASE)
#: What opens a sentence without saying what it is about.
_OPENING = re.compile(
    r"^(?:แม้(?:ว่า)?|เมื่อ|ทั้งที่|ขณะที่|อย่างไรก็ตาม|อย่างไรก็ดี|ทั้งนี้|นอกจากนี้"
    r"|(?:หน่วยงาน|กรม|ส่วนราชการ|องค์การ|องค์กร|สำนักงาน|สถาบัน)(?=ยัง|ไม่|ระบุ|มี|ชวน|กำหนด)"
    r"|(?:ยัง)?ไม่(?:ปรากฏ|พบ|เห็น|แสดง)(?:ว่า|ให้เห็น|ถึง|ชัดเจน)*(?:มี)?"
    r"|เกณฑ์[^ ]{0,30}?(?:คาดหวังให้|คาดหวัง|ถามถึง|กำหนดให้)|ผู้ตรวจประเมิน|พบ(?=เหตุ))\s*"
)
#: Where what it is about ends and what is said of it begins; only where a word begins.
_SAID = re.compile(
    r"\s+(?:แต่|ทว่า|ซึ่ง|เพราะ|เนื่องจาก|โดย|จึง|และ|เช่น|จาก|ทั้ง|ขณะ|เพียง|ส่วน|คือ|ได้แก่)"
    r"|ยังไม่|ยังคง|(?<!ไป)ยัง(?=[ก-ฮเแโใไ])|ไม่(?!ใช่|น้อยกว่า|รับของขวัญ|(?:ถึง|เกิน)(?:หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|\s?\d))|จึง|อยู่(?=ใน|กับ|ที่|คนละ|ห่าง)|ถูก|ใช้(?!บริการ|งาน|จ่าย|ทรัพยากร)|มี(?!ส่วน)"
    r"|เป็น(?!เลิศ)|ทำ(?=ได้|เฉพาะ|โดย|สำเร็จ)|รายงาน(?=เฉพาะ|เป็น|จำนวน)|คำนวณ(?=จาก|ได้|เฉพาะ)|แยก(?=คน|กัน)|เน้น|ขาด|พิจารณา(?=จาก|เฉพาะ)"
    r"|นับ|เก็บ(?=ด้วย|เป็น)|หยุด|จัดทำ(?=แล้ว|คน)|กระจุก|วางเทียบ|ระบุ|กำหนด(?=ไว้|เพียง|จาก|ระบบ)|ได้รับ|แสดง|นำเสนอ|เสนอ(?=ด้วย|จำนวน)"
    r"|ลด(?=จาก|ลง)|ต้อง|จะ(?=[ก-ฮเแโใไ])|สะท้อน|ลาออก|โอนไป|ออก(?=ปฏิบัติ|ใบ)|ยื่น|เติบโต|สูงถึง|ยาวถึง|ส่ง(?=ค่า|ต่อ|ผ่าน|ช้า)|ลงนาม"
    r"|จัดสรร(?=เงิน|ตาม|จาก|เท่า)|ค้าง|ล่าช้า|ช้า(?=กว่า)|ถ่ายทอด(?=ผ่าน|ด้วย)|แจ้ง(?=ความ|เหตุ|ด้วย)|ติดตั้ง(?=ตาม)|ห่าง|ครอบคลุม(?=เพียง|เฉพาะ|ร้อยละ)"
    r"|แล้วเสร็จ|จัด(?=ตาม|ทุก|เฉพาะ|โดย|ขึ้น)|ต่ำกว่า|สูงกว่า|ไว้(?=เพียง|เฉพาะ|ทุก|เลย|แล้ว)|เก็บ(?=จาก|เฉพาะ)|เขียน(?=สำหรับ|เป็น|ด้วย)|อ้าง(?=สถิติ|จาก|เพียง|แต่)|ยก(?=เพียง)|สูงขึ้น|ต่ำลง|เพิ่มขึ้น|ยุติ(?=ภายใน|ใน)"
    r"|เผยแพร่(?=ต่อ|ปี|เพียง)|รองรับ(?!ภาวะ)|กระเตื้อง|ทรงตัว|เกิดขึ้น|ช้ากว่า|บันทึก|จด|วัด(?=จาก|ด้วย|ว่า)|เปิด(?=ได้|มา|ใช้แล้ว|แล้ว)|เริ่ม(?=ใช้|ดำเนิน|เปิด)|ใช้งาน(?=ไม่ได้|ได้)|จอด(?=ซ่อม|รอ)|ถือเป็น|ได้จาก|ปฏิบัติงาน(?=ต่อเนื่อง)|กระจาย(?=อยู่)|กลับมา(?=นาน|เพิ่ม|สูง|ต่ำ)|หลุด(?=ลอย|บ่อย|ร่วง)|ส่ง(?=ส่วนกลาง|ผู้บริหาร)|จำนวนมาก(?=ชำรุด|หมด|เสื่อม|ขาด|ไม่|ยัง)|เผยแพร่ได้|เสร็จ|คือ|บรรยาย|เริ่ม(?=เมื่อ)|ฝังอยู่|อาศัย|ครบ|ล้าสมัย|ตีกลับ|ซ้ำ(?=เส้นทาง|กัน)|พบ(?=ช่อง|ข้อ|ความ|ว่า)"
)
#: Words that cannot end a noun phrase, and words with which noun phrases of this trade begin.
_DANGLING = re.compile(
    "ของ|ที่|ใน|กับ|และ|หรือ|ต่อ|เพื่อ|ด้วย|จาก|การ|ความ|ซึ่ง|โดย|ทั้ง|ให้|จะ|ได้|แก่|ไว้|ราว|เพียง|เฉลี่ย|เปิด|เสร็จ|ผลิต|ถึง|ส่วนใหญ่|ทั้งหมด|กว่าครึ่ง|เกือบ|สูง|ขึ้น|คนละ|แล้ว|ว่า|แต่|คือ"
    "|เมื่อ|ประมาณ|กว่า|ละ|ทุก|ร้อยละ|แสดง|ปี|ผู้|ตาม|อย่าง|เฉพาะ|จัด|วัน|ทาง"
)
_NOUNS = (
    "การ|ความ|ระบบ|แผน|ผล|ตัวชี้วัด|ค่า|กระบวน|ข้อมูล|เส้นทาง|มาตรการ|หลักสูตร|ทักษะ|สมรรถนะ|งาน|เกณฑ์|แบบ|คู่มือ|ช่องทาง"
    "|ทะเบียน|คะแนน|อัตรา|มูลค่า|แนว|วิธี|เวลา|กลไก|ปัจจัย|อำนาจ|เครือข่าย|นวัตกรรม|องค์ความรู้|สารสนเทศ|คำอธิบาย|เป้าหมาย"
    "|ตัววัด|ผัง|แรงจูงใจ|วัตถุประสงค์|ตาราง|แอปพลิเคชัน|โครงการ|บทวิเคราะห์|ประกาศ|เงิน|วิสัยทัศน์|หลักเกณฑ์|คลัง|สิทธิ"
    "|บริการ|มติ|รายงาน(?=ความ|ผล|สถานะ|ประจำ|เสนอ|การ|ต้นทุน)|กิจกรรม|บัญชี|ชุด|ข้อ|เสียง|สภาพ|วัฒนธรรม|ค่านิยม"
)
#: Words that say how a KPI counts, not what.
_COUNTING = re.compile(r"^(?:จำนวน|ร้อยละ(?:ของ)?|สัดส่วน(?:ของ)?|ระดับ|คะแนน|อัตรา(?=การ|ความ))+")
_NOMINAL = re.compile(_NOUNS)


def plain(finding: Finding | str) -> str:
    """Return a finding's sentence without typed numbers, references, marks and the item code behind it."""
    text = shown(finding if isinstance(finding, str) else finding.text).strip()
    for _ in range(3):
        text = _MARK.sub("", _REFERENCE.sub("", text))
    return " ".join(_TRAILING.sub("", text).split())


def lead(text: str) -> str:
    """
    Return the words with which a finding begins: what it is about, without what is said of it.

    >>> lead("(ข) การนิเทศงานของศูนย์เขตยังไม่มีแบบบันทึกร่วมกัน (หัวข้อ 6.2)")
    'การนิเทศงานของศูนย์เขต'
    """
    return said_of(plain(text))[0]


def said_of(words: str) -> tuple[str, str]:
    """Return what a plain sentence is about, and what it says of it."""
    for _ in range(2):
        words = _OPENING.sub("", words)
    before: dict[int, str] = {}
    last = ""
    for token in default_segmenter().tokens(words):
        before[token.start] = last
        last = token.text.strip() or last
    cuts = (
        m.start()
        for m in _SAID.finditer(words)
        if m.start() >= 6
        and (
            before.get(m.start(), "การ") not in _INSIDE or (m[0] == "อาศัย" and words[m.start() - 4 : m.start()] != "อยู่")
        )
        and not (m[0] == "ได้รับ" and _UNTIL.search(words, 0, m.start()))
        and not (m[0] == "ใช้" and before.get(m.start()) in _PERMIT)
        and not (m[0] in _DEEDS and before.get(m.start()) in _NAMED_BY)
    )
    phrase = words[: next(cuts, len(words))]
    if count := re.search(r"\s*[\d๐-๙]", phrase[14:]):
        phrase = phrase[: 14 + count.start()]
    pieces = [token.text for token in default_segmenter().tokens(phrase)]
    while (
        pieces
        and not (len(pieces) > 1 and pieces[-1] in _COUNTED_BY and pieces[-2] in _WORDED)
        and (
            len("".join(pieces)) > LONGEST
            or not pieces[-1].strip()
            or _DANGLING.fullmatch(pieces[-1])
            or _FIGURE.search(pieces[-1])
        )
    ):
        pieces.pop()
    about = "".join(pieces)
    return about.strip(" ,;–-"), words[len(about) :]


#: "A plan of five years": the number belongs to the name.
_COUNTED_BY, _WORDED = {"ปี", "เดือน", "ด้าน"}, {"หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า", "สิบ"}
#: "The time until managers receive …": receiving is part of what is measured.
_UNTIL = re.compile(r"(?:จน|ก่อน|หลัง|กว่า)(?:ที่)?(?:ผู้|เจ้าหน้าที่|ประชาชน|หน่วย)[ก-๎]*$")
#: Behind these words a verb belongs to the noun phrase itself ("การ ลาออก", "ผู้ ยื่นคำขอ", "ข้อมูลที่ ส่ง").
_INSIDE = frozenset({"การ", "ความ", "ผู้", "ที่", "และ", "หรือ", "เพื่อ", "ให้", "กับ", "ของ", "ซึ่ง", "ต่อ", "ด้าน"})
#: "A permit to use": using is what is permitted.
_DEEDS, _NAMED_BY = {"ส่ง", "แจ้ง", "บันทึก", "เก็บ"}, {"กระบวนการ", "กระบวนงาน", "ขั้นตอน", "ระบบ", "งาน", "วิธี"}
_PERMIT = frozenset({"ขอ", "ขออนุญาต", "อนุญาต", "ใบอนุญาต", "สิทธิ", "พร้อม", "ความพร้อม"})
_FIGURE = re.compile(r"[\d๐-๙]")


def is_nominal(phrase: str) -> bool:
    """Return whether a phrase begins like a noun phrase of this trade."""
    return _NOMINAL.match(phrase) is not None


def title(
    findings: Sequence[Finding], subjects: Sequence[Subject], kpi_names: Sequence[str], frameworks: Frameworks
) -> str:
    """
    Return the name of a weakness.

    A subject of the lexicon that most of its findings (or its KPI) name; else what its KPI measures, else what
    its first
    finding is about.
    """
    name = subject_name(findings, subjects, kpi_names) if len(findings) > 1 or kpi_names else ""
    if name:
        return name
    if kpi_names:
        return (
            _COUNTING.sub("", re.sub(r"\s*[(].*?[)]", "", kpi_names[-1])).removesuffix("สะสม").strip() or kpi_names[-1]
        )
    phrases = [_noun_phrase(finding.text) for finding in findings]
    nominal = [phrase for phrase in phrases if is_nominal(phrase) and len(phrase) >= 8]
    if nominal and len(nominal[0]) >= TELLING and not _SCRAP.search(nominal[0]):
        return nominal[0]
    if (clause := _clause(findings[0].text)) and (nominal or not is_nominal(clause)):
        return clause
    if nominal:
        return nominal[0]
    item = frameworks.item_short(findings[0].edition, findings[0].item)
    fallback = subject_name(findings, subjects) or item or lead(findings[0].text)
    phrase = next((phrase for phrase in phrases if len(phrase) >= 8), "")
    # Behind a space begins what a sentence goes on with.
    phrase = re.split(r"(?<! ณ)\s+(?=[ก-ฮเ-ไ])", phrase)[0]
    return f"{item}: {phrase}" if item and len(phrase) >= 8 else fallback


#: Letters from which a noun phrase says which of all such things is meant, and phrases cut off within a clause.
TELLING = 14
_SCRAP = re.compile(r"(?:ก่อน|หลัง|เมื่อ)$|ที่(?:ผู้|เจ้าหน้าที่|บุคลากร|ศูนย์|กอง)[ก-๎]*$|มา(?:วิเคราะห์|ใช้|ประกอบ|กำหนด)")
#: Where the first clause of a sentence ends.
_ENDS_CLAUSE = re.compile(
    r"\s*(?:จึง|เพราะ|ทำให้|แม้(?!แต่)|ขณะที่|ทั้งที่|ซึ่ง|เนื่องจาก|ส่งผล|\sโดย|แต่(?!ละ|ง))|(?<=[ก-๎]{20}) (?=[ก-๎])"
)
_BY_WHOM = re.compile(
    r"^(?:กรม|หน่วยงาน|ส่วนราชการ|องค์การ|องค์กร|สำนักงาน)(?=ยัง|ไม่|มี|ใช้|แสดง|ระบุ)(?:ยัง(?!ไม่))?|^(?:ควร|พึง|เห็นควร)"
    r"|^(?:เมื่อ|ระหว่าง(?=เดือน)|ช่วงที่)[^ ]{4,60}(?: [\d๐-๙]+ [^ ]{2,8})? (?=[ก-๎]{8})"
)
#: With these a clause cannot end.
_OPEN_END = re.compile(
    "ของ|ที่|ใน|กับ|และ|หรือ|ต่อ|เพื่อ|ด้วย|จาก|ซึ่ง|โดย|ให้|จะ|แก่|เพียง|ถึง|ว่า|แต่|คือ|เมื่อ|ร้อยละ|ประมาณ|กว่า|ภายใน|เฉลี่ย|จำนวน|เป็น|การ|ความ|ระหว่าง"
)


def _clause(text: str) -> str:
    """Return the first clause of a finding, where its noun phrase alone does not tell which weakness it is."""
    words = _BY_WHOM.sub("", CRITERION.sub("", plain(text), count=1)).strip()
    cut = _ENDS_CLAUSE.search(words, TELLING)
    whole = words[: cut.start()].strip() if cut else words
    pieces = [token.text for token in default_segmenter().tokens(whole)]
    while pieces and (len("".join(pieces)) > LONGEST or not pieces[-1].strip() or _OPEN_END.fullmatch(pieces[-1])):
        pieces.pop()
    clause = "".join(pieces).strip(" ,;–-")
    if len(clause) < TELLING + 4:
        return ""
    return clause if len(whole) <= LONGEST else f"{clause}…"


def _noun_phrase(text: str) -> str:
    """Return what a finding is about; of a clause that begins with its verb, the verb's object."""
    words = CRITERION.sub("", plain(text), count=1)
    about = said_of(words)[0]
    for _ in range(3):
        if not _CLAUSE.match(about) and (is_nominal(about) or not begins_with_verb(about)):
            return about
        tokens = default_segmenter().tokens(words)
        if len(tokens) < 4:
            return ""
        words = words[tokens[1].start :].strip()
        about = said_of(words)[0]
        if is_nominal(about) and len(about) >= 8:
            return about
    return ""


#: "The criteria expect …, but": what the criteria say would fit every finding of the item.
CRITERION = re.compile(r"^(?:เกณฑ์|แม้(?:ว่า)?|ถึงแม้)[^ก-ฮ]?.{8,120}?\s?(?:แต่(?!ละ|ง)|ทว่า)\s*(?:ยัง)?")
#: The office itself, or a circumstance: not what the weakness is about.
_CLAUSE = re.compile(r"(?:กรม|หน่วยงาน|ส่วนราชการ|เมื่อ|หาก|มี|ปีนี้|ยัง|ไม่|หัวข้อ|ระหว่าง|แม้|นี้|ต้อง|ทำงาน)(?=[ก-๎])")


def subject_name(findings: Sequence[Finding], subjects: Sequence[Subject], kpi_names: Sequence[str] = ()) -> str:
    """
    Return the subject of the lexicon that at least half of the findings and KPIs name.

    Empty when there is none.
    """
    lexicon = concepts.load()
    counted: Counter[int] = Counter()
    for subject in subjects:
        strongest = max(subject.concepts.values(), default=0.0)
        counted.update(
            n for n, weight in subject.concepts.items() if n not in lexicon.broad and weight >= 0.5 * strongest
        )
    for name in kpi_names:
        counted.update(n for n in measure(name).subjects if n not in lexicon.broad)
    best = max(counted, key=lambda n: (counted[n], -n), default=None)
    if best is None or counted[best] < (len(subjects) + bool(kpi_names)) / 2:
        return ""
    return _of_whom(lexicon.titles[best], findings)


def _of_whom(name: str, findings: Sequence[Finding]) -> str:
    if name != "ความผูกพัน":
        return name
    staff = sum(f.item.startswith("5") or f.item == "7.3" for f in findings)
    return "ความผูกพันของบุคลากร" if staff * 2 > len(findings) else "ความผูกพันของผู้รับบริการและผู้มีส่วนได้ส่วนเสีย"
