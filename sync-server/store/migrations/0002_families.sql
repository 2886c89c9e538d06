-- A family: the device that came by an invite and those let in by recovery streams of its family.
ALTER TABLE device ADD COLUMN family INTEGER NOT NULL DEFAULT 0;  -- number of its first device
UPDATE device SET family = number;
CREATE INDEX device_family ON device (family);

-- Which device made a recovery stream. One whose maker was not written down lets nobody in.
ALTER TABLE stream ADD COLUMN recovery_of INTEGER REFERENCES device (number);
CREATE INDEX stream_recovery_of ON stream (recovery_of) WHERE recovery_of IS NOT NULL;

-- What was let in today is counted among the family's devices.
DROP TABLE recovery;
