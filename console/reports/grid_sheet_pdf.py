"""Grid sheets as a PDF to print: a page a grid, its text searchable, its fonts cut down to what is written."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from console.domain.crew import Duty
from console.domain.grid import RegionCode
from console.domain.place import EARTH_RADIUS_M
from console.reports.grid_sheet import GridSheet, Outline, Ring, Spot
from console.reports.labels import Labels, word
from console.reports.whole import whole
from console.reports.writers import Note

if TYPE_CHECKING:
    from fpdf import FPDF

PAGE_MM: Final = (210.0, 297.0)
EDGE_MM: Final = 14.0
WIDE_MM: Final = PAGE_MM[0] - 2 * EDGE_MM
MAP_MM: Final = (WIDE_MM, 108.0)
ROW_MM: Final = 5.2
FOOT_MM: Final = 12.0
GAP_MM: Final = 6.0
COLUMN_MM: Final = (WIDE_MM - GAP_MM) / 2

# Grey on white: a sheet is printed in black, copied, and hung on a wall.
BLACK, DARK, GREY, PALE, WASH = 20, 70, 130, 205, 236
SCALES: Final = tuple(
    step * power for power in (100, 1_000, 10_000, 100_000) for step in (5, 6, 8, 10, 12, 15, 20, 25, 30, 40)
)
CROWD: Final = 90
"""So many cameras are still told apart on the map by their numbers; more are drawn as mere points."""

Mm = tuple[float, float]


def write_sheets(
    sheets: Sequence[GridSheet], labels: Labels, by: str, at: datetime, fonts: Path, target: Path, note: Note
) -> int:
    """Write a page for each grid, whole or not at all; return how many there are.

    ``at`` is the moment of printing in the centre's zone, ``fonts`` the folder of the two shipped ones.

    Raises:
        Refused: ``file.…``, the target cannot be written; or what ``note`` raises. Nothing was written then.
        Outage: ``note`` could not reach the database; nothing was written.
    """
    # Here, when a sheet is asked for: every start of the console would pay for it.
    from fpdf import FPDF

    with whole(target) as fresh:
        pdf = FPDF(orientation="P", unit="mm", format="A4")
        pdf.add_font("sheet", "", fonts / "NotoSansSC_400Regular.ttf")
        pdf.add_font("sheet", "B", fonts / "NotoSansSC_500Medium.ttf")
        pdf.set_auto_page_break(False)
        pdf.set_margins(EDGE_MM, EDGE_MM)
        pdf.c_margin = 0
        pdf.set_title(word(labels, "grid_sheet", "title"))
        pdf.set_creator("GridDesk")
        for number, sheet in enumerate(sheets, 1):
            _Page(pdf, labels).draw(sheet)
            foot = word(labels, "grid_sheet", "foot").format(by=by, at=f"{at:%Y-%m-%d %H:%M}")
            pages = word(labels, "sheet", "page").format(page=number, pages=len(sheets))
            _foot(pdf, foot, pages)
        pdf.output(str(fresh))
        note()
    return len(sheets)


def told_of(codes: Iterable[RegionCode], most: int = 5) -> str:
    """Return what the journal's line says of an export of these sheets."""
    listed = list(codes)
    more = f" +{len(listed) - most}" if len(listed) > most else ""
    return f"sheet {' '.join(listed[:most])}{more}"


class _Page:
    """One page, from the top down; ``_y`` is how far it has come, in mm."""

    def __init__(self, pdf: FPDF, labels: Labels) -> None:
        self._pdf = pdf
        self._labels = labels
        pdf.add_page()
        self._y = EDGE_MM

    def draw(self, sheet: GridSheet) -> None:
        self._head(sheet)
        self._map(sheet)
        top = self._y
        left = _Column(self._pdf, self._labels, EDGE_MM, top)
        left.people(sheet)
        left.tickets(sheet)
        right = _Column(self._pdf, self._labels, EDGE_MM + COLUMN_MM + GAP_MM, top)
        blocks = [("sites", sheet.sites), ("sensors", sheet.sensors), ("cameras", sheet.cameras)]
        for place, (name, spots) in enumerate(blocks):
            right.spots(name, spots, to_come=len(blocks) - place - 1)

    def _head(self, sheet: GridSheet) -> None:
        pdf, say = self._pdf, self._say
        pdf.set_text_color(DARK)
        _text(pdf, EDGE_MM, self._y, say("title"), 10, WIDE_MM)
        _text(pdf, EDGE_MM, self._y, " › ".join(sheet.path[:-1]), 10, WIDE_MM * 0.8, to_right=True)
        self._y += 6
        pdf.set_text_color(BLACK)
        _text(pdf, EDGE_MM, self._y, sheet.name, 22, WIDE_MM * 0.66, bold=True)
        _text(pdf, EDGE_MM, self._y + 3.6, sheet.code, 13, WIDE_MM * 0.34, to_right=True)
        self._y += 12
        kind = word(self._labels, "grid_kind", sheet.kind.value)
        area = _area(sheet.area_m2, self._labels)
        count = sum(number for _, number in sheet.open_by_class)
        facts = [kind, say("area").format(area=area), say("open").format(count=count)]
        pdf.set_text_color(DARK)
        _text(pdf, EDGE_MM, self._y, "   ·   ".join(facts), 10, WIDE_MM)
        self._y += 7

    def _map(self, sheet: GridSheet) -> None:
        pdf = self._pdf
        wide, high = MAP_MM
        if sheet.outline is None:
            pdf.set_draw_color(PALE)
            pdf.rect(EDGE_MM, self._y, wide, 16)
            pdf.set_text_color(GREY)
            _text(pdf, EDGE_MM + 4, self._y + 5, self._say("no_outline"), 10, wide - 8)
            self._y += 16 + GAP_MM
            return
        drawn = _Map(pdf, sheet.outline, EDGE_MM, self._y, wide, high)
        drawn.draw(sheet)
        self._y += high + GAP_MM

    def _say(self, name: str) -> str:
        return word(self._labels, "grid_sheet", name)


class _Column:
    """Half of the lower part: blocks below one another, each with a heading; what has no room is counted."""

    def __init__(self, pdf: FPDF, labels: Labels, x: float, y: float) -> None:
        self._pdf, self._labels, self._x, self._y = pdf, labels, x, y

    def people(self, sheet: GridSheet) -> None:
        def line(person_at: int) -> tuple[str, str]:
            person = sheet.crews[person_at]
            on = self._say("on_duty" if person.duty is Duty.ON_DUTY else "off_duty")
            return f"{person.name}  {word(self._labels, 'crew_kind', person.kind.value)}", f"{person.phone}  {on}"

        lines = [line(at) for at in range(len(sheet.crews))]
        self._block(self._say("crews"), len(lines), lines, most=max(3, self._rows_left() // 2))

    def tickets(self, sheet: GridSheet) -> None:
        counted = [(word(self._labels, "category", code), str(count)) for code, count in sheet.open_by_class]
        total = sum(count for _, count in sheet.open_by_class)
        self._block(self._say("tickets"), total, counted, most=self._rows_left() - 2)

    def spots(self, name: str, spots: Sequence[Spot], to_come: int) -> None:
        """Draw a list; those that still come keep room for a heading and two lines each."""
        lines = [(f"{_MARKS[name]}{spot.label}  {spot.name}", self._kind(spot)) for spot in spots]
        self._block(self._say(name), len(lines), lines, most=self._rows_left() - 2 - 5 * to_come)

    def _kind(self, spot: Spot) -> str:
        part, _, code = spot.kind.partition(".")
        return word(self._labels, part, code) if code else ""

    def _rows_left(self) -> int:
        return int((PAGE_MM[1] - FOOT_MM - EDGE_MM / 2 - self._y) / ROW_MM)

    def _block(self, heading: str, total: int, lines: Sequence[tuple[str, str]], most: int) -> None:
        pdf = self._pdf
        pdf.set_text_color(BLACK)
        _text(pdf, self._x, self._y, f"{heading}  {total}" if lines else heading, 11, COLUMN_MM, bold=True)
        self._y += ROW_MM + 0.8
        pdf.set_draw_color(GREY)
        pdf.set_line_width(0.3)
        pdf.line(self._x, self._y, self._x + COLUMN_MM, self._y)
        self._y += 1.2
        shown = lines if len(lines) <= most else lines[: max(most - 1, 1)]
        for left, right in shown or [(word(self._labels, "sheet", "none"), "")]:
            pdf.set_text_color(BLACK if lines else GREY)
            wide = _text(pdf, self._x, self._y, right, 9, COLUMN_MM * 0.5, to_right=True, across=COLUMN_MM)
            _text(pdf, self._x, self._y, left, 9, COLUMN_MM - wide - 2)
            self._y += ROW_MM
        if len(shown) < len(lines):
            pdf.set_text_color(DARK)
            _text(pdf, self._x, self._y, self._say("more").format(count=len(lines) - len(shown)), 9, COLUMN_MM)
            self._y += ROW_MM
        self._y += ROW_MM * 0.7

    def _say(self, name: str) -> str:
        return word(self._labels, "grid_sheet", name)


_MARKS: Final = {"sites": "◆ ", "sensors": "△ ", "cameras": "□ "}


class _Map:
    """The grid with what lies around it, north up, true to a round scale.

    On this small a piece of ground a degree of longitude is as long everywhere as in the grid's middle.
    """

    def __init__(self, pdf: FPDF, outline: Outline, x: float, y: float, wide: float, high: float) -> None:
        self._pdf, self._frame = pdf, (x, y, wide, high)
        lngs = [lng for part in outline.parts for ring in part for lng, _ in ring]
        lats = [lat for part in outline.parts for ring in part for _, lat in ring]
        self._lng, self._lat = (min(lngs) + max(lngs)) / 2, (min(lats) + max(lats)) / 2
        self._m_per_lat = math.radians(1) * EARTH_RADIUS_M
        self._m_per_lng = self._m_per_lat * math.cos(math.radians(self._lat))
        needs = max((max(lngs) - min(lngs)) * self._m_per_lng / wide, (max(lats) - min(lats)) * self._m_per_lat / high)
        # A margin around it, so that its neighbours can be seen.
        self.scale = next((scale for scale in SCALES if scale >= needs * 1_000 * 1.15), SCALES[-1])

    def draw(self, sheet: GridSheet) -> None:
        pdf, (x, y, wide, high) = self._pdf, self._frame
        with pdf.rect_clip(x, y, wide, high):
            for other in sheet.neighbours:
                self._area(other, fill=None, line=GREY, width=0.2)
            if sheet.outline is not None:
                self._area(sheet.outline, fill=WASH, line=BLACK, width=0.7)
            pdf.set_text_color(GREY)
            for other in sheet.neighbours:
                self._name(other)
            self._things(sheet)
        pdf.set_draw_color(DARK)
        pdf.set_line_width(0.3)
        pdf.rect(x, y, wide, high)
        self._bar()
        self._north()

    def _at(self, lng: float, lat: float) -> Mm:
        x, y, wide, high = self._frame
        east_m, north_m = (lng - self._lng) * self._m_per_lng, (lat - self._lat) * self._m_per_lat
        return x + wide / 2 + east_m * 1_000 / self.scale, y + high / 2 - north_m * 1_000 / self.scale

    def _area(self, outline: Outline, fill: int | None, line: int, width: float) -> None:
        pdf = self._pdf
        pdf.set_draw_color(line)
        pdf.set_line_width(width)
        for part in outline.parts:
            for number, ring in enumerate(part):
                pdf.set_fill_color(255 if number else fill if fill is not None else 255)
                pdf.polygon(self._drawn(ring), style="DF" if fill is not None else "D")

    def _drawn(self, ring: Ring) -> list[Mm]:
        """Return the ring in mm, without what no printer could show."""
        kept: list[Mm] = []
        for lng, lat in ring:
            x, y = self._at(lng, lat)
            if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) > 0.1:
                kept.append((x, y))
        return kept

    def _name(self, outline: Outline) -> None:
        x, y, wide, high = self._frame
        at_x, at_y = self._at(outline.middle.lng_deg, outline.middle.lat_deg)
        self._pdf.set_font("sheet", "", 8)
        half = self._pdf.get_string_width(outline.name) / 2
        inside_x = x + half + 1 < at_x < x + wide - half - 1
        if inside_x and y + 3 < at_y < y + high - 12:
            _text(self._pdf, at_x - half, at_y - 2, outline.name, 8, 2 * half + 1)

    def _things(self, sheet: GridSheet) -> None:
        numbered = len(sheet.cameras) <= CROWD
        self._mark(sheet.cameras, self._square, numbered=numbered)
        self._mark(sheet.sensors, self._triangle, numbered=True)
        self._mark(sheet.sites, self._diamond, numbered=True)

    def _mark(self, spots: Sequence[Spot], paint: Callable[[float, float], None], *, numbered: bool) -> None:
        pdf = self._pdf
        pdf.set_line_width(0.2)
        for spot in spots:
            if spot.place is None:
                continue
            x, y = self._at(spot.place.lng_deg, spot.place.lat_deg)
            pdf.set_draw_color(BLACK)
            paint(x, y)
            if numbered:
                pdf.set_text_color(BLACK)
                _text(pdf, x + 1.6, y - 1.5, spot.label, 6.5, 14)

    def _square(self, x: float, y: float) -> None:
        self._pdf.set_fill_color(255)
        self._pdf.rect(x - 1, y - 1, 2, 2, style="DF")

    def _triangle(self, x: float, y: float) -> None:
        self._pdf.set_fill_color(PALE)
        self._pdf.polygon([(x, y - 1.4), (x + 1.3, y + 0.9), (x - 1.3, y + 0.9)], style="DF")

    def _diamond(self, x: float, y: float) -> None:
        self._pdf.set_fill_color(BLACK)
        self._pdf.polygon([(x, y - 1.6), (x + 1.6, y), (x, y + 1.6), (x - 1.6, y)], style="DF")

    def _bar(self) -> None:
        """Draw a bar of a round length, and the scale in numbers, on white at the lower left."""
        pdf, (x, y, _, high) = self._pdf, self._frame
        metres = _round_length(36 * self.scale / 1_000)
        length = metres * 1_000 / self.scale
        said = f"{metres / 1_000:g} km" if metres >= 1_000 else f"{metres:g} m"
        left, foot = x + 4, y + high - 4
        pdf.set_fill_color(255)
        pdf.rect(x + 0.4, y + high - 11, length + 30, 10.6, style="F")
        pdf.set_draw_color(BLACK)
        pdf.set_line_width(0.4)
        pdf.line(left, foot, left + length, foot)
        for tick in (left, left + length):
            pdf.line(tick, foot - 1.6, tick, foot)
        pdf.set_text_color(BLACK)
        _text(pdf, left, foot - 5.2, said, 8, length + 20)
        _text(pdf, left + length + 3, foot - 3.2, f"1 : {self.scale:,}".replace(",", " "), 8, 24)

    def _north(self) -> None:
        pdf, (x, y, wide, _) = self._pdf, self._frame
        top, middle = y + 4, x + wide - 7
        pdf.set_fill_color(255)
        pdf.rect(middle - 3.4, top - 1.6, 6.8, 13.4, style="F")
        pdf.set_draw_color(BLACK)
        pdf.set_fill_color(BLACK)
        pdf.set_line_width(0.2)
        pdf.polygon([(middle, top), (middle + 1.8, top + 6), (middle, top + 4.6), (middle - 1.8, top + 6)], style="DF")
        pdf.set_text_color(BLACK)
        _text(pdf, middle - 1.2, top + 6.6, "N", 9, 4, bold=True)


def _round_length(most_m: float) -> float:
    """Return the longest of 1, 2 and 5 times a power of ten metres that is not longer."""
    power = 10.0 ** math.floor(math.log10(most_m))
    return max(step * power for step in (1, 2, 5) if step * power <= most_m)


def _area(area_m2: float | None, labels: Labels) -> str:
    if area_m2 is None:
        return word(labels, "grid_sheet", "unknown")
    return f"{area_m2 / 1e6:,.2f} km²" if area_m2 >= 1e6 else f"{area_m2 / 1e4:,.2f} ha"


def _text(
    pdf: FPDF,
    x: float,
    y: float,
    text: str,
    size: float,
    wide: float,
    *,
    bold: bool = False,
    to_right: bool = False,
    across: float = WIDE_MM,
) -> float:
    """Write a line whose top left corner is given, cut to ``wide`` with a sign that it was; return its width in mm.

    ``to_right``: it ends at the right of what lies ``across`` from ``x``.
    """
    pdf.set_font("sheet", "B" if bold else "", size)
    shown = next(cut for cut in _shorter(text) if pdf.get_string_width(cut) <= wide or len(cut) <= 1)
    length = pdf.get_string_width(shown)
    pdf.set_xy(x + across - length if to_right else x, y)
    pdf.cell(w=length, h=size * 0.42, text=shown)
    return float(length)


def _shorter(text: str) -> Iterator[str]:
    yield text
    for length in range(len(text) - 1, 0, -1):
        yield f"{text[:length]}…"
    yield ""


def _foot(pdf: FPDF, left: str, right: str) -> None:
    pdf.set_text_color(GREY)
    y = PAGE_MM[1] - FOOT_MM
    _text(pdf, EDGE_MM, y, left, 8, WIDE_MM * 0.8)
    _text(pdf, EDGE_MM, y, right, 8, WIDE_MM * 0.2, to_right=True)
