"""Asking the network which ONVIF cameras there are: one question by WS-Discovery, and whoever answers in time.

Anybody may answer; only an address of the host that the answer came from is believed, so that no other host is ever
spoken to on somebody's word.
"""

from __future__ import annotations

import ipaddress
import selectors
import socket
import time
from collections.abc import Sequence
from contextlib import ExitStack
from typing import Final
from urllib.parse import urlsplit
from uuid import uuid4

from lxml import etree

GROUP: Final = ("239.255.255.250", 3702)
HOPS: Final = 4
ANSWER_MOST: Final = 65_535
FOUND_MOST: Final = 20_000
"""Devices of one search: more than any network has, and no flood of answers fills the memory."""
PROBE: Final = (
    '<?xml version="1.0" encoding="UTF-8"?><e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"'
    ' xmlns:w="http://schemas.xmlsoap.org/ws/2004/08/addressing"'
    ' xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" xmlns:n="http://www.onvif.org/ver10/network/wsdl">'
    "<e:Header><w:MessageID>uuid:{id}</w:MessageID><w:To>urn:schemas-xmlsoap-org:ws:2005:04:discovery</w:To>"
    "<w:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</w:Action></e:Header>"
    "<e:Body><d:Probe><d:Types>n:NetworkVideoTransmitter</d:Types></d:Probe></e:Body></e:Envelope>"
)


def probe(within_s: float, to: tuple[str, int] = GROUP) -> list[str]:
    """Return the addresses of device services, each once, in the order they answered; nobody's answer is an empty list.

    Raises:
        OSError: this machine has no network to ask on.
    """
    message = PROBE.format(id=uuid4()).encode()
    found: dict[str, None] = {}
    lines: dict[int, socket.socket] = {}
    with ExitStack() as ends, selectors.DefaultSelector() as answers:
        why = OSError("there is no network to ask on")
        for own in _own_addresses():
            line = ends.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
            try:
                line.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, HOPS)
                if own:
                    line.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(own))
                line.sendto(message, to)
            except OSError as wrong:
                why = wrong
                continue
            lines[line.fileno()] = line
            answers.register(line, selectors.EVENT_READ)
        if not lines:
            raise why
        ends_at = time.monotonic() + within_s
        while (left_s := ends_at - time.monotonic()) > 0 and len(found) < FOUND_MOST:
            for key, _events in answers.select(left_s):
                try:
                    raw, (host, _port) = lines[key.fd].recvfrom(ANSWER_MOST)
                except OSError:
                    # Windows tells here that somebody's port was shut.
                    continue
                found.update(dict.fromkeys(told_in(raw, host)))
    return list(found)


def told_in(answer: bytes, host: str) -> Sequence[str]:
    """Return the addresses that an answer of ``host`` gives of itself; none where it cannot be read."""
    inert = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(answer, inert)
    except etree.XMLSyntaxError:
        return ()
    texts = (one.text or "" for one in root.iter("{*}XAddrs"))
    return [address for text in texts for address in text.split() if _host_of(address) == host]


def _host_of(address: str) -> str | None:
    try:
        parts = urlsplit(address)
        is_used = parts.scheme in {"http", "https"} and parts.port != 0
    except ValueError:
        return None
    return parts.hostname if is_used else None


def _own_addresses() -> list[str]:
    """Return the addresses of this machine to ask from, "" for the one that the system would choose."""
    try:
        told = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    except OSError:
        told = []
    own = {str(one[4][0]) for one in told}
    return ["", *sorted(one for one in own if not ipaddress.ip_address(one).is_loopback)]
