"""Keeps PySide from reading the source of every module that is brought in after it, and keeping it in memory.

It looks into it for the word PySide6, to know in which modules names may be asked for in snake_case: in none of ours.
What it has read stays in ``linecache``: 223,000 lines and 20 MB where the whole console is brought in.

WORKAROUND for https://bugreports.qt.io/browse/PYSIDE-2029, which brought the look in and no switch for it.
"""

from __future__ import annotations

from types import ModuleType

import shiboken6  # noqa: F401 - brings in what is looked for below
import shibokensupport.feature


def _uses_features(module: ModuleType) -> bool:
    del module
    return False


shibokensupport.feature._mod_uses_pyside = _uses_features
