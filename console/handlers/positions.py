"""Where crews on duty are now."""

from __future__ import annotations

from console.journal import News
from console.orders import ReportFixes
from console.ports import UnitOfWork


def report(order: ReportFixes, uow: UnitOfWork) -> News:
    """Keep the last fix of each crew on duty; of others nothing is kept or told."""
    return News(fixes=tuple(uow.place_crews(order.fixes)), desk=order.by.desk)
