"""What the drawn clips are alike in: size, rate and length, and when each camera's pictures are due; without a decoder."""

from __future__ import annotations

WIDTH_PX, HEIGHT_PX = 640, 360
# The top row of macroblocks shows nothing: the server writes the caption and the running clock into it.
STRIP_PX = 16
FPS = 25
# Ten seconds: an hour holds a whole number of loops, so a loop always begins on a full second.
LOOP_PICTURES = 10 * FPS

BARS = "bars"


def offset_s(number: int, fps: float) -> float:
    """Return by how much a camera's pictures are out of step with the others', seconds, below one picture."""
    return number * 0.6180339887 % 1.0 / fps
