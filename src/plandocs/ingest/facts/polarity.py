"""How Thai names what is good and what is to be improved: a noun and a judgement, whatever the noun is."""

from __future__ import annotations

import re

_NOUN = (
    r"(?:อะไร(?:บ้าง)?|ข้อค้นพบ|ข้อสังเกต|ข้อคิดเห็น|ความเห็น|สิ่ง|ด้าน|ประเด็น|เรื่อง|จุด|ส่วน|รายการ|ผลงาน|การดำเนินงาน|การดำเนินการ)"
)
#: Whose judgement it is: "สิ่งที่คณะผู้ตรวจเห็นว่าต้องแก้ไข".
_BY = r"(?:(?:คณะ)?(?:ผู้ตรวจ(?:ประเมิน)?|ผู้ประเมิน|กรรมการ)\s*)?(?:(?:เห็น|พบ)ว่า)?"
#: The rest of a short name: "…เติม|เต็ม", "…ที่ยังทำได้|ไม่ครบ"; words with a blank behind them are no name.
_REST = r"(?:[ก-๙]{0,18}(?=\s*(?:[:：(\[–-]|พบว่า|คือ|$)))?"
_BETTER = (
    r"(?:ปรับ(?:ปรุง|เปลี่ยน)?|พัฒนา|แก้(?:ไข)?|เพิ่ม(?:เติม)?|เติม(?:เต็ม)?|ยกระดับ|เสริม(?:สร้าง)?|เร่งรัด|ทำให้ดี|ทำได้ดีกว่า|ทำเพิ่ม|ทำได้อีก|ทำให้ครบ|คิดต่อ|ดูแลเพิ่ม"
    r"|ดีขึ้น|ดีกว่านี้|ใส่ใจ)"
)
#: Who does well what is done well: "สิ่งที่องค์กรทำได้ดี".
BODY = r"(?:องค์กร|องค์การ|หน่วยงาน|ส่วนราชการ|กรม|จังหวัด)?"
#: "เรื่องที่น่าชื่นชม", "สิ่งที่ดีอยู่แล้ว", "ข้อสังเกตเชิงบวก" …
GOOD = (
    rf"{_NOUN}\s*(?:(?:ที่|อัน)?\s*{_BY}\s*(?:น่า(?:ชื่นชม|ชมเชย|ยกย่อง|ภูมิใจ|ประทับใจ)|ประทับใจ|(?:ดำเนินการ|ปฏิบัติ|ทำ)(?:ได้)?(?:แล้ว|ครบ|สำเร็จ)|มี(?:อยู่)?แล้ว|"
    r"(?:ดำเนินการ|ดำเนินงาน|ปฏิบัติ|ทำ)(?:ได้)?ดี(?!ขึ้น|กว่า)"
    r"|ดี(?:อยู่)?แล้ว|ดีอยู่|ดีเด่น|เป็น(?:เลิศ|จุดแข็ง|แบบอย่าง)|(?:โดด)?เด่น|เข้มแข็ง|แข็งแรง|ประสบความสำเร็จ"
    r"|ควร(?:ชื่นชม|รักษา|คงไว้|ธำรง|ต่อยอด)|ขอชื่นชม|ชื่นชม)|(?:เชิง|ด้าน|ทาง)บวก)"
    rf"{_REST}"
)
#: "เรื่องที่ฝากให้คิดต่อ", "ด้านที่ยังต้องเติมเต็ม", "สิ่งที่ยังไม่ครบ", "ข้อสังเกตเชิงลบ" …
NEEDED = (
    rf"{_NOUN}\s*(?:(?:ที่)?\s*{_BY}\s*(?:ยัง)?\s*(?:สามารถ|ควร|ต้อง|พึง|น่าจะ|ขอ|ฝาก|อยาก|เห็นควร)(?:ให้|จะ|ได้รับการ|มีการ|ได้|เร่ง)*\s*{_BETTER}"
    rf"|ที่\s*{_BY}\s*(?:ยัง\s*(?:ขาด|ไม่|ทำได้ไม่|ทำไม่|อ่อน|มีช่องว่าง|เป็นช่องว่าง|บกพร่อง)|เป็นจุดอ่อน|อ่อนแอ|บกพร่อง)"
    rf"|(?:เพื่อ|ใน)(?:การ)?(?:ปรับปรุง|พัฒนา)|(?:เชิง|ด้าน|ทาง)ลบ)"
    rf"{_REST}"
)
#: Words of sentences that find something missing, in order of how surely they do; a sentence with none of them praises.
_MISSING = re.compile("ยังไม่|ไม่(?:พบ|มี|ได้|ปรากฏ|ครบ|ครอบคลุม|เชื่อมโยง|สอดคล้อง|ชัดเจน|ต่อเนื่อง|เพียงพอ|ทั่วถึง)|ขาด|ควร|ยังคง")
_LACKING = re.compile(
    "ยัง(?!ผล|ประโยชน์|ยืน)|เพียง(?!พอ)|เฉพาะ|เท่านั้น|บางส่วน|จำกัด|ล่าช้า|ช้า(?=\\s|$)|ค้าง|ซ้ำซ้อน|เกิน(?:กว่า)?\\s*\\d|ต่ำกว่า|ทรงตัว"
    "|คลาดเคลื่อน|รอ(?:คิว|นาน)|คนละ(?:ระบบ|ชุด)|กระจุก|ไม่ตรง"
)
_NOT = re.compile("(?<!โดย)(?<!แต่)ไม่(?!ว่า|เกิน|น้อยกว่า|ต่ำกว่า)")
#: What such words add to the odds (as logarithms) that a sentence names a weakness.
_ODDS = ((_MISSING, 2.0), (_LACKING, 1.0), (_NOT, 0.4))
_PRAISE = -2.0


def tone(text: str) -> float:
    """
    Return how far the words of a sentence speak for a weakness (above zero) or a strength (below).

    >>> tone("ยังไม่ทบทวนแผน") > 0 > tone("ทบทวนแผนร่วมกับเครือข่ายครบทุกจังหวัด")
    True
    """
    return next((odds for words, odds in _ODDS if words.search(text)), _PRAISE)


#: How advice begins: with a wish, or with a bare verb of doing.
_WISH = re.compile(
    r"^\s*(?:[•●▪*–-]\s*)?(?:(?:หน่วยงาน|กรม|ส่วนราชการ|จังหวัด)\s*)?(?:ควร|อาจ(?!ารย์)|น่าจะ|ขอให้|เสนอ(?:ให้|แนะ)|เห็นควร|พิจารณา|แนะนำ|อยากให้)"
)
_DO = re.compile(
    r"^\s*(?:[•●▪*–-]\s*)?(?:เพิ่ม|จัด(?!ซื้อ)|ใช้|นำ|ขยาย|พัฒนา|ทบทวน|ศึกษา|กำหนด|สร้าง|ปรับ|เร่ง|ร่วม|หา|เปิด|ทำ|ส่งเสริม|เปลี่ยน|เก็บ|ตั้ง|ซ้อม|เชื่อม"
    r"|ออกแบบ|วิเคราะห์|สำรวจ|ติดตาม|ต่อยอด|บูรณาการ|เรียนรู้)"
)
#: Words of what has been done or reached: a verb that begins such a sentence tells, it does not advise.
_DONE = re.compile(
    "แล้ว|ทำให้|ได้|ร้อยละ|ครบ|ต่อเนื่อง|ส่งผล|ทุก|ปีละ|เดือนละ|จาก.{0,30}(?:เหลือ|เป็น)|ลด(?:ลง|เวลา)|สูงกว่า|เพิ่มขึ้น|ไม่|ยัง|ขาด|เพียง"
)
_SHORT_ADVICE = 60
#: What names documents, not what was found in them.
_PAPERS = re.compile(
    r"^\s*(?:[•●▪*–-]\s*)?(?:สำเนา)?(?:คำสั่ง|รายงาน(?:การ|ผล)|บันทึก|เอกสาร|ประกาศ|หนังสือ|ภาพ(?:ถ่าย|หน้าจอ)?|ระเบียบ|คู่มือ|แฟ้ม|ทะเบียน(?!ราษฎร)|เว็บไซต์|สัมภาษณ์|แบบ(?:ฟอร์ม|สอบถาม)?)"
)


def advises(text: str) -> bool:
    """
    Return whether a sentence says what to do, not what was found.

    >>> advises("ควรจัดทำคลังความรู้กลาง"), advises("จัดทำคลังความรู้กลาง"), advises("จัดทำคลังความรู้กลางครบทุกกอง")
    (True, True, False)
    """
    if _WISH.match(text):
        return True
    return len(text) <= _SHORT_ADVICE and _DO.match(text) is not None and _DONE.search(text) is None


#: How questions of the criteria end, and how their descriptions begin.
_ASKS = re.compile(
    r"(?:อย่างไร(?:บ้าง)?|หรือไม่|อะไรบ้าง|เพียงใด|[?？])\s*[)”]?\s*$|^\s*(?:เกณฑ์|คำอธิบาย|คำถาม|ประเด็นพิจารณา)\s*[:：]"
)


def asks_or_advises(text: str) -> bool:
    """
    Return whether a text below an item is a question, a criterion, advice or a paper, not what was found.

    >>> asks_or_advises("ส่วนราชการสื่อสารทิศทางอย่างไร"), asks_or_advises("ยังไม่สื่อสารทิศทางถึงสาขา")
    (True, False)
    """
    return _ASKS.search(text) is not None or advises(text) or cites(text)


def cites(text: str) -> bool:
    """
    Return whether words only name papers, as evidence does.

    >>> cites("คำสั่งแต่งตั้งคณะทำงานและรายงานการประชุม"), cites("รายงานผลไม่ครบทุกไตรมาส")
    (True, False)
    """
    return len(text) <= _SHORT_ADVICE and _PAPERS.match(text) is not None and _DONE.search(text) is None
