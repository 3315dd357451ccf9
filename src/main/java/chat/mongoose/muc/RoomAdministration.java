package chat.mongoose.muc;

import chat.mongoose.stanza.Iq;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists and changes roles and affiliations for moderators, admins and owners (XEP-0045 §8.2 to
 * §8.5, §9, §10.3 to §10.8). Of several changes in one request all are made or none.
 */
final class RoomAdministration {

  static final String NS = "http://jabber.org/protocol/muc#admin";

  /** Changes of one request. */
  static final int MAX_ITEMS = 200;

  private final RoleChanges roles;
  private final AffiliationChanges affiliations;
  private final RoomLists lists;

  RoomAdministration(RoomState room) {
    this.roles = new RoleChanges(room);
    this.affiliations = new AffiliationChanges(room);
    this.lists = new RoomLists(room);
  }

  List<Effect> answer(Iq iq, Instant now) {
    var items = iq.payload().children(NS, "item");
    if (items.isEmpty() || items.size() > MAX_ITEMS) {
      throw new StanzaError(
          Condition.BAD_REQUEST, "A request has between 1 and " + MAX_ITEMS + " items.");
    }
    var user = iq.from().orElseThrow();
    if (iq.type() == Iq.Type.GET) {
      var list = lists.of(user, items);
      return List.of(new Effect.Send(iq.result(Element.of(NS, "query").plus(list))));
    }
    var effects = new ArrayList<Effect>();
    // §8.2: who asked is told first
    effects.add(new Effect.Send(iq.result()));
    effects.addAll(change(user, items, now));
    return effects;
  }

  private List<Effect> change(Jid user, List<Element> items, Instant now) {
    var ofRoles = new ArrayList<RoleChanges.Change>();
    var ofAffiliations = new ArrayList<AffiliationChanges.Change>();
    for (Element item : items) {
      if (item.attribute("role").isPresent() == item.attribute("affiliation").isPresent()) {
        // §17.4
        throw new StanzaError(
            Condition.BAD_REQUEST, "An item changes either a role or an affiliation.");
      }
      if (item.attribute("role").isPresent()) {
        ofRoles.add(roles.check(user, item));
      } else {
        ofAffiliations.add(affiliations.check(user, item));
      }
    }
    affiliations.checkTogether(ofAffiliations);
    var effects = new ArrayList<>(affiliations.make(ofAffiliations, now));
    ofAffiliations.forEach(change -> change.trace(user).ifPresent(effects::add));
    ofRoles.forEach(change -> effects.addAll(roles.make(change, now)));
    return effects;
  }
}
