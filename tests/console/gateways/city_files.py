"""A city's files as a test needs them: a map, and rows that fit it unless told otherwise."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from console.atlas import Atlas
from console.gateways.files.ticket_map import TicketMap, read_map
from console.gateways.files.tickets import TicketImport
from console.numbering import TicketIds
from tests.builders import a_region_tree
from tests.fakes import FakeClock, FakeStore

MAP = """
[number]
column = "id"
[times]
zone = "Asia/Shanghai"
formats = ["%Y-%m-%d %H:%M:%S", "iso"]
[times.columns]
taken_in = "reported"
dispatched = "sent"
arrived = "served"
ended = "done"
[state]
column = "status"
at = "updated"
[state.values]
done = "closed"
dropped = "void"
open = "filed"
waiting = "suspended"
[category]
column = "kind"
default = "0899"
[category.values]
rubbish = "0101"
fire = "0401"
[place]
lat = "lat"
lng = "lng"
[text]
title = "kind"
address = "address"
[holder]
column = "crew"
kind = "crew"
"""
COLUMNS = (
    "id", "reported", "sent", "served", "done", "updated", "status", "kind", "lat", "lng", "address", "crew",
)  # fmt: skip


def a_row(number: str = "A-1", **changes: str) -> dict[str, str]:
    """Return a ticket that was closed after three hours, inside ``GRID``."""
    return {
        "id": number,
        "reported": "2024-05-06 08:00:00",
        "sent": "",
        "served": "2024-05-06 09:00:00",
        "done": "2024-05-06 11:00:00",
        "updated": "2024-05-06 11:30:00",
        "status": "done",
        "kind": "rubbish",
        "lat": "31.305",
        "lng": "120.605",
        "address": "人民路10号",
        "crew": "队一",
        **changes,
    }


def csv_text(*rows: dict[str, str]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def a_map(folder: Path, text: str = MAP) -> TicketMap:
    path = folder / "map.toml"
    path.write_text(text, "utf-8")
    return read_map(path)


def a_store() -> FakeStore:
    """Return a database that holds the region tree."""
    store = FakeStore()
    store.registry().add_regions(a_region_tree())
    return store


def an_import(file: Path, ticket_map: TicketMap, store: Any) -> TicketImport:
    regions = store.archive().situation("").regions
    return TicketImport(
        file,
        ticket_map,
        registry=store.registry(),
        atlas=Atlas(regions),
        centre=regions[0],
        ids=TicketIds("test", FakeClock()),
        rules=store.archive().rulebook(),
    )


def heard(_share: float) -> None:
    """Take progress in without showing it."""
