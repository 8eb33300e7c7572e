"""The verbs beside the main way by keyboard alone: helpers, other tiers, the clock, supervision, one matter of two, patrols."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from console.domain.grid import Tier
from console.domain.shift import Role
from console.domain.ticket import Caller, Holder, Priority, State, TargetKind
from tests.builders import GRID, NEXT_GRID, VILLAGE
from tests.walks.by_key import ALT, CTRL, ME, PARTS_OF_A_MOMENT, SHIFT, Key, Keyboard, Place, sits_at
from widgets.campaign.panel import CampaignPanel
from widgets.campaign.progress import COUNTS
from widgets.queue.wording import Column

pytestmark = pytest.mark.webengine

IN_HAND = {"holder": Holder(TargetKind.CREW, "C1", "王五"), "dispatched_by": ME}
DISPUTE = "0701"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    made = Place(tmp_path_factory.mktemp("other verbs"))
    yield made
    made.close()


@pytest.fixture
def keys(place: Place, qtbot: QtBot) -> Iterator[Keyboard]:
    yield from sits_at(place, qtbot)


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    made = Place(tmp_path_factory.mktemp("village"), VILLAGE, Tier.VILLAGE)
    yield made
    made.close()


@pytest.fixture
def village_keys(village: Place, qtbot: QtBot) -> Iterator[Keyboard]:
    yield from sits_at(village, qtbot)


# -- to whom ---------------------------------------------------------------------------------------------------


def test_that_a_ticket_is_transferred_with_a_reason(keys: Keyboard) -> None:
    keys.lies(keys.ticket(number="1024", state=State.IN_PROGRESS, **IN_HAND))
    keys.give("tr")
    keys.say("人手不足", after=(Key.Key_Tab,))
    keys.sees("To be signed", journal="人手不足")
    keys.sees_row("1024", Column.HOLDER, "赵六")


def test_that_a_co_handler_is_added_and_says_that_it_is_done(keys: Keyboard) -> None:
    keys.lies(keys.ticket(state=State.FILED))
    keys.give("add")
    keys.press(Key.Key_Down, Key.Key_Tab, Key.Key_Space, Key.Key_Return)
    keys.sees("To be dispatched", journal="co-handler added → 赵六")
    keys.give("co-")
    keys.press(Key.Key_Tab)
    keys.say("围挡已撤")
    keys.sees("To be dispatched", journal="围挡已撤")


def test_that_a_ticket_is_delegated_to_the_village_of_its_grid(keys: Keyboard) -> None:
    keys.lies(keys.ticket(number="1024", state=State.FILED))
    keys.give("del")
    keys.sees("To be accepted", journal="delegated")
    keys.sees_row("1024", Column.HOLDER, VILLAGE)


def test_that_one_without_a_grid_asks_which_centre_and_enter_gives_it(keys: Keyboard) -> None:
    keys.lies(keys.ticket(number="1024", state=State.FILED, grid=None, place=None))
    keys.give("del")
    keys.press(Key.Key_Return)
    keys.sees_row("1024", Column.HOLDER, VILLAGE)


def test_that_a_ticket_is_escalated_from_the_queue_and_the_keyboard_is_back_there(keys: Keyboard) -> None:
    keys.lies(keys.ticket(number="1024", state=State.FILED), keys.ticket(number="1025"))
    keys.press(Key.Key_E, held=CTRL)
    keys.say("需上级协调")
    keys.sees_row("1024", Column.HOLDER, "区域320501")
    assert keys.at() is keys.window.queue.view


def test_that_an_urgent_ticket_skips_a_level(village_keys: Keyboard) -> None:
    keys = village_keys
    keys.lies(keys.ticket(state=State.FILED, priority=Priority.P1))
    keys.give("skip")
    keys.say("突发险情")
    keys.sees("To be accepted", journal="escalated past a level")


def test_that_a_village_handles_a_matter_by_itself(village_keys: Keyboard) -> None:
    keys = village_keys
    keys.lies(keys.ticket())
    keys.give("hand")
    keys.say("已清运")
    keys.sees("To be checked", journal="handled here")


# -- the clock and supervision ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verb", "asked", "after", "state", "journal"),
    [
        ("ret", "Return", (), "To be dispatched", "returned"),
        ("ext", "Extend", (Key.Key_Up, Key.Key_Tab), "In progress", "extended"),
        ("sus", "Suspend", (Key.Key_Tab,) * PARTS_OF_A_MOMENT, "Suspended", "suspended"),
    ],
)
def test_that_what_a_crew_asks_by_phone_is_written_down_and_another_approves_it(
    keys: Keyboard, verb: str, asked: str, after: tuple[Key, ...], state: str, journal: str
) -> None:
    keys.lies(keys.ticket(state=State.IN_PROGRESS, **IN_HAND))
    keys.sits("赵敏", Role.DISPATCHER)
    keys.give(verb)
    keys.say("现场积水", after=after)
    keys.sees("In progress", journal=f"asked for “{asked}”")
    keys.sits("王队", Role.SHIFT_LEAD)
    keys.on_card()
    keys.press(Key.Key_Return)
    keys.sees(state, journal=journal)


def test_that_a_suspended_ticket_is_resumed(keys: Keyboard) -> None:
    keys.lies(keys.ticket(state=State.SUSPENDED, **IN_HAND))
    keys.give("resu")
    keys.sees("In progress", journal="resumed")


def test_that_supervision_is_issued_by_hand_and_its_card_replied_to(keys: Keyboard) -> None:
    keys.lies(keys.ticket(state=State.IN_PROGRESS, **IN_HAND))
    keys.give("ur")
    keys.say("群众多次来电", after=(Key.Key_Down, Key.Key_Tab, Key.Key_Tab))
    keys.sees("In progress", journal="supervised")
    keys.press(Key.Key_S, held=ALT)
    assert len(keys.rows()) == 1
    keys.give("rep")
    keys.say("已加派人手")
    keys.sees("In progress", journal="card replied to")


def test_that_a_wrong_class_is_corrected(keys: Keyboard) -> None:
    (number,) = keys.come_in(1)
    keys.give("corr")
    keys.press(Key.Key_A, held=CTRL)
    keys.write("2101")
    keys.say("应属井盖", after=(Key.Key_Tab, Key.Key_Tab))
    keys.sees("To be accepted", journal="class corrected")
    keys.sees_row(number, Column.CATEGORY, "Manhole")


def test_that_a_dispute_is_mediated(keys: Keyboard) -> None:
    keys.lies(keys.ticket(state=State.IN_PROGRESS, category=DISPUTE, **IN_HAND))
    keys.give("med")
    keys.write("张三、李四")
    keys.press(Key.Key_Tab)
    keys.write("王五")
    keys.press(Key.Key_Tab, Key.Key_Down, Key.Key_Tab)
    keys.write("800")
    keys.press(Key.Key_Return)
    keys.sees("In progress", journal="mediated 王五")


# -- one matter of two, and what follows a close ---------------------------------------------------------------


def test_that_a_duplicate_is_merged_and_unmerged_again(keys: Keyboard) -> None:
    one, other = keys.come_in(1, 2)
    keys.give("mer")
    keys.press(Key.Key_A, held=CTRL)
    keys.write(other)
    keys.say("同一处", after=(Key.Key_Tab,))
    keys.sees("Merged", journal="同一处")
    assert list(keys.rows()) == [other]
    keys.give("unm")
    keys.say("并非一处")
    keys.sees("To be accepted", journal="并非一处")
    assert sorted(keys.rows()) == [one, other]


def test_that_a_closed_ticket_plants_checks_and_ends_them(keys: Keyboard) -> None:
    keys.lies(keys.ticket(state=State.CHECKED))
    keys.give("clo")
    keys.sees("Closed")
    keys.give("pl")
    keys.say("看是否回潮", after=(Key.Key_Up, Key.Key_Tab, Key.Key_Down, Key.Key_Tab))
    keys.sees("Closed", journal="every 8 days, 3 times")
    keys.give("end")
    keys.sees("Closed", journal="follow-up checks ended")


def test_that_what_has_no_turn_now_is_found_too_and_says_why_not(keys: Keyboard) -> None:
    keys.lies(keys.ticket(number="1024"))
    keys.press(Key.Key_J, held=CTRL)
    keys.write("clo")
    assert keys.entry() == "Close case"
    assert keys.told() == "1024 is “To be accepted”: “Close case” is not possible now."


def test_that_the_menu_of_the_queue_finds_by_letters_too(keys: Keyboard) -> None:
    keys.lies(keys.ticket(number="1024"))
    keys.press_menu_key()
    keys.write("acc")
    keys.press(Key.Key_Return)
    keys.sees_row("1024", Column.STATE, "To be filed")


def test_that_who_called_is_shown_for_a_reason(keys: Keyboard) -> None:
    keys.lies(keys.ticket(caller=Caller("孙女士", "13800001234")))
    assert "13800001234" not in keys.texts()
    keys.give("show")
    keys.press(Key.Key_Space, Key.Key_Return)
    keys.qtbot.waitUntil(lambda: "13800001234" in keys.texts())


# -- campaigns -------------------------------------------------------------------------------------------------


def test_that_a_campaign_goes_to_grids_boxed_by_keys_and_its_sites_are_ticked(keys: Keyboard) -> None:
    keys.lies()
    panel = keys.window.campaigns
    keys.press(Key.Key_K, held=CTRL | SHIFT)
    keys.press(Key.Key_Insert)
    keys.write("冬季取暖排查")
    keys.press(Key.Key_Tab)
    keys.write("烟道")
    keys.press(Key.Key_F6)
    keys.press(Key.Key_Space, Key.Key_Left)
    keys.press(Key.Key_Right, held=SHIFT)
    keys.press(Key.Key_Insert)
    assert panel.form.grids == {GRID, NEXT_GRID}
    keys.press(Key.Key_F6, held=SHIFT)
    keys.tab_to("Begin the campaign")
    keys.press(Key.Key_Return)
    keys.qtbot.waitUntil(lambda: panel.list.topLevelItemCount() == 1)
    keys.press(Key.Key_Home, Key.Key_Return)
    keys.qtbot.waitUntil(lambda: panel.view.grids.topLevelItemCount() == 2)
    keys.press(Key.Key_Home)
    keys.tab_to("New household or site")
    keys.write("3幢201")
    keys.press(Key.Key_Return)
    keys.qtbot.waitUntil(lambda: panel.view.sites.topLevelItemCount() == 1)
    keys.press(Key.Key_Tab, held=SHIFT)
    keys.press(Key.Key_Space)
    keys.qtbot.waitUntil(lambda: done(panel) == (1, 1))


def done(panel: CampaignPanel) -> tuple[int, int]:
    """Return sites done, and sites, as the list of grids shows for the first."""
    first = panel.view.grids.topLevelItem(0)
    assert first is not None
    counted: tuple[int, int] = first.data(1, COUNTS)
    return counted
