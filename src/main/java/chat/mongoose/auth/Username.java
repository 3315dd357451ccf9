package chat.mongoose.auth;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError;
import java.util.Optional;

/** The name of an account: the local part of its address, prepared (RFC 7622 §3.3). */
final class Username {

  /** What a column of the database can hold as a key. */
  static final int MAX_LENGTH = 255;

  /** RFC 7622 §3.3: what a client may send as a name. */
  static final int MAX_OCTETS = 1023;

  private Username() {}

  /** The name as accounts are called, whatever case it was typed in; empty if none can be so. */
  static Optional<String> prepared(String typed) {
    try {
      return Jid.of(typed, "localhost").local().filter(name -> name.length() <= MAX_LENGTH);
    } catch (StanzaError e) {
      return Optional.empty();
    }
  }
}
