package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import java.time.Instant;
import java.util.Set;

/**
 * That a guest is kept out of a room, and with him every guest from where he came: under a new
 * secret he would be somebody else at once.
 *
 * @param guest by bare address
 * @param networks keyed hashes of the addresses that he came from; no IP address is stored
 * @param until when it ends
 */
public record GuestBan(Jid guest, Set<String> networks, Instant until) {

  public GuestBan {
    networks = Set.copyOf(networks);
  }
}
