"""KPI measures: the same yardstick under other words, and goals of several years in one series."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from plandocs.model.finding import Goal, Kpi
from plandocs.suggest import concepts
from plandocs.suggest.words import clean
from plandocs.thai.terms import default_analyzer, gram_text

#: Names whose letters agree this far (Dice coefficient of their 3-grams) are one measure when their units do not
#: differ.
SAME_NAME = 0.62
#: Enough when the subject is named alike too, or when this year's baseline is what was reached or aimed at before.
LIKE_NAME = 0.33
_HEAD = re.compile(r"^(?:จำนวน|ร้อยละ|อัตรา|สัดส่วน|ระดับ|ค่า|คะแนน|เปอร์เซ็นต์|%)+(?:ของ|การ|ความ(?=สำเร็จ))?")
_TAIL = re.compile(r"(?:ที่)?(?:สะสม|ทั้งหมด|ต่อปี|ในปีงบประมาณ.*|ประจำปี.*)$")
_PERCENT = {"ร้อยละ", "%", "เปอร์เซ็นต์", "เปอร์เซนต์", "percent"}


@dataclass(frozen=True, slots=True)
class Measure:
    """A KPI name prepared for comparison: the name without its counting words, its letters and its subjects."""

    name: str
    unit: str
    grams: frozenset[str]
    words: frozenset[str]
    subjects: frozenset[int]


@lru_cache(maxsize=4096)
def measure(name: str, unit: str = "") -> Measure:
    """Return the measure that a KPI `name` states in `unit`."""
    text = re.sub(r"[(\[][^)\]]*[)\]]", " ", clean(name)).strip()
    core = _TAIL.sub("", _HEAD.sub("", text).strip()).strip()
    letters = gram_text(core or text).replace(" ", "")
    grams = frozenset(letters[i : i + 3] for i in range(max(1, len(letters) - 2)))
    analyzer = default_analyzer()
    words = frozenset(w for w in analyzer.words(core) if len(w) > 1 and w not in concepts.common_words())
    return Measure(core, unit_of(unit or name), grams, words, frozenset(concepts.load().counts(core)))


def unit_of(text: str) -> str:
    """
    Return a unit in one spelling; of a KPI name, its unit where the name begins with ร้อยละ.

    >>> unit_of("%"), unit_of("ร้อยละของตำแหน่ง"), unit_of("ครั้ง/ปี")
    ('ร้อยละ', 'ร้อยละ', 'ครั้ง')
    """
    plain = re.sub(r"[(\[][^)\]]*[)\]]", "", "".join(text.split()).lower())
    if plain in _PERCENT or plain.startswith(("ร้อยละ", "%", "เปอร์เซ็นต์")):
        return "ร้อยละ"
    if re.match(r"จำนวน|อัตรา|สัดส่วน|ระดับ", plain):
        return ""
    return re.split(r"/|ต่อ", plain)[0]


def name_similarity(one: Measure, other: Measure) -> float:
    """Return how far two KPI names agree (0–1): letters, and words where one name is contained in the other."""
    if not one.grams or not other.grams:
        return 0.0
    shared = len(one.grams & other.grams)
    dice = 2 * shared / (len(one.grams) + len(other.grams))
    smaller = min(one, other, key=lambda m: len(m.grams))
    contained = shared / len(smaller.grams) if len(smaller.grams) >= 10 and len(smaller.words) >= 2 else 0.0
    return max(dice, 0.85 * contained)


def units_agree(one: Measure, other: Measure) -> bool:
    """Return whether the units are the same or one of them is not stated."""
    return not one.unit or not other.unit or one.unit == other.unit


def same_measure(one: Measure, other: Measure, *, continued: bool = False) -> bool:
    """
    Return whether two KPI names state the same yardstick.

    `continued` says that the later plan starts where the earlier one ended, which excuses a new wording.

    >>> same_measure(measure("จำนวนชุดข้อมูลเปิดสะสม", "ชุด"), measure("จำนวนข้อมูลเปิดของกรม (สะสม)", "ชุด"))
    True
    >>> same_measure(measure("ร้อยละความผูกพันของบุคลากร"), measure("ร้อยละความผูกพันของผู้รับบริการ"))
    False
    """
    if not units_agree(one, other):
        return False
    if one.name == other.name:
        return True
    likeness = name_similarity(one, other)
    if likeness >= SAME_NAME and not _opposed(one, other):
        return True
    subject = bool(one.subjects & other.subjects) and one.unit == other.unit != ""
    return likeness >= LIKE_NAME and (subject or continued) and not _opposed(one, other)


#: Pairs of words of which a measure can only have one: they tell like-named measures of different people or things
#: apart.
_OPPOSED = (
    (("บุคลากร", "พนักงาน", "ข้าราชการ", "เจ้าหน้าที่"), ("ผู้รับบริการ", "ผู้มีส่วนได้ส่วนเสีย", "ประชาชน", "ลูกค้า", "ผู้ใช้")),
    (("ความพึงพอใจ", "พึงพอใจ"), ("ความผูกพัน", "ความเชื่อมั่น")),
    (("ความผูกพัน",), ("ความเชื่อมั่น",)),
    (("เวลา", "ระยะเวลา"), ("ต้นทุน", "งบประมาณ")),
)


def _opposed(one: Measure, other: Measure) -> bool:
    def has(which: Measure, words: Sequence[str]) -> bool:
        return any(word in which.name for word in words)

    return any(
        (has(one, left) and not has(one, right) and has(other, right) and not has(other, left))
        or (has(one, right) and not has(one, left) and has(other, left) and not has(other, right))
        for left, right in _OPPOSED
    )


@dataclass(frozen=True, slots=True)
class Series:
    """Goals of several plans that use one measure, by plan year."""

    key: int
    goals: tuple[Goal, ...]
    kpis: tuple[Kpi, ...]


def goal_series(goals: Sequence[Goal], actuals: Mapping[tuple[str, str], float] | None = None) -> tuple[Series, ...]:
    """
    Return the goals grouped by measure; a goal with two KPIs belongs to two series.

    A goal without any KPI is followed by its own words. `actuals` are results by goal id and KPI name: a plan that
    starts from the result of an earlier one continues it, even in other words.
    """
    rows = sorted(
        ((goal, kpi) for goal in goals for kpi in ([k for k in goal.kpis if k.name] or [Kpi(goal.goal)])),
        key=lambda row: (row[0].plan_year, row[0].document_id, row[0].id),
    )
    groups: list[list[tuple[Goal, Kpi]]] = []
    for goal, kpi in rows:
        mine = measure(kpi.name, kpi.unit)
        best: tuple[float, int] | None = None
        for number, group in enumerate(groups):
            fits = [
                name_similarity(mine, measure(known.name, known.unit))
                for there, known in group
                if same_measure(
                    mine, measure(known.name, known.unit), continued=_continues(goal, kpi, there, known, actuals or {})
                )
            ]
            if fits and (best is None or max(fits) > best[0]):
                best = (max(fits), number)
        if best is None:
            groups.append([(goal, kpi)])
        else:
            groups[best[1]].append((goal, kpi))
    return tuple(
        Series(number, tuple(goal for goal, _ in group), tuple(kpi for _, kpi in group))
        for number, group in enumerate(groups)
    )


def _continues(goal: Goal, kpi: Kpi, earlier: Goal, known: Kpi, actuals: Mapping[tuple[str, str], float]) -> bool:
    """Return whether `kpi` starts where `known` ended: from its result, or for the same item from its target."""
    if goal.plan_year <= earlier.plan_year or not kpi.baseline:
        return False
    if kpi.baseline == actuals.get((earlier.id, known.name)):
        return True
    items = {code for _, code in goal.items} & {code for _, code in earlier.items}
    return bool(items) and kpi.baseline in {known.target, known.baseline, *(value for _, value in known.results)}
