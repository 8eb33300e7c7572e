"""From settings to a running workstation: which centre, which operator, and the demo city beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from console.clocks import SystemClock
from console.commands.centres import centre_of
from console.commands.own_wall import words_of
from console.demo.cameras import resolve as resolve_demo
from console.demo.city_code import holds_demo
from console.demo.life_thread import LifeThread
from console.domain.errors import Refused
from console.domain.shift import SEAT_ROLES, Operator
from console.ports import Store
from console.settings import Console, Demo, Settings, user_name
from console.sign_in import SignIn
from console.video.testcams import TestCameras
from console.video.testcams.faults import PORT
from resources import path
from widgets import rules, theme
from widgets.app import Start, Workstation
from widgets.app import run as run_app
from widgets.kit import evidence_files
from widgets.kit.translator import Language
from widgets.map.basemaps import BaseMaps, open_base_maps
from widgets.sign_in import SignInDialog


def run(command: Console | Demo, store: Store, desk: str, folder: Path, began_s: float) -> int:
    """Open the console and run it until its window closes; returns the exit code.

    ``desk`` tells this desk from others on the same database; ``folder`` holds what is typed, and places.

    Where operators have passwords, whoever sits down signs in first; ``--operator`` and ``--centre`` are only proposed
    then.

    Raises:
        Unusable: base maps are named that cannot be meant.
        Refused: ``centre.unknown``, ``centre.none``; ``rulebook.bad``; ``operator.sign_in_needed``, where nobody could see the dialog.
        Outage: the database is out of reach.
    """
    settings = command.settings
    tiles = open_base_maps(settings.base_maps)
    unasked = operator_of(settings, store, desk)
    rules.take(store.archive().rulebook())
    if command.no_window and store.accounts().is_guarded():
        raise Refused("operator.sign_in_needed")
    # The demo city's cameras play on any console opened on it; only the one that made it lets it go on.
    own_clips = command.clips if isinstance(command, Demo) else None
    cameras = TestCameras(path("clips"), own_clips, zone=settings.zone) if holds_demo(store) else None
    resolve: Callable[[str], str] = partial(resolve_demo, base_url=cameras.start(PORT, or_any=True)) if cameras else str
    evidence_files.keep_in(settings.evidence or folder / "evidence")
    start = start_of(settings, store, unasked, folder, began_s, resolve=resolve, tiles=tiles)
    life: list[LifeThread] = []
    names = [settings.operator if settings.operator != user_name() else ""]

    def seat(app: QApplication) -> Start | None:
        if not store.accounts().is_guarded():
            return start
        # The name that was given belongs to whoever comes first.
        operator = signed_in(app, start, names.pop() if names else "", settings.centre)
        return None if operator is None else replace(start, operator=operator, signed_in=True)

    def started(station: Workstation) -> None:
        if isinstance(command, Demo):
            life.append(LifeThread(store, station.desk.submit, clock=start.clock, seed=command.seed))
            life[-1].start()

    def stopping() -> None:
        while life:
            life.pop().stop()

    try:
        return run_app(seat, started, stopping)
    finally:
        if tiles is not None:
            tiles.close()
        if cameras is not None:
            cameras.stop()


def start_of(
    settings: Settings,
    store: Store,
    operator: Operator,
    folder: Path,
    began_s: float,
    *,
    resolve: Callable[[str], str],
    tiles: BaseMaps | None,
) -> Start:
    """Return what a workstation of this operator starts with."""
    return Start(
        store=store,
        operator=operator,
        clock=SystemClock(),
        zone=settings.zone,
        folder=folder,
        language=settings.lang,
        theme="day" if settings.theme == "day" else "night",
        resolve=resolve,
        tiles=tiles,
        began_s=began_s,
        video=settings.video,
        own_wall=words_of(settings),
    )


def signed_in(app: QApplication, start: Start, name: str, wished: str | None) -> Operator | None:
    """Ask who sits down, in the theme and the language of the start; None where the dialog was closed."""
    with dressed(app, start.theme, start.language):
        centres = {centre.code: centre.name for centre in start.store.archive().centres()}
        sign_in = SignIn(start.store.accounts(), start.clock, desk=start.operator.desk)
        dialog = SignInDialog(sign_in, centres, name, wished)
        dialog.exec()
        # A password that is being compared is waited for: its answer must find the dialog.
        sign_in.close()
        dialog.deleteLater()
    return None if dialog.seat is None else replace(dialog.seat, desk=start.operator.desk)


@contextmanager
def dressed(app: QApplication, look: theme.ThemeName, spoken: str) -> Iterator[None]:
    """Let a dialog that opens before there is a workstation wear its theme and speak its language."""
    theme.apply(app, theme.load(look))
    language = Language()
    language.speak(app, spoken)
    try:
        yield
    finally:
        language.leave(app)


def operator_of(settings: Settings, store: Store, desk: str) -> Operator:
    """Return who works at this desk.

    A name that the centre knows works in the roles it has there. Without a name, it is the first of the centre who
    may take every seat. Any other name takes every seat too: a local file is local trust.

    Raises:
        Refused: ``centre.unknown``, ``centre.none``.
        Outage: the database is out of reach.
    """
    centre = centre_of(store, settings.centre)
    if centre is None:
        raise Refused("centre.none")
    known = store.archive().operators(centre.code)
    named = next((operator for operator in known if operator.name == settings.operator), None)
    if named is None and settings.operator == user_name():
        named = next((operator for operator in known if operator.roles >= SEAT_ROLES), None)
    if named is None:
        named = Operator(name=settings.operator, centre=centre.code, roles=SEAT_ROLES)
    return replace(named, desk=desk)
