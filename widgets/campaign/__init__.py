"""Campaigns 专项行动: one checklist pushed to many grids, ticked off household by household."""
