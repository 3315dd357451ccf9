package chat.mongoose.load;

import java.util.List;

/** Two users who write to each other. */
final class Pair implements Traffic.Group {

  private final List<Session> both;

  Pair(Session first, Session second) {
    this.both = List.of(first, second);
  }

  @Override
  public List<Session> members() {
    return both;
  }

  @Override
  public int deliveriesPerMessage() {
    return 1;
  }

  @Override
  public String stanza(Session sender, String id, String body) {
    Session other = sender == both.get(0) ? both.get(1) : both.get(0);
    return "<message xmlns='jabber:client' type='chat' to='"
        + Xml.escape(other.jid())
        + "' id='"
        + id
        + "'><body>"
        + body
        + "</body></message>";
  }
}
