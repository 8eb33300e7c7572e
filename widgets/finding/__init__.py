"""Finding any ticket there ever was by words of its number, its matter or its place."""
