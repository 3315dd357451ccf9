-- Under which names those who have accounts have been in rooms; nobody else may have them.
CREATE TABLE muc_name (
  username VARCHAR(512) NOT NULL,
  name     VARCHAR(255) NOT NULL,
  taken_at BIGINT       NOT NULL,
  PRIMARY KEY (username, name)
);
