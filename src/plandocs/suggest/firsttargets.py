"""
The first target of a measure that no plan has used: by a rule, from what documents say, never from nowhere.

In this order: what the finding itself says was aimed at; what assessors ask for in so many words; all of what they name
or "every one"; and, where only the share of today is known, the pace at which this office's plans set out before.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from plandocs.model.finding import Finding, Goal
from plandocs.suggest.facts import figures
from plandocs.suggest.measures import unit_of
from plandocs.suggest.shares import WORDS
from plandocs.suggest.wording import change, number, quantity
from plandocs.thai.digits import parse_number, to_arabic

#: Earlier first targets from which the usual pace is taken.
ENOUGH = 3
#: Counts from which a target is a whole number.
SINGLE = 2
_WORDED = "|".join(sorted(WORDS, key=len, reverse=True))
_LEAST = re.compile(
    rf"(?:อย่างน้อย|ไม่น้อยกว่า|ให้ได้|ให้ครบ|ครบ)(?:[ก-๎]{{0,12}}ละ)?\s?(?P<value>\d[\d,.]*|{_WORDED})\s?(?P<unit>[ก-๎]+)"
)
_MOST = re.compile(r"(?:ภายใน|ไม่เกิน|ให้เหลือ)\s?(?P<value>\d[\d,.]*)\s?(?P<unit>[ก-๎]+)")
_EVERY = re.compile(r"(?P<before>[ก-๎]{4,30})ทุก(?!ข์)(?P<behind>[ก-๎]{2,14})?")


@dataclass(frozen=True, slots=True)
class Pace:
    """
    How much of the gap first-year targets of this office set out to close: the middle share, of `count` measures.

    `cut` is the middle share by which targets of other units ("วัน") lie below their baseline, of `cuts` measures.
    """

    share: float
    count: int
    cut: float | None = None
    cuts: int = 0


@dataclass(frozen=True, slots=True)
class FirstTarget:
    """A proposed first target, and the rule it follows (Thai)."""

    value: float
    rule: str


def usual_pace(goals: Sequence[Goal]) -> Pace | None:
    """
    Return the middle share of the gap to 100 (or to 0) that plans set out to close with a percentage's first target.

    And by how much they set out to cut what is counted in other units. None where fewer than `ENOUGH` plans' goals say
    both baseline and target.
    """
    closed: dict[str, float] = {}
    cut: dict[str, float] = {}
    for goal in sorted((g for g in goals if not g.strategic), key=lambda g: (g.plan_year, g.id)):
        for kpi in goal.kpis:
            if kpi.baseline is None or kpi.target is None or kpi.target == kpi.baseline:
                continue
            rising = kpi.target > kpi.baseline
            if unit_of(kpi.unit or kpi.name) != "ร้อยละ":
                if not rising and kpi.baseline > 0:
                    cut.setdefault(kpi.name, 1 - kpi.target / kpi.baseline)
                continue
            gap = 100.0 - kpi.baseline if rising else kpi.baseline
            if gap > 0 and kpi.target <= 100.0:
                closed.setdefault(kpi.name, abs(kpi.target - kpi.baseline) / gap)
    if len(closed) < ENOUGH and len(cut) < ENOUGH:
        return None
    share, count = (median(closed.values()), len(closed)) if len(closed) >= ENOUGH else (0.0, 0)
    return Pace(share, count, *((median(cut.values()), len(cut)) if len(cut) >= ENOUGH else (None, 0)))


def first_target(
    finding: Finding, name: str, unit: str, baseline: float | None, pace: Pace | None, *, rising: bool | None
) -> FirstTarget | None:
    """
    Return the target that documents allow to propose, None where they do not.

    `rising` says whether more is better; None where it is not known.
    """
    advice = to_arabic(f"{finding.advice} {finding.text}")
    percent = unit_of(unit) == "ร้อยละ"
    aimed = [f.value for f in figures(finding.text) if f.aimed and f.in_unit(unit)]
    if len(aimed) == 1 and baseline is not None and (aimed[0] > baseline) is (rising is not False):
        return FirstTarget(aimed[0], f"คงค่าเป้าหมาย{_behind(aimed[0], unit)}ที่รายงานป้อนกลับระบุว่ายังไม่บรรลุ")
    asked = _asked(advice, unit, rising=rising)
    if asked is not None and (baseline is None or (asked > baseline) is (rising is not False)):
        return FirstTarget(asked, f"ตามข้อเสนอแนะของผู้ตรวจประเมิน ({quantity(asked, unit)})")
    if percent and rising and _every(name, finding.advice):
        return FirstTarget(100.0, "ครบทุกรายการตามข้อความของผู้ตรวจประเมิน")
    if (
        percent
        and baseline is not None
        and pace is not None
        and rising is not None
        and 0 <= baseline < 100
        and step_of(pace, baseline, rising=rising)
    ):
        step = step_of(pace, baseline, rising=rising)
        value = round(baseline + step if rising else baseline - step)
        share = f"ร้อยละ {number(round(100 * pace.share))}"
        way = "ลดช่องว่างถึงร้อยละ 100 " if rising else "ลดจากค่าฐาน"
        return FirstTarget(
            float(value),
            f"{way}ลง{share} เท่ากับค่ากลางของเป้าหมายปีแรกในแผนที่ผ่านมา ({pace.count} ตัวชี้วัด) โปรดยืนยัน",
        )
    return None if percent or rising is not False else _cut(baseline, pace)


def _cut(baseline: float | None, pace: Pace | None) -> FirstTarget | None:
    """Return what is left of a count or a time when it is cut as far as this office's plans usually set out to."""
    if not baseline or pace is None or pace.cut is None:
        return None
    value = baseline * (1 - pace.cut)
    whole = float(math.ceil(value)) if baseline == int(baseline) and baseline >= SINGLE else round(value, 1)
    if whole >= baseline:
        return None
    share = f"ร้อยละ {number(round(100 * pace.cut))}"
    return FirstTarget(whole, f"ลดจากค่าฐานลง{share} เท่ากับค่ากลางของเป้าหมายปีแรกในแผนที่ผ่านมา ({pace.cuts} ตัวชี้วัด) โปรดยืนยัน")


def along(by_year: Mapping[int, float | None], unit: str) -> FirstTarget | None:
    """
    Return the next step of results that rose over the years; None for fewer than two years, or where they did not rise.

    >>> along({2563: 72.0, 2564: 74.9, 2565: 77.6}, "ร้อยละ").value
    80.4
    """
    points = sorted((year, value) for year, value in by_year.items() if value is not None)
    if len(points) < 2 or points[-1][1] <= points[0][1]:
        return None
    (first_year, first), (year, last) = points[0], points[-1]
    step = (last - first) / (year - first_year)
    value = min(100.0, round(last + step, 1)) if unit_of(unit) == "ร้อยละ" else float(math.ceil(last + step))
    if value <= last:
        return None
    pace = change(round(step, 1), unit)
    return FirstTarget(value, f"เพิ่มต่อจากผลปี {year} เท่าที่เพิ่มขึ้นเฉลี่ยปีละ {pace} ในปี {first_year}–{year} โปรดยืนยัน")


def part_way(value: float | None, every: float | None, unit: str, pace: Pace | None) -> FirstTarget | None:
    """Return how many of `every` one the usual pace reaches from `value`; None where either is not known."""
    if value is None or every is None or pace is None or not pace.count or value >= every:
        return None
    aim = min(every, float(math.ceil(value + pace.share * (every - value))))
    share = f"ร้อยละ {number(round(100 * pace.share))}"
    return FirstTarget(
        aim,
        f"เพิ่มขึ้น{share}ของส่วนที่ยังขาดจาก {quantity(every, unit)} เท่ากับค่ากลางของเป้าหมายปีแรกในแผนที่ผ่านมา"
        f" ({pace.count} ตัวชี้วัด) โปรดยืนยัน",
    )


def step_of(pace: Pace, baseline: float, *, rising: bool) -> float:
    """Return how far the usual pace goes from `baseline`."""
    return pace.share * ((100.0 - baseline) if rising else baseline)


def _every(name: str, advice: str) -> bool:
    """Return whether assessors want it of every one of what the measure counts ("… ของการโอนทุกครั้ง")."""
    if "ครบทุก" in name:
        return True
    return any(
        match["before"][-6:] in name or (match["behind"] or "\0")[:4] in name for match in _EVERY.finditer(advice)
    )


def _behind(value: float, unit: str) -> str:
    words = quantity(value, unit)
    return words if words.startswith("ร้อยละ") else f" {words} "


def _asked(advice: str, unit: str, *, rising: bool | None) -> float | None:
    """Return the one amount in `unit` that assessors ask for."""
    wanted = unit_of(unit)
    if not wanted:
        return None
    found = {
        value
        for match in (_MOST if rising is False else _LEAST).finditer(advice)
        if match["unit"].startswith(wanted) and (value := _value(match["value"])) is not None
    }
    return found.pop() if len(found) == 1 else None


def _value(words: str) -> float | None:
    return float(WORDS[words]) if words in WORDS else parse_number(words)
