package chat.mongoose.session;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * The short opaque name of this node, new at each start. Each full address ends in it, so an
 * address tells where it lives and no distributed map of sessions can go stale.
 */
@ApplicationScoped
public class NodeTag {

  private static final int LENGTH = 5;

  private final String tag = Guest.random(LENGTH);

  public String tag() {
    return tag;
  }
}
