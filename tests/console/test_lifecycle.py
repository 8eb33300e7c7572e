"""The table of states and verbs: whole, consistent, and told clearly when it is not."""

from __future__ import annotations

from importlib.resources import files

import pytest

from console import lifecycle
from console.domain.errors import Refused
from console.domain.limit import DAY_S, Limit, Unit
from console.domain.shift import Role
from console.domain.ticket import ENDED, Priority, State
from console.journal import Kind
from console.lifecycle import Name
from tests.builders import a_ticket, an_operator

TABLE = files("console.domain").joinpath("lifecycle.toml").read_text("utf-8")


def test_that_every_open_state_but_the_drafts_can_be_left() -> None:
    left = {state for verb in lifecycle.shipped().verbs.values() for state in verb.leaves}

    assert set(State) - ENDED - left == {State.DRAFT}


def test_that_every_verb_has_its_line_in_the_journal() -> None:
    records = {verb.records for verb in lifecycle.shipped().verbs.values()}

    assert records <= {kind.value for kind in Kind}


def test_that_every_clock_has_a_limit() -> None:
    table = lifecycle.shipped()

    clocks = {stage.clock for stage in table.stages.values()} - {"", "handle"}
    assert clocks <= set(table.limits)


def test_that_the_most_urgent_are_to_be_signed_sooner() -> None:
    table = lifecycle.shipped()

    assert table.limit_of("sign", Priority.P1, "0101").counted_s(DAY_S) == 5 * 60
    assert table.limit_of("sign", Priority.P4, "0101").counted_s(DAY_S) == 30 * 60


def test_that_a_stage_is_limited_by_its_clock_and_handling_by_its_category() -> None:
    table = lifecycle.shipped()

    assert table.limit_of("sign", Priority.P1, "0101") == Limit(5 / 60, Unit.URGENT_HOUR)
    assert table.limit_of("check", Priority.P1, "0101") == Limit(1, Unit.WORK_DAY)
    assert table.limit_of("handle", Priority.P1, "0401") == Limit(2, Unit.URGENT_HOUR)
    assert table.limit_of("handle", Priority.P3, "a city's own") == Limit(3, Unit.WORK_DAY)


def test_that_no_clock_runs_on_an_ended_ticket() -> None:
    assert {lifecycle.shipped().stages[state].clock for state in ENDED} == {""}


@pytest.mark.parametrize(
    "broken",
    [
        TABLE.replace('"reported"', '"reportet"', 1),
        TABLE.replace("[states.filed]", "[states.fild]"),
        TABLE.replace("sign_p1", "sing_p1"),
        TABLE.replace("dispatch = { minutes = 10 }", ""),
        TABLE.replace('"work_day"', '"workday"'),
        TABLE.replace("minutes = 30", "minutes = 0"),
        "verbs = 3",
        "=",
    ],
    ids=[
        "unknown state in a verb",
        "unknown state",
        "limit of no stage",
        "stage without a limit",
        "unknown unit",
        "limit of nothing",
        "no table",
        "no TOML",
    ],
)
def test_that_a_broken_table_is_refused_with_the_reason(broken: str) -> None:
    with pytest.raises(Refused, match=r"rulebook\.bad"):
        lifecycle.parse(broken)


def test_that_a_button_says_what_the_order_would_say() -> None:
    filed = a_ticket(state=State.FILED)

    assert lifecycle.why_not("dispatch", filed, an_operator()) is None
    refused = lifecycle.why_not("sign", filed, an_operator())
    assert refused is not None
    assert refused.code == "ticket.wrong_state"


def _changed(text: str) -> lifecycle.Lifecycle:
    return lifecycle.parse(text, lifecycle.shipped())


def test_that_a_city_tells_only_what_it_changes() -> None:
    own = _changed(
        '[limits]\nsign = { minutes = 3 }\n[[verbs]]\nname = "recall"\nroles = ["shift_lead"]\nreason = true\n'
    )

    assert own.limit_of("sign", Priority.P4, "0101") == Limit(3 / 60, Unit.URGENT_HOUR)
    assert (own.verb("recall").roles, own.verb("recall").needs_reason) == (frozenset({Role.SHIFT_LEAD}), True)
    assert own.verb("sign") == lifecycle.shipped().verb("sign")


def test_that_a_city_calls_states_verbs_and_roles_by_its_own_names() -> None:
    own = _changed(
        '[states.filed]\nnames = { zh = "待派遣", en = "Waiting" }\n'
        '[roles.crew]\nnames = { zh = "处置员", en = "responder" }\n'
        '[[verbs]]\nname = "sign"\nnames = { zh = "接单", en = "Take on" }\n'
    )

    assert own.stages[State.FILED].names == Name(zh="待派遣", en="Waiting")
    assert own.verb("sign").names == Name(zh="接单", en="Take on")
    assert own.roles == {Role.CREW: Name(zh="处置员", en="responder")}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('[states.parked]\nacts = "crew"\n', "states.parked"),
        ('[states.filed]\nclock = "sign"\n', "states.filed.clock"),
        ('[states.filed]\nacts = "mayor"\n', "states.filed.acts"),
        ('[[verbs]]\nname = "vanish"\nroles = ["crew"]\n', "verbs[1].name"),
        ('[[verbs]]\nname = "sign"\nroles = ["mayor"]\n', "verbs[1].roles"),
        ('[[verbs]]\nname = "sign"\nroles = []\n', "verbs[1].roles"),
        ('[[verbs]]\nname = "sign"\nto = "closed"\n', "verbs[1].to"),
        ('[[verbs]]\nname = "extend"\nto = "closed"\n', "verbs[1].to"),
        ('[[verbs]]\nname = "sign"\nfrom = ["closed"]\n', "verbs[1].from"),
        ('[[verbs]]\nname = "check_pass"\nguards = ["holds"]\n', "verbs[1].guards"),
        ('[[verbs]]\nname = "void"\nasks = []\n', "verbs[1].asks"),
        ('[[verbs]]\nname = "sign"\nnames = { zh = "接单" }\n', "verbs[1].names.en"),
        ("[limits]\nhandle = { minutes = 3 }\n", "limits.handle"),
        ('[roles.mayor]\nnames = { zh = "市长", en = "mayor" }\n', "roles.mayor"),
        ("[colours]\nred = 1\n", "colours"),
    ],
)
def test_that_what_a_city_cannot_change_is_refused_with_its_place(text: str, place: str) -> None:
    with pytest.raises(Refused) as refused:
        _changed(text)
    assert refused.value.facts["place"] == place
