-- A recovery stream that two devices pair over: it lets in until this time, and counts beside the
-- maker's own recovery stream. Null: it is no pairing stream.
ALTER TABLE stream ADD COLUMN pairing_until_ms INTEGER;
