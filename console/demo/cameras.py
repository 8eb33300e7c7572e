"""The demo city's cameras: stored by scene and number, shown through whatever port the test cameras listen on.

The port differs from start to start, so the database holds ``demo:SCENE/NUMBER``, and the console turns it into
a real address when it opens the camera. What they showed before comes from the same port by HTTP.
Those that can be moved are on a port of their own, always the same one: all consoles of a workstation see one turn.
"""

from __future__ import annotations

from console.video.testcams.turning import PASSWORD, PORT

SCHEME = "demo:"
RECORDER = "demo-recorder:"
"""As in the template of ``recorders.toml`` that is shipped."""
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


TURNED = f"http://127.0.0.1:{PORT}/"
TURNED_EVERY = 8


def address(number: int, name: str) -> str:
    """Return what is stored for a camera: the scene that goes with its name, and its number. Every eighth can be moved."""
    scene = next((scene for word, scene in SCENES if word in name), ELSEWHERE)
    return f"{TURNED if number % TURNED_EVERY == 1 else SCHEME}{scene}/{number}"


def moved_at(url: str) -> str:
    """Return where the camera of this address takes orders to move, by ONVIF; empty where it does not."""
    if not url.startswith(TURNED):
        return ""
    return f"http://cam{url.rpartition('/')[2]}:{PASSWORD}@127.0.0.1:{PORT}"


def resolve(url: str, base_url: str) -> str:
    """Return the address to open; ``base_url`` is that of the test cameras. Other cameras' addresses stay."""
    if url.startswith(RECORDER):
        return f"http{base_url.removeprefix('rtsp')}/{url.removeprefix(RECORDER)}"
    return f"{base_url}/{url.removeprefix(SCHEME)}" if url.startswith(SCHEME) else url
