package chat.mongoose.muc;

import chat.mongoose.stanza.Iq;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.ServerClaims;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Requests from one occupant to another (XEP-0045 §17.4): passed on and answered through the room,
 * so that neither learns the other's real address. One's own name answers a ping at once (XEP-0410
 * §3.3). What the other's server would answer for him is answered here.
 */
final class OccupantRequests {

  static final String NS_PING = "urn:xmpp:ping";

  /**
   * What a server answers for the accounts of its users, and no client does: vCards (XEP-0054 §3.2)
   * and what they publish, such as pictures (XEP-0163 §3). There is neither here.
   */
  private static final Set<String> OF_ACCOUNTS =
      Set.of("vcard-temp", "urn:ietf:params:xml:ns:vcard-4.0", "http://jabber.org/protocol/pubsub");

  /** Requests of one room that wait for an answer; the oldest is forgotten for a new one. */
  static final int CAPACITY = 512;

  /** Octets of heap, estimated, that they have; the oldest are forgotten likewise. */
  static final int MOST_OCTETS = 256 * 1024;

  private final RoomState room;

  /** Characters of the id of a request that is remembered until it is answered. */
  static final int MAX_ID = 1024;

  private final Map<String, PassedOn> waiting = new LinkedHashMap<>();
  private long count;
  private int octets;

  /**
   * A request on its way.
   *
   * @param id of the request, as its sender chose it
   * @param from the sender's real address
   * @param to whom he has asked, by the address in the room
   * @param recipient the real address that it was passed on to
   */
  private record PassedOn(String id, Jid from, Jid to, Jid recipient) {

    /** Besides the addresses of those who are here. */
    int octets() {
      return 256 + 2 * (id.length() + to.toString().length());
    }
  }

  OccupantRequests(RoomState room) {
    this.room = room;
  }

  List<Effect> pass(Iq iq) {
    return iq.isRequest() ? request(iq) : answer(iq);
  }

  private List<Effect> request(Iq iq) {
    if (ServerClaims.isOne(iq.payload(), ServerMarks.ours(iq))) {
      throw new StanzaError(Condition.BAD_REQUEST, "Only a server says this.");
    }
    var sender = room.occupants().at(iq.from().orElseThrow()).orElseThrow(() -> notHere(iq));
    var recipient =
        iq.to()
            .flatMap(Jid::resource)
            .flatMap(room.occupants()::named)
            .orElseThrow(
                () -> new StanzaError(Condition.ITEM_NOT_FOUND, "Nobody here has this nickname."));
    if (recipient == sender && isPing(iq)) {
      return List.of(new Effect.Send(iq.result()));
    }
    if (OF_ACCOUNTS.contains(iq.payload().namespace())) {
      throw new StanzaError(
          Condition.SERVICE_UNAVAILABLE, "This server keeps nothing of this kind for its users.");
    }
    sender.manners().ask();
    recipient.manners().beAsked();
    var id = Long.toString(++count, Character.MAX_RADIX);
    var to = recipient.answering().jid();
    var own = iq.id().orElseThrow();
    if (own.length() > MAX_ID) {
      throw new StanzaError(
          Condition.NOT_ACCEPTABLE, "The id of a request has at most " + MAX_ID + " characters.");
    }
    add(id, new PassedOn(own, iq.from().orElseThrow(), iq.to().orElseThrow(), to));
    return List.of(new Effect.Send(withId(iq, id).withFrom(sender.address()).withTo(to)));
  }

  /** Nobody but whom it was passed on to can answer a request. */
  private List<Effect> answer(Iq iq) {
    var id = iq.id().orElseThrow();
    var passedOn = waiting.get(id);
    if (passedOn == null || !passedOn.recipient().equals(iq.from().orElseThrow())) {
      return List.of();
    }
    remove(id);
    return List.of(
        new Effect.Send(
            withId(stripped(iq), passedOn.id()).withFrom(passedOn.to()).withTo(passedOn.from())));
  }

  private void add(String id, PassedOn request) {
    waiting.put(id, request);
    octets += request.octets();
    while (waiting.size() > CAPACITY || octets > MOST_OCTETS) {
      remove(waiting.keySet().iterator().next());
    }
  }

  private void remove(String id) {
    octets -= waiting.remove(id).octets();
  }

  private static Stanza stripped(Iq iq) {
    return Stanza.of(ServerMarks.strip(iq));
  }

  /** §6.6 and XEP-0410 §3.2. */
  static StanzaError notHere(Iq request) {
    return RoomDisco.isAskedFor(request)
        ? new StanzaError(Condition.BAD_REQUEST, "Only occupants may ask an occupant.")
        : new StanzaError(
            Condition.NOT_ACCEPTABLE, StanzaError.Type.CANCEL, "You are not in this room.");
  }

  private static boolean isPing(Iq iq) {
    return iq.type() == Iq.Type.GET && iq.payload().is(NS_PING, "ping");
  }

  private static Stanza withId(Stanza iq, String id) {
    return Stanza.of(iq.element().with("id", id));
  }
}
