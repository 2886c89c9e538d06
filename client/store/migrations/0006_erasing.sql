-- Erased entries, as EPOCHs and notices say.
CREATE TABLE erased (
  section INTEGER NOT NULL REFERENCES section (id),
  entity BLOB NOT NULL CHECK (length(entity) = 16),
  seen BLOB NOT NULL,               -- hashes of the batches that the ERASE had seen, ascending
  said INTEGER NOT NULL DEFAULT 0,  -- 1: the owner was told that nothing of it is left here
  PRIMARY KEY (section, entity)
) STRICT, WITHOUT ROWID;

-- Changes about erased entries that no ERASE had seen, for the owner to decide on.
CREATE TABLE late_change (
  id BLOB PRIMARY KEY CHECK (length(id) = 32),
  section INTEGER NOT NULL REFERENCES section (id),
  entity BLOB CHECK (length(entity) = 16),  -- null: it was decided on before it came here
  batch BLOB,                       -- with all other changes redacted; null: decided, or only told
  told INTEGER NOT NULL,            -- 1: it was left in the owner's inbox, or came from there
  received_ms INTEGER NOT NULL      -- this device's clock
) STRICT, WITHOUT ROWID;

-- What remains of a stream of which something was erased, on its way to another one.
CREATE TABLE copy (
  old INTEGER PRIMARY KEY REFERENCES stream (id),
  new INTEGER NOT NULL REFERENCES stream (id),
  head BLOB NOT NULL CHECK (length(head) = 32),  -- of the old one when it was copied
  epochs INTEGER NOT NULL                        -- how many the section had by then
) STRICT;

-- 1: what is sealed here holds something that was erased. Its bytes are gone.
ALTER TABLE blob ADD COLUMN tainted INTEGER NOT NULL DEFAULT 0;
CREATE INDEX blob_tainted ON blob (stream) WHERE tainted = 1;
-- 1: lay in a stream that was dropped; only the owner's devices put it anywhere again.
ALTER TABLE batch ADD COLUMN moved INTEGER NOT NULL DEFAULT 0;
