"""What dispatch is and does, without screen and without database.

Decisions.

The lifecycle is data beside the domain. Rule, buttons and database must never disagree about who may do what.
So the table is one TOML file in ``console/domain``, read by ``console.lifecycle``; ``resources`` holds only what
is drawn. Consequence: a city changes roles, reasons and limits in one place.

One way into the board. An order's own reply and the feed's echo of it are the same news, and the board keeps the
higher version. Consequence: hearing twice is harmless, and local and remote changes need no separate code.

A ticket dispatched straight from the intake is accepted and filed on the way. One person often holds all three
roles at night; making them press three keys for one decision loses time in the cases where time counts. Each step
is still checked against its role and still has its own journal line.

An order is on this machine's disk before it goes to the database. A crash or a lost link between the two would else
lose what an operator saw done, or do it twice. So the outbox keeps it until the database has answered, and it is known
there by its key. Consequence: one path for a good link, a lost one and a restart; what no longer holds is never dropped
and never forced, but shown.
"""
