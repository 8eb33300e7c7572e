"""Opens the grid workshop beside the console, and lets it, the map and the desk work together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from console.atlas import Atlas, Shape
from console.coverage import Finding
from console.domain.grid import RegionCode, within
from console.questions import WriteSheets
from resources import path
from widgets.kit.write_file import WriteFile
from widgets.main_window import MainWindow
from widgets.map.drafting import Drafting
from widgets.map.whole_grid import show_whole
from widgets.relay import Relay
from widgets.workshop.change import ChangeDialog, against, redrawing
from widgets.workshop.changes import MergeDialog, RedrawDialog, RenameDialog, SplitDialog
from widgets.workshop.crews import CrewsDialog

if TYPE_CHECKING:
    from widgets.workshop.window import WorkshopWindow


class OnWorkshop(QObject):
    """One workshop, opened by its command; what is drawn is drawn on the console's map. GUI thread."""

    def __init__(self, relay: Relay, atlas: Atlas, window: MainWindow, zone: ZoneInfo, lang: str) -> None:
        super().__init__(window)
        self._relay, self._atlas, self._window = relay, atlas, window
        self._zone, self._lang = zone, lang
        self._open: WorkshopWindow | None = None
        self._dialog: ChangeDialog | None = None
        live = window.map.live
        self.drafting = Drafting(window.map.view, live, atlas, window.map, window.map.bars.footer)
        self.drafting.shaping.foresee = self._foresee
        self.drafting.shaping.kept.connect(self._on_border_kept)
        self.drafting.cutting.kept.connect(self._on_cut_kept)
        # One hand holds one thing: pen or boundary.
        self._pen = window.map.papers.pen
        self.drafting.begun.connect(self._pen.lay_down)
        self._pen.changed.connect(self._on_pen_changed)
        window.actions_by_id["workshop"].triggered.connect(lambda _=False: self.open())
        relay.ground_changed.connect(self._on_ground_changed)

    def open(self) -> WorkshopWindow:
        """Show the workshop, or bring the one that is open to the front."""
        # Here, when it is first wanted: the start of the console has no use for it.
        from widgets.workshop.window import WorkshopWindow

        shown = self._standing()
        if shown is None:
            shown = self._open = WorkshopWindow(self._relay, self._atlas, self._zone)
            shown.asked.connect(self.do)
            shown.flown_to.connect(self._on_flown_to)
            self._window.closing.connect(shown.close)
            shown.show()
        shown.raise_()
        shown.activateWindow()
        return shown

    def do(self, deed: str, code: str) -> None:
        """Do what was asked of a grid."""
        region = self._atlas.region(code)
        if region is None:
            return
        grid = region.code
        over: QWidget = self._standing() or self._window
        windows: dict[str, Callable[[], QWidget]] = {
            "merge": lambda: MergeDialog(self._relay, self._atlas, region, over),
            "rename": lambda: RenameDialog(self._relay, self._atlas, region, over),
            "crews": lambda: CrewsDialog(self._relay, self._atlas, region, over),
            "sheet": lambda: self._sheets(over, grid),
        }
        if deed in windows:
            windows[deed]().show()
        elif deed == "draw":
            self._to_map(self.drafting.draw_border(grid, self._is_fixed))
        elif deed == "split":
            self._to_map(self.drafting.draw_cut(grid))
        else:
            show_whole(self._window.map.live, self._atlas, grid)
            self._to_map(True)

    def _standing(self) -> WorkshopWindow | None:
        """Return the window, None where it was never opened or is closed."""
        return self._open if self._open is not None and shiboken6.isValid(self._open) else None

    def _sheets(self, over: QWidget, grid: RegionCode) -> WriteFile:
        """Ask where the sheets of the grids go that are selected in the list; of this one where it is none of them."""
        shown = self._standing()
        marked = shown.marked() if shown is not None else []
        grids = tuple(marked) if grid in marked else (grid,)
        relay, zone, lang = self._relay, self._zone, self._lang
        region = self._atlas.region(grid)
        name = region.name if region is not None and len(grids) == 1 else self.tr("{n} grids").format(n=len(grids))
        return WriteFile(
            relay,
            over,
            title=self.tr("Grid sheets as a file"),
            name=self.tr("grid_sheet_{name}").format(name=name),
            reason=self.tr("Grid sheet to print"),
            asks=lambda _form, out, reason: WriteSheets(
                by=relay.operator, grids=grids, zone=zone.key, lang=lang, fonts=path("fonts"), out=out, reason=reason
            ),
            told=lambda pages: self.tr("Written: %n pages", "", pages),
            forms=(("pdf", "PDF"),),
        )

    def _on_pen_changed(self) -> None:
        if self._pen.is_on:
            self.drafting.put_down()

    def _to_map(self, is_there: bool) -> None:
        """Bring the console's window with its map to the front."""
        if is_there:
            self._window.raise_()
            self._window.activateWindow()
            self._window.map.setFocus()

    def _is_fixed(self, grid: RegionCode) -> bool:
        return not within(grid, self._relay.board.centre)

    def _foresee(self, shapes: Mapping[RegionCode, Shape]) -> str:
        grid = self.drafting.shaping.grid
        return against(redrawing(self._relay, self._atlas, grid, shapes, "-"), self._atlas) if shapes else ""

    def _on_border_kept(self) -> None:
        shaping = self.drafting.shaping
        self._ask(RedrawDialog(self._relay, self._atlas, shaping.grid, shaping.shapes, self._window), shaping.end)

    def _on_cut_kept(self) -> None:
        cutting = self.drafting.cutting
        region = self._atlas.region(cutting.grid)
        if region is None:
            return
        crews = [crew for crew in self._relay.board.crews.values() if crew.region == region.code]
        self._ask(SplitDialog(self._relay, self._atlas, region, cutting.parts, crews, self._window), cutting.end)

    def _ask(self, dialog: ChangeDialog, done: Callable[[], None]) -> None:
        self._dialog = dialog
        dialog.accepted.connect(done)
        dialog.show()

    def _on_ground_changed(self, codes: frozenset[RegionCode]) -> None:
        """Put down what is in hand where another desk has changed the ground under it: it was drawn upon what is no more."""
        tool, dialog = self.drafting.tool, self._dialog
        is_mine = dialog is not None and shiboken6.isValid(dialog) and dialog.is_given
        if tool is not None and not is_mine and tool.touches(codes):
            tool.end()
            self._window.banner.tell(
                self.tr("The ground was changed meanwhile: take the boundary in hand again."), "warn"
            )

    def _on_flown_to(self, finding: Finding) -> None:
        """Show where something is wrong."""
        if finding.place is not None:
            self._window.map.show_place(finding.place)
            self._to_map(True)
