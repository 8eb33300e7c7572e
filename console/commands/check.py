"""``check``: looks the grids over: how much is wrong, of what kind, the gravest with place and size, all of it as a file."""

from __future__ import annotations

from collections import Counter
from typing import Final

from console.commands.answering import Answer
from console.commands.centres import centre_of
from console.coverage import Finding, check
from console.domain.grid import RegionCode
from console.ports import Store
from console.reports.ground_geojson import write_findings
from console.reports.whole import whole
from console.settings import Check

EVERYWHERE = RegionCode("")
MOST_TOLD: Final = 50


def run(command: Check, store: Store) -> Answer:
    """Return the counts and the gravest of what was found; with ``--out``, all of it is in that file.

    Raises:
        Refused: there is no such centre; or ``file.…``, the target cannot be written.
        Outage: the database is out of reach.
    """
    centre = centre_of(store, command.settings.centre)
    found = check(store.archive().situation(centre.code if centre else EVERYWHERE).regions)
    told: dict[str, object] = {
        "grids": found.grids,
        "found": len(found.findings),
        "by_severity": dict(Counter(one.severity.value for one in found.findings)),
        "by_fault": dict(Counter(one.fault.value for one in found.findings)),
        "findings": [_told(one) for one in found.findings[:MOST_TOLD]],
    }
    if command.out is not None:
        with whole(command.out) as fresh:
            write_findings(found.findings, fresh)
        told["out"] = str(command.out)
    return told


def _told(one: Finding) -> dict[str, object]:
    told: dict[str, object] = {
        "fault": one.fault.value,
        "severity": one.severity.value,
        "codes": list(one.codes),
        "area_m2": one.area_m2,
    }
    if one.place is not None:
        told["place"] = [round(one.place.lng_deg, 6), round(one.place.lat_deg, 6)]
    return told
