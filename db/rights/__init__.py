"""The rights on a PostgreSQL server: what an operator's role may read and write besides the journal.

Context: each operator signs in with a role of their own, from a program that may not be ours. Decision: roles hold few
grants, and every table has row-level security whose rows are found by ``session_user``, never by a setting; whoever is
unknown or locked finds none. What is kept beside tickets is held to the journal lines of the same transaction.
Consequence: policies and functions belong to the schema and come with its tables; roles and grants belong to the
server and are given by ``db create`` and ``db upgrade``, which may be given again at any time.
"""
