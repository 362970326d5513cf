"""Exit codes and one-line messages for every error, in one place."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

import click

from plandocs.model.errors import PlandocsError, UsageError

DONE, FAILED, WRONG_USAGE, SOME_REFUSED = 0, 1, 2, 3


class SomeRefused(Exception):  # noqa: N818 - an outcome, not an error: the rest was done
    """Raised at the end of a command that did its work but had to refuse some items."""


def exit_code_of(run: Callable[[], Any]) -> int:
    """Return the exit code of `run`, having said on stderr what went wrong."""
    try:
        code = run()
    except SomeRefused:
        return SOME_REFUSED
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.UsageError as error:
        _say_usage(error)
        return WRONG_USAGE
    except click.Abort:
        say("ยกเลิกแล้ว (cancelled)")
        return FAILED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except UsageError as error:
        say(f"ผิดพลาด: {error}")
        return WRONG_USAGE
    except PlandocsError as error:
        say(f"ผิดพลาด: {error}")
        return FAILED
    except BrokenPipeError:  # the reader of a pipe went away: nothing more to say
        sys.stderr.close()
        return FAILED
    except OSError as error:
        say("ผิดพลาด: {} ({})".format(*_of_disk(error)))
        return FAILED
    except Exception as error:  # a planner must not meet a traceback; developers ask for one
        if os.environ.get("PLANDOCS_DEBUG"):
            raise
        what = " ".join(f"{type(error).__name__}: {error}".split())
        say(f"ผิดพลาดที่ไม่คาดคิด: {what} (unexpected; set PLANDOCS_DEBUG=1 for details)")
        return FAILED
    return code if isinstance(code, int) else DONE  # click returns the code of a command that ended itself


def _of_disk(error: OSError) -> tuple[str, str]:
    from plandocs.app.disk import told

    return told(error)


def _say_usage(error: click.UsageError) -> None:
    from plandocs.cli.usage import told

    if type(error).__name__ == "NoArgsIsHelpError":  # its message is the help itself; older versions of click lack it
        error.show()
    else:
        say(f"ผิดพลาด: {told(error)}")


def say(message: str) -> None:
    """Print a message for people on stderr: stdout belongs to results."""
    click.echo(message, err=True)
