"""What is seen and touched: the only home of Qt and folium.

Decisions.

Panels know the relay and the focus, never one another. A change made in one panel reaches the others as news, the
same way a change of another workstation does. Consequence: a panel can be tested alone, and no panel can show what
was not committed.

The undo window is held here, before the desk. What is held has not happened: other desks do not see it, and taking it
back leaves no trace. Consequence: closing the console sends what is still held.
"""

from __future__ import annotations

from widgets import unread as _unread  # noqa: F401 - before any other module that asks for Qt
