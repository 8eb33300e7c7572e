"""What a drag carries comes out as it went in; what is not ours comes out as nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QByteArray, QMimeData

from console.domain.camera import CameraId
from console.domain.ticket import TicketId
from widgets.kit.ticket_mime import CAMERAS, TICKETS, cameras_of, mime_of_cameras, mime_of_tickets, tickets_of


def test_that_tickets_travel_with_the_versions_that_were_seen() -> None:
    carried = [(TicketId(1 << 62), 3), (TicketId(2), 1)]
    assert tickets_of(mime_of_tickets(carried)) == carried


def test_that_cameras_travel_in_their_order() -> None:
    carried = [CameraId("c2"), CameraId("c1")]
    assert cameras_of(mime_of_cameras(carried)) == carried


def test_that_other_programs_get_the_text() -> None:
    assert mime_of_tickets([(TicketId(1), 1)], "1024").text() == "1024"


def test_that_one_is_not_taken_for_the_other() -> None:
    assert (tickets_of(mime_of_cameras([])), cameras_of(mime_of_tickets([]))) == ([], [])


@pytest.mark.parametrize("data", [b"", b"{", b"[1, 2]", b'["a"]', b"\xff"])
def test_that_a_drag_that_only_looks_like_ours_carries_nothing(data: bytes) -> None:
    mime = QMimeData()
    for form in (TICKETS, CAMERAS):
        mime.setData(form, QByteArray(data))
    assert tickets_of(mime) == []
