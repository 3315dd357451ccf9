-- Persistent rooms, by the local part of their address.
CREATE TABLE muc_room (
  name             VARCHAR(128)  NOT NULL PRIMARY KEY,
  title            VARCHAR(200)  NOT NULL,
  description      VARCHAR(1000) NOT NULL,
  listed           BOOLEAN       NOT NULL,
  members_only     BOOLEAN       NOT NULL,
  moderated        BOOLEAN       NOT NULL,
  password         VARCHAR(200)  NOT NULL,
  jids_visible     BOOLEAN       NOT NULL,
  subject_open     BOOLEAN       NOT NULL,
  private_messages VARCHAR(16)   NOT NULL,
  max_occupants    INTEGER       NOT NULL,
  history          INTEGER       NOT NULL,
  archived         BOOLEAN       NOT NULL,
  subject          VARCHAR(1000) NOT NULL,
  subject_nick     VARCHAR(1023) NOT NULL,
  subject_at       BIGINT
);

CREATE INDEX muc_room_listed ON muc_room (listed, name);

-- Who has which affiliation with a room, by bare address.
CREATE TABLE muc_affiliation (
  room        VARCHAR(128) NOT NULL,
  jid         VARCHAR(512) NOT NULL,
  affiliation VARCHAR(8)   NOT NULL,
  PRIMARY KEY (room, jid)
);
