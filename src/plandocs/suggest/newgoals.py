"""
A goal for a weakness that no plan has answered: verb first, one aim, at the level that a steering committee decides on.

What is wrong (nothing there, apart, slow, done in a poor way, not done) gives the verb; what the finding is about gives
the object, so that the words fit no other finding. What assessors advise in detail becomes activities, not the goal.
"""

from __future__ import annotations

import re
from dataclasses import replace

from plandocs.model.finding import Finding
from plandocs.suggest import states, ways
from plandocs.suggest.aims import aim_of, first_aim, one_aim
from plandocs.suggest.backlog import backlog
from plandocs.suggest.better import better, consequence
from plandocs.suggest.built import BARE
from plandocs.suggest.clauses import by_clause
from plandocs.suggest.counted import counted, less_of, turned
from plandocs.suggest.lacks import lack_of
from plandocs.suggest.missing import missing, provided
from plandocs.suggest.newgoal import QUESTION, NewGoal, fits, object_of, open_ended
from plandocs.suggest.positive import positive
from plandocs.suggest.shares import Share, own_share, shares
from plandocs.suggest.titles import CRITERION, plain, said_of
from plandocs.suggest.verbs import verbs
from plandocs.thai.digits import to_arabic
from plandocs.thai.segment import default_segmenter

_OFFICE = re.compile(r"^(?:กรม|หน่วยงาน|ส่วนราชการ|องค์การ|องค์กร|สำนักงาน|จังหวัด|สถาบัน)(?=ยัง|ไม่|มี|ระบุ|ควร)")
#: A finding that is nothing but advice, and a circumstance told before what is wrong.
_ADVICE = re.compile("ควร|พึง(?!พอใจ|ประสงค์)|ขอให้|เห็นควร")
_MEANWHILE = re.compile(
    r"^(?:เมื่อ(?=พบ|เกิด|มี)|ระหว่าง(?=เดือน|ปี)|ในช่วง|ช่วงที่)[^ ]{6,70}(?: \d+)?"
    r" (?=(?:การ|ระบบ|ผู้|แผน|ข้อมูล|รายงาน|กระบวน)[^ ]{6,})"
)
#: By what something was found, told before it.
_FOUND = re.compile(r"^(?:ผล|การ)(?:สำรวจ|ตรวจ|สุ่ม|ประเมิน|ทดสอบ|สัมภาษณ์)[ก-๎]{0,30}?พบว่า")
_LISTED = re.compile(r"\s+และ[^ ]{4,40}?(?=ยัง|อยู่|ไม่|มี)")
#: How often, how many, by when: a task of somebody, not an aim of the office.
_TASK = re.compile("อย่างน้อย|ไม่เกิน|รอบหน้า|ปีหน้า|ทุกครั้ง|(?:ปี|เดือน|สัปดาห์|ครั้ง|คน|ไตรมาส)ละ|ภายใน(?=เดือน|ปี|ไตรมาส)")
#: Aims that say little of what should be different; one that assessors ask for goes before them.
_WEAK = re.compile("ปรับปรุง|พัฒนา")
SAYS_ENOUGH = 22
#: Letters of a system's own name, in which verbs say what it is for.
OF_A_NAME = 18
#: Advice that does not say what about.
_VAGUE = re.compile("^เลือก|^นำกลับ|จุดใด|สิ่งที่")
#: What waits must be named ("ตำแหน่งว่าง" could be anybody's).
NAMED = 9
#: The weakest of all aims: the object as it stands.
_MANAGED = re.compile("ปรับปรุงการจัดการ")
#: How somebody should go about it: a step of the action plan, not an aim.
_DETAIL = re.compile(
    r"โดย|พร้อม|ควบคู่|แต่ละ|^ให้|^เลือก|^สุ่ม|^นำกลับ|^เชื่อมสิ่ง|จุดใด|(?:หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ)(?=[ก-๎])"
    r"|(?:เช่น|เหล่า)?นี้|ดังกล่าว|ของตน|ที่เหลือ"
)


def goal_of(finding: Finding) -> NewGoal | None:
    """Return the goal that a finding calls for; None when its words do not say what should become better."""
    text = statement(finding)
    about, rest = said_of(text)
    if listed := _LISTED.match(rest) if " " in about else None:
        about, rest = about + listed[0], rest[listed.end() :]
    about = object_of(about)
    told = (own_share(about, rest) if not _ADVICE.match(text) else None) or next(iter(shares(text)), None)
    stated = positive(told) if told is not None else None
    made = _advised(finding, text) or _own(about, text, rest) or _asked_or_better(finding, about, text, stated)
    return replace(made, share=stated) if made is not None else None


def said_weakly(goal: NewGoal) -> bool:
    """Return whether a goal says no more than that something should be better or clear."""
    return goal.kind in BARE or unclear(goal)


def unclear(goal: NewGoal) -> bool:
    """Return whether a goal asks for what would be asked of anything: a clear process, reliable data."""
    return _UNCLEAR.search(goal.thing) is not None


_UNCLEAR = re.compile(
    "^(?:กระบวนการ|ระบบ|แนวทาง|กลไก|วิธีการ|ขั้นตอน|มาตรการ|แผน|ข้อมูล|หลักฐาน)(?:ที่)?(?:ชัดเจน|เป็นระบบ|เหมาะสม|เป็นรูปธรรม|เชื่อถือได้|เพียงพอ)$"
)


def _advised(finding: Finding, text: str) -> NewGoal | None:
    """Return the first deed of a finding that is nothing but advice ("ควร…")."""
    if not _ADVICE.match(text):
        return None
    asked = aim_of(finding)
    goal = re.split(
        r"ซึ่ง|\s(?=แทน|ทั้ง(?=การ)|ปัจจุบัน|โดย|พร้อม|เนื่อง)", asked.text if asked is not None and asked.asked else ""
    )[0]
    return NewGoal(goal, "asked", goal) if goal and fits(goal := first_aim(goal)) else None


def _own(about: str, text: str, rest: str) -> NewGoal | None:
    """Return the goal by what the finding says is wrong, in the order of how clearly it says so."""
    lack = lack_of(about, rest)
    made = (
        ways.trend(about, rest),
        states.absent(text),
        states.skipped(text),
        states.unusable(text),
        states.unskilled(text),
        states.uneven(text),
        states.unseen(text),
        states.unreached(text),
        states.too_few(text),
        states.worn(text),
        ways.short_of(text),
        ways.few(about, rest),
        ways.burden(about, rest),
        ways.waiting(about, text),
        ways.fronted(text),
        ways.scarce(about, rest),
        ways.direction(about, rest),
        ways.cause(text),
        by_clause(about, text, rest),
        ways.left_out(about, lack),
        ways.slow(about, rest),
        ways.differing(about, rest),
        missing(about, text, rest),
        ways.apart(about, rest),
        ways.seldom(about, rest),
        ways.made_to(about, lack),
        ways.poorly(about, rest),
        ways.way(about, rest),
        ways.undone(about, text),
    )
    return next((goal for goal in made if goal is not None and fits(goal.goal)), None)


def _asked_or_better(finding: Finding, about: str, text: str, stated: Share | None) -> NewGoal | None:
    """Return what assessors ask for, else more or less of a share they state, else the subject made better."""
    waiting = backlog(text)
    if (
        waiting is not None
        and len(waiting.whole) >= NAMED
        and stated is None
        and fits(goal := f"ลดจำนวน{waiting.whole}ที่{waiting.part}")
    ):
        return NewGoal(goal, "backlog", waiting.whole, waiting.part)
    weak = better(about, "about") or better(consequence(text), "consequence")
    if weak is not None and not fits(weak.goal):
        weak = None
    if weak is not None and not _WEAK.match(weak.goal):
        return weak
    asked = _aim(finding, about)
    if asked is not None and len(asked.goal) >= SAYS_ENOUGH and not _DETAIL.search(asked.goal):
        return asked
    if stated is not None and fits(goal := ways.of_share(stated)):
        return NewGoal(goal, "share", stated.whole, stated.part)
    if asked is not None and weak is not None and _MANAGED.match(weak.goal):
        return asked
    made = provided(about, text) or _of_count(text, weak) or weak or asked or _deed(about, text)
    return made or _of_count(text, None)


def _of_count(text: str, weak: NewGoal | None) -> NewGoal | None:
    """Return less of what the finding counts, where its object would else be "managed better" or nothing be said."""
    found = turned(counted(to_arabic(text))) if weak is None or _MANAGED.match(weak.goal) else None
    if found is None or not fits(goal := less_of(found)):
        return None
    return NewGoal(goal, "counted", found.name)


def _made_to(advice: str) -> NewGoal | None:
    """Return "make it do …" of advice that begins "ให้ระบบ…": the system first, then what it should do."""
    words = re.sub("โดยอัตโนมัติ", "", " ".join(advice.split()))
    match = re.match(r"ให้(?P<thing>(?:ระบบ|แบบ|แผน|หลักสูตร|คู่มือ|สัญญา)[ก-๎]{8,}[^ ]*)$", words)
    if match is None:
        return None
    tokens = default_segmenter().tokens(match["thing"])
    cut = next((t.start for t in tokens if t.start >= OF_A_NAME and t.text in verbs()), 0)
    thing, deed = match["thing"][:cut], match["thing"][cut:]
    goal = f"พัฒนา{thing}ให้{deed}"
    return NewGoal(goal, "asked", thing) if cut and fits(goal) else None


def _aim(finding: Finding, about: str) -> NewGoal | None:
    """Return what assessors ask for where it is one aim of the office, not a task of somebody."""
    if (made := _made_to(finding.advice)) is not None:
        return made
    asked = aim_of(finding)
    if (
        asked is None
        or not one_aim(asked.text)
        or _TASK.search(asked.text)
        or QUESTION.search(asked.text)
        or _VAGUE.search(asked.text)
        or open_ended(asked.text)
    ):
        return None
    return NewGoal(asked.text, "asked", about or asked.text) if asked.asked else None


def _deed(about: str, text: str) -> NewGoal | None:
    """Return what the sentence says is not done, as a deed of the office."""
    deed = lack_of(about or "กรม", text)
    if deed is None or deed.kind != "turned" or len(deed.words) < SAYS_ENOUGH or not fits(deed.words):
        return None
    return NewGoal(deed.words, "undone", about or deed.words, deed.words)


def statement(finding: Finding) -> str:
    """Return a finding's sentence without what the criteria ask for and without the office as its subject."""
    words = _FOUND.sub("", _MEANWHILE.sub("", plain(finding), count=1), count=1)
    return _OFFICE.sub("", CRITERION.sub("", words, count=1)).strip()
