"""The panel of campaigns: what is begun, ticked and ended by hand, and what other desks do meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, timedelta
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from console.campaign_orders import BeginCampaign, TickSite
from console.domain.campaign import Campaign, Site
from console.ground_orders import MergeGrids, SeenGrid
from tests.builders import CITY, FAR_GRID, GRID, NEXT_GRID, NOON, VILLAGE
from tests.fakes import FakeStore
from tests.widgets.conftest import Seat
from widgets.campaign.panel import CampaignPanel
from widgets.campaign.progress import COUNTS

ITEMS = ("灭火器", "通道")
Open = Callable[[], CampaignPanel]


@pytest.fixture
def open_panel(seat: Seat, qtbot: QtBot) -> Open:
    def opened() -> CampaignPanel:
        panel = CampaignPanel(seat.relay, UTC)
        qtbot.addWidget(panel)
        panel.resize(640, 400)
        with qtbot.waitExposed(panel):
            panel.show()
        return panel

    return opened


def begun(seat: Seat, name: str = "清明防火") -> UUID:
    id_ = uuid4()
    order = BeginCampaign(
        by=seat.operator, id=id_, name=name, items=ITEMS, grids=(GRID, NEXT_GRID), due_at=NOON + timedelta(days=7)
    )
    seat.desk.submit(order).result()
    return id_


def tick(seat: Seat, campaign: UUID, site: str, *done: int, seen: int = 0) -> None:
    order = TickSite(by=seat.operator, campaign=campaign, grid=GRID, site=site, seen=seen, done=frozenset(done))
    seat.desk.submit(order).result()


def stored(store: FakeStore) -> list[Campaign]:
    return [campaign for campaign, _ in store.archive().ledgers.campaigns(CITY)]


def sites(store: FakeStore, campaign: UUID) -> list[Site]:
    return list(store.archive().ledgers.campaign_sites(campaign, GRID))


def rows(tree: QTreeWidget) -> list[QTreeWidgetItem]:
    items = (tree.topLevelItem(row) for row in range(tree.topLevelItemCount()))
    return [item for item in items if item is not None]


def line_of(panel: CampaignPanel, number: int) -> QTreeWidgetItem:
    """Return a line of the first site's checklist; the note comes after the last."""
    line = rows(panel.view.sites)[0].child(number)
    assert line is not None
    return line


def opened_on(open_panel: Open, qtbot: QtBot) -> CampaignPanel:
    panel = open_panel()
    qtbot.waitUntil(lambda: bool(rows(panel.list)))
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(rows(panel.view.grids)))
    return panel


def test_that_campaigns_stand_in_the_list_with_how_far_they_are(seat: Seat, open_panel: Open, qtbot: QtBot) -> None:
    campaign = begun(seat)
    tick(seat, campaign, "1栋", 0, 1)
    tick(seat, campaign, "2栋", 0)
    panel = open_panel()
    qtbot.waitUntil(lambda: bool(rows(panel.list)))
    (row,) = rows(panel.list)
    assert (row.text(0), row.text(2), row.data(3, COUNTS)) == ("清明防火", "1 / 2", (1, 2))


def test_that_a_late_campaign_is_told_in_words(seat: Seat, open_panel: Open, qtbot: QtBot) -> None:
    begun(seat)
    seat.clock.advance(timedelta(days=8))
    panel = open_panel()
    qtbot.waitUntil(lambda: bool(rows(panel.list)))
    assert rows(panel.list)[0].text(1) == "overdue 05-13 12:00"


def test_that_enter_opens_a_campaign_with_its_grids(seat: Seat, open_panel: Open, qtbot: QtBot) -> None:
    tick(seat, begun(seat), "1栋", 0, 1)
    panel = opened_on(open_panel, qtbot)
    assert [(row.toolTip(0).split()[-1], row.data(1, COUNTS)) for row in rows(panel.view.grids)] == [
        (GRID, (1, 1)),
        (NEXT_GRID, (0, 0)),
    ]


def test_that_a_site_is_added_by_its_name_and_enter(seat: Seat, open_panel: Open, qtbot: QtBot) -> None:
    campaign = begun(seat)
    panel = opened_on(open_panel, qtbot)
    qtbot.keyClicks(panel.view.label, "3-501")
    qtbot.keyClick(panel.view.label, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [row.text(0) for row in rows(panel.view.sites)] == ["3-501"])
    assert [site.label for site in sites(seat.store, campaign)] == ["3-501"]
    assert panel.view.label.text() == ""
    assert rows(panel.view.sites)[0].isExpanded()


def test_that_the_space_bar_ticks_a_line(seat: Seat, open_panel: Open, qtbot: QtBot) -> None:
    campaign = begun(seat)
    tick(seat, campaign, "1栋")
    panel = opened_on(open_panel, qtbot)
    qtbot.waitUntil(lambda: bool(rows(panel.view.sites)))
    site = rows(panel.view.sites)[0]
    site.setExpanded(True)
    panel.view.sites.setCurrentItem(line_of(panel, 1))
    qtbot.keyClick(panel.view.sites, Qt.Key.Key_Space)
    assert [one.done for one in sites(seat.store, campaign)] == [frozenset({1})]
    qtbot.waitUntil(lambda: rows(panel.view.sites)[0].data(1, COUNTS) == (1, 2))
    assert panel.view.sites.currentItem() is line_of(panel, 1)


def test_that_a_note_is_kept_with_what_is_ticked(seat: Seat, open_panel: Open, qtbot: QtBot) -> None:
    campaign = begun(seat)
    tick(seat, campaign, "1栋", 0)
    panel = opened_on(open_panel, qtbot)
    qtbot.waitUntil(lambda: bool(rows(panel.view.sites)))
    line_of(panel, 2).setText(0, "门锁着")
    assert [(one.note, one.done) for one in sites(seat.store, campaign)] == [("门锁着", frozenset({0}))]


def test_that_a_number_of_a_person_is_refused_with_a_sentence(seat: Seat, open_panel: Open, qtbot: QtBot) -> None:
    campaign = begun(seat)
    panel = opened_on(open_panel, qtbot)
    panel.view.label.setText("13912345678")
    qtbot.keyClick(panel.view.label, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "telephone" in panel.banner.text())
    assert sites(seat.store, campaign) == []
    assert panel.view.label.text() == "13912345678"


def test_that_who_ticks_a_line_that_another_changed_is_told(seat: Seat, open_panel: Open, qtbot: QtBot) -> None:
    campaign = begun(seat)
    tick(seat, campaign, "1栋")
    panel = opened_on(open_panel, qtbot)
    qtbot.waitUntil(lambda: bool(rows(panel.view.sites)))
    tick(seat, campaign, "1栋", 0, seen=1)
    line_of(panel, 1).setCheckState(0, Qt.CheckState.Checked)
    qtbot.waitUntil(lambda: "meanwhile" in panel.banner.text())
    qtbot.waitUntil(lambda: line_of(panel, 0).checkState(0) is Qt.CheckState.Checked)
    assert line_of(panel, 1).checkState(0) is Qt.CheckState.Unchecked


def test_that_what_another_desk_ticks_is_seen(seat: Seat, open_panel: Open, qtbot: QtBot) -> None:
    campaign = begun(seat)
    panel = open_panel()
    qtbot.waitUntil(lambda: bool(rows(panel.list)))
    other = Seat(seat.store, VILLAGE, "王五")
    order = TickSite(by=other.operator, campaign=campaign, grid=GRID, site="1栋", seen=0, done=frozenset({0, 1}))
    seat.relay.hear(other.desk.submit(order).result())
    qtbot.waitUntil(lambda: rows(panel.list)[0].data(3, COUNTS) == (1, 1))


def test_that_a_campaign_is_begun_for_a_regions_grids(seat: Seat, open_panel: Open, qtbot: QtBot) -> None:
    panel = open_panel()
    panel.new.click()
    form = panel.form
    qtbot.keyClicks(form.name, "fire")
    form.items.setPlainText("灭火器\n\n通道")
    form.region.setCurrentIndex(form.region.findData(VILLAGE))
    form.add.click()
    form.begin.click()
    qtbot.waitUntil(lambda: [row.text(0) for row in rows(panel.list)] == ["fire"])
    assert [campaign.items for campaign in stored(seat.store)] == [ITEMS]
    grids = seat.store.archive().ledgers.campaign_grids(stored(seat.store)[0].id, CITY)
    assert [grid.grid for grid in grids] == [GRID, NEXT_GRID]


def test_that_grids_chosen_on_the_map_go_into_the_form_and_out_again(seat: Seat, open_panel: Open) -> None:
    panel = open_panel()
    panel.take_grids([FAR_GRID])
    panel.new.click()
    panel.take_grids([GRID, NEXT_GRID])
    panel.take_grids([NEXT_GRID, FAR_GRID])
    assert panel.form.grids == {GRID, NEXT_GRID, FAR_GRID}
    panel.take_grids([GRID])
    assert panel.form.grids == {NEXT_GRID, FAR_GRID}


def test_that_what_a_campaign_lacks_is_told_and_nothing_typed_is_lost(
    seat: Seat, open_panel: Open, qtbot: QtBot
) -> None:
    panel = open_panel()
    panel.new.click()
    panel.form.name.setText("防火")
    panel.form.items.setPlainText("通道")
    panel.form.begin.click()
    qtbot.waitUntil(lambda: panel.form.banner.text() == "Choose at least one grid.")
    assert (panel.form.name.text(), stored(seat.store)) == ("防火", [])


def test_that_in_an_outage_a_campaign_is_queued(seat: Seat, open_panel: Open, qtbot: QtBot, caplog: object) -> None:
    panel = open_panel()
    panel.new.click()
    panel.form.name.setText("防火")
    seat.store.cut()
    panel.form.begin.click()
    qtbot.waitUntil(lambda: panel.banner.text().startswith("Queued, not done"))
    assert len(seat.outbox.all()) == 1
    seat.store.mend()


def test_that_what_neither_disk_took_stays_typed(seat: Seat, open_panel: Open, qtbot: QtBot, caplog: object) -> None:
    panel = open_panel()
    panel.new.click()
    panel.form.name.setText("防火")
    seat.store.cut()
    seat.outbox.fill_the_disk()
    panel.form.begin.click()
    qtbot.waitUntil(lambda: "out of reach" in panel.banner.text())
    assert panel.form.name.text() == "防火"
    seat.store.mend()
    assert stored(seat.store) == []


def test_that_a_campaign_is_ended_by_its_own_centre_and_read_only_then(
    seat: Seat, open_panel: Open, qtbot: QtBot
) -> None:
    campaign = begun(seat)
    tick(seat, campaign, "1栋")
    panel = opened_on(open_panel, qtbot)
    panel.view.end.click()
    qtbot.waitUntil(lambda: rows(panel.list)[0].text(1).startswith("ended"))
    panel.open(stored(seat.store)[0])
    qtbot.waitUntil(lambda: bool(rows(panel.view.sites)))
    line = line_of(panel, 0)
    assert not line.flags() & Qt.ItemFlag.ItemIsUserCheckable
    assert not panel.view.label.isEnabled()
    assert panel.view.end.isHidden()


def test_that_escape_leads_back_to_all_campaigns(seat: Seat, open_panel: Open, qtbot: QtBot) -> None:
    begun(seat)
    panel = opened_on(open_panel, qtbot)
    qtbot.keyClick(panel.view.grids, Qt.Key.Key_Escape)
    assert panel.list.isVisible()


def test_that_where_there_is_no_campaign_the_keyboard_can_begin_one(open_panel: Open, qtbot: QtBot) -> None:
    panel = open_panel()
    panel.activateWindow()
    panel.setFocus()
    qtbot.waitUntil(panel.new.hasFocus)
    qtbot.keyClick(panel.new, Qt.Key.Key_Insert)
    assert panel.form.isVisible()


def test_that_the_keyboard_goes_to_the_list_as_soon_as_there_is_one(open_panel: Open, seat: Seat, qtbot: QtBot) -> None:
    begun(seat)
    panel = open_panel()
    panel.activateWindow()
    panel.setFocus()
    qtbot.waitUntil(panel.list.hasFocus)


def test_that_a_grid_that_is_merged_away_meanwhile_is_no_longer_chosen(
    seat: Seat, open_panel: Open, qtbot: QtBot
) -> None:
    panel = open_panel()
    panel.form.take_grids([GRID, FAR_GRID, NEXT_GRID])
    both = (SeenGrid(GRID, 1), SeenGrid(NEXT_GRID, 1))
    with qtbot.waitSignal(seat.relay.ground_changed):
        seat.relay.submit(MergeGrids(by=seat.operator, grids=both, code=GRID, name="一格", reason="撤并"))
    assert panel.form.grids == {GRID, FAR_GRID}
