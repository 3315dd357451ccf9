package chat.mongoose.auth;

/**
 * How the server proves to a SCRAM client that it knows the password too (RFC 5802 §3): a public
 * credential that a login module adds to the {@code Subject} after a {@link Evidence.ScramProof}.
 */
public record ServerSignature(byte[] bytes) {}
