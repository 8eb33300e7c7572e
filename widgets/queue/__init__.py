"""The queue: every open ticket in one list, filtered, sorted, and still while the hand is on it."""
