"""What every dialog that writes a file shares: its forms, the folder it proposes, and why nothing was written."""

from __future__ import annotations

from concurrent.futures import CancelledError
from pathlib import Path
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

from console.domain.errors import Refused
from console.ports import Outage
from widgets import words

FORMS: Final = (("xlsx", "Excel (XLSX)"), ("csv", "CSV"), ("json", "JSON"))
_OUT_OF_REACH: Final = QT_TRANSLATE_NOOP(
    "ExportFile", "The database is out of reach. Nothing was written: try again when the link is back."
)
_A_BUG: Final = QT_TRANSLATE_NOOP("ExportFile", "Something went wrong inside the console. Nothing was written.")


def documents() -> Path:
    """Return the user's folder of documents; a fresh machine names one that nobody has made yet: then the home."""
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return folder if folder.is_dir() else Path.home()


def not_written(why: object) -> str:
    """Return the sentence for why the desk did not write the file."""
    match why:
        case Refused():
            return words.refusal(why)
        case Outage() | CancelledError():
            return QCoreApplication.translate("ExportFile", str(_OUT_OF_REACH))
        case _:
            return QCoreApplication.translate("ExportFile", str(_A_BUG))


def open_folder_of(file: Path) -> None:
    """Show the folder that the file lies in."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.parent)))
