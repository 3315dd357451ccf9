package chat.mongoose.conversation;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where one conversation is played: its actors, and what the names in braces stand for. */
final class Stage implements AutoCloseable {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Server server;
  private final String performance;
  private final Map<String, Actor> actors = new LinkedHashMap<>();
  private final Map<String, Account> accounts = new HashMap<>();
  private final Transcript transcript = new Transcript();
  private Captures captures;

  Stage(Server server, Conversation conversation) {
    this.server = server;
    performance = Long.toString(RANDOM.nextLong() >>> 24, 36);
    var room = conversation.name() + "-" + performance;
    captures =
        new Captures(
            Map.of(
                "domain",
                server.domain(),
                "muc",
                server.rooms(),
                "room",
                room + "@" + server.rooms(),
                "room.name",
                room,
                "room2",
                room + "-2@" + server.rooms()));
    for (Role role : conversation.cast()) {
      actors.put(role.name(), new Actor(role, server.door(), transcript));
      role.account().ifPresent(name -> accounts.put(role.name(), account(role, name)));
    }
  }

  private Account account(Role role, String username) {
    // a password that the script states may well be wrong, and the account need not exist
    return role.password()
        .map(password -> new Account(username, password))
        .orElseGet(() -> server.accounts().account(username));
  }

  Server server() {
    return server;
  }

  List<Actor> actors() {
    return List.copyOf(actors.values());
  }

  Actor actor(String name) {
    return actors.get(name);
  }

  Account account(Actor actor) {
    return accounts.get(actor.name());
  }

  Captures captures() {
    return captures;
  }

  void learn(Captures more) {
    captures = more;
  }

  void learn(String name, String value) {
    captures = captures.with(name, value);
  }

  Transcript transcript() {
    return transcript;
  }

  /**
   * What a member of the cast asks for at binding: what his role says, and something of this
   * performance, so that he gets nothing that is for somebody of another.
   */
  Optional<String> resource(Actor actor) {
    return actor.role().resource().map(wish -> wish + "-" + performance);
  }

  /** Ends what is still connected, without looking at what comes. */
  @Override
  public void close() {
    actors.values().stream().filter(Actor::isConnected).forEach(Actor::leave);
  }
}
