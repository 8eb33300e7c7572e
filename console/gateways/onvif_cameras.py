"""What one ONVIF device shows: its video sources as cameras, each with its smallest and its largest stream.

Loading this module takes seconds on a cold machine: ``console.gateways.onvif_finding`` does it when it is needed.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, quote, unquote, urlsplit, urlunsplit

import aiohttp
import zeep.exceptions
from lxml import etree
from onvif import ONVIFCamera
from onvif.exceptions import ONVIFError

from console.domain.texts import one_line
from console.gateways.files.unusable import BadRow

_PTZ = "http://www.onvif.org/ver20/ptz/wsdl"
_NAME = "onvif://www.onvif.org/name/"
_NOT_ALLOWED = frozenset({"NotAuthorized", "FailedAuthentication", "InvalidSecurity"})
_PLAYED = frozenset({"rtsp", "rtsps", "http", "https"})

# What a call holds may be a password, and what a camera answers is not ours to tell.
for _logger in ("onvif", "zeep"):
    logging.getLogger(_logger).setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A video source of a device: what tells it from all others, its name, and its streams with the login in them.

    ``ptz_url`` is where it takes orders to move, with the login as well; empty where it does not move.
    """

    key: str
    name: str
    sub_url: str = field(repr=False)
    main_url: str = field(repr=False)
    ptz_url: str = field(default="", repr=False)


async def sources_of(address: str, user: str, password: str, within_s: float) -> list[Source]:
    """Return the sources of the device whose service is at an address.

    Raises:
        BadRow: it does not answer, or not as ONVIF asks, or does not let this user in.
    """
    parts = urlsplit(address)
    host = parts.hostname or ""
    secure = parts.scheme == "https"
    # The clock of a camera is seldom right, and it must not name another host for the password to go to.
    camera = ONVIFCamera(
        f"https://{host}" if secure else host,
        parts.port or (443 if secure else 80),
        user,
        password,
        no_cache=True,
        adjust_time=True,
        nat_override=True,
    )
    try:
        async with asyncio.timeout(within_s):
            return await _found(camera, parts, user, password)
    except (TimeoutError, OSError, aiohttp.ClientError) as error:
        raise BadRow("it does not answer; see whether it has power and network, and whether ONVIF is on") from error
    except zeep.exceptions.Fault as fault:
        said = {str(getattr(one, "localname", one)) for one in fault.subcodes or ()}
        raise BadRow(_LET_IN if said & _NOT_ALLOWED else "it refuses to tell its streams") from fault
    except zeep.exceptions.TransportError as error:
        raise BadRow(_LET_IN if error.status_code in {401, 403} else "it answers with an error") from error
    except (ONVIFError, zeep.exceptions.Error, etree.LxmlError, AttributeError, TypeError, ValueError) as error:
        raise BadRow("it answers, but not as ONVIF asks; import it by a file of cameras instead") from error
    finally:
        await camera.close()


_LET_IN = "it does not know this user name or password; give its own in a file of its own"


async def _found(camera: ONVIFCamera, at: SplitResult, user: str, password: str) -> list[Source]:
    host = at.hostname or ""
    await camera.update_xaddrs()
    device = await camera.create_devicemgmt_service()
    about = await device.GetDeviceInformation()
    name = _name(await device.GetScopes()) or one_line(str(about.Model or "")) or host
    serial = one_line(str(about.SerialNumber or "")) or host
    media = await camera.create_media_service()
    by_source: dict[str, list[Any]] = defaultdict(list)
    for profile in await media.GetProfiles() or ():
        if profile.VideoSourceConfiguration is not None and profile.VideoEncoderConfiguration is not None:
            by_source[str(profile.VideoSourceConfiguration.SourceToken)].append(profile)
    if not by_source:
        raise BadRow("it has no video; if it is a recorder, give its cameras in a file of cameras instead")
    found = []
    for number, (token, profiles) in enumerate(by_source.items(), 1):
        by_size = sorted(profiles, key=_size_px)
        # A recorder moves its first camera only by this way, and would move it for all of them. A profile may speak of
        # moving where the device has no service that does it.
        moves = len(by_source) == 1 and _PTZ in camera.xaddrs and any(one.PTZConfiguration for one in profiles)
        urls = [_with_login(await _uri(media, one.token), host, user, password) for one in (by_size[0], by_size[-1])]
        found.append(
            Source(
                key=f"onvif-{serial}-{token}"[:120],
                name=name if len(by_source) == 1 else f"{name} {number}",
                sub_url=urls[0],
                main_url=urls[1] if urls[1] != urls[0] else "",
                ptz_url=_with_login(at.geturl(), host, user, password) if moves else "",
            )
        )
    return found


async def _uri(media: Any, token: str) -> str:
    setup = {"Stream": "RTP-Unicast", "Transport": {"Protocol": "RTSP"}}
    return str((await media.GetStreamUri({"StreamSetup": setup, "ProfileToken": token})).Uri)


def _size_px(profile: Any) -> int:
    size = profile.VideoEncoderConfiguration.Resolution
    return int(size.Width) * int(size.Height) if size is not None else 0


def _name(scopes: Any) -> str:
    items = (str(one.ScopeItem) for one in scopes or ())
    return next((one_line(unquote(item[len(_NAME) :])) for item in items if item.startswith(_NAME)), "")


def _with_login(uri: str, host: str, user: str, password: str) -> str:
    """Return a stream's address at the host that was asked, whatever host it names, with the login in it."""
    parts = urlsplit(uri)
    if parts.scheme not in _PLAYED:
        raise BadRow(f'its stream is "{parts.scheme[:12]}", which is not played here')
    port = f":{parts.port}" if parts.port else ""
    login = f"{quote(user, safe='')}:{quote(password, safe='')}@" if user else ""
    where = f"[{host}]" if ":" in host else host
    return urlunsplit((parts.scheme, f"{login}{where}{port}", parts.path, parts.query, ""))
