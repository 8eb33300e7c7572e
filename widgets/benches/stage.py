"""What every bench with a screen stands on: a dressed application, and a desk behind which nobody sits."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any

from PySide6.QtWidgets import QApplication

from console.desk import Desk
from console.journal import News
from widgets import theme


class NoDesk(Desk):
    """A desk that never answers."""

    def __init__(self) -> None:
        """No store, no threads, and nothing that waits to be sent."""
        self.sending = None

    def submit(self, order: object) -> Future[News]:
        return Future()

    def ask(self, question: object) -> Future[Any]:
        return Future()


def application() -> QApplication:
    """Return the running application, or a new one in the night theme."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    made = QApplication([])
    theme.apply(made, theme.load("night"))
    return made
