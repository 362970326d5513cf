from __future__ import annotations

from plandocs.model.document import DocumentKind

WORKSHOP = DocumentKind.WORKSHOP

NOTES = """
# สรุปผลการประชุมเชิงปฏิบัติการ
## กลุ่ม 4 หมวด 4 ข้อมูล
(ก) ข้อมูลเปิด (4.1)
ติด: มี 3 ชุด คนเอาไปใช้ต่อไม่ได้
สาเหตุ: ไม่รู้ใครเป็นเจ้าของ
ข้อเสนอ
1) ไล่บัญชีข้อมูลทุกกอง - โหวต 44 - จภ. ศทส.+กยผ. - ก.ย.64
2) ตั้งคนดูข้อมูลกองละ 2 (12 คะแนน) ผู้รับผิดชอบ: ทุกกอง
ผล: เข้าแผน
## งานต่อ
- ร่างแผนถึงคณะกรรมการ 9 ธ.ค.63
"""

TABLE = """
# ใบงานกลุ่มที่ 3
| หัวข้อ | ประเด็นปัญหา | สาเหตุ | ข้อเสนอ/แนวทาง | คะแนนโหวต | ผู้รับผิดชอบ |
| 3.4 | เรื่องค้างนาน | ส่งกระดาษข้ามเขต | 1. เปิดระบบดูสถานะทุกเขต | 38 | กองบริการ |
| 3.2 | ไม่รู้ความผูกพัน | แบบสอบถามเก่า | ออกแบบเครื่องวัดใหม่ | 41 | กองแผน |
"""


def test_telegraphic_notes_give_proposals_with_votes_cause_and_owner(facts_of):
    found = facts_of(WORKSHOP, NOTES).proposals

    assert [(one.text, one.votes, one.owner, one.cause, one.item) for one in found] == [
        ("ไล่บัญชีข้อมูลทุกกอง", 44, "ศทส.+กยผ.", "ไม่รู้ใครเป็นเจ้าของ", "4.1"),
        ("ตั้งคนดูข้อมูลกองละ 2", 12, "ทุกกอง", "ไม่รู้ใครเป็นเจ้าของ", "4.1"),
    ]


def test_sheets_give_the_same(facts_of):
    found = facts_of(WORKSHOP, TABLE).proposals

    assert [(one.text, one.votes, one.owner, one.cause, one.item) for one in found] == [
        ("เปิดระบบดูสถานะทุกเขต", 38, "กองบริการ", "ส่งกระดาษข้ามเขต", "3.4"),
        ("ออกแบบเครื่องวัดใหม่", 41, "กองแผน", "แบบสอบถามเก่า", "3.2"),
    ]


def test_anchors_hold_the_words_of_a_proposal(written, facts_of):
    blocks = written(NOTES).blocks

    for proposal in facts_of(WORKSHOP, NOTES).proposals:
        assert blocks[proposal.anchor.block].text[proposal.anchor.start : proposal.anchor.end] == proposal.text


def test_entries_with_votes_are_proposals_under_any_group(facts_of):
    text = "กลุ่มคลังและทะเบียน\n1. ถ่ายภาพพันธุ์ทุกชนิด จ้างนักศึกษาฝึกงาน  (๒๒ คะแนน)\n2. ย้ายโรงเก็บขึ้นชั้นสอง  (28 คะแนน)\n"

    assert [(one.text, one.votes) for one in facts_of(DocumentKind.WORKSHOP, text).proposals] == [
        ("ถ่ายภาพพันธุ์ทุกชนิด จ้างนักศึกษาฝึกงาน", 22),
        ("ย้ายโรงเก็บขึ้นชั้นสอง", 28),
    ]


VOTERS = """
# ข้อเสนอและผลการลงคะแนน
| ลำดับ | ข้อเสนอ | คะแนนโหวต ผู้บริหาร | คะแนนโหวต บุคลากร | คะแนนโหวต รวม | หน่วยงาน |
| 1 | จองห้องประชุมผ่านระบบเดียว | 6 | 15 | 21 | ฝ่ายอำนวยการ |
| 2 | ลดการประชุมประจำเหลือสัปดาห์ละครั้ง | 9 | 28 | 37 | ฝ่ายแผน |
4. ข้อคิดเห็นของวิทยากร
ควรหาค่าฐานก่อนเริ่มทุกข้อ
5. ขั้นตอนต่อไป
- กองเจ้าของเรื่องจัดทำรายละเอียดภายใน 6 ธันวาคม 2567
"""


def test_of_several_votes_their_sum_counts_and_what_follows_is_no_proposal(facts_of):
    found = facts_of(WORKSHOP, VOTERS).proposals
    assert [(one.text, one.votes) for one in found] == [
        ("จองห้องประชุมผ่านระบบเดียว", 21),
        ("ลดการประชุมประจำเหลือสัปดาห์ละครั้ง", 37),
    ]
