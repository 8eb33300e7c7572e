"""The journal's face: the daily log and its export."""
