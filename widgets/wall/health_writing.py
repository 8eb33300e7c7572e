"""The streams' health as a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from console.domain.health import HealthReport
from console.domain.period import Period
from console.questions import WriteHealth
from widgets.kit.write_file import WriteFile
from widgets.relay import Relay


class WriteHealthFile(WriteFile):
    """Lets the desk's reader add a report up, and write it."""

    def __init__(
        self,
        relay: Relay,
        report: Callable[[], HealthReport],
        period: Period,
        lang: str,
        parent: QWidget | None = None,
    ) -> None:
        days = f"{period.first:%Y%m%d}-{period.last:%Y%m%d}"

        def asks(form: str, out: Path, reason: str) -> WriteHealth:
            return WriteHealth(by=relay.operator, report=report, lang=lang, format=form, out=out, reason=reason)

        super().__init__(
            relay,
            parent,
            title=self.tr("Video health as a file"),
            name=self.tr("{centre}_video_health_{days}").format(centre=relay.board.centre, days=days),
            reason=self.tr("Report of video health"),
            asks=asks,
            told=lambda lines: self.tr("Written: {n} lines").format(n=lines),
        )
