"""``python -m console.video.testcams FAULT CAMERA``: lets a camera of the running demo do wrong, or right again.

CAMERA is the number that stands in its picture, ``SCENE/NUMBER``, or ``*`` for all. The order goes to the port on which
the cameras are watched, as a request of RTSP; they listen on the loopback address only.
"""

from __future__ import annotations

import argparse
import socket
import sys
from collections.abc import Sequence

from console.video.testcams.faults import HEALED, PORT, Fault

TAKEN, NOT_TAKEN, OUT_OF_REACH = 0, 2, 4
_PATIENCE_S = 5.0


def main(argv: Sequence[str]) -> int:
    """Give one order; return 0 when it is in force, 2 when it was not understood, 4 when no cameras listen."""
    parser = argparse.ArgumentParser(prog="python -m console.video.testcams", description="fault of a demo camera")
    parser.add_argument("fault", choices=(*Fault, HEALED), metavar="FAULT", help=", ".join((*Fault, HEALED)))
    parser.add_argument("camera", metavar="CAMERA", help="its number, SCENE/NUMBER, or '*' for all")
    parser.add_argument("--port", type=int, default=PORT, metavar="N", help="where they listen, %(default)s by default")
    told = parser.parse_args(argv)
    camera = told.camera.removeprefix("CAM").strip()
    try:
        taken = ordered(told.port, told.fault, camera if "/" in camera else camera.lstrip("0") or "0")
    except OSError as wrong:
        sys.stderr.write(f"No test cameras answer on port {told.port}: {wrong.strerror or wrong}.\n")
        return OUT_OF_REACH
    if not taken:
        sys.stderr.write("The test cameras did not understand this.\n")
        return NOT_TAKEN
    return TAKEN


def ordered(port: int, fault: str, camera: str) -> bool:
    """Tell the cameras on a port what one of them is to do; return whether they do it.

    Raises:
        OSError: nobody listens there, or nobody answers.
    """
    lines = (
        f"SET_PARAMETER rtsp://127.0.0.1:{port}/ RTSP/1.0",
        "CSeq: 1",
        f"Fault: {fault}",
        f"Camera: {' '.join(camera.split())}",
    )
    with socket.create_connection(("127.0.0.1", port), _PATIENCE_S) as line:
        line.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        with line.makefile("rb") as answer:
            return answer.readline().startswith(b"RTSP/1.0 200")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
