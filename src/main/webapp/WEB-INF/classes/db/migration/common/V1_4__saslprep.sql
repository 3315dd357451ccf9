-- What a client makes of a password that prepares it by SASLprep (RFC 5802 §2.2), where that is another than the one that
-- is kept: with the same salt and as many iterations. Null where both are the same, or the password is older than this.
ALTER TABLE users ADD COLUMN sha1_saslprep_stored_key VARBINARY(64);
ALTER TABLE users ADD COLUMN sha1_saslprep_server_key VARBINARY(64);
ALTER TABLE users ADD COLUMN sha256_saslprep_stored_key VARBINARY(64);
ALTER TABLE users ADD COLUMN sha256_saslprep_server_key VARBINARY(64);
