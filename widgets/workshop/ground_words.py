"""What is said of grids: what is wrong with them and what to do about it, who heads them, who is on duty."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from console.coverage import Fault, Finding, Severity
from console.domain.crew import Crew, CrewKind, Duty
from console.domain.grid import RegionCode

FAULTS: Final = {
    Fault.INVALID: QT_TRANSLATE_NOOP("ground_words", "Crosses itself"),
    Fault.NO_SHAPE: QT_TRANSLATE_NOOP("ground_words", "No boundary"),
    Fault.BAD_CODE: QT_TRANSLATE_NOOP("ground_words", "Code does not fit"),
    Fault.WRONG_PARENT: QT_TRANSLATE_NOOP("ground_words", "Wrong parent"),
    Fault.DUPLICATE: QT_TRANSLATE_NOOP("ground_words", "Drawn twice"),
    Fault.OUTSIDE_PARENT: QT_TRANSLATE_NOOP("ground_words", "Beyond its parent"),
    Fault.OVERLAP: QT_TRANSLATE_NOOP("ground_words", "Overlap"),
    Fault.GAP: QT_TRANSLATE_NOOP("ground_words", "Gap"),
    Fault.SLIVER: QT_TRANSLATE_NOOP("ground_words", "Sliver"),
}
WAYS_OUT: Final = {
    Fault.INVALID: QT_TRANSLATE_NOOP(
        "ground_words", "Draw the boundary anew, or import it again from a file where it does not cross itself."
    ),
    Fault.NO_SHAPE: QT_TRANSLATE_NOOP("ground_words", "Import its boundary: until then no place lies in it."),
    Fault.BAD_CODE: QT_TRANSLATE_NOOP(
        "ground_words", "A code begins with its parent's. Merge it into a grid with the right code."
    ),
    Fault.WRONG_PARENT: QT_TRANSLATE_NOOP(
        "ground_words", "It lies on another region's ground: redraw it, or give it a code under that region by a split."
    ),
    Fault.DUPLICATE: QT_TRANSLATE_NOOP("ground_words", "Two grids have the same ground: merge them into one."),
    Fault.OUTSIDE_PARENT: QT_TRANSLATE_NOOP("ground_words", "Draw its boundary back into its parent."),
    Fault.OVERLAP: QT_TRANSLATE_NOOP(
        "ground_words", "Places there go to the lower code. Draw one of the two back: corners snap to the neighbour's."
    ),
    Fault.GAP: QT_TRANSLATE_NOOP(
        "ground_words", "Tickets there have no grid. Draw a neighbour over it: corners snap to the borders around."
    ),
    Fault.SLIVER: QT_TRANSLATE_NOOP(
        "ground_words", "One line was drawn twice. Snap the corners of one grid to the other's (Space)."
    ),
}
SEVERITIES: Final = {
    Severity.ERROR: QT_TRANSLATE_NOOP("ground_words", "● error"),
    Severity.WARNING: QT_TRANSLATE_NOOP("ground_words", "▲ warning"),
    Severity.NOTE: QT_TRANSLATE_NOOP("ground_words", "○ note"),
}
HECTARE_M2: Final = 10_000.0
_METRES: Final = QT_TRANSLATE_NOOP("ground_words", "{n} m²")
_HECTARES: Final = QT_TRANSLATE_NOOP("ground_words", "{n} ha")
_ON_DUTY: Final = QT_TRANSLATE_NOOP("ground_words", "on duty")
_OFF_DUTY: Final = QT_TRANSLATE_NOOP("ground_words", "off duty")
_HEAD: Final = QT_TRANSLATE_NOOP("ground_words", "Head: {names}. At home here: {n}")
_NO_HEAD: Final = QT_TRANSLATE_NOOP("ground_words", "No head yet. At home here: {n}")


def fault(finding: Finding) -> str:
    return _say(FAULTS[finding.fault])


def way_out(finding: Finding) -> str:
    """Return what to do about a finding."""
    return _say(WAYS_OUT[finding.fault])


def severity(finding: Finding) -> str:
    return _say(SEVERITIES[finding.severity])


def named(codes: Iterable[RegionCode], name: Callable[[str], str]) -> str:
    """Return grids by their names."""
    return "、".join(name(code) for code in codes)


def area(area_m2: float) -> str:
    """Return an area as it is read: small ones in square metres, others in hectares."""
    if area_m2 <= 0:
        return ""
    if area_m2 < HECTARE_M2:
        return _say(_METRES).format(n=f"{area_m2:,.0f}")
    return _say(_HECTARES).format(n=f"{area_m2 / HECTARE_M2:,.2f}")


def duty(crew: Crew) -> str:
    return _say(_ON_DUTY if crew.duty is Duty.ON_DUTY else _OFF_DUTY)


def head_of(crews: Iterable[Crew]) -> str:
    """Return who heads a grid, of the crews that are at home there, and how many these are."""
    here = list(crews)
    heads = sorted(crew.name for crew in here if crew.kind is CrewKind.GRID_HEAD)
    return _say(_HEAD if heads else _NO_HEAD).format(names="、".join(heads), n=len(here))


def _say(text: object) -> str:
    return QCoreApplication.translate("ground_words", str(text))
