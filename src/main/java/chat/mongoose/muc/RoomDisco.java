package chat.mongoose.muc;

import chat.mongoose.form.DataForm;
import chat.mongoose.form.DataForm.Field;
import chat.mongoose.stanza.Iq;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Tells what a room is and who is in it (XEP-0045 §6.4, §6.5). */
final class RoomDisco {

  static final String NS_INFO = "http://jabber.org/protocol/disco#info";
  static final String NS_ITEMS = "http://jabber.org/protocol/disco#items";
  private static final String NS_ROOM_INFO = "http://jabber.org/protocol/muc#roominfo";
  private static final String NS_ARCHIVE = "urn:xmpp:mam:";

  /** What every room can do. */
  static final Set<String> FEATURES =
      Set.of(
          NS_INFO,
          NS_ITEMS,
          Entrance.NS,
          "http://jabber.org/protocol/muc#stable_id",
          "http://jabber.org/protocol/muc#self-ping-optimization",
          OccupantIds.NS,
          Hats.NS,
          ServerMarks.NS_STANZA_ID,
          OccupantRequests.NS_PING);

  private final RoomState room;
  private final Access access;

  RoomDisco(RoomState room) {
    this.room = room;
    this.access = new Access(room);
  }

  static boolean isAskedFor(Iq iq) {
    return iq.payload().is(NS_INFO, "query") || iq.payload().is(NS_ITEMS, "query");
  }

  Iq answer(Iq iq) {
    if (iq.type() != Iq.Type.GET) {
      throw new StanzaError(Condition.BAD_REQUEST, "Ask for information with a get.");
    }
    var node = iq.payload().attribute("node");
    return iq.result(
        iq.payload().namespace().equals(NS_INFO)
            ? info(iq.from().orElseThrow(), node)
            : items(iq.from().orElseThrow(), node));
  }

  private Element info(Jid user, Optional<String> node) {
    node.ifPresent(RoomDisco::refuse);
    return Element.of(NS_INFO, "query")
        .plus(identity(room.name()))
        .plus(features().stream().map(RoomDisco::feature).toList())
        .plus(form(access.mayLookInside(user)).toElement());
  }

  private Element items(Jid user, Optional<String> node) {
    if (node.isPresent()) {
      throw new StanzaError(Condition.ITEM_NOT_FOUND, "There is no such node.");
    }
    var query = Element.of(NS_ITEMS, "query");
    // §6.5: who is here is nobody else's business
    return access.isInsider(user)
        ? query.plus(room.occupants().all().stream().map(RoomDisco::item).toList())
        : query;
  }

  private static Element item(Occupant occupant) {
    return Element.of(NS_ITEMS, "item")
        .with("jid", occupant.address().toString())
        .with("name", occupant.nick());
  }

  /** Of a room, and of the service (§6.2). */
  static Element identity(String name) {
    return Element.of(NS_INFO, "identity")
        .with("category", "conference")
        .with("type", "text")
        .with("name", name);
  }

  static Element feature(String name) {
    return Element.of(NS_INFO, "feature").with("var", name);
  }

  /** §16.3. */
  private Set<String> features() {
    var configuration = room.configuration();
    var features = new TreeSet<>(FEATURES);
    for (String feature : room.context().features().get()) {
      if (configuration.archived() || !feature.startsWith(NS_ARCHIVE)) {
        features.add(feature);
      }
    }
    features.add(ConfigurationForm.TYPE);
    features.add(NS_ROOM_INFO);
    features.add(configuration.listed() ? "muc_public" : "muc_hidden");
    features.add(configuration.membersOnly() ? "muc_membersonly" : "muc_open");
    features.add(configuration.moderated() ? "muc_moderated" : "muc_unmoderated");
    features.add(configuration.jidsVisible() ? "muc_nonanonymous" : "muc_semianonymous");
    features.add(configuration.hasPassword() ? "muc_passwordprotected" : "muc_unsecured");
    features.add(configuration.persistent() ? "muc_persistent" : "muc_temporary");
    return features;
  }

  /** §16.5.4; what goes on inside (§14.4) only for those who may know it. */
  private DataForm form(boolean inside) {
    var configuration = room.configuration();
    var form =
        DataForm.of("result", NS_ROOM_INFO)
            .plus(
                Field.of(
                    "muc#roominfo_description",
                    "text-single",
                    "Description",
                    configuration.description()),
                Field.of(
                    "muc#roominfo_subjectmod",
                    "Participants may change the subject",
                    configuration.subjectOpen()),
                Field.of(
                    "muc#maxhistoryfetch",
                    "text-single",
                    "Messages that newcomers get at most",
                    Integer.toString(configuration.history())));
    if (!inside) {
      return form;
    }
    return form.plus(
        Field.of("muc#roominfo_subject", "text-single", "Subject", room.subject().text()),
        Field.of(
            "muc#roominfo_occupants",
            "text-single",
            "Number of occupants",
            Integer.toString(room.occupants().size())));
  }

  private static void refuse(String node) {
    throw switch (node) {
      // §7.12: no nickname is reserved here
      case "x-roomuser-item" ->
          new StanzaError(
              Condition.FEATURE_NOT_IMPLEMENTED, "Nicknames are not reserved in this room.");
      // §18.1.1: nothing is filtered out
      case "http://jabber.org/protocol/muc#traffic" ->
          new StanzaError(Condition.SERVICE_UNAVAILABLE, "All extensions may pass this room.");
      default -> new StanzaError(Condition.ITEM_NOT_FOUND, "There is no such node.");
    };
  }
}
