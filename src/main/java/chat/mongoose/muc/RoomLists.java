package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * The lists of who has a role or an affiliation (XEP-0045 §8.5, §9.2, §9.5, §9.8, §10.5, §10.8).
 */
final class RoomLists {

  private final RoomState room;

  RoomLists(RoomState room) {
    this.room = room;
  }

  /**
   * The lists that these items ask for, one behind the other, each once.
   *
   * @throws StanzaError if one of them asks for none, or for one that is not for this user
   */
  List<Element> of(Jid user, List<Element> items) {
    var roles = EnumSet.noneOf(Role.class);
    var affiliations = EnumSet.noneOf(Affiliation.class);
    var list = new ArrayList<Element>();
    for (Element item : items) {
      var role = item.attribute("role").map(Role::of);
      var affiliation = item.attribute("affiliation").map(Affiliation::of);
      if (role.isPresent() == affiliation.isPresent()
          || affiliation.filter(Affiliation.NONE::equals).isPresent()) {
        throw new StanzaError(
            Condition.BAD_REQUEST, "Each item asks for either a role or an affiliation.");
      }
      role.filter(roles::add).ifPresent(asked -> list.addAll(of(user, asked)));
      affiliation.filter(affiliations::add).ifPresent(asked -> list.addAll(of(user, asked)));
    }
    return list;
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
