"""The simulated hall: real desks without windows on one database, driven by a script, and compared with it at the end.

The desks are shared out over a few processes, so that one interpreter is not what is measured. Each has a feed with a
cursor, connections and threads of its own, as at a workstation; at a server it signs in with a role of its own besides, so that
what it orders goes through the door, and what it reads and hears is what that role may see.
"""
