package chat.mongoose.muc;

import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import rocks.xmpp.precis.PrecisProfiles;

/**
 * The name under which an occupant is known in a room, prepared by the nickname profile of RFC
 * 8266: no spaces at its ends, no two in a row, and no invisible characters (XEP-0045 §17.1).
 *
 * @param text as everybody sees it
 * @param key equal for names that look the same but for upper and lower case; two occupants cannot
 *     have it, so that nobody can pass for another (§14.6)
 */
record Nickname(String text, String key) {

  /**
   * Prepares a name.
   *
   * @param max characters at most
   * @throws StanzaError {@code jid-malformed} if nothing visible is left or a character is not
   *     allowed, {@code not-acceptable} if it is too long
   */
  static Nickname of(String wanted, int max) {
    if (wanted.length() > max) {
      throw new StanzaError(
          Condition.NOT_ACCEPTABLE,
          StanzaError.Type.MODIFY,
          "A nickname has at most " + max + " characters.");
    }
    try {
      var text = PrecisProfiles.NICKNAME.enforce(wanted);
      return new Nickname(text, PrecisProfiles.NICKNAME.toComparableString(text));
    } catch (IllegalArgumentException e) {
      throw new StanzaError(
          Condition.JID_MALFORMED, "This cannot be a nickname: " + e.getMessage());
    }
  }
}
