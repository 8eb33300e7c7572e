"""Cameras found by ONVIF: a file of TOML says whom to ask, and who they are to be asked as.

``[onvif]`` holds ``devices`` (addresses or hosts), ``probe`` (true: ask the network, WS-Discovery), ``seconds`` (how long
to wait for it), ``user`` and ``password``; without one, GRIDDESK_ONVIF_PASSWORD of the environment is taken.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from console.domain.camera import Camera, CameraId
from console.domain.sentence import Sentence
from console.gateways.files.catalogue import Catalogue
from console.gateways.files.headed import read_parts
from console.gateways.files.unusable import BadRow, Tally, Unusable
from console.gateways.ws_discovery import probe

if TYPE_CHECKING:
    from console.gateways.onvif_cameras import Source

SOURCE: Final = "onvif"
KEYS: Final = ("devices", "probe", "seconds", "user", "password")
SERVICE: Final = "/onvif/device_service"
SECONDS: Final = (1.0, 60.0)
SECONDS_FIRST: Final = 4.0
AT_ONCE: Final = 16
"""So many devices are asked side by side."""
DEVICE_S: Final = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Whom to ask, for how long, and as whom; the password stands in no text made of this."""

    devices: Sequence[str]
    probes: bool
    seconds: float
    user: str
    password: str = field(repr=False)


def read_search(path: Path, environment: Mapping[str, str] | None = None) -> Search:
    """Return what a file says.

    Raises:
        Unusable: it cannot be read, says what there is not, or names nobody.
    """
    told = read_parts(path, {SOURCE: KEYS})[SOURCE]
    devices, probes, seconds = told.get("devices", []), told.get("probe", False), told.get("seconds", SECONDS_FIRST)
    if not isinstance(devices, list) or not all(isinstance(one, str) for one in devices):
        raise Unusable(f'{path.name} cannot be used: devices must be a list, as ["10.1.2.3"].')
    if not isinstance(probes, bool):
        raise Unusable(f"{path.name} cannot be used: probe is true or false.")
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not SECONDS[0] <= seconds <= SECONDS[1]:
        raise Unusable(f"{path.name} cannot be used: seconds is a number from {SECONDS[0]:g} to {SECONDS[1]:g}.")
    if not devices and not probes:
        raise Unusable(f"{path.name} names nobody to ask: give devices, or probe = true.")
    known = os.environ if environment is None else environment
    password = told.get("password", known.get("GRIDDESK_ONVIF_PASSWORD", ""))
    return Search(
        devices=devices,
        probes=probes,
        seconds=float(seconds),
        user=str(told.get("user", "")),
        password=str(password),
    )


def find_cameras(
    path: Path, catalogue: Catalogue, *, asks: Callable[[float], Sequence[str]] = probe
) -> tuple[list[Camera], Tally]:
    """Return the cameras of all devices that answer, and what became of the others.

    Raises:
        Unusable: the file cannot be used, or there is no network.
    """
    search = read_search(path)
    tally = Tally()
    addresses: dict[str, str] = {}
    for row, device in enumerate(search.devices, 1):
        try:
            addresses.setdefault(*_address(device))
        except BadRow as why:
            tally.read += 1
            tally.refuse(row, str(why))
    try:
        found = asks(search.seconds) if search.probes else ()
    except OSError as wrong:
        raise Unusable(f"The network cannot be asked: {wrong.strerror or wrong}.") from wrong
    for address in found:
        addresses.setdefault(*_address(address))
    answers = asyncio.run(_ask_all(list(addresses.values()), search)) if addresses else []
    now = datetime.now(UTC)
    cameras: dict[CameraId, Camera] = {}
    for row, (where, answer) in enumerate(zip(addresses, answers, strict=True), 1):
        if isinstance(answer, BadRow):
            tally.read += 1
            tally.refuse(row, f"{where}: {answer}")
            continue
        for one in answer:
            tally.read += 1
            camera = _camera(one, catalogue, now)
            tally.joined += camera.id in cameras
            cameras.setdefault(camera.id, camera)
    if not addresses:
        tally.notes.append(
            Sentence("Nobody answered. Cameras behind a router do not hear a probe: name them under devices.")
        )
    tally.no_place = len(cameras)
    return list(cameras.values()), tally


async def _ask_all(addresses: Sequence[str], search: Search) -> list[list[Source] | BadRow]:
    from console.gateways.onvif_cameras import sources_of

    gate = asyncio.Semaphore(AT_ONCE)

    async def ask(address: str) -> list[Source] | BadRow:
        async with gate:
            try:
                return await sources_of(address, search.user, search.password, DEVICE_S)
            except BadRow as why:
                return why

    return list(await asyncio.gather(*map(ask, addresses)))


def _camera(source: Source, catalogue: Catalogue, now: datetime) -> Camera:
    id_ = CameraId(source.key)
    return Camera(
        id=id_,
        number=catalogue.number_of(id_),
        name=source.name,
        region=catalogue.centre,
        place=None,
        sub_url=source.sub_url,
        main_url=source.main_url,
        ptz_url=source.ptz_url,
        is_on=True,
        told_at=now,
        source=SOURCE,
    )


def _address(device: str) -> tuple[str, str]:
    """Return host and port of a device as one text, and the address of its service.

    Raises:
        BadRow: it is neither an address nor a host.
    """
    whole = device.strip() if "://" in device else f"http://{device.strip()}"
    wrong = BadRow(f'"{device[:60]}" is no address of a device; give it as 10.1.2.3 or http://10.1.2.3:8000{SERVICE}')
    try:
        parts = urlsplit(whole)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise wrong from None
    if not host or parts.scheme not in {"http", "https"} or any(sign.isspace() for sign in host):
        raise wrong
    if parts.username is not None:
        raise BadRow("a device's address holds a login; give it under user and password")
    where = f"[{host}]" if ":" in host else host
    where = f"{where}:{port}" if port else where
    return where, f"{parts.scheme}://{where}{parts.path if len(parts.path) > 1 else SERVICE}"
