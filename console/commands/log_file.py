"""Where the program writes what it did: a rotating file; what was lost is told on stderr too, in one line."""

from __future__ import annotations

import io
import logging
import sys
import threading
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

log = logging.getLogger(__name__)

FORM = "%(asctime)s %(levelname)s %(name)s %(message)s"
FILE_NAME = "griddesk.log"
FILE_BYTES = 5_000_000
FILES_KEPT = 5
WHY_MOST = 200


def speak_into_the_void() -> None:
    """Give a process that was started without a stdout or stderr, as by a desktop on Windows, one that nobody reads."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, io.StringIO())


def keep_log(folder: Path) -> None:
    """Write the log into files in ``folder``, and let a bug, on whatever thread, end in one line on stderr."""
    logging.raiseExceptions = False  # A full disk must not fill the screen as well.
    on_screen = logging.StreamHandler(sys.stderr)
    on_screen.setLevel(logging.ERROR)
    on_screen.setFormatter(_OneLine(FORM))
    handlers: list[logging.Handler] = [on_screen]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handlers.append(
            RotatingFileHandler(folder / FILE_NAME, maxBytes=FILE_BYTES, backupCount=FILES_KEPT, encoding="utf-8")
        )
    except OSError:
        pass  # A read-only home is no reason not to start; the database says so if it is in the same place.
    logging.basicConfig(level=logging.INFO, format=FORM, handlers=handlers)

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        why = (str(error).splitlines() or [""])[0][:WHY_MOST]
        text = "Something went wrong inside GridDesk (%s: %s); the report is in %s"
        log.critical(text, kind.__name__, why, folder, exc_info=(kind, error, trace))

    def tell_of_thread(ended: threading.ExceptHookArgs) -> None:
        if ended.exc_value is not None:
            tell(ended.exc_type, ended.exc_value, ended.exc_traceback)

    sys.excepthook = tell
    threading.excepthook = tell_of_thread


class _OneLine(logging.Formatter):
    """Leaves the report of an error to the log file: nobody at a desk reads one."""

    def formatException(self, ei: object) -> str:  # noqa: N802, ARG002 - as the library calls it
        return ""
