"""Moving the tickets of months that are over out of the database, into files that anybody can read.

Context: a city writes some twenty gigabytes of journal a year, looks at last month's, and may not lose a line of any.
Decision: whole tickets leave, each with its lines, month by month; a file is on the disk, read again and compared with
the database before the first row goes, and every step is a transaction that a broken-off run goes on from. What stays
is a slim row a ticket and a line: numbers, keys and hashes. Consequence: seals and heads go on being checked without
the files, a key or a number that was there once is refused for ever, and indicators do not change, since a ticket's
course stays. Who called leaves the database for good: the files hold the masked form.

Tickets that hang together by merging move together, and one that something open still needs stays.
"""
