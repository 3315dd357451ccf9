package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The {@code <item/>} by which somebody changes a role or an affiliation (XEP-0045 §19.3). */
final class AdminItem {

  /** Characters of a reason. */
  static final int MAX_REASON = 1000;

  private AdminItem() {}

  /**
   * Completes the items that tell of the change with who made it, if he is in the room, and why.
   *
   * @throws StanzaError {@code not-acceptable} if the reason is too long
   */
  static UnaryOperator<Element> explanation(RoomState room, Jid actor, Element item) {
    var reason = item.child(RoomAdministration.NS, "reason").map(Element::text);
    if (reason.filter(text -> Characters.of(text) > MAX_REASON).isPresent()) {
      throw new StanzaError(
          Condition.NOT_ACCEPTABLE, "A reason has at most " + MAX_REASON + " characters.");
    }
    var by = room.occupants().at(actor).map(Occupant::nick).map(MucUser::actor);
    return told -> plus(plus(told, by), reason.map(MucUser::reason));
  }

  private static Element plus(Element element, Optional<Element> child) {
    return child.map(element::plus).orElse(element);
  }
}
