"""The interpreter is shared out quickly where an application runs."""

from __future__ import annotations

import sys

import pytest

from widgets.kit.sharing import SWITCH_S, share_quickly


def test_that_a_thread_gives_way_sooner_than_python_would_make_it() -> None:
    before = sys.getswitchinterval()
    share_quickly()
    now = sys.getswitchinterval()
    sys.setswitchinterval(before)
    assert now == pytest.approx(SWITCH_S)
    assert now < 0.005
