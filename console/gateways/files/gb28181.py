"""Cameras from the catalogue of a GB/T 28181 platform: the MANSCDP ``Catalog`` responses, as files of XML.

A platform tells its catalogue in many responses under one SN, each with a few items and the sum of all: they lie
together in a folder, or there is one file. Files say that they are GB2312 and hold GBK and GB18030 as well, so whatever
begins with GB is read as GB18030. Nothing in a file is expanded or fetched: one that declares entities is refused.
Items that are no cameras (recorders, platforms, groups, areas) are counted and passed over.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from lxml import etree

from console.domain.camera import Camera, CameraId
from console.domain.place import place_or_none
from console.domain.sentence import Sentence
from console.domain.texts import one_line
from console.gateways.files.camera_map import CameraMap, read_camera_map
from console.gateways.files.catalogue import Catalogue, state_of
from console.gateways.files.on_disk import size_of, written
from console.gateways.files.unusable import BadRow, Tally, Unusable

SOURCE: Final = "gb28181"
SIZE_MOST: Final = 64 << 20
"""Bytes of one file: a thousand times what a platform sends in one response."""
CAMERAS: Final = ("131", "132")
"""GB/T 28181 annex D: digits 11 to 13 of a camera (131) and of a network camera (132)."""
ID: Final = re.compile(r"\d{20}", re.ASCII)
CODED: Final = re.compile(r"""encoding\s*=\s*["']([\w.-]{1,40})["']""", re.ASCII)
DECLARED: Final = re.compile(r"\s*<\?xml.*?\?>", re.DOTALL)
DOCTYPE: Final = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
CIVIL_CODES: Final = (8, 6, 4)
"""So many digits of a camera's id may be the code of the area it stands in, the narrowest first."""


@dataclass(frozen=True, slots=True)
class _Response:
    """One response; ``items`` are its <Item>, in order."""

    name: str
    written_at: datetime
    of: tuple[str, str]
    announced: int | None
    items: Sequence[etree._Element]


def read_catalogue(path: Path, columns: Path | None, catalogue: Catalogue) -> tuple[list[Camera], Tally]:
    """Return the cameras of a file, or of all files ``*.xml`` of a folder, and what became of the other items.

    A file of a folder that cannot be used is refused by its name; the others go on.

    Raises:
        Unusable: the file, the map or every file of the folder cannot be used.
    """
    said = read_camera_map(columns, {})
    tally = Tally()
    cameras: dict[CameraId, Camera] = {}
    told: Counter[tuple[str, str]] = Counter()
    announced: dict[tuple[str, str], int] = {}
    for response in _responses(path, tally):
        told[response.of] += len(response.items)
        if response.announced is not None:
            announced[response.of] = response.announced
        for row, item in enumerate(response.items, 1):
            tally.read += 1
            try:
                camera = _camera(item, response, said, catalogue)
            except BadRow as why:
                tally.refuse(row, f"{response.name}: {why}")
                continue
            if camera is None:
                tally.not_cameras += 1
            elif camera.id in cameras:
                tally.joined += 1
            else:
                cameras[camera.id] = camera
    for camera in cameras.values():
        tally.no_place += camera.place is None
        tally.no_grid += camera.place is not None and camera.region == catalogue.centre
    for of, count in announced.items():
        if told[of] < count:
            tally.notes.append(
                Sentence(
                    "SN {number} of {device} announces {count} items and {came} came: put its other responses beside"
                    " these and import again.",
                    number=of[0],
                    device=of[1],
                    count=count,
                    came=told[of],
                )
            )
    return list(cameras.values()), tally


def _responses(path: Path, tally: Tally) -> Iterator[_Response]:
    if not path.is_dir():
        yield _response(path)
        return
    try:
        files = sorted(one for one in path.iterdir() if one.suffix.lower() == ".xml" and one.is_file())
    except OSError as wrong:
        raise Unusable(f"The folder {path} cannot be read: {wrong.strerror or wrong}.") from wrong
    if not files:
        raise Unusable(f"The folder {path.name} holds no file *.xml.")
    used = 0
    for file in files:
        try:
            response = _response(file)
        except Unusable as why:
            tally.read += 1
            tally.refuse(0, str(why))
            continue
        used += 1
        yield response
    if not used:
        raise Unusable(f"No file of {path.name} is a catalogue. {tally.refused[0].why}")


def _response(path: Path) -> _Response:
    root = _root(path)
    kind = _text(root, "CmdType")
    if root.tag not in {"Response", "Notify"} or kind != "Catalog":
        found = f"<{str(root.tag)[:40]}> {kind[:40]}".strip()
        raise Unusable(f"{path.name} is no catalogue of GB/T 28181: it should hold a <Response> Catalog, not {found}.")
    announced = _text(root, "SumNum")
    return _Response(
        name=path.name,
        written_at=written(path),
        of=(_text(root, "SN"), _text(root, "DeviceID")),
        announced=int(announced) if announced.isascii() and announced.isdigit() and len(announced) < 10 else None,
        items=root.findall("DeviceList/Item"),
    )


def _root(path: Path) -> etree._Element:
    if size_of(path) > SIZE_MOST:
        raise Unusable(f"{path.name} is larger than {SIZE_MOST >> 20} MB; give the responses as they came, one a file.")
    try:
        raw = path.read_bytes()
    except OSError as wrong:
        raise Unusable(f"{path} cannot be read: {wrong.strerror or wrong}.") from wrong
    declared = CODED.search(raw[:200].decode("ascii", "replace"))
    named = declared[1] if declared else "utf-8"
    encoding = "gb18030" if named.upper().startswith("GB") else "utf-8-sig" if named.upper() == "UTF-8" else named
    try:
        text = raw.decode("utf-8-sig" if not declared else encoding)
    except LookupError as wrong:
        raise Unusable(f"{path.name} says that it is {named}, which is not known; save it as UTF-8.") from wrong
    except UnicodeError as wrong:
        where = f" (byte {wrong.start})" if isinstance(wrong, UnicodeDecodeError) else ""
        raise Unusable(
            f"{path.name} is not {named}{where}: let its first line say which encoding it is, GB18030 or UTF-8."
        ) from wrong
    if DOCTYPE.search(text):
        raise Unusable(f"{path.name} declares a document type or entities, which no catalogue does; it is not read.")
    inert = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, encoding="utf-8")
    try:
        return etree.fromstring(DECLARED.sub("", text, count=1).strip().encode("utf-8", "replace"), inert)
    except etree.XMLSyntaxError as wrong:
        raise Unusable(f"{path.name} is no XML, or is cut off: {wrong.msg}. Fetch it again.") from wrong


def _camera(item: etree._Element, response: _Response, said: CameraMap, catalogue: Catalogue) -> Camera | None:
    id_ = _text(item, "DeviceID")
    if not id_:
        raise BadRow("DeviceID is empty; without it a camera cannot be told from others. Give it one at the platform")
    if not ID.fullmatch(id_):
        if id_.isascii() and id_.isdigit() and len(id_) <= 8:
            return None
        raise BadRow(f'DeviceID "{id_[:40]}" is not 20 digits, as GB/T 28181 asks; mend it at the platform')
    if id_[10:13] not in CAMERAS:
        return None
    name = _text(item, "Name") or _text(item, "Address")
    if not name:
        raise BadRow(f"{id_} has neither Name nor Address, so nobody could find it; name it at the platform")
    place = said.place(place_or_none(_degrees(_text(item, "Latitude")), _degrees(_text(item, "Longitude"))))
    civil = _text(item, "CivilCode")
    state = state_of(_text(item, "Status"))
    camera = CameraId(id_)
    codes = (civil, *(civil[:digits] for digits in CIVIL_CODES), *(id_[:digits] for digits in CIVIL_CODES))
    return Camera(
        id=camera,
        number=catalogue.number_of(camera),
        name=name,
        region=catalogue.home_of(place, *codes),
        place=place,
        sub_url=said.sub_url(camera),
        main_url=said.main_url(camera),
        is_on=state,
        told_at=None if state is None else response.written_at,
        source=SOURCE,
    )


def _text(element: etree._Element, name: str) -> str:
    return one_line(element.findtext(name) or "")


def _degrees(text: str) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None
