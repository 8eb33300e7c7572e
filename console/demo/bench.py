"""How long the demo city takes to be made, part by part."""

from __future__ import annotations

from time import perf_counter

from console.clocks import SystemClock
from console.demo import city
from console.ports import Store


def measure(store: Store, size: str = "small", seed: int = 1) -> dict[str, float]:
    """Make the city in an empty store; return the seconds of each part and of all, and tickets a second."""
    begun_s: dict[str, float] = {}

    def told(part: str, _share: float) -> None:
        begun_s.setdefault(part, perf_counter())

    began_s = perf_counter()
    made = city.make(store, size, seed, now=SystemClock().now(), progress=told)
    ready_s = perf_counter()
    ends = [*list(begun_s.values())[1:], ready_s]
    parts = {
        f"{part}_s": round(end - begin, 3)
        for (part, begin), end in zip(begun_s.items(), ends, strict=True)
        if part != "ready"
    }
    per_s = made.made["tickets"] / (ready_s - begun_s["tickets"])
    return {**parts, "all_s": round(ready_s - began_s, 3), "tickets_per_s": round(per_s)}
