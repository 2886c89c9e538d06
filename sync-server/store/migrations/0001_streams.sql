-- What the keeper set up, by name (settings.cc): the server's signing seed, its address in invites.
CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- One enrolled device each. The token itself is nowhere.
CREATE TABLE device (
  number INTEGER PRIMARY KEY,
  token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  enrolled_ms INTEGER NOT NULL,
  seen_ms INTEGER NOT NULL,              -- last sync, to the minute
  is_disabled INTEGER NOT NULL DEFAULT 0,
  stored_bytes INTEGER NOT NULL DEFAULT 0,  -- of blobs it was the first to bring, in all
  day INTEGER NOT NULL DEFAULT 0,           -- days since 1970 UTC
  day_bytes INTEGER NOT NULL DEFAULT 0      -- of stored_bytes, on that day
) STRICT;

-- One-time invites, and what became of them.
CREATE TABLE invite (
  secret_hash BLOB PRIMARY KEY CHECK (length(secret_hash) = 32),
  expires_ms INTEGER NOT NULL,
  used_ms INTEGER,
  device INTEGER REFERENCES device (number)
) STRICT, WITHOUT ROWID;

-- Append-only streams of sealed blobs: hashes of their capabilities, and where they stand.
CREATE TABLE stream (
  id INTEGER PRIMARY KEY,
  address BLOB NOT NULL UNIQUE CHECK (length(address) = 32),
  read_hash BLOB NOT NULL CHECK (length(read_hash) = 32),
  append_hash BLOB NOT NULL CHECK (length(append_hash) = 32),
  close_hash BLOB NOT NULL CHECK (length(close_hash) = 32),
  drop_hash BLOB NOT NULL CHECK (length(drop_hash) = 32),
  count INTEGER NOT NULL,                -- blobs; their positions are 0 … count-1
  head BLOB NOT NULL CHECK (length(head) = 32),
  state INTEGER NOT NULL,                -- 0 open, 1 closed, 2 dropped
  proof BLOB CHECK (length(proof) = 32), -- C of a closed stream, D of a dropped one
  is_recovery INTEGER NOT NULL           -- 1: showing R enrols a device
) STRICT;
CREATE INDEX stream_recovery ON stream (read_hash) WHERE is_recovery = 1;

CREATE TABLE blob (
  id INTEGER PRIMARY KEY,
  stream INTEGER NOT NULL REFERENCES stream (id),
  position INTEGER NOT NULL,             -- from 0
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  head BLOB NOT NULL CHECK (length(head) = 32),  -- the stream's, this blob included
  bytes BLOB NOT NULL,
  UNIQUE (stream, position),
  UNIQUE (stream, hash)
) STRICT;

-- How often a recovery stream enrolled a device on a day.
CREATE TABLE recovery (
  read_hash BLOB NOT NULL CHECK (length(read_hash) = 32),
  day INTEGER NOT NULL,                  -- days since 1970 UTC
  enrolments INTEGER NOT NULL,
  PRIMARY KEY (read_hash, day)
) STRICT, WITHOUT ROWID;
