-- What only the nodes of this deployment know.
CREATE TABLE secrets (
  name   VARCHAR(64)   NOT NULL PRIMARY KEY,
  secret VARBINARY(64) NOT NULL
);
