"""The simulated hall: real desks without windows on one database, driven by a script, and compared with it at the end.

The desks are shared out over a few processes, so that one interpreter is not what is measured. Each has a feed with a
cursor, a connection and a thread of its own, as at a workstation; only the threads that carry out orders are shared.
"""
