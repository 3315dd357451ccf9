-- Who has looked into the archive. The application only ever adds rows.
--
-- at           microseconds since 1970 (UTC)
-- who          the account's name
-- asked        the question as it was understood
-- records      how many records the answer had
CREATE TABLE audit_entry (
  id             CHAR(36)      NOT NULL,
  at             BIGINT        NOT NULL,
  who            VARCHAR(255)  NOT NULL,
  remote_address VARCHAR(255)  NOT NULL,
  asked          VARCHAR(8000) NOT NULL,
  records        INTEGER       NOT NULL,
  PRIMARY KEY (id)
);

CREATE INDEX audit_entry_by_time ON audit_entry (at);
