"""The grid workshop: which grids there are, what is wrong with them, and every way to change them."""
