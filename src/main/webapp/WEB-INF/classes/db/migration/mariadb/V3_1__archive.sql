-- What rooms have said. No foreign key leads to the rooms: the archive outlives them.
--
-- id         microseconds since 1970 (UTC) at which the room accepted the message; its stanza-id:
--            FROM_UNIXTIME(id / 1000000) is when
-- *_key      the first 64 bits of the SHA-256 of the address beside it: an address may be longer than
--            a key of an index, and small keys make small indexes; queries compare the address too
-- sender     the real bare address, resource what completes it
-- xml        the stanza as said; body its text, for searching
CREATE TABLE archived_message (
  room_key    BIGINT        NOT NULL,
  id          BIGINT        NOT NULL,
  sender_key  BIGINT        NOT NULL,
  room        VARCHAR(2047) NOT NULL,
  sender      VARCHAR(2047) NOT NULL,
  resource    VARCHAR(1023),
  nick        VARCHAR(1023) NOT NULL,
  occupant_id VARCHAR(255)  NOT NULL,
  body        MEDIUMTEXT,
  xml_length  INTEGER       NOT NULL,
  xml         MEDIUMTEXT    NOT NULL,
  -- Two nodes may accept messages in the same microsecond, but a room has one home.
  PRIMARY KEY (room_key, id),
  INDEX archived_message_by_time (id, room_key),
  INDEX archived_message_by_sender (sender_key, id, room_key)
) ENGINE = InnoDB, ROW_FORMAT = DYNAMIC, CHARACTER SET utf8mb4, COLLATE utf8mb4_bin;
