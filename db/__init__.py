"""The only home of SQL: one workstation's SQLite file, or a city's PostgreSQL, behind the console's ports.

One set of tables for both engines. Context: a village centre has one workstation and no administrator, a city has
hundreds and a server. Decision: SQLAlchemy Core with one declaration of the tables; where the engines differ
(upsert, snapshot, numbers) the difference stands beside its use. Consequence: the same contract tests run on both,
and on the fake that the other rooms test with.

The version in the UPDATE itself. Context: an ORM compares the version with a row that it has read again after the
other desk's commit, and the first assignment is lost. Decision: ``UPDATE … WHERE id = ? AND version = ?``, one row or
Stale. Consequence: no ORM objects, no identity map, no session to keep on the right thread.

The journal is the feed. Context: a notification to 200 desks per change costs more than the change. Decision: desks
poll for the lines that became visible since their mark; the mark is the journal's sequence on SQLite, which has one
writer at a time, and a snapshot on PostgreSQL, where sequence numbers become visible out of order. Consequence: no
line is missed behind a long transaction, and an idle poll costs microseconds.

A failure of the surroundings is told at the source. Context: each statement can meet a full disk or a lost link.
Decision: one listener on the engine turns driver errors into Outage or Refused. Consequence: no other module here
catches a driver's error.
"""
