"""Sources that mean no good: small servers on the loopback address, each with one way to harm whoever opens it."""

from __future__ import annotations

import contextlib
import random
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Self

import av

Answer = Callable[[socket.socket, bytes], None]
_OK = b"HTTP/1.1 200 OK\r\nConnection: close\r\n"


class Server:
    """Listens on the loopback address and lets ``answer`` do what it likes with each request; counts the knocks."""

    def __init__(self, answer: Answer) -> None:
        self.knocks = 0
        self._answer = answer
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        self._open: set[socket.socket] = set()
        self._threads = [threading.Thread(target=self._listen)]
        self._threads[0].start()

    def close(self) -> None:
        """Stop listening and hang up."""
        for each in (self._socket, *list(self._open)):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        for thread in self._threads:
            thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *what: object) -> None:
        self.close()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._socket.accept()
                self.knocks += 1
                self._open.add(client)
                self._threads.append(threading.Thread(target=self._serve, args=(client,)))
                self._threads[-1].start()

    def _serve(self, client: socket.socket) -> None:
        with client, contextlib.suppress(OSError):
            while request := client.recv(4096):
                self._answer(client, request)
        self._open.discard(client)


def body(kind: str, parts: Callable[[], Iterable[bytes]], pause_s: float = 0.0) -> Answer:
    """Answer with these bytes, at the pace of a camera where ``pause_s`` says so, then hang up."""
    pace = threading.Event()

    def answer(client: socket.socket, request: bytes) -> None:
        del request
        client.sendall(_OK + f"Content-Type: {kind}\r\n\r\n".encode())
        for part in parts():
            client.sendall(part)
            pace.wait(pause_s)
        client.shutdown(socket.SHUT_WR)

    return answer


def rubbish(seed: int) -> Iterator[bytes]:
    """Yield noise without end."""
    chance = random.Random(seed)
    while True:
        yield chance.randbytes(65536)


def endless_header(client: socket.socket, request: bytes) -> None:
    """Begin an answer and never come to its body."""
    first = b"RTSP/1.0 200 OK\r\n" if b"RTSP" in request else b"HTTP/1.1 200 OK\r\n"
    client.sendall(first)
    while True:
        client.sendall(b"X-Filler: " + b"a" * 1000 + b"\r\n")


def redirect_to_itself(client: socket.socket, request: bytes) -> None:
    """Send whoever asks here again, for ever."""
    host, port = client.getsockname()
    if b"RTSP" in request:
        client.sendall(_rtsp(request, f"Location: rtsp://{host}:{port}/again\r\n", status="302 Moved"))
    else:
        client.sendall(
            f"HTTP/1.1 302 Found\r\nLocation: http://{host}:{port}/again\r\nContent-Length: 0\r\n\r\n".encode()
        )


def huge_description(client: socket.socket, request: bytes) -> None:
    """Describe ten megabytes of streams."""
    track = "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n"
    text = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=x\r\nt=0 0\r\n" + track * (10_000_000 // len(track))
    described = f"Content-Type: application/sdp\r\nContent-Length: {len(text)}\r\n"
    client.sendall(_rtsp(request, described) + text.encode() if b"DESCRIBE" in request else _rtsp(request, ""))


def playlist(*pieces: str) -> bytes:
    """Return a live playlist of these pieces."""
    lines = ["#EXTM3U", "#EXT-X-VERSION:3", "#EXT-X-TARGETDURATION:2", "#EXT-X-MEDIA-SEQUENCE:1"]
    for piece in pieces:
        lines += ["#EXTINF:2.0,", piece]
    return ("\n".join(lines) + "\n").encode()


def endless_playlist() -> Iterator[bytes]:
    """Yield a playlist without end."""
    yield playlist()
    while True:
        yield b"#EXTINF:2.0,\nhttp://127.0.0.1:1/piece.ts\n" * 1000


def annex_b(clip: Path) -> list[bytes]:
    """Return the NAL units of a clip of H.264, in order."""
    with av.open(str(clip)) as source:
        in_band = av.BitStreamFilterContext("h264_mp4toannexb", source.streams.video[0])
        film = b"".join(bytes(out) for packet in source.demux(video=0) if packet.size for out in in_band.filter(packet))
    return [unit.rstrip(b"\0") for unit in film.split(b"\0\0\1") if unit.rstrip(b"\0")]


def film_of(units: list[bytes]) -> Iterator[bytes]:
    """Yield NAL units as a stream of bytes, round and round."""
    while True:
        for unit in units:
            yield b"\0\0\0\1" + unit


def damaged(units: list[bytes], seed: int, share: float) -> list[bytes]:
    """Return the units with a share of their bytes replaced by others; the parameter sets stay readable."""
    chance = random.Random(seed)
    out: list[bytes] = []
    for unit in units:
        if unit[0] & 31 in (7, 8):
            out.append(unit)
            continue
        spoiled = bytearray(unit)
        for _ in range(max(1, int(len(spoiled) * share))):
            spoiled[chance.randrange(1, len(spoiled))] = chance.randrange(256)
        out.append(bytes(spoiled))
    return out


def with_size(units: list[bytes], width_px: int, height_px: int) -> list[bytes]:
    """Return the units with a parameter set that promises pictures of another size."""
    return [_parameter_set(width_px, height_px) if unit[0] & 31 == 7 else unit for unit in units]


def _parameter_set(width_px: int, height_px: int) -> bytes:
    """Return a sequence parameter set (ITU-T H.264 7.3.2.1.1): baseline, no cropping, no VUI."""
    numbers = (0, 0, 2, 1)  # Identity, frame number bits, order type, reference frames.
    bits = "".join(_exp_golomb(number) for number in numbers) + "0"
    bits += _exp_golomb(width_px // 16 - 1) + _exp_golomb(height_px // 16 - 1) + "1" + "1" + "0" + "0" + "1"
    bits += "0" * (-len(bits) % 8)
    raw = bytes([66, 0, 52]) + int(bits, 2).to_bytes(len(bits) // 8, "big")
    return b"\x67" + raw.replace(b"\0\0\0", b"\0\0\3\0")


def _exp_golomb(number: int) -> str:
    code = f"{number + 1:b}"
    return "0" * (len(code) - 1) + code


def huge_jpeg(jpeg: bytes) -> bytes:
    """Return a JPEG picture whose header promises 50,000 × 50,000 px."""
    at = jpeg.index(b"\xff\xc0") + 5
    side = (50_000).to_bytes(2, "big")
    return jpeg[:at] + side + side + jpeg[at + 4 :]


def _rtsp(request: bytes, headers: str, status: str = "200 OK") -> bytes:
    number = next(line for line in request.decode().split("\r\n") if line.lower().startswith("cseq"))
    return f"RTSP/1.0 {status}\r\n{number}\r\nSession: 1\r\n{headers}\r\n".encode()
