"""
All errors that plandocs raises on purpose.

::

    PlandocsError                     exit code 1
    ├── UsageError                    exit code 2: a wrong argument, said before anything is done
    │   └── YearOutOfRangeError
    ├── WorkspaceError
    │   ├── WorkspaceMissingError     no workspace at this path
    │   ├── WorkspaceExistsError      `init` over an existing one
    │   └── WorkspaceTooNewError      written by a newer plandocs
    ├── NotFoundError                 no such document, finding, suggestion …
    ├── RefusedError                  one input file cannot be read; the others go on (exit code 3)
    │   ├── CorruptFileError
    │   ├── PasswordProtectedError
    │   ├── UnsupportedFormatError
    │   ├── MissingToolError          an optional program (LibreOffice, Tesseract …) is not installed
    │   ├── UnreadableTextLayerError  a PDF whose text lost its vowels or tone marks
    │   └── LimitExceededError        too large, too deep, too slow: hostile or broken
    ├── TemplateError                 a Word template cannot be used
    └── ReviewError                   a decision that does not fit the state

Every message is one line: Thai for the planner first, then English behind it. The command line maps the tree to
exit codes in `plandocs.cli.errors`; the web app maps it to status codes in `plandocs.web.errors`.
"""

from __future__ import annotations


class PlandocsError(Exception):
    """An expected failure with a message for people: `thai` first, `english` behind it, on one line."""

    def __init__(self, thai: str, english: str) -> None:
        self.thai = " ".join(thai.split())
        self.english = " ".join(english.split())
        super().__init__(self.thai, self.english)

    def __str__(self) -> str:
        return f"{self.thai} ({self.english})"


class UsageError(PlandocsError):
    """A wrong argument, noticed before anything is done."""


class YearOutOfRangeError(UsageError):
    """A fiscal year outside the Buddhist-era range that planning documents can have."""


class WorkspaceError(PlandocsError):
    """Something about the workspace directory as a whole."""


class WorkspaceMissingError(WorkspaceError):
    """No workspace at this path."""


class WorkspaceExistsError(WorkspaceError):
    """A workspace is already there."""


class WorkspaceTooNewError(WorkspaceError):
    """The workspace was written by a newer version of plandocs."""


class NotFoundError(PlandocsError):
    """No document, finding, theme, suggestion or file of this name."""


class RefusedError(PlandocsError):
    """One input file cannot be read; the other files are not touched by it."""


class CorruptFileError(RefusedError):
    """The content does not follow its format."""


class PasswordProtectedError(RefusedError):
    """The file opens only with a password."""


class UnsupportedFormatError(RefusedError):
    """No reader accepts this content."""


class MissingToolError(RefusedError):
    """An optional program that this format needs is not installed."""


class UnreadableTextLayerError(RefusedError):
    """The text of a PDF lost its vowels or tone marks and must not be indexed as if it were text."""


class LimitExceededError(RefusedError):
    """The file exceeds a limit of size, depth, memory or time."""


class TemplateError(PlandocsError):
    """A Word template cannot be used."""


class ReviewError(PlandocsError):
    """A decision that does not fit the state of its suggestion."""
