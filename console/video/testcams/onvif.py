"""What a camera answers to ONVIF: which services it has, its profile, the views that it keeps, and that it moves.

Source: the WSDL files of ONVIF's device, media and PTZ services. What is not asked of a camera here is not answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

ENVELOPE: Final = """<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:ter="http://www.onvif.org/ver10/error"
 xmlns:tds="http://www.onvif.org/ver10/device/wsdl" xmlns:trt="http://www.onvif.org/ver10/media/wsdl"
 xmlns:tptz="http://www.onvif.org/ver20/ptz/wsdl" xmlns:tt="http://www.onvif.org/ver10/schema"><s:Body>{body}</s:Body></s:Envelope>"""
FAULT: Final = """<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>ter:{code}</s:Value></s:Subcode></s:Code>
<s:Reason><s:Text xml:lang="en">no</s:Text></s:Reason></s:Fault>"""
CONTENT_TYPE: Final = "application/soap+xml; charset=utf-8"
OPEN_CALLS: Final = frozenset({"GetSystemDateAndTime", "GetServices"})
"""What is answered to whoever asks."""

_CLOCK = """<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:DateTimeType>NTP</tt:DateTimeType>
<tt:DaylightSavings>false</tt:DaylightSavings><tt:UTCDateTime><tt:Time><tt:Hour>{at.hour}</tt:Hour><tt:Minute>{at.minute}</tt:Minute>
<tt:Second>{at.second}</tt:Second></tt:Time><tt:Date><tt:Year>{at.year}</tt:Year><tt:Month>{at.month}</tt:Month><tt:Day>{at.day}</tt:Day></tt:Date>
</tt:UTCDateTime></tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>"""
_SERVICE = """<tds:Service><tds:Namespace>http://www.onvif.org/{ns}/wsdl</tds:Namespace>
<tds:XAddr>http://{host}/onvif/{name}</tds:XAddr><tds:Version><tt:Major>2</tt:Major><tt:Minor>0</tt:Minor></tds:Version>
</tds:Service>"""
_PROFILE = """<trt:Profiles token="main" fixed="true"><tt:Name>main</tt:Name>{ptz}</trt:Profiles>"""
_PTZ = """<tt:PTZConfiguration token="ptz"><tt:Name>ptz</tt:Name><tt:UseCount>1</tt:UseCount>
<tt:NodeToken>node</tt:NodeToken></tt:PTZConfiguration>"""


@dataclass(frozen=True, slots=True)
class Heard:
    """A call as a camera understands it; ``told`` are its fields and their attributes, ``user`` whoever says to call."""

    call: str
    told: Mapping[str, str] = field(default_factory=dict)
    user: str = ""

    @property
    def motion(self) -> tuple[str, str, str]:
        """Right, up and in, as they were written."""
        return self.told.get("PanTilt.x", "0"), self.told.get("PanTilt.y", "0"), self.told.get("Zoom.x", "0")


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a camera tells of itself; ``views`` are the names of those that it keeps, by token."""

    at: datetime
    host: str
    views: Mapping[str, str]
    has_ptz: bool = True
    serves_ptz: bool = True


def understood(message: bytes) -> Heard:
    """Return the call in a message.

    Raises:
        ValueError: it holds none.
    """
    if b"<!" in message:
        raise ValueError("no document type is needed")
    try:
        root = ET.fromstring(message)
    except ET.ParseError as error:
        raise ValueError("not XML") from error
    asked = next((call for body in root.iter() if _name(body) == "Body" for call in body), None)
    if asked is None:
        raise ValueError("no call")
    told: dict[str, str] = {}
    for one in asked.iter():
        if one.text and one.text.strip():
            told[_name(one)] = one.text.strip()
        told |= {f"{_name(one)}.{key}": value for key, value in one.attrib.items()}
    user = next((one.text or "" for one in root.iter() if _name(one) == "Username"), "")
    return Heard(_name(asked), told, user)


def answer(call: str, about: About, token: str = "") -> str:
    """Return the answer to a call that was done; ``token`` is that of a view that is kept now."""
    match call:
        case "GetSystemDateAndTime":
            return _CLOCK.format(at=about.at)
        case "GetServices":
            names = {"media": "ver10/media"} | ({"ptz": "ver20/ptz"} if about.has_ptz and about.serves_ptz else {})
            services = "".join(_SERVICE.format(ns=ns, name=name, host=about.host) for name, ns in names.items())
            return f"<tds:GetServicesResponse>{services}</tds:GetServicesResponse>"
        case "GetProfiles":
            profiles = _PROFILE.format(ptz=_PTZ if about.has_ptz else "")
            return f"<trt:GetProfilesResponse>{profiles}</trt:GetProfilesResponse>"
        case "GetPresets":
            kept = "".join(
                f"<tptz:Preset token={quoteattr(token)}><tt:Name>{escape(name)}</tt:Name></tptz:Preset>"
                for token, name in about.views.items()
            )
            return f"<tptz:GetPresetsResponse>{kept}</tptz:GetPresetsResponse>"
        case "SetPreset":
            return (
                f"<tptz:SetPresetResponse><tptz:PresetToken>{escape(token)}</tptz:PresetToken></tptz:SetPresetResponse>"
            )
        case _:
            return f"<tptz:{call}Response/>"


def seconds_of(duration: str) -> float:
    """Return the seconds of a duration as ``PT2S`` or ``PT0.5S``.

    Raises:
        ValueError: it is written in another way.
    """
    if not duration.startswith("PT") or not duration.endswith("S"):
        raise ValueError("not seconds")
    return float(duration[2:-1])


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
