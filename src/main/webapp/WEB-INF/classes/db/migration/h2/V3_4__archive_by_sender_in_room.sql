-- What somebody has said in one room, without looking through what he has said in all others.
CREATE INDEX archived_message_by_sender_in_room ON archived_message (room_key, sender_key, id);

-- H2 2.4 reads an index backwards too.
DROP INDEX archived_message_newest;
