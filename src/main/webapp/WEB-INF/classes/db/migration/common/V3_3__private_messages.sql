-- Of a private message: the real bare address of whom it was for. Null for what was said to all.
ALTER TABLE archived_message ADD COLUMN recipient VARCHAR(2047);
