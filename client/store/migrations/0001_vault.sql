-- Facts of which there is one. Keys are listed in vault_facts.h.
CREATE TABLE fact (
  name TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Identities seen anywhere, numbered.
CREATE TABLE author (
  id INTEGER PRIMARY KEY,
  root BLOB NOT NULL UNIQUE CHECK (length(root) = 32)
) STRICT;

-- Identities whose records this vault keeps: its own, and those of people it holds a record for.
CREATE TABLE identity (
  author INTEGER PRIMARY KEY REFERENCES author (id),
  is_me INTEGER NOT NULL,           -- 1: the vault's own identity
  root_sealed BLOB NOT NULL,        -- the root seed, sealed to the roots key (needs the passphrase)
  inbox_seed BLOB NOT NULL,         -- opens the inbox
  inbox_stream INTEGER NOT NULL,
  card_stream INTEGER NOT NULL
) STRICT;

-- Cards: own, contacts', and those met in streams.
CREATE TABLE card (
  author INTEGER PRIMARY KEY REFERENCES author (id),
  records BLOB NOT NULL,            -- docs/spec/consent.md
  is_contact INTEGER NOT NULL,      -- 1: taken in by hand, so the root was checked in person
  stream INTEGER                    -- where newer records appear, if known
) STRICT;

CREATE TABLE space (
  id INTEGER PRIMARY KEY,
  space BLOB NOT NULL UNIQUE CHECK (length(space) = 16),
  owner INTEGER NOT NULL REFERENCES author (id),
  is_person INTEGER NOT NULL,       -- 1: a person's record; 0: a coach's own notes
  made_ms INTEGER NOT NULL          -- ms since 1970, this device's clock
) STRICT;

CREATE TABLE section (
  id INTEGER PRIMARY KEY,
  space INTEGER NOT NULL REFERENCES space (id),
  number INTEGER NOT NULL,          -- docs/spec/model.md
  admission BLOB NOT NULL CHECK (length(admission) = 16),  -- mine; zero: the owner's own
  may_write INTEGER NOT NULL,
  open_batch INTEGER,               -- the batch being written, if any
  unsettled INTEGER NOT NULL DEFAULT 0,  -- batches that are not applied
  seen_day INTEGER NOT NULL DEFAULT 0,   -- day (since 1970) of the last seen batch
  news INTEGER NOT NULL DEFAULT 0,       -- 1: others' changes were applied since my last batch here
  UNIQUE (space, number)
) STRICT;

-- Streams on the server that this vault reads or writes.
CREATE TABLE stream (
  id INTEGER PRIMARY KEY,
  address BLOB NOT NULL UNIQUE CHECK (length(address) = 32),
  four BLOB NOT NULL CHECK (length(four) = 128),
  purpose INTEGER NOT NULL,         -- 0 section, 1 my inbox, 2 a contact's inbox, 3 my card, 4 a contact's card
  section INTEGER REFERENCES section (id),
  author INTEGER REFERENCES author (id),  -- whose inbox or card
  epoch_key BLOB,                   -- gives the content key and R; null where only A is known
  append_cap BLOB,
  close_cap BLOB,
  drop_cap BLOB,
  state INTEGER NOT NULL DEFAULT 0, -- 0 open, 1 closed, 2 dropped
  recheck INTEGER NOT NULL DEFAULT 0,  -- 1: closed, but the server started anew since it was seen whole
  count INTEGER NOT NULL DEFAULT 0, -- blobs held in the server's order
  head BLOB NOT NULL DEFAULT (zeroblob(32))
) STRICT;

-- Sealed blobs, as sent and received.
CREATE TABLE blob (
  id INTEGER PRIMARY KEY,
  stream INTEGER NOT NULL REFERENCES stream (id),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  place INTEGER,                    -- in the server's order; null until the server has said it
  bytes BLOB,                       -- null: it would not open, only its hash is kept
  receipt BLOB,                     -- the server's, for what was sent from here
  made_here INTEGER NOT NULL,
  not_taken INTEGER NOT NULL DEFAULT 0,  -- 1 closed, 2 dropped, 3 denied, 4 too large
  content BLOB,                     -- names what is inside: a batch hash, or the hash of a control record
  UNIQUE (stream, hash)
) STRICT;
CREATE INDEX blob_by_place ON blob (stream, place);
CREATE INDEX blob_by_content ON blob (content);
CREATE INDEX blob_to_send ON blob (id) WHERE place IS NULL AND receipt IS NULL AND not_taken = 0;

CREATE TABLE epoch (
  id INTEGER PRIMARY KEY,
  epoch BLOB NOT NULL UNIQUE CHECK (length(epoch) = 32),
  section INTEGER NOT NULL REFERENCES section (id),
  stream INTEGER REFERENCES stream (id),
  record BLOB NOT NULL              -- docs/spec/consent.md
) STRICT;
CREATE INDEX epoch_by_section ON epoch (section);

-- What one device wrote in one section under one admission.
CREATE TABLE chain (
  id INTEGER PRIMARY KEY,
  section INTEGER NOT NULL REFERENCES section (id),
  device BLOB NOT NULL CHECK (length(device) = 32),
  admission BLOB NOT NULL CHECK (length(admission) = 16),
  is_mine INTEGER NOT NULL,
  tip INTEGER,                      -- newest applied batch
  is_forked INTEGER NOT NULL DEFAULT 0,  -- 1: two batches at one place were seen
  UNIQUE (section, device, admission)
) STRICT;

CREATE TABLE batch (
  id INTEGER PRIMARY KEY,
  section INTEGER NOT NULL REFERENCES section (id),
  chain INTEGER NOT NULL REFERENCES chain (id),
  seq INTEGER NOT NULL,
  author INTEGER NOT NULL REFERENCES author (id),
  hash BLOB UNIQUE,                 -- null while open
  header BLOB,                      -- as signed; null while open
  bytes BLOB,                       -- in full, as long as no blob here holds it
  placed INTEGER NOT NULL DEFAULT 0,  -- 1: sealed into a stream, or arrived in one
  standing INTEGER NOT NULL,        -- 0 applied, 1 held, 2 pending
  reason INTEGER NOT NULL DEFAULT 0,
  waits_for BLOB,
  changes INTEGER NOT NULL,         -- how many, seen markers left out
  open_bytes INTEGER NOT NULL DEFAULT 0,  -- of the changes while open
  adopts BLOB,                      -- batch hashes that an owner's device adopts here
  at_ms INTEGER NOT NULL,           -- the author's claim
  received_ms INTEGER NOT NULL      -- this device's clock
) STRICT;
CREATE INDEX batch_by_section ON batch (section, standing);
CREATE INDEX batch_by_chain ON batch (chain, seq);
CREATE INDEX batch_to_place ON batch (section) WHERE placed = 0 AND hash IS NOT NULL;

-- Up to where in a chain of mine another identity's device says it has everything.
CREATE TABLE confirmation (
  chain INTEGER NOT NULL REFERENCES chain (id),
  author INTEGER NOT NULL REFERENCES author (id),
  seq INTEGER NOT NULL,
  PRIMARY KEY (chain, author)
) STRICT, WITHOUT ROWID;

-- The changes of open batches, in the order they were made.
CREATE TABLE open_change (
  batch INTEGER NOT NULL REFERENCES batch (id),
  place INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (batch, place)
) STRICT, WITHOUT ROWID;

-- Derived: the folded entries. `vault rebuild` makes them anew.
CREATE TABLE entry (
  id INTEGER PRIMARY KEY,
  section INTEGER NOT NULL REFERENCES section (id),
  kind INTEGER NOT NULL,
  entity BLOB NOT NULL CHECK (length(entity) = 16),
  state BLOB NOT NULL,
  is_present INTEGER NOT NULL,
  first_author INTEGER REFERENCES author (id),  -- null: it was never present here
  first_batch INTEGER REFERENCES batch (id),
  first_ms INTEGER,                 -- its author's claim
  shown_ms INTEGER NOT NULL,        -- what lists are ordered by, for display only
  UNIQUE (entity, kind, section)
) STRICT;
CREATE INDEX entry_by_time ON entry (section, kind, shown_ms) WHERE is_present = 1;

-- Derived: words of present entries; rowid = entry.id.
CREATE VIRTUAL TABLE search USING fts5 (
  words, content='', tokenize='unicode61 remove_diacritics 2'
);
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);

-- Entries whose words are to be brought up to date in the index: many came at once. Done before the
-- next search, and at the end of each sync.
CREATE TABLE search_todo (
  entry INTEGER PRIMARY KEY REFERENCES entry (id) ON DELETE CASCADE,
  words TEXT NOT NULL               -- as they stand in the index
) STRICT;

-- Shares given and received, as the signed words both sides keep.
CREATE TABLE share (
  id INTEGER PRIMARY KEY,
  admission BLOB NOT NULL UNIQUE,
  section INTEGER NOT NULL REFERENCES section (id),
  grantee INTEGER NOT NULL REFERENCES author (id),
  given INTEGER NOT NULL,           -- 1: given from here, 0: received
  message BLOB NOT NULL,            -- the signed grant
  blob INTEGER                      -- what carries it, if given from here
) STRICT;

-- Messages that could not be acted on yet, with the reason. Nothing is dropped.
CREATE TABLE waiting_message (
  id INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,
  message BLOB NOT NULL,
  recipient INTEGER NOT NULL REFERENCES author (id),
  reason TEXT NOT NULL
) STRICT;

-- Evidence: blobs that would not open, operations against the rules, forks.
CREATE TABLE report (
  id INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  what TEXT NOT NULL,
  about BLOB NOT NULL,
  UNIQUE (what, about)
) STRICT;

-- What is being written and not kept yet. Only here: never in the log, never sent.
CREATE TABLE draft (
  place TEXT PRIMARY KEY,
  space INTEGER REFERENCES space (id),
  body TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The server this vault sends to.
CREATE TABLE home (
  only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
  url TEXT NOT NULL,
  server_key BLOB NOT NULL,
  token BLOB NOT NULL,
  insecure_lan INTEGER NOT NULL,
  certificate_pin BLOB,
  boot BLOB,                        -- the server's last start
  time_floor_ms INTEGER NOT NULL DEFAULT 0,  -- newest server-signed time
  reached_ms INTEGER NOT NULL DEFAULT 0,     -- this device's clock at the last answer
  follow_hash BLOB                  -- of the follow list at the last finished sync
) STRICT;

-- Moves with every commit that changes what is shown.
CREATE TABLE revision (only_one INTEGER PRIMARY KEY CHECK (only_one = 1), number INTEGER NOT NULL) STRICT;
INSERT INTO revision VALUES (1, 1);
