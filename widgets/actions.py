"""Every command of the console once: its words, its key and its picture."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence

from widgets.kit.icon import wear


@dataclass(frozen=True, slots=True)
class Command:
    """A command: stable id, English words (the source of the catalogue), key, icon; a switch stays on until turned off."""

    id: str
    text: object
    key: str
    icon: str
    is_switch: bool = False


COMMANDS = (
    Command("help", QT_TRANSLATE_NOOP("Command", "Keys and commands"), "F1", "help"),
    Command("new_ticket", QT_TRANSLATE_NOOP("Command", "New ticket"), "F2", "new"),
    Command("campaigns", QT_TRANSLATE_NOOP("Command", "Campaigns"), "Ctrl+Shift+K", "journal"),
    Command("next_unaccepted", QT_TRANSLATE_NOOP("Command", "Next not accepted"), "F3", "next"),
    Command("previous_unaccepted", QT_TRANSLATE_NOOP("Command", "Previous not accepted"), "Shift+F3", "previous"),
    Command("sign", QT_TRANSLATE_NOOP("Command", "Accept or sign"), "F4", "sign"),
    Command("refresh", QT_TRANSLATE_NOOP("Command", "Load again"), "F5", "refresh"),
    Command("next_zone", QT_TRANSLATE_NOOP("Command", "Next panel"), "F6", "next"),
    Command("previous_zone", QT_TRANSLATE_NOOP("Command", "Previous panel"), "Shift+F6", "previous"),
    Command("nearest_cameras", QT_TRANSLATE_NOOP("Command", "Three nearest cameras"), "F7", "camera"),
    Command("tour_next", QT_TRANSLATE_NOOP("Command", "Next in tour"), "F9", "next"),
    Command("tour_pause", QT_TRANSLATE_NOOP("Command", "Pause or resume tour"), "F10", "pause"),
    Command("full_screen", QT_TRANSLATE_NOOP("Command", "Tile to full screen"), "F11", "full_screen"),
    Command("dispatch_first", QT_TRANSLATE_NOOP("Command", "Dispatch to first candidate"), "Ctrl+Return", "dispatch"),
    Command("run_card", QT_TRANSLATE_NOOP("Command", "Send all of the run card"), "Ctrl+Shift+Return", "dispatch"),
    Command("run_card_cameras", QT_TRANSLATE_NOOP("Command", "Cameras of the run card"), "Shift+F7", "camera"),
    Command("escalate", QT_TRANSLATE_NOOP("Command", "Escalate"), "Ctrl+E", "escalate"),
    Command("verbs", QT_TRANSLATE_NOOP("Command", "All that can be done with it"), "Ctrl+J", "more"),
    Command("find_place", QT_TRANSLATE_NOOP("Command", "Find a place"), "Ctrl+G", "search"),
    Command("cameras_on_map", QT_TRANSLATE_NOOP("Command", "Nearest cameras on the map"), "Alt+F7", "camera"),
    Command("crews_on_map", QT_TRANSLATE_NOOP("Command", "Nearest crews on the map"), "Ctrl+F7", "crew"),
    Command("centre_map", QT_TRANSLATE_NOOP("Command", "Show on map"), "Ctrl+M", "map"),
    Command("layers", QT_TRANSLATE_NOOP("Command", "Layers of the map"), "Ctrl+Shift+L", "layers"),
    Command("workshop", QT_TRANSLATE_NOOP("Command", "Grid workshop …"), "Ctrl+Shift+G", "shape"),
    Command("undo", QT_TRANSLATE_NOOP("Command", "Undo"), "Ctrl+Z", "undo"),
    Command("outbox", QT_TRANSLATE_NOOP("Command", "Orders that wait …"), "Ctrl+Shift+Q", "clock"),
    Command("filter", QT_TRANSLATE_NOOP("Command", "Filter the queue"), "Ctrl+F", "filter"),
    Command("find", QT_TRANSLATE_NOOP("Command", "Find any ticket …"), "Ctrl+K", "search"),
    Command("list_unsigned", QT_TRANSLATE_NOOP("Command", "Queue: unsigned"), "Alt+U", "filter"),
    Command("list_nearly_due", QT_TRANSLATE_NOOP("Command", "Queue: nearly due"), "Alt+D", "filter"),
    Command("list_overdue", QT_TRANSLATE_NOOP("Command", "Queue: overdue"), "Alt+O", "filter"),
    Command("list_supervised", QT_TRANSLATE_NOOP("Command", "Queue: supervised"), "Alt+S", "filter"),
    Command("list_to_approve", QT_TRANSLATE_NOOP("Command", "Queue: to approve"), "Alt+A", "filter"),
    Command("command_line", QT_TRANSLATE_NOOP("Command", "Command line"), "Ctrl+`", "search"),
    Command("export_log", QT_TRANSLATE_NOOP("Command", "Daily log …"), "Ctrl+L", "export"),
    Command("indicators", QT_TRANSLATE_NOOP("Command", "Indicators …"), "Ctrl+I", "chart"),
    Command("lead", QT_TRANSLATE_NOOP("Command", "Shift lead …"), "Ctrl+B", "crew"),
    Command("history", QT_TRANSLATE_NOOP("Command", "Look at the past …"), "Ctrl+H", "history"),
    Command("shift", QT_TRANSLATE_NOOP("Command", "Begin or end the shift"), "Ctrl+Shift+B", "clock"),
    Command("change_operator", QT_TRANSLATE_NOOP("Command", "Change the operator …"), "Ctrl+Shift+O", "person"),
    Command("theme", QT_TRANSLATE_NOOP("Command", "Day or night"), "Ctrl+Shift+D", "night"),
    Command("still", QT_TRANSLATE_NOOP("Command", "Reduce motion"), "Ctrl+Shift+M", "stop", is_switch=True),
    Command("home_windows", QT_TRANSLATE_NOOP("Command", "Bring all panels home"), "Ctrl+Shift+0", "grid"),
    Command("wall_screen", QT_TRANSLATE_NOOP("Command", "Wall on other screen"), "Ctrl+F11", "wall"),
)


def make(parent: QObject) -> dict[str, QAction]:
    """Return a QAction for each command, by id, with its words in the operator's language."""
    made: dict[str, QAction] = {}
    for command in COMMANDS:
        action = QAction(QCoreApplication.translate("Command", str(command.text)), parent)
        action.setObjectName(command.id)
        action.setCheckable(command.is_switch)
        action.setShortcut(QKeySequence(command.key))
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{action.text()} ({keys})")
        wear(action, command.icon)
        made[command.id] = action
    return made
