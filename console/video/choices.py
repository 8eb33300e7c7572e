"""How a workstation decodes, as its settings say it."""

from __future__ import annotations

from dataclasses import dataclass

from console.video.address import TRANSPORTS, Transport

SOFTWARE = "software"
HARDWARE = "hardware"
BUDGET_MPS_MAX = 1_000_000.0
CLIP_MB = 32.0
CLIP_MB_MAX = 65_536.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Choices:
    """How this workstation decodes.

    ``transport`` is of RTSP. ``decoder`` is ``software``, ``hardware`` for the first device that works here, or FFmpeg's
    name of one device. ``budget_mps`` is in megapixels a second; 0: by the number of cores. ``clip_mb`` is how many megabytes
    all streams together may remember of themselves, for clips that begin before they are asked for; 0 remembers none.
    """

    transport: Transport = "tcp"
    decoder: str = SOFTWARE
    budget_mps: float = 0.0
    clip_mb: float = CLIP_MB


AS_SHIPPED = Choices()


def choices_of(rtsp: str, decoder: str, decode_budget: str, clip_memory: str = "") -> Choices:
    """Read the settings ``rtsp``, ``decoder``, ``decode_budget`` and ``clip_memory``; an empty text is what is shipped.

    Raises:
        ValueError: one of them says nothing that can be done; the text tells which.
    """
    transport = next((known for known in TRANSPORTS if known == (rtsp or AS_SHIPPED.transport)), None)
    if transport is None:
        raise ValueError(f"rtsp: there is no transport {rtsp!r}; there are {' and '.join(TRANSPORTS)}")
    if decoder and not decoder.isalnum():
        raise ValueError(
            f"decoder: {decoder!r} is neither {SOFTWARE}, {HARDWARE} nor the name of a device like d3d11va"
        )
    try:
        budget_mps = float(decode_budget or AS_SHIPPED.budget_mps)
    except ValueError:
        budget_mps = -1.0
    if not 0 <= budget_mps <= BUDGET_MPS_MAX:
        raise ValueError(f"decode_budget: {decode_budget!r} is no number of megapixels a second")
    try:
        clip_mb = float(clip_memory or AS_SHIPPED.clip_mb)
    except ValueError:
        clip_mb = -1.0
    if not 0 <= clip_mb <= CLIP_MB_MAX:
        raise ValueError(f"clip_memory: {clip_memory!r} is no number of megabytes")
    return Choices(transport=transport, decoder=decoder or SOFTWARE, budget_mps=budget_mps, clip_mb=clip_mb)
