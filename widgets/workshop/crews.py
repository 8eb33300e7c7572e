"""Who is the head of a grid, and who is at home there: found by name or initials, named or stationed with a reason."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from console.atlas import Atlas
from console.domain.crew import Crew, CrewId, CrewKind
from console.domain.grid import Region, within
from console.ground_orders import NameHead, StationCrew
from console.handlers.ground import PERSONS
from widgets import words
from widgets.kit.choice import Choice
from widgets.kit.search_field import SearchField
from widgets.kit.search_text import initials, plain
from widgets.relay import Relay
from widgets.workshop import ground_words
from widgets.workshop.change import ChangeDialog, drawn_around, drawn_grid
from widgets.workshop.rows import RowsView

SHOWN_MOST = 200


class CrewsDialog(ChangeDialog):
    """One crew and one grid: it becomes the head there, or only comes to be at home there."""

    def __init__(self, relay: Relay, atlas: Atlas, grid: Region, parent: QWidget) -> None:
        super().__init__(relay, atlas, self.tr("Head and crews of {grid}").format(grid=grid.name), self.order, parent)
        self._grid = grid
        self.deed = Choice(self)
        self.deed.addItem(self.tr("Becomes head of the grid"), "head")
        self.deed.addItem(self.tr("Is at home there"), "home")
        self.field = SearchField(self)
        self.field.setPlaceholderText(self.tr("Name, home, or pinyin initials"))
        headings = (self.tr("Name"), self.tr("Kind"), self.tr("At home in"), self.tr("Duty"))
        self.list = RowsView(self.tr("Crews"), headings, (110, 90, 160, 70), self, stretched=2)
        self.list.setMinimumHeight(190)
        self.list.note.say(self.tr("Nobody matches."))
        self.add(self.tr("What"), self.deed)
        self.add(self.tr("Search"), self.field)
        self.add(self.tr("Crew"), self.list)
        drawn = drawn_grid(atlas, grid.code)
        self.picture.show_ground([drawn] if drawn else [], (), drawn_around(atlas, [grid.code]), grid.name)
        self.told.setText(ground_words.head_of(crew for crew in relay.board.crews.values() if crew.region == grid.code))
        self.field.textChanged.connect(self._show)
        self.field.left_downwards.connect(self.list.setFocus)
        self.deed.currentIndexChanged.connect(self._show)
        self.list.chosen.connect(lambda _key: self.look())
        self._show()
        self.look()
        self.field.setFocus()

    def order(self) -> NameHead | StationCrew | None:
        crew = self._relay.board.crews.get(CrewId(self.list.here() or ""))
        if crew is None:
            return None
        kind = NameHead if self.deed.currentData() == "head" else StationCrew
        return kind(
            by=self._relay.operator,
            grid=self._grid.code,
            crew=crew.id,
            seen=crew.version,
            reason=self.reason.text().strip(),
        )

    def _show(self) -> None:
        wanted = plain(self.field.text()).split()
        found = [crew for crew in self._offered() if self._holds(crew, wanted)]
        # Who is at home nearest in the tree of regions first: mostly it is one of the same village.
        found.sort(key=lambda crew: (-_shared(crew.region, self._grid.code), crew.name, crew.id))
        self.list.show_rows([(crew.id, self._texts(crew)) for crew in found[:SHOWN_MOST]])

    def _offered(self) -> list[Crew]:
        is_head = self.deed.currentData() == "head"
        here, centre = self._grid.code, self._relay.board.centre
        return [
            crew
            for crew in self._relay.board.crews.values()
            if within(crew.region, centre)
            and (not is_head or crew.kind in PERSONS)
            and (crew.region != here or (is_head and crew.kind is not CrewKind.GRID_HEAD))
        ]

    def _holds(self, crew: Crew, wanted: list[str]) -> bool:
        home = self._relay.board.region_name(crew.region)
        texts = (plain(crew.name), initials(crew.name), plain(home), crew.region)
        return all(any(word in text for text in texts) for word in wanted)

    def _texts(self, crew: Crew) -> tuple[str, ...]:
        return (
            crew.name,
            words.crew_kind(crew.kind),
            self._relay.board.region_name(crew.region),
            ground_words.duty(crew),
        )


def _shared(one: str, other: str) -> int:
    """Return how many first characters two codes share."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
