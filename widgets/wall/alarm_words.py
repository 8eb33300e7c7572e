"""What the alarm bank says: where a camera is from the place of an alarm, and how an alarm stands."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from console.domain.alarm_bank import Alarm, Reserve, Sight
from widgets import words
from widgets.kit import clock_text

translate = QCoreApplication.translate


def direction(bearing_deg: float) -> str:
    """Return one of the eight points of the compass."""
    points = (
        translate("AlarmBank", "N"),
        translate("AlarmBank", "NE"),
        translate("AlarmBank", "E"),
        translate("AlarmBank", "SE"),
        translate("AlarmBank", "S"),
        translate("AlarmBank", "SW"),
        translate("AlarmBank", "W"),
        translate("AlarmBank", "NW"),
    )
    return points[round(bearing_deg / 45) % len(points)]


def sight(seen: Sight) -> str:
    """Return how far a camera is from the place of the alarm, and in which direction."""
    return translate("AlarmBank", "{m} m {direction}").format(
        m=round(seen.far_m), direction=direction(seen.bearing_deg)
    )


def no_sight(alarm: Alarm, near_m: int) -> str:
    """Return why an alarm has no picture."""
    if alarm.ticket.place is None:
        return translate("AlarmBank", "The ticket has no place")
    return translate("AlarmBank", "No camera within {n} m").format(n=near_m)


def matter(alarm: Alarm) -> str:
    """Return what an alarm is about, how often it was reported, and where."""
    ticket = alarm.ticket
    return " · ".join(part for part in (words.category(ticket.category), times(alarm), ticket.address) if part)


def times(alarm: Alarm) -> str:
    """Return how often a device reported it; nothing where it did once."""
    return f"×{len(alarm.ids)}" if alarm.more else ""


def title(alarm: Alarm) -> str:
    """Return an alarm in one line."""
    return f"{alarm.ticket.number} {alarm.ticket.title}"


def standing(alarm: Alarm, places: tuple[int, ...]) -> str:
    """Return how an alarm stands: in which tiles, that it waits, or that nobody has acknowledged it in its time."""
    if places:
        numbers = ", ".join(str(place + 1) for place in places)
        return translate("AlarmBank", "tile {n}").format(n=numbers)
    if alarm.returned:
        return translate("AlarmBank", "was shown, not acknowledged")
    if alarm.is_over:
        return translate("AlarmBank", "ended, not acknowledged")
    return translate("AlarmBank", "waits for a tile")


def age(seconds: float) -> str:
    """Return how long ago an alarm was raised."""
    return clock_text.ago(seconds)


def reserve(which: Reserve) -> str:
    """Return which tiles are kept for alarms."""
    match which:
        case Reserve.NONE:
            return translate("AlarmBank", "None")
        case Reserve.ONE:
            return translate("AlarmBank", "The last tile")
        case Reserve.ROW:
            return translate("AlarmBank", "The lowest row")
        case Reserve.COLUMN:
            return translate("AlarmBank", "The right column")
