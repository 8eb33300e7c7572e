"""Where crews on duty are now."""

from __future__ import annotations

from console.journal import News
from console.orders import ReportFixes
from console.ports import UnitOfWork


def report(order: ReportFixes, uow: UnitOfWork) -> News:
    """Keep the last fix of each crew; crews off duty have none, which the unit of work sees to."""
    uow.place_crews(order.fixes)
    return News(fixes=order.fixes, desk=order.by.desk)
