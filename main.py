"""Starts one workstation: reads the settings, wires the floors together, runs, stops in order."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from importlib import import_module
from time import perf_counter

from console.commands.answering import Answer, answered, told
from console.commands.log_file import keep_log, speak_into_the_void
from console.ports import Store
from console.settings import (
    Bench,
    Check,
    Command,
    Console,
    Database,
    Demo,
    Export,
    ExportGrids,
    Import,
    Operators,
    OwnWall,
    Rules,
    SelfTest,
    Settings,
    data_folder,
    desk_name,
    parse,
)

BEGAN_S = perf_counter()
HEADLESS = {Import: "import_", Check: "check", Operators: "operators", Rules: "rules"}


def main(argv: Sequence[str]) -> int:
    """Do one command and return its exit code: 0 done, 2 unusable, 3 refused by a rule, 4 database out of reach."""
    multiprocessing.freeze_support()
    speak_into_the_void()
    command = parse(argv)
    keep_log(data_folder() / "logs")
    match command:
        case Import() | Check() | Operators() | Rules():
            return on_store(command, f"console.commands.{HEADLESS[type(command)]}")
        case ExportGrids():
            return on_store(replace(command, fonts=import_module("resources").path("fonts")), "console.commands.export")
        case Export():
            kept = import_module("console.gateways.health_file").kept_in(data_folder())
            return on_store(command, "console.commands.export", health=kept)
        case Demo(no_window=True):
            return on_store(command, "console.commands.demo")
        case Database():
            return int(import_module("db.trial").look_after(command, on_store))
        case Bench():
            return answered(lambda: benches(command))
        case SelfTest():
            offscreen()
            return told(lambda: int(import_module("widgets.self_test").run(command, open_for)))
        case OwnWall(keep_up=True):
            return int(import_module("console.commands.own_wall").run(argv))
        case OwnWall():
            return told(lambda: open_wall(command))
        case Console() | Demo():
            return open_console(command)


def on_store(command: Command, module: str, **more: object) -> int:
    """Run a headless command on its database, with what else it needs; its answer goes to stdout as one JSON object."""

    def run() -> Answer:
        # What is read out must be there: out of a database made on the spot comes a file that only looks right.
        needs_it = isinstance(command, Check | Export | Operators | Database)
        with closing(open_for(command.settings, create=not needs_it)) as store:
            answer: Answer = import_module(module).run(command, store, **more)
        return answer

    return answered(run)


def benches(command: Bench) -> Answer:
    """Run benches; what they need of Qt and of the database's room is only brought in here."""
    offscreen()
    headless = import_module("console.commands.bench")
    of_database = {
        **import_module("db.bench").measures(),
        **import_module("db.bench_store").measures(command),
        **import_module("db.hall.bench").measures(command),
    }
    with_qt = import_module("widgets.benches").measures(open_store, command)
    answer: Answer = headless.run(command, open_store, {**of_database, **with_qt})
    return answer


def open_console(command: Console | Demo) -> int:
    """Open the console on its database, with the demo city beside it where that was asked for."""
    if command.no_window:
        offscreen()

    def run() -> Answer:
        server = import_module("db.engine").server_at(command.settings.db, command.settings.report_db)
        if server is not None and isinstance(command, Console):
            import_module("widgets.at_server").run(command, server, desk_name(), data_folder(), BEGAN_S)
            return {}
        store = open_for(command.settings)
        try:
            if isinstance(command, Demo):
                import_module("console.commands.demo").run(command, store)
            import_module("widgets.starting").run(command, store, desk_name(), data_folder(), BEGAN_S)
        finally:
            store.close()
        return {}

    return answered(run, silent=True)


def open_wall(command: OwnWall) -> int:
    """Show a wall of its own, on a database that is only looked at."""
    server = import_module("db.engine").server_at(command.settings.db, command.settings.report_db, looks=True)
    return int(import_module("widgets.own_wall").run(command, server, open_store, data_folder()))


def open_store(url: str | None, *, create: bool = True, looks: bool = False) -> Store:
    """Open the database of ``url``, the user's own file without one; with ``create``, make what is not there."""
    engine = import_module("db.engine")
    store: Store = engine.open_store(url or engine.default_url(), create=create, looks=looks)
    return store


def open_for(settings: Settings, *, create: bool = True) -> Store:
    """Open the database that the settings name; at a server, for whoever signs in on the terminal."""
    server = import_module("db.engine").server_at(settings.db, settings.report_db)
    at_server: Callable[..., Store] = import_module("console.commands.at_server").opened
    return at_server(server, settings.operator) if server else open_store(settings.db, create=create)


def offscreen() -> None:
    """Let Qt draw without a screen, unless the environment says otherwise."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
