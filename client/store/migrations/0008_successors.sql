-- Of a card on which two roots say that they follow the same one. 1: nothing more of it is taken in,
-- 2: it was taken in by hand since.
ALTER TABLE card ADD COLUMN contest INTEGER NOT NULL DEFAULT 0;
