"""A city's own files: what they say about regions, cameras, crews, departments and past tickets.

Every reader here keeps one promise: whatever the bytes are, it either yields what it understood, tells which rows it
refused and why, or raises ``Unusable`` with one sentence. It never raises anything else.
"""
