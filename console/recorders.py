"""Recorders of the city: which one keeps a camera's past, and under which address a stretch of it is played."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from functools import cache
from string import Formatter
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from console.domain.camera import Camera
from console.domain.grid import RegionCode, within
from console.domain.rows import Row, shipped_text

FILE = "recorders.toml"
SCHEMES = ("rtsp", "rtsps", "http", "https", "demo-recorder")
OF_CAMERA = frozenset({"number", "id", "channel", "host", "path", "login"})
OF_TIME = frozenset({"start", "end"})
_FORMS: Mapping[str, str] = {"": "%Y%m%dT%H%M%SZ", "utc": "%Y%m%dT%H%M%SZ", "iso": "%Y-%m-%dT%H:%M:%SZ"}
_LOCAL = "%Y%m%dT%H%M%S"
_PLAIN = ":-_.~"
"""What stands in an address as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorder:
    """One template; ``url`` may hold a password and is never printed, nor is what comes of it.

    ``channel`` is a pattern for the camera's own address, "" for the camera's number; ``zone`` that of local times.
    """

    id: str
    url: str = field(repr=False)
    sources: frozenset[str] = frozenset()
    regions: tuple[RegionCode, ...] = ()
    addresses: tuple[str, ...] = field(default=(), repr=False)
    channel: str = ""
    zone: ZoneInfo | None = None

    def fits(self, camera: Camera) -> bool:
        """Tell whether it keeps the past of this camera."""
        return (
            (not self.sources or camera.source in self.sources)
            and (not self.regions or any(within(camera.region, region) for region in self.regions))
            and (not self.addresses or _address(camera).startswith(self.addresses))
        )

    def address(self, camera: Camera, begins_at: datetime, ends_at: datetime, zone: tzinfo | None) -> str:
        """Return where the stretch is played from; ``zone`` is that of local times where it has none of its own."""
        facts = self._facts(camera)
        moments = {"start": begins_at, "end": ends_at}
        parts: list[str] = []
        for literal, name, form, _ in Formatter().parse(self.url):
            parts.append(literal)
            if name in moments:
                parts.append(quote(_said(moments[name], form or "", self.zone or zone), safe=_PLAIN))
            elif name is not None:
                parts.append(facts[name])
        return "".join(parts)

    def _facts(self, camera: Camera) -> Mapping[str, str]:
        own = urlsplit(_address(camera))
        login, at, host = own.netloc.rpartition("@")
        found = re.search(self.channel, f"{camera.main_url} {camera.sub_url}") if self.channel else None
        channel = str(camera.number) if found is None else str(found[1] if found.re.groups else found[0])
        return {
            "number": str(camera.number),
            "id": quote(camera.id, safe=_PLAIN),
            "channel": quote(channel, safe=_PLAIN),
            "host": host,
            "path": own.path.removeprefix("/"),
            "login": f"{login}{at}",
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorders:
    """All recorders of a city, the first that fits counts."""

    version: int
    recorders: tuple[Recorder, ...]

    def of(self, camera: Camera) -> Recorder | None:
        """Return the recorder that keeps this camera's past; None where none is known."""
        return next((one for one in self.recorders if one.fits(camera)), None)


def parse(text: str, file: str = FILE) -> Recorders:
    """Read the recorders from TOML.

    Raises:
        Refused: ``rulebook.bad`` with the file, the place and what is wrong there; it never repeats an address.
    """
    whole = Row.of_text(file, text)
    version = whole.whole("version", least=1)
    rows = whole.tables("recorders")
    whole.end()
    told: dict[str, Recorder] = {}
    for row in rows:
        recorder = _recorder(row)
        if recorder.id in told:
            raise row.bad(f"the id {recorder.id} stands here twice", "id")
        told[recorder.id] = recorder
    return Recorders(version=version, recorders=tuple(told.values()))


@cache
def shipped() -> Recorders:
    """Return the recorders that the product ships: the demo city's."""
    return parse(shipped_text(FILE))


def _recorder(row: Row) -> Recorder:
    recorder = Recorder(
        id=row.text("id"),
        url=row.text("url"),
        sources=frozenset(row.words("sources", ())),
        regions=tuple(map(RegionCode, row.words("regions", ()))),
        addresses=row.words("addresses", ()),
        channel=row.text("channel", ""),
        zone=_zone(row),
    )
    row.end()
    if against := _against(recorder.url):
        raise row.bad(against, "url")
    try:
        re.compile(recorder.channel)
    except re.error as wrong:
        raise row.bad(f"that is no pattern: {wrong}", "channel") from wrong
    return recorder


def _zone(row: Row) -> ZoneInfo | None:
    name = row.text("zone", "")
    try:
        return ZoneInfo(name) if name else None
    except (OSError, ValueError, ZoneInfoNotFoundError) as wrong:
        raise row.bad("zones are named like Asia/Shanghai", "zone") from wrong


def _against(url: str) -> str:
    """Return why this is no template; "" where it is one. It says nothing of what stands there."""
    if not url.startswith(tuple(f"{scheme}:" for scheme in SCHEMES)):
        return f"an address begins with one of {', '.join(SCHEMES)}"
    try:
        fields = [(name, form, turned) for _, name, form, turned in Formatter().parse(url) if name is not None]
    except ValueError:
        return "a brace is open that is never closed, or closed that was never open"
    strange = sorted({name for name, _, _ in fields} - OF_CAMERA - OF_TIME)
    if strange:
        return f"there is no {{{strange[0]}}}; there are {', '.join(sorted(OF_CAMERA | OF_TIME))}"
    if "start" not in {name for name, _, _ in fields}:
        return "without {start} nobody could be led to a moment"
    for name, form, turned in fields:
        if turned or (form and (name in OF_CAMERA or not _is_form(form))):
            return f"{{{name}}} cannot be written in that form"
    return ""


def _is_form(form: str) -> bool:
    return form in {*_FORMS, "local", "unix", "unix_ms"} or ("%" in form and "{" not in form)


def _said(moment: datetime, form: str, zone: tzinfo | None) -> str:
    if form in _FORMS:
        return moment.astimezone(UTC).strftime(_FORMS[form])
    if form in ("unix", "unix_ms"):
        return str(round(moment.timestamp() * (1000 if form == "unix_ms" else 1)))
    return moment.astimezone(zone).strftime(_LOCAL if form == "local" else form)


def _address(camera: Camera) -> str:
    return camera.main_url or camera.sub_url
