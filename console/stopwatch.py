"""What something took, on the wall and of the processor: a busy machine lengthens the one, and hardly the other."""

from __future__ import annotations

from time import perf_counter, process_time


class Stopwatch:
    """Runs from where it is made; the processor's time is that of all threads of this process."""

    def __init__(self) -> None:
        self._began_s, self._began_cpu_s = perf_counter(), process_time()

    @property
    def wall_s(self) -> float:
        return perf_counter() - self._began_s

    @property
    def cpu_s(self) -> float:
        return process_time() - self._began_cpu_s

    def told(self, name: str) -> dict[str, object]:
        """Return both under the name, in seconds."""
        cpu_s, wall_s = self.cpu_s, self.wall_s
        return {f"{name}_s": round(wall_s, 2), f"{name}_cpu_s": round(cpu_s, 2)}
