"""The headless commands of the program: one module each, no Qt, one JSON object on stdout at the end."""
