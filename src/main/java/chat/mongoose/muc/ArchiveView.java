package chat.mongoose.muc;

/**
 * What of a room's archive one user may see. An earlier room of the same name was another room with
 * other people in it; what they said stays in the archive for its auditors.
 *
 * @param seesJids he sees who is behind a nickname (XEP-0045 §4.2)
 * @param since nothing before this was said in this room
 */
public record ArchiveView(boolean seesJids, ArchiveId since) {}
