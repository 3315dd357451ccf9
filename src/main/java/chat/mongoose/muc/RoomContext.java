package chat.mongoose.muc;

import chat.mongoose.stanza.Message;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What all rooms of a node share.
 *
 * @param filters what every message goes through before it is accepted
 * @param features of those who answer requests to rooms, for disco
 */
record RoomContext(
    RoomSettings settings,
    OccupantIds occupantIds,
    ArchiveIds archiveIds,
    UnaryOperator<Message> filters,
    Supplier<Set<String>> features) {}
