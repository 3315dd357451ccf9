package chat.mongoose.muc;

import chat.mongoose.stanza.Presence;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.xml.Element;
import java.util.function.UnaryOperator;

/**
 * What unavailable presence says of an occupant.
 *
 * @param visible what he himself said
 * @param role from now on
 * @param item completes the item that tells of him
 * @param codes the status codes of §12
 */
record Absence(Element visible, Role role, UnaryOperator<Element> item, int... codes) {

  private static final Element NOTHING = Presence.of(Presence.Type.UNAVAILABLE).element();

  /** He left of his own accord (XEP-0045 §7.14). */
  static Absence left(Element visible) {
    return new Absence(visible, Role.NONE, UnaryOperator.identity());
  }

  /** He was removed. */
  static Absence removed(UnaryOperator<Element> item, int... codes) {
    return new Absence(NOTHING, Role.NONE, item, codes);
  }

  /** He is here under another name now (§7.6). */
  static Absence renamed(Role role, String nick) {
    return new Absence(NOTHING, role, item -> item.with("nick", nick), 303);
  }

  Absence with(int... codes) {
    return new Absence(visible, role, item, codes);
  }

  Stanza of(Occupant who, boolean seesJid) {
    return who.absent(visible, MucUser.x(item.apply(who.item(role, seesJid)), codes));
  }
}
