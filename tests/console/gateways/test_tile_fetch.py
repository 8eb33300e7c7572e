"""Tiles from a server: asked only where the settings say, left alone while it is away, and kept on disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from console.gateways.tile_fetch import AGAIN_FIRST_S, FRESH_S, Asker, Away, Shelf, make_room


class _Tiles(BaseHTTPRequestHandler):
    """Answers what its server holds by path: a status, or bytes of a picture."""

    def do_GET(self) -> None:
        held = self.server.held.get(self.path, 404)  # type: ignore[attr-defined]
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        if isinstance(held, bytes):
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            self.wfile.write(held)
            return
        self.send_response(held)
        if held == 302:
            self.send_header("Location", "http://elsewhere.example/")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing on the terminal."""


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    made = ThreadingHTTPServer(("127.0.0.1", 0), _Tiles)
    made.held, made.asked = {}, []  # type: ignore[attr-defined]
    thread = Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


def host_of(server: ThreadingHTTPServer) -> str:
    return f"127.0.0.1:{server.server_port}"


def test_that_a_host_that_the_settings_do_not_name_is_not_asked(server: ThreadingHTTPServer) -> None:
    with pytest.raises(Away, match="not named in the settings"):
        Asker(frozenset({"tiles.hall"})).ask(f"http://{host_of(server)}/1.png")
    assert server.asked == []  # type: ignore[attr-defined]


def test_that_an_address_of_a_file_is_not_asked() -> None:
    with pytest.raises(Away):
        Asker(frozenset({""})).ask("file:///etc/hostname")


def test_that_a_tile_comes_with_its_type(server: ThreadingHTTPServer) -> None:
    server.held["/1.png"] = b"picture"  # type: ignore[attr-defined]
    assert Asker(frozenset({host_of(server)})).ask(f"http://{host_of(server)}/1.png") == (b"picture", "image/png")


def test_that_no_tile_there_is_no_fault(server: ThreadingHTTPServer) -> None:
    assert Asker(frozenset({host_of(server)})).ask(f"http://{host_of(server)}/none.png") is None


@pytest.mark.parametrize("status", [500, 302])
def test_that_a_fault_or_a_way_elsewhere_is_no_answer(server: ThreadingHTTPServer, status: int) -> None:
    server.held["/1.png"] = status  # type: ignore[attr-defined]
    with pytest.raises(Away):
        Asker(frozenset({host_of(server)})).ask(f"http://{host_of(server)}/1.png")


def test_that_a_server_that_is_away_is_left_alone_for_a_while(server: ThreadingHTTPServer) -> None:
    now = [0.0]
    asker = Asker(frozenset({host_of(server)}), lambda: now[0])
    server.held["/1.png"] = 503  # type: ignore[attr-defined]
    for at_s in (0.0, AGAIN_FIRST_S / 2, AGAIN_FIRST_S + 0.1):
        now[0] = at_s
        with pytest.raises(Away):
            asker.ask(f"http://{host_of(server)}/1.png")
    assert len(server.asked) == 2  # type: ignore[attr-defined]


def test_that_what_is_old_is_kept_but_told(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, "a server")
    shelf.keep("3/1-2", (b"picture\nof two lines", "image/png"))
    assert shelf.look("3/1-2") == ((b"picture\nof two lines", "image/png"), True)
    file = next(tmp_path.rglob("1-2"))
    long_ago = file.stat().st_mtime - FRESH_S - 1
    os.utime(file, (long_ago, long_ago))
    assert shelf.look("3/1-2") == ((b"picture\nof two lines", "image/png"), False)


def test_that_servers_do_not_see_what_is_kept_of_one_another(tmp_path: Path) -> None:
    Shelf(tmp_path, "a server").keep("1", (b"picture", "image/png"))
    assert Shelf(tmp_path, "another").look("1") is None


def test_that_the_oldest_goes_when_too_much_is_kept(tmp_path: Path) -> None:
    for number, name in enumerate(("old", "middle", "new")):
        (tmp_path / name).write_bytes(bytes(10))
        os.utime(tmp_path / name, (number, number))
    make_room(tmp_path, 20)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["middle", "new"]
