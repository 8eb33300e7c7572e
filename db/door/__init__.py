"""The door of a PostgreSQL server: an operator's role writes journal lines, and the server does the rest.

Context: the client is not trusted, and there is no application server. Decision: an operator's role may insert lines
into the journal and nothing else about tickets; a trigger of the schema's owner checks each line by the table of
verbs, fills in who and when, and brings the ticket to it. Consequence: one path for work, replay and history, and what
a desk claims is either what the rules say, or refused. The schema's owner is trusted, as a local file is: its
connection writes tickets and lines itself.
"""
