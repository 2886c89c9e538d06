-- Earlier inboxes of the identities kept here: replaced when a device was removed. What is left there
-- is read as before.
CREATE TABLE earlier_inbox (
  stream INTEGER PRIMARY KEY REFERENCES stream (id),
  author INTEGER NOT NULL REFERENCES author (id),
  seed BLOB NOT NULL                -- opens what lies in it
) STRICT;

-- An intent of an owner's device: a device of one who may read was removed from their card, and the
-- section is to go on under a key that it does not know.
CREATE TABLE to_end (
  section INTEGER NOT NULL REFERENCES section (id),
  device BLOB NOT NULL CHECK (length(device) = 32),
  PRIMARY KEY (section, device)
) STRICT, WITHOUT ROWID;
