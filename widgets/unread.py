"""Keeps PySide from reading the source of every module that is brought in after it, and keeping it in memory.

It looks into it for the word PySide6, to know in which modules names may be asked for in snake_case: in none of ours.
What it has read stays in ``linecache``: 223,000 lines and 20 MB where the whole console is brought in.

It is told as soon as Qt is asked for, and not before: who asks for none, as the benches of the decoders, bears none of it.

WORKAROUND for https://bugreports.qt.io/browse/PYSIDE-2029, which brought the look in and no switch for it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from types import ModuleType

_FIRST_OF_QT = "PySide6.QtCore"


def _uses_features(module: ModuleType) -> bool:
    del module
    return False


def _tell() -> None:
    import shibokensupport.feature

    shibokensupport.feature._mod_uses_pyside = _uses_features


class _BeforeQt(MetaPathFinder):
    """Finds nothing, but is asked for everything: when it comes to Qt, what looks into the modules is there."""

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> None:
        if fullname == _FIRST_OF_QT:
            sys.meta_path.remove(self)
            _tell()


if _FIRST_OF_QT in sys.modules:
    _tell()
else:
    sys.meta_path.insert(0, _BeforeQt())
