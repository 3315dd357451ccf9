package chat.mongoose.bosh;

/**
 * Whom a request came from.
 *
 * @param address IP address as text
 * @param secure came over TLS
 */
record Peer(String address, boolean secure) {}
