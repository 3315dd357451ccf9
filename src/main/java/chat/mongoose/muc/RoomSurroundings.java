package chat.mongoose.muc;

import chat.mongoose.cluster.Lanes;
import chat.mongoose.routing.IqRouter;
import chat.mongoose.routing.PostOffice;
import chat.mongoose.stanza.Jid;
import java.time.Clock;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * What the homes of rooms work with.
 *
 * @param reserve keeps a name for a user; must not block
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
    Clock clock) {}
