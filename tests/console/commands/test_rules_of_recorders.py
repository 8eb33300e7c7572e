"""``rules show`` of recorders: what is read over shoulders holds no password, what is written out to be changed is whole."""

from __future__ import annotations

from pathlib import Path

from console.commands import rules
from console.settings import Rules
from tests.console.commands.given import given
from tests.console.conftest import City

OWN = 'version = 1\n[[recorders]]\nid = "r"\nurl = "rtsp://desk:letmein@r/{start}?password=hidden"\n'


def show(city: City, *words: str) -> dict[str, object]:
    city.store.rows.put_rules({"recorders.toml": OWN}, city.clock.now(), "周八")
    command = given(" ".join(("rules show recorders.toml", *words)))
    assert isinstance(command, Rules)
    return dict(rules.run(command, city.store))


def test_that_no_password_is_shown(city: City) -> None:
    text = str(show(city)["text"])
    assert "{start}" in text
    assert not {word for word in ("letmein", "hidden") if word in text}


def test_that_the_file_that_is_written_out_can_be_set_again(city: City, tmp_path: Path) -> None:
    show(city, "--out", str(tmp_path / "recorders.toml"))
    assert (tmp_path / "recorders.toml").read_text("utf-8") == OWN
