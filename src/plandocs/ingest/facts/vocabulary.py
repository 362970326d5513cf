"""Which words head which column: ordered patterns over squeezed names (no blanks, Arabic digits, lower case)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from plandocs.ingest.facts.lines import squeeze
from plandocs.ingest.facts.polarity import BODY, GOOD, NEEDED
from plandocs.thai.dates import buddhist_year, months

Patterns = tuple[tuple[str, re.Pattern[str]], ...]


def _patterns(table: Mapping[str, str]) -> Patterns:
    return tuple((role, re.compile(words)) for role, words in table.items())


_SEQ = r"^(?:ลำดับ(?:ที่|ความ)?|ที่|ข้อที่|no\.?|#|n|เลขที่|รหัส(?!หัวข้อ|เกณฑ์|item|เป้า)[ก-ฮะ-์]{0,12}|ลำดับข้อ)$"
#: A list number or letter before a name.
_MARK = r"(?:\(?(?:\d{1,2}|[ก-ฮ])[.)]?)?"
_NOISE = re.compile(r"[*:：\"“”'‘’]+")

#: Tables and forms of feedback reports.
FINDING_COLUMNS = _patterns(
    {
        "seq": _SEQ,
        # What the agency says of itself, and what it was asked: no assessor's view.
        "own": r"(?:หน่วยงาน|กรม|ส่วนราชการ|องค์(?:การ|กร))(?:ได้)?(?:รายงาน|ชี้แจง|ตอบ|ดำเนินการ|แจ้ง)|^คำ(?:ตอบ|ชี้แจง)"
        r"|^(?:ข้อ)?คำถาม|^(?:สรุป)?(?:จาก)?รายงาน(?:ของ|จาก)(?:หน่วยงาน|กรม|ส่วนราชการ)",
        "score": r"คะแนน|score|ร้อยละที่ได้",
        "level": r"^ระดับ|level|ผลระดับ",
        "kind": r"^(?:ประเภท|ชนิด|ลักษณะ|จำแนก|กลุ่ม)(?:ของ)?(?:ข้อค้นพบ|ประเด็น|ข้อสังเกต|ความเห็น)?$|^(?:s/ofi"
        r"|s/o|ofi/s|\+[/,]?[-–—−]|type|kind)|^(?:จุดแข็ง|s)(?:/|หรือ|\()(?:โอกาส|ofi|o\b|จุดอ่อน)|^ประเภท",
        "strength": rf"^{_MARK}{GOOD}|"
        rf"^{_MARK}(?:จุดแข็ง|จุดเด่น|ข้อเด่น|ข้อดี|สิ่งที่{BODY}(?:ดำเนินการ|ทำ)ได้ดี|ประเด็นที่(?:ทำได้ดี|โดดเด่น)"
        r"|(?:ข้อค้นพบ|ประเด็น|ผล)?(?:เชิง|ด้าน|ทาง|แง่)บวก"
        r"|(?:key)?strength)|^[(\[]\+[)\]]$|(?:ข้อค้นพบ|ผลการ[ก-๙]+|รายการ)(?:ที่เป็น)?(?:จุดแข็ง|จุดเด่น|strengths?)$",
        "ofi": rf"^{_MARK}{NEEDED}|"
        rf"^{_MARK}(?:โอกาส(?:ใน|เพื่อ)?(?:การ)?(?:ปรับปรุง|พัฒนา)|(?:ประเด็น|สิ่ง|จุด|เรื่อง|ข้อ"
        r"|ด้าน)(?:ที่)?(?:ควร|ต้อง|ยังต้อง|พึง)(?:ได้รับการ|เร่ง)?(?:ปรับปรุง|พัฒนา|แก้ไข)"
        r"|ประเด็น(?:เพื่อ)?(?:การ)?(?:พัฒนา|ปรับปรุง)|จุดอ่อน|ofis?(?:$|\()|opportunit|(?:key)?areas?(?:for|of|to)improve|weakness|gaps?$|afi"
        r"|(?:ข้อค้นพบ|ประเด็น|ผล)?(?:เชิง|ด้าน|ทาง|แง่)ลบ|สิ่งที่ยังขาด)|^ช่องว่าง|^[(\[][-–−][)\]]$"
        r"|(?:ข้อค้นพบ|ผลการ[ก-๙]+|รายการ)(?:ที่เป็น)?(?:โอกาสในการ(?:ปรับปรุง|พัฒนา)|ข้อควร(?:พัฒนา|ปรับปรุง)"
        r"|ประเด็นที่ควร(?:พัฒนา|ปรับปรุง)|ofis?)$",
        "explanation": r"คำอธิบายผล|^คำอธิบาย$",
        "advice": r"ข้อเสนอแนะ|แนวทาง(?:การ)?(?:ปรับปรุง|พัฒนา|แก้ไข|ดำเนินการ)|(?:คำ|ข้อ)แนะนำ|recommend|suggest|ข้อเสนอ",
        "evidence": r"หลักฐาน|evidence|เอกสารอ้าง|สิ่งที่ตรวจพบเชิง|แหล่งข้อมูล|อ้างอิงเอกสาร",
        "impact": r"ผลกระทบ|impact|คุณค่า|ความสำคัญ",
        "finding": r"ข้อค้นพบ|สิ่งที่(?:ตรวจ)?พบ|ประเด็นที่(?:ตรวจ)?พบ|finding|ข้อสังเกต|ผลการ(?:ตรวจ|พิจารณา"
        r"|วินิจฉัย)|ความเห็น|ข้อคิดเห็น|ข้อวินิจฉัย|รายละเอียด(?:ข้อ|ประเด็น|$)|comment|สาระ(?:ของ)?ข้อค้นพบ|^ประเด็น$|ข้อความ",
        "item": r"หัวข้อ|^ข้อ$|^ข้อ\(|รหัส(?:หัวข้อ|เกณฑ์)|^item|^เกณฑ์|ข้อกำหนด|itemref|^รายการประเมิน"
        r"|^อ้างอิง(?:เกณฑ์|หัวข้อ)|^ref|^เรื่อง(?:$|ตามเกณฑ์|ที่ประเมิน)|^ชื่อหัวข้อ|^ประเด็น(?:ตามเกณฑ์|การประเมิน)$",
        "category": r"^หมวด|^category",
        "theme": r"theme|ประเด็นสำคัญ",
    }
)

#: Forms (label | value) of feedback reports.
FINDING_LABELS = _patterns(
    {
        "item": r"^(?:หมวด/|หมวดและ)?(?:หัวข้อ(?:ที่|การประเมิน|ประเมิน)?|item|เกณฑ์(?:หัวข้อ|ข้อ)?|รหัสหัวข้อ|ชื่อหัวข้อ)$",
        "category": r"^หมวด(?:ที่)?$",
        "kind": r"^(?:ประเภท|ชนิด|ลักษณะ|จำแนก)(?:ของ)?(?:ข้อค้นพบ|ประเด็น|ข้อสังเกต|ความเห็น)?$|^type|^kind$",
        "finding": r"^(?:ข้อความ|รายละเอียด|ข้อค้นพบ|สาระ|เนื้อหา|สิ่งที่(?:ตรวจ)?พบ|finding)(?:ของ)?(?:ข้อค้นพบ|ประเด็น)?$",
        "score": r"^(?:ผล)?คะแนน|score",
        "level": r"^(?:ผล)?ระดับ|level",
        "strength": rf"^{_MARK}{GOOD}|"
        rf"^{_MARK}(?:จุดแข็ง|จุดเด่น|ข้อเด่น|ข้อดี|สิ่งที่{BODY}(?:ดำเนินการ|ทำ)ได้ดี|strength)",
        "ofi": rf"^{_MARK}{NEEDED}|"
        rf"^{_MARK}(?:โอกาส(?:ใน|เพื่อ)?(?:การ)?(?:ปรับปรุง|พัฒนา)|(?:ประเด็น|สิ่ง|จุด|เรื่อง"
        r"|ข้อ)(?:ที่)?(?:ควร|ต้อง)(?:ได้รับการ|เร่ง)?(?:ปรับปรุง|พัฒนา|แก้ไข)|ประเด็น(?:เพื่อ)?(?:การ)?(?:พัฒนา"
        r"|ปรับปรุง)|ofis?(?:$|\()|opportunit|areasfor)",
        "explanation": r"^คำอธิบาย|^ผลการ(?:พิจารณา|ประเมิน|ตรวจประเมิน)$|^ความเห็น|^คำวินิจฉัย",
        "advice": r"^ข้อเสนอแนะ|^แนวทาง(?:การ)?(?:ปรับปรุง|พัฒนา)|^(?:คำ|ข้อ)แนะนำ|^สิ่งที่(?:ผู้ตรวจ)?เสนอ",
        "evidence": r"^(?:เอกสาร)?หลักฐาน|^evidence|^เอกสารอ้าง",
    }
)

_OWNER = (
    r"ผู้รับผิดชอบ|หน่วย(?:งาน)?(?:ที่|ผู้)?(?:รับผิดชอบ|ดำเนินการ|เจ้าภาพ|หลัก)|เจ้าภาพ|เจ้าของ(?:เรื่อง|เป้าหมาย"
    r"|ตัวชี้วัด|งาน)|ผู้ดำเนินการ|^หน่วยงาน$|^owner|ผู้รับไปทำ|ผู้รับไปดำเนินการ|^รับผิดชอบ|กอง/|ผู้ขับเคลื่อน|กลุ่มงานที่รับผิดชอบ"
    r"|ผู้กำกับ(?:ดูแล)?"
)
_BUDGET = r"งบประมาณ|^งบ|^เงิน|ใช้เงิน|วงเงิน|เงินที่(?:ได้รับ)?จัดสรร|ค่าใช้จ่าย|budget|จำนวนเงิน"
_NAMED_KPI = (
    r"^(?:ตัวชี้วัด|ตัววัด|kpi|ตัวบ่งชี้)(?:ที่\d+|ความสำเร็จ|ผลสำเร็จ|ผลลัพธ์|ผลผลิต|หลัก|ระดับ[ก-๙]+|เป้าหมาย"
    r"|เป้าประสงค์|ของเป้าหมาย|และหน่วย|/หน่วย|\(|$)"
)
_UNIT = r"^หน่วย(?:นับ|วัด|ของตัวชี้วัด)?(?:$|\()|^unit"
_KPI = r"(?<!ค่าเป้าหมาย)(?<!ค่าเป้าหมายของ)ตัวชี้วัด|keyresult|ตัววัด|kpi|ดัชนีชี้วัด|เครื่องชี้วัด|ตัวบ่งชี้|สิ่งที่ใช้วัด|วัดจาก"
_BASE = (
    r"ค่าฐาน|ฐานข้อมูลเดิม|ปีฐาน|ค่าตั้งต้น|baseline|ค่าเดิม|สถานะปัจจุบัน|ค่าปัจจุบัน|ข้อมูล(?:พื้น)?ฐาน|จุดเริ่มต้น|ค่าเริ่มต้น"
    r"|^ฐาน|ก่อนดำเนินการ|ก่อนเริ่ม|^ผล(?:งาน|การดำเนินงาน)?(?:ปีก่อน|ที่ผ่านมา|ปีที่(?:แล้ว|ผ่านมา)|เดิม)|^เดิม$|^ปัจจุบัน$|^จาก$"
)
_TARGET = (
    r"ค่าเป้าหมาย|^เป้า(?:หมาย)?(?:ทั้งปี|สะสม|ตามแผน|รอบ|ราย|ปี|ณ|เชิงปริมาณ|ตัวชี้วัด|\(|พ\.ศ|25\d\d)|^ค่าเป้า"
    r"|^เป้า$|target|เกณฑ์เป้า|ตั้งเป้า|เป้าหมาย(?:ปี|25\d\d|ตัวชี้วัด|ตามแผน|รอบ|ทั้งปี|เชิงปริมาณ|\(ค่า)|^(?:ค่า)?ที่?ตั้งไว้|ค่าที่ต้องการ|^แผนทั้งปี|^(?:เป็น|ไปสู่|สู่|เพิ่มเป็น)$"
)
_ACTUAL = (
    r"^ค่า(?:จริง|ที่ได้|ที่ทำได้|ณ|ผล|สะสม|ปลายปี|สิ้นปี)|^ผล(?:จริง|งาน|ลัพธ์(?!(?:ที่)?(?:ต้องการ|คาด|มุ่ง|พึง|อยาก"
    r"|ปลายทาง))|การดำเนิน|การปฏิบัติ|ที่(?:ทำ)?ได้|ที่เกิด|\d+เดือน|ไตรมาส|สำเร็จ|สะสม|ณ|รอบ|$|\(|ปี|25\d\d|ประเมิน|สัมฤทธิ์|การวัด)"
    r"|actual|ทำได้(?:จริง)?|ค่าผล|result|ตัวเลขจริง|^จริง$|ผลดำเนิน"
)

#: Tables and forms of plans, monitoring reports, action plans and workshops.
PLAN_COLUMNS = _patterns(
    {
        # Values of others beside the office's own: never its results.
        "comparison": r"(?<!มี)(?<!หา)คู่(?:เทียบ|แข่ง)|ค่าเทียบ|เทียบเคียง|benchmark"
        r"|เปรียบเทียบ(?:กับ)?(?:หน่วยงาน|กรม|องค์(?:กร|การ)|ผู้อื่น)"
        r"|ค่าเฉลี่ย(?:ของ)?(?:ประเทศ|กระทรวง|กรมอื่น|ส่วนราชการ|หน่วยงาน)|(?:กรม|หน่วยงาน|องค์(?:กร|การ))(?:อื่น|ชั้นนำ|เทียบ)",
        "count": r"^จำนวน(?:เป้า|ตัวชี้วัด|โครงการ|กิจกรรม|ประเด็น|ข้อ|รายการ|เรื่อง)",
        "alignment": r"ยุทธศาสตร์ชาติ|แผนแม่บท|แผนพัฒนาฯ|แผนพัฒนาเศรษฐกิจ|sdg|การพัฒนาที่ยั่งยืน|สอดคล้อง|เชื่อมโยง"
        r"|หมุดหมาย|แผนระดับ|^กรอบ(?:$|ที่)|แผนปฏิรูป",
        "seq": _SEQ.replace("^(?:", "^(?:ข้อ|", 1),
        "named_kpi": _NAMED_KPI,
        "source": r"ที่มา|แหล่งที่มา|อ้างอิง(?:จาก)?รายงาน|มาจาก|^source|สนองข้อค้นพบ",
        "plan_actual": r"^แผน/ผล|^แผน-ผล|^แผนและผล|^แผน(?:หรือ)?/?ผล$|^รายการแผน",
        "baseline": _BASE,
        "achieved": r"สถานะ|บรรลุ|ผลสำเร็จ$|(?<!ร้อยละ)(?<!ร้อยละของ)ความสำเร็จ$|^ผลการประเมิน|สัญญาณ"
        r"|สรุปผล|^สรุป$|^ประเมินผล|ผ่าน/ไม่ผ่าน|ผลเทียบ",
        "reason": r"เหตุผล|สาเหตุที่ไม่|เหตุ(?:ที่)?(?:ไม่|ที่)|ปัญหา|อุปสรรค|ข้อจำกัด|คำชี้แจง|คำอธิบายผล",
        "cause": r"สาเหตุ|ต้นเหตุ|รากของปัญหา|rootcause|เพราะ",
        "evidence": r"หลักฐาน|evidence|เอกสารอ้างอิง|แฟ้ม",
        "votes": r"คะแนนโหวต|โหวต|คะแนนเสียง|จำนวนเสียง|^เสียง|vote|ผลการลงคะแนน|ลงคะแนน|^(?:รวม)?คะแนน(?:รวม|ที่ได้)?$"
        r"|^สติกเกอร์|^ดาว|^หัวใจ|^ไลก์|^แต้ม|คะแนนนิยม|(?<!ความ)เห็น(?:ด้วย|ชอบ)",
        "money_source": r"แหล่งเงิน|แหล่งงบ|ประเภทงบ|ที่มาของงบ",
        "spent": r"เบิกจ่าย|ใช้จ่ายจริง|ใช้จริง|จ่ายจริง|ผลการใช้จ่าย",
        "budget": _BUDGET,
        "remedy": r"แนวทาง(?:การ)?แก้ไข|แก้ไขปัญหา|การดำเนินการต่อ|ข้อเสนอสำหรับ",
        "support": rf"(?:{_OWNER})[ก-๙]*(?:สนับสนุน|ร่วม|รอง)$|^หน่วย(?:งาน)?(?:ที่)?(?:สนับสนุน|ร่วม)|^(?:สนับสนุน|ร่วม)$",
        "owner": _OWNER,
        "unit": _UNIT,
        "kpi_project": r"ตัวชี้วัด(?:ของ)?(?:โครงการ|กิจกรรม|ผลผลิต)",
        "kpi": _KPI,
        "target": _TARGET,
        "proposal": r"^ข้อเสนอ(?!แนะ)|ข้อเสนอ(?:แนะ)?(?:เพื่อ|จากกลุ่ม|ของกลุ่ม|ในการ|/แนวทาง)|แนวทาง/ข้อเสนอ"
        r"|^ข้อเสนอแนะ$|^แนวทาง(?:พัฒนา|ปรับปรุง|ดำเนินการ|การพัฒนา|การปรับปรุง)?$|สิ่งที่(?:ควร|จะ|ขอ|อยาก|ต้องการ)(?:ให้)?(?:ทำ|เสนอ|เห็น|มี)|^เรื่องที่เสนอ|^ทาง(?:ออก|แก้)|^วิธีแก้"
        r"|proposal|ความคิด",
        "actual": _ACTUAL,
        "finding": r"โอกาสในการปรับปรุง|^ofi|ประเด็น(?:ที่ควร|การ|เพื่อ)(?:พัฒนา|ปรับปรุง)|ข้อค้นพบ|^ประเด็น(?:$"
        r"|ปัญหา|ที่(?:พบ|พิจารณา|หยิบยก|ทบทวน))|^ปัญหา$|^เรื่อง$",
        "issue": r"ประเด็น(?:เชิง)?ยุทธศาสตร์|(?<!เชิง)(?<!เป้าหมาย)(?<!เป้าประสงค์)ยุทธศาสตร์"
        r"|แผนปฏิบัติราชการเรื่อง|^เรื่องที่\d|^เรื่องที่$|ประเด็นการพัฒนา",
        "item": r"หมวด/หัวข้อ|หัวข้อ|^item|^เกณฑ์|รหัสหัวข้อ|^ข้อ(?:เกณฑ์|pmqa)",
        "category": r"^หมวด",
        "activity": r"กิจกรรม|โครงการ|แนวทาง(?:การ)?(?:ดำเนิน|ขับเคลื่อน|พัฒนา)|^งาน$|วิธี(?:การ)?(?:ดำเนิน|ทำ)"
        r"|มาตรการ|ขั้นตอน|^งานที่|สิ่งที่จะทำ|งานสำคัญ|activity",
        "period": r"ระยะเวลา|ช่วงเวลา|กรอบเวลา|กำหนด(?:แล้วเสร็จ|เวลา|เสร็จ|การ)|ห้วงเวลา|^เมื่อใด|ปฏิทิน|^เดือน"
        r"|timeline|ภายใน|แล้วเสร็จ",
        "group": r"^กลุ่ม(?:ที่)?$|^กลุ่มที่",
        "goal": r"เป้าหมาย|เป้าประสงค์|goal|objective|วัตถุประสงค์|ผลที่คาด|ผลลัพธ์(?:ที่)?(?:ต้องการ|คาด|มุ่ง|พึง|อยาก"
        r"|ปลายทาง)|สิ่งที่(?:ต้องการ|มุ่ง)|ความมุ่งหมาย|จุดมุ่งหมาย",
        "note": r"หมายเหตุ|ความเห็น|remark|^ข้อสังเกต|ข้อสรุป",
    }
)

#: Names that span several columns in a head of two rows, and what may stand below them.
_HEADS_OTHERS = {"", "kpi", "finding", "goal", "achieved", "actual", "target"}
_VALUES = {"unit", "baseline", "target", "actual", "achieved", "strength", "ofi", "evidence", "advice"}

_MONTH = re.compile("|".join(sorted((re.escape(name.replace(" ", "")) for name in months), key=len, reverse=True)))
_MONTH_LOOSE = re.compile(
    r"(ม\.?ค|ก\.?พ|มี\.?ค|เม\.?ย|พ\.?ค|มิ\.?ย|ก\.?ค|ส\.?ค|ก\.?ย|ต\.?ค|พ\.?ย|ธ\.?ค)\.?(?=\d|$|[\s/'(])"
)
_QUARTER = re.compile(r"(?:ไตรมาส[ก-๙]*|(?<![a-z])q)([1-4])(?!\d)")
_YEAR = re.compile(r"(?:พ\.?ศ\.?|ปี|ปีงบประมาณ|ปีงบ|fy|เป้า(?:หมาย)?|ผล|ค่า(?:เป้าหมาย|จริง)?)*\.?(25\d\d)")
_SHORT = {name.replace(".", ""): number for name, number in months.items() if "." in name}


def fiscal_month(month: int) -> int:
    """Return the fiscal month, 1 (October) to 12 (September), of a calendar month.

    >>> fiscal_month(10), fiscal_month(9)
    (1, 12)
    """
    return (month - 10) % 12 + 1


def month_of(name: str) -> int | None:
    """Return the fiscal month that a squeezed column name says last ("พ.ศ.2566ต.ค." → 1)."""
    if len(name) > 40:
        return None
    found = list(_MONTH.finditer(name))
    names = {key.replace(" ", ""): value for key, value in months.items()}
    if found:
        return fiscal_month(names[found[-1][0]])
    loose = list(_MONTH_LOOSE.finditer(name))
    if loose and len(name) <= 24:
        return fiscal_month(_SHORT[loose[-1][1].replace(".", "")])
    return None


def quarter_of(name: str) -> int | None:
    """Return the fiscal quarter, 1 to 4, that a squeezed column name says."""
    match = _QUARTER.search(name) if len(name) <= 40 else None
    return int(match[1]) if match else None


def year_of(name: str) -> int | None:
    """Return the Buddhist-era year that a squeezed column name says, when it says one."""
    found = _YEAR.findall(name)
    if len(set(found)) != 1:
        short = re.fullmatch(r"(?:ปี|ปีงบ|เป้า(?:หมาย)?(?:ปี)?|ผล(?:ปี)?|fy)(\d\d)", name)
        return buddhist_year(short[1]) if short else None
    return buddhist_year(found[0])


def role_of(name: str, patterns: Patterns) -> str:
    """Return the role of a column called `name`, or an empty string."""
    plain = _NOISE.sub("", squeeze(name))
    if not plain:
        return ""
    bare = re.sub(r"\([^()]*\)", "", plain)
    found = next((role for text in (bare, plain) if text and (role := _first(text, patterns))), "")
    return _of_last_row(name, found, patterns)


def _first(text: str, patterns: Patterns) -> str:
    role = next((role for role, pattern in patterns if pattern.search(text)), "")
    return "kpi" if role == "named_kpi" else role


def _of_last_row(name: str, found: str, patterns: Patterns) -> str:
    """Return the role that the last of several head rows gives ("ตัวชี้วัด ค่าเป้าหมาย 2567" is a target)."""
    words = name.split()
    if found not in _HEADS_OTHERS or name.isascii():
        return found
    for start in range(1, len(words)):
        role = _first(_NOISE.sub("", squeeze(" ".join(words[start:]))), patterns)
        if _first(squeeze(" ".join(words[:start])), patterns) not in _HEADS_OTHERS:
            continue
        if found == "actual" and role == "goal":
            return "target"  # what was aimed at, below a head over all figures of the results
        if role in _VALUES:
            return role
    return found
