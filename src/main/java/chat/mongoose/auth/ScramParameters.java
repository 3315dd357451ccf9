package chat.mongoose.auth;

/** What a SCRAM client must know to compute its proof (RFC 5802 §5, {@code s=} and {@code i=}). */
record ScramParameters(byte[] salt, int iterations) {}
