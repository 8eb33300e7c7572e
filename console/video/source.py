"""Opens a source within its bounds, on a hardware decoder where the workstation asks for one and has it."""

from __future__ import annotations

import errno
import sys
import time

import av
import av.error
from av.codec import Codec
from av.codec.hwaccel import HWAccel, hwdevices_available
from av.container import InputContainer
from av.video.codeccontext import VideoCodecContext

from console.video.address import Opening
from console.video.choices import HARDWARE, SOFTWARE
from console.video.playlist import Pieces
from console.video.recovery import StreamLost
from console.video.redirects import followed
from console.video.states import OPEN_TIMEOUT_S, PICTURE_PX_MAX, Decoder, Reason
from console.video.whereabouts import RTSP, WEB

_NEARLY = 0.9
_PREFERRED = {"win32": ("d3d11va", "d3d12va", "cuda", "qsv"), "darwin": ("videotoolbox",)}
_PREFERRED_ELSEWHERE = ("vaapi", "cuda", "qsv", "vulkan")
_PROBE_CODEC = "h264"


def device_for(decoder: str) -> str | None:
    """Return the name of a device that can be had now, None where there is none; asked anew at each connection."""
    if decoder == SOFTWARE:
        return None
    wished = _PREFERRED.get(sys.platform, _PREFERRED_ELSEWHERE) if decoder == HARDWARE else (decoder,)
    built_in = hwdevices_available()
    return next((name for name in wished if name in built_in and _can_be_had(name)), None)


def _can_be_had(device: str) -> bool:
    try:
        HWAccel(device_type=device).create(Codec(_PROBE_CODEC, "r"))
    except (av.error.FFmpegError, OSError, NotImplementedError, ValueError):
        return False
    return True


def opened(how: Opening, decoder: str = SOFTWARE, pieces: Pieces | None = None) -> InputContainer:
    """Open a source where its redirects end; ``pieces`` opens what a playlist names.

    Raises:
        StreamLost: the device does not answer, or leads to where it may not.
        av.error.FFmpegError, OSError: whatever else went wrong.
    """
    device = device_for(decoder)
    accelerated = None if device is None else HWAccel(device_type=device, allow_software_fallback=True)
    try:
        container = _opened(how, how.url, accelerated, pieces)
    except av.error.FFmpegError as error:
        if pieces is not None or not _may_be_redirected(how.url, error):
            raise
        goal = followed(how.url)
        if goal == how.url:
            raise
        container = _opened(how, goal, accelerated)
    if pieces is not None:
        pieces.opened()
    return container


def _may_be_redirected(url: str, error: av.error.FFmpegError) -> bool:
    """Tell whether that is what FFmpeg says of a redirect, which it is kept from following by itself."""
    scheme = url.partition(":")[0]
    return (scheme in WEB and error.errno == errno.EIO) or (scheme in RTSP and error.errno == errno.EINVAL)


def _opened(how: Opening, url: str, accelerated: HWAccel | None, pieces: Pieces | None = None) -> InputContainer:
    begun_s = time.monotonic()
    try:
        return av.open(
            url,
            "r",
            format=None if pieces is None else "hls",
            options=how.options,
            timeout=how.timeout_s,
            io_open=pieces,
            hwaccel=accelerated,
        )
    except av.error.InvalidDataError as error:
        # FFmpeg says so too of an RTSP device that says nothing at all, or hangs up before the description.
        if time.monotonic() - begun_s > OPEN_TIMEOUT_S * _NEARLY:
            raise StreamLost(Reason.TIMEOUT, "the device does not answer") from error
        if url.startswith("rtsp"):
            raise StreamLost(Reason.CLOSED_BY_CAMERA, "the device hung up") from error
        raise


def bound(context: VideoCodecContext | None) -> None:
    """Let a decoder allocate no picture that is larger than any camera's; call before the first picture.

    Raises:
        StreamLost: the header already promises such a picture, or there is no decoder for the stream.
    """
    if context is None:
        raise StreamLost(Reason.CODEC, "there is no decoder for this stream")
    context.options = {**context.options, "max_pixels": str(PICTURE_PX_MAX)}
    if context.width * context.height > PICTURE_PX_MAX:
        raise StreamLost(Reason.TOO_LARGE, f"the source announces {context.width} × {context.height} px")


def decoder_of(context: VideoCodecContext, decoder: str) -> Decoder:
    """Return what decodes, as seen after the first picture; ``decoder`` is what was asked for."""
    if decoder == SOFTWARE:
        return Decoder.SOFTWARE
    formats = {config.format.name for config in context.codec.hardware_configs if config.format is not None}
    return Decoder.HARDWARE if context.is_hwaccel and context.pix_fmt in formats else Decoder.FALLEN_BACK
