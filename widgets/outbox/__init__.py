"""What waits at this desk for the database: the orders that are queued, and those that no longer hold."""
