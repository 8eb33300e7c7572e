"""The report that is shown, as a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from console.questions import CountIndicators, WriteIndicators
from widgets.kit.write_file import WriteFile
from widgets.relay import Relay


class WriteReport(WriteFile):
    """Writes what was counted for the panel."""

    def __init__(self, relay: Relay, shown: CountIndicators, parent: QWidget | None = None) -> None:
        days = f"{shown.period.first:%Y%m%d}-{shown.period.last:%Y%m%d}"

        def asks(form: str, out: Path, reason: str) -> WriteIndicators:
            return WriteIndicators(by=relay.operator, asked=shown, format=form, out=out, reason=reason)

        super().__init__(
            relay,
            parent,
            title=self.tr("Indicators as a file"),
            name=self.tr("{centre}_indicators_{days}").format(centre=shown.centre, days=days),
            reason=self.tr("Report of indicators"),
            asks=asks,
            told=lambda rows: self.tr("Written: %n rows", "", rows),
        )
