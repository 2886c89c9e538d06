-- Owner's devices only: goes into the keys of merges (docs/spec/keys.md).
ALTER TABLE stream ADD COLUMN merge_secret BLOB;
-- 1: an intent of an owner's device: it is to be closed, and asked for at every sync until it is.
ALTER TABLE stream ADD COLUMN to_close INTEGER NOT NULL DEFAULT 0;
-- 1: it was once proven closed; nothing new is ever sealed into it, whatever a server says later.
ALTER TABLE stream ADD COLUMN was_closed INTEGER NOT NULL DEFAULT 0;

-- 0: I am among those who may read it, 1: that has ended and the keys and rows are still here,
-- 2: ended and wiped.
ALTER TABLE section ADD COLUMN out INTEGER NOT NULL DEFAULT 0;
-- When my share ends; in a section kept here: when the first share given in it ends. Signed time.
ALTER TABLE section ADD COLUMN until_ms INTEGER;
-- 1: something in it may lie in no stream where all who should find it do.
ALTER TABLE section ADD COLUMN to_publish INTEGER NOT NULL DEFAULT 0;

-- Stop notices for identities kept here (docs/spec/consent.md).
CREATE TABLE notice (
  id INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
  space BLOB NOT NULL CHECK (length(space) = 16),
  number INTEGER NOT NULL,          -- the section's
  sender INTEGER NOT NULL REFERENCES author (id),  -- counts only where this is the space's owner
  record BLOB NOT NULL,
  at_ms INTEGER NOT NULL            -- the sender's claim
) STRICT;

-- To whom this device has handed what: an EPOCH with its keys to a member's root or to one of the
-- owner's devices, a notice to a root.
CREATE TABLE handed (
  what BLOB NOT NULL CHECK (length(what) = 32),
  who BLOB NOT NULL CHECK (length(who) = 32),
  blob INTEGER NOT NULL,            -- the message that carries it
  PRIMARY KEY (what, who)
) STRICT, WITHOUT ROWID;

-- What messages, received or sent from here, say of sections kept or read here: the ledger's rows.
CREATE TABLE word (
  id INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
  kind INTEGER NOT NULL,            -- MessageKind
  author INTEGER NOT NULL REFERENCES author (id),  -- who says it
  device BLOB NOT NULL CHECK (length(device) = 32),
  space BLOB NOT NULL CHECK (length(space) = 16),
  number INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,           -- the author's claim
  received_ms INTEGER NOT NULL,     -- this device's clock
  content BLOB NOT NULL,            -- a section word (docs/spec/consent.md)
  blob INTEGER                      -- what carries it, if it was sent from here
) STRICT;
CREATE INDEX word_by_section ON word (space, number, kind);

-- Held batches that were let go in the tray: their words are gone, their headers stay.
ALTER TABLE batch ADD COLUMN let_go INTEGER NOT NULL DEFAULT 0;

-- What I wrote after a share ended: it stays with me until 14 days past the stop by signed time.
CREATE TABLE late (
  id INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
  space BLOB NOT NULL CHECK (length(space) = 16),
  number INTEGER NOT NULL,
  bytes BLOB NOT NULL,              -- the batch
  ended_ms INTEGER NOT NULL         -- signed time when the stop came
) STRICT;

-- 1: this app cannot read something in it; it waits for a newer one.
ALTER TABLE batch ADD COLUMN unreadable INTEGER NOT NULL DEFAULT 0;

-- Streams beside that of an EPOCH, for what those who start later are not to read: closed after use.
CREATE TABLE history_stream (
  stream INTEGER PRIMARY KEY REFERENCES stream (id),
  section INTEGER NOT NULL REFERENCES section (id),
  epoch BLOB NOT NULL CHECK (length(epoch) = 32)  -- whose members may have it
) STRICT;
