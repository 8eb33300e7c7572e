"""What both engines keep to find tickets by words: their texts, and an index on pairs of neighbouring characters.

Context: no engine's own search knows words that are not parted by blanks, a server's extension for it depends on its
locale and finds nothing under row-level security, and an index entry of a frequent pair is as long as the history is.
Decision: pairs by the rule of ``console.finding``, each with the week of the report before it, read from the newest
week back until a page is full. Consequence: a search costs what it shows, frequent pair or rare, and the ground of a
centre is one more entry to meet. Texts lie in a table of their own, so that a change of state writes nothing here.
"""
