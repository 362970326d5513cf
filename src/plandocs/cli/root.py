"""The `plandocs` command and its global option."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

import click

from plandocs import __version__
from plandocs.model.errors import UsageError

#: Command name → module and help line; the module is imported when the command runs, so that `search` starts cold in
#: well under a second.
COMMANDS = {
    "init": "สร้างพื้นที่ทำงาน (make a workspace)",
    "add": "อ่านเอกสารเข้าพื้นที่ทำงาน (read documents)",
    "documents": "รายการเอกสาร และแก้ไขข้อมูลเอกสาร (list and correct documents)",
    "show": "แสดงเอกสารหนึ่งฉบับ (show one document)",
    "search": "ค้นหาในเอกสารทั้งหมด (search)",
    "scans": "ตรวจตัวเลขที่อ่านจากภาพสแกน (confirm what OCR read)",
    "findings": "จุดแข็งและโอกาสในการปรับปรุง (strengths and OFIs)",
    "themes": "ประเด็นที่ติดตามข้ามปี (weaknesses followed over the years)",
    "goals": "เป้าหมายที่แผนต่าง ๆ ระบุ (what plans say)",
    "strategy": "เป้าหมายเชิงยุทธศาสตร์ (strategic goals)",
    "suggest": "ข้อเสนอเป้าหมายสำหรับปีงบประมาณ (suggested goals)",
    "review": "รับ แก้ไข หรือไม่รับข้อเสนอ (decide on suggestions)",
    "audit": "ตรวจความครบถ้วนของแผน (coverage audit)",
    "backtest": "ทดสอบข้อเสนอกับแผนในอดีต (suggestions against past plans)",
    "draft": "สร้างร่างเอกสาร Word (write a Word draft)",
    "check": "ตรวจรูปแบบเอกสาร Word (check a draft's typography)",
    "templates": "แม่แบบเอกสาร (templates)",
    "readback": "อ่านร่างที่แก้แล้วกลับเข้าระบบ (read an edited draft back)",
    "evaluate": "วัดคุณภาพการค้นหา (measure search quality)",
    "serve": "เปิดหน้าเว็บบนเครื่องนี้ (the web page)",
    "doctor": "ตรวจเครื่องและพื้นที่ทำงาน (check this machine and the workspace)",
    "verify": "ตรวจว่าข้อความอ้างอิงยังตรงกับต้นฉบับ (check quotes)",
    "backup": "สำรองพื้นที่ทำงานเป็นไฟล์เดียว (back up)",
    "restore": "กู้คืนจากไฟล์สำรอง (restore a backup)",
    "export": "ส่งออกข้อเสนอเป็น .xlsx หรือ .csv (export the queue)",
    "import": "นำเข้าผลการพิจารณาจาก .xlsx (import decisions)",
    "reindex": "สร้างดัชนีค้นหาใหม่ (rebuild the search index)",
}  # fmt: skip


class LazyGroup(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order a planner needs them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of this name, or None."""
        del ctx
        if cmd_name not in COMMANDS:
            from plandocs.cli.usage import close_to

            meant = close_to(cmd_name, COMMANDS)
            raise UsageError(
                f"ไม่มีคำสั่ง {cmd_name}{meant} ดูคำสั่งทั้งหมด: plandocs --help", f"no command {cmd_name}; see plandocs --help"
            )
        module = importlib.import_module(f"plandocs.cli.{cmd_name.replace('import', 'import_')}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option("--workspace", type=click.Path(path_type=Path), help="โฟลเดอร์พื้นที่ทำงาน (workspace directory)")
@click.version_option(__version__, prog_name="plandocs")
@click.pass_context
def group(ctx: click.Context, workspace: Path | None) -> None:
    """อ่าน ค้นหา ติดตาม และร่างแผนเพิ่มประสิทธิภาพองค์การ (from past documents to a plan's Word draft)."""
    ctx.obj = workspace


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 1 failed, 2 wrong usage, 3 done with some items refused."""
    from plandocs.cli.errors import exit_code_of

    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure:  # Windows consoles and pipes would otherwise choke on Thai
            reconfigure(encoding="utf-8", errors="replace")
    sys.exit(exit_code_of(lambda: group.main(args=arguments, prog_name="plandocs", standalone_mode=False)))
