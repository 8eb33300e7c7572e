"""A campaign of the city at a desk of the city and at one of a village: each sees at once what the other does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from console.campaign_orders import BeginCampaign, EndCampaign
from console.domain.campaign import Campaign
from db.engine import open_store
from tests.builders import CITY, GRID, NEXT_GRID, VILLAGE, a_region_tree
from tests.walks.test_two_desks import Workplace
from widgets.campaign.panel import CampaignPanel
from widgets.campaign.progress import COUNTS

PATIENCE_MS = 10_000


class CampaignDesk(Workplace):
    """A workplace with the panel of campaigns open."""

    def __init__(self, file: Path, name: str, centre: str, qtbot: QtBot) -> None:
        super().__init__(file, name, centre)
        with qtbot.waitSignal(self.relay.reloaded):
            self.follower.start()
        self.panel = CampaignPanel(self.relay, UTC)
        self.panel.resize(640, 400)
        with qtbot.waitExposed(self.panel):
            self.panel.show()

    def close(self) -> None:
        # Before the desk: a panel that is about to read would ask one that is closed.
        shiboken6.delete(self.panel)
        super().close()

    def begin(self) -> UUID:
        order = BeginCampaign(
            by=self.operator,
            id=uuid4(),
            name="冬季取暖排查",
            items=("烟道", "报警器"),
            grids=(GRID, NEXT_GRID),
            due_at=datetime.now(UTC) + timedelta(days=7),
        )
        self.relay.submit(order)
        return order.id

    def progress(self) -> list[tuple[int, int]]:
        """Return lines done, and lines, of every campaign that the list shows."""
        return [item.data(3, COUNTS) for item in items(self.panel.list)]

    def sites(self) -> list[str]:
        return [item.text(0) for item in items(self.panel.view.sites)]

    def open(self) -> None:
        self.panel.list.setCurrentItem(items(self.panel.list)[0])
        self.panel.list.itemActivated.emit(self.panel.list.currentItem(), 0)


def items(tree: QTreeWidget) -> list[QTreeWidgetItem]:
    found = (tree.topLevelItem(row) for row in range(tree.topLevelItemCount()))
    return [item for item in found if item is not None]


@pytest.fixture
def desks(tmp_path: Path, qtbot: QtBot) -> Iterator[tuple[CampaignDesk, CampaignDesk]]:
    store = open_store(f"sqlite:///{tmp_path / 'city.db'}")
    store.registry().add_regions(a_region_tree())
    store.close()
    city, village = (
        CampaignDesk(tmp_path / "city.db", name, centre, qtbot) for name, centre in (("王五", CITY), ("张三", VILLAGE))
    )
    yield city, village
    for desk in (city, village):
        desk.close()


def shown(desk: CampaignDesk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(desk.progress()) == 1, timeout=PATIENCE_MS)


def test_that_a_campaign_begun_above_shows_up_at_the_desk_below(
    desks: tuple[CampaignDesk, CampaignDesk], qtbot: QtBot
) -> None:
    city, village = desks
    city.begin()
    shown(village, qtbot)
    assert items(village.panel.list)[0].text(0) == "冬季取暖排查"


def test_that_what_is_ticked_below_counts_above(desks: tuple[CampaignDesk, CampaignDesk], qtbot: QtBot) -> None:
    city, village = desks
    city.begin()
    shown(village, qtbot)
    shown(city, qtbot)
    visit(village, "3幢201", qtbot)
    tick_all(village)
    qtbot.waitUntil(lambda: city.progress() == [(1, 1)], timeout=PATIENCE_MS)


def test_that_what_is_written_above_is_seen_below(desks: tuple[CampaignDesk, CampaignDesk], qtbot: QtBot) -> None:
    city, village = desks
    city.begin()
    shown(village, qtbot)
    shown(city, qtbot)
    village.open()
    visit(city, "3幢202", qtbot)
    qtbot.waitUntil(lambda: village.sites() == ["3幢202"], timeout=PATIENCE_MS)


def test_that_a_campaign_ended_above_is_over_at_the_desk_below(
    desks: tuple[CampaignDesk, CampaignDesk], qtbot: QtBot
) -> None:
    city, village = desks
    id_ = city.begin()
    shown(village, qtbot)
    village.open()
    city.relay.submit(EndCampaign(by=city.operator, campaign=id_))

    def is_over() -> bool:
        campaign: Campaign | None = village.panel.view.campaign
        return campaign is not None and campaign.ended_at is not None

    qtbot.waitUntil(is_over, timeout=PATIENCE_MS)


def visit(desk: CampaignDesk, label: str, qtbot: QtBot) -> None:
    """Add a household to the first grid of the first campaign."""
    desk.open()
    qtbot.waitUntil(lambda: desk.panel.view.grid is not None, timeout=PATIENCE_MS)
    desk.panel.view.label.setText(label)
    qtbot.keyClick(desk.panel.view.label, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: label in desk.sites(), timeout=PATIENCE_MS)


def tick_all(desk: CampaignDesk) -> None:
    site = desk.panel.view.sites.topLevelItem(0)
    assert site is not None
    seen = site.data(0, Qt.ItemDataRole.UserRole)
    desk.panel.view.ticked.emit(seen, frozenset({0, 1}), "")
