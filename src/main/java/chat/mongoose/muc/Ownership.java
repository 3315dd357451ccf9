package chat.mongoose.muc;

import chat.mongoose.form.DataForm;
import chat.mongoose.security.SecurityEvent.Kind;
import chat.mongoose.session.Guest;
import chat.mongoose.stanza.Iq;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the owners of a room ask of it: to be configured, or to be no more (XEP-0045 §10). */
final class Ownership {

  static final String NS = "http://jabber.org/protocol/muc#owner";

  /** Characters of the reason and the password of a destruction. */
  private static final int MAX_REASON = 1000;

  private final RoomState room;
  private final ConfigurationForm form;
  private final Reconfiguration reconfiguration;
  private final Exit exit;
  private final AffiliationChanges affiliationChanges;
  private final FullLists lists;

  Ownership(RoomState room) {
    this.room = room;
    this.form = new ConfigurationForm(room.settings());
    this.reconfiguration = new Reconfiguration(room);
    this.exit = new Exit(room);
    this.affiliationChanges = new AffiliationChanges(room);
    this.lists = new FullLists(room, affiliationChanges);
  }

  List<Effect> answer(Iq iq, Instant now) {
    if (room.affiliations().of(iq.from().orElseThrow()) != Affiliation.OWNER) {
      throw new StanzaError(Condition.FORBIDDEN, "Only the owners of this room may do this.");
    }
    var query = iq.payload();
    if (iq.type() == Iq.Type.GET) {
      var current = form.of(room.configuration(), room.name()).toElement();
      return List.of(new Effect.Send(iq.result(Element.of(NS, "query").plus(current))));
    }
    var effects = new ArrayList<>(change(iq.from().orElseThrow(), query, now));
    effects.add(new Effect.Send(iq.result()));
    return effects;
  }

  private List<Effect> change(Jid owner, Element query, Instant now) {
    var destroy = query.child(NS, "destroy");
    if (destroy.isPresent()) {
      checkDestroys(owner);
      var effects = new ArrayList<>(exit.destroy(farewell(destroy.get())));
      effects.add(Effect.Trace.of(Kind.ROOM_DESTROYED, owner, ""));
      return effects;
    }
    var submitted =
        query
            .child(DataForm.NS, "x")
            .map(DataForm::of)
            .orElseThrow(
                () -> new StanzaError(Condition.BAD_REQUEST, "Send a form, or destroy the room."));
    return switch (submitted.type()) {
      case "submit" -> submit(owner, submitted, now);
      case "cancel" -> cancel();
      default -> throw new StanzaError(Condition.BAD_REQUEST, "Submit the form, or cancel it.");
    };
  }

  private void checkDestroys(Jid owner) {
    if (room.occupants().all().stream().anyMatch(each -> Standing.isBelow(owner, each.user()))) {
      throw new StanzaError(
          Condition.NOT_ALLOWED, "A guest cannot destroy a room in which somebody has an account.");
    }
  }

  /** §10.1.2: an empty form accepts the configuration as it is. */
  private List<Effect> submit(Jid owner, DataForm submitted, Instant now) {
    var isEmpty = submitted.fields().isEmpty();
    if (!isEmpty && !submitted.formType().filter(ConfigurationForm.TYPE::equals).isPresent()) {
      throw new StanzaError(Condition.BAD_REQUEST, "This form is not about a room.");
    }
    var changed = isEmpty ? room.configuration() : form.read(submitted, room.configuration());
    if (Guest.names(owner) && changed.persistent()) {
      throw new StanzaError(
          Condition.NOT_ACCEPTABLE, "A guest's room lasts as long as somebody is in it.");
    }
    var affiliations = lists.of(submitted, owner);
    room.configured();
    var effects = new ArrayList<>(affiliationChanges.make(affiliations, now));
    affiliations.forEach(change -> change.trace(owner).ifPresent(effects::add));
    effects.addAll(reconfiguration.change(owner, changed));
    return effects;
  }

  /** §10.1.3: who cancels the configuration of a room that he has just made wants no room. */
  private List<Effect> cancel() {
    return room.isUnconfigured() ? exit.destroy(Element.of(MucUser.NS, "destroy")) : List.of();
  }

  /** §10.9. */
  private static Element farewell(Element wanted) {
    var destroy = Element.of(MucUser.NS, "destroy");
    var venue = wanted.attribute("jid").map(Jid::of).map(Jid::toString);
    destroy = destroy.withAny("jid", venue);
    for (String name : List.of("password", "reason")) {
      var text = wanted.child(NS, name).map(Element::text);
      if (text.filter(t -> Characters.of(t) > MAX_REASON).isPresent()) {
        throw new StanzaError(
            Condition.NOT_ACCEPTABLE, "A reason has at most " + MAX_REASON + " characters.");
      }
      destroy =
          text.isPresent() ? destroy.plus(Element.of(MucUser.NS, name).plus(text.get())) : destroy;
    }
    return destroy;
  }
}
