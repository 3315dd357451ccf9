package chat.mongoose.archive;

/**
 * A message as a client or an auditor sees it.
 *
 * @param id what the room calls it, its {@code stanza-id} (XEP-0359)
 */
record Heard(String room, String id, String body) {}
