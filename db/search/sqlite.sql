-- Holds no texts, only what they are found by; what an entry was must be told to take it out again.
CREATE VIRTUAL TABLE ticket_words USING fts5(tokens, content = '', detail = none, columnsize = 0, tokenize = 'ascii');

CREATE TRIGGER ticket_text_added AFTER INSERT ON ticket_text BEGIN
  INSERT INTO ticket_words (rowid, tokens)
  VALUES (new.ticket, search_tokens(new.reported_at, new.area, new.also, new.text));
END;

CREATE TRIGGER ticket_text_changed AFTER UPDATE ON ticket_text BEGIN
  INSERT INTO ticket_words (ticket_words, rowid, tokens)
  VALUES ('delete', old.ticket, search_tokens(old.reported_at, old.area, old.also, old.text));
  INSERT INTO ticket_words (rowid, tokens)
  VALUES (new.ticket, search_tokens(new.reported_at, new.area, new.also, new.text));
END;

CREATE TRIGGER ticket_text_removed AFTER DELETE ON ticket_text BEGIN
  INSERT INTO ticket_words (ticket_words, rowid, tokens)
  VALUES ('delete', old.ticket, search_tokens(old.reported_at, old.area, old.also, old.text));
END;

INSERT INTO ticket_text (ticket, reported_at, area, also, text)
SELECT id, reported_at, area, search_also(area, centre, readers), search_text(number, outside_number, title, address)
FROM ticket;

CREATE TRIGGER ticket_added AFTER INSERT ON ticket BEGIN
  INSERT INTO ticket_text (ticket, reported_at, area, also, text)
  VALUES (new.id, new.reported_at, new.area, search_also(new.area, new.centre, new.readers),
    search_text(new.number, new.outside_number, new.title, new.address));
END;

CREATE TRIGGER ticket_changed AFTER UPDATE ON ticket
WHEN (old.reported_at, old.area, old.centre, old.readers, old.number, old.outside_number, old.title, old.address)
  IS NOT (new.reported_at, new.area, new.centre, new.readers, new.number, new.outside_number, new.title, new.address)
BEGIN
  UPDATE ticket_text
  SET reported_at = new.reported_at, area = new.area, also = search_also(new.area, new.centre, new.readers),
    text = search_text(new.number, new.outside_number, new.title, new.address)
  WHERE ticket = new.id;
END;
