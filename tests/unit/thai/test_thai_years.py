from __future__ import annotations

import pytest

from plandocs.thai.dates import months, years_in


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ปีงบประมาณ พ.ศ. 2564", [(2564, True, None, 2564)]),
        ("ประจำปีงบประมาณ ๒๕๖๔", [(2564, True, None, 2564)]),
        ("ปีงบ 64", [(2564, True, None, 2564)]),
        ("FY64", [(2564, True, None, 2564)]),
        ("fy2564", [(2564, True, None, 2564)]),
        ("ปี 64", [(2564, False, None, 2564)]),
        ("ปี ๖๔ และ ปี 2565", [(2564, False, None, 2564), (2565, False, None, 2565)]),
        ("พ.ศ.๒๕๖๔", [(2564, False, None, 2564)]),
        ("in 2021", [(2564, False, None, 2564)]),
        ("ค.ศ. 2021", [(2564, False, None, 2564)]),
        ("ตุลาคม 2564", [(2564, False, 10, 2564)]),
        ("23 พ.ย. 63", [(2563, False, 11, 2563)]),
        ("23/11/2563", [(2563, False, 11, 2563)]),
        ("พ.ศ. 2566–2570", [(2566, False, None, 2570)]),
        ("ปี 2566-67", [(2566, False, None, 2567)]),
        ("ปี 2563 ถึง 2565", [(2563, False, None, 2565)]),
        ("ปี 63 ถึงปี 65", [(2563, False, None, 2565)]),
        ("ปีงบประมาณ พ.ศ. ๒๕๖๓ จนถึง ปีงบประมาณ พ.ศ. ๒๕๖๕", [(2563, True, None, 2565)]),
        ("ปี 2563 ถึงปัจจุบัน", [(2563, False, None, 2563)]),
        ("ปี 2563 ถึง 70 แห่ง", [(2563, False, None, 2563)]),
        ("ปี 2564 รายงานป้อนกลับ", [(2564, False, None, 2564)]),
        ("ปี 64 รายหัวข้อ", [(2564, False, None, 2564)]),
        ("ปี 2564 เรื่องข้อมูลเปิด", [(2564, False, None, 2564)]),
        ("2564 รายงานป้อนกลับ", [(2564, False, None, 2564)]),
        ("2564 หน่วยงานใด", [(2564, False, None, 2564)]),
        ("ปี 64 ครั้งที่ 2", [(2564, False, None, 2564)]),
        ("ปี 64 ราย", []),
        ("2564 ราย", []),
        ("2564 บาท", []),
        ("2,564", []),
        ("ร้อยละ 25.64", []),
        ("ปี 12 แห่ง", []),
        ("แผน 20 ปี", []),
        ("99/99/2563", [(2563, False, None, 2563)]),
    ],
)
def test_years_are_read_as_offices_write_them(text, wanted):
    found = [(m.year, m.fiscal, m.month, m.last) for m in years_in(text)]
    if text == "99/99/2563":
        assert all(month is None for _, _, month, _ in found)
    else:
        assert found == wanted


def test_october_belongs_to_the_next_fiscal_year():
    assert [mention.fiscal_year for mention in years_in("ต.ค. 2563 ก.ย. 2564 ปีงบประมาณ 2564")] == [2564, 2564, 2564]


def test_months_have_full_and_short_names():
    assert months["กุมภาพันธ์"] == months["ก.พ."] == 2
    assert len(months) == 24
