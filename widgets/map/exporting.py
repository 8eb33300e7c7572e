"""The map as a file: the view as a picture or as a page for reports, what is selected as GeoJSON; each with its reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, tzinfo
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QWidget

from console.atlas import Atlas
from console.domain.camera import CameraId
from console.domain.grid import RegionCode
from console.domain.sensor import SensorId
from console.domain.site import SiteId
from console.domain.ticket import Ticket, TicketId
from console.questions import WriteMap
from console.reports.map_features import MapThings, write_features
from widgets import theme, words
from widgets.kit.write_file import WriteFile
from widgets.map import in_view, page, picture, readout
from widgets.map.area import Held
from widgets.map.in_view import InView
from widgets.map.legends import Legend
from widgets.map.panel import MapPanel
from widgets.map.picture import Head
from widgets.relay import Relay

KEY: Final = "Ctrl+Shift+P"
GEOJSON: Final = "geojson"


class MapExport(QObject):
    """Writes files of a map. GUI thread; pictures and pages are finished on the desk's.

    What is selected is what a box, a lasso or a click took last, as far as it is still there.
    """

    def __init__(self, relay: Relay, atlas: Atlas, panel: MapPanel, zone: tzinfo) -> None:
        super().__init__(panel)
        self._relay = relay
        self._atlas = atlas
        self._panel = panel
        self._zone = zone
        self._tickets: tuple[TicketId, ...] = ()
        self._grids: tuple[RegionCode, ...] = ()
        self._cameras: tuple[CameraId, ...] = ()
        self._sites: tuple[SiteId, ...] = ()
        self._sensors: tuple[SensorId, ...] = ()
        panel.grids_chosen.connect(self.take_grids)
        panel.hand.area_taken.connect(self.take)
        panel.hand.export_asked.connect(self.ask_for)
        panel.papers.menu.addSeparator()
        export = panel.papers.add_action("export", self.tr("Map as a file …"), KEY, "export")
        export.triggered.connect(self.ask)

    def take_grids(self, grids: Iterable[RegionCode]) -> None:
        """Let these grids be what is selected, and nothing else."""
        self._tickets, self._grids, self._cameras, self._sites, self._sensors = (), tuple(grids), (), (), ()

    def take(self, held: Held) -> None:
        """Let what lies in an area be what is selected."""
        self._tickets, self._grids, self._cameras = held.tickets, held.grids, held.cameras
        self._sites, self._sensors = held.sites, held.sensors

    def ask_for(self, held: Held) -> WriteMapFile:
        """Ask where what lies in an area is written to."""
        self.take(held)
        window = self.ask()
        window.form.setCurrentIndex(window.form.findData(GEOJSON))
        return window

    @property
    def selected(self) -> MapThings:
        """What is selected, as the board knows it now."""
        board = self._relay.board
        return MapThings(
            atlas=self._atlas,
            tickets=tuple(board.tickets[id_] for id_ in self._tickets if id_ in board.tickets),
            grids=tuple(code for code in self._grids if code in self._atlas),
            cameras=tuple(board.cameras[id_] for id_ in self._cameras if id_ in board.cameras),
            sites=tuple(board.sites[id_] for id_ in self._sites if id_ in board.sites),
            sensors=tuple(board.sensors[id_] for id_ in self._sensors if id_ in board.sensors),
        )

    def ask(self) -> WriteMapFile:
        """Open the window that asks for form, place and reason."""
        window = WriteMapFile(self, self._relay, self._panel.window())
        window.open()
        return window

    def question(self, form: str, out: Path, reason: str) -> WriteMap:
        """Return what the desk is to write; the picture is taken now, as it is seen."""
        seen = in_view.gather(
            self._panel.live, self._relay, self._atlas, tuple(self._panel.papers.sheet.drawings.values())
        )
        match form:
            case "png":
                sheet = picture.compose(self._seen(), self._legends(), self._head(seen))
                write, what = partial(_picture, sheet=sheet, count=len(seen.things) + len(seen.crews)), "map png"
            case "html":
                write, what = self._page(seen), "map html"
            case _:
                things = self.taken(seen)
                as_of = self._relay.heard_at
                write = partial(_features, things=things, zone=self._zone, as_of=as_of)
                what = " ".join(["map geojson", *(f"{count} {name}" for name, count in things.counts.items() if count)])
        return WriteMap(by=self._relay.operator, what=what, write=write, out=out, reason=reason)

    def taken(self, seen: InView) -> MapThings:
        """Return what goes into a GeoJSON file: what is selected, else what is in view; and what is drawn."""
        selected = self.selected
        return replace(selected, drawings=seen.things.drawings) if len(selected) else seen.things

    def today(self) -> str:
        return f"{self._relay.clock.now().astimezone(self._zone):%Y%m%d}"

    def centre_name(self) -> str:
        centre = self._relay.board.centre
        return (self._atlas.path(centre) or [centre])[-1]

    def _seen(self) -> QPixmap:
        return self._panel.view.grab()

    def _legends(self) -> list[QPixmap]:
        """Return the meaning of the symbols, and of the colours that are shown on the ground."""
        shown = [bar for bar in self._panel.bars.below if bar.isVisible() and not isinstance(bar, Legend)]
        fresh = Legend(self._panel)
        pictures = [_grabbed(fresh), *(_grabbed(bar) for bar in shown)]
        fresh.deleteLater()
        return pictures

    def _head(self, seen: InView) -> Head:
        now = self._relay.clock.now().astimezone(self._zone)
        as_of = self._relay.heard_at.astimezone(self._zone)
        return Head(
            title=self.tr("{centre}: grid map").format(centre=self.centre_name()),
            made=self.tr("{time} · {operator}").format(
                time=f"{now:%Y-%m-%d %H:%M}", operator=self._relay.operator.name
            ),
            as_of=self.tr("Data as of {time}").format(time=f"{as_of:%Y-%m-%d %H:%M:%S}"),
            foot=self.tr("Middle: {place}   Level {zoom}").format(
                place=readout.said(seen.middle), zoom=f"{seen.zoom:g}"
            ),
        )

    def _page(self, seen: InView) -> partial[int]:
        names = {
            "grids": self.tr("Grids"),
            "drawings": self.tr("Drawings"),
            "cameras": self.tr("Cameras"),
            "sites": self.tr("Key sites"),
            "sensors": self.tr("Sensors"),
            "crews": self.tr("Crews"),
            "tickets": self.tr("Tickets"),
        }
        return partial(
            _report,
            seen=seen,
            head=self._head(seen),
            names=names,
            colors=page.colors(theme.load("day").colors),  # Reports are printed.
            titles={ticket.id: _called(ticket) for ticket in seen.things.tickets},
            paths={code: " › ".join(self._atlas.path(code)) for code in seen.things.grids},
        )


class WriteMapFile(WriteFile):
    """Asks in which form, where to and why; tells what a GeoJSON file would hold."""

    def __init__(self, export: MapExport, relay: Relay, parent: QWidget | None) -> None:
        is_selected = bool(len(export.selected))
        geojson = self.tr("GeoJSON: what is selected") if is_selected else self.tr("GeoJSON: what is in view")
        super().__init__(
            relay,
            parent,
            title=self.tr("Map as a file"),
            name=self.tr("{centre}_map_{day}").format(centre=relay.board.centre, day=export.today()),
            reason=self.tr("Report with a map"),
            asks=export.question,
            told=lambda count: self.tr("Written: {n} things").format(n=count),
            forms=(
                ("png", self.tr("Picture of the view (PNG)")),
                ("html", self.tr("Page for reports, needs no network (HTML)")),
                (GEOJSON, geojson),
            ),
        )


def _called(ticket: Ticket) -> str:
    """Return what a ticket is called outside the house: its number, what it is and how it stands."""
    parts = (ticket.number, words.priority(ticket.priority), words.category(ticket.category), words.state(ticket.state))
    return " · ".join(parts)


def _grabbed(legend: QWidget) -> QPixmap:
    legend.ensurePolished()
    legend.adjustSize()
    return legend.grab()


def _picture(path: Path, *, sheet: QImage, count: int) -> int:
    picture.save(sheet, path)
    return count


def _features(path: Path, *, things: MapThings, zone: tzinfo, as_of: datetime) -> int:
    write_features(things, zone, as_of, path)
    return len(things)


def _report(
    path: Path,
    *,
    seen: InView,
    head: Head,
    names: dict[str, str],
    colors: dict[str, str],
    titles: dict[TicketId, str],
    paths: dict[RegionCode, str],
) -> int:
    # Here, on the desk's thread: folium takes as long to bring in as the whole queue to show.
    from widgets.map import report_page

    made = report_page.write(seen, head, names, colors, lambda ticket: titles[ticket.id], lambda code: paths[code])
    path.write_text(made, encoding="utf-8", newline="\n")
    return len(seen.things) + len(seen.crews)
