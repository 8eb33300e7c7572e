"""``rules``: shows which rules hold, tells whether files could be set, and puts them in force for the whole database."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from console import recorders, rulebook
from console.clocks import SystemClock
from console.commands.answering import Answer
from console.commands.centres import centre_of
from console.commands.progress import Bar
from console.commands.standing import for_rules
from console.domain.errors import Refused
from console.domain.grid import RegionCode
from console.domain.rows import shipped_text
from console.gateways.files.unusable import Unusable
from console.handlers import handle
from console.ports import Store
from console.rule_orders import SetRules
from console.rulebook import FILES, RuleFiles
from console.settings import Rules
from console.video.address import masked

EVERYWHERE = RegionCode("")
LARGEST = 1 << 20


def run(command: Rules, store: Store) -> Answer:
    """Return which version holds, whose it is, and what was done.

    Raises:
        Unusable: a file that cannot be read, or written.
        Refused: ``rulebook.…``, what is wrong with the rules and where; ``sign_in.…`` or ``rules.not_governed``, whoever
            gives the command may not. Nothing was changed.
        Outage: the database is out of reach; nothing was changed.
    """
    match command.what:
        case "show":
            return _show(command, store)
        case "check":
            kept, texts = _kept(store), _texts(command.files)
            rulebook.following(kept, {**kept.texts, **texts})
            return {"version": kept.version, "files": sorted(texts), "usable": True}
        case _:
            return _set(command, store)


def _show(command: Rules, store: Store) -> Answer:
    kept = _kept(store)
    answer: dict[str, object] = {
        "version": kept.version,
        "by": kept.by,
        "at": kept.at.isoformat() if kept.at else None,
        "files": {file: "own" if file in kept.texts else "shipped" for file in FILES},
    }
    if not command.file:
        return answer
    if command.file not in FILES:
        raise Refused("rulebook.no_such_file", file=command.file, files=", ".join(FILES))
    text = kept.texts.get(command.file) or shipped_text(command.file)
    if command.out is None:
        # What is shown is read over shoulders: an address with a password is written out to a file, and masked here.
        return {**answer, "text": masked(text) if command.file == recorders.FILE else text}
    try:
        command.out.write_text(text, "utf-8")
    except OSError as wrong:
        raise Unusable(f"{command.out} cannot be written: {wrong.strerror or wrong}.") from wrong
    return {**answer, "out": str(command.out)}


def _set(command: Rules, store: Store) -> Answer:
    texts = _texts(command.files)
    centre = centre_of(store, command.settings.centre)
    by = for_rules(command.settings, store).at(centre.code if centre else EVERYWHERE)
    bar = Bar("rules")
    try:
        bar(0.0)
        with store.unit_of_work() as uow:
            entries = handle(SetRules(by=by, files=texts), uow, SystemClock()).entries
        bar(1.0)
    finally:
        bar.stop()
    told = entries[0].detail if entries else {}
    return {
        "version": _kept(store).version,
        "changed": bool(told.get("what")),
        "files": sorted(texts),
        "brought_up_to_date": int(told.get("tickets", 0)),
    }


def _kept(store: Store) -> RuleFiles:
    with store.unit_of_work() as uow:
        return uow.rule_files()


def _texts(files: Iterable[Path]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for file in files:
        if file.name in texts:
            raise Unusable(f"There are two files named {file.name}.")
        try:
            with file.open(encoding="utf-8") as opened:
                texts[file.name] = opened.read(LARGEST + 1)
        except (OSError, UnicodeDecodeError) as wrong:
            raise Unusable(f"{file} cannot be read: {getattr(wrong, 'strerror', None) or wrong}.") from wrong
        if len(texts[file.name]) > LARGEST:
            raise Unusable(f"{file} is too large for rules.")
    return texts
