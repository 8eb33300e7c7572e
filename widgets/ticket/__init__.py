"""The ticket card: everything about the ticket in focus, and what can be done with it now."""
