package chat.mongoose.muc;

import chat.mongoose.cluster.Lanes;
import chat.mongoose.routing.IqRouter;
import chat.mongoose.routing.PostOffice;
import chat.mongoose.stanza.Jid;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the homes of rooms work with.
 *
 * @param reserve keeps a name for a user; must not block
 * @param addresses the IP address of the client at a full address, if it is connected here
 * @param context may block, and fail while the database is down
 */
record RoomSurroundings(
    Lanes lanes,
    PostOffice post,
    IqRouter iqs,
    RoomStore store,
    BiConsumer<Jid, Nickname> reserve,
    RoomArchive archive,
    Supplier<RoomContext> context,
    Openings openings,
    Lookups lookups,
    Reach reach,
    ArchiveShare share,
    Function<Jid, Optional<String>> addresses,
    RoomMemory memory,
    Clock clock) {}
