"""What a database still knows of the tickets that were moved out of it; ``db.moving`` tells how and why they were."""
