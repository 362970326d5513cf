# ruff: noqa: INP001
# (scripts beside the templates they build, no package)

"""The bodies of the working papers, forms and the memo."""

from __future__ import annotations

from wordbase import DRAFT_LINE, cell, loop_row, p, r, row, section, simple_table, table, tag, twips

BLUE, GREY = "D9E2F3", "F2F2F2"
DOTS = "\u2026" * 12
FULL_NAME = "{{ แผน.ชื่อ }} ประจำปีงบประมาณ พ.ศ. {{ แผน.ปี }}"
AGENCY = "{{ หน่วยงาน.ชื่อ }}"


#: Room for the emblem of the state, 1.5 cm at the top left; each office puts its own picture there.
EMBLEM = (
    f'<w:framePr w:w="{twips(1.5)}" w:h="{twips(1.5)}" w:hRule="exact" w:wrap="around" w:vAnchor="page" '
    f'w:hAnchor="margin"'
    f' w:x="0" w:y="{twips(1.5)}"/><w:jc w:val="center"/>'
)


def title(name: str, second: str = FULL_NAME, *, new_page: bool = False) -> str:
    """Return the head of a form: its name, the plan, the agency."""
    return "".join(
        [
            p(
                name,
                style="FrontHeading",
                ppr=("<w:pageBreakBefore/>" if new_page else "") + '<w:spacing w:after="0"/>',
            ),
            p(second, style="CoverText"),
            p(AGENCY, style="CoverText", ppr='<w:spacing w:after="160"/>'),
        ]
    )


def unit_sheet() -> str:
    """Return one sheet for each responsible unit."""
    goals = simple_table(
        [
            ("ตัวชี้วัด", 4.9, "TableText"),
            ("หน่วยนับ", 1.9, "TableCenter"),
            ("ค่าฐาน", 1.9, "TableNumber"),
            ("ค่าเป้าหมาย", 2.2, "TableNumber"),
            ("นิยาม", 5.1, "TableText"),
        ],
        "ตัว in เป้าหมาย.ตัวชี้วัด",
        ["{{ ตัว.ชื่อ }}", "{{ ตัว.หน่วย }}", "{{ ตัว.ค่าฐาน }}", "{{ ตัว.ค่าเป้าหมาย }}", "{{ ตัว.นิยาม or '–' }}"],
        empty="ยังไม่ได้กำหนดตัวชี้วัด",
    )
    work = simple_table(
        [
            ("ที่", 1.2, "TableCenter"),
            ("กิจกรรม", 6.4, "TableText"),
            ("กำหนดเวลา", 3.2, "TableCenter"),
            ("งบประมาณ (บาท)", 2.4, "TableNumber"),
            ("ร่วมกับ", 2.8, "TableCenter"),
        ],
        "กิจกรรม in เป้าหมาย.กิจกรรม",
        [
            "{{ กิจกรรม.ลำดับ }}",
            "{{ กิจกรรม.ชื่อ }}",
            "{{ กิจกรรม.ช่วงเวลา }}",
            "{{ กิจกรรม.งบประมาณ }}",
            "{{ กิจกรรม.ผู้รับผิดชอบ }}",
        ],
    )
    return "".join(
        [
            tag("for หน่วย in หน่วยรับผิดชอบ"),
            title("ใบมอบหมายเป้าหมายรายหน่วยงาน", new_page=True),
            p(
                r("หน่วยงาน", style="PlanLabel"),
                r(" {{ หน่วย.ชื่อ }}{% if หน่วย.ชื่อย่อ %} ({{ หน่วย.ชื่อย่อ }}){% endif %}"),
                style="PlanBlock",
            ),
            p(
                "รับผิดชอบ {{ หน่วย.จำนวนเป้าหมาย }} เป้าหมาย โปรดตรวจค่าฐาน ค่าเป้าหมาย กำหนดเวลา และงบประมาณ "
                "แล้วเติมช่องที่เน้นสีไว้",
                style="PlanBlock",
            ),
            tag("for เป้าหมาย in หน่วย.เป้าหมาย"),
            p("เป้าหมายที่ {{ เป้าหมาย.ลำดับ }} {{ เป้าหมาย.ชื่อ }}", style="Heading2"),
            p("หัวข้อเกณฑ์ {{ เป้าหมาย.หัวข้อ or '–' }} ({{ เป้าหมาย.ความสัมพันธ์ }})", style="PlanBlock"),
            tag("for เดิม in เป้าหมาย.ความเป็นมา"),
            p("–\t{{ เดิม }}", style="PlanItem"),
            tag("endfor"),
            p("ตารางที่ {{ เลขตาราง }} ตัวชี้วัดของเป้าหมายที่ {{ เป้าหมาย.ลำดับ }}", style="Caption"),
            goals,
            p("ตารางที่ {{ เลขตาราง }} กิจกรรมของเป้าหมายที่ {{ เป้าหมาย.ลำดับ }}", style="Caption"),
            work,
            tag("endfor"),
            # A page may begin here: the words say what is signed for.
            p(
                "รับทราบเป้าหมายของ {{ หน่วย.ชื่อ }} จำนวน {{ หน่วย.จำนวนเป้าหมาย }} เป้าหมาย "
                "และจะรายงานผลรอบ 6 เดือน 9 เดือน และ 12 เดือน ต่อผู้จัดทำแผน",
                style="PlanBlock",
                ppr='<w:keepNext/><w:keepLines/><w:spacing w:before="240"/>',
            ),
            p(f"ลงชื่อ {DOTS}{DOTS}", style="Signature", ppr='<w:keepNext/><w:spacing w:before="240"/>'),
            p(f"({DOTS}{DOTS})", style="Signature"),
            tag("endfor"),
            tag("if not หน่วยรับผิดชอบ"),
            title("ใบมอบหมายเป้าหมายรายหน่วยงาน"),
            p("ยังไม่มีเป้าหมายที่ผ่านการพิจารณา", style="PlanBody"),
            tag("endif"),
            section(last=True),
        ]
    )


def workshop() -> str:
    """Return the workshop paper, a page for each category."""
    ofis = simple_table(
        [
            ("หัวข้อ", 1.5, "TableCenter"),
            ("โอกาสในการปรับปรุงและความเป็นมา", 8.6, "TableText"),
            ("สาเหตุ", 4.2, "TableText"),
            ("ข้อเสนอ/แนวทาง", 4.6, "TableText"),
            ("ผู้รับผิดชอบ", 2.4, "TableText"),
            ("กรอบเวลา", 2.0, "TableText"),
            ("คะแนนเสียง", 1.9, "TableCenter"),
        ],
        "ข้อ in หมวด.โอกาส",
        ["{{ ข้อ.หัวข้อ }}", "{{ ข้อ.ข้อความ }} [{{ ข้อ.ความเป็นมา }}]", "", "", "", "", ""],
        empty="ไม่มีโอกาสในการปรับปรุงในหมวดนี้ ใช้เสนอเรื่องใหม่",
    )
    ideas = table(
        [1.5, 12.8, 4.6, 4.4, 1.9],
        row(
            *(
                cell(name, twips(w), style="TableHead", fill=BLUE)
                for name, w in (
                    ("ที่", 1.5),
                    ("ข้อเสนอใหม่ของกลุ่ม", 12.8),
                    ("ตัวชี้วัดและค่าเป้าหมาย", 4.6),
                    ("ผู้รับผิดชอบ", 4.4),
                    ("คะแนนเสียง", 1.9),
                )
            ),
            head=True,
        ),
        *(
            row(
                cell(p(str(n), style="TableCenter", ppr="<w:keepNext/>" if n < 3 else ""), twips(1.5)),
                *(cell("", twips(w)) for w in (12.8, 4.6, 4.4, 1.9)),
                height=1.2,
            )
            for n in (1, 2, 3)
        ),
    )
    return "".join(
        [
            tag("for หมวด in รายหมวด"),
            p(
                "ใบงานการประชุมเชิงปฏิบัติการ หมวด {{ หมวด.หมวด }} {{ หมวด.ชื่อ }}",
                style="FrontHeading",
                ppr='<w:pageBreakBefore/><w:spacing w:after="0"/>',
            ),
            p(f"จัดทำ{FULL_NAME} {AGENCY}", style="CoverText", ppr='<w:spacing w:after="80"/>'),
            p(
                f"กลุ่มที่ {DOTS} วิทยากรประจำกลุ่ม {DOTS}{DOTS} ผู้บันทึก {DOTS}{DOTS}",
                style="PlanBlock",
                ppr='<w:spacing w:after="80"/>',
            ),
            p("ตารางที่ {{ เลขตาราง }} โอกาสในการปรับปรุงของหมวด {{ หมวด.หมวด }}: หาสาเหตุและเสนอแนวทาง", style="Caption"),
            ofis,
            tag("if หมวด.เป้าหมาย"),
            p(
                r("เป้าหมายที่มีข้อเสนอไว้แล้ว", style="PlanLabel"),
                style="PlanBlock",
                ppr='<w:keepNext/><w:spacing w:before="160"/>',
            ),
            tag("for เป้าหมาย in หมวด.เป้าหมาย"),
            p("{{ เป้าหมาย.ลำดับ }}.\t{{ เป้าหมาย.ชื่อ }} (ผู้รับผิดชอบ {{ เป้าหมาย.ผู้รับผิดชอบ }})", style="PlanItem"),
            tag("endfor"),
            tag("endif"),
            p("ตารางที่ {{ เลขตาราง }} ข้อเสนอใหม่", style="Caption"),
            ideas,
            tag("endfor"),
            tag("if not รายหมวด"),
            p("ใบงานการประชุมเชิงปฏิบัติการ", style="FrontHeading"),
            p("ยังไม่มีข้อค้นพบจากรายงานป้อนกลับ", style="PlanBody"),
            tag("endif"),
            section(landscape=True, last=True),
        ]
    )


def monitoring() -> str:
    """Return the monitoring form, one for each round."""
    widths = [1.5, 5.4, 2.0, 2.2, 2.3, 2.1, 2.0, 4.1, 3.6]
    tw = [twips(width) for width in widths]
    heads = (
        "ที่",
        "ตัวชี้วัด",
        "หน่วยนับ",
        "ค่าฐาน",
        "ค่าเป้าหมาย",
        "ผล",
        "ร้อยละของเป้าหมาย",
        "ปัญหา/อุปสรรค และแนวทางแก้ไข",
        "หลักฐาน",
    )
    head = row(*(cell(name, w, style="TableHead", fill=BLUE) for name, w in zip(heads, tw, strict=True)), head=True)
    total = sum(tw)
    band = row(
        cell(
            p(
                r("เป้าหมายที่ {{ เป้าหมาย.ลำดับ }}", bold=True),
                r(" {{ เป้าหมาย.ชื่อ }}"),
                style="TableText",
                ppr="<w:keepNext/>",
            )
            + p(
                f"ผู้รับผิดชอบ {{{{ เป้าหมาย.ผู้รับผิดชอบ }}}}  งบประมาณที่จัดสรร {{{{ เป้าหมาย.งบประมาณ }}}} บาท  ผลการใช้จ่าย "
                f"{DOTS} บาท",
                style="TableText",
            ),
            total,
            span=9,
            fill=GREY,
        )
    )
    line = row(
        cell("{{ เป้าหมาย.ลำดับ }}.{{ ตัว.ลำดับ }}", tw[0], style="TableCenter"),
        cell("{{ ตัว.ชื่อ }}", tw[1]),
        cell("{{ ตัว.หน่วย }}", tw[2], style="TableCenter"),
        cell("{{ ตัว.ค่าฐาน }}", tw[3], style="TableNumber"),
        cell("{{ ตัว.ค่าเป้าหมาย }}", tw[4], style="TableNumber"),
        *(cell("", w) for w in tw[5:]),
        height=1.4,
    )
    rows = [
        head,
        loop_row("for เป้าหมาย in เป้าหมายทั้งหมด", 9, total),
        band,
        loop_row("for ตัว in เป้าหมาย.ตัวชี้วัด", 9, total),
        line,
        loop_row("endfor", 9, total),
        loop_row("endfor", 9, total),
        loop_row("if not เป้าหมายทั้งหมด", 9, total),
        row(cell("ยังไม่มีเป้าหมายที่ผ่านการพิจารณา", total, span=9)),
        loop_row("endif", 9, total),
    ]
    return "".join(
        [
            tag("for รอบ in รอบติดตาม"),
            p(
                "แบบรายงานติดตามผล {{ รอบ.ชื่อ }} (ข้อมูลถึง {{ รอบ.สิ้นสุด }})",
                style="FrontHeading",
                ppr='<w:pageBreakBefore/><w:spacing w:after="0"/>',
            ),
            p(f"{FULL_NAME} {AGENCY}", style="CoverText", ppr='<w:spacing w:after="80"/>'),
            p(f"หน่วยงานผู้รายงาน {DOTS}{DOTS} ผู้จัดเก็บข้อมูล {DOTS}{DOTS} โทรศัพท์ {DOTS}", style="PlanBlock"),
            p("ตารางที่ {{ เลขตาราง }} ผลการดำเนินการ {{ รอบ.ชื่อ }}", style="Caption"),
            table(widths, *rows),
            p(f"ลงชื่อผู้กำกับดูแลตัวชี้วัด {DOTS}{DOTS} วันที่ {DOTS}", style="PlanBlock", ppr='<w:spacing w:before="200"/>'),
            tag("endfor"),
            section(landscape=True, last=True),
        ]
    )


def application() -> str:
    """Return the skeleton of the application report."""
    goals = simple_table(
        [
            ("ตัวชี้วัด", 7.4, "TableText"),
            ("ค่าฐาน", 2.2, "TableNumber"),
            ("ค่าเป้าหมาย", 2.4, "TableNumber"),
            ("ผลจริง", 2.0, "TableNumber"),
            ("หน่วยนับ", 2.0, "TableCenter"),
        ],
        "ตัว in เป้าหมาย.ตัวชี้วัด",
        ["{{ ตัว.ชื่อ }}", "{{ ตัว.ค่าฐาน }}", "{{ ตัว.ค่าเป้าหมาย }}", "", "{{ ตัว.หน่วย }}"],
    )
    return "".join(
        [
            title("รายงานผลการดำเนินการพัฒนา{{ แผน.คำองค์การ }} (โครงร่าง)", "ปีงบประมาณ พ.ศ. {{ แผน.ปี }}"),
            p(
                "โครงร่างนี้เรียงตามหัวข้อเกณฑ์ รวบรวมจุดแข็งและโอกาสในการปรับปรุงที่ผู้ตรวจประเมินเขียนไว้ และเป้าหมายที่ตอบแต่ละหัวข้อ "
                "ส่วนที่เป็นจุดไข่ปลาให้หน่วยงานเขียนจากผลที่ทำจริง",
                style="PlanBody",
            ),
            tag("for หัวข้อ in รายหัวข้อ"),
            p("หัวข้อ {{ หัวข้อ.รหัส }} {{ หัวข้อ.ชื่อ }}", style="Heading2"),
            p(r("ระดับที่ขอรับการประเมิน", style="PlanLabel"), r(f" {DOTS}"), style="PlanBlock"),
            p(r("การดำเนินการและผล", style="PlanLabel"), r(f" {DOTS}{DOTS}"), style="PlanBlock"),
            tag("if หัวข้อ.จุดแข็ง"),
            p(r("จุดแข็งที่ผู้ตรวจประเมินเห็น", style="PlanLabel"), style="PlanBlock", ppr="<w:keepNext/>"),
            tag("for ข้อ in หัวข้อ.จุดแข็ง"),
            p("–\t{{ ข้อ.ข้อความ }}{% if แสดงที่มา %} ({{ ข้อ.ที่มา }}){% endif %}", style="PlanItem"),
            tag("endfor"),
            tag("endif"),
            tag("if หัวข้อ.โอกาส"),
            p(r("สิ่งที่ต้องแสดงว่าปรับปรุงแล้ว", style="PlanLabel"), style="PlanBlock", ppr="<w:keepNext/>"),
            tag("for ข้อ in หัวข้อ.โอกาส"),
            p("–\t{{ ข้อ.ข้อความ }} ({{ ข้อ.ความเป็นมา }})", style="PlanItem"),
            tag("endfor"),
            tag("endif"),
            tag("for เป้าหมาย in หัวข้อ.เป้าหมาย"),
            p("ตารางที่ {{ เลขตาราง }} ผลตามเป้าหมายที่ {{ เป้าหมาย.ลำดับ }} {{ เป้าหมาย.ชื่อ }}", style="Caption"),
            goals,
            tag("endfor"),
            p(
                r("หลักฐานแนบ", style="PlanLabel"),
                r(f" {DOTS}{DOTS}"),
                style="PlanBlock",
                ppr='<w:spacing w:before="80"/>',
            ),
            tag("endfor"),
            section(last=True),
        ]
    )


def matrix() -> str:
    """Return the response to the feedback report."""
    answers = simple_table(
        [
            ("หัวข้อ", 1.5, "TableCenter"),
            ("โอกาสในการปรับปรุง", 7.6, "TableText"),
            ("ที่มา", 3.6, "TableText"),
            ("ความเป็นมา", 4.6, "TableText"),
            ("เป้าหมายที่", 1.7, "TableCenter"),
            ("การตอบสนองหรือเหตุผล", 3.8, "TableText"),
            ("สถานะ", 2.4, "TableCenter"),
        ],
        "ข้อ in โอกาสในการปรับปรุง",
        [
            "{{ ข้อ.หัวข้อ }}",
            "{{ ข้อ.ข้อความ }}",
            "{{ ข้อ.ที่มา }}",
            "{{ ข้อ.ความเป็นมา }}",
            "{{ ข้อ.เป้าหมายที่ตอบ or '–' }}",
            "{{ ข้อ.เหตุผล or '–' }}",
            "{{ ข้อ.สถานะ or '–' }}",
        ],
        empty="ไม่มีโอกาสในการปรับปรุงในรายงานที่ใช้",
    )
    goals = simple_table(
        [
            ("ที่", 1.5, "TableCenter"),
            ("เป้าหมาย", 14.2, "TableText"),
            ("หัวข้อ", 3.3, "TableCenter"),
            ("ผู้รับผิดชอบ", 6.2, "TableText"),
        ],
        "เป้าหมาย in เป้าหมายทั้งหมด",
        ["{{ เป้าหมาย.ลำดับ }}", "{{ เป้าหมาย.ชื่อ }}", "{{ เป้าหมาย.หัวข้อ or '–' }}", "{{ เป้าหมาย.ผู้รับผิดชอบ }}"],
        empty="ยังไม่มีเป้าหมายที่ผ่านการพิจารณา",
    )
    return "".join(
        [
            title("ตารางการตอบสนองต่อรายงานป้อนกลับ"),
            p("ตารางที่ {{ เลขตาราง }} โอกาสในการปรับปรุงกับเป้าหมายที่ตอบ", style="Caption"),
            answers,
            p("ตารางที่ {{ เลขตาราง }} เป้าหมายที่อ้างถึง", style="Caption"),
            goals,
            section(landscape=True, last=True),
        ]
    )


def memo() -> str:
    """Return the invitation memo."""

    def line(name: str, text: str) -> str:
        return p(r(name, style="MemoLabel"), r("  " + text), style="MemoLine")

    return "".join(
        [
            p(r("(ตราครุฑ)", size=12), ppr=EMBLEM),
            p("บันทึกข้อความ", style="MemoTitle"),
            line("ส่วนราชการ", f"{{{{ แผน.ผู้จัดทำ }}}} {AGENCY}"),
            p(
                r("ที่", style="MemoLabel"),
                r("  {{ แผน.เลขที่ }}\t"),
                r("วันที่", style="MemoLabel"),
                r("  {{ แผน.วันที่ }}"),
                style="MemoLine",
            ),
            line("เรื่อง", f"ขอเชิญประชุมเชิงปฏิบัติการเพื่อจัดทำ{FULL_NAME}"),
            p(
                r("เรียน", style="PlanLabel"),
                r("  {{ แผน.เรียน }}"),
                style="PlanBlock",
                ppr='<w:spacing w:before="120" w:after="120"/>',
            ),
            p(
                f"ด้วย{AGENCY}จะจัดทำ{FULL_NAME} โดยนำโอกาสในการปรับปรุงจากรายงานป้อนกลับปี {{{{ สรุปข้อค้นพบ.ปีรายงาน }}}} "
                f"จำนวน {{{{ สรุปข้อค้นพบ.จำนวนโอกาส }}}} ข้อ "
                "และเป้าหมายเชิงยุทธศาสตร์ของหน่วยงานมาพิจารณาร่วมกัน",
                style="PlanBody",
            ),
            p(
                "เพื่อให้ทุกหน่วยงานได้ร่วมหาสาเหตุ เสนอแนวทาง และกำหนดตัวชี้วัด จึงขอเชิญท่านหรือผู้แทนเข้าร่วมประชุมเชิงปฏิบัติการ "
                "ใน {{ แผน.วันประชุม }} ณ {{ แผน.สถานที่ประชุม }} ทั้งนี้ ได้แนบใบงานรายหมวดมาเพื่อให้ศึกษาก่อนการประชุม",
                style="PlanBody",
                ppr='<w:spacing w:before="120"/>',
            ),
            p(
                "จึงเรียนมาเพื่อโปรดพิจารณาเข้าร่วมประชุมตามวัน เวลา และสถานที่ข้างต้น",
                style="PlanBody",
                ppr='<w:spacing w:before="120"/>',
            ),
            p(style="Signature"),
            p(style="Signature"),
            p("({{ แผน.ผู้ลงนาม }})", style="Signature"),
            p("{{ แผน.ตำแหน่งผู้ลงนาม }}", style="Signature"),
            section(memo=True, header=False, last=True),
        ]
    )


TEMPLATES = {
    "unit-sheet": ("ใบมอบหมายเป้าหมายรายหน่วยงาน", unit_sheet(), [], DRAFT_LINE),
    "workshop-paper": ("ใบงานการประชุมเชิงปฏิบัติการ", workshop(), [], DRAFT_LINE),
    "monitoring-form": ("แบบรายงานติดตามผล", monitoring(), [], DRAFT_LINE),
    "application-report": ("รายงานผลการดำเนินการพัฒนาองค์การ (โครงร่าง)", application(), [], DRAFT_LINE),
    "response-matrix": ("ตารางการตอบสนองต่อรายงานป้อนกลับ", matrix(), [], DRAFT_LINE),
    "invitation-memo": ("บันทึกข้อความเชิญประชุมเชิงปฏิบัติการ", memo(), [], DRAFT_LINE),
}
