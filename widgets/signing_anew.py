"""Signing in anew beside the running console: the server takes the password no more, and everything here stays as it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QWidget

from console.domain.shift import Operator
from console.server_sign_in import SignInAnew
from widgets.sign_in import SignInDialog


class SigningAnew(QObject):
    """Asks for the operator's password, once at a time; ``begin`` makes the sign-in, ``went_well`` is called after it.

    Belongs to the GUI thread.
    """

    def __init__(
        self, begin: Callable[[], SignInAnew], seat: Operator, went_well: Callable[[], None], window: QWidget
    ) -> None:
        super().__init__(window)
        self._begin = begin
        self._seat = seat
        self._went_well = went_well
        self._window = window
        self.dialog: SignInDialog | None = None

    def ask(self) -> None:
        """Open the dialog, or bring the one that is open to the front; it stops nobody from working on."""
        if self.dialog is None:
            sign_in = self._begin()
            self.dialog = SignInDialog(sign_in, sign_in.centres, self._seat.name, self._seat.centre, self._window)
            self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.dialog.finished.connect(lambda result: self._on_finished(sign_in, result))
            self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def stop(self) -> None:
        """Ask no more."""
        if self.dialog is not None:
            self.dialog.reject()

    def _on_finished(self, sign_in: SignInAnew, result: int) -> None:
        # An answer that is on its way must find the dialog.
        sign_in.close()
        self.dialog = None
        if result == QDialog.DialogCode.Accepted:
            self._went_well()
