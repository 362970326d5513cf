from __future__ import annotations

import pytest

from plandocs.thai.normalise import normalise


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("แผน", "แผน"),
        ("เเผน", "แผน"),
        ("ดําเนินการ", "ดำเนินการ"),
        ("นํ้า", "น้ำ"),
        ("น้ํา", "น้ำ"),
        ("นำ้", "น้ำ"),
        ("ที่่", "ที่"),
        ("กิิ", "กิ"),
        ("ส่ี", "สี่"),
        ("พ ุ่ม", "พุ่ม"),
        ("ฤๅษี", "ฤๅษี"),
        ("มๅก", "มาก"),
        ("ข้อมูล\u00a0เปิด", "ข้อมูล เปิด"),
        ("ข้อ\u200bมูล", "ข้อมูล"),
        ("ข้อ\u00adมูล\ufeff", "ข้อมูล"),
        ("ป\uf70aี", "ปี่"),
        ("e\u0301", "é"),
        ("สองบรรทัด\n  ต่อ", "สองบรรทัด\n  ต่อ"),
        ("", ""),
    ],
)
def test_text_comes_into_one_spelling(text, wanted):
    assert normalise(text).text == wanted


@pytest.mark.parametrize(
    ("text", "span", "original"),
    [
        ("ดําเนินการ", (0, 2), "ดํา"),
        ("ดําเนินการ", (2, 7), "เนินก"),
        ("เเผนงาน", (0, 3), "เเผน"),
        ("ก\u200bข\u200bค", (1, 2), "ข"),
        ("ก\u200bข\u200bค", (0, 3), "ก\u200bข\u200bค"),
        ("ข้อมูล\u00a0เปิด", (0, 11), "ข้อมูล\u00a0เปิด"),
        ("e\u0301tude", (0, 1), "e\u0301"),
        ("น้ำใจ", (1, 2), "น้ำ"),
    ],
)
def test_spans_lead_back_to_the_original_words(text, span, original):
    start, end = normalise(text).to_original(*span)
    assert text[start:end] == original


def test_an_empty_span_stays_empty():
    assert normalise("ดําเนิน").to_original(3, 3) == (4, 4)
