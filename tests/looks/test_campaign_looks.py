"""What the panel of campaigns looks like: the list, one campaign with its sites, and the form for a new one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, timedelta
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from console.campaign_orders import BeginCampaign, TickSite
from console.domain.campaign import Campaign, GridProgress, Progress
from tests.builders import GRID, NEXT_GRID, NOON, a_region_tree
from tests.fakes import FakeStore
from tests.looks.looks import Studio
from tests.widgets.conftest import Seat
from widgets import theme
from widgets.campaign.panel import CampaignPanel

pytestmark = pytest.mark.looks
LOOKS: list[tuple[theme.ThemeName, str]] = [("night", "zh_CN"), ("day", "zh_CN"), ("night", "en"), ("day", "doubled")]
ITEMS = ("灭火器在有效期内", "疏散通道畅通", "电线无私拉乱接")
NAMES = ("清明节森林防火巡查", "老旧小区燃气安全排查", "沿街商铺消防通道清理")


@pytest.fixture
def seat(qtbot: QtBot) -> Seat:
    store = FakeStore()
    store.registry().add_regions(a_region_tree())
    made = Seat(store)
    for number, name in enumerate(NAMES):
        order = BeginCampaign(
            by=made.operator,
            id=UUID(int=number),
            name=name,
            items=ITEMS,
            grids=(GRID, NEXT_GRID),
            due_at=NOON + timedelta(days=1 + 6 * number),
        )
        made.desk.submit(order).result()
    for site, done, note in (
        ("3栋2单元", {0, 2}, ""),
        ("南门商铺", {0, 1, 2}, "店门锁闭，约明日再看"),
        ("车棚", set(), ""),
    ):
        tick = TickSite(
            by=made.operator, campaign=UUID(int=0), grid=GRID, site=site, seen=0, done=frozenset(done), note=note
        )
        made.desk.submit(tick).result()
    made.clock.advance(timedelta(days=2))
    return made


def _told(seat: Seat) -> list[tuple[Campaign, Progress]]:
    return list(seat.store.archive().ledgers.campaigns(seat.board.centre))


def _list(seat: Seat) -> CampaignPanel:
    panel = CampaignPanel(seat.relay, UTC)
    panel.list.show_campaigns(_told(seat), seat.clock.now())
    panel.listed.setCurrentWidget(panel.list)
    return panel


def _one(seat: Seat) -> CampaignPanel:
    panel = CampaignPanel(seat.relay, UTC)
    ledgers = seat.store.archive().ledgers
    panel.open(next(campaign for campaign, _ in _told(seat) if campaign.id == UUID(int=0)))
    grids: list[GridProgress] = list(ledgers.campaign_grids(UUID(int=0), seat.board.centre))
    panel.view.show_grids(grids)
    panel.view.show_sites(ledgers.campaign_sites(UUID(int=0), GRID))
    for row in (0, 1):
        panel.view.sites.expand(panel.view.sites.model().index(row, 0))
    return panel


def _form(seat: Seat) -> CampaignPanel:
    panel = CampaignPanel(seat.relay, UTC)
    panel.begin()
    panel.form.name.setText("汛期地下空间排查")
    panel.form.items.setPlainText("挡水板到位\n排水泵试机")
    panel.form.take_grids([GRID, NEXT_GRID])
    return panel


@pytest.mark.parametrize(("look", "language"), LOOKS)
@pytest.mark.parametrize(("name", "build"), [("list", _list), ("one", _one), ("form", _form)])
def test_that_campaigns_look_as_they_were_accepted(
    studio: Studio, seat: Seat, name: str, build: Callable[[Seat], CampaignPanel], look: theme.ThemeName, language: str
) -> None:
    studio.assert_looks(lambda: build(seat), f"campaign-{name}", size=(640, 360), look=look, language=language)
