"""A device that tells its streams by ONVIF and answers a probe, on the loopback address; for two sources it is a recorder."""

from __future__ import annotations

import socket
import threading
from collections.abc import Mapping

from tests.console.gateways.fake_onvif import FakeOnvif

_ABOUT = """<tds:GetDeviceInformationResponse><tds:Manufacturer>Any</tds:Manufacturer><tds:Model>M1</tds:Model>
<tds:FirmwareVersion>1</tds:FirmwareVersion><tds:SerialNumber>{serial}</tds:SerialNumber>
<tds:HardwareId>1</tds:HardwareId></tds:GetDeviceInformationResponse>"""
_SCOPES = """<tds:GetScopesResponse><tds:Scopes><tt:ScopeDef>Fixed</tt:ScopeDef>
<tt:ScopeItem>onvif://www.onvif.org/name/%E5%8C%97%E9%97%A8</tt:ScopeItem></tds:Scopes></tds:GetScopesResponse>"""
_PROFILE = """<trt:Profiles token="{source}-{kind}"><tt:Name>{kind}</tt:Name>
<tt:VideoSourceConfiguration token="v{source}"><tt:Name>v</tt:Name><tt:UseCount>1</tt:UseCount>
<tt:SourceToken>source{source}</tt:SourceToken><tt:Bounds x="0" y="0" width="1920" height="1080"/>
</tt:VideoSourceConfiguration><tt:VideoEncoderConfiguration token="e{kind}"><tt:Name>e</tt:Name><tt:UseCount>1</tt:UseCount>
<tt:Encoding>H264</tt:Encoding><tt:Resolution><tt:Width>{width}</tt:Width><tt:Height>360</tt:Height></tt:Resolution>
<tt:Quality>1</tt:Quality></tt:VideoEncoderConfiguration>{ptz}</trt:Profiles>"""
_PTZ = """<tt:PTZConfiguration token="p"><tt:Name>p</tt:Name><tt:UseCount>1</tt:UseCount><tt:NodeToken>n</tt:NodeToken>
</tt:PTZConfiguration>"""
_URI = """<trt:GetStreamUriResponse><trt:MediaUri><tt:Uri>rtsp://192.0.2.9:554/{token}?a=1</tt:Uri>
<tt:InvalidAfterConnect>false</tt:InvalidAfterConnect><tt:InvalidAfterReboot>false</tt:InvalidAfterReboot>
<tt:Timeout>PT60S</tt:Timeout></trt:MediaUri></trt:GetStreamUriResponse>"""
_MATCH = """<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery">
<e:Body><d:ProbeMatches><d:ProbeMatch><d:XAddrs>http://192.0.2.1/onvif/device_service {own}</d:XAddrs></d:ProbeMatch>
</d:ProbeMatches></e:Body></e:Envelope>"""


class FakeDevice(FakeOnvif):
    """Tells ``sources`` video sources with a small and a large stream each; its streams name a host that is not its own."""

    def __init__(self, sources: int = 1, serial: str = "SN7") -> None:
        super().__init__()
        self.sources = sources
        self.serial = serial
        self.has_ptz = False
        self._probes = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._probes.bind(("127.0.0.1", 0))
        self._answering = threading.Thread(target=self._answer_probes, daemon=True)
        self._answering.start()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def hears_probes_at(self) -> tuple[str, int]:
        return ("127.0.0.1", int(self._probes.getsockname()[1]))

    def close(self) -> None:
        # A socket that is shut wakes nobody who waits for it; an empty question does.
        self._probes.sendto(b"", self.hears_probes_at)
        self._answering.join()
        self._probes.close()
        super().close()

    def _answer_probes(self) -> None:
        while True:
            asked, who = self._probes.recvfrom(65_535)
            if not asked:
                return
            if b"NetworkVideoTransmitter" in asked:
                self._probes.sendto(b"<not xml", who)
                for _ in range(2):
                    self._probes.sendto(_MATCH.format(own=f"http://{self.host}/onvif/device_service").encode(), who)

    def _done(self, call: str, told: Mapping[str, str]) -> str:
        match call:
            case "GetDeviceInformation":
                return _ABOUT.format(serial=self.serial)
            case "GetScopes":
                return _SCOPES
            case "GetProfiles":
                profiles = "".join(
                    _PROFILE.format(source=source, kind=kind, width=width, ptz=_PTZ if self.has_ptz else "")
                    for source in range(self.sources)
                    for kind, width in (("main", 1920), ("sub", 640))
                )
                return f"<trt:GetProfilesResponse>{profiles}</trt:GetProfilesResponse>"
            case "GetStreamUri":
                return _URI.format(token=told["ProfileToken"])
        return super()._done(call, told)
