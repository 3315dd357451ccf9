package chat.mongoose.muc;

import chat.mongoose.session.Guest;
import chat.mongoose.stanza.Jid;

/**
 * What no affiliation and no role changes: a guest is never above somebody with an account. He may
 * own a room that does not last, and give others what he has there; but he takes nothing from an
 * account, whose rights in turn are good against every guest (XEP-0045 §5.1.1 leaves that to us).
 */
final class Standing {

  private Standing() {}

  /** True for a guest beside somebody with an account. */
  static boolean isBelow(Jid one, Jid other) {
    return Guest.names(one) && !Guest.names(other);
  }
}
