"""Figures: the indicators of a period as table and chart, the tickets behind them, and the shift lead's board."""
