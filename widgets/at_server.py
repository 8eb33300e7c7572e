"""The console at a city's server: each operator signs in with a role of their own, one after another."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog

from console.clocks import SystemClock
from console.demo.cameras import resolve as resolve_demo
from console.demo.city_code import holds_demo
from console.domain.errors import Refused
from console.domain.salvo import sits_nowhere
from console.domain.shift import Operator, Role
from console.gateways.system_keyring import SystemKeyring
from console.known import Known, Memory
from console.late_store import LateStore
from console.outages import ServerOutage
from console.ports import Account, Store
from console.sealing import Sealer
from console.server_sign_in import ASKS, AWAY, WRONG, Keyring, Server, ServerSignIn, SignInAnew
from console.settings import Console, user_name
from console.video.testcams import TestCameras
from console.witness import Witness
from resources import path
from widgets import rules
from widgets.app import Start, Workstation
from widgets.app import run as run_app
from widgets.map.basemaps import open_base_maps
from widgets.sign_in import SignInDialog
from widgets.starting import dressed, operator_of, signed_in, start_of

log = logging.getLogger(__name__)

NAMES_FILE = "last_names.json"
Waits = Callable[[Callable[[], Future[Account]], ServerOutage], Account | ServerOutage | Refused | None]
"""Tries again until somebody comes in, or there is another reason against it; None: it was given up."""
ABOUT_NAMES = {ASKS, WRONG, "server.unknown_name", "server.not_admitted", "server.locked_name"}
"""What a server may say of a name that nobody gave: there is nothing to be told about it."""


def run(
    command: Console, server: Server, desk: str, folder: Path, began_s: float, keyring: Keyring | None = None
) -> int:
    """Open the console on the server's database and run it until its window closes; returns the exit code.

    Raises:
        Unusable: base maps are named that cannot be meant.
        Refused: ``operator.sign_in_needed``, where nobody could see the dialog; ``centre.unknown``, ``centre.none``;
            ``wall.no_desk``.
        ServerOutage: without a window, with the reason.
    """
    settings = command.settings
    tiles = open_base_maps(settings.base_maps)
    door = Door(command, server, keyring or SystemKeyring(), folder)
    cameras: list[TestCameras] = []

    def seat(app: QApplication) -> Start | None:
        entered = door.enter(app)
        if entered is None:
            return None
        store, operator = entered
        check_sits(operator)
        known = door.known
        rules.take(store.archive().rulebook() if known is None else known.snapshot.rulebook)
        if not cameras and known is None and holds_demo(store):
            cameras.append(TestCameras(path("clips"), None, zone=settings.zone))
        resolve = partial(resolve_demo, base_url=cameras[0].start()) if cameras else str
        unasked = operator or operator_of(settings, store, desk)
        start = start_of(settings, store, unasked, folder, began_s, resolve=resolve, tiles=tiles)
        if operator is None and store.accounts().is_guarded():
            # The server trusts the role of its owner; who sits there, the database asks.
            operator = signed_in(app, start, "", settings.centre)
            if operator is None:
                return None
        if operator is None:
            return start
        anew = partial(door.anew, operator) if entered[1] is not None else None
        seated = replace(operator, desk=desk)
        return replace(start, operator=seated, signed_in=True, anew=anew, memory=door.memory, known=known)

    sealers: list[Sealer] = []

    def started(_station: Workstation) -> None:
        sealers.append(Sealer(door.store.auditor(), Witness(folder, settings.db or ""), SystemClock()))
        sealers[-1].start()

    def stopping() -> None:
        while sealers:
            sealers.pop().stop()

    try:
        return run_app(seat, started, stopping)
    finally:
        door.leave()
        if tiles is not None:
            tiles.close()
        for playing in cameras:
            playing.stop()


def check_sits(operator: Operator | None) -> None:
    """Let nobody sit at a desk with a wall's name.

    Raises:
        Refused: ``wall.no_desk``.
    """
    if operator is not None and operator.roles == {Role.WALL}:
        raise sits_nowhere(operator.name)


class Door:
    """Lets one operator after another in; the database is open for the one who is inside.

    ``waits`` is what is done instead of asking somebody while the server is away.
    """

    def __init__(
        self, command: Console, server: Server, keyring: Keyring, folder: Path, waits: Waits | None = None
    ) -> None:
        self._command = command
        self._waits = waits
        self._settings = command.settings
        self._server = server
        self._keyring = keyring
        self._names = folder / NAMES_FILE
        self._shelf = server.shelf_in(folder) if server.shelf_in is not None else None
        self._is_first = True
        self._store: Store | None = None
        self.memory: Memory | None = None
        self.known: Known | None = None

    @property
    def store(self) -> Store:
        """The database of whoever is inside."""
        if self._store is None:
            raise RuntimeError("nobody is inside")
        return self._store

    def leave(self) -> None:
        """Close the database of whoever was inside."""
        if self._store is not None:
            self._store.close()
        self._store = self.memory = self.known = None

    def anew(self, seat: Operator) -> SignInAnew:
        """Return how whoever is inside gives another password, while the database stays open."""
        return SignInAnew(self._server, self._keyring, SystemClock(), seat, taken=self._take_password)

    def _take_password(self, password: str) -> None:
        if isinstance(self._store, LateStore):
            self._store.take(password)
        if self.memory is not None:
            self.memory.seal_with(password)

    def enter(self, app: QApplication) -> tuple[Store, Operator | None] | None:
        """Return the open database and who signed in; nobody for a role that the server trusts. None: nobody came in.

        The first comes in without being asked where the keyring, or the server, knows them.

        Raises:
            Refused: ``operator.sign_in_needed``, without a window; ServerOutage: as well.
        """
        self.leave()
        sign_in = ServerSignIn(self._server, self._keyring, SystemClock(), shelf=self._shelf)
        try:
            return self._enter(app, sign_in)
        finally:
            sign_in.close()
            if sign_in.store is not self._store and sign_in.store is not None:
                sign_in.store.close()

    def _enter(self, app: QApplication, sign_in: ServerSignIn) -> tuple[Store, Operator | None] | None:
        given = self._settings.operator if self._settings.operator != user_name() else ""
        name = (given or last_name(self._names, self._server.place)) if self._is_first else ""
        account: Account | None = None
        why: ServerOutage | Refused | None = None
        if self._is_first:
            self._is_first = False
            attempt = partial(sign_in.submit_kept, name or user_name())
            try:
                account = attempt().result()
            except (ServerOutage, Refused) as error:
                why = error
            if self._waits is not None and isinstance(why, ServerOutage) and why.code in AWAY:
                came = self._waits(attempt, why)
                if came is None:
                    return None
                account, why = (came, None) if isinstance(came, Account) else (None, came)
        seats = account.seats if account is not None else ()
        wished = [seat for seat in seats if seat.centre == self._settings.centre]
        if account is not None and (len(seats) < 2 or wished or self._command.no_window):
            return self._let_in(sign_in, next(iter((*wished, *seats)), None))
        if self._command.no_window:
            raise _unseen(why)
        with dressed(app, "day" if self._settings.theme == "day" else "night", self._settings.lang):
            dialog = SignInDialog(sign_in, sign_in.centres, name, self._settings.centre)
            _begin(dialog, account, None if not name and _is_about_names(why) else why)
            dialog.exec()
            # An answer that is on its way must find the dialog.
            sign_in.close()
            dialog.deleteLater()
        return self._let_in(sign_in, dialog.seat) if dialog.result() == QDialog.DialogCode.Accepted else None

    def _let_in(self, sign_in: ServerSignIn, seat: Operator | None) -> tuple[Store, Operator | None] | None:
        self._store, self.memory, self.known = sign_in.store, sign_in.memory, sign_in.known
        if seat is not None:
            remember_name(self._names, self._server.place, seat.name)
        return None if self._store is None else (self._store, seat)


def last_name(file: Path, place: str) -> str:
    """Return who signed in last at this server, "" for nobody; names are all that is kept here."""
    return _names(file).get(place, "")


def remember_name(file: Path, place: str, name: str) -> None:
    """Keep who signed in at this server; a folder that cannot be written is no reason not to work."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_suffix(".new")
        fresh.write_text(json.dumps({**_names(file), place: name}, ensure_ascii=False), "utf-8")
        fresh.replace(file)
    except OSError as error:
        log.warning("Who signed in was not kept: %s", error)


def _names(file: Path) -> dict[str, str]:
    try:
        kept = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(place): str(name) for place, name in kept.items()} if isinstance(kept, dict) else {}


def _is_about_names(why: BaseException | None) -> bool:
    return isinstance(why, ServerOutage) and why.code in ABOUT_NAMES


def _unseen(why: ServerOutage | Refused | None) -> Exception:
    """Return what to raise where there is no window to tell it in."""
    needs_password = isinstance(why, ServerOutage) and why.code in {ASKS, WRONG}
    return Refused("operator.sign_in_needed") if needs_password or why is None else why


def _begin(dialog: SignInDialog, account: Account | None, why: ServerOutage | Refused | None) -> None:
    """Let a dialog begin where the first try ended."""
    match account, why:
        case Account(), _:
            dialog.go_on(account)
        case _, ServerOutage() if why.code != ASKS:
            dialog.tell_outage(why)
        case _, Refused():
            dialog.tell_refused(why)
