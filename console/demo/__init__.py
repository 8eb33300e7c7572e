"""A made-up city to try the console on: its ground, its people, its past, and how it goes on.

Everything here is invented: the place on earth is open country in eastern China, no name, number or telephone
belongs to anybody. The same seed gives the same city; times are relative to the moment it is made.
"""
