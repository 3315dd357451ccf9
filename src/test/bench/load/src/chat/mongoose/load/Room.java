package chat.mongoose.load;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A group chat room and its present occupants; every message goes to all of them, the sender
 * included.
 */
final class Room implements Traffic.Group {

  private final String jid;
  private final List<Session> occupants = Collections.synchronizedList(new ArrayList<>());

  Room(String jid) {
    this.jid = jid;
  }

  String jid() {
    return jid;
  }

  void entered(Session session) {
    occupants.add(session);
  }

  @Override
  public List<Session> members() {
    return occupants;
  }

  @Override
  public int deliveriesPerMessage() {
    return occupants.size();
  }

  @Override
  public String stanza(Session sender, String id, String body) {
    return "<message xmlns='jabber:client' type='groupchat' to='"
        + jid
        + "' id='"
        + id
        + "'><body>"
        + body
        + "</body></message>";
  }
}
