-- What rooms have said. No foreign key leads to the rooms: the archive outlives them.
--
-- id         microseconds since 1970 (UTC) at which the room accepted the message; its stanza-id
-- *_key      the first 64 bits of the SHA-256 of the address beside it: an address may be longer than
--            a key of an index, and small keys make small indexes; queries compare the address too
-- sender     the real bare address, resource what completes it
-- xml        the stanza as said; body its text, for searching
CREATE TABLE archived_message (
  room_key    BIGINT                     NOT NULL,
  id          BIGINT                     NOT NULL,
  sender_key  BIGINT                     NOT NULL,
  room        CHARACTER VARYING(2047)    NOT NULL,
  sender      CHARACTER VARYING(2047)    NOT NULL,
  resource    CHARACTER VARYING(1023),
  nick        CHARACTER VARYING(1023)    NOT NULL,
  occupant_id CHARACTER VARYING(255)     NOT NULL,
  body        CHARACTER VARYING(1048576),
  xml_length  INTEGER                    NOT NULL,
  xml         CHARACTER VARYING(1048576) NOT NULL,
  -- Two nodes may accept messages in the same microsecond, but a room has one home.
  PRIMARY KEY (room_key, id)
);

-- H2 2.2 reads an index forwards only. The newest messages of a room are asked for all the time;
-- those of a sender are seldom asked for, and are sorted.
CREATE INDEX archived_message_newest ON archived_message (room_key, id DESC);
CREATE INDEX archived_message_by_time ON archived_message (id, room_key);
CREATE INDEX archived_message_by_sender ON archived_message (sender_key, id, room_key);
