package chat.mongoose.muc;

import chat.mongoose.session.Guest;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;

/** Who may enter a room (XEP-0045 §7.2.5 to §7.2.11, summed up in §7.2.17). */
final class Admission {

  /** §7.2.9: admins and owners who may enter a full room. */
  private static final int RESERVE = 10;

  private final RoomState room;

  Admission(RoomState room) {
    this.room = room;
  }

  /**
   * Checks that this user may be in the room.
   *
   * @param x the {@code <x/>} of the presence that asks to enter
   */
  void check(Jid user, Element x, Instant now) {
    if (Guest.names(user)) {
      checkGuest(user, now);
    }
    var affiliation = room.affiliations().of(user);
    if (affiliation == Affiliation.OUTCAST) {
      throw new StanzaError(Condition.FORBIDDEN, "You have been banned from this room.");
    }
    if (room.isCreated()
        && !room.isOfSite()
        && Guest.names(user)
        && !room.settings().guestsCreate()) {
      throw new StanzaError(Condition.NOT_ALLOWED, "Guests cannot open new rooms.");
    }
    if (room.isLocked() && !room.isCreated() && affiliation != Affiliation.OWNER) {
      throw new StanzaError(Condition.ITEM_NOT_FOUND, "This room is not open yet.");
    }
    if (room.configuration().membersOnly() && !affiliation.isAtLeast(Affiliation.MEMBER)) {
      throw new StanzaError(Condition.REGISTRATION_REQUIRED, "This room is for members only.");
    }
    if (room.configuration().hasPassword() && !knowsPassword(x)) {
      throw new StanzaError(Condition.NOT_AUTHORIZED, "This room asks for a password.");
    }
  }

  private void checkGuest(Jid guest, Instant now) {
    room.expireBans(now);
    var network = room.network(guest);
    if (network.filter(room.guestBans()::isBanned).isPresent()) {
      throw new StanzaError(
          Condition.FORBIDDEN, "Guests from where you are have been banned from this room.");
    }
    if (room.guestBans().isKicked(guest, network)) {
      throw new StanzaError(
          Condition.FORBIDDEN, "You have been removed from this room; come back in a while.");
    }
  }

  /** Checks that there is room for one more (§7.2.9). */
  void checkSpace(Jid user) {
    var chosen = room.configuration().maxOccupants();
    var bound = room.settings().maxOccupants();
    var limit = chosen == 0 ? bound : Math.min(chosen, bound);
    var staff = room.affiliations().of(user).isAtLeast(Affiliation.ADMIN);
    if (room.occupants().size() >= limit + (staff ? RESERVE : 0)) {
      throw new StanzaError(
          Condition.SERVICE_UNAVAILABLE, StanzaError.Type.WAIT, "This room is full.");
    }
  }

  private boolean knowsPassword(Element x) {
    var given = x.child(Entrance.NS, "password").map(Element::text).orElse("");
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8),
        room.configuration().password().getBytes(StandardCharsets.UTF_8));
  }
}
