-- Guests who are banned from a room for a time, and keyed hashes of the addresses they came from,
-- with spaces between them: eight of 27 characters at most.
CREATE TABLE muc_guest_ban (
  room         VARCHAR(128) NOT NULL,
  guest        VARCHAR(512) NOT NULL,
  networks     VARCHAR(255) NOT NULL,
  banned_until BIGINT       NOT NULL,
  PRIMARY KEY (room, guest)
);
