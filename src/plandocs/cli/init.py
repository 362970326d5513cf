"""`plandocs init`."""

from __future__ import annotations

import tomllib
from pathlib import Path

import click

from plandocs.app.settings import parse_settings
from plandocs.app.workspace import choose_path, init_workspace
from plandocs.cli.errors import say
from plandocs.model.errors import UsageError


@click.command("init")
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[โฟลเดอร์]")
@click.option("--agency", default="", help="ชื่อหน่วยงาน (agency)")
@click.option("--short", default="", help="ชื่อย่อหน่วยงาน (its abbreviation)")
@click.option("--ministry", default="", help="กระทรวง (ministry)")
@click.option("--profile", type=click.Path(path_type=Path), help="ไฟล์ TOML ข้อมูลหน่วยงาน (agency profile)")
@click.pass_context
def command(
    ctx: click.Context, folder: Path | None, agency: str, short: str, ministry: str, profile: Path | None
) -> None:
    """สร้างพื้นที่ทำงานใหม่ ในโฟลเดอร์ที่ระบุหรือที่เดิมของเครื่อง (make a new workspace, in FOLDER if given)."""
    given_root = ctx.find_root().obj
    if folder is not None and given_root and Path(given_root) != folder:
        raise UsageError(
            "ระบุพื้นที่ทำงานสองแห่ง โปรดใช้เพียงแห่งเดียว", "two workspaces are named, by --workspace and by the argument"
        )
    data = _profile(profile) if profile else {}
    given = {key: value for key, value in (("name", agency), ("short", short), ("ministry", ministry)) if value}
    data["agency"] = {**data.get("agency", {}), **given}
    with init_workspace(folder or given_root, parse_settings(data, str(profile or "init"))) as workspace:
        say(f"สร้างพื้นที่ทำงานแล้วที่ {workspace.path} (workspace made)")
        if folder is not None and choose_path(None).resolve() != workspace.path.resolve():
            say(f"คำสั่งต่อไปให้ระบุ --workspace {folder} หรือตั้ง PLANDOCS_WORKSPACE (name it in every later command)")


def _profile(path: Path) -> dict:  # type: ignore[type-arg]
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError as error:
        raise UsageError(f"ไม่พบไฟล์ {path}", f"no file {path}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"ไฟล์ {path} ไม่ใช่ TOML ที่ถูกต้อง", f"{path} is no valid TOML: {error}") from error
