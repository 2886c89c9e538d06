-- Streams of this vault's own that a server is to forget: asked for until it is seen dropped.
ALTER TABLE stream ADD COLUMN to_drop INTEGER NOT NULL DEFAULT 0;
