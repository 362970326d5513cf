"""KPI measures: the same yardstick under other words, and goals of several years in one series."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from plandocs.model.finding import Goal, Kpi
from plandocs.suggest import concepts
from plandocs.suggest.words import clean
from plandocs.thai.terms import default_analyzer, gram_text
from plandocs.thai.units import PERCENT, is_percent

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float64]
    Marks = NDArray[np.bool_]

#: Names whose letters agree this far (Dice coefficient of their 3-grams) are one measure when their units do not
#: differ.
SAME_NAME = 0.62
#: Enough when the subject is named alike too, or when this year's baseline is what was reached or aimed at before.
LIKE_NAME = 0.33
_HEAD = re.compile(r"^(?:จำนวน|ร้อยละ|อัตรา|สัดส่วน|ระดับ|ค่า|คะแนน|เปอร์เซ็นต์|%)+(?:ของ|การ|ความ(?=สำเร็จ))?")
_TAIL = re.compile(r"(?:ที่)?(?:สะสม|ทั้งหมด|ต่อปี|ในปีงบประมาณ.*|ประจำปี.*)$")


@dataclass(frozen=True, slots=True)
class Measure:
    """A KPI name prepared for comparison: the name without its counting words, its letters and its subjects."""

    name: str
    unit: str
    grams: frozenset[str]
    words: frozenset[str]
    subjects: frozenset[int]


@lru_cache(maxsize=16_384)
def measure(name: str, unit: str = "") -> Measure:
    """Return the measure that a KPI `name` states in `unit`."""
    text = re.sub(r"[(\[][^)\]]*[)\]]", " ", clean(name)).strip()
    core = _TAIL.sub("", _HEAD.sub("", text).strip()).strip()
    letters = gram_text(core or text).replace(" ", "")
    grams = frozenset(letters[i : i + 3] for i in range(max(1, len(letters) - 2)))
    analyzer = default_analyzer()
    words = frozenset(w for w in analyzer.words(core) if len(w) > 1 and w not in concepts.common_words())
    # A name begins with its unit only where it is a share: "ระยะเวลาเฉลี่ย" without a unit is in any.
    stated = unit_of(unit) if unit.strip() else unit_of(name) if unit_of(name) == "ร้อยละ" else ""
    return Measure(core, stated, grams, words, frozenset(concepts.load().counts(core)))


@lru_cache(maxsize=16_384)
def unit_of(text: str) -> str:
    """
    Return a unit in one spelling; of a KPI name, its unit where the name begins with ร้อยละ.

    >>> unit_of("%"), unit_of("ร้อยละของตำแหน่ง"), unit_of("ครั้ง/ปี")
    ('ร้อยละ', 'ร้อยละ', 'ครั้ง')
    """
    plain = re.sub(r"[(\[][^)\]]*[)\]]", "", "".join(text.split()).lower())
    if is_percent(plain):
        return PERCENT
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
    return any(
        (a and not b and d and not c) or (b and not a and c and not d)
        for (a, b), (c, d) in zip(_sides(one), _sides(other), strict=True)
    )


def _sides(which: Measure) -> list[tuple[bool, bool]]:
    """Return, for each pair of opposed words, whether the measure names one and the other."""
    return [
        (any(word in which.name for word in left), any(word in which.name for word in right))
        for left, right in _OPPOSED
    ]


class Agreement:
    """Whether measures are the same, many at once: what `name_similarity` and `same_measure` say of every two."""

    def __init__(self, measures: Sequence[Measure]) -> None:
        import numpy as np

        known = {each: number for number, each in enumerate(dict.fromkeys(measures))}
        self._kind = np.array([known[each] for each in measures], dtype=np.intp)
        each = list(known)
        self._sizes = np.array([len(one.grams) for one in each], dtype=float)
        self._telling = np.array([len(one.grams) >= 10 and len(one.words) >= 2 for one in each], dtype=bool)
        grams, subjects = _marks([one.grams for one in each]), _marks([one.subjects for one in each])
        # All at once: thousands of products of a matrix and a vector take ten times as long.
        self._grams, self._subjects = grams @ grams.T, subjects @ subjects.T > 0
        self._names, self._units = _numbers([one.name for one in each]), _numbers([one.unit for one in each])
        self._stated = np.array([bool(one.unit) for one in each], dtype=bool)
        sides = np.array([_sides(one) for one in each], dtype=bool).reshape(-1, len(_OPPOSED), 2)
        self._left, self._right = sides[:, :, 0] & ~sides[:, :, 1], sides[:, :, 1] & ~sides[:, :, 0]
        self._known: dict[int, tuple[Scores, Marks, Marks]] = {}

    def row(self, number: int, before: int) -> tuple[Scores, Marks, Marks]:
        """
        Return what holds of the measure of this number and each of those `before`.

        Their likeness, whether they are the same, and whether they are where the later plan continues the earlier one.
        """
        kind = int(self._kind[number])
        if kind not in self._known:
            self._known[kind] = self._of(kind)
        kinds = self._kind[:before]
        likeness, same, continued = self._known[kind]
        return likeness[kinds], same[kinds], continued[kinds]

    def _of(self, one: int) -> tuple[Scores, Marks, Marks]:
        import numpy as np

        shared = self._grams[one].astype(float)
        least = np.minimum(self._sizes, self._sizes[one])
        telling = np.where(self._sizes[one] <= self._sizes, self._telling[one], self._telling)
        likeness = np.maximum(
            2 * shared / (self._sizes[one] + self._sizes), 0.85 * np.where(telling, shared / least, 0.0)
        )
        unit = self._units == self._units[one]
        agree = unit | ~self._stated | ~self._stated[one]
        named = agree & (self._names == self._names[one])
        opposed = ((self._left[one] & self._right) | (self._right[one] & self._left)).any(axis=1)
        subject = self._subjects[one] & unit & self._stated
        like = agree & (likeness >= LIKE_NAME) & ~opposed
        near = agree & (likeness >= SAME_NAME) & ~opposed
        return likeness, named | near | (like & subject), named | near | like


def _marks(rows: Sequence[Collection[object]]) -> NDArray[np.float32]:
    """Return one row for each set, 1 in the columns of its members."""
    import numpy as np

    columns = {member: number for number, member in enumerate(dict.fromkeys(m for row in rows for m in row))}
    table = np.zeros((len(rows), len(columns)), dtype=np.float32)
    for number, row in enumerate(rows):
        table[number, [columns[member] for member in row]] = 1.0
    return table


def _numbers(names: Sequence[str]) -> NDArray[np.intp]:
    import numpy as np

    known = {name: number for number, name in enumerate(dict.fromkeys(names))}
    return np.array([known[name] for name in names], dtype=np.intp)


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
    import numpy as np

    rows = sorted(
        ((goal, kpi) for goal in goals for kpi in ([k for k in goal.kpis if k.name] or [Kpi(goal.goal)])),
        key=lambda row: (row[0].plan_year, row[0].document_id, row[0].id),
    )
    names = Agreement([measure(kpi.name, kpi.unit) for _, kpi in rows])
    groups: list[list[tuple[Goal, Kpi]]] = []
    home = np.zeros(len(rows), dtype=np.intp)
    for number, (goal, kpi) in enumerate(rows):
        likeness, same, continued = names.row(number, number)
        for earlier in np.flatnonzero(continued & ~same).tolist():
            same[earlier] = _continues(goal, kpi, *rows[earlier], actuals or {})
        best = np.full(len(groups) + 1, -1.0)
        np.maximum.at(best, home[:number][same], likeness[same])
        if best.max() < 0.0:
            home[number] = len(groups)
            groups.append([(goal, kpi)])
        else:
            home[number] = best.argmax()
            groups[home[number]].append((goal, kpi))
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
