"""What a worker needs, read in by the process that all workers are forked from, and left in peace by their collectors.

The collector writes into each thing that it looks at, and what a worker writes into it has for itself alone.
"""

from __future__ import annotations

import gc

import console.video.worker as worker

__all__ = ["worker"]

gc.collect()
gc.freeze()
