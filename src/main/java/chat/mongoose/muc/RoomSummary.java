package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;

/**
 * What everybody may know of a room.
 *
 * @param name for people
 * @param listed it can be found by asking the service for its rooms (XEP-0045 §6.3)
 * @param stored it is in the store, and not only alive
 */
public record RoomSummary(Jid jid, String name, boolean listed, boolean stored) {}
