package chat.mongoose.muc;

import chat.mongoose.stanza.Joiners;
import chat.mongoose.stanza.Look;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import java.util.LinkedHashSet;
import java.util.Set;
import rocks.xmpp.precis.PrecisProfiles;

/**
 * The name under which an occupant is known in a room, prepared by the nickname profile of RFC
 * 8266: no spaces at its ends, no two in a row, and no invisible characters (XEP-0045 §17.1).
 *
 * @param text as everybody sees it
 * @param key equal for names that differ in upper and lower case only
 * @param looks the key, and those of {@link Look}; two occupants have none in common, so that
 *     nobody can pass for another (§14.6)
 */
record Nickname(String text, String key, Set<String> looks) {

  /** A name as others would see it if it were a nickname, or as it is if it cannot be one. */
  static String normalized(String name) {
    try {
      return Joiners.around(name, PrecisProfiles.NICKNAME::enforce);
    } catch (IllegalArgumentException e) {
      return name;
    }
  }

  /**
   * Prepares a name.
   *
   * @param max characters at most
   * @throws StanzaError {@code jid-malformed} if nothing visible is left or a character is not
   *     allowed, {@code not-acceptable} if it is too long
   */
  static Nickname of(String wanted, int max) {
    if (Characters.of(wanted) > max) {
      throw new StanzaError(
          Condition.NOT_ACCEPTABLE,
          StanzaError.Type.MODIFY,
          "A nickname has at most " + max + " characters.");
    }
    try {
      var text = Joiners.around(wanted, PrecisProfiles.NICKNAME::enforce);
      NameRules.check(text);
      var key = Joiners.around(text, PrecisProfiles.NICKNAME::toComparableString);
      var looks = new LinkedHashSet<>(Look.of(text));
      looks.add(key);
      return new Nickname(text, key, looks);
    } catch (IllegalArgumentException e) {
      throw new StanzaError(
          Condition.JID_MALFORMED, "This cannot be a nickname: " + e.getMessage());
    }
  }
}
