"""The demo city's cameras: stored by scene and number, shown through whatever port the test cameras listen on.

The port differs from start to start, so the database holds ``demo:SCENE/NUMBER``, and the console turns it into
a real address when it opens the camera.
"""

from __future__ import annotations

SCHEME = "demo:"
SCENES = (
    ("交叉口", "crossroad"),
    ("公园", "park"),
    ("广场", "park"),
    ("体育中心", "park"),
    ("农贸市场", "market"),
    ("商业", "market"),
    ("地铁口", "market"),
    ("小区", "gate"),
    ("小学", "gate"),
    ("中学", "gate"),
    ("医院", "gate"),
    ("桥", "river"),
    ("堤", "river"),
    ("码头", "river"),
    ("排涝", "river"),
    ("观测", "river"),
)
ELSEWHERE = "avenue"


def address(number: int, name: str) -> str:
    """Return what is stored for a camera: the scene that goes with its name, and its number."""
    scene = next((scene for word, scene in SCENES if word in name), ELSEWHERE)
    return f"{SCHEME}{scene}/{number}"


def resolve(url: str, base_url: str) -> str:
    """Return the address to open; ``base_url`` is that of the test cameras. Other cameras' addresses stay."""
    return f"{base_url}/{url.removeprefix(SCHEME)}" if url.startswith(SCHEME) else url
