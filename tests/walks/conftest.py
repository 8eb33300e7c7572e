"""What several walks share: the names of Qt's pages, known before the application is made."""

from __future__ import annotations

from widgets.map.scheme import register_scheme

# Schemes count only if they are known before the application is made, and that is when the first walk asks for it.
register_scheme()
