-- Inboxes of roles at charities whose keys are here: those that this charity made, or those of a role
-- that I have. Older ones stay for what lies in them.
CREATE TABLE role_inbox (
  stream INTEGER PRIMARY KEY REFERENCES stream (id),
  charity INTEGER NOT NULL REFERENCES author (id),
  role TEXT NOT NULL,
  seed BLOB NOT NULL                -- opens what lies in it
) STRICT;

-- Words for whoever has a role: come to a role whose key is here, or said from here.
CREATE TABLE told (
  id INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
  charity INTEGER NOT NULL REFERENCES author (id),
  role TEXT NOT NULL,
  message BLOB NOT NULL,            -- signed
  blob INTEGER                      -- what carries it, if it was said from here
) STRICT;
