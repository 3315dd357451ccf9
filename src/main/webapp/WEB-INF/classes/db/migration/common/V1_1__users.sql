-- Accounts. No password is kept, only what SCRAM needs to check one (RFC 5802 §3, RFC 7677).
CREATE TABLE users (
  username           VARCHAR(255)  NOT NULL PRIMARY KEY,
  disabled           BOOLEAN       NOT NULL,
  sha1_salt          VARBINARY(64) NOT NULL,
  sha1_iterations    INTEGER       NOT NULL,
  sha1_stored_key    VARBINARY(64) NOT NULL,
  sha1_server_key    VARBINARY(64) NOT NULL,
  sha256_salt        VARBINARY(64) NOT NULL,
  sha256_iterations  INTEGER       NOT NULL,
  sha256_stored_key  VARBINARY(64) NOT NULL,
  sha256_server_key  VARBINARY(64) NOT NULL
);

CREATE TABLE user_roles (
  username  VARCHAR(255) NOT NULL,
  role_name VARCHAR(32)  NOT NULL,
  PRIMARY KEY (username, role_name),
  FOREIGN KEY (username) REFERENCES users (username)
);
