"""With --json, --csv or --text stdout holds that one value; messages go to stderr; no command waits for stdin."""

from __future__ import annotations

import csv
import errno
import io
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from plandocs.cli.common import put_rows
from plandocs.cli.readback import MOST_CUT, _tell_cut

YEAR = "2568"
LISTINGS = {
    "search": ("search", "ข้อมูลเปิด"),
    "search nothing": ("search", "zzzzqqqq"),
    "documents": ("documents",),
    "findings": ("findings", "--kind", "ofi"),
    "findings none": ("findings", "--year", "2540"),
    "themes": ("themes", "--state", "open"),
    "scans": ("scans", "--all"),
    "goals": ("goals", "--text", "ข้อมูล"),
    "strategy": ("strategy", "list"),
    "suggest": ("suggest", YEAR, "--limit", "3"),
    "coverage": ("suggest", YEAR, "--coverage"),
    "review": ("review", "list", "--year", YEAR),
    "review state": ("review", "list", "--state", "rejected"),
    "log": ("review", "log", "--year", YEAR),
    "audit": ("audit", YEAR),
    "templates": ("templates", "list"),
    "fields": ("templates", "fields"),
}


@pytest.fixture(scope="module")
def home(sample_workspace, tmp_path_factory):
    path = tmp_path_factory.mktemp("cli") / "ws"
    shutil.copytree(sample_workspace, path)
    return path


@pytest.mark.parametrize("arguments", LISTINGS.values(), ids=LISTINGS)
def test_a_listing_prints_one_value_in_each_style(run, home, arguments):
    told = run(*arguments, "--json", workspace=home)
    assert told.code == 0, told.err
    rows = told.value["hits"] if isinstance(told.value, dict) else told.value
    table = run(*arguments, "--csv", workspace=home)
    heads, *body = list(csv.reader(io.StringIO(table.out)))
    assert (table.code, len(body)) == (0, len(rows))
    assert all(len(row) == len(heads) for row in body)
    assert run(*arguments, workspace=home).code == 0


def test_a_document_is_shown_as_json_text_or_summary(run, home):
    key = run("documents", "--json", workspace=home).value[0]["id"]
    shown = run("show", key, "--json", workspace=home)
    assert (shown.value["id"], shown.err) == (key, "")
    assert run("show", key, "--text", workspace=home).out.count("\n") == len(shown.value["blocks"]) + sum(
        b["text"].count("\n") for b in shown.value["blocks"]
    )
    assert f"id: {key}" in run("show", key, workspace=home).out


def test_doctor_and_verify_print_their_result_only(run, home):
    doctor = run("doctor", "--json", workspace=home)
    assert {"Python", "workspace", "quotes"} <= {check["name"] for check in doctor.value}
    assert (run("verify", workspace=home).out, run("verify", workspace=home).code) == ("", 0)


def test_doctor_names_a_broken_database_beside_what_it_found(run, home, tmp_path):
    (tmp_path / "plandocs.db").write_bytes(b"no database" * 100)
    told = run("doctor", workspace=tmp_path)
    assert told.code == 1
    assert "✗ workspace" in told.out
    assert run("doctor", workspace=tmp_path / "none").code == 1


def test_verify_finds_a_tampered_quote(run, home, tmp_path):
    shutil.copytree(home, tmp_path / "ws")
    finding = run("findings", "--json", workspace=home).value[0]
    with closing(sqlite3.connect(tmp_path / "ws" / "plandocs.db")) as database, database:
        database.execute("UPDATE block SET text = 'x' || text WHERE document_id = ?", [finding["document_id"]])
    told = run("verify", workspace=tmp_path / "ws")
    assert told.code == 3
    assert finding["id"] in told.out


@pytest.mark.parametrize(
    ("option", "holds"),
    [
        (("--year", "2564"), lambda h: h["fiscal_year"] == 2564),
        (("--kind", "workshop"), lambda h: h["kind"] == "workshop"),
        (("--item", "4.1"), lambda h: h["item"].startswith("4.1")),
        (("--only", "ofi"), lambda h: h["passage_kind"] == "ofi"),
        (("--only", "strength"), lambda h: h["passage_kind"] == "strength"),
        (("--limit", "2"), lambda _h: True),
    ],
    ids=lambda v: " ".join(v) if isinstance(v, tuple) else "",
)
def test_search_filters_keep_only_what_fits(run, home, option, holds):
    hits = run("search", "ข้อมูล", "--json", *option, workspace=home).value["hits"]
    assert hits
    assert all(holds(hit) for hit in hits)
    if option[0] == "--limit":
        assert len(hits) <= 2


@pytest.mark.parametrize(
    ("words", "chip", "gone"),
    [
        (("ข้อมูล -ปี:2565",), "-year:2565", lambda h: h["fiscal_year"] == 2565),
        (("ข้อมูล", "-ปี:65"), "-year:2565", lambda h: h["fiscal_year"] == 2565),
        (("-year:2565", "ข้อมูล"), "-year:2565", lambda h: h["fiscal_year"] == 2565),
        (("ข้อมูล", "–ชนิด:รายงานป้อนกลับ"), "-kind:feedback-report", lambda h: h["kind"] == "feedback-report"),
        (("ข้อมูล", "-หัวข้อ:4.1", "--limit", "50"), "-item:4.1", lambda h: h["item"] == "4.1"),
    ],
    ids=lambda v: " ".join(v) if isinstance(v, tuple) else "",
)
def test_a_minus_before_a_field_leaves_out_and_its_chip_can_be_ignored(run, home, words, chip, gone):
    found = run("search", *words, "--json", workspace=home).value
    assert [f"{c['field']}:{c['value']}" for c in found["chips"]] == [chip]
    assert found["hits"]
    assert not any(gone(hit) for hit in found["hits"])
    told = run("search", *words, workspace=home)
    assert f"ตัวกรอง: {found['chips'][0]['label']}" in told.err
    again = run("search", *words, "--without", chip, "--json", workspace=home).value
    assert not again["chips"]
    assert any(gone(hit) for hit in again["hits"])


def test_a_word_left_out_needs_no_quotation_marks_in_the_shell(run, home):
    with_marks = run("search", "ข้อมูล -แผน", "--json", workspace=home).value
    without = run("search", "ข้อมูล", "-แผน", "--json", workspace=home).value
    assert without["query"] == with_marks["query"]
    assert without["hits"] == with_marks["hits"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("search", "ก", "--kind", "novel"), 2), (("search", "ก", "--limit", "0"), 2), (("search",), 2),
        (("show", "none"), 1), (("show", ""), 1), (("documents", "set", "none", "title=ก"), 1),
        (("documents", "set", "a", "title"), 2), (("suggest", "1990"), 2), (("suggest", "ปีหน้า"), 2),
        (("suggest", YEAR, "--as-of", "2568"), 2), (("review",), 2), (("review", "list", "--year", "0"), 2),
        (("review", "accept", "none", "--year", YEAR), 1), (("review", "undo", "none", "--year", YEAR), 1),
        (("review", "add", "--year", YEAR), 2), (("review", "edit", "none"), 1), (("strategy", "add", "ก"), 2),
        (("strategy", "add", "ก", "--year", YEAR, "--target", "มาก"), 2), (("strategy", "import", "none.xlsx"), 1),
        (("draft", "--year", "0"), 2), (("draft", "none"), 1), (("draft", "-o", "plan.pdf"), 2), (("check", "none"), 1),
        (("templates", "check", "none"), 1), (("readback", "none.docx"), 1), (("export", "q.pdf"), 2),
        (("import", "none.csv"), 1), (("backup", "."), 2), (("restore", "none.zip"), 1),
        (("themes", "show", "none"), 1), (("themes", "rename", "none", "ก"), 1), (("evaluate", "a", "b", "c"), 1),
        (("init",), 1), (("add", "none"), 1), (("backtest", "--year", "1990"), 2), (("audit", "1990"), 2),
        (("nothing",), 2), (("--nothing",), 2), (("init", "elsewhere"), 2),
    ],
    ids=lambda v: " ".join(v) if isinstance(v, tuple) else str(v),
)  # fmt: skip
def test_what_cannot_be_done_is_said_in_one_line_with_its_exit_code(run, home, monkeypatch, tmp_path, arguments, code):
    monkeypatch.chdir(tmp_path)
    told = run(*arguments, workspace=home)
    assert (told.code, told.out) == (code, "")
    assert "ไม่คาดคิด" not in told.err
    assert len([line for line in told.err.splitlines() if line.startswith(("ผิดพลาด", "Error"))]) == 1, told.err
    assert list(tmp_path.iterdir()) == []


def test_a_workspace_can_be_made_in_a_named_folder(run, tmp_path):
    told = run("init", str(tmp_path / "งานแผน"), "--agency", "กรมตัวอย่าง")
    assert told.code == 0
    assert "--workspace" in told.out + told.err
    assert run("documents", workspace=tmp_path / "งานแผน").code == 0


def test_a_year_of_work_by_command(run, home, tmp_path):
    """Decisions, spreadsheet, strategy, corrections, draft, readback, backup and restore, one after another."""
    work = tmp_path / "ws"
    shutil.copytree(home, work)

    def ok(*arguments, code=0):
        told = run(*arguments, workspace=work)
        assert told.code == code, told.err
        return told

    ids = [s["id"] for s in ok("suggest", YEAR, "--json").value]
    ok("review", "accept", ids[0], ids[1], "--year", YEAR, "--who", "ก")
    ok("review", "edit", ids[2], "--goal", "ถ้อยคำใหม่", "--target", "๘๐", "--activity", "หนึ่ง", "--year", YEAR)
    ok("review", "reject", ids[3], "--reason", "ไม่พร้อม", "--year", YEAR)
    ok("review", "assign", ids[4], "กอง ก", "--year", YEAR)
    ok("review", "undo", ids[1], "--year", YEAR)
    own = ok("review", "add", "--goal", "เป้าของตน", "--year", YEAR).out.strip()
    states = {row["id"]: row["state"] for row in ok("review", "list", "--year", YEAR, "--json").value}
    assert [states[i] for i in (*ids[:4], own)] == ["accepted", "pending", "edited", "rejected", "accepted"]
    ok("export", tmp_path / "q.xlsx", "--year", YEAR)
    ok("import", tmp_path / "q.xlsx")
    ok("strategy", "add", "เป้ายุทธศาสตร์", "--year", YEAR, "--target", "2568=5", "--kpi", "จำนวน")
    assert "เป้ายุทธศาสตร์" in [g["goal"] for g in ok("strategy", "list", "--json").value]
    table = ok("strategy", "list").out
    assert "จำนวน 5" in table
    assert "{" not in table, "people read no JSON"
    ok("review", "comment", ids[1], "ขอหลักฐานเพิ่ม", "--year", YEAR)
    ok("review", "comment", ids[1], "--text", "อีกข้อ", "--year", YEAR)
    said = next(row for row in ok("review", "list", "--year", YEAR, "--json").value if row["id"] == ids[1])["comments"]
    assert [any(words in str(comment) for comment in said) for words in ("ขอหลักฐานเพิ่ม", "อีกข้อ")] == [True, True]
    log = ok("review", "log", "--year", YEAR).out
    assert "เป้าหมาย: ถ้อยคำใหม่" in log
    assert "goal" not in log
    document = ok("documents", "--json").value[0]["id"]
    ok("documents", "set", document, "title=ชื่อที่แก้")
    assert ok("documents", "--json").value[0]["title"] == "ชื่อที่แก้"
    theme = ok("themes", "--json").value[0]
    ok("themes", "rename", theme["id"], "ชื่อประเด็น")
    assert "ชื่อประเด็น" in [t["title"] for t in ok("themes", "--json").value]
    draft = tmp_path / "plan.docx"
    assert ok("draft", "unit-sheet", "--year", YEAR, "-o", draft).out.strip() == str(draft)
    assert "ถ้อยคำใหม่" in run("draft", "unit-sheet", "--year", YEAR, "-o", draft, workspace=work).err
    back = ok("readback", draft, "--apply", "--json")
    assert (back.value["recorded"], set(back.value["counts"])) == (0, {"kept"})
    checked = run("check", draft, "--json", workspace=work)
    assert checked.code == (3 if checked.value else 0)
    ok("reindex")
    ok("backup", tmp_path / "b.zip")
    assert run("restore", tmp_path / "b.zip", workspace=tmp_path / "again").code == 0
    again = run("review", "log", "--year", YEAR, "--json", workspace=tmp_path / "again")
    assert again.value == ok("review", "log", "--year", YEAR, "--json").value


def test_a_csv_listing_holds_no_formula_and_one_line_a_row(capsys):
    put_rows([{"text": "=1+1"}, {"text": "-5"}, {"text": "ก\nข"}], "csv", {"text": "ข้อความ"})
    assert capsys.readouterr().out == "\ufefftext\n'=1+1\n-5\nก ข\n"


def test_what_was_cut_in_word_is_told_as_cut_and_not_line_by_line(capsys):
    _tell_cut([f"บรรทัด {n}" for n in range(30)])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "ข้อความที่ตัดออก: บรรทัด 0"
    assert lines[-1].startswith(f"ข้อความที่ตัดออกอีก {30 - MOST_CUT} แห่ง")
    assert len(lines) == MOST_CUT + 1


@pytest.mark.parametrize("typed", ["2567", "67", "๒๕๖๗", "๖๗", "พ.ศ. 2567", "ปีงบประมาณ ๒๕๖๗", "ปี 67"])
def test_a_year_is_understood_as_planners_type_it(run, home, typed):
    rows = run("findings", "--year", typed, "--json", workspace=home).value
    assert {row["report_year"] for row in rows} == {2567}


@pytest.mark.parametrize(
    ("typed", "told"),
    [("2024", "พ.ศ. คือ 2567"), ("ค.ศ. 2024", "พ.ศ. คือ 2567"), ("ปีหน้า", "เช่น 2568"), ("1", "เช่น 2568")],
)
@pytest.mark.parametrize(
    "command", [("suggest",), ("audit",), ("findings", "--year"), ("search", "x", "--year")], ids=" ".join
)
def test_another_year_is_wrong_usage_and_the_message_names_the_right_form(run, home, command, typed, told):
    said = run(*command, typed, workspace=home)
    assert (said.code, said.out) == (2, "")
    assert told in said.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("serach", "x"), "ไม่มีคำสั่ง serach หรือท่านหมายถึง search"),
        (("review", "acept", "s1"), "ไม่มีคำสั่งย่อยนี้"),
        (("search", "x", "--limt", "3"), "ไม่มีตัวเลือก --limt หรือท่านหมายถึง --limit"),
        (("search", "x", "--limit"), "ตัวเลือก --limit ต้องมีค่าตามหลัง"),
        (("findings", "--kind", "weak"), "ค่าของ --kind ใช้ไม่ได้ เลือกจาก ofi, strength"),
        (("show",), "ยังไม่ได้ระบุ DOCUMENT_ID"),
        (("search", "  "), "ใส่คำค้น"),
        (("documents", "set", "x"), "ยังไม่ได้ระบุ FIELD=VALUE"),
    ],
)
def test_wrong_usage_is_told_in_thai_on_one_line_with_what_to_do(run, home, arguments, told):
    said = run(*arguments, workspace=home)
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert told in said.err


def test_people_read_thai_words_in_tables_and_programs_read_the_values(run, home):
    assert "รายงานป้อนกลับ" in run("documents", workspace=home).out
    assert "feedback-report" not in run("documents", workspace=home).out
    assert "feedback-report" in run("documents", "--csv", workspace=home).out
    assert "ยังค้างอยู่" in run("themes", "--state", "open", workspace=home).out
    assert "ข้อค้นพบที่ไม่มีเป้าหมายตอบ" in run("audit", YEAR, workspace=home).out


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENOSPC, "ดิสก์เต็ม"),
        (errno.EACCES, "เปิดอยู่ในโปรแกรมอื่น"),
        (errno.EROFS, "อ่านได้อย่างเดียว"),
        (errno.EIO, "โปรดตรวจไฟล์และดิสก์"),
    ],
)
def test_a_file_that_cannot_be_written_is_named_with_what_to_do(run, home, tmp_path, monkeypatch, number, told):
    def full(self, *_args, **_options):
        raise OSError(number, os.strerror(number), str(self))

    monkeypatch.setattr(Path, "replace", full)
    said = run("backup", str(tmp_path / "สำรอง.zip"), workspace=home)
    assert (said.code, said.err.count("\n")) == (1, 1)
    assert told in said.err
    assert "สำรอง.zip" in said.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [("readback",), ("check",), ("templates", "check"), ("import",)], ids=" ".join)
def test_a_file_that_is_not_what_it_should_be_is_named(run, home, tmp_path, command):
    path = tmp_path / "ไม่ใช่.docx"
    path.write_bytes(b"no Word file")
    said = run(*command, str(path), workspace=home)
    assert said.code == 1
    assert "ไม่ใช่.docx" in said.err
    assert said.err.count("\n") == 1


def test_indexing_many_documents_is_said_before_it_begins(run, home, monkeypatch):
    said = "กำลังทำดัชนีค้นหา"
    assert said not in run("reindex", workspace=home).err  # the sample takes a second
    monkeypatch.setattr("plandocs.cli.common._MANY", 2)
    assert said in run("reindex", workspace=home).err
    shutil.rmtree(home / "index")
    found = run("search", "ข้อมูลเปิด", "--json", workspace=home)
    assert said in found.err
    assert found.value["hits"]
    assert said not in run("search", "ข้อมูลเปิด", "--json", workspace=home).err


def test_pages_of_a_long_document_are_told_not_oftener_than_every_few_seconds(monkeypatch, capsys):
    from plandocs.cli import add

    now = iter([0.0, 0.5, 2.5, 2.5, 3.0, 6.0])
    monkeypatch.setattr(add.time, "monotonic", lambda: next(now))
    pages = add._Pages()
    for page in (1, 2, 3, 90):
        pages.read("a.pdf", page, 90)
    assert capsys.readouterr().err.split("\n") == ["a.pdf: หน้า 2/90", ""]


@pytest.mark.parametrize(
    "arguments",
    [
        ("suggest", "--json"),
        ("audit", "--json"),
        ("goals", "--json"),
        ("review", "list", "--json"),
        ("review", "log", "--json"),
    ],
    ids=" ".join,
)
def test_the_year_may_stand_behind_the_command_or_behind_its_option(run, home, arguments):
    first = run(*arguments, YEAR, workspace=home)
    assert (first.code, first.err) == (0, "")
    assert run(*arguments, "--year", YEAR, workspace=home).value == first.value
    both = run(*arguments, YEAR, "--year", "2567", workspace=home)
    assert both.code == 2
    assert "2567" in both.err


def test_without_a_year_the_next_one_is_suggested_for(run, home):
    assert run("suggest", "--json", workspace=home).value == run("suggest", YEAR, "--json", workspace=home).value


@pytest.mark.parametrize(
    "arguments", [("FILE",), ("FILE", YEAR), ("-o", "FILE"), (YEAR, "-o", "FILE"), ("-o", "FILE", "--year", YEAR)]
)
def test_the_queue_is_exported_to_a_file_named_either_way(run, home, tmp_path, arguments):
    path = tmp_path / "ข้อเสนอ.csv"
    done = run("export", *(str(path) if word == "FILE" else word for word in arguments), workspace=home)
    assert done.code == 0, done.err
    assert path.read_bytes().startswith("\ufeff".encode())


def test_an_export_needs_one_file(run, home, tmp_path):
    assert run("export", workspace=home).code == 2
    assert run("export", str(tmp_path / "a.csv"), "-o", str(tmp_path / "b.csv"), workspace=home).code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_csv_listing_begins_with_the_mark_by_which_excel_shows_thai(run, home):
    for arguments in (("themes",), ("suggest", YEAR), ("themes", "--doubtful")):
        out = run(*arguments, "--csv", workspace=home).out
        assert out.startswith("\ufeff")
        assert out.count("\ufeff") == 1


def test_doubtful_pairs_are_listed_answered_and_taken_back(run, home):
    (first, *_) = run("themes", "--doubtful", "--json", workspace=home).value
    ids = [side["id"] for side in first["findings"]]
    assert first["findings"][0]["report_year"] <= first["findings"][1]["report_year"]

    def asked():
        rows = run("themes", "--doubtful", "--json", workspace=home).value
        return [[side["id"] for side in row["findings"]] for row in rows]

    def together():
        themes = run("themes", "--json", workspace=home).value
        return any(set(ids) <= set(theme["findings"]) for theme in themes)

    assert run("themes", "different", *ids, workspace=home).code == 0
    assert (together(), ids in asked()) == (False, False)
    assert run("themes", "same", *ids, workspace=home).code == 0
    assert (together(), ids in asked()) == (True, False)
    assert run("themes", "unsure", *ids, workspace=home).code == 0
    assert (together(), ids in asked()) == (first["joined"], True)
    told = run("themes", "--doubtful", workspace=home).out
    assert all(key in told for key in ids)
    assert run("themes", "same", ids[0], ids[0], workspace=home).code == 2
