"""Made-up input to measure on: a square city of 100 grids, and a CSV of past tickets in the shape of a real one."""

from __future__ import annotations

import csv
import json
import random
from datetime import datetime, timedelta
from pathlib import Path

WEST, SOUTH, STEP_DEG, SIDE = 116.0, 36.0, 0.01, 10
FIRST_DAY = datetime(2024, 3, 4, 6, 0)  # noqa: DTZ001 - written into a file as local time, as cities do
KINDS = ("Bulky Items", "Graffiti Removal", "Illegal Dumping Pickup", "Dead Animal Removal", "Other")
HEADER = (
    "SRNumber", "CreatedDate", "UpdatedDate", "Owner", "RequestType", "Status", "RequestSource", "ServiceDate",
    "ClosedDate", "Address", "Latitude", "Longitude",
)  # fmt: skip
MAP = """
[number]
column = "SRNumber"
[times]
zone = "Asia/Shanghai"
formats = ["%m/%d/%Y %I:%M:%S %p"]
[times.columns]
taken_in = "CreatedDate"
arrived = "ServiceDate"
ended = "ClosedDate"
[state]
column = "Status"
at = "UpdatedDate"
[state.values]
Closed = "closed"
Open = "filed"
[category]
column = "RequestType"
[category.values]
"Bulky Items" = "0102"
"Graffiti Removal" = "0104"
"Illegal Dumping Pickup" = "0103"
"Dead Animal Removal" = "0107"
"Other" = "0899"
[source]
default = "public"
[place]
lat = "Latitude"
lng = "Longitude"
[text]
title = "RequestType"
address = "Address"
[holder]
column = "Owner"
"""


def write_grids(path: Path) -> None:
    """Write a city, a district and its grids as GeoJSON."""
    features = [_feature("99", "city", None, 0, 0, SIDE), _feature("9901", "district", "99", 0, 0, SIDE)]
    features += [
        _feature(f"9901{column * SIDE + row:03}", "grid", "9901", column, row, 1)
        for column in range(SIDE)
        for row in range(SIDE)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")


def write_tickets(path: Path, count: int, days: int = 5) -> None:
    """Write ``count`` tickets of ``days`` days, nearly all of them closed; the same ones each time."""
    chance = random.Random(1)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(count):
            created = FIRST_DAY + timedelta(seconds=number * days * 86_400 / count)
            served, closed = created + timedelta(hours=3), created + timedelta(hours=5)
            is_open = number % 500 == 0
            writer.writerow(
                (
                    f"1-{number:09}",
                    _told(created),
                    _told(created if is_open else closed),
                    "BOS",
                    chance.choice(KINDS),
                    "Open" if is_open else "Closed",
                    "Call",
                    "" if is_open else _told(served),
                    "" if is_open else _told(closed),
                    f"{number} MADE UP ST",
                    f"{SOUTH + chance.random() * SIDE * STEP_DEG:.7f}",
                    f"{WEST + chance.random() * SIDE * STEP_DEG:.7f}",
                )
            )


def _feature(code: str, level: str, parent: str | None, column: int, row: int, side: int) -> dict[str, object]:
    west, south = WEST + column * STEP_DEG, SOUTH + row * STEP_DEG
    east, north = west + side * STEP_DEG, south + side * STEP_DEG
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {
        "type": "Feature",
        "properties": {"code": code, "name": code, "level": level, "parent": parent},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def _told(moment: datetime) -> str:
    return moment.strftime("%m/%d/%Y %I:%M:%S %p")
