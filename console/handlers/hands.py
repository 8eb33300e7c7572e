"""Cameras in hand: a desk takes one, keeps it, lets it go; a shift lead takes it over."""

from __future__ import annotations

from datetime import UTC, datetime

from console.domain.camera import CameraId
from console.domain.errors import Refused
from console.domain.held_camera import LONGEST_REASON, TAKES_OVER, HeldCamera
from console.domain.saved_layout import SAVES
from console.domain.shift import Operator
from console.domain.texts import one_line
from console.handlers.lines import check_role, noted
from console.journal import Kind, News
from console.ports import Clock, UnitOfWork
from console.wall_orders import LeaveCamera, NoteMoving, TakeCamera


def take(order: TakeCamera, uow: UnitOfWork, clock: Clock) -> News:
    """Take a camera in hand, with a line; what is in this desk's hand already stays there longer, without one.

    Raises:
        Refused: ``camera.in_hand``, another desk has it and no reason was given to take it over; ``camera.long_reason``;
            the role is missing, for a wall or for taking over.
    """
    check_role(order.by, SAVES)
    now, reason = clock.now(), one_line(order.reason)
    if len(reason) > LONGEST_REASON:
        raise Refused("camera.long_reason", most=LONGEST_REASON)
    before = uow.ledgers.held_camera(order.camera)
    detail = {"camera": str(order.camera)}
    if before is not None and before.is_live(now):
        if before.is_of(order.by):
            _keep(before.renewed(now), uow)
            return News(desk=order.by.desk)
        if not reason:
            raise before.refusal()
        check_role(order.by, TAKES_OVER)
        detail |= {"from": before.by, "from_desk": before.desk}
    # The line first: the door of a server asks for it.
    news = noted(order, Kind.CAMERA_TAKEN, uow, now, detail, reason)
    _keep(HeldCamera.of(order.camera, order.by, now, before), uow)
    return news


def leave(order: LeaveCamera, uow: UnitOfWork, clock: Clock) -> News:
    """Let a camera go that is in this desk's hand; of any other, nothing is done.

    Raises:
        Refused: the role is missing.
    """
    check_role(order.by, SAVES)
    now = clock.now()
    if not _let_go(order.camera, order.by, now, now, uow):
        return News(desk=order.by.desk)
    return noted(order, Kind.CAMERA_LEFT, uow, now, {"camera": str(order.camera)})


def note_moving(order: NoteMoving, uow: UnitOfWork, clock: Clock) -> News:
    """Note who moved a camera, from when to when, and let it go if it is still in that hand.

    Raises:
        Refused: the role is missing.
    """
    check_role(order.by, SAVES)
    now = clock.now()
    began_at, ended_at = (at.astimezone(UTC).isoformat(timespec="seconds") for at in (order.began_at, order.ended_at))
    detail = {"camera": str(order.camera), "began_at": began_at, "ended_at": ended_at}
    news = noted(order, Kind.CAMERA_MOVED, uow, now, detail)
    _let_go(order.camera, order.by, order.ended_at, now, uow)
    return news


def _keep(held: HeldCamera, uow: UnitOfWork) -> None:
    if not uow.ledgers.keep_held(held):
        # Two asked at once: whoever was first has it.
        first = uow.ledgers.held_camera(held.camera)
        raise (first or held).refusal()


def _let_go(camera: CameraId, by: Operator, since_before: datetime, now: datetime, uow: UnitOfWork) -> bool:
    """End the hold of this operator if it began by then; tells whether there was one."""
    held = uow.ledgers.held_camera(camera)
    if held is None or not held.is_live(now) or not held.is_of(by) or held.since > since_before:
        return False
    return uow.ledgers.keep_held(held.left(now))
