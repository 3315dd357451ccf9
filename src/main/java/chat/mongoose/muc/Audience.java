package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * The full addresses of everybody in a room at one moment.
 *
 * @param moderators those of moderators
 * @param others all the rest
 */
record Audience(List<Jid> all, List<Jid> moderators, List<Jid> others) {

  static Audience of(Collection<Occupant> occupants) {
    var moderators = new ArrayList<Jid>();
    var others = new ArrayList<Jid>(occupants.size());
    for (Occupant occupant : occupants) {
      occupant.jids().forEach((occupant.isModerator() ? moderators : others)::add);
    }
    var all = new ArrayList<Jid>(moderators.size() + others.size());
    all.addAll(moderators);
    all.addAll(others);
    return new Audience(
        Collections.unmodifiableList(all),
        Collections.unmodifiableList(moderators),
        Collections.unmodifiableList(others));
  }

  /** Everybody but this occupant. */
  Audience without(Occupant one) {
    return new Audience(without(all, one), without(moderators, one), without(others, one));
  }

  private static List<Jid> without(List<Jid> some, Occupant one) {
    return some.stream().filter(jid -> !one.isAt(jid)).toList();
  }
}
