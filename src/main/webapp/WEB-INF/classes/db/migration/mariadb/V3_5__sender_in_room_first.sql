-- Of indexes that promise equally few rows MariaDB 10 considers the oldest. If that is not
-- archived_message_by_sender_in_room, it then finds the first two columns of this one just as good, and reads
-- all that somebody has ever said in a room for a page of it. So the others have to be younger.
ALTER TABLE archived_message
  DROP INDEX IF EXISTS archived_message_by_sender,
  DROP INDEX IF EXISTS archived_message_by_time;
ALTER TABLE archived_message
  ADD INDEX archived_message_by_time (id, room_key),
  ADD INDEX archived_message_by_sender (sender_key, id, room_key);
