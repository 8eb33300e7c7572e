"""Steps that bring an older database up to date; each revision is a number of four digits."""
