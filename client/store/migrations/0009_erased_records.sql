-- Records that are to be erased whole, when the wait is over: asked for on this device.
CREATE TABLE to_erase (
  space INTEGER PRIMARY KEY REFERENCES space (id),
  records BLOB NOT NULL,            -- the card records that the root signed for it, as a card; unsent
  inbox BLOB,                       -- a held identity's fresh inbox (docs/spec/consent.md, own inbox)
  asked_ms INTEGER NOT NULL,        -- this device's clock
  due_ms INTEGER                    -- signed time; null: no server has signed one since
) STRICT;

-- Records that are erased, as cards say: nothing of them is taken in ever again.
CREATE TABLE erased_record (
  space BLOB PRIMARY KEY CHECK (length(space) = 16),
  owner INTEGER NOT NULL REFERENCES author (id),
  at_ms INTEGER NOT NULL,           -- when it was learned; this device's clock
  asked_here INTEGER NOT NULL DEFAULT 0,  -- 1: this device carried it out
  wiped INTEGER NOT NULL DEFAULT 0,       -- 1: nothing of it is left in the tables
  to_say INTEGER NOT NULL DEFAULT 0       -- 1: the owner is to be told that nothing is left here
) STRICT, WITHOUT ROWID;

-- Devices that may still have a record that this one erased.
CREATE TABLE unconfirmed (
  space BLOB NOT NULL REFERENCES erased_record (space),
  device BLOB NOT NULL CHECK (length(device) = 32),
  author INTEGER NOT NULL REFERENCES author (id),  -- whose it is
  PRIMARY KEY (space, device)
) STRICT, WITHOUT ROWID;

-- R of a stream of an erased record, whose key is gone: to find its head, so that it can be dropped.
ALTER TABLE stream ADD COLUMN read_cap BLOB;
