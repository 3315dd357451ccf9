-- The id from which on the archive under the room's name is this room's; it was an earlier room's
-- before. Rooms that are here already keep all they have.
ALTER TABLE muc_room ADD COLUMN archive_since BIGINT DEFAULT 0 NOT NULL;
