"""Where an address leads: what a source names, lists or redirects to must not lie on this very workstation."""

from __future__ import annotations

import socket
from collections.abc import Container
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

PORTS = {"http": 80, "https": 443, "rtsp": 554, "rtsps": 322}
WEB = frozenset({"http", "https"})
RTSP = frozenset({"rtsp", "rtsps"})


def may_lead_to(url: str, own: SplitResult, schemes: Container[str]) -> bool:
    """Tell whether a source at ``own`` may lead to ``url``: by these schemes, to its own place or another machine.

    A name that cannot be looked up leads nowhere. A service of the workstation that listens to it alone trusts whoever
    can reach it, and a camera must not reach it through us.
    """
    try:
        parts = urlsplit(url)
        return parts.scheme in schemes and (_place(parts) == _place(own) or not _is_here(parts))
    except (ValueError, OSError):
        return False


def _place(parts: SplitResult) -> tuple[str | None, int | None]:
    return parts.hostname, parts.port or PORTS.get(parts.scheme)


def _is_here(parts: SplitResult) -> bool:
    """Return whether the host is this very machine, whatever it is called."""
    found = socket.getaddrinfo(parts.hostname, parts.port or PORTS[parts.scheme], type=socket.SOCK_STREAM)
    places = [ip_address(str(address[0]).partition("%")[0]) for *_, address in found]
    plain = [getattr(place, "ipv4_mapped", None) or place for place in places]
    return any(place.is_loopback or place.is_unspecified or place.is_link_local for place in plain)
