"""Taking a matter in: the form that forgets nothing."""
