"""Drawings are kept with what is typed, survive a restart, and every change of them can be undone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from console.domain.drawing import Drawing, Ink, Kind, as_told, from_told
from console.domain.place import LatLng
from tests.builders import IN_GRID, IN_NEXT_GRID, NOON
from widgets.kit.drafts import Drafts
from widgets.map.sheet import PREFIX, Sheet

LINE = Drawing(key=UUID(int=1), kind=Kind.LINE, points=(IN_GRID, IN_NEXT_GRID), ink=Ink.RED, text="封控线", at=NOON)
NOTE = Drawing(key=UUID(int=2), kind=Kind.NOTE, points=(IN_GRID,), text="gate is locked", at=NOON)
WAY = Drawing(key=UUID(int=3), kind=Kind.DISTANCE, points=(IN_GRID, IN_NEXT_GRID), at=NOON)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "drafts.json"


def test_that_drawings_are_there_again_after_a_restart(file: Path, qapp: object):
    drafts = Drafts(file)
    before = Sheet(drafts)
    before.put(LINE)
    before.put(NOTE)
    drafts.release()
    assert list(Sheet(Drafts(file)).drawings.values()) == [LINE, NOTE]


def test_that_what_was_measured_does_not_come_back(file: Path, qapp: object):
    drafts = Drafts(file)
    Sheet(drafts).put(WAY)
    drafts.release()
    assert not Sheet(Drafts(file)).drawings


def test_that_what_was_still_being_drawn_comes_back(file: Path, qapp: object):
    drafts = Drafts(file)
    Sheet(drafts).keep_unfinished(LINE)
    drafts.release()
    assert list(Sheet(Drafts(file)).drawings) == [LINE.key]


def test_that_a_drawing_that_cannot_be_read_is_left_in_the_file(
    file: Path, qapp: object, caplog: pytest.LogCaptureFixture
):
    drafts = Drafts(file)
    drafts.keep(f"{PREFIX}{LINE.key}", "{spoiled")
    sheet = Sheet(drafts)
    sheet.put(NOTE)
    drafts.release()
    assert Drafts(file).text(f"{PREFIX}{LINE.key}") == "{spoiled"
    assert "cannot be read" in caplog.text


def test_that_what_is_deleted_can_be_taken_back(qapp: object):
    sheet = Sheet()
    sheet.put(LINE)
    sheet.remove(LINE.key)
    sheet.undo()
    assert sheet.drawings[LINE.key] == LINE


def test_that_typing_is_one_step_back(qapp: object):
    sheet = Sheet()
    sheet.put(NOTE)
    for text in ("a", "ab", "abc"):
        sheet.write(NOTE.key, text)
    sheet.undo()
    assert sheet.drawings[NOTE.key].text == NOTE.text


def test_that_what_was_undone_can_be_done_again_until_something_else_is(qapp: object):
    sheet = Sheet()
    sheet.put(LINE)
    sheet.undo()
    sheet.redo()
    assert LINE.key in sheet.drawings
    sheet.undo()
    sheet.put(NOTE)
    assert not sheet.redo()


@pytest.mark.parametrize("drawing", [LINE, NOTE, replace(LINE, kind=Kind.CIRCLE)])
def test_that_a_drawing_told_is_the_drawing_read(drawing: Drawing):
    assert from_told(drawing.key, as_told(drawing)) == drawing


@pytest.mark.parametrize(
    "spoiled",
    [
        None,
        {},
        {**as_told(LINE), "kind": "ellipse"},
        {**as_told(LINE), "points": [[120.6, 31.3]]},
        {**as_told(LINE), "points": [[120.6, 31.3], [999, 31.3]]},
        {**as_told(LINE), "points": [[120.6, 31.3], ["a", "b"]]},
        {**as_told(LINE), "ink": "#FF0000"},
        {**as_told(LINE), "at": "2026-01-01T00:00:00"},
        {**as_told(replace(LINE, kind=Kind.NOTE))},
    ],
)
def test_that_what_is_no_drawing_is_refused(spoiled: object):
    with pytest.raises(ValueError, match=r"."):
        from_told(LINE.key, spoiled)


def test_that_a_place_of_whole_degrees_is_a_place():
    told = {**as_told(NOTE), "points": [[120, 31]]}
    assert from_told(NOTE.key, told).points == (LatLng(31, 120),)
