package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import java.util.List;

/**
 * The lists of who has a role or an affiliation (XEP-0045 §8.5, §9.2, §9.5, §9.8, §10.5, §10.8).
 */
final class RoomLists {

  private final RoomState room;

  RoomLists(RoomState room) {
    this.room = room;
  }

  /** The list that this item asks for. */
  List<Element> of(Jid user, Element item) {
    var role = item.attribute("role");
    if (role.isPresent()) {
      return of(user, Role.of(role.get()));
    }
    var affiliation =
        item.attribute("affiliation")
            .map(Affiliation::of)
            .filter(asked -> asked != Affiliation.NONE)
            .orElseThrow(
                () -> new StanzaError(Condition.BAD_REQUEST, "Ask for a role or an affiliation."));
    return of(user, affiliation);
  }

  private List<Element> of(Jid user, Role role) {
    var moderator = room.occupants().at(user).filter(Occupant::isModerator).isPresent();
    // §9.8: the list of moderators is for admins
    var admin = room.affiliations().of(user).isAtLeast(Affiliation.ADMIN);
    if (role == Role.MODERATOR ? !admin : !moderator && !admin) {
      throw forbidden();
    }
    return room.occupants().all().stream()
        .filter(occupant -> occupant.role() == role)
        .map(occupant -> occupant.item(role, true).with("nick", occupant.nick()))
        .map(RoomLists::ours)
        .toList();
  }

  private List<Element> of(Jid user, Affiliation affiliation) {
    if (!maySee(user, affiliation)) {
      throw forbidden();
    }
    return room.affiliations().all(affiliation).stream()
        .map(
            jid ->
                Element.of(RoomAdministration.NS, "item")
                    .with("affiliation", affiliation.text())
                    .with("jid", jid.toString()))
        .toList();
  }

  /** §9.5: where everybody sees addresses, who belongs here may see who else does. */
  private boolean maySee(Jid user, Affiliation affiliation) {
    var own = room.affiliations().of(user);
    if (affiliation == Affiliation.OUTCAST) {
      return own.isAtLeast(Affiliation.ADMIN);
    }
    if (room.configuration().jidsVisible()) {
      return own.isAtLeast(Affiliation.MEMBER) || room.occupants().at(user).isPresent();
    }
    return own == Affiliation.OWNER
        || own == Affiliation.ADMIN && affiliation == Affiliation.MEMBER;
  }

  private static Element ours(Element item) {
    return item.inNamespace(MucUser.NS, RoomAdministration.NS);
  }

  private static StanzaError forbidden() {
    return new StanzaError(Condition.FORBIDDEN, "This list is not for you.");
  }
}
