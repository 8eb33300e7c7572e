"""Sources that mean no good: small servers on the loopback address, each with one way to harm whoever opens it."""

from __future__ import annotations

import contextlib
import random
import socket
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, count, repeat
from pathlib import Path
from typing import Self

import av

Client = socket.socket
Answer = Callable[[Client, bytes], None]
_depths = count()
_MOVED = {b"/first": "/second", b"/second": "third?at=end"}
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


def redirect_to(goal: str) -> Answer:
    """Send whoever asks somewhere else."""

    def answer(client: socket.socket, request: bytes) -> None:
        told = f"Location: {goal}\r\n"
        if b"RTSP" in request:
            client.sendall(_rtsp(request, told, status="302 Moved"))
        else:
            client.sendall(f"HTTP/1.1 302 Found\r\n{told}Content-Length: 0\r\n\r\n".encode())

    return answer


def moved_twice(client: socket.socket, request: bytes) -> None:
    """Send whoever asks for the first on to the second, from there to the third, by an address that is a part of one."""
    onward = next((goal for place, goal in _MOVED.items() if place in request.splitlines()[0]), None)
    if onward is not None:
        redirect_to(onward)(client, request)
    elif b"RTSP" in request:
        client.sendall(_rtsp(request, ""))
    else:
        client.sendall(_OK + b"Content-Length: 0\r\n\r\n")


def drops(kind: str, first: bytes = b"", pause_s: float = 0.2) -> Answer:
    """Answer with a body of single bytes, each long after the other, and never end; ``first`` comes at once."""
    return body(kind, lambda: chain([first], repeat(b"a")), pause_s)


def drops_of_header(client: socket.socket, request: bytes) -> None:
    """Begin an answer and go on with it letter by letter."""
    del request
    client.sendall(b"RTSP/1.0 200 OK\r\nX-Filler: ")
    pace = threading.Event()
    while True:
        client.sendall(b"a")
        pace.wait(0.2)


def gzip_bomb(kind: str) -> Answer:
    """Answer with a body that unpacks to a thousand times its size, for as long as somebody reads."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    head = packer.compress(b"#EXTM3U\n") + packer.flush(zlib.Z_FULL_FLUSH)
    zeros = packer.compress(bytes(16 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)

    def answer(client: socket.socket, request: bytes) -> None:
        del request
        client.sendall(_OK + f"Content-Type: {kind}\r\nContent-Encoding: gzip\r\n\r\n".encode() + head)
        while True:
            client.sendall(zeros)

    return answer


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


def playlist_of_itself(client: socket.socket, request: bytes) -> None:
    """Name another playlist, which names another, for ever, each with pictures of 50,000 px a side."""
    del request
    depth = next(_depths)
    claim = "#EXT-X-STREAM-INF:BANDWIDTH=100000,RESOLUTION=50000x50000"
    text = f"#EXTM3U\n{claim}\ndeeper{depth}.m3u8\n".encode()
    told = b"Content-Type: application/vnd.apple.mpegurl\r\nContent-Length: %d\r\n\r\n" % len(text)
    client.sendall(_OK + told + text)
    client.shutdown(socket.SHUT_WR)


def claiming(piece: bytes) -> Answer:
    """Serve a playlist of a playlist of this piece of film, each with the claim of 50,000 × 50,000 px."""
    claim = b"#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=100000,RESOLUTION=50000x50000\nfilm.m3u8\n"
    texts = {b"/a.m3u8": claim, b"/film.m3u8": playlist("piece.ts"), b"/piece.ts": piece}

    def answer(client: socket.socket, request: bytes) -> None:
        text = texts.get(request.split()[1], b"")
        client.sendall(_OK + b"Content-Length: %d\r\n\r\n" % len(text) + text)
        client.shutdown(socket.SHUT_WR)

    return answer


def slow_pieces(piece: bytes) -> Answer:
    """Serve a playlist of a piece of film, of which the first half comes at once and the rest byte by byte."""
    slow = drops("video/mp2t", piece[: len(piece) // 2])
    whole = body("application/vnd.apple.mpegurl", lambda: [playlist("piece.ts")])
    return lambda client, request: (slow if b"/piece.ts" in request else whole)(client, request)


def endless_playlist() -> Iterator[bytes]:
    """Yield a playlist without end."""
    yield playlist()
    while True:
        yield b"#EXTINF:2.0,\nhttp://127.0.0.1:1/piece.ts\n" * 1000


def annex_b(clip: Path) -> list[bytes]:
    """Return the NAL units of a clip of H.264, in order."""
    return _units(clip, "h264_mp4toannexb")


def _units(clip: Path, to_annex_b: str) -> list[bytes]:
    with av.open(str(clip)) as source:
        in_band = av.BitStreamFilterContext(to_annex_b, source.streams.video[0])
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


def first_pictures(units: list[bytes], count: int) -> list[bytes]:
    """Return the units up to and with so many that follow the first: parameter sets, a key picture and a few more."""
    return units[: count + 4]


def mutated(units: list[bytes], seed: int) -> list[bytes]:
    """Return the units, spoiled in a way of the seed's own: bytes, bits, lengths, order; headers like pictures."""
    chance = random.Random(seed)
    out = [bytearray(unit) for unit in units]
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(out))
        unit = out[at]
        match chance.randrange(7):
            case 0:
                unit[chance.randrange(len(unit))] = chance.randrange(256)
            case 1:
                unit[chance.randrange(len(unit))] ^= 1 << chance.randrange(8)
            case 2:
                del unit[max(1, chance.randrange(len(unit) + 1)) :]
            case 3:
                unit += chance.randbytes(chance.randrange(1, 4096))
            case 4:
                first = chance.randrange(len(unit))
                unit[first : first + 64] = chance.randbytes(min(64, len(unit) - first))
            case 5:
                out.insert(chance.randrange(len(out)), bytearray(unit))
            case _:
                other = chance.randrange(len(out))
                out[at], out[other] = out[other], out[at]
    return [bytes(unit) for unit in out]


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


def hevc_annex_b(clip: Path) -> list[bytes]:
    """Return the NAL units of a clip of H.265, in order."""
    return _units(clip, "hevc_mp4toannexb")


def hevc_with_size(units: list[bytes], width_px: int, height_px: int) -> list[bytes]:
    """Return the units with a parameter set that promises pictures of another size."""
    return [_hevc_parameter_set(width_px, height_px) if unit[0] >> 1 == 33 else unit for unit in units]


def _hevc_parameter_set(width_px: int, height_px: int) -> bytes:
    """Return a sequence parameter set (ITU-T H.265 7.3.2.2.1): main profile, 4:2:0, no cropping, no VUI."""
    bits = "0000" + "000" + "1"
    bits += "00" + "0" + "00001" + "011" + "0" * 29 + "1001" + "0" * 43 + "0" + f"{186:08b}"
    bits += "".join(_exp_golomb(number) for number in (0, 1, width_px, height_px)) + "0"
    bits += "".join(_exp_golomb(number) for number in (0, 0, 4)) + "1"
    bits += "".join(_exp_golomb(number) for number in (4, 0, 0, 0, 3, 0, 3, 0, 0))
    bits += "0" * 4 + _exp_golomb(0) + "0" * 5 + "1"
    bits += "0" * (-len(bits) % 8)
    return b"\x42\x01" + _escaped(int(bits, 2).to_bytes(len(bits) // 8, "big"))


def _escaped(raw: bytes) -> bytes:
    """Return the payload of a NAL unit with the bytes that keep it from looking like the start of one."""
    out = bytearray()
    for byte in raw:
        if byte <= 3 and out[-2:] == b"\0\0":
            out.append(3)
        out.append(byte)
    return bytes(out)


def huge_jpeg(jpeg: bytes) -> bytes:
    """Return a JPEG picture whose header promises 50,000 × 50,000 px."""
    at = jpeg.index(b"\xff\xc0") + 5
    side = (50_000).to_bytes(2, "big")
    return jpeg[:at] + side + side + jpeg[at + 4 :]


def _rtsp(request: bytes, headers: str, status: str = "200 OK") -> bytes:
    number = next(line for line in request.decode().split("\r\n") if line.lower().startswith("cseq"))
    return f"RTSP/1.0 {status}\r\n{number}\r\nSession: 1\r\n{headers}\r\n".encode()
