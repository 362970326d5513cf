# ruff: noqa: INP001
# (scripts beside the templates they build, no package)

"""The body of the improvement plan (แผนเพิ่มประสิทธิภาพองค์การ) and of its one-page executive summary."""

from __future__ import annotations

from wordbase import (
    DRAFT_LINE,
    cell,
    footnote,
    label,
    loop_row,
    p,
    r,
    row,
    section,
    simple_table,
    table,
    tag,
    twips,
)

FULL_NAME = "{{ แผน.ชื่อ }} ประจำปีงบประมาณ พ.ศ. {{ แผน.ปี }}"
BLUE, GREY = "D9E2F3", "F2F2F2"


def caption(text: str) -> str:
    """Return a table caption with the next number."""
    return p("ตารางที่ {{ เลขตาราง }} " + text, style="Caption")


def cover() -> str:
    """Return the cover, a section without page number."""
    gap = p(style="CoverText")
    return "".join(
        [
            gap * 5,
            p("{{ แผน.ชื่อ }}", style="Title"),
            p("ประจำปีงบประมาณ พ.ศ. {{ แผน.ปี }}", style="Subtitle"),
            gap,
            p("({{ แผน.ช่วงเวลา }})", style="CoverText"),
            gap * 9,
            p("{{ หน่วยงาน.ชื่อ }}", style="Subtitle"),
            tag("if หน่วยงาน.กระทรวง"),
            p("{{ หน่วยงาน.กระทรวง }}", style="CoverText"),
            tag("endif"),
            p("จัดทำโดย {{ แผน.ผู้จัดทำ }}", style="CoverText"),
            p("วันที่ {{ แผน.วันที่ }}", style="CoverText"),
            section(header=False),
        ]
    )


def front() -> str:
    """Return preface and contents."""
    sign = "\u2026" * 14
    return "".join(
        [
            p("คำนำ", style="FrontHeading"),
            p(
                f"{FULL_NAME} ของ{{{{ หน่วยงาน.ชื่อ }}}} จัดทำขึ้นจากสองทาง คือ เป้าหมายเชิงยุทธศาสตร์ของหน่วยงาน "
                f"และโอกาสในการปรับปรุง"
                "ที่ผู้ตรวจประเมินให้ไว้ในรายงานป้อนกลับ เพื่อให้การพัฒนา{{ แผน.คำองค์การ }}ตอบสิ่งที่ยังเป็นช่องว่างอยู่จริง "
                "และติดตามได้ว่าแต่ละเรื่องเคยดำเนินการอย่างไรมาแล้ว",
                style="PlanBody",
            ),
            p(
                "แผนฉบับนี้มีเป้าหมาย {{ แผน.จำนวนเป้าหมาย }} เป้าหมาย และตัวชี้วัด {{ แผน.จำนวนตัวชี้วัด }} ตัวชี้วัด "
                "แต่ละเป้าหมายระบุหลักฐานที่มา ค่าฐาน ค่าเป้าหมาย กิจกรรม ระยะเวลา งบประมาณ และผู้รับผิดชอบ "
                "ข้อมูลใดที่ยังไม่มีผู้ยืนยันจะเว้นที่ว่างไว้"
                "และรวบรวมเป็นรายการท้ายเล่ม เพื่อให้หน่วยงานที่เกี่ยวข้องเติมให้ครบก่อนเสนออนุมัติ",
                style="PlanBody",
            ),
            p("{{ แผน.คำนำ }}", style="PlanBody"),
            p(),
            p(f"({sign})", style="Signature"),
            p("{{ แผน.ผู้จัดทำ }}", style="Signature"),
            p("สารบัญ", style="TOCHeading", ppr="<w:pageBreakBefore/>"),
            p("{{ สารบัญ }}"),
            section(start=1),
        ]
    )


def executive_summary() -> str:
    """Return the executive summary."""
    goals = simple_table(
        [
            ("ที่", 1.0, "TableCenter"),
            ("เป้าหมาย", 9.4, "TableText"),
            ("หัวข้อ", 2.0, "TableCenter"),
            ("ผู้รับผิดชอบ", 3.6, "TableText"),
        ],
        "เป้าหมาย in เป้าหมายทั้งหมด",
        [
            "{{ เป้าหมาย.ลำดับ }}",
            "{{ เป้าหมาย.ชื่อ|ไม่อ้างอิง }}",
            "{{ เป้าหมาย.หัวข้อ or '–' }}",
            "{{ เป้าหมาย.ผู้รับผิดชอบ|ไม่อ้างอิง }}",
        ],
        empty="ยังไม่มีเป้าหมายที่ผ่านการพิจารณา",
    )
    return "".join(
        [
            p("บทสรุปผู้บริหาร", style="Heading1"),
            p(
                "รายงานป้อนกลับที่ใช้จัดทำแผน (ปี {{ สรุปข้อค้นพบ.ปีรายงาน }}) มีจุดแข็ง {{ สรุปข้อค้นพบ.จำนวนจุดแข็ง }} ข้อ "
                "และโอกาสในการปรับปรุง {{ สรุปข้อค้นพบ.จำนวนโอกาส }} ข้อ ในจำนวนนี้ {{ สรุปข้อค้นพบ.จำนวนที่มีเป้าหมายตอบ }} "
                "ข้อมีเป้าหมายในแผนนี้รองรับ "
                "และ {{ สรุปข้อค้นพบ.จำนวนที่ยังไม่มีเป้าหมาย }} ข้อยังไม่มีเป้าหมายรองรับในปีนี้ เมื่อไล่ย้อนรายงานของปีที่ผ่านมา "
                "พบประเด็นที่ปรากฏซ้ำมากกว่าหนึ่งปี {{ สรุปข้อค้นพบ.จำนวนประเด็นต่อเนื่อง }} ประเด็น",
                style="PlanBody",
            ),
            p(
                "งบประมาณรวมของแผน {{ แผน.งบประมาณรวม }} บาท เป้าหมายที่ยังไม่ทราบงบประมาณมี "
                "{{ แผน.จำนวนเป้าหมายที่ไม่ทราบงบประมาณ }} เป้าหมาย",
                style="PlanBody",
            ),
            caption("เป้าหมายของแผน"),
            goals,
        ]
    )


def part_agency() -> str:
    """Return part 1, the agency."""
    return "".join(
        [
            p("ส่วนที่ 1 ข้อมูล{{ แผน.คำองค์การ }}", style="Heading1"),
            p("1.1 วิสัยทัศน์และพันธกิจ", style="Heading2"),
            label("วิสัยทัศน์", "{{ หน่วยงาน.วิสัยทัศน์ }}"),
            p(r("พันธกิจ", style="PlanLabel"), style="PlanBlock"),
            tag("for พันธกิจ in หน่วยงาน.พันธกิจ"),
            p("{{ loop.index }}.\t{{ พันธกิจ }}", style="PlanItem"),
            tag("endfor"),
            label("ค่านิยม", "{{ หน่วยงาน.ค่านิยม }}"),
            label("สมรรถนะหลัก", "{{ หน่วยงาน.สมรรถนะหลัก }}"),
            p("1.2 สภาวการณ์เชิงกลยุทธ์", style="Heading2"),
            label("ความท้าทายเชิงกลยุทธ์", "{{ หน่วยงาน.ความท้าทาย }}"),
            label("ความได้เปรียบเชิงกลยุทธ์", "{{ หน่วยงาน.ความได้เปรียบ }}"),
            tag("if หน่วยงาน.หน่วยงานภายใน"),
            p("1.3 หน่วยงานภายใน", style="Heading2"),
            tag("for หน่วย in หน่วยงาน.หน่วยงานภายใน"),
            p("{{ หน่วย.ลำดับ }}.\t{{ หน่วย.ชื่อ }}{% if หน่วย.ชื่อย่อ %} ({{ หน่วย.ชื่อย่อ }}){% endif %}", style="PlanItem"),
            tag("endfor"),
            tag("endif"),
        ]
    )


def part_findings() -> str:
    """Return part 2, findings with their lineage."""
    counts = simple_table(
        [
            ("หมวด", 1.6, "TableCenter"),
            ("ชื่อหมวด", 8.8, "TableText"),
            ("จุดแข็ง (ข้อ)", 2.6, "TableNumber"),
            ("โอกาสในการปรับปรุง (ข้อ)", 3.0, "TableNumber"),
        ],
        "หมวด in รายหมวด",
        ["{{ หมวด.หมวด }}", "{{ หมวด.ชื่อ }}", "{{ หมวด.จำนวนจุดแข็ง }}", "{{ หมวด.จำนวนโอกาส }}"],
        empty="ไม่มีข้อค้นพบในรายงานที่ใช้",
    )
    ofis = simple_table(
        [
            ("หัวข้อ", 1.4, "TableCenter"),
            ("โอกาสในการปรับปรุง", 6.2, "TableText"),
            ("ที่มา", 3.0, "TableText"),
            ("ความเป็นมา", 3.8, "TableText"),
            ("เป้าหมายที่", 1.6, "TableCenter"),
        ],
        "ข้อ in โอกาสในการปรับปรุง",
        ["{{ ข้อ.หัวข้อ }}", "{{ ข้อ.ข้อความ }}", "{{ ข้อ.ที่มา }}", "{{ ข้อ.ความเป็นมา }}", "{{ ข้อ.เป้าหมายที่ตอบ or '–' }}"],
        empty="ไม่มีโอกาสในการปรับปรุงในรายงานที่ใช้",
    )
    history = simple_table(
        [
            ("ปี", 1.2, "TableCenter"),
            ("เป้าหมายและตัวชี้วัด", 5.2, "TableText"),
            ("ค่าเป้าหมาย", 2.2, "TableNumber"),
            ("ผล", 2.2, "TableNumber"),
            ("ที่มา", 5.2, "TableText"),
        ],
        "เดิม in ประเด็น.เป้าหมายเดิม",
        [
            "{{ เดิม.ปี }}",
            "{{ เดิม.เป้าหมาย }}{% if เดิม.ตัวชี้วัด %} ({{ เดิม.ตัวชี้วัด }}){% endif %}",
            "{{ เดิม.ค่าเป้าหมาย }}",
            "{{ เดิม.ผล }}",
            "{{ เดิม.ที่มา }}",
        ],
    )
    return "".join(
        [
            p("ส่วนที่ 2 ผลการประเมินและการวิเคราะห์", style="Heading1"),
            p("2.1 สรุปข้อค้นพบรายหมวด", style="Heading2"),
            caption("จำนวนจุดแข็งและโอกาสในการปรับปรุงรายหมวด"),
            counts,
            p("2.2 จุดแข็ง", style="Heading2"),
            tag("for หมวด in รายหมวด if หมวด.จุดแข็ง"),
            p("หมวด {{ หมวด.หมวด }} {{ หมวด.ชื่อ }}", style="Heading3"),
            tag("for ข้อ in หมวด.จุดแข็ง"),
            p("{{ ข้อ.หัวข้อ }}\t{{ ข้อ.ข้อความ }}", style="PlanItem"),
            tag("endfor"),
            tag("endfor"),
            tag("if not จุดแข็ง"),
            p("ไม่มีจุดแข็งในรายงานที่ใช้", style="PlanBody"),
            tag("endif"),
            p("2.3 โอกาสในการปรับปรุงและความเป็นมา", style="Heading2"),
            p(
                r("ช่องความเป็นมาแสดงปีที่พบประเด็นเดียวกัน เป้าหมายที่เคยตั้ง และผลที่รายงานไว้"),
                footnote(1),
                r(" ช่องเป้าหมายที่อ้างถึงลำดับเป้าหมายในส่วนที่ 3"),
                style="PlanBody",
            ),
            caption("โอกาสในการปรับปรุง ที่มา และความเป็นมา"),
            ofis,
            tag("if ประเด็นต่อเนื่อง"),
            p("2.4 ประเด็นต่อเนื่องและผลของเป้าหมายที่ผ่านมา", style="Heading2"),
            tag("for ประเด็น in ประเด็นต่อเนื่อง"),
            p("{{ ประเด็น.ลำดับ }}) {{ ประเด็น.ชื่อ }}", style="Heading3"),
            p("พบในรายงานปี {{ ประเด็น.ปีที่พบ }} หัวข้อ {{ ประเด็น.หัวข้อ }} สถานะปัจจุบัน: {{ ประเด็น.สถานะ }}", style="PlanBody"),
            tag("for ช่อง in ประเด็น.ช่องว่าง"),
            p("–\t{{ ช่อง }}", style="PlanItem"),
            tag("endfor"),
            tag("if ประเด็น.เป้าหมายเดิม"),
            caption("เป้าหมายที่ผ่านมาของประเด็นที่ {{ ประเด็น.ลำดับ }}"),
            history,
            tag("endif"),
            tag("if ประเด็น.มีกราฟ"),
            p("{{ ประเด็น.กราฟ }}", style="Figure"),
            p("ภาพที่ {{ เลขภาพ }} {{ ประเด็น.คำบรรยายกราฟ }}", style="FigureCaption"),
            tag("endif"),
            tag("endfor"),
            tag("endif"),
        ]
    )


def part_goals() -> str:
    """Return part 3, the goals."""
    kpis = simple_table(
        [
            ("ตัวชี้วัด", 4.8, "TableText"),
            ("หน่วยนับ", 2.2, "TableCenter"),
            ("ค่าฐาน", 2.2, "TableNumber"),
            ("ค่าเป้าหมาย", 2.4, "TableNumber"),
            ("ที่มาของค่า", 4.4, "TableText"),
        ],
        "ตัว in เป้าหมาย.ตัวชี้วัด",
        ["{{ ตัว.ชื่อ }}", "{{ ตัว.หน่วย }}", "{{ ตัว.ค่าฐาน }}", "{{ ตัว.ค่าเป้าหมาย }}", "{{ ตัว.ที่มา }}"],
        empty="ยังไม่ได้กำหนดตัวชี้วัด",
    )
    alignment = simple_table(
        [
            ("แผน/นโยบาย", 5.0, "TableText"),
            ("รหัส", 2.0, "TableCenter"),
            ("ประเด็นที่สอดคล้อง", 6.2, "TableText"),
            ("หมายเหตุ", 2.8, "TableText"),
        ],
        "แนว in เป้าหมาย.ความสอดคล้อง",
        ["{{ แนว.แผน }}", "{{ แนว.รหัส }}", "{{ แนว.ข้อความ }}", "{{ แนว.หมายเหตุ }}"],
        empty="ยังไม่ได้ระบุความสอดคล้องกับแผนระดับต่าง ๆ",
    )
    return "".join(
        [
            p("ส่วนที่ 3 เป้าหมายและทิศทางการพัฒนา", style="Heading1"),
            tag("if not เป้าหมายทั้งหมด"),
            p("ยังไม่มีเป้าหมายที่ผ่านการพิจารณา", style="PlanBody"),
            tag("endif"),
            tag("for เป้าหมาย in เป้าหมายทั้งหมด"),
            p("เป้าหมายที่ {{ เป้าหมาย.ลำดับ }} {{ เป้าหมาย.ชื่อ }}", style="Heading2"),
            p(r("ผู้รับผิดชอบ", style="PlanLabel"), r(" {{ เป้าหมาย.ผู้รับผิดชอบ }}"), style="PlanBlock"),
            p(
                r("หัวข้อเกณฑ์", style="PlanLabel"),
                r(" {{ เป้าหมาย.หัวข้อ or '–' }}  ({{ เป้าหมาย.ความสัมพันธ์ }})"),
                style="PlanBlock",
            ),
            tag("if เป้าหมาย.เหตุผล"),
            p(r("เหตุผล", style="PlanLabel"), style="PlanBlock", ppr="<w:keepNext/>"),
            tag("for เหตุผล in เป้าหมาย.เหตุผล"),
            p("–\t{{ เหตุผล }}", style="PlanItem"),
            tag("endfor"),
            tag("endif"),
            tag("if เป้าหมาย.ความเสี่ยง"),
            p(r("ข้อควรระวัง", style="PlanLabel"), style="PlanBlock", ppr="<w:keepNext/>"),
            tag("for เสี่ยง in เป้าหมาย.ความเสี่ยง"),
            p("–\t{{ เสี่ยง }}", style="PlanItem"),
            tag("endfor"),
            tag("endif"),
            caption("ตัวชี้วัดของเป้าหมายที่ {{ เป้าหมาย.ลำดับ }}"),
            kpis,
            caption("ความสอดคล้องของเป้าหมายที่ {{ เป้าหมาย.ลำดับ }}"),
            alignment,
            tag("if เป้าหมาย.ความเป็นมา"),
            p(r("ความเป็นมา", style="PlanLabel"), style="PlanBlock", ppr='<w:keepNext/><w:spacing w:before="120"/>'),
            tag("for เดิม in เป้าหมาย.ความเป็นมา"),
            p("–\t{{ เดิม }}", style="PlanItem"),
            tag("endfor"),
            tag("endif"),
            tag("if แสดงที่มา and เป้าหมาย.หลักฐาน"),
            p(r("หลักฐาน", style="PlanLabel"), style="PlanBlock", ppr='<w:keepNext/><w:spacing w:before="120"/>'),
            tag("for หลักฐาน in เป้าหมาย.หลักฐาน"),
            p("[{{ หลักฐาน.ลำดับ }}]\t{{ หลักฐาน.เอกสาร }} {{ หลักฐาน.ตำแหน่ง }}: “{{ หลักฐาน.ข้อความ }}”", style="PlanItem"),
            tag("endfor"),
            tag("endif"),
            tag("endfor"),
            section(),
        ]
    )


def part_actions() -> str:
    """Return the landscape action table: a band for each goal, below it a row of twelve months for each activity."""
    widths = [1.4, 6.2, *[0.78] * 12, 2.4, 3.2, 2.6]
    tw = [twips(width) for width in widths]
    total = sum(tw)
    months = tw[2:14]
    top = row(
        cell("ที่", tw[0], style="TableHead", merge="restart", fill=BLUE),
        cell("กิจกรรม/โครงการ", tw[1], style="TableHead", merge="restart", fill=BLUE),
        cell("พ.ศ. {{ แผน.ปีก่อน }}", sum(months[:3]), style="TableHead", span=3, fill=BLUE),
        cell("พ.ศ. {{ แผน.ปี }}", sum(months[3:]), style="TableHead", span=9, fill=BLUE),
        cell("งบประมาณ (บาท)", tw[14], style="TableHead", merge="restart", fill=BLUE),
        cell("ผู้รับผิดชอบ", tw[15], style="TableHead", merge="restart", fill=BLUE),
        cell("กำหนดเวลา", tw[16], style="TableHead", merge="restart", fill=BLUE),
        head=True,
    )
    second = row(
        cell("", tw[0], merge="continue", fill=BLUE),
        cell("", tw[1], merge="continue", fill=BLUE),
        *(cell(f"{{{{ เดือน[{n}].ชื่อ }}}}", tw[2 + n], style="TableSmall", fill=BLUE) for n in range(12)),
        cell("", tw[14], merge="continue", fill=BLUE),
        cell("", tw[15], merge="continue", fill=BLUE),
        cell("", tw[16], merge="continue", fill=BLUE),
        head=True,
    )
    kpi_lines = (
        tag("for ตัว in เป้าหมาย.ตัวชี้วัด")
        + p(
            "ตัวชี้วัด: {{ ตัว.ชื่อ|ไม่อ้างอิง }} ({{ ตัว.หน่วย|ไม่อ้างอิง }}) ค่าฐาน {{ ตัว.ค่าฐาน|ไม่อ้างอิง }} ค่าเป้าหมาย "
            "{{ ตัว.ค่าเป้าหมาย|ไม่อ้างอิง }}",
            style="TableText",
        )
        + tag("endfor")
    )
    goal_text = (
        p(
            r("เป้าหมายที่ {{ เป้าหมาย.ลำดับ }}", bold=True),
            r(" {{ เป้าหมาย.ชื่อ|ไม่อ้างอิง }}"),
            style="TableText",
            ppr="<w:keepNext/>",
        )
        + kpi_lines
    )
    band = row(
        cell(goal_text, sum(tw[:14]), span=14, fill=GREY),
        cell("{{ เป้าหมาย.งบประมาณ }}", tw[14], style="TableNumber", fill=GREY),
        cell("{{ เป้าหมาย.ผู้รับผิดชอบ|ไม่อ้างอิง }}", tw[15], fill=GREY),
        cell("แหล่งเงิน: {{ เป้าหมาย.แหล่งเงิน }}", tw[16], fill=GREY),
    )
    line = row(
        cell("{{ เป้าหมาย.ลำดับ }}.{{ กิจกรรม.ลำดับ }}", tw[0], style="TableCenter"),
        cell("{{ กิจกรรม.ชื่อ }}", tw[1]),
        *(cell(f"{{{{ กิจกรรม.เดือน[{n}] }}}}", tw[2 + n], style="TableSmall") for n in range(12)),
        cell("{{ กิจกรรม.งบประมาณ }}", tw[14], style="TableNumber"),
        cell("{{ กิจกรรม.ผู้รับผิดชอบ }}", tw[15]),
        cell("{{ กิจกรรม.ช่วงเวลา }}", tw[16]),
    )
    rows = [
        top,
        second,
        loop_row("for เป้าหมาย in เป้าหมายทั้งหมด", 17, total),
        band,
        loop_row("for กิจกรรม in เป้าหมาย.กิจกรรม", 17, total),
        line,
        loop_row("endfor", 17, total),
        loop_row("endfor", 17, total),
        loop_row("if not เป้าหมายทั้งหมด", 17, total),
        row(cell("ยังไม่มีเป้าหมายที่ผ่านการพิจารณา", total, span=17)),
        loop_row("endif", 17, total),
    ]
    return "".join(
        [
            p("ส่วนที่ 4 แผนปฏิบัติการ", style="Heading1"),
            caption("กิจกรรม ระยะเวลา งบประมาณ และผู้รับผิดชอบ (● คือเดือนที่ดำเนินการ)"),
            table(widths, *rows),
            section(landscape=True),
        ]
    )


def part_monitoring() -> str:
    """Return part 5, monitoring rounds."""
    rounds = simple_table(
        [("รอบ", 3.0, "TableCenter"), ("ข้อมูลถึงวันที่", 4.0, "TableCenter"), ("สิ่งที่ต้องรายงาน", 9.0, "TableText")],
        "รอบ in รอบติดตาม",
        ["{{ รอบ.ชื่อ }}", "{{ รอบ.สิ้นสุด }}", "ผลตามตัวชี้วัดเทียบค่าเป้าหมาย ผลการใช้จ่ายงบประมาณ ปัญหาอุปสรรค และหลักฐานเชิงประจักษ์"],
    )
    return "".join(
        [
            p("ส่วนที่ 5 การติดตามและประเมินผล", style="Heading1"),
            p(
                "ผู้รับผิดชอบแต่ละเป้าหมายรายงานผลตามรอบในตารางด้านล่างต่อผู้จัดทำแผน "
                "ผู้จัดทำแผนรวบรวมเสนอคณะกรรมการกำกับติดตามการดำเนินการ "
                "และปรับกิจกรรมเมื่อผลต่ำกว่าเป้าหมาย รายงานรอบ 12 เดือนเป็นหลักฐานว่าโอกาสในการปรับปรุงข้อใดปิดได้",
                style="PlanBody",
            ),
            caption("รอบการติดตาม"),
            rounds,
        ]
    )


def annexes() -> str:
    """Return coverage, sources and what is still missing."""
    covered = simple_table(
        [
            ("หัวข้อ", 1.6, "TableCenter"),
            ("โอกาสในการปรับปรุง", 7.4, "TableText"),
            ("เป้าหมายที่", 2.0, "TableCenter"),
            ("เหตุผลที่ยังไม่มีเป้าหมาย", 5.0, "TableText"),
        ],
        "ข้อ in โอกาสในการปรับปรุง",
        ["{{ ข้อ.หัวข้อ }}", "{{ ข้อ.ข้อความ|ย่อ }}", "{{ ข้อ.เป้าหมายที่ตอบ or '–' }}", "{{ ข้อ.เหตุผล or '–' }}"],
        empty="ไม่มีโอกาสในการปรับปรุงในรายงานที่ใช้",
    )
    sources = simple_table(
        [
            ("ที่", 1.0, "TableCenter"),
            ("เอกสาร", 8.0, "TableText"),
            ("ปี", 1.6, "TableCenter"),
            ("สถานะ", 2.0, "TableCenter"),
            ("ใช้ใน", 3.4, "TableText"),
        ],
        "เอกสาร in เอกสารอ้างอิง",
        [
            "{{ เอกสาร.ลำดับ }}",
            "{{ เอกสาร.ชื่อ }} ({{ เอกสาร.ประเภท }})",
            "{{ เอกสาร.ปี }}",
            "{{ เอกสาร.สถานะ or '–' }}",
            "{{ เอกสาร.ใช้ใน }}",
        ],
        empty="ไม่มีเอกสารอ้างอิง",
    )
    return "".join(
        [
            p("ภาคผนวก", style="Heading1"),
            p("ก. ความครอบคลุมของโอกาสในการปรับปรุง", style="Heading2"),
            caption("โอกาสในการปรับปรุงกับเป้าหมายที่รองรับ"),
            covered,
            tag("if แสดงที่มา"),
            p("ข. เอกสารอ้างอิง", style="Heading2"),
            caption("เอกสารที่ใช้จัดทำแผน"),
            sources,
            p("ค. ข้อมูลที่ต้องเติมหรือยืนยันก่อนเสนออนุมัติ", style="Heading2"),
            p("{{ รายการข้อมูลที่ยังขาด }}", style="PlanItem"),
            tag("if ข้อความจากฉบับแก้ไข"),
            p("ง. ข้อความที่ผู้ร่วมแก้ไขเพิ่มไว้ รอจัดลงในแผน", style="Heading2"),
            tag("for เพิ่ม in ข้อความจากฉบับแก้ไข"),
            p(
                "–\t{{ เพิ่ม.ข้อความ }} ({{ เพิ่ม.ตำแหน่ง }}{% if เพิ่ม.ผู้เขียน %} โดย {{ เพิ่ม.ผู้เขียน }}{% endif %})",
                style="PlanItem",
            ),
            tag("endfor"),
            tag("endif"),
            tag("endif"),
            section(last=True),
        ]
    )


#: Goals on the one page: up to so many in the common size, up to so many small, the rest counted in the last row.
ROOMY, MOST = 5, 9


def summary_table(*, style: str, goal: int, kpi: int, loop: str) -> str:
    """Return the summary's table of goals; `goal` and `kpi` are the longest texts in signs."""
    widths = [0.9, 7.1, 5.0, 3.0]
    tw = [twips(width) for width in widths]
    heads = ("ที่", "เป้าหมาย", "ตัวชี้วัด (ค่าฐาน → ค่าเป้าหมาย)", "ผู้รับผิดชอบ")
    first = "เป้าหมาย.ตัวชี้วัด[0]"
    contents = [
        "{{ เป้าหมาย.ลำดับ }}",
        f"{{{{ เป้าหมาย.ชื่อ|ย่อ({goal}) }}}}",
        (
            f"{{% if เป้าหมาย.ตัวชี้วัด %}}{{{{ {first}.ชื่อ|ย่อ({kpi}) }}}} ({{{{ {first}.ค่าฐาน|ย่อ(14) }}}} → "
            f"{{{{ {first}.ค่าเป้าหมาย|ย่อ(14) }}}})"
            "{% if เป้าหมาย.ตัวชี้วัด|length > 1 %} และอีก {{ เป้าหมาย.ตัวชี้วัด|length - 1 }} ตัวชี้วัด{% endif %}{% endif %}"
        ),
        "{{ เป้าหมาย.ผู้รับผิดชอบ|ย่อ(36) }}",
    ]
    return table(
        widths,
        row(
            *(cell(name, width, style="TableHead", fill=BLUE) for name, width in zip(heads, tw, strict=True)), head=True
        ),
        loop_row(f"for เป้าหมาย in {loop}", 4, sum(tw)),
        row(*(cell(text, width, style=style) for text, width in zip(contents, tw, strict=True))),
        loop_row("endfor", 4, sum(tw)),
        loop_row(f"if เป้าหมายทั้งหมด|length > {MOST}", 4, sum(tw)),
        row(cell(f"และอีก {{{{ เป้าหมายทั้งหมด|length - {MOST} }}}} เป้าหมาย ดูแผนฉบับเต็ม", sum(tw), style=style, span=4)),
        loop_row("endif", 4, sum(tw)),
        loop_row("if not เป้าหมายทั้งหมด", 4, sum(tw)),
        row(cell("ยังไม่มีเป้าหมายที่ผ่านการพิจารณา", sum(tw), style=style, span=4)),
        loop_row("endif", 4, sum(tw)),
    )


def one_page() -> str:
    """Return the executive summary: one page, however many goals and however long their texts are."""
    goals = "".join(
        [
            tag(f"if เป้าหมายทั้งหมด|length <= {ROOMY}"),
            summary_table(style="TableText", goal=110, kpi=60, loop="เป้าหมายทั้งหมด"),
            tag("else"),
            summary_table(style="TableCompact", goal=90, kpi=44, loop=f"เป้าหมายทั้งหมด[:{MOST}]"),
            tag("endif"),
        ]
    )
    return "".join(
        [
            p("บทสรุปผู้บริหาร", style="FrontHeading", ppr='<w:spacing w:after="0"/>'),
            p(
                "{{ แผน.ชื่อ }} {{ หน่วยงาน.ชื่อ }} ประจำปีงบประมาณ พ.ศ. {{ แผน.ปี }}",
                style="CoverText",
                ppr='<w:spacing w:after="120"/>',
            ),
            p(
                "จากโอกาสในการปรับปรุง {{ สรุปข้อค้นพบ.จำนวนโอกาส }} ข้อในรายงานป้อนกลับปี {{ สรุปข้อค้นพบ.ปีรายงาน }} แผนนี้รองรับ "
                "{{ สรุปข้อค้นพบ.จำนวนที่มีเป้าหมายตอบ }} ข้อ ด้วย {{ แผน.จำนวนเป้าหมาย }} เป้าหมาย {{ แผน.จำนวนตัวชี้วัด }} ตัวชี้วัด "
                "งบประมาณรวม {{ แผน.งบประมาณรวม }} บาท ประเด็นที่พบซ้ำหลายปีมี {{ สรุปข้อค้นพบ.จำนวนประเด็นต่อเนื่อง }} ประเด็น",
                style="PlanBody",
                ppr='<w:spacing w:after="120"/>',
            ),
            goals,
            p("สิ่งที่ขอให้ผู้บริหารตัดสินใจ", style="Heading3"),
            p("1.\tเห็นชอบเป้าหมายและค่าเป้าหมายตามตาราง", style="PlanItem"),
            p("2.\tมอบหมายผู้รับผิดชอบเติมข้อมูลที่ยังขาดก่อนประกาศใช้แผน", style="PlanItem"),
            section(last=True),
        ]
    )


TEMPLATES = {
    "improvement-plan": (
        "แผนเพิ่มประสิทธิภาพองค์การ",
        cover()
        + front()
        + executive_summary()
        + part_agency()
        + part_findings()
        + part_goals()
        + part_actions()
        + part_monitoring()
        + annexes(),
        ["ผลที่รายงานไว้หมายถึงค่าที่พิมพ์อยู่ในรายงานติดตามหรือรายงานป้อนกลับ ปีที่ไม่พบรายงานจะเขียนว่าไม่พบรายงานผล"],
        DRAFT_LINE,
    ),
    "executive-summary": ("บทสรุปผู้บริหาร (หนึ่งหน้า)", one_page(), [], DRAFT_LINE),
}
