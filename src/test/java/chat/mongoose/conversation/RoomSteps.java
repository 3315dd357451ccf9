package chat.mongoose.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Steps about rooms that would otherwise fill every script. */
final class RoomSteps {

  private static final String MUC_USER = "http://jabber.org/protocol/muc#user";

  private RoomSteps() {}

  /**
   * They enter the conversation's room one after another, each by his own name in lower case, and
   * see each other do so (XEP-0045 §7.2): who is there, oneself, the subject; nothing else.
   */
  static Step.Action enter(List<String> names) {
    return stage -> {
      var inside = new ArrayList<String>();
      for (String name : names) {
        enter(stage, name, inside);
        for (String other : inside) {
          var seen = stage.actor(other).receive("the presence of " + name);
          require(isPresence(seen, nick(stage, name)), other, "the presence of " + name, seen);
        }
        inside.add(name);
      }
    };
  }

  private static void enter(Stage stage, String name, List<String> inside) {
    var actor = stage.actor(name);
    actor.send(
        ("<presence xmlns='jabber:client' to='%s'><x xmlns='http://jabber.org/protocol/muc'>"
                + "<history maxstanzas='0'/></x></presence>")
            .formatted(nick(stage, name)));
    var unseen = new ArrayList<>(inside);
    while (!unseen.isEmpty()) {
      var seen = actor.receive("the presence of " + unseen);
      var known = unseen.removeIf(other -> isPresence(seen, nick(stage, other)));
      require(known, name, "the presence of one of " + unseen, seen);
    }
    var self = actor.receive("his own presence");
    var itself = isPresence(self, nick(stage, name)) && hasStatus(self, "110");
    require(itself, name, "his own presence", self);
    var subject = actor.receive("the subject");
    var isSubject =
        subject.is(Tree.CLIENT, "message")
            && subject.child(Tree.CLIENT, "subject").isPresent()
            && subject.child(Tree.CLIENT, "body").isEmpty();
    require(isSubject, name, "the subject", subject);
  }

  private static String nick(Stage stage, String name) {
    return stage.captures().fill("{room}/") + name.toLowerCase(Locale.ROOT);
  }

  private static boolean isPresence(Tree seen, String from) {
    return seen.is(Tree.CLIENT, "presence")
        && seen.attribute("type").isEmpty()
        && seen.attribute("from").equals(from);
  }

  private static boolean hasStatus(Tree presence, String code) {
    return presence.child(MUC_USER, "x").map(Tree::children).orElse(List.of()).stream()
        .anyMatch(child -> child.name().equals("status") && child.attribute("code").equals(code));
  }

  private static void require(boolean condition, String name, String expected, Tree came) {
    if (!condition) {
      throw new Departure("%s expected %s, but received\n    %s".formatted(name, expected, came));
    }
  }
}
