package chat.mongoose.conversation;

import chat.mongoose.testkit.Mongoose;

/** A Mongoose EE that the tests have started, as conversations need it. */
public final class MongooseServer {

  /** The XMPP domain. */
  public static final String DOMAIN = "localhost";

  /** The domain of the rooms. */
  public static final String ROOMS = "conference." + DOMAIN;

  private MongooseServer() {}

  /** A server with the default domains. */
  static Server of(Mongoose mongoose) {
    return new Server(new WebSocketDoor(mongoose.webSocket()), DOMAIN, ROOMS, accounts(mongoose));
  }

  /** Plays a script of a test's own against it. */
  public static void play(Mongoose mongoose, String name, String script) {
    new Performance(of(mongoose)).play(ScriptReader.read(name, script));
  }

  /** The same server by its other door. */
  static Server overBosh(Mongoose mongoose) {
    return new Server(new BoshDoor(mongoose.http("http-bind")), DOMAIN, ROOMS, accounts(mongoose));
  }

  /** Its accounts, which the administrator makes when they are needed. */
  public static Accounts accounts(Mongoose mongoose) {
    return new RestAccounts(
        mongoose.http("api/users"), new Account("admin", Mongoose.ADMIN_PASSWORD));
  }
}
