"""The command line: one module a command, loaded only when it is called."""

from plandocs.cli.root import main

__all__ = ["main"]
