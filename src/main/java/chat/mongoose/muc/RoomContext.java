package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Message;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What all rooms of a node share.
 *
 * @param site what somebody is in every persistent room, by bare address; asked by any thread
 * @param networks where the client at a full address comes from, if that tells it from others
 * @param names refuses what somebody may not be called, since it is another's name
 * @param filters what every message goes through before it is accepted
 * @param features of those who answer requests to rooms, for disco
 */
record RoomContext(
    RoomSettings settings,
    OccupantIds occupantIds,
    ArchiveIds archiveIds,
    Function<Jid, Affiliation> site,
    Function<Jid, Optional<String>> networks,
    Openings openings,
    RoomMemory memory,
    Visits visits,
    BiConsumer<Jid, Nickname> names,
    UnaryOperator<Message> filters,
    Supplier<Set<String>> features) {}
