-- What an edit that is being written was made from: the versions that were on the screen, each
-- followed by a space; and whose words it holds.
ALTER TABLE draft ADD COLUMN shown TEXT NOT NULL DEFAULT '';
ALTER TABLE draft ADD COLUMN said_by TEXT NOT NULL DEFAULT '';
