package chat.mongoose.conversation;

/**
 * The server that conversations are played against.
 *
 * @param domain its XMPP domain
 * @param rooms the domain of its rooms
 */
record Server(Door door, String domain, String rooms, Accounts accounts) {}
