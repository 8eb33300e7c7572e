"""One camera spoken to by ONVIF: it moves, stands still, and goes to the views that it keeps.

Loading this module takes seconds on a cold machine: ``console.gateways.ptz`` does it on a thread of its own.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import aiohttp
import zeep.exceptions
from lxml import etree
from onvif import ONVIFCamera
from onvif.exceptions import ONVIFError

from console.domain.ptz import DEAD_MAN_S, Motion, Preset, PtzAddress, PtzFault, PtzRefused

_PTZ = "http://www.onvif.org/ver20/ptz/wsdl"
_NOT_ALLOWED = frozenset({"NotAuthorized", "FailedAuthentication", "InvalidSecurity"})
_BUSY = frozenset({"MovingPTZ", "OperationProhibited", "Busy"})
_WITHOUT_PTZ = frozenset({"PTZNotSupported", "ActionNotSupported", "NoPTZProfile", "NoEntity"})

# What a call holds may be a password, and what a camera answers is not ours to tell.
for _name in ("onvif", "zeep"):
    logging.getLogger(_name).setLevel(logging.WARNING)

T = TypeVar("T")


class OnvifPtz:
    """A camera that was found to move. Belongs to one event loop; every call ends within ``within_s``.

    Each of them raises PtzRefused.
    """

    def __init__(self, address: PtzAddress, *, within_s: float) -> None:
        host = f"https://{address.host}" if address.is_secure else address.host
        # The clock of a camera is seldom right, and it must not name another host for the password to go to.
        self._camera = ONVIFCamera(
            host, address.port, address.user, address.password, adjust_time=True, nat_override=True
        )
        self._within_s = within_s
        self._ptz: Any = None
        self._profile = ""

    async def open(self, within_s: float) -> None:
        """Find what moves the camera. Nothing moves yet."""
        await self._bounded(self._find, within_s)

    async def move(self, motion: Motion) -> None:
        """Move until told otherwise; a camera that keeps to the rules stops by itself when it is told nothing more."""
        velocity: dict[str, object] = {}
        if motion.pan or motion.tilt:
            velocity["PanTilt"] = {"x": motion.pan, "y": motion.tilt}
        if motion.zoom:
            velocity["Zoom"] = {"x": motion.zoom}
        await self._ask("ContinuousMove", Velocity=velocity, Timeout=f"PT{DEAD_MAN_S:g}S")

    async def stop(self) -> None:
        """Stand still."""
        await self._ask("Stop", PanTilt=True, Zoom=True)

    async def presets(self) -> tuple[Preset, ...]:
        """Return the views that the camera keeps, in its own order."""
        kept = await self._ask("GetPresets")
        return tuple(Preset(str(one.token), str(one.Name or one.token)) for one in kept or ())

    async def go_to(self, token: str) -> None:
        """Go to a view that the camera keeps, and stand still there."""
        await self._ask("GotoPreset", PresetToken=token)

    async def keep(self, name: str, token: str = "") -> None:
        """Keep the present view under a name; with a token, in place of that one."""
        more = {"PresetToken": token} if token else {}
        await self._ask("SetPreset", PresetName=name, **more)

    async def close(self) -> None:
        """End the connections."""
        await self._camera.close()

    async def _find(self) -> None:
        camera = self._camera
        await camera.update_xaddrs()
        if _PTZ not in camera.xaddrs:
            raise PtzRefused(PtzFault.NO_PTZ, was_heard=True)
        media = await camera.create_media_service()
        profiles = await media.GetProfiles()
        able = [one for one in profiles or () if one.PTZConfiguration is not None]
        if not able:
            raise PtzRefused(PtzFault.NO_PTZ, was_heard=True)
        self._profile = str(able[0].token)
        self._ptz = await camera.create_ptz_service()

    async def _ask(self, call: str, **told: object) -> Any:
        said = {"ProfileToken": self._profile, **told}
        return await self._bounded(lambda: getattr(self._ptz, call)(said), self._within_s)

    @staticmethod
    async def _bounded(ask: Callable[[], Awaitable[T]], within_s: float) -> T:
        try:
            async with asyncio.timeout(within_s):
                return await ask()
        except (TimeoutError, OSError, aiohttp.ClientError) as error:
            raise PtzRefused(PtzFault.NO_ANSWER, was_heard=False) from error
        except zeep.exceptions.Fault as fault:
            raise PtzRefused(_meant_by(fault), was_heard=True) from fault
        except zeep.exceptions.TransportError as error:
            raise PtzRefused(_STATUSES.get(error.status_code, PtzFault.REFUSED), was_heard=True) from error
        except (ONVIFError, zeep.exceptions.Error, etree.LxmlError, AttributeError, TypeError, ValueError) as error:
            # What cannot be read is no answer.
            raise PtzRefused(PtzFault.REFUSED, was_heard=False) from error


_STATUSES = {
    401: PtzFault.WRONG_PASSWORD,
    403: PtzFault.WRONG_PASSWORD,
    404: PtzFault.NO_PTZ,
    503: PtzFault.BUSY,
}


def _meant_by(fault: zeep.exceptions.Fault) -> PtzFault:
    said = {str(getattr(one, "localname", one)) for one in fault.subcodes or ()}
    for names, meant in (
        (_NOT_ALLOWED, PtzFault.WRONG_PASSWORD),
        (_BUSY, PtzFault.BUSY),
        (_WITHOUT_PTZ, PtzFault.NO_PTZ),
    ):
        if said & names:
            return meant
    return PtzFault.REFUSED
