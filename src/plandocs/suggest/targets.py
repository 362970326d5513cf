"""KPIs of suggested goals: baseline and target, each from a document and by a stated rule, never from nowhere."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from plandocs.model.finding import Goal, Kpi
from plandocs.model.plan import GoalTrace, SuggestedKpi
from plandocs.model.text import Picture
from plandocs.suggest.definitions import usual_definition
from plandocs.suggest.history import achieved, plan_of
from plandocs.suggest.measures import unit_of
from plandocs.suggest.wording import change, quantity, said


@dataclass(frozen=True, slots=True)
class Target:
    """A proposed target with the rule it follows (Thai); `value` is None where no rule gives one."""

    value: float | None
    rule: str
    ocr: bool = False
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A value that was reached by the end of `year`, and where it stands."""

    year: int
    value: float
    source: str
    document_id: str
    ocr: bool = False
    pictures: tuple[Picture, ...] = ()


#: The most that a percentage can be.
WHOLE = 100.0
#: Said where a figure was recognised from a picture.
FROM_PICTURE = " (อ่านจากภาพ โปรดตรวจกับต้นฉบับ)"


def latest_figure(traces: Sequence[GoalTrace]) -> Figure | None:
    """Return the newest value known: a result, or the baseline from which a later plan starts."""
    known = []
    for trace in traces:
        year = int(trace.plan_year)
        if trace.baseline is not None:
            where = f"ค่าฐานของ{plan_of(trace)}"
            known.append(Figure(year - 1, trace.baseline, where, trace.document_id, trace.ocr, trace.pictures))
        if trace.actual is not None:
            read = (trace.actual_ocr, trace.actual_pictures)
            known.append(Figure(year, trace.actual, trace.actual_source, trace.actual_document_id, *read))
    # Of one year's figures the result goes before the baseline of the plan after it.
    return max(known, key=lambda figure: (figure.year, not figure.source.startswith("ค่าฐาน")), default=None)


def continued_kpi(year: int, traces: Sequence[GoalTrace], strategic: tuple[Goal, Kpi] | None) -> SuggestedKpi:
    """
    Return the KPI that continues a series of goals.

    `strategic` is the goal of an action plan with the same measure.
    """
    last = traces[-1]
    latest = latest_figure(traces)
    baseline = latest.value if latest else None
    target = _target(year, traces, strategic)
    if latest is not None:
        base = f"{said('ค่าฐาน', baseline, last.unit)} จาก{latest.source}{FROM_PICTURE if latest.ocr else ''}"
        if latest.year < year - 1:
            base += f" (ยังไม่พบผลปี {year - 1})"
    else:
        base = "ยังไม่พบผลการดำเนินงานที่ใช้เป็นค่าฐานได้"
    return SuggestedKpi(
        name=last.kpi or last.goal,
        unit=last.unit,
        baseline=baseline,
        target=target.value,
        source=f"{base}; {target.rule}{FROM_PICTURE if target.ocr else ''}",
        definition=usual_definition(last.kpi or last.goal, last.unit),
        baseline_document_id=latest.document_id if latest else "",
        unconfirmed=target.ocr or (latest is not None and latest.ocr),
        pictures=_each((*(latest.pictures if latest else ()), *target.pictures)),
    )


def strategic_kpi(year: int, goal: Goal, kpi: Kpi) -> SuggestedKpi:
    """Return the KPI of a strategic goal for `year`, with the last result the action plan states as baseline."""
    results = [(there, value) for there, value in kpi.results if there < year]
    baseline = results[-1][1] if results else kpi.baseline
    target = planned_target(kpi, goal, year)
    base = said("ค่าฐาน", baseline, kpi.unit) + (f" (ผลปี {results[-1][0]})" if results else "")
    aim = (
        f"ค่าเป้าหมายปี {year} ตามแผนปฏิบัติราชการปี {int(goal.plan_year)}"
        if target is not None
        else "ยังไม่มีค่าเป้าหมายในแผนปฏิบัติราชการ"
    )
    return SuggestedKpi(
        kpi.name,
        kpi.unit,
        baseline,
        target,
        f"{base if baseline is not None else 'ไม่พบค่าฐาน'}; {aim}{FROM_PICTURE if goal.ocr else ''}",
        definition=usual_definition(kpi.name, kpi.unit),
        baseline_document_id=goal.document_id if baseline is not None else "",
        unconfirmed=goal.ocr,
        pictures=goal.pictures,
    )


def _each(pictures: Sequence[Picture]) -> tuple[Picture, ...]:
    return tuple(dict.fromkeys(pictures))


def planned_target(kpi: Kpi, goal: Goal, year: int) -> float | None:
    """Return the target that a goal states for `year`."""
    stated = next((value for there, value in kpi.targets if there == year), None)
    return stated if stated is not None else (kpi.target if goal.plan_year == year else None)


def _target(year: int, traces: Sequence[GoalTrace], strategic: tuple[Goal, Kpi] | None) -> Target:
    """
    Return the target for `year`.

    A strategic target for the year stands first; a target that was missed is kept; one that was reached moves on by the
    mean yearly step of the results. Never below what was reached; ร้อยละ never above 100.
    """
    last = traces[-1]
    unit = last.unit
    reached = latest_figure(traces)
    best = reached.value if reached else None
    falling = last.baseline is not None and last.target is not None and last.target < last.baseline
    if strategic is not None:
        goal, kpi = strategic
        value = planned_target(kpi, goal, year)
        if value is not None:
            where = f"ค่าเป้าหมายปี {year} ตามแผนปฏิบัติราชการปี {int(goal.plan_year)}"
            if best is not None and not falling and value < best:
                return Target(
                    best,
                    f"{where} ({quantity(value, unit)}) ต่ำกว่าที่ทำได้แล้ว จึงเสนอไม่ต่ำกว่าผลล่าสุด {quantity(best, unit)}",
                    reached is not None and reached.ocr,
                    reached.pictures if reached is not None else (),
                )
            return Target(value, where, goal.ocr, goal.pictures)
    if last.target is None:
        return Target(None, "แผนเดิมไม่มีค่าเป้าหมาย โปรดกำหนด")
    if achieved(last) is not True:
        note = " ที่ยังไม่บรรลุ" if achieved(last) is False else " ซึ่งยังไม่พบผล"
        return Target(last.target, f"คงค่าเป้าหมายของ{plan_of(last)}{note}", last.ocr, last.pictures)
    if best is not None and (best <= 0 if falling else unit_of(unit or last.kpi) == "ร้อยละ" and best >= WHOLE):
        kept = f"ผลปี {int(last.plan_year)} {said('ได้', best, unit)} ครบทั้งหมดแล้ว จึงเสนอรักษาระดับ"
        return Target(best, kept, reached is not None and reached.ocr, reached.pictures if reached is not None else ())
    step = _step(traces)
    if step is None or best is None:
        return Target(None, f"บรรลุค่าเป้าหมายปี {int(last.plan_year)} แล้ว ข้อมูลยังไม่พอคำนวณขั้นต่อไป โปรดกำหนด")
    # What fell fast cannot fall by as much again: half of what is left is the furthest a rule goes.
    halved = falling and best + step < best / 2
    value = best / 2 if halved else best + step
    if unit_of(unit or last.kpi) == "ร้อยละ":
        value = min(100.0, round(value, 1))
    elif best == int(best):
        value = math.ceil(value) if halved or not falling else math.floor(value)
    value = max(value, 0.0) if falling else max(value, best)
    way = "ลดลง" if falling else "เพิ่มขึ้น"
    often = "เฉลี่ยปีละ" if len({int(t.plan_year) for t in traces if t.actual is not None}) > 1 else "จากค่าฐานในปีเดียว"
    pace = f"{way}{often} {change(abs(round(step, 1)), unit or last.kpi)}"
    if halved:
        pace += " ซึ่งลดต่อเท่าเดิมไม่ได้ จึงเสนอครึ่งหนึ่งของผลล่าสุด โปรดยืนยัน"
    read = any(trace.ocr or trace.actual_ocr for trace in traces)
    seen = _each([picture for trace in traces for picture in (*trace.pictures, *trace.actual_pictures)])
    return Target(float(value), f"ผลปี {int(last.plan_year)} {said('ได้', best, unit)} {pace}", read, seen)


def _step(traces: Sequence[GoalTrace]) -> float | None:
    """Return the mean yearly change of the results, from the first baseline on; None without any change."""
    points: list[tuple[int, float]] = [(int(t.plan_year), t.actual) for t in traces if t.actual is not None]
    if traces[0].baseline is not None:
        points.insert(0, (int(traces[0].plan_year) - 1, traces[0].baseline))
    if len(points) < 2:
        return None
    (first_year, first), (last_year, final) = points[0], points[-1]
    if last_year == first_year or final == first:
        return None
    return (final - first) / (last_year - first_year)
