"""Progress on stderr: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
from time import monotonic

WIDTH = 30
REDRAWN_S = 0.1
STEP = 0.25


class Bar:
    """Shows how much of one piece of work is done; made when it begins, called with a share from 0 to 1."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._on_terminal = sys.stderr.isatty()
        self._began_s = monotonic()
        self._drawn_s = -1.0
        self._told = -STEP
        self._ended = False

    def __call__(self, share: float) -> None:
        now_s = monotonic()
        if self._ended:
            return
        self._ended = share >= 1
        if self._on_terminal:
            if now_s - self._drawn_s >= REDRAWN_S or self._ended:
                self._drawn_s = now_s
                full = round(WIDTH * share)
                end = "\n" if self._ended else ""
                sys.stderr.write(f"\r[{'█' * full}{'·' * (WIDTH - full)}] {share:4.0%} {self._name}{end}")
        elif share >= self._told + STEP or self._ended:
            self._told = share
            sys.stderr.write(f"{self._name}: {share:.0%}, {now_s - self._began_s:.1f} s\n")
        sys.stderr.flush()

    def stop(self) -> None:
        """End the line of a bar that did not come to its end, so that a sentence can follow."""
        if self._on_terminal and not self._ended and self._drawn_s >= 0:
            sys.stderr.write("\n")
        self._ended = True
