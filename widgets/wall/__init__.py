"""The video wall: cameras in tiles, tours, the list of cameras."""
